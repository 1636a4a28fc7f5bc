//! `/mon-compte/donnees.json`: all that is held of oneself; `/mon-compte/effacer`: to be forgotten. For whoever is signed
//! in; administrators erase an account from its page.

use poem::http::header;
use poem::web::{Data, Path};
use poem::{Response, handler};
use serde::{Deserialize, Serialize};

use super::guard::SESSION_COOKIE;
use super::person;
use crate::accounts::{Actor, EraseAccount, EraseOwnAccount, export_own_data};
use crate::app::App;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::web::{Form, FormState, Page, Shell, cookies};

/// The page that explains and asks.
#[derive(Debug, Clone, Serialize)]
pub struct ErasePage {
    form: FormState,
}

impl Page for ErasePage {
    const TEMPLATE: &'static str = "accounts/erase.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let mut errors = FieldErrors::default();
        errors.add("confirmation", "confirmation");
        let form = FormState::filled([("confirmation", "oui")]).with_errors(errors);
        vec![("asked", Self { form: FormState::default() }), ("not_meant", Self { form })]
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EraseForm {
    confirmation: String,
}

#[handler]
pub async fn export(app: Data<&App>, actor: Actor) -> AppResult<Response> {
    let data = export_own_data(&app, &actor).await?;
    let body = serde_json::to_string_pretty(&data).map_err(anyhow::Error::from)?;
    Ok(Response::builder()
        .content_type("application/json")
        .header(header::CONTENT_DISPOSITION, "attachment; filename=\"minilabs.json\"")
        .body(body))
}

#[handler]
pub async fn show(shell: Shell) -> AppResult<Response> {
    shell.page(&ErasePage { form: FormState::default() })
}

#[handler]
pub async fn post(app: Data<&App>, actor: Actor, shell: Shell, form: Form<EraseForm>) -> AppResult<Response> {
    match (EraseOwnAccount { confirmation: form.values.confirmation.clone() }).run(&app, &actor).await {
        Ok(()) => {
            let mut response = shell.see_other("/", Some(("success", "flash-account-erased")));
            cookies::set(&mut response, &cookies::remove(SESSION_COOKIE, shell.is_secure()));
            // What the browser kept of drafts is theirs, too.
            let storage = header::HeaderValue::from_static("\"storage\"");
            response.headers_mut().insert("clear-site-data", storage);
            Ok(response)
        }
        Err(AppError::Invalid(errors)) => {
            shell.refused_page(&ErasePage { form: FormState::refused(&form.raw, errors, &[]) })
        }
        Err(other) => Err(other),
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EraseOtherForm {
    erase_reason: String,
}

#[handler]
pub async fn erase_other(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Path(id): Path<String>,
    form: Form<EraseOtherForm>,
) -> AppResult<Response> {
    let account = id.parse().map_err(|_| AppError::NotFound)?;
    match (EraseAccount { account, reason: form.values.erase_reason.clone() }).run(&app, &actor).await {
        Ok(()) => Ok(shell.see_other("/personnes", Some(("success", "flash-account-erased")))),
        Err(AppError::Invalid(errors)) => {
            let form = FormState::refused(&form.raw, errors, &[]);
            shell.refused_page(&person::with_form(&app, &actor, account, form).await?)
        }
        Err(other) => Err(other),
    }
}
