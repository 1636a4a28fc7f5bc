//! `POST /regroupements/:id/…`: puts a proposal aside, takes it up again, locks it, moves its ideas. For the team.

use poem::web::{Data, Path};
use poem::{Response, handler};
use serde::Deserialize;

use super::cluster::{id_of, proposals};
use crate::accounts::Actor;
use crate::app::App;
use crate::clustering::store::{self, Cluster};
use crate::clustering::{DismissCluster, LockCluster, MoveIdea, UndoDismiss, cluster_url};
use crate::error::{AppError, AppResult, FieldErrors};
use crate::ids::ClusterId;
use crate::web::{Form, Shell};

/// Nothing but the token.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoFields {}

/// An idea, and the proposal it goes to; nowhere when none is chosen.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MoveForm {
    idea: String,
    #[serde(default)]
    target: String,
}

#[handler]
pub async fn dismiss(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Path(id): Path<String>,
    _form: Form<NoFields>,
) -> AppResult<Response> {
    let cluster = DismissCluster { cluster: id_of(&id)? }.run(&app, &actor).await?;
    back(&app, &shell, cluster, "flash-cluster-dismissed").await
}

#[handler]
pub async fn restore(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Path(id): Path<String>,
    _form: Form<NoFields>,
) -> AppResult<Response> {
    let cluster = UndoDismiss { cluster: id_of(&id)? }.run(&app, &actor).await?;
    back(&app, &shell, cluster, "flash-cluster-restored").await
}

#[handler]
pub async fn lock(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Path(id): Path<String>,
    _form: Form<NoFields>,
) -> AppResult<Response> {
    let cluster = LockCluster { cluster: id_of(&id)?, locked: true }.run(&app, &actor).await?;
    Ok(shell.see_other(&cluster_url(cluster.id), Some(("success", "flash-cluster-locked"))))
}

#[handler]
pub async fn unlock(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Path(id): Path<String>,
    _form: Form<NoFields>,
) -> AppResult<Response> {
    let cluster = LockCluster { cluster: id_of(&id)?, locked: false }.run(&app, &actor).await?;
    Ok(shell.see_other(&cluster_url(cluster.id), Some(("success", "flash-cluster-unlocked"))))
}

async fn back(app: &App, shell: &Shell, cluster: Cluster, flash: &str) -> AppResult<Response> {
    let list = app.read(move |conn| proposals(conn, &cluster)).await?;
    Ok(shell.see_other(&list, Some(("success", flash))))
}

#[handler]
pub async fn move_out(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Path(id): Path<String>,
    form: Form<MoveForm>,
) -> AppResult<Response> {
    let from = id_of(&id)?;
    let MoveForm { idea, target } = &form.values;
    let idea = idea.parse().map_err(|_| AppError::NotFound)?;
    let to: Option<ClusterId> = match target.as_str() {
        "" => None,
        id => Some(id.parse().map_err(|_| FieldErrors::one("target", "unknown-choice"))?),
    };
    MoveIdea { idea, from: Some(from), to }.run(&app, &actor).await?;
    Ok(shell.see_other(&cluster_url(from), Some(("success", "flash-idea-moved"))))
}

#[handler]
pub async fn move_in(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Path((id, idea)): Path<(String, String)>,
    _form: Form<NoFields>,
) -> AppResult<Response> {
    let to = id_of(&id)?;
    let idea = idea.parse().map_err(|_| AppError::NotFound)?;
    MoveIdea { idea, from: None, to: Some(to) }.run(&app, &actor).await?;
    let cluster = app.read(move |conn| store::find_cluster(conn, to)).await?.ok_or(AppError::NotFound)?;
    let list = app.read(move |conn| proposals(conn, &cluster)).await?;
    Ok(shell.see_other(&format!("{list}#orphelines"), Some(("success", "flash-idea-moved"))))
}
