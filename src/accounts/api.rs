//! Accounts in the API: signing a program in with a code by mail, and one's own account.

mod cards;
mod people;

pub use cards::CardsApi;
pub use people::PeopleApi;

use std::sync::Arc;

use chrono::{DateTime, Utc};
use poem::Request;
use poem::web::Data;
use poem_openapi::auth::Bearer;
use poem_openapi::param::{Path, Query};
use poem_openapi::payload::Json;
use poem_openapi::{Object, OpenApi, SecurityScheme};

use super::actions::{SignIn, StartSession};
use super::pages::guard;
use super::{
    ActivateCard, Actor, BlockAccount, CardKey, DecideOnIdentity, EraseOwnAccount, FoundAccount,
    IdentityClaim, OwnIdentity, RemoveIdentity, RequestCode, SignInWithCard, SignOut, UpdateProfile,
    export_own_data, find_accounts, list_identity_claims, list_own_identities, store,
};
use crate::app::App;
use crate::error::{AppError, AppResult};
use crate::language::Language;
use crate::oidc::Provider;
use crate::web::problem::{Done, Refusal};
use crate::web::requests;

/// The token of a session opened through the API.
#[derive(SecurityScheme)]
#[oai(ty = "bearer", checker = "check_bearer")]
pub struct ApiActor(pub Actor);

/// The middleware before the API has already found out who it is.
async fn check_bearer(request: &Request, _bearer: Bearer) -> Option<Actor> {
    guard::actor_of(request).ok().filter(|actor| actor.account().is_some())
}

/// Accounts and sessions.
pub struct AccountsApi;

/// Where to send a code.
#[derive(Object)]
#[oai(rename_all = "snake_case", deny_unknown_fields)]
struct RequestCodeRequest {
    /// The address.
    email: String,
}

/// A code is on its way.
#[derive(Object)]
struct RequestCodeResponse {
    /// Names this sending; comes back with the code.
    sign_in: String,
}

/// The code that came.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct SignInRequest {
    /// From the answer to the request for a code.
    sign_in: String,
    /// The six digits.
    code: String,
    /// What the program calls itself, shown in the list of sessions.
    #[oai(default)]
    client: String,
}

/// A session was opened.
#[derive(Object)]
struct SignInResponse {
    /// Goes in the header `Authorization: Bearer …`; is not shown again.
    token: String,
    /// When the session ends at the latest, in UTC.
    expires_at: DateTime<Utc>,
}

/// One's own account.
#[derive(Object)]
struct AccountResponse {
    id: String,
    email: Option<String>,
    display_name: String,
    trade: String,
    site: String,
    direction: String,
    /// The unit that the site names, when it is known.
    site_id: Option<String>,
    /// The unit that the direction names, when it is known.
    direction_id: Option<String>,
    /// The language of pages and mails: `fr` or `en`; empty for the browser's.
    language: String,
    /// To whom the name is shown: `public`, `community` or `team`.
    name_level: String,
    /// `administrator`, `animator`.
    roles: Vec<String>,
}

/// What one says of oneself.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct ProfileRequest {
    display_name: String,
    #[oai(default)]
    trade: String,
    #[oai(default)]
    site: String,
    #[oai(default)]
    direction: String,
    /// The language of pages and mails: `fr`, `en`, or empty for the browser's. Left as it is when absent.
    language: Option<String>,
    /// To whom the name is shown: `public`, `community` or `team`. Left as it is when absent.
    name_level: Option<String>,
}

/// What stands on a card.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct CardSignInRequest {
    site_code: String,
    number: String,
    pin: String,
    /// What the program calls itself.
    #[oai(default)]
    client: String,
}

/// A card's first use.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct ActivateCardRequest {
    site_code: String,
    number: String,
    pin: String,
    display_name: String,
    /// A PIN of one's own; empty to keep the one on the card.
    #[oai(default)]
    new_pin: String,
    #[oai(default)]
    client: String,
}

/// A person means it.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct EraseOwnAccountRequest {
    /// The word `ERASE`.
    confirmation: String,
}

/// A provider that people may sign in through, in a browser.
#[derive(Object)]
struct ProviderResponse {
    /// Its name in the settings.
    name: String,
    /// Its name for people.
    label: String,
}

/// A provider's identity that opens one's account.
#[derive(Object)]
struct IdentityResponse {
    id: String,
    /// The provider's name in the settings.
    provider: String,
    email: Option<String>,
    created_at: DateTime<Utc>,
    last_used_at: DateTime<Utc>,
    /// Whether there is another way in.
    can_remove: bool,
}

/// An identity that waits for a decision.
#[derive(Object)]
struct IdentityRequestResponse {
    id: String,
    /// The provider's name in the settings.
    provider: String,
    email: String,
    /// The name that the provider gave.
    name: String,
    /// The account that it would open.
    account_id: Option<String>,
    /// The name of that account.
    account_name: String,
    asked_at: Option<DateTime<Utc>>,
}

/// A decision on an identity.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct DecisionRequest {
    /// Whether it is the account's.
    approved: bool,
}

/// An account as administrators find it.
#[derive(Object)]
struct FoundAccountResponse {
    id: String,
    email: Option<String>,
    display_name: String,
    /// The providers whose identities open it.
    providers: Vec<String>,
    is_blocked: bool,
}

#[OpenApi(prefix_path = "/accounts")]
impl AccountsApi {
    /// Sends a sign-in code by mail.
    #[oai(path = "/sign-in/code", method = "post", operation_id = "request_sign_in_code")]
    async fn request_code(
        &self,
        app: Data<&App>,
        request: &Request,
        body: Json<RequestCodeRequest>,
    ) -> Result<Json<RequestCodeResponse>, Refusal> {
        let from = address(&app, request);
        let ask = RequestCode { email: body.0.email, language: Language::default(), from };
        let sign_in = ask.run(&app).await?;
        Ok(Json(RequestCodeResponse { sign_in: sign_in.to_string() }))
    }

    /// Opens a session with the code that came.
    #[oai(path = "/sign-in", method = "post", operation_id = "sign_in")]
    async fn sign_in(
        &self,
        app: Data<&App>,
        request: &Request,
        body: Json<SignInRequest>,
    ) -> Result<Json<SignInResponse>, Refusal> {
        let SignInRequest { sign_in, code, client } = body.0;
        let sign_in = sign_in.parse().map_err(|_| AppError::NotFound)?;
        let session = StartSession { kind: "api", client };
        let from = address(&app, request);
        let signed_in = SignIn { sign_in, code, claim: None, session, from }.run(&app).await?;
        Ok(Json(SignInResponse { token: signed_in.token, expires_at: signed_in.expires_at.and_utc() }))
    }

    /// Opens a short session with a card that was used before.
    #[oai(path = "/sign-in/card", method = "post", operation_id = "sign_in_with_card")]
    async fn sign_in_with_card(
        &self,
        app: Data<&App>,
        request: &Request,
        body: Json<CardSignInRequest>,
    ) -> Result<Json<SignInResponse>, Refusal> {
        let CardSignInRequest { site_code, number, pin, client } = body.0;
        let key = CardKey { site_code, number, pin };
        let session = StartSession { kind: "api", client };
        let opened = SignInWithCard { key, from: address(&app, request), session }.run(&app).await?;
        Ok(Json(SignInResponse { token: opened.token, expires_at: opened.expires_at.and_utc() }))
    }

    /// Uses a card for the first time: makes the account and opens a short session.
    #[oai(path = "/cards/activation", method = "post", operation_id = "activate_card")]
    async fn activate_card(
        &self,
        app: Data<&App>,
        request: &Request,
        body: Json<ActivateCardRequest>,
    ) -> Result<Json<SignInResponse>, Refusal> {
        let ActivateCardRequest { site_code, number, pin, display_name, new_pin, client } = body.0;
        let activate = ActivateCard {
            key: CardKey { site_code, number, pin },
            from: address(&app, request),
            display_name,
            new_pin,
            language: Language::default(),
            session: StartSession { kind: "api", client },
        };
        let opened = activate.run(&app).await?;
        Ok(Json(SignInResponse { token: opened.token, expires_at: opened.expires_at.and_utc() }))
    }

    /// Ends this session.
    #[oai(path = "/sign-out", method = "post", operation_id = "sign_out")]
    async fn sign_out(&self, app: Data<&App>, request: &Request, actor: ApiActor) -> Result<Done, Refusal> {
        if let Some(session) = request.data::<guard::CurrentSession>() {
            SignOut::One(session.0).run(&app, &actor.0).await?;
        }
        Ok(Done::Done)
    }

    /// One's own account.
    #[oai(path = "/me", method = "get", operation_id = "get_own_account")]
    async fn me(&self, app: Data<&App>, actor: ApiActor) -> Result<Json<AccountResponse>, Refusal> {
        Ok(Json(own_account(&app, &actor.0).await?))
    }

    /// Changes one's own account.
    #[oai(path = "/me", method = "put", operation_id = "update_own_account")]
    async fn update_me(
        &self,
        app: Data<&App>,
        actor: ApiActor,
        body: Json<ProfileRequest>,
    ) -> Result<Json<AccountResponse>, Refusal> {
        let ProfileRequest { display_name, trade, site, direction, language, name_level } = body.0;
        let update = UpdateProfile { display_name, trade, site, direction, language, name_level };
        update.run(&app, &actor.0).await?;
        Ok(Json(own_account(&app, &actor.0).await?))
    }

    /// Everything that is held of oneself.
    #[oai(path = "/me/export", method = "get", operation_id = "export_own_data")]
    async fn export(&self, app: Data<&App>, actor: ApiActor) -> Result<Json<serde_json::Value>, Refusal> {
        Ok(Json(export_own_data(&app, &actor.0).await?))
    }

    /// Erases one's own account for good; ideas and comments stay, without the name.
    #[oai(path = "/me/erasure", method = "post", operation_id = "erase_own_account")]
    async fn erase(
        &self,
        app: Data<&App>,
        actor: ApiActor,
        body: Json<EraseOwnAccountRequest>,
    ) -> Result<Done, Refusal> {
        EraseOwnAccount { confirmation: body.0.confirmation }.run(&app, &actor.0).await?;
        Ok(Done::Done)
    }

    /// The providers that people may sign in through. A program signs in with a code by mail.
    #[oai(path = "/providers", method = "get", operation_id = "list_providers")]
    async fn providers(&self, app: Data<&App>) -> Json<Vec<ProviderResponse>> {
        let response = |provider: &Arc<Provider>| ProviderResponse {
            name: provider.name().to_owned(),
            label: provider.label().to_owned(),
        };
        Json(app.providers.iter().map(response).collect())
    }

    /// The identities that open one's own account.
    #[oai(path = "/me/identities", method = "get", operation_id = "list_own_identities")]
    async fn identities(
        &self,
        app: Data<&App>,
        actor: ApiActor,
    ) -> Result<Json<Vec<IdentityResponse>>, Refusal> {
        let own = list_own_identities(&app, &actor.0).await?;
        let response = |OwnIdentity { identity, can_remove }| IdentityResponse {
            id: identity.id.to_string(),
            provider: identity.provider,
            email: identity.email,
            created_at: identity.created_at.and_utc(),
            last_used_at: identity.last_used_at.and_utc(),
            can_remove,
        };
        Ok(Json(own.into_iter().map(response).collect()))
    }

    /// Takes an identity away from one's own account; not the last way in.
    #[oai(path = "/me/identities/:id", method = "delete", operation_id = "remove_own_identity")]
    async fn remove_identity(
        &self,
        app: Data<&App>,
        request: &Request,
        actor: ApiActor,
        id: Path<String>,
    ) -> Result<Done, Refusal> {
        let identity = id.0.parse().map_err(|_| AppError::NotFound)?;
        let session = request.data::<guard::CurrentSession>().map(|session| session.0);
        RemoveIdentity { identity, session }.run(&app, &actor.0).await?;
        Ok(Done::Done)
    }

    /// The identities that wait for an administrator's decision.
    #[oai(path = "/identity-requests", method = "get", operation_id = "list_identity_requests")]
    async fn identity_requests(
        &self,
        app: Data<&App>,
        actor: ApiActor,
    ) -> Result<Json<Vec<IdentityRequestResponse>>, Refusal> {
        let waiting = list_identity_claims(&app, &actor.0).await?;
        let response = |(claim, account_name): (IdentityClaim, String)| IdentityRequestResponse {
            id: claim.id.to_string(),
            provider: claim.provider,
            email: claim.email,
            name: claim.name,
            account_id: claim.account_id.map(|id| id.to_string()),
            account_name,
            asked_at: claim.asked_at.map(|at| at.and_utc()),
        };
        Ok(Json(waiting.into_iter().map(response).collect()))
    }

    /// Decides whether an identity is the account's whose address it brought.
    #[oai(
        path = "/identity-requests/:id/decision",
        method = "post",
        operation_id = "decide_identity_request"
    )]
    async fn decide(
        &self,
        app: Data<&App>,
        actor: ApiActor,
        id: Path<String>,
        body: Json<DecisionRequest>,
    ) -> Result<Done, Refusal> {
        let claim = id.0.parse().map_err(|_| AppError::NotFound)?;
        DecideOnIdentity { claim, approved: body.0.approved }.run(&app, &actor.0).await?;
        Ok(Done::Done)
    }

    /// The accounts of an address, their own or an identity's.
    #[oai(path = "/search", method = "get", operation_id = "find_accounts")]
    async fn find(
        &self,
        app: Data<&App>,
        actor: ApiActor,
        email: Query<String>,
    ) -> Result<Json<Vec<FoundAccountResponse>>, Refusal> {
        let found = find_accounts(&app, &actor.0, &email.0).await?;
        let response = |found: FoundAccount| FoundAccountResponse {
            id: found.account.id.to_string(),
            email: found.account.email,
            display_name: found.account.display_name,
            providers: found.identities.into_iter().map(|identity| identity.provider).collect(),
            is_blocked: found.is_blocked,
        };
        Ok(Json(found.into_iter().map(response).collect()))
    }

    /// Blocks an account and ends its sessions.
    #[oai(path = "/:id/block", method = "put", operation_id = "block_account")]
    async fn block(&self, app: Data<&App>, actor: ApiActor, id: Path<String>) -> Result<Done, Refusal> {
        set_blocked(&app, &actor.0, &id, true).await
    }

    /// Opens a blocked account again.
    #[oai(path = "/:id/block", method = "delete", operation_id = "unblock_account")]
    async fn unblock(&self, app: Data<&App>, actor: ApiActor, id: Path<String>) -> Result<Done, Refusal> {
        set_blocked(&app, &actor.0, &id, false).await
    }
}

async fn set_blocked(app: &App, actor: &Actor, id: &str, blocked: bool) -> Result<Done, Refusal> {
    let account = id.parse().map_err(|_| AppError::NotFound)?;
    BlockAccount { account, blocked }.run(app, actor).await?;
    Ok(Done::Done)
}

fn address(app: &App, request: &Request) -> String {
    requests::client_address(request, app.config.client_address_header.as_deref())
}

async fn own_account(app: &App, actor: &Actor) -> AppResult<AccountResponse> {
    let id = actor.signed_in()?;
    let account = app.read(move |conn| store::find(conn, id)).await?.ok_or(AppError::NotFound)?;
    Ok(AccountResponse {
        id: account.id.to_string(),
        email: account.email,
        display_name: account.display_name,
        trade: account.trade,
        site: account.site,
        direction: account.direction,
        site_id: account.site_id.map(|id| id.to_string()),
        direction_id: account.direction_id.map(|id| id.to_string()),
        language: account.language.unwrap_or_default(),
        name_level: account.name_level.as_str().to_owned(),
        roles: actor.roles().iter().map(|role| role.as_str().to_owned()).collect(),
    })
}
