//! The secret address of one's own feed.

use data_encoding::BASE64URL_NOPAD;
use serde_json::json;

use crate::accounts::Actor;
use crate::app::App;
use crate::audience::Audience;
use crate::error::AppResult;
use crate::notices::{store, tokens};

/// Gives one's feed a new address; the one before stops working.
pub struct RenewFeed;

impl RenewFeed {
    /// Makes it, and answers the end of the address: it is shown once and kept as a hash only.
    ///
    /// # Errors
    ///
    /// `SignInFirst` for a visitor.
    pub async fn run(self, app: &App, actor: &Actor) -> AppResult<String> {
        let account = actor.signed_in()?;
        let token = BASE64URL_NOPAD.encode(&app.clock.random_bytes::<32>());
        let hash = tokens::feed_token_hash(&token);
        app.write(move |tx| {
            let now = tx.now();
            store::set_feed(tx, account, &hash, now)?;
            tx.record(Some(account), "account.feed_opened", account, Audience::Team, json!({}));
            Ok(token)
        })
        .await
    }
}

/// Closes one's feed.
pub struct CloseFeed;

impl CloseFeed {
    /// Closes it; closing it twice is closing it once.
    ///
    /// # Errors
    ///
    /// `SignInFirst` for a visitor.
    pub async fn run(self, app: &App, actor: &Actor) -> AppResult<()> {
        let account = actor.signed_in()?;
        app.write(move |tx| {
            if store::delete_feed(tx, account)? {
                tx.record(Some(account), "account.feed_closed", account, Audience::Team, json!({}));
            }
            Ok(())
        })
        .await
    }
}
