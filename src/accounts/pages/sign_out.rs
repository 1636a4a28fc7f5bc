//! `POST /deconnexion`: ends this browser's session. For whoever is signed in.

use poem::web::Data;
use poem::{Request, Response, handler};
use serde::Deserialize;

use super::guard::{CurrentSession, SESSION_COOKIE};
use crate::accounts::{Actor, SignOut};
use crate::app::App;
use crate::error::AppResult;
use crate::web::{Form, Shell, cookies};

/// Nothing but the token.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoFields {}

#[handler]
pub async fn post(
    app: Data<&App>,
    request: &Request,
    actor: Actor,
    shell: Shell,
    _form: Form<NoFields>,
) -> AppResult<Response> {
    if let Some(CurrentSession(id)) = request.data::<CurrentSession>() {
        SignOut::One(*id).run(&app, &actor).await?;
    }
    let mut response = shell.see_other("/", Some(("success", "flash-signed-out")));
    cookies::set(&mut response, &cookies::remove(SESSION_COOKIE, shell.is_secure()));
    Ok(response)
}
