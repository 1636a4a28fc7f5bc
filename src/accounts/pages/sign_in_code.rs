//! `/connexion/code`: the digits that came by mail. For everybody. Nothing is used up by a `GET`: a mail gateway that
//! opens links before their reader finds nothing to open.

use std::str::FromStr;
use std::time::Duration;

use poem::http::header;
use poem::web::{Data, Query};
use poem::{Request, Response, handler};
use serde::{Deserialize, Serialize};

use super::card_sign_in;
use super::guard::SESSION_COOKIE;
use super::provider::PROOF_COOKIE;
use crate::accounts::actions::{CODE_MINUTES, SignIn, SignedIn, StartSession};
use crate::app::App;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::ids::SignInId;
use crate::web::{Form, FormState, Page, Shell, cookies, local_path, see_other};

/// Remembers, between the two pages, which code was sent and where.
const COOKIE: &str = "minilabs_sign_in";

/// The page.
#[derive(Debug, Clone, Serialize)]
pub struct SignInCodePage {
    form: FormState,
    email: String,
    sign_in: String,
    next: String,
    minutes: i64,
    outbox_url: Option<&'static str>,
}

impl Page for SignInCodePage {
    const TEMPLATE: &'static str = "accounts/sign_in_code.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let page = |form, outbox_url| Self {
            form,
            email: "anne@example.org".into(),
            sign_in: "0000000000001".into(),
            next: String::new(),
            minutes: CODE_MINUTES,
            outbox_url,
        };
        let faulty = |kind| {
            let mut errors = FieldErrors::default();
            errors.add("code", kind);
            page(FormState::default().with_errors(errors), None)
        };
        vec![
            ("sent", page(FormState::default(), None)),
            ("in_the_outbox", page(FormState::default(), Some("/courrier"))),
            ("wrong", faulty("wrong")),
            ("expired", faulty("expired")),
            ("used_up", faulty("used-up")),
        ]
    }
}

#[derive(Debug, Deserialize)]
pub struct NextQuery {
    #[serde(default)]
    next: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignInCodeForm {
    sign_in: String,
    code: String,
    #[serde(default)]
    next: String,
}

/// Notes which code this browser waits for.
pub(super) fn remember(response: &mut Response, shell: &Shell, sign_in: SignInId, email: &str) {
    let minutes = Duration::from_secs(60 * CODE_MINUTES as u64);
    let email = data_encoding::BASE64URL_NOPAD.encode(email.trim().as_bytes());
    cookies::set(
        response,
        &cookies::make(COOKIE, &format!("{sign_in}.{email}"), shell.is_secure(), Some(minutes)),
    );
}

/// Leads somebody who just signed in to where they were, with the cookie of their session.
pub(super) fn enter(app: &App, shell: &Shell, signed_in: &SignedIn, next: &str) -> Response {
    let mut response = shell.see_other(next, None);
    let days = Duration::from_secs(24 * 3600 * app.config.session_max_days as u64);
    let cookie = cookies::make(SESSION_COOKIE, &signed_in.token, shell.is_secure(), Some(days));
    cookies::set(&mut response, &cookie);
    response
}

fn remembered(request: &Request) -> Option<(SignInId, String)> {
    let (sign_in, email) = cookies::read(request, COOKIE)?.split_once('.')?;
    let email = data_encoding::BASE64URL_NOPAD.decode(email.as_bytes()).ok()?;
    Some((sign_in.parse().ok()?, String::from_utf8(email).ok()?))
}

fn page(app: &App, request: &Request, form: FormState, next: &str) -> Option<SignInCodePage> {
    let (sign_in, email) = remembered(request)?;
    Some(SignInCodePage {
        form,
        email,
        sign_in: sign_in.to_string(),
        next: local_path(next).unwrap_or_default().to_owned(),
        minutes: CODE_MINUTES,
        outbox_url: app.outbox_url(),
    })
}

#[handler]
pub async fn show(
    app: Data<&App>,
    request: &Request,
    shell: Shell,
    query: Query<NextQuery>,
) -> AppResult<Response> {
    match page(&app, request, FormState::default(), &query.next) {
        Some(page) => shell.page(&page),
        None => Ok(see_other("/connexion")),
    }
}

#[handler]
pub async fn post(
    app: Data<&App>,
    request: &Request,
    shell: Shell,
    form: Form<SignInCodeForm>,
) -> AppResult<Response> {
    let SignInCodeForm { sign_in, code, next } = &form.values;
    let client = request.header(header::USER_AGENT).unwrap_or_default().to_owned();
    let session = StartSession { kind: "browser", client };
    let sign_in = SignInId::from_str(sign_in).map_err(|_| AppError::StaleForm)?;
    let claim = cookies::read(request, PROOF_COOKIE).map(str::to_owned);
    let from = card_sign_in::address(&app, request);
    match (SignIn { sign_in, code: code.clone(), claim, session, from }).run(&app).await {
        Ok(signed_in) => {
            let mut response = enter(&app, &shell, &signed_in, local_path(next).unwrap_or("/"));
            for spent in [COOKIE, PROOF_COOKIE] {
                cookies::set(&mut response, &cookies::remove(spent, shell.is_secure()));
            }
            Ok(response)
        }
        Err(AppError::Invalid(errors)) => {
            let state = FormState::refused(&form.raw, errors, &["code"]);
            match page(&app, request, state, next) {
                Some(page) => shell.refused_page(&page),
                None => Ok(see_other("/connexion")),
            }
        }
        Err(other) => Err(other),
    }
}
