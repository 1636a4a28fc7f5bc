//! What one does with a comment: change one's own, take it back, thank for somebody's. For people signed in.

use poem::web::{Data, Path};
use poem::{Response, handler};
use serde::{Deserialize, Serialize};

use super::{Refused, id_of, one_of};
use crate::accounts::Actor;
use crate::app::App;
use crate::comments::actions::comment_for;
use crate::comments::rules::{CommentAction, LONGEST};
use crate::comments::{EditComment, ThankComment, WithdrawComment, view};
use crate::error::{AppError, AppResult, FieldErrors};
use crate::ids::CommentId;
use crate::web::{Form, FormState, KeptForm, Page, Shell};

/// The page on which one changes a comment.
#[derive(Debug, Clone, Serialize)]
pub struct EditPage {
    id: String,
    url: String,
    form: FormState,
    limit: usize,
}

impl EditPage {
    fn new(id: CommentId, form: FormState) -> Self {
        Self { id: id.to_string(), url: view::comment_url(id), form, limit: LONGEST }
    }
}

impl Page for EditPage {
    const TEMPLATE: &'static str = "comments/edit.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let page = |form| Self {
            id: "0000000000001".into(),
            url: "/commentaires/0000000000001".into(),
            form,
            limit: 2_000,
        };
        let mut errors = FieldErrors::default();
        errors.add("body", "required");
        vec![
            ("filled", page(FormState::filled([("body", "<script>alert(1)</script>")]))),
            ("empty", page(FormState::default().with_errors(errors))),
        ]
    }
}

#[handler]
pub async fn show(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Path(id): Path<String>,
) -> AppResult<Response> {
    let (id, now): (CommentId, _) = (id_of(&id)?, app.clock.now());
    let comment = app.read(move |conn| comment_for(conn, &actor, id, CommentAction::Edit, now)).await?;
    shell.page(&EditPage::new(id, FormState::filled([("body", comment.body.as_str())])))
}

#[handler]
pub async fn post(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Path(id): Path<String>,
    form: KeptForm,
) -> AppResult<Response> {
    let id: CommentId = id_of(&id)?;
    let edit = EditComment { comment: id, body: one_of(&form.raw, "body") };
    let outcome = if form.is_ours { edit.run(&app, &actor).await } else { Err(AppError::StaleForm) };
    match outcome {
        Ok(comment) => {
            Ok(shell.see_other(&view::comment_url(comment.id), Some(("success", "flash-comment-edited"))))
        }
        Err(error) => {
            let refused = Refused::new(error)?;
            let form = FormState::refused(&form.raw, refused.errors.clone(), &[]);
            refused.page(&shell, &EditPage::new(id, form))
        }
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WithdrawForm {}

#[handler]
pub async fn withdraw(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Path(id): Path<String>,
    _form: Form<WithdrawForm>,
) -> AppResult<Response> {
    let comment = WithdrawComment { comment: id_of(&id)? }.run(&app, &actor).await?;
    Ok(shell.see_other(&view::comment_url(comment.id), Some(("success", "flash-comment-withdrawn"))))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ThankForm {
    /// `yes` or `no`: what is wanted, so that a double click wants the same.
    wanted: String,
}

#[handler]
pub async fn thank(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Path(id): Path<String>,
    form: Form<ThankForm>,
) -> AppResult<Response> {
    let wanted = match form.values.wanted.as_str() {
        "yes" => true,
        "no" => false,
        _ => return Err(AppError::StaleForm),
    };
    let comment = ThankComment { comment: id_of(&id)?, wanted }.run(&app, &actor).await?;
    let key = if wanted { "flash-comment-thanked" } else { "flash-comment-unthanked" };
    Ok(shell.see_other(&view::comment_url(comment.id), Some(("success", key))))
}
