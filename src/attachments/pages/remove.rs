//! `/fichiers/:id/retirer`: asks whether to remove a file, and why, when the team does. For the idea's authors while it may
//! be changed, and for the team.

use poem::web::{Data, Path};
use poem::{Response, handler};
use serde::{Deserialize, Serialize};

use crate::accounts::Actor;
use crate::app::App;
use crate::attachments::rules::{self, AttachmentAction, FileKind, MAX_WORDS};
use crate::attachments::{FileView, RemoveAttachment, find_visible};
use crate::error::{AppError, AppResult, FieldErrors};
use crate::ideas::{self, ReviewReason, SeenIdea};
use crate::ids::AttachmentId;
use crate::web::{Form, FormState, Page, Shell};

/// The page.
#[derive(Debug, Clone, Serialize)]
pub struct RemovePage {
    title: String,
    url: String,
    files_url: String,
    action: String,
    file: FileView,
    /// Empty for who needs no reason.
    reasons: Vec<&'static str>,
    words_limit: usize,
    form: FormState,
}

impl Page for RemovePage {
    const TEMPLATE: &'static str = "attachments/remove.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let page = |title: &str, kind, reasons: &[ReviewReason], form| Self {
            title: title.into(),
            url: "/idees/une-idee-0000000000001".into(),
            files_url: "/idees/une-idee-0000000000001/fichiers".into(),
            action: "/fichiers/0000000000001/retirer".into(),
            file: FileView::sample(kind, title),
            reasons: reasons.iter().map(|reason| reason.as_str()).collect(),
            words_limit: MAX_WORDS,
            form,
        };
        let mut errors = FieldErrors::default();
        errors.add("reason", "choose");
        let faulty = FormState::default().with_errors(errors);
        vec![
            ("own", page("Moins de gâchis au self", FileKind::Jpeg, &[], FormState::default())),
            ("without_reason", page("<script>alert(1)</script>", FileKind::Pdf, &ReviewReason::ALL, faulty)),
        ]
    }
}

/// What is typed.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RemoveForm {
    #[serde(default)]
    reason: String,
    #[serde(default)]
    words: String,
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

#[handler]
pub async fn post(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Path(id): Path<String>,
    form: Form<RemoveForm>,
) -> AppResult<Response> {
    let id = id_of(&id)?;
    let RemoveForm { reason, words } = form.values;
    match (RemoveAttachment { attachment: id, reason, words }).run(&app, &actor).await {
        Ok(idea) => {
            let page = rules::files_url(&ideas::url(idea.id, &idea.title));
            Ok(shell.see_other(&page, Some(("success", "flash-attachment-removed"))))
        }
        Err(AppError::Invalid(errors)) => {
            let form = FormState::refused(&form.raw, errors, &[]);
            shell.refused_page(&load(&app, &actor, id, form).await?)
        }
        Err(other) => Err(other),
    }
}

fn id_of(text: &str) -> AppResult<AttachmentId> {
    text.parse().map_err(|_| AppError::NotFound)
}

async fn load(app: &App, actor: &Actor, id: AttachmentId, form: FormState) -> AppResult<RemovePage> {
    let viewer = actor.clone();
    app.read(move |conn| {
        let (file, idea) = find_visible(conn, &viewer, id)?;
        let seen = SeenIdea::of(conn, &viewer, idea)?;
        let (idea, standing) = (&seen.idea, seen.standing(&viewer));
        let may = |action| rules::may(&viewer, action, standing);
        let reasons = match (may(AttachmentAction::AddFile), may(AttachmentAction::RemoveFile)) {
            (true, _) => vec![],
            (false, true) => ReviewReason::ALL.map(ReviewReason::as_str).to_vec(),
            (false, false) if standing.is_own => return Err(AppError::Refused("idea-settled")),
            (false, false) => return Err(AppError::NotFound),
        };
        let url = ideas::url(idea.id, &idea.title);
        Ok(RemovePage {
            files_url: rules::files_url(&url),
            url,
            title: idea.title.clone(),
            action: format!("/fichiers/{id}/retirer"),
            file: FileView::of(&file),
            reasons,
            words_limit: MAX_WORDS,
            form,
        })
    })
    .await
}
