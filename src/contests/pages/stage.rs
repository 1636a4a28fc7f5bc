//! `POST /concours/:slug/etape/:stage`: passes a contest to another stage. For the team.

use poem::web::{Data, Path};
use poem::{Response, handler};
use serde::Deserialize;

use super::views::id_of;
use crate::accounts::Actor;
use crate::app::App;
use crate::contests::MoveContest;
use crate::error::AppResult;
use crate::web::{Form, Shell};

/// The address.
#[derive(Debug, Deserialize)]
struct StagePath {
    slug: String,
    stage: String,
}

/// Nothing but the token.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoFields {}

#[handler]
pub async fn post(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Path(path): Path<StagePath>,
    _form: Form<NoFields>,
) -> AppResult<Response> {
    let contest = MoveContest { slug: path.slug, to: id_of(&path.stage)? }.run(&app, &actor).await?;
    Ok(shell.see_other(&contest.url(), Some(("success", "flash-contest-stage-changed"))))
}
