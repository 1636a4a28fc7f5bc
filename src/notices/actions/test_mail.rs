//! A mail to oneself, to see whether mails arrive.

use chrono::TimeDelta;
use serde_json::json;

use crate::accounts::{self, Actor};
use crate::app::App;
use crate::error::{AppError, AppResult};
use crate::mail;

/// The kind of these mails.
const KIND: &str = "notices.test";
/// How many one may ask for in an hour.
const PER_HOUR: i64 = 3;

/// Sends it.
pub struct SendTestMail;

impl SendTestMail {
    /// Writes the mail, whatever the hour: the person waits for it.
    ///
    /// # Errors
    ///
    /// [`AppError::TooManyTries`]; refused with `no-address` for an account without one.
    pub async fn run(self, app: &App, actor: &Actor) -> AppResult<()> {
        let id = actor.signed_in()?;
        let account = app.read(move |conn| accounts::find(conn, id)).await?.ok_or(AppError::NotFound)?;
        let language = account.reading_language();
        let email = account.email.ok_or(AppError::Refused("no-address"))?;
        let base_url = &app.config.base_url;
        let context = json!({
            "organisation": app.config.organisation,
            "base_url": base_url,
            "name": account.display_name,
            "url": format!("{base_url}/mon-compte/notifications"),
        });
        let content = mail::render(&app.pages, language, "notices/emails/test", &context)?;
        app.write(move |tx| {
            let since = tx.now() - TimeDelta::hours(1);
            if mail::count_to(tx, &email, KIND, since)? >= PER_HOUR {
                return Err(AppError::TooManyTries);
            }
            mail::send(tx, KIND, &email, content).map(drop)
        })
        .await
    }
}
