//! `POST …/rejoindre` and `POST …/quitter`: comes to a mini-lab or community, and leaves it. For whoever is signed in
//! and may see it.

use poem::web::{Data, Path};
use poem::{Response, handler};
use serde::Deserialize;

use crate::accounts::Actor;
use crate::app::App;
use crate::error::AppResult;
use crate::minilabs::{JoinMiniLab, LeaveMiniLab, url};
use crate::web::{Form, Shell};

/// Nothing but the token.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoFields {}

#[handler]
pub async fn join(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Path(slug): Path<String>,
    _form: Form<NoFields>,
) -> AppResult<Response> {
    let lab = JoinMiniLab { slug }.run(&app, &actor).await?;
    Ok(shell.see_other(&url(&lab), Some(("success", "flash-minilab-joined"))))
}

#[handler]
pub async fn leave(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Path(slug): Path<String>,
    _form: Form<NoFields>,
) -> AppResult<Response> {
    let lab = LeaveMiniLab { slug }.run(&app, &actor).await?;
    Ok(shell.see_other(&url(&lab), Some(("success", "flash-minilab-left"))))
}
