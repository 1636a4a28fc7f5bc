//! `/mon-compte`: what one says of oneself, and where one is signed in. For whoever is signed in.

use std::str::FromStr;

use poem::web::Data;
use poem::{Request, Response, handler};
use serde::{Deserialize, Serialize};

use super::guard::CurrentSession;
use super::sign_in::{ProviderView, provider_views};
use crate::accounts::{
    Actor, NameLevel, OwnIdentity, SessionRow, SignOut, UpdateProfile, list_own_identities, store,
};
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
    identities: Vec<IdentityView>,
    providers: Vec<ProviderView>,
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

/// The languages to choose from.
fn languages() -> Vec<Choice> {
    Language::ALL.map(|language| Choice { value: language.as_str(), label: language.own_name() }).to_vec()
}

/// A provider's identity that opens the account.
#[derive(Debug, Clone, Serialize)]
pub struct IdentityView {
    id: String,
    label: String,
    email: Option<String>,
    last_used_at: Time,
    can_remove: bool,
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
        let identity = |can_remove| IdentityView {
            id: "0000000000001".into(),
            label: "<b>ProConnect</b>".into(),
            email: Some("anne@example.org".into()).filter(|_| can_remove),
            last_used_at: at,
            can_remove,
        };
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
        let page = |form, identities, providers| Self {
            form,
            email: Some("anne@example.org".into()),
            languages: languages(),
            name_levels: NameLevel::ALL,
            known: Known { sites: vec!["Lycée <b>Kléber</b>".into()], directions: vec![] },
            identities,
            providers,
            sessions: sessions.clone(),
        };
        vec![
            ("several_sessions", page(form.clone(), vec![], vec![])),
            ("a_provider", page(form.clone(), vec![], ProviderView::samples())),
            (
                "identities",
                page(form.clone(), vec![identity(false), identity(true)], ProviderView::samples()),
            ),
            ("two_errors", page(form.with_errors(errors), vec![], vec![])),
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
    #[serde(default)]
    language: String,
    name_level: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EndSessionForm {
    session: String,
}

/// What people call the browser and the machine of a sign-in, from what the browser says of itself; that, as it is, when
/// it is none of those. The order matters: most browsers also name the ones that they resemble.
fn device(client: &str) -> String {
    const BROWSERS: [(&str, &str); 9] = [
        ("Edg", "Edge"),
        ("OPR/", "Opera"),
        ("SamsungBrowser/", "Samsung Internet"),
        ("Firefox/", "Firefox"),
        ("FxiOS/", "Firefox"),
        ("CriOS/", "Chrome"),
        ("HeadlessChrome/", "Chrome"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ];
    const MACHINES: [(&str, &str); 7] = [
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Macintosh", "Mac"),
        ("CrOS", "ChromeOS"),
        ("Linux", "Linux"),
    ];
    let named = |names: &[(&str, &'static str)]| {
        names.iter().find(|(mark, _)| client.contains(mark)).map(|(_, name)| *name)
    };
    match (named(&BROWSERS), named(&MACHINES)) {
        (Some(browser), Some(machine)) => format!("{browser} · {machine}"),
        _ => client.to_owned(),
    }
}

fn session_view(row: SessionRow, current: Option<SessionId>) -> SessionView {
    SessionView {
        is_current: current == Some(row.id),
        id: row.id.to_string(),
        kind: row.kind,
        client: device(&row.client),
        created_at: row.created_at,
        last_seen_at: row.last_seen_at,
    }
}

/// The page, with this state of its form, or one that is filled with what the account says.
async fn load(
    app: &App,
    request: &Request,
    actor: &Actor,
    form: Option<FormState>,
) -> AppResult<ProfilePage> {
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
    let own = list_own_identities(app, actor).await?;
    let form = form.unwrap_or_else(|| {
        FormState::filled([
            ("display_name", &account.display_name),
            ("trade", &account.trade),
            ("site", &account.site),
            ("direction", &account.direction),
            ("language", account.language.as_deref().unwrap_or_default()),
            ("name_level", account.name_level.as_str()),
        ])
    });
    Ok(ProfilePage {
        form,
        email: account.email,
        languages: languages(),
        name_levels: NameLevel::ALL,
        known,
        identities: own.into_iter().map(|own| identity_view(app, own)).collect(),
        providers: provider_views(app),
        sessions: sessions.into_iter().map(|row| session_view(row, current)).collect(),
    })
}

fn identity_view(app: &App, own: OwnIdentity) -> IdentityView {
    let OwnIdentity { identity, can_remove } = own;
    let label = app.providers.find(&identity.provider).map(|provider| provider.label().to_owned());
    IdentityView {
        id: identity.id.to_string(),
        label: label.unwrap_or(identity.provider),
        email: identity.email,
        last_used_at: identity.last_used_at,
        can_remove,
    }
}

#[handler]
pub async fn show(app: Data<&App>, request: &Request, actor: Actor, shell: Shell) -> AppResult<Response> {
    shell.page(&load(&app, request, &actor, None).await?)
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
            let form = FormState::refused(&form.raw, errors, &[]);
            shell.refused_page(&load(&app, request, &actor, Some(form)).await?)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_device_has_the_name_that_people_give_it() {
        let firefox = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0";
        let samsung = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) \
                       SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36";
        let edge = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) \
                    Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0";
        let iphone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like \
                      Gecko) Version/18.6 Mobile/15E148 Safari/604.1";
        assert_eq!(device(firefox), "Firefox · Windows");
        assert_eq!(device(samsung), "Samsung Internet · Android");
        assert_eq!(device(edge), "Edge · Windows");
        assert_eq!(device(iphone), "Safari · iPhone");
        assert_eq!(device("curl/8"), "curl/8");
        assert_eq!(device(""), "");
    }
}
