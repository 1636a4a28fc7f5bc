//! Adding a file to an idea.

use serde_json::json;

use super::{FILES, audience_of, idea_to_add_to};
use crate::accounts::Actor;
use crate::app::App;
use crate::attachments::rules::{self, FileKind, MAX_DESCRIPTION, MAX_FILES};
use crate::attachments::sniff::{Sniffed, sniff};
use crate::attachments::store::{self, Attachment};
use crate::db;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::files::Finished;
use crate::ids::{AttachmentId, IdeaId};
use crate::images::{self, Format, ImageError};
use crate::transaction::Transaction;

/// Adds a file to an idea.
pub struct AddAttachment {
    /// To which.
    pub idea: IdeaId,
    /// The file.
    pub file: Finished,
    /// The name it had.
    pub name: String,
    /// What it shows or holds.
    pub description: String,
}

/// A file that may be kept.
struct Fit {
    kind: FileKind,
    file: Finished,
    small: Option<Finished>,
    pixels: Option<(u32, u32)>,
}

impl AddAttachment {
    /// Looks at it, makes a picture of it safe, and keeps it. The same file twice is one.
    ///
    /// # Errors
    ///
    /// Faults of `file` and `description`; as [`idea_to_add_to`].
    pub async fn run(self, app: &App, actor: &Actor) -> AppResult<AttachmentId> {
        let Self { idea, file, name, description } = self;
        let mut errors = FieldErrors::default();
        let description = errors.text("description", &description, MAX_DESCRIPTION);
        errors.check()?;
        let (sent_key, actor) = (file.key.clone(), actor.clone());
        let fit = fit(app, file).await?;
        let files = app.files.clone();
        app.write(move |tx| {
            db::take_turn(tx, FILES)?;
            let idea = idea_to_add_to(tx, &actor, idea)?;
            if let Some(known) = known(tx, idea.id, &sent_key)? {
                return Ok(known);
            }
            let id = tx.new_id();
            let row = Attachment {
                id,
                idea_id: idea.id,
                kind: fit.kind,
                name: rules::clean_name(&name, fit.kind),
                description,
                size: fit.file.size as i64,
                width: fit.pixels.map(|(width, _)| width as i32),
                height: fit.pixels.map(|(_, height)| height as i32),
                file_key: Some(fit.file.key.clone()),
                small_key: fit.small.as_ref().map(|small| small.key.clone()),
                sent_key,
                added_by: actor.account(),
                added_at: tx.now(),
                removed_by: None,
                removed_at: None,
                reason: String::new(),
                words: String::new(),
            };
            store::insert(tx, &row)?;
            let audience = audience_of(tx, &idea)?;
            tx.record(actor.account(), "attachment.added", id, audience, json!({ "idea": idea.id }));
            for file in [Some(fit.file), fit.small].into_iter().flatten() {
                file.keep(&files)?;
            }
            Ok(id)
        })
        .await
    }
}

/// The same file, when the idea has it; a fault when it had it, or has enough.
fn known(tx: &mut Transaction<'_>, idea: IdeaId, sent_key: &str) -> AppResult<Option<AttachmentId>> {
    let all = store::list(tx, idea)?;
    match all.iter().find(|attachment| attachment.sent_key == sent_key) {
        Some(same) if same.removed_at.is_some() => Err(FieldErrors::one("file", "attachment-removed")),
        Some(same) => Ok(Some(same.id)),
        None if all.iter().filter(|attachment| attachment.removed_at.is_none()).count() as i64
            >= MAX_FILES =>
        {
            let mut errors = FieldErrors::default();
            errors.add_limit("file", "attachment-enough", MAX_FILES);
            Err(AppError::Invalid(errors))
        }
        None => Ok(None),
    }
}

/// What may be kept of a file.
async fn fit(app: &App, file: Finished) -> AppResult<Fit> {
    let path = file.path().to_owned();
    let looked_at = tokio::task::spawn_blocking(move || {
        let bytes = std::fs::read(path)?;
        let sniffed = sniff(&bytes).map_err(|unfit| FieldErrors::one("file", unfit.code()))?;
        Ok::<_, AppError>((bytes, sniffed))
    });
    match looked_at.await.map_err(anyhow::Error::from)?? {
        (_, Sniffed::Document(kind)) => Ok(Fit { kind, file, small: None, pixels: None }),
        (bytes, Sniffed::Picture(format)) => picture(app, bytes, format).await,
    }
}

async fn picture(app: &App, bytes: Vec<u8>, format: Format) -> AppResult<Fit> {
    let picture = images::clean(bytes, format).await.map_err(fault)?;
    let (files, clock) = (app.files.clone(), app.clock.clone());
    let kept = tokio::task::spawn_blocking(move || {
        let unique = || clock.new_id::<AttachmentId>().to_string();
        Ok::<_, AppError>(Fit {
            kind: if picture.format == Format::Jpeg { FileKind::Jpeg } else { FileKind::Png },
            file: files.receive_all(&unique(), &picture.bytes)?,
            small: Some(files.receive_all(&unique(), &picture.small)?),
            pixels: Some((picture.width, picture.height)),
        })
    });
    kept.await.map_err(anyhow::Error::from)?
}

fn fault(error: ImageError) -> AppError {
    let code = match error {
        ImageError::Internal(error) => return error.into(),
        ImageError::Broken => "image-broken",
        ImageError::TooLarge => "image-too-large",
        ImageError::Animated => "image-animated",
    };
    FieldErrors::one("file", code)
}
