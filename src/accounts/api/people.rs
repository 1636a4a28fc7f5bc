//! People and their roles in the API, for administrators.

use poem::web::Data;
use poem_openapi::param::{Path, Query};
use poem_openapi::payload::Json;
use poem_openapi::{Object, OpenApi};

use crate::accounts::store::{self, Account, GrantRow, PersonFilter};
use crate::accounts::{ApiActor, EndGrant, EraseAccount, GiveRole, SetDeputy, may_manage_accounts};
use crate::app::App;
use crate::error::{AppError, AppResult};
use crate::ids::{AccountId, GrantId};
use crate::web::problem::{Done, Refusal};

/// People listed at a time.
const PER_PAGE: i64 = 100;

/// People and their roles.
pub struct PeopleApi;

/// Somebody.
#[derive(Object)]
struct PersonResponse {
    id: String,
    display_name: String,
    email: Option<String>,
    trade: String,
    site: String,
    direction: String,
}

/// People.
#[derive(Object)]
struct PeopleResponse {
    total: i64,
    people: Vec<PersonResponse>,
}

/// A role as it was given.
#[derive(Object)]
struct GrantResponse {
    id: String,
    /// `administrator`, `animator`, `moderator`, `ambassador`.
    role: String,
    /// `platform`, `contest:<id>`, `minilab:<id>`, `departement:<code>`, `unit:<id>`.
    scope: String,
    starts_on: String,
    ends_on: Option<String>,
    deputy_id: Option<String>,
    deputy_from: Option<String>,
    deputy_until: Option<String>,
    reason: String,
    ended_at: Option<chrono::DateTime<chrono::Utc>>,
    end_reason: String,
}

/// The roles that somebody has and had.
#[derive(Object)]
struct GrantsResponse {
    grants: Vec<GrantResponse>,
}

/// A role to give.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct GiveRoleRequest {
    role: String,
    scope: String,
    /// As `2026-03-02`; empty for today.
    #[oai(default)]
    from: String,
    /// Empty for no end.
    #[oai(default)]
    until: String,
    reason: String,
}

/// Why a role is taken back.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct EndGrantRequest {
    reason: String,
}

/// Who stands in.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct DeputyRequest {
    /// Their address; empty for nobody.
    email: String,
    #[oai(default)]
    from: String,
    #[oai(default)]
    until: String,
}

/// Why an account is erased.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct EraseAccountRequest {
    /// Asked for, and not kept.
    reason: String,
}

#[OpenApi(prefix_path = "/people")]
impl PeopleApi {
    /// People, the last come first. For administrators.
    #[oai(path = "/", method = "get", operation_id = "list_people")]
    async fn list(
        &self,
        app: Data<&App>,
        actor: ApiActor,
        /// A part of the name or of the address.
        q: Query<Option<String>>,
        /// Who holds this role.
        role: Query<Option<String>>,
        /// From 1.
        #[oai(validator(minimum(value = "1"), maximum(value = "100000")))]
        page: Query<Option<i64>>,
    ) -> Result<Json<PeopleResponse>, Refusal> {
        actor.0.require(may_manage_accounts(&actor.0))?;
        let role = role.0.and_then(|role| role.parse().ok());
        let filter = PersonFilter { text: q.0.unwrap_or_default(), role };
        let offset = (page.0.unwrap_or(1) - 1) * PER_PAGE;
        let found = app.read(move |conn| store::search_people(conn, &filter, PER_PAGE, offset));
        let (people, total) = found.await?;
        Ok(Json(PeopleResponse { total, people: people.into_iter().map(person).collect() }))
    }

    /// Erases an account for good; what its person gave to all stays, without the name. For administrators.
    #[oai(path = "/:id/erasure", method = "post", operation_id = "erase_account")]
    async fn erase(
        &self,
        app: Data<&App>,
        actor: ApiActor,
        id: Path<String>,
        body: Json<EraseAccountRequest>,
    ) -> Result<Done, Refusal> {
        let account = id.0.parse().map_err(|_| AppError::NotFound)?;
        EraseAccount { account, reason: body.0.reason }.run(&app, &actor.0).await?;
        Ok(Done::Done)
    }

    /// The roles that somebody has and had, the last given first. For administrators.
    #[oai(path = "/:id/grants", method = "get", operation_id = "list_grants")]
    async fn grants(
        &self,
        app: Data<&App>,
        actor: ApiActor,
        id: Path<String>,
    ) -> Result<Json<GrantsResponse>, Refusal> {
        actor.0.require(may_manage_accounts(&actor.0))?;
        let id = account_id(&id.0)?;
        let grants = app.read(move |conn| store::grants_of(conn, id)).await?;
        Ok(Json(GrantsResponse { grants: grants.into_iter().map(grant).collect() }))
    }

    /// Gives a role; the person signs in anew. For administrators.
    #[oai(path = "/:id/grants", method = "post", operation_id = "give_role")]
    async fn give(
        &self,
        app: Data<&App>,
        actor: ApiActor,
        id: Path<String>,
        body: Json<GiveRoleRequest>,
    ) -> Result<Done, Refusal> {
        let GiveRoleRequest { role, scope, from, until, reason } = body.0;
        let give =
            GiveRole { account: account_id(&id.0)?, role, scope: scope.parse().ok(), from, until, reason };
        give.run(&app, &actor.0).await?;
        Ok(Done::Done)
    }

    /// Takes a role back; the person signs in anew. For administrators.
    #[oai(path = "/grants/:grant/end", method = "post", operation_id = "end_grant")]
    async fn end(
        &self,
        app: Data<&App>,
        actor: ApiActor,
        grant: Path<String>,
        body: Json<EndGrantRequest>,
    ) -> Result<Done, Refusal> {
        EndGrant { grant: grant_id(&grant.0)?, reason: body.0.reason }.run(&app, &actor.0).await?;
        Ok(Done::Done)
    }

    /// Says who holds a role while its holder is away. For administrators.
    #[oai(path = "/grants/:grant/deputy", method = "put", operation_id = "set_deputy")]
    async fn deputy(
        &self,
        app: Data<&App>,
        actor: ApiActor,
        grant: Path<String>,
        body: Json<DeputyRequest>,
    ) -> Result<Done, Refusal> {
        let DeputyRequest { email, from, until } = body.0;
        SetDeputy { grant: grant_id(&grant.0)?, email, from, until }.run(&app, &actor.0).await?;
        Ok(Done::Done)
    }
}

fn account_id(text: &str) -> AppResult<AccountId> {
    text.parse().map_err(|_| AppError::NotFound)
}

fn grant_id(text: &str) -> AppResult<GrantId> {
    text.parse().map_err(|_| AppError::NotFound)
}

fn person(account: Account) -> PersonResponse {
    PersonResponse {
        id: account.id.to_string(),
        display_name: account.display_name,
        email: account.email,
        trade: account.trade,
        site: account.site,
        direction: account.direction,
    }
}

fn grant(grant: GrantRow) -> GrantResponse {
    GrantResponse {
        id: grant.id.to_string(),
        role: grant.role.as_str().to_owned(),
        scope: grant.scope,
        starts_on: grant.starts_on.to_string(),
        ends_on: grant.ends_on.map(|day| day.to_string()),
        deputy_id: grant.deputy_id.map(|id| id.to_string()),
        deputy_from: grant.deputy_from.map(|day| day.to_string()),
        deputy_until: grant.deputy_until.map(|day| day.to_string()),
        reason: grant.reason,
        ended_at: grant.ended_at.map(|at| at.and_utc()),
        end_reason: grant.end_reason,
    }
}
