//! `/c` and `/c/:code`: signing in with a card, at the address of the poster. For everybody.

use poem::http::header;
use poem::web::{Data, Path};
use poem::{Request, Response, handler};
use serde::{Deserialize, Serialize};

use super::guard::SESSION_COOKIE;
use crate::accounts::{CardKey, SignInWithCard, SignedIn, StartSession};
use crate::app::App;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::organisation;
use crate::web::{Form, FormState, Page, Shell, cookies, requests};

/// The page.
#[derive(Debug, Clone, Serialize)]
pub struct CardSignInPage {
    form: FormState,
    site: Option<String>,
    first_use_url: String,
}

impl Page for CardSignInPage {
    const TEMPLATE: &'static str = "accounts/card_sign_in.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let mut errors = FieldErrors::default();
        errors.add("", "card-wrong");
        let page = |form, site: Option<&str>| Self {
            form,
            site: site.map(str::to_owned),
            first_use_url: "/c/premiere-fois?lieu=k7m2pd".into(),
        };
        let filled = FormState::filled([("site_code", "k7m2pd"), ("number", "<b>4821</b>")]);
        vec![
            ("without_a_site", page(FormState::default(), None)),
            ("at_a_site", page(filled.clone(), Some("Lycée Louise-Weiss"))),
            ("wrong", page(filled.with_errors(errors), Some("<script>alert(1)</script>"))),
        ]
    }
}

/// What is typed.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CardForm {
    site_code: String,
    number: String,
    pin: String,
}

/// The page with its form; the site's name, when its code is known.
async fn page(app: &App, form: FormState) -> AppResult<CardSignInPage> {
    let code = form.values.get("site_code").cloned().unwrap_or_default();
    let first_use_url = super::card_first_use::url(&code);
    Ok(CardSignInPage { site: site_name(app, code).await?, first_use_url, form })
}

/// The name of the site of a code.
pub(super) async fn site_name(app: &App, code: String) -> AppResult<Option<String>> {
    let site = app.read(move |conn| organisation::find_by_site_code(conn, &code)).await?;
    Ok(site.map(|site| site.name))
}

/// The browser's session from now on; it ends with the browser.
pub(super) fn signed_in(shell: &Shell, signed_in: &SignedIn, path: &str) -> Response {
    let mut response = shell.see_other(path, None);
    cookies::set(&mut response, &cookies::make(SESSION_COOKIE, &signed_in.token, shell.is_secure(), None));
    response
}

/// A browser that asks for a session.
pub(super) fn browser(request: &Request) -> StartSession {
    let client = request.header(header::USER_AGENT).unwrap_or_default().to_owned();
    StartSession { kind: "browser", client }
}

/// From where a request comes.
pub(super) fn address(app: &App, request: &Request) -> String {
    requests::client_address(request, app.config.client_address_header.as_deref())
}

#[handler]
pub async fn show(app: Data<&App>, shell: Shell) -> AppResult<Response> {
    shell.page(&page(&app, FormState::default()).await?)
}

#[handler]
pub async fn show_at(app: Data<&App>, shell: Shell, Path(code): Path<String>) -> AppResult<Response> {
    shell.page(&page(&app, FormState::filled([("site_code", &code)])).await?)
}

#[handler]
pub async fn post(
    app: Data<&App>,
    request: &Request,
    shell: Shell,
    form: Form<CardForm>,
) -> AppResult<Response> {
    let CardForm { site_code, number, pin } = form.values;
    let first_use = super::card_first_use::url(&site_code);
    let key = CardKey { site_code, number, pin };
    let card = SignInWithCard { key, from: address(&app, request), session: browser(request) };
    match card.run(&app).await {
        Ok(session) => Ok(signed_in(&shell, &session, "/")),
        Err(AppError::Refused("card-new")) => {
            Ok(shell.see_other(&first_use, Some(("info", "flash-card-new"))))
        }
        Err(AppError::Invalid(errors)) => {
            let form = FormState::refused(&form.raw, errors, &["pin"]);
            shell.refused_page(&page(&app, form).await?)
        }
        Err(other) => Err(other),
    }
}
