//! Why somebody who came through a provider does not enter: each reason with its own words, and ways on.

use poem::http::StatusCode;
use poem::{Request, Response};
use serde::Serialize;

use crate::accounts::{NoEntry, TurnedAway};
use crate::app::App;
use crate::error::AppResult;
use crate::oidc::OidcError;
use crate::web::requests::RequestId;
use crate::web::{Page, Shell};

/// The page.
#[derive(Debug, Clone, Serialize)]
pub struct NoEntryPage {
    kind: &'static str,
    provider: String,
    label: String,
    next: String,
    links: bool,
    told: Option<String>,
    contact: Option<String>,
    reference: String,
}

/// Every reason, with the status of its page.
const KINDS: [(&str, StatusCode); 10] = [
    ("down", StatusCode::SERVICE_UNAVAILABLE),
    ("slow", StatusCode::SERVICE_UNAVAILABLE),
    ("wrong-answer", StatusCode::BAD_GATEWAY),
    ("refused", StatusCode::BAD_GATEWAY),
    ("denied", StatusCode::FORBIDDEN),
    ("login-required", StatusCode::FORBIDDEN),
    ("acr-too-low", StatusCode::FORBIDDEN),
    ("role-missing", StatusCode::FORBIDDEN),
    ("domain-not-allowed", StatusCode::FORBIDDEN),
    ("stale", StatusCode::BAD_REQUEST),
];

impl Page for NoEntryPage {
    const TEMPLATE: &'static str = "accounts/no_entry.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let page = |(kind, _): (&'static str, StatusCode)| {
            let page = Self {
                kind,
                provider: "proconnect".into(),
                label: "ProConnect".into(),
                next: "/idees".into(),
                links: kind == "slow",
                told: (kind == "refused").then(|| "<invalid_scope>".into()),
                contact: (kind != "down").then(|| "labo@example.org".into()),
                reference: "0abc".into(),
            };
            (kind, page)
        };
        KINDS.into_iter().map(page).collect()
    }
}

/// The page of a reason; what has a page of its own goes up.
pub(super) fn respond(
    app: &App,
    request: &Request,
    shell: &Shell,
    provider: &str,
    away: TurnedAway,
) -> AppResult<Response> {
    let reference = request.data::<RequestId>().map(|id| id.0.clone()).unwrap_or_default();
    let TurnedAway { why, next, links } = away;
    let (kind, told) = match (why.kind(), why) {
        (_, NoEntry::Other(error)) => return Err(error),
        (kind, NoEntry::Provider(error)) => {
            log(&error, &reference, provider);
            (kind, if let OidcError::Refused(word) = error { Some(word) } else { None })
        }
        (kind, _) => (kind, None),
    };
    let found = KINDS.into_iter().find(|(known, _)| Some(*known) == kind);
    let (kind, status) = found.unwrap_or(("wrong-answer", StatusCode::BAD_GATEWAY));
    let label = app.providers.find(provider).map(|provider| provider.label().to_owned());
    let page = NoEntryPage {
        kind,
        provider: provider.to_owned(),
        label: label.unwrap_or_default(),
        next,
        links,
        told,
        contact: app.config.contact.clone(),
        reference,
    };
    let mut response = shell.page(&page)?;
    response.set_status(status);
    Ok(response)
}

/// Who gives up is no trouble of the platform's.
fn log(error: &OidcError, reference: &str, provider: &str) {
    match error {
        OidcError::Denied | OidcError::LoginRequired | OidcError::AcrTooLow | OidcError::RoleMissing => {
            tracing::info!(reference, provider, %error, "nobody was let in");
        }
        _ => tracing::warn!(reference, provider, %error, "nobody was let in"),
    }
}
