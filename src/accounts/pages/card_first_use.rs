//! `/c/premiere-fois`: a card's first use, which happens once. For everybody.

use poem::web::{Data, Query};
use poem::{Request, Response, handler};
use serde::{Deserialize, Serialize};

use super::card_sign_in::{address, browser, signed_in, site_name};
use crate::accounts::{ActivateCard, CardKey};
use crate::app::App;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::web::{Form, FormState, Page, Shell, paging};

/// The page.
#[derive(Debug, Clone, Serialize)]
pub struct CardFirstUsePage {
    form: FormState,
    site: Option<String>,
}

impl Page for CardFirstUsePage {
    const TEMPLATE: &'static str = "accounts/card_first_use.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let mut errors = FieldErrors::default();
        errors.add("display_name", "required");
        errors.add("new_pin", "too-simple");
        let mut wrong = FieldErrors::default();
        wrong.add("", "card-wrong");
        let page = |form, site: Option<&str>| Self { form, site: site.map(str::to_owned) };
        let filled = FormState::filled([("site_code", "k7m2pd"), ("display_name", "<b>Lina</b>")]);
        vec![
            ("empty", page(FormState::default(), None)),
            ("two_errors", page(filled.clone().with_errors(errors), Some("Lycée Louise-Weiss"))),
            ("wrong", page(filled.with_errors(wrong), Some("<script>alert(1)</script>"))),
        ]
    }
}

#[derive(Debug, Deserialize)]
pub struct SiteQuery {
    #[serde(default)]
    lieu: String,
}

/// What is typed.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FirstUseForm {
    site_code: String,
    number: String,
    pin: String,
    display_name: String,
    #[serde(default)]
    new_pin: String,
}

/// The page for the site of a code.
pub(super) fn url(code: &str) -> String {
    paging::address("/c/premiere-fois", [("lieu", code.trim())])
}

async fn page(app: &App, form: FormState) -> AppResult<CardFirstUsePage> {
    let code = form.values.get("site_code").cloned().unwrap_or_default();
    Ok(CardFirstUsePage { site: site_name(app, code).await?, form })
}

#[handler]
pub async fn show(app: Data<&App>, shell: Shell, Query(asked): Query<SiteQuery>) -> AppResult<Response> {
    shell.page(&page(&app, FormState::filled([("site_code", &asked.lieu)])).await?)
}

#[handler]
pub async fn post(
    app: Data<&App>,
    request: &Request,
    shell: Shell,
    form: Form<FirstUseForm>,
) -> AppResult<Response> {
    let FirstUseForm { site_code, number, pin, display_name, new_pin } = form.values;
    let activate = ActivateCard {
        key: CardKey { site_code, number, pin },
        from: address(&app, request),
        display_name,
        new_pin,
        language: shell.language(),
        session: browser(request),
    };
    match activate.run(&app).await {
        Ok(session) => Ok(signed_in(&shell, &session, "/")),
        Err(AppError::Invalid(errors)) => {
            let form = FormState::refused(&form.raw, errors, &["pin", "new_pin"]);
            shell.refused_page(&page(&app, form).await?)
        }
        Err(other) => Err(other),
    }
}
