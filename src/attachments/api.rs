//! Files of ideas in the API: all that the pages do.

use chrono::{DateTime, Utc};
use poem::Body;
use poem::web::Data;
use poem_openapi::param::{Path, Query};
use poem_openapi::payload::{Attachment as Download, AttachmentType, Binary, Json};
use poem_openapi::{Object, OpenApi};

use super::store::{self, Attachment};
use super::{AddAttachment, RemoveAttachment, find_visible, idea_to_add_to};
use crate::accounts::{Actor, ApiActor};
use crate::app::App;
use crate::error::{AppError, AppResult};
use crate::ideas;
use crate::ids::{AttachmentId, IdeaId};
use crate::web::download::plain_name;
use crate::web::problem::{Done, Refusal};
use crate::web::upload::receive_body;

/// Files of ideas.
pub struct AttachmentsApi;

/// A file of an idea.
#[derive(Object)]
struct AttachmentResponse {
    id: String,
    idea_id: String,
    /// Its address on the site.
    url: String,
    /// `jpeg`, `png`, `pdf`, `odt`, `ods`, `odp`, `docx`, `xlsx`, `pptx`.
    kind: String,
    name: String,
    /// What it shows or holds.
    description: String,
    /// Bytes.
    size: i64,
    /// Pixels across, of a picture.
    width: Option<i32>,
    /// Pixels down, of a picture.
    height: Option<i32>,
    added_at: DateTime<Utc>,
}

/// Why a file is removed.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct RemoveAttachmentRequest {
    /// From the team: `names_a_person`, `personal`, `attack`, `off_topic`, `unclear`, `twice`, `confidential`, `other`.
    #[oai(default)]
    reason: String,
    /// In words for the authors.
    #[oai(default)]
    words: String,
}

#[OpenApi]
impl AttachmentsApi {
    /// The files of an idea.
    #[oai(path = "/ideas/:id/attachments", method = "get", operation_id = "list_attachments")]
    async fn list(
        &self,
        app: Data<&App>,
        actor: Actor,
        id: Path<String>,
    ) -> Result<Json<Vec<AttachmentResponse>>, Refusal> {
        let id: IdeaId = id.0.parse().map_err(|_| AppError::NotFound)?;
        let files = app.read(move |conn| {
            ideas::find(conn, &actor, id)?.ok_or(AppError::NotFound)?;
            Ok::<_, AppError>(store::list(conn, id)?)
        });
        let there = files.await?.into_iter().filter(|file| file.removed_at.is_none());
        Ok(Json(there.map(response).collect()))
    }

    /// Adds a file to an idea: a picture, a PDF, or a document of LibreOffice or of Microsoft Office, as it is. A picture
    /// is written anew without what its camera noted. For the idea's authors while it may be changed.
    #[oai(path = "/ideas/:id/attachments", method = "post", operation_id = "add_attachment")]
    async fn add(
        &self,
        app: Data<&App>,
        actor: ApiActor,
        id: Path<String>,
        /// The name to show for it.
        name: Query<Option<String>>,
        /// What it shows or holds.
        description: Query<Option<String>>,
        body: Binary<Body>,
    ) -> Result<Json<AttachmentResponse>, Refusal> {
        let idea: IdeaId = id.0.parse().map_err(|_| AppError::NotFound)?;
        let adder = actor.0.clone();
        // Who may not add a file is told before it is read.
        app.read(move |conn| idea_to_add_to(conn, &adder, idea)).await?;
        let unique: AttachmentId = app.clock.new_id();
        let limit = app.config.attachment_max_bytes;
        let file = receive_body(body.0, &app.files, &unique.to_string(), limit).await?;
        let (name, description) = (name.0.unwrap_or_default(), description.0.unwrap_or_default());
        let id = AddAttachment { idea, file, name, description }.run(&app, &actor.0).await?;
        Ok(Json(response(visible(&app, &actor.0, id).await?)))
    }

    /// A file.
    #[oai(path = "/attachments/:id", method = "get", operation_id = "download_attachment")]
    async fn download(
        &self,
        app: Data<&App>,
        actor: Actor,
        id: Path<String>,
    ) -> Result<Download<Body>, Refusal> {
        let file = visible(&app, &actor, id_of(&id.0)?).await?;
        let path = app.files.path(&file.file_key.ok_or(AppError::NotFound)?)?;
        let content = tokio::fs::File::open(path).await.map_err(AppError::from)?;
        let download = Download::new(Body::from_async_read(content));
        Ok(download.attachment_type(AttachmentType::Attachment).filename(plain_name(&file.name)))
    }

    /// Removes a file. For the idea's authors while it may be changed; for the team, with a reason.
    #[oai(path = "/attachments/:id/removal", method = "post", operation_id = "remove_attachment")]
    async fn remove(
        &self,
        app: Data<&App>,
        actor: ApiActor,
        id: Path<String>,
        body: Json<RemoveAttachmentRequest>,
    ) -> Result<Done, Refusal> {
        let RemoveAttachmentRequest { reason, words } = body.0;
        RemoveAttachment { attachment: id_of(&id.0)?, reason, words }.run(&app, &actor.0).await?;
        Ok(Done::Done)
    }
}

fn id_of(text: &str) -> AppResult<AttachmentId> {
    text.parse().map_err(|_| AppError::NotFound)
}

async fn visible(app: &App, actor: &Actor, id: AttachmentId) -> AppResult<Attachment> {
    let actor = actor.clone();
    let (file, _) = app.read(move |conn| find_visible(conn, &actor, id)).await?;
    Ok(file)
}

fn response(file: Attachment) -> AttachmentResponse {
    AttachmentResponse {
        id: file.id.to_string(),
        idea_id: file.idea_id.to_string(),
        url: format!("/fichiers/{}", file.id),
        kind: file.kind.as_str().to_owned(),
        name: file.name,
        description: file.description,
        size: file.size,
        width: file.width,
        height: file.height,
        added_at: file.added_at.and_utc(),
    }
}
