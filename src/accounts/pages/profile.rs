//! `/mon-compte`: what one says of oneself, and where one is signed in. For whoever is signed in.

use std::str::FromStr;

use poem::web::Data;
use poem::{Request, Response, handler};
use serde::{Deserialize, Serialize};

use super::guard::CurrentSession;
use crate::accounts::{Account, Actor, NameLevel, SessionRow, SignOut, UpdateProfile, store};
use crate::app::App;
use crate::clock::Time;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::ids::SessionId;
use crate::language::Language;
use crate::organisation::{self, Branch};
use crate::web::{Form, FormState, Page, Shell};

/// Names offered while one types.
const SUGGESTIONS: i64 = 2_000;

/// The page.
#[derive(Debug, Clone, Serialize)]
pub struct ProfilePage {
    form: FormState,
    email: Option<String>,
    languages: Vec<Choice>,
    name_levels: [NameLevel; 3],
    known: Known,
    sessions: Vec<SessionView>,
}

/// What the organisation's tree offers while one types.
#[derive(Debug, Clone, Default, Serialize)]
struct Known {
    sites: Vec<String>,
    directions: Vec<String>,
}

/// A language to choose, named in itself.
#[derive(Debug, Clone, Serialize)]
struct Choice {
    value: &'static str,
    label: &'static str,
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
            ("language", "fr"),
            ("name_level", "community"),
        ]);
        let mut errors = FieldErrors::default();
        errors.add("display_name", "required");
        errors.add_limit("trade", "too-long", 120);
        let known = Known { sites: vec!["Lycée <b>Kléber</b>".into()], directions: vec![] };
        let page = |form, sessions| Self::of(form, Some("anne@example.org".into()), known.clone(), sessions);
        vec![
            ("several_sessions", page(form.clone(), sessions.clone())),
            ("two_errors", page(form.with_errors(errors), sessions)),
        ]
    }
}

impl ProfilePage {
    fn of(form: FormState, email: Option<String>, known: Known, sessions: Vec<SessionView>) -> Self {
        let choice = |language: Language| Choice { value: language.as_str(), label: language.own_name() };
        let languages = Language::ALL.map(choice).to_vec();
        Self { form, email, languages, name_levels: NameLevel::ALL, known, sessions }
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
    #[serde(default)]
    language: String,
    name_level: Option<String>,
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

async fn load(app: &App, request: &Request, actor: &Actor) -> AppResult<(Account, Known, Vec<SessionView>)> {
    let id = actor.signed_in()?;
    let current = request.data::<CurrentSession>().map(|session| session.0);
    let (account, known, sessions) = app
        .read(move |conn| {
            let account = store::find(conn, id)?.ok_or(AppError::NotFound)?;
            let known = Known {
                sites: organisation::names_of_branch(conn, Branch::Sites, SUGGESTIONS)?,
                directions: organisation::names_of_branch(conn, Branch::Directions, SUGGESTIONS)?,
            };
            Ok::<_, AppError>((account, known, store::list_sessions(conn, id)?))
        })
        .await?;
    Ok((account, known, sessions.into_iter().map(|row| session_view(row, current)).collect()))
}

#[handler]
pub async fn show(app: Data<&App>, request: &Request, actor: Actor, shell: Shell) -> AppResult<Response> {
    let (account, known, sessions) = load(&app, request, &actor).await?;
    let form = FormState::filled([
        ("display_name", &account.display_name),
        ("trade", &account.trade),
        ("site", &account.site),
        ("direction", &account.direction),
        ("language", account.language.as_deref().unwrap_or_default()),
        ("name_level", account.name_level.as_str()),
    ]);
    shell.page(&ProfilePage::of(form, account.email, known, sessions))
}

#[handler]
pub async fn post(
    app: Data<&App>,
    request: &Request,
    actor: Actor,
    shell: Shell,
    form: Form<ProfileForm>,
) -> AppResult<Response> {
    let ProfileForm { display_name, trade, site, direction, language, name_level } = form.values;
    let chosen = Language::from_tag(&language);
    let language = form.raw.get("language").map(|_| language);
    let update = UpdateProfile { display_name, trade, site, direction, language, name_level };
    match update.run(&app, &actor).await {
        Ok(()) => {
            let mut response = shell.see_other("/mon-compte", Some(("success", "flash-profile-saved")));
            shell.remember_language(&mut response, chosen);
            Ok(response)
        }
        Err(AppError::Invalid(errors)) => {
            let (account, known, sessions) = load(&app, request, &actor).await?;
            let form = FormState::refused(&form.raw, errors, &[]);
            shell.refused_page(&ProfilePage::of(form, account.email, known, sessions))
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
