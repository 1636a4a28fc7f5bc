//! The pages of what one is told: the inbox, what one chooses of it, the way out of mails, feeds; and the count of what
//! is unread, for every page.

pub mod feeds;
pub mod inbox;
pub mod personal_feed;
pub mod preferences;
pub mod unsubscribe;

use std::sync::Arc;

use poem::{Endpoint, IntoResponse, Request, Response, Result};

use super::store;
use crate::accounts::Actor;
use crate::app::App;
use crate::web::render::Samples;
use crate::web::{Access, Routes, Viewer};

/// Middleware for pages: how much is unread by who looks, once it is known who that is.
///
/// # Errors
///
/// The inner endpoint's, or the database's.
pub async fn count_unread<E: Endpoint>(inner: Arc<E>, mut request: Request, app: App) -> Result<Response> {
    let account = request.data::<Actor>().and_then(Actor::account);
    if let (Some(account), Some(viewer)) = (account, request.data::<Viewer>().cloned()) {
        let unread = app.read(move |conn| store::count_unread(conn, account)).await?;
        request.set_data(Viewer { unread, ..viewer });
    }
    Ok(inner.call(request).await?.into_response())
}

/// This room's pages.
pub fn routes(routes: &mut Routes) {
    routes
        .get("/notifications", Access::SignedIn, inbox::show)
        .post("/notifications/lues", Access::SignedIn, inbox::mark_read)
        .get("/mon-compte/notifications", Access::SignedIn, preferences::show)
        .post("/mon-compte/notifications", Access::SignedIn, preferences::post)
        .post("/mon-compte/notifications/essai", Access::SignedIn, preferences::send_test)
        .post("/mon-compte/notifications/flux", Access::SignedIn, preferences::renew_feed)
        .post("/mon-compte/notifications/flux/fermer", Access::SignedIn, preferences::close_feed)
        .get("/desabonnement/:token", Access::Everybody, unsubscribe::show)
        .post("/desabonnement/:token", Access::Everybody, unsubscribe::post)
        .get("/flux/idees.atom", Access::Everybody, feeds::ideas_atom)
        .get("/flux/idees.json", Access::Everybody, feeds::ideas_json)
        .get("/flux/concours/:slug/idees.atom", Access::Everybody, feeds::contest_atom)
        .get("/flux/concours/:slug/idees.json", Access::Everybody, feeds::contest_json)
        .get("/flux/moi/:token", Access::Everybody, personal_feed::show);
}

/// Samples of this room's pages.
pub fn samples(samples: &mut Samples) {
    samples
        .add::<inbox::InboxPage>()
        .add::<preferences::PreferencesPage>()
        .add::<unsubscribe::UnsubscribePage>();
}
