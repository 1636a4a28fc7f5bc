//! `/commentaires/:id/moderation`: hides a comment with a reason, or shows it again. For the team.

use poem::web::{Data, Path};
use poem::{Response, handler};
use serde::{Deserialize, Serialize};

use super::id_of;
use crate::accounts::Actor;
use crate::app::App;
use crate::comments::actions::comment_for;
use crate::comments::rules::CommentAction;
use crate::comments::{ModerateComments, view};
use crate::error::{AppError, AppResult, FieldErrors};
use crate::ids::CommentId;
use crate::web::{Form, FormState, Page, Shell};

/// The page.
#[derive(Debug, Clone, Serialize)]
pub struct ModeratePage {
    url: String,
    text: String,
    is_hidden: bool,
    reasons: Vec<&'static str>,
    form: FormState,
}

impl Page for ModeratePage {
    const TEMPLATE: &'static str = "comments/moderate.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let page = |is_hidden, form| Self {
            url: "/commentaires/0000000000001".into(),
            text: "<script>alert(1)</script>".into(),
            is_hidden,
            reasons: view::reasons(),
            form,
        };
        let mut errors = FieldErrors::default();
        errors.add("reason", "choose");
        vec![
            ("shown", page(false, FormState::default())),
            ("without_reason", page(false, FormState::default().with_errors(errors))),
            ("hidden", page(true, FormState::default())),
        ]
    }
}

async fn load(app: &App, actor: &Actor, id: CommentId, form: FormState) -> AppResult<ModeratePage> {
    let (actor, now) = (actor.clone(), app.clock.now());
    let comment = app.read(move |conn| comment_for(conn, &actor, id, CommentAction::Moderate, now)).await?;
    Ok(ModeratePage {
        url: view::comment_url(id),
        is_hidden: comment.hidden_at.is_some(),
        text: comment.body,
        reasons: view::reasons(),
        form,
    })
}

#[handler]
pub async fn show(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Path(id): Path<String>,
) -> AppResult<Response> {
    shell.page(&load(&app, &actor, id_of(&id)?, FormState::default()).await?)
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ModerateForm {
    /// `hide` or `show`.
    to: String,
    reason: String,
    words: String,
}

#[handler]
pub async fn post(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Path(id): Path<String>,
    form: Form<ModerateForm>,
) -> AppResult<Response> {
    let id: CommentId = id_of(&id)?;
    let ModerateForm { to, reason, words } = form.values;
    let hide = match to.as_str() {
        "hide" => true,
        "show" => false,
        _ => return Err(AppError::StaleForm),
    };
    match (ModerateComments { comments: vec![id], hide, reason, words }).run(&app, &actor).await {
        Ok(_) => {
            let key = if hide { "flash-comment-hidden" } else { "flash-comment-shown" };
            Ok(shell.see_other(&view::comment_url(id), Some(("success", key))))
        }
        Err(AppError::Invalid(errors)) => {
            let state = FormState::refused(&form.raw, errors, &[]);
            shell.refused_page(&load(&app, &actor, id, state).await?)
        }
        Err(other) => Err(other),
    }
}
