//! `/fichiers/:id` and its `/vignette`: a file, for whom its idea is seen by at this moment. Whoever it is not for is told
//! that it is not there.

use poem::web::{Data, Path};
use poem::{Response, handler};

use crate::accounts::Actor;
use crate::app::App;
use crate::attachments::{Attachment, find_visible};
use crate::error::{AppError, AppResult};
use crate::ids::AttachmentId;
use crate::web::download;

#[handler]
pub async fn show(app: Data<&App>, actor: Actor, Path(id): Path<String>) -> AppResult<Response> {
    let file = visible(&app, &actor, &id).await?;
    answer(&app, &file, file.file_key.as_deref()).await
}

#[handler]
pub async fn small(app: Data<&App>, actor: Actor, Path(id): Path<String>) -> AppResult<Response> {
    let file = visible(&app, &actor, &id).await?;
    answer(&app, &file, file.small_key.as_deref()).await
}

async fn visible(app: &App, actor: &Actor, id: &str) -> AppResult<Attachment> {
    let id: AttachmentId = id.parse().map_err(|_| AppError::NotFound)?;
    let actor = actor.clone();
    let (file, _) = app.read(move |conn| find_visible(conn, &actor, id)).await?;
    Ok(file)
}

async fn answer(app: &App, file: &Attachment, key: Option<&str>) -> AppResult<Response> {
    let path = app.files.path(key.ok_or(AppError::NotFound)?)?;
    download::answer(&path, file.kind.media_type(), &file.name, file.kind.is_picture()).await
}
