//! Accounts that nobody uses any more. Their person is told by mail, and has a month to come back; then the account is
//! erased like one whose person asked for it: what they gave to everybody stays, without a name.
//!
//! Who never gave an address cannot be told, and is erased when the time is over. The last administrator and accounts
//! that were blocked stay: the one would leave nobody to let others in, the others would be free to come again.

use chrono::{Months, TimeDelta};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::personal::erase;
use super::store::{self, Account};
use crate::app::App;
use crate::audience::Audience;
use crate::clock::Time;
use crate::error::{AppError, AppResult};
use crate::jobs::{Job, JobError, Progress, Run};
use crate::mail;

/// How long somebody has to come back once they were told.
const TIME_TO_COME_BACK: TimeDelta = TimeDelta::days(30);
/// Accounts told, and accounts erased, in one run. The turn of the others comes a day later.
const AT_ONCE: i64 = 500;

/// Tells people whose account will be erased, and erases those who did not come back.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct EraseUnused {}

impl Job for EraseUnused {
    const NAME: &'static str = "accounts.erase_unused";
    const PRIORITY: i32 = -10;

    fn collapse_key(&self) -> Option<String> {
        Some(String::new())
    }
}

impl Run<App> for EraseUnused {
    async fn run(&self, app: &App, _progress: &Progress) -> Result<(), JobError> {
        let now = app.clock.now();
        let Some(unused_since) = now.checked_sub_months(Months::new(app.config.account_keep_months)) else {
            return Ok(());
        };
        let soon = unused_since + TIME_TO_COME_BACK;
        for account in app.read(move |conn| store::list_unused_untold(conn, soon, AT_ONCE)).await? {
            tell(app, account, now, unused_since).await?;
        }
        let told_before = now - TIME_TO_COME_BACK;
        let gone = app.read(move |conn| store::list_unused(conn, unused_since, told_before, AT_ONCE)).await?;
        for account in gone {
            let rooms = app.personal_data();
            let erased = app.write(move |tx| {
                // They may have come back since the list was read.
                if store::is_unused(tx, account, unused_since)? {
                    erase(tx, &rooms, account, json!({ "by": "time" }))?;
                }
                Ok(())
            });
            match erased.await {
                Ok(()) | Err(AppError::Refused(_)) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Ok(())
    }
}

/// Tells one of them until when they may come back.
async fn tell(app: &App, account: Account, now: Time, unused_since: Time) -> AppResult<()> {
    let language = account.reading_language();
    let Some(email) = account.email else { return Ok(()) };
    let last = account.last_seen_at.unwrap_or(account.created_at);
    // A month from now, or later when the account was used since the last sign-in.
    let until = now + TIME_TO_COME_BACK.max(last - unused_since);
    let context = json!({
        "organisation": app.config.organisation,
        "base_url": app.config.base_url,
        "until": until,
    });
    let content = mail::render(&app.pages, language, "accounts/emails/unused", &context)?;
    let id = account.id;
    app.write(move |tx| {
        store::set_unused_told(tx, id, now)?;
        mail::send(tx, "accounts.unused", &email, content)?;
        tx.record(None, "account.unused_told", id, Audience::Team, json!({}));
        Ok(())
    })
    .await
}
