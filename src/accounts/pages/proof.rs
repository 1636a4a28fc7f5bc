//! `/connexion/rapprochement`: whose is the address that a provider gave. For everybody whose browser waits for it.

use poem::http::header;
use poem::web::{Data, Query};
use poem::{Request, Response, handler};
use serde::{Deserialize, Serialize};

use super::provider::PROOF_COOKIE;
use super::{card_sign_in, sign_in_code};
use crate::accounts::{AskAboutIdentity, GoOnAlone, IdentityClaim, RequestCode, StartSession, find_claim};
use crate::app::App;
use crate::error::{AppError, AppResult};
use crate::web::{Form, Page, Shell, cookies, local_path, problem, see_other};

/// The page.
#[derive(Debug, Clone, Serialize)]
pub struct ProofPage {
    email: String,
    label: String,
    next: String,
    has_owner: bool,
    is_asked: bool,
    contact: Option<String>,
}

impl Page for ProofPage {
    const TEMPLATE: &'static str = "accounts/proof.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let page = |has_owner, is_asked| Self {
            email: "anne@example.org".into(),
            label: "ProConnect".into(),
            next: "/idees".into(),
            has_owner,
            is_asked,
            contact: is_asked.then(|| "labo@example.org".into()),
        };
        vec![("first_time", page(false, false)), ("changed", page(true, false)), ("asked", page(true, true))]
    }
}

#[derive(Debug, Deserialize)]
pub struct NextQuery {
    #[serde(default)]
    next: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProofForm {
    by: String,
    #[serde(default)]
    next: String,
}

async fn waiting(app: &App, request: &Request) -> AppResult<(String, IdentityClaim)> {
    let token = cookies::read(request, PROOF_COOKIE).unwrap_or_default().to_owned();
    let claim = find_claim(app, &token).await?;
    Ok((token, claim))
}

#[handler]
pub async fn show(
    app: Data<&App>,
    request: &Request,
    shell: Shell,
    query: Query<NextQuery>,
) -> AppResult<Response> {
    let claim = match waiting(&app, request).await {
        Ok((_, claim)) => claim,
        Err(AppError::NotFound) => return Ok(see_other("/connexion")),
        Err(other) => return Err(other),
    };
    let label = app.providers.find(&claim.provider).map(|provider| provider.label().to_owned());
    shell.page(&ProofPage {
        label: label.unwrap_or_default(),
        next: local_path(&query.next).unwrap_or_default().to_owned(),
        has_owner: claim.account_id.is_some(),
        is_asked: claim.asked_at.is_some(),
        contact: app.config.contact.clone(),
        email: claim.email,
    })
}

#[handler]
pub async fn post(
    app: Data<&App>,
    request: &Request,
    shell: Shell,
    form: Form<ProofForm>,
) -> AppResult<Response> {
    let (token, claim) = match waiting(&app, request).await {
        Err(AppError::NotFound) => return Ok(see_other("/connexion")),
        other => other?,
    };
    let next = local_path(&form.values.next).unwrap_or("/");
    let query = problem::percent_encode(next);
    match form.values.by.as_str() {
        "code" => {
            let email = claim.email;
            let from = card_sign_in::address(&app, request);
            let ask = RequestCode { email: email.clone(), language: shell.language(), from };
            let sign_in = ask.run(&app).await?;
            let mut response = shell.see_other(&format!("/connexion/code?next={query}"), None);
            sign_in_code::remember(&mut response, &shell, sign_in, &email);
            Ok(response)
        }
        "administrator" => {
            AskAboutIdentity { token }.run(&app).await?;
            Ok(shell.see_other(&format!("/connexion/rapprochement?next={query}"), None))
        }
        "alone" => {
            let client = request.header(header::USER_AGENT).unwrap_or_default().to_owned();
            let session = StartSession { kind: "browser", client };
            let signed_in = GoOnAlone { token, session }.run(&app).await?;
            let mut response = sign_in_code::enter(&app, &shell, &signed_in, next);
            cookies::set(&mut response, &cookies::remove(PROOF_COOKIE, shell.is_secure()));
            Ok(response)
        }
        _ => Err(AppError::StaleForm),
    }
}
