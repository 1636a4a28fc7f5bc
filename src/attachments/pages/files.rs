//! `/idees/:slug/fichiers`: the files of an idea, and the form that adds one. For its authors and who sent it for them;
//! the team looks, and removes.

use poem::web::{Data, Path};
use poem::{Body, FromRequest, Request, RequestBody, Response, handler};
use serde::Serialize;

use crate::accounts::Actor;
use crate::app::App;
use crate::attachments::rules::{self, AttachmentAction, FileKind, MAX_DESCRIPTION, MAX_FILES};
use crate::attachments::store;
use crate::attachments::{AddAttachment, FileView, idea_to_add_to};
use crate::error::{AppError, AppResult, FieldErrors};
use crate::ideas::{self, SeenIdea};
use crate::ids::{AttachmentId, IdeaId};
use crate::web::upload::Upload;
use crate::web::{FormState, Page, Shell};

/// The page.
#[derive(Debug, Clone, Serialize)]
pub struct FilesPage {
    title: String,
    url: String,
    action: String,
    files: Vec<FileLine>,
    removed: Vec<RemovedFile>,
    can_add: bool,
    is_full: bool,
    megabytes: u64,
    most: i64,
    description_limit: usize,
    form: FormState,
}

/// A file, with where it is removed.
#[derive(Debug, Clone, Serialize)]
struct FileLine {
    file: FileView,
    remove_url: String,
}

/// A file that the team removed.
#[derive(Debug, Clone, Serialize)]
struct RemovedFile {
    name: String,
    reason: String,
    words: String,
}

impl FilesPage {
    fn sample(title: &str, files: usize, form: FormState) -> Self {
        let line = |place: usize| FileLine {
            file: FileView::sample(FileKind::ALL[place], title),
            remove_url: "/fichiers/0000000000001/retirer".into(),
        };
        Self {
            title: title.into(),
            url: "/idees/une-idee-0000000000001".into(),
            action: "/idees/une-idee-0000000000001/fichiers".into(),
            files: (0..files).map(line).collect(),
            removed: vec![],
            can_add: true,
            is_full: files as i64 >= MAX_FILES,
            megabytes: 10,
            most: MAX_FILES,
            description_limit: MAX_DESCRIPTION,
            form,
        }
    }
}

impl Page for FilesPage {
    const TEMPLATE: &'static str = "attachments/files.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let empty = || FormState::default();
        let faulty = |kind| {
            let mut errors = FieldErrors::default();
            errors.add_limit("file", kind, 10);
            let form = FormState::filled([("description", "Le self à midi")]).with_errors(errors);
            Self::sample("Moins de gâchis au self", 1, form)
        };
        let removed = RemovedFile {
            name: "Le self.jpg".into(),
            reason: "personal".into(),
            words: "On voit des élèves.".into(),
        };
        let mut samples = vec![
            ("none", Self::sample("Moins de gâchis au self", 0, empty())),
            ("some", Self::sample("Moins de gâchis au self", 3, empty())),
            ("full", Self::sample(&"Anticonstitutionnellement ".repeat(8), 5, empty())),
            ("hostile_text", Self::sample("<script>alert(1)</script>", 1, empty())),
            (
                "removed_by_the_team",
                Self { removed: vec![removed], ..Self::sample("Peser les restes", 0, empty()) },
            ),
            ("settled", Self { can_add: false, ..Self::sample("Peser les restes", 2, empty()) }),
        ];
        samples.extend(
            [
                "file-too-large",
                "one-at-a-time",
                "attachment-format",
                "attachment-heic",
                "attachment-svg",
                "attachment-old-office",
                "attachment-macro",
                "attachment-broken",
                "attachment-bomb",
                "attachment-removed",
                "attachment-enough",
                "image-broken",
                "image-too-large",
                "image-animated",
            ]
            .map(|kind| (kind, faulty(kind))),
        );
        samples
    }
}

#[handler]
pub async fn show(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Path(slug): Path<String>,
) -> AppResult<Response> {
    let id = ideas::id_in(&slug).ok_or(AppError::NotFound)?;
    shell.page(&load(&app, &actor, id, FormState::default()).await?)
}

#[handler]
pub async fn post(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Path(slug): Path<String>,
    request: &Request,
    body: Body,
) -> AppResult<Response> {
    let id = ideas::id_in(&slug).ok_or(AppError::NotFound)?;
    // Who may not add a file is told before it is read.
    let adder = actor.clone();
    let idea = app.read(move |conn| idea_to_add_to(conn, &adder, id)).await?;
    let upload = Upload::from_request(request, &mut RequestBody::new(body)).await;
    let upload = upload.map_err(|error| error.downcast::<AppError>().unwrap_or(AppError::StaleForm))?;
    let unique: AttachmentId = app.clock.new_id();
    let received = upload.receive(&app.files, &unique.to_string(), app.config.attachment_max_bytes).await?;
    received.deny_unknown(&["description"])?;
    let description = received.fields.get("description").unwrap_or_default().to_owned();
    let outcome = match received.file {
        Ok((file, name)) => AddAttachment { idea: id, file, name, description }.run(&app, &actor).await,
        Err(errors) => Err(AppError::Invalid(errors)),
    };
    match outcome {
        Ok(_) => {
            let here = rules::files_url(&ideas::url(id, &idea.title));
            Ok(shell.see_other(&here, Some(("success", "flash-attachment-added"))))
        }
        Err(AppError::Invalid(errors)) => {
            let form = FormState::refused(&received.fields, errors, &[]);
            shell.refused_page(&load(&app, &actor, id, form).await?)
        }
        Err(other) => Err(other),
    }
}

async fn load(app: &App, actor: &Actor, id: IdeaId, form: FormState) -> AppResult<FilesPage> {
    let viewer = actor.clone();
    let megabytes = app.config.attachment_max_bytes / 1_000_000;
    app.read(move |conn| {
        let seen = SeenIdea::find(conn, &viewer, id)?;
        let standing = seen.standing(&viewer);
        let may = |action| rules::may(&viewer, action, standing);
        if !standing.is_own && !may(AttachmentAction::RemoveFile) {
            return Err(AppError::NotFound);
        }
        let (can_add, can_remove) = (may(AttachmentAction::AddFile), may(AttachmentAction::RemoveFile));
        let (there, gone): (Vec<_>, Vec<_>) =
            store::list(conn, id)?.into_iter().partition(|file| file.removed_at.is_none());
        let url = ideas::url(id, &seen.idea.title);
        Ok(FilesPage {
            action: rules::files_url(&url),
            url,
            title: seen.idea.title,
            is_full: there.len() as i64 >= MAX_FILES,
            files: there
                .iter()
                .map(|file| FileLine {
                    file: FileView::of(file),
                    remove_url: if can_add || can_remove {
                        format!("/fichiers/{}/retirer", file.id)
                    } else {
                        String::new()
                    },
                })
                .collect(),
            removed: gone
                .into_iter()
                .map(|file| RemovedFile { name: file.name, reason: file.reason, words: file.words })
                .collect(),
            can_add,
            megabytes,
            most: MAX_FILES,
            description_limit: MAX_DESCRIPTION,
            form,
        })
    })
    .await
}
