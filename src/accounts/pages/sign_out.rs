//! `POST /deconnexion`: ends this browser's session, here and then at the provider that opened it. For whoever is signed
//! in.

use std::time::Duration;

use data_encoding::BASE64URL_NOPAD;

use poem::web::Data;
use poem::{Request, Response, handler};
use serde::Deserialize;

use super::guard::{CurrentSession, SESSION_COOKIE};
use super::leaving::{LOGOUT_COOKIE, LeavingPage};
use crate::accounts::{Actor, SignOut, store};
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
    let session = request.data::<CurrentSession>().map(|session| session.0);
    let at_provider = match session {
        Some(id) => app.read(move |conn| store::identities::find_session_identity(conn, id)).await?,
        None => None,
    };
    if let Some(id) = session {
        SignOut::One(id).run(&app, &actor).await?;
    }
    let mut response = match at_provider {
        Some((provider, id_token)) => end_there(&app, &shell, &provider, &id_token).await?,
        None => None,
    }
    .unwrap_or_else(|| shell.see_other("/", Some(("success", "flash-signed-out"))));
    cookies::set(&mut response, &cookies::remove(SESSION_COOKIE, shell.is_secure()));
    Ok(response)
}

/// Sends the browser to end the session at the provider too; nothing when that has no such page, or cannot be asked: the
/// session here is over in any case.
async fn end_there(app: &App, shell: &Shell, provider: &str, id_token: &str) -> AppResult<Option<Response>> {
    let state = BASE64URL_NOPAD.encode(&app.clock.random_bytes::<32>());
    let Some(found) = app.providers.find(provider) else { return Ok(None) };
    let Some(url) = found.logout_url(id_token, state.clone(), app.clock.now()).await else { return Ok(None) };
    let mut response = LeavingPage::new(app, provider, url.into(), "out").respond(shell)?;
    let patience = Some(Duration::from_secs(15 * 60));
    cookies::set(&mut response, &cookies::make(LOGOUT_COOKIE, &state, shell.is_secure(), patience));
    Ok(Some(response))
}
