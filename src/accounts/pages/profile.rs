//! `/mon-compte`: what one says of oneself, and where one is signed in. For whoever is signed in.

use std::str::FromStr;

use poem::web::Data;
use poem::{Request, Response, handler};
use serde::{Deserialize, Serialize};

use super::guard::CurrentSession;
use crate::accounts::{Account, Actor, SessionRow, SignOut, UpdateProfile, store};
use crate::app::App;
use crate::clock::Time;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::ids::SessionId;
use crate::web::{Form, FormState, Page, Shell};

/// The page.
#[derive(Debug, Clone, Serialize)]
pub struct ProfilePage {
    form: FormState,
    email: Option<String>,
    sessions: Vec<SessionView>,
}

/// One place where one is signed in.
#[derive(Debug, Clone, Serialize)]
pub struct SessionView {
    id: String,
    kind: String,
    client: String,
    created_at: Time,
    last_seen_at: Time,
    is_current: bool,
}

impl Page for ProfilePage {
    const TEMPLATE: &'static str = "accounts/profile.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let at = Time::default();
        let session = |kind: &str, client: &str, is_current| SessionView {
            id: "0000000000001".into(),
            kind: kind.into(),
            client: client.into(),
            created_at: at,
            last_seen_at: at,
            is_current,
        };
        let sessions =
            vec![session("browser", "Firefox", true), session("api", "<script>alert(1)</script>", false)];
        let form = FormState::filled([
            ("display_name", "Anne-Sophie de La Tour du Pin-Verclause"),
            ("trade", "cantinière"),
            ("site", "Lycée Louise-Weiss"),
            ("direction", ""),
        ]);
        let mut errors = FieldErrors::default();
        errors.add("display_name", "required");
        errors.add_limit("trade", "too-long", 120);
        let page = |form, sessions| Self { form, email: Some("anne@example.org".into()), sessions };
        vec![
            ("several_sessions", page(form.clone(), sessions.clone())),
            ("two_errors", page(form.with_errors(errors), sessions)),
        ]
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProfileForm {
    display_name: String,
    #[serde(default)]
    trade: String,
    #[serde(default)]
    site: String,
    #[serde(default)]
    direction: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EndSessionForm {
    session: String,
}

fn session_view(row: SessionRow, current: Option<SessionId>) -> SessionView {
    SessionView {
        is_current: current == Some(row.id),
        id: row.id.to_string(),
        kind: row.kind,
        client: row.client,
        created_at: row.created_at,
        last_seen_at: row.last_seen_at,
    }
}

async fn load(app: &App, request: &Request, actor: &Actor) -> AppResult<(Account, Vec<SessionView>)> {
    let id = actor.signed_in()?;
    let current = request.data::<CurrentSession>().map(|session| session.0);
    let (account, sessions) = app
        .read(move |conn| {
            let account = store::find(conn, id)?.ok_or(AppError::NotFound)?;
            Ok::<_, AppError>((account, store::list_sessions(conn, id)?))
        })
        .await?;
    Ok((account, sessions.into_iter().map(|row| session_view(row, current)).collect()))
}

#[handler]
pub async fn show(app: Data<&App>, request: &Request, actor: Actor, shell: Shell) -> AppResult<Response> {
    let (account, sessions) = load(&app, request, &actor).await?;
    let form = FormState::filled([
        ("display_name", &account.display_name),
        ("trade", &account.trade),
        ("site", &account.site),
        ("direction", &account.direction),
    ]);
    shell.page(&ProfilePage { form, email: account.email, sessions })
}

#[handler]
pub async fn post(
    app: Data<&App>,
    request: &Request,
    actor: Actor,
    shell: Shell,
    form: Form<ProfileForm>,
) -> AppResult<Response> {
    let ProfileForm { display_name, trade, site, direction } = form.values;
    match (UpdateProfile { display_name, trade, site, direction }).run(&app, &actor).await {
        Ok(()) => Ok(shell.see_other("/mon-compte", Some(("success", "flash-profile-saved")))),
        Err(AppError::Invalid(errors)) => {
            let (account, sessions) = load(&app, request, &actor).await?;
            let form = FormState::refused(&form.raw, errors, &[]);
            shell.refused_page(&ProfilePage { form, email: account.email, sessions })
        }
        Err(other) => Err(other),
    }
}

#[handler]
pub async fn end_session(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    form: Form<EndSessionForm>,
) -> AppResult<Response> {
    let which = match form.values.session.as_str() {
        "all" => SignOut::All,
        id => SignOut::One(SessionId::from_str(id).map_err(|_| AppError::NotFound)?),
    };
    which.run(&app, &actor).await?;
    Ok(shell.see_other("/mon-compte", Some(("success", "flash-session-ended"))))
}
