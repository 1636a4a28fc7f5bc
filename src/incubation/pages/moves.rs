//! `POST /accompagnements/:id/etat/:state`: moves a form along its way. For the team.

use poem::web::{Data, Path};
use poem::{Response, handler};
use serde::Deserialize;

use crate::accounts::Actor;
use crate::app::App;
use crate::error::{AppError, AppResult};
use crate::incubation::{MoveNeedForm, url};
use crate::web::{Form, Shell};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MoveForm {
    #[serde(default)]
    reason: String,
}

#[handler]
pub async fn post(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Path((id, state)): Path<(String, String)>,
    form: Form<MoveForm>,
) -> AppResult<Response> {
    let id = id.parse().map_err(|_| AppError::NotFound)?;
    let to = state.parse().map_err(|()| AppError::NotFound)?;
    let moved = MoveNeedForm { id, to, reason: form.values.reason.clone() }.run(&app, &actor).await?;
    Ok(shell.see_other(&url(&moved), Some(("success", "flash-need-form-moved"))))
}
