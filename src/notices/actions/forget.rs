//! What leaves with a person, and what they may take along.

use serde_json::{Value, json};

use super::choose::preferences_of;
use crate::accounts;
use crate::db::Conn;
use crate::error::AppResult;
use crate::ids::AccountId;
use crate::mail;
use crate::notices::store::{self, NoticeRow};
use crate::transaction::Transaction;

/// How many of the last notices an export holds.
const EXPORTED: i64 = 10_000;

/// Forgets all that a person was told, what they chose, and the mails to their address. To be called while the account
/// still has its address.
///
/// # Errors
///
/// When the database refuses.
pub fn forget(tx: &mut Transaction<'_>, account: AccountId) -> AppResult<()> {
    let address = accounts::find(tx, account)?.and_then(|account| account.email);
    if let Some(address) = address {
        mail::forget(tx, &address)?;
    }
    store::delete_of(tx, account)?;
    Ok(store::delete_choices(tx, account)?)
}

/// All of it, for who asks for their data.
///
/// # Errors
///
/// When the database refuses.
pub fn export(conn: &mut Conn, account: AccountId) -> AppResult<Value> {
    let preferences = preferences_of(conn, account)?;
    let notices = store::list(conn, account, EXPORTED, 0)?;
    let channels: serde_json::Map<String, Value> = preferences
        .channels
        .iter()
        .map(|(kind, channel)| (kind.as_str().to_owned(), json!(channel.as_str())))
        .collect();
    let rhythm = preferences.rhythm;
    Ok(json!({
        "notices": notices.iter().map(exported).collect::<Vec<_>>(),
        "channels": channels,
        "digest": rhythm.digest,
        "digest_day": rhythm.digest_day,
        "quiet_hours": rhythm.quiet.map(|quiet| json!({ "from": quiet.from, "until": quiet.until })),
        "feed_since": store::feed_since(conn, account)?.map(|at| at.and_utc()),
    }))
}

fn exported(notice: &NoticeRow) -> Value {
    json!({
        "id": notice.id,
        "kind": notice.kind,
        "about": notice.object_kind,
        "channel": notice.channel,
        "told_at": notice.created_at.and_utc(),
        "read_at": notice.read_at.map(|at| at.and_utc()),
    })
}
