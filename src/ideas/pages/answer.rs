//! `POST /idees/:slug/reponse`: answers an idea with a reason. For the team.

use poem::web::{Data, Path};
use poem::{Response, handler};
use serde::Deserialize;

use super::show;
use crate::accounts::Actor;
use crate::app::App;
use crate::error::{AppError, AppResult};
use crate::ideas::AnswerIdea;
use crate::ideas::rules::id_in;
use crate::web::{Form, FormState, Shell};

/// The answer.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnswerForm {
    reason: String,
}

#[handler]
pub async fn post(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Path(slug): Path<String>,
    form: Form<AnswerForm>,
) -> AppResult<Response> {
    let id = id_in(&slug).ok_or(AppError::NotFound)?;
    match (AnswerIdea { idea: id, reason: form.values.reason.clone() }).run(&app, &actor).await {
        Ok(()) => Ok(shell.see_other(&format!("/idees/{slug}"), Some(("success", "flash-idea-answered")))),
        Err(AppError::Invalid(errors)) => {
            let form = FormState::refused(&form.raw, errors, &[]);
            shell.refused_page(&show::load(&app, &actor, id, form, 1).await?)
        }
        Err(other) => Err(other),
    }
}
