//! Finds out who asks, from the session's cookie or the API's bearer token, and stands before every page.

use std::collections::BTreeSet;
use std::sync::Arc;

use poem::http::header;
use poem::{Endpoint, FromRequest, IntoResponse, Request, RequestBody, Response, Result};

use crate::accounts::actions::{SEEN_EVERY, SEEN_OFTEN, token_hash};
use crate::accounts::rules::{self, Actor};
use crate::accounts::store;
use crate::app::App;
use crate::error::{AppError, AppResult};
use crate::ids::SessionId;
use crate::language::Language;
use crate::web::{Access, Viewer, cookies};

/// The cookie of a session.
pub const SESSION_COOKIE: &str = "minilabs_session";

/// The session of this request, to end it.
#[derive(Debug, Clone, Copy)]
pub struct CurrentSession(pub SessionId);

/// Middleware for pages: who asks is whom the session's cookie says.
///
/// # Errors
///
/// The inner endpoint's, or the database's.
pub async fn by_cookie<E: Endpoint>(inner: Arc<E>, mut request: Request, app: App) -> Result<Response> {
    let token = cookies::read(&request, SESSION_COOKIE).map(str::to_owned);
    identify(&app, &mut request, token.as_deref(), "browser").await?;
    Ok(inner.call(request).await?.into_response())
}

/// Middleware for the API: who asks is whom the bearer token says. A cookie says nothing there, so that no other site
/// can make a browser write.
///
/// # Errors
///
/// As [`by_cookie`]; [`AppError::SignInFirst`] for a token that is no session's.
pub async fn by_bearer<E: Endpoint>(inner: Arc<E>, mut request: Request, app: App) -> Result<Response> {
    let header = request.header(header::AUTHORIZATION);
    let token = header.and_then(|value| value.strip_prefix("Bearer ")).map(str::to_owned);
    identify(&app, &mut request, token.as_deref(), "api").await?;
    if token.is_some() && request.data::<CurrentSession>().is_none() {
        return Err(AppError::SignInFirst.into());
    }
    Ok(inner.call(request).await?.into_response())
}

async fn identify(
    app: &App,
    request: &mut Request,
    token: Option<&str>,
    kind: &'static str,
) -> AppResult<()> {
    let Some(token) = token.filter(|token| !token.is_empty()) else {
        request.set_data(Actor::visitor());
        return Ok(());
    };
    let (hash, now) = (token_hash(token), app.clock.now());
    let idle_since = now - chrono::TimeDelta::hours(app.config.session_idle_hours);
    let found = app.read(move |conn| store::find_session(conn, &hash, now, idle_since)).await?;
    let Some((session, account, held)) = found.filter(|(session, ..)| session.kind == kind) else {
        request.set_data(Actor::visitor());
        return Ok(());
    };
    let every = if session.idle_minutes.is_some() { SEEN_OFTEN } else { SEEN_EVERY };
    if session.last_seen_at < now - every {
        // Not the request's business: a page that only looks does not wait for the writer.
        let (app, id) = (app.clone(), session.id);
        tokio::spawn(async move { app.db.write(move |conn| Ok(store::touch_session(conn, id, now)?)).await });
    }
    request.set_data(CurrentSession(session.id));
    request.set_data(Viewer {
        mark: account.id.to_string(),
        initials: rules::initials(&account.display_name),
        name: account.display_name,
        roles: held.iter().map(|held| held.role.as_str()).collect::<BTreeSet<_>>().into_iter().collect(),
        unread: 0,
        is_shared: session.idle_minutes.is_some(),
        language: account.language.as_deref().and_then(Language::from_tag),
    });
    request.set_data(Actor::holding(account.id, held));
    Ok(())
}

/// Stands before a page.
pub struct Guarded {
    access: Access,
    inner: poem::endpoint::BoxEndpoint<'static, Response>,
}

impl Guarded {
    /// Opens `inner` to whom `access` says.
    pub fn new(access: Access, inner: poem::endpoint::BoxEndpoint<'static, Response>) -> Self {
        Self { access, inner }
    }
}

impl Endpoint for Guarded {
    type Output = Response;

    async fn call(&self, request: Request) -> Result<Response> {
        actor_of(&request)?.open(self.access)?;
        self.inner.call(request).await
    }
}

/// Who asks.
///
/// # Errors
///
/// When the request did not pass here: a fault of the program.
pub fn actor_of(request: &Request) -> AppResult<Actor> {
    let actor = request.data::<Actor>().cloned();
    actor.ok_or_else(|| AppError::Internal(anyhow::anyhow!("nobody found out who asks")))
}

impl<'a> FromRequest<'a> for Actor {
    async fn from_request(request: &'a Request, _body: &mut RequestBody) -> Result<Self> {
        Ok(actor_of(request)?)
    }
}
