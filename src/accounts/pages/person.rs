//! `/personnes/:id`: somebody, and the roles they have and had. For administrators.

use poem::web::{Data, Path};
use poem::{Response, handler};
use serde::{Deserialize, Serialize};

use super::people::url;
use crate::accounts::rules::{Actor, Role, Scope};
use crate::accounts::store::{self, Account, GrantRow};
use crate::accounts::{EndGrant, GiveRole, SetDeputy};
use crate::app::App;
use crate::clock::Time;
use crate::db::Conn;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::ids::{AccountId, GrantId};
use crate::organisation::{self, Branch};
use crate::web::{Form, FormState, Page, Shell};
use crate::{contests, minilabs};

/// Units offered while one types.
const SUGGESTIONS: i64 = 2_000;

/// The page.
#[derive(Debug, Clone, Serialize)]
pub struct PersonPage {
    person: PersonView,
    held: Vec<GrantView>,
    past: Vec<GrantView>,
    form: FormState,
    roles: [Role; 4],
    scopes: Vec<Choice>,
    territories: Vec<String>,
}

#[derive(Debug, Clone, Serialize)]
struct PersonView {
    name: String,
    url: String,
    email: Option<String>,
    trade: String,
    site: String,
    direction: String,
    created_at: Time,
    last_seen_at: Option<Time>,
}

/// Over what a role holds, in words.
#[derive(Debug, Clone, Serialize)]
pub(super) struct ScopeView {
    kind: &'static str,
    name: String,
}

#[derive(Debug, Clone, Serialize)]
struct GrantView {
    role: Role,
    scope: ScopeView,
    starts_on: String,
    ends_on: Option<String>,
    deputy: Option<DeputyView>,
    reason: String,
    ended_at: Option<Time>,
    end_reason: String,
    end_action: String,
    deputy_action: String,
    /// The forms below it, each as it was refused.
    form: FormState,
}

#[derive(Debug, Clone, Serialize)]
struct DeputyView {
    name: String,
    from: String,
    until: String,
}

#[derive(Debug, Clone, Serialize)]
struct Choice {
    value: String,
    label: String,
}

impl ScopeView {
    /// A scope for samples.
    pub(super) fn sample() -> Self {
        Self { kind: "unit", name: "Lycée <b>Weiss</b>".into() }
    }
}

impl Page for PersonPage {
    const TEMPLATE: &'static str = "accounts/person.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let grant = |role, form| GrantView {
            role,
            scope: ScopeView::sample(),
            starts_on: "2026-03-02".into(),
            ends_on: Some("2027-03-01".into()),
            deputy: Some(DeputyView {
                name: "<b>Omar</b>".into(),
                from: "2026-07-01".into(),
                until: "2026-08-31".into(),
            }),
            reason: "<i>Élue</i> par ses collègues".into(),
            ended_at: None,
            end_reason: String::new(),
            end_action: "/personnes/0000000000001/roles/0000000000002/fin".into(),
            deputy_action: "/personnes/0000000000001/roles/0000000000002/suppleance".into(),
            form,
        };
        let page = |name: &str, held, form| Self {
            person: PersonView {
                name: name.into(),
                url: "/personnes/0000000000001".into(),
                email: Some("lina@example.org".into()),
                trade: "cantinière".into(),
                site: "Lycée Weiss".into(),
                direction: String::new(),
                created_at: Time::default(),
                last_seen_at: None,
            },
            held,
            past: vec![GrantView {
                ended_at: Some(Time::default()),
                end_reason: "Mutation".into(),
                deputy: None,
                ..grant(Role::Moderator, FormState::default())
            }],
            form,
            roles: Role::ALL,
            scopes: vec![Choice { value: "contest:0000000000001".into(), label: "<b>Idées</b>".into() }],
            territories: vec!["Lycée Weiss".into()],
        };
        let faulty = |fields: &[(&'static str, &'static str)]| {
            let mut errors = FieldErrors::default();
            for (field, kind) in fields {
                errors.add(*field, kind);
            }
            FormState::default().with_errors(errors)
        };
        let no_fault = FormState::default;
        let wrong = faulty(&[("scope", "scope-of-role"), ("until", "date-order"), ("reason", "required")]);
        vec![
            ("with_roles", page("Lina Moreau", vec![grant(Role::Ambassador, no_fault())], no_fault())),
            ("without_a_role", page("<script>alert(1)</script>", vec![], no_fault())),
            ("three_errors", page("Lina", vec![], wrong)),
            (
                "unknown_deputy",
                page(
                    "Lina",
                    vec![grant(Role::Animator, faulty(&[("deputy", "unknown-person")]))],
                    no_fault(),
                ),
            ),
        ]
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GiveForm {
    #[serde(default)]
    role: String,
    #[serde(default)]
    scope: String,
    #[serde(default)]
    territory: String,
    #[serde(default)]
    from: String,
    #[serde(default)]
    until: String,
    reason: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EndForm {
    end_reason: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeputyForm {
    #[serde(default)]
    deputy: String,
    #[serde(default)]
    deputy_from: String,
    #[serde(default)]
    deputy_until: String,
}

/// What a role holds over, by its name of today.
pub(super) fn scope_view(conn: &mut Conn, grant: &GrantRow) -> AppResult<ScopeView> {
    let Some(scope) = grant.scope() else {
        return Ok(ScopeView { kind: "unknown", name: grant.scope.clone() });
    };
    let name = match &scope {
        Scope::Platform => None,
        Scope::Contest(id) => contests::find(conn, *id)?.map(|contest| contest.title),
        Scope::MiniLab(id) => minilabs::find(conn, *id)?.map(|lab| lab.title),
        Scope::Unit(id) => organisation::current(conn, *id)?.map(|unit| unit.name),
        Scope::Departement(code) => Some(code.clone()),
    };
    Ok(ScopeView { kind: scope.parts().0, name: name.unwrap_or_default() })
}

fn grant_view(conn: &mut Conn, grant: GrantRow) -> AppResult<GrantView> {
    let at = format!("{}/roles/{}", url(grant.account_id), grant.id);
    let deputy = match (grant.deputy_id, grant.deputy_from, grant.deputy_until) {
        (Some(id), Some(from), Some(until)) => store::find(conn, id)?.map(|account| DeputyView {
            name: account.display_name,
            from: from.to_string(),
            until: until.to_string(),
        }),
        _ => None,
    };
    Ok(GrantView {
        scope: scope_view(conn, &grant)?,
        role: grant.role,
        starts_on: grant.starts_on.to_string(),
        ends_on: grant.ends_on.map(|day| day.to_string()),
        deputy,
        reason: grant.reason,
        ended_at: grant.ended_at,
        end_reason: grant.end_reason,
        end_action: format!("{at}/fin"),
        deputy_action: format!("{at}/suppleance"),
        form: FormState::default(),
    })
}

fn person(account: Account) -> PersonView {
    PersonView {
        url: url(account.id),
        name: account.display_name,
        email: account.email,
        trade: account.trade,
        site: account.site,
        direction: account.direction,
        created_at: account.created_at,
        last_seen_at: account.last_seen_at,
    }
}

fn load(conn: &mut Conn, actor: &Actor, id: AccountId, today: chrono::NaiveDate) -> AppResult<PersonPage> {
    let account = store::find(conn, id)?.ok_or(AppError::NotFound)?;
    let is_over = |grant: &GrantRow| grant.ended_at.is_some() || grant.ends_on.is_some_and(|end| end < today);
    let (past, held): (Vec<_>, Vec<_>) = store::grants_of(conn, id)?.into_iter().partition(is_over);
    let choice = |scope: Scope, label| Choice { value: scope.to_text(), label };
    let contests = contests::list(conn, actor)?.into_iter();
    let labs = minilabs::list(conn, actor)?.into_iter();
    let scopes = contests.map(|contest| choice(Scope::Contest(contest.id), contest.title));
    let scopes = scopes.chain(labs.map(|lab| choice(Scope::MiniLab(lab.id), lab.title))).collect();
    let mut territories = organisation::names_of_branch(conn, Branch::Directions, SUGGESTIONS)?;
    territories.extend(organisation::names_of_branch(conn, Branch::Sites, SUGGESTIONS)?);
    Ok(PersonPage {
        person: person(account),
        held: held.into_iter().map(|grant| grant_view(conn, grant)).collect::<AppResult<_>>()?,
        past: past.into_iter().map(|grant| grant_view(conn, grant)).collect::<AppResult<_>>()?,
        form: FormState::default(),
        roles: Role::ALL,
        scopes,
        territories,
    })
}

fn account_id(text: &str) -> AppResult<AccountId> {
    text.parse().map_err(|_| AppError::NotFound)
}

async fn page(app: &App, actor: &Actor, id: AccountId) -> AppResult<PersonPage> {
    let (actor, today) = (actor.clone(), app.clock.now().date());
    app.read(move |conn| load(conn, &actor, id, today)).await
}

#[handler]
pub async fn show(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Path(id): Path<String>,
) -> AppResult<Response> {
    shell.page(&page(&app, &actor, account_id(&id)?).await?)
}

/// What the form's two fields name: a territory by its number or its name, or one of the choices.
async fn scope(app: &App, form: &GiveForm) -> AppResult<Option<Scope>> {
    let text = form.territory.trim().to_owned();
    if form.scope != "territory" {
        return Ok(form.scope.parse().ok());
    }
    if let Ok(scope) = format!("departement:{}", text.to_uppercase()).parse() {
        return Ok(Some(scope));
    }
    let found = app.read(move |conn| {
        let site = organisation::recognise(conn, &text, Branch::Sites)?;
        Ok::<_, AppError>(match site {
            Some(site) => Some(site),
            None => organisation::recognise(conn, &text, Branch::Directions)?,
        })
    });
    let unit = found.await?.ok_or_else(|| FieldErrors::one("territory", "unknown-territory"))?;
    Ok(Some(Scope::Unit(unit)))
}

#[handler]
pub async fn give(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Path(id): Path<String>,
    form: Form<GiveForm>,
) -> AppResult<Response> {
    let account = account_id(&id)?;
    let given = match scope(&app, &form.values).await {
        Ok(scope) => {
            let GiveForm { role, from, until, reason, .. } = form.values;
            GiveRole { account, role, scope, from, until, reason }.run(&app, &actor).await
        }
        Err(error) => Err(error),
    };
    match given {
        Ok(()) => Ok(shell.see_other(&url(account), Some(("success", "flash-role-given")))),
        Err(AppError::Invalid(errors)) => {
            let form = FormState::refused(&form.raw, errors, &[]);
            shell.refused_page(&PersonPage { form, ..page(&app, &actor, account).await? })
        }
        Err(other) => Err(other),
    }
}

/// The page again, with the forms that are not of one role as they were refused.
pub(super) async fn with_form(
    app: &App,
    actor: &Actor,
    account: AccountId,
    form: FormState,
) -> AppResult<PersonPage> {
    Ok(PersonPage { form, ..page(app, actor, account).await? })
}

/// The page again, with a form of one role as it was refused.
async fn refused(
    app: &App,
    actor: &Actor,
    shell: &Shell,
    path: &(String, String),
    form: FormState,
) -> AppResult<Response> {
    let mut page = page(app, actor, account_id(&path.0)?).await?;
    let here = format!("/roles/{}/fin", path.1);
    for grant in page.held.iter_mut().filter(|grant| grant.end_action.ends_with(&here)) {
        grant.form = form.clone();
    }
    shell.refused_page(&page)
}

#[handler]
pub async fn take(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Path(path): Path<(String, String)>,
    form: Form<EndForm>,
) -> AppResult<Response> {
    let grant: GrantId = path.1.parse().map_err(|_| AppError::NotFound)?;
    match (EndGrant { grant, reason: form.values.end_reason }).run(&app, &actor).await {
        Ok(account) => Ok(shell.see_other(&url(account), Some(("success", "flash-role-taken")))),
        Err(AppError::Invalid(errors)) => {
            refused(&app, &actor, &shell, &path, FormState::refused(&form.raw, errors, &[])).await
        }
        Err(other) => Err(other),
    }
}

#[handler]
pub async fn stand_in(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Path(path): Path<(String, String)>,
    form: Form<DeputyForm>,
) -> AppResult<Response> {
    let grant: GrantId = path.1.parse().map_err(|_| AppError::NotFound)?;
    let DeputyForm { deputy, deputy_from, deputy_until } = form.values;
    let set = SetDeputy { grant, email: deputy, from: deputy_from, until: deputy_until };
    match set.run(&app, &actor).await {
        Ok(account) => Ok(shell.see_other(&url(account), Some(("success", "flash-saved")))),
        Err(AppError::Invalid(errors)) => {
            refused(&app, &actor, &shell, &path, FormState::refused(&form.raw, errors, &[])).await
        }
        Err(other) => Err(other),
    }
}
