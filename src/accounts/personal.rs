//! What the platform knows of a person: handed to them, or forgotten. Each room says for itself what it holds and how it
//! forgets; `app.rs` lists them.

use serde_json::{Value, json};

use super::grants::guard_last_administrator;
use super::rules::{self, Actor};
use super::store;
use crate::app::App;
use crate::audience::Audience;
use crate::db::Conn;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::ids::AccountId;
use crate::journal;
use crate::transaction::Transaction;

/// The most characters of a reason.
const REASON: usize = 500;

/// What a room holds of people.
pub struct PersonalData {
    /// The room's name, as a key of the export.
    pub room: &'static str,
    /// Forgets somebody, while their account and its address are still there.
    pub forget: fn(&mut Transaction<'_>, AccountId) -> AppResult<()>,
    /// All that it holds of somebody.
    pub export: fn(&mut Conn, AccountId) -> AppResult<Value>,
}

/// Everything that is held of oneself.
///
/// # Errors
///
/// [`AppError::SignInFirst`].
pub async fn export_own_data(app: &App, actor: &Actor) -> AppResult<Value> {
    let (me, now, rooms) = (actor.signed_in()?, app.clock.now(), app.personal_data());
    app.read(move |conn| {
        let mut all = serde_json::Map::new();
        all.insert("exported_at".into(), json!(now.and_utc()));
        all.insert("account".into(), own(conn, me)?);
        for room in rooms {
            all.insert(room.room.into(), (room.export)(conn, me)?);
        }
        Ok::<_, AppError>(Value::Object(all))
    })
    .await
}

fn own(conn: &mut Conn, me: AccountId) -> AppResult<Value> {
    let account = store::find(conn, me)?.ok_or(AppError::NotFound)?;
    let identities = store::identities::list_identities(conn, me)?.into_iter().map(|identity| {
        json!({
            "provider": identity.provider,
            "subject": identity.subject,
            "email": identity.email,
            "since": identity.created_at.and_utc(),
        })
    });
    let sessions = store::list_sessions(conn, me)?.into_iter().map(|session| {
        json!({ "kind": session.kind, "client": session.client, "since": session.created_at.and_utc() })
    });
    let roles = store::grants_of(conn, me)?.into_iter().map(|grant| {
        json!({ "role": grant.role, "starts_on": grant.starts_on, "ends_on": grant.ends_on, "reason": grant.reason })
    });
    Ok(json!({
        "id": account.id,
        "email": account.email,
        "display_name": account.display_name,
        "trade": account.trade,
        "site": account.site,
        "direction": account.direction,
        "language": account.language,
        "name_level": account.name_level,
        "created_at": account.created_at.and_utc(),
        "last_seen_at": account.last_seen_at.map(|at| at.and_utc()),
        "identities": identities.collect::<Vec<_>>(),
        "sessions": sessions.collect::<Vec<_>>(),
        "roles": roles.collect::<Vec<_>>(),
    }))
}

/// Erases one's own account.
pub struct EraseOwnAccount {
    /// The word that says that one means it.
    pub confirmation: String,
}

/// The words that confirm an erasure, in each language of the pages.
pub const CONFIRMATIONS: [&str; 2] = ["EFFACER", "ERASE"];

impl EraseOwnAccount {
    /// Erases it. What was given to everybody stays, without a name.
    ///
    /// # Errors
    ///
    /// A fault of `confirmation`; `last-administrator`; [`AppError::SignInFirst`].
    pub async fn run(self, app: &App, actor: &Actor) -> AppResult<()> {
        let me = actor.signed_in()?;
        let typed = self.confirmation.trim().to_uppercase();
        if !CONFIRMATIONS.contains(&typed.as_str()) {
            return Err(FieldErrors::one("confirmation", "confirmation"));
        }
        let rooms = app.personal_data();
        app.write(move |tx| erase(tx, &rooms, me, json!({ "by": "self" }))).await
    }
}

/// Erases somebody's account, because they asked for it or must not be here.
pub struct EraseAccount {
    /// Whose.
    pub account: AccountId,
    /// Why, for the journal of administrators: without a name.
    pub reason: String,
}

impl EraseAccount {
    /// Erases it.
    ///
    /// # Errors
    ///
    /// A fault of `erase_reason`; `last-administrator`; [`AppError::NotFound`], [`AppError::Forbidden`].
    pub async fn run(self, app: &App, actor: &Actor) -> AppResult<()> {
        actor.require(rules::may_manage_accounts(actor))?;
        let mut errors = FieldErrors::default();
        errors.text("erase_reason", &self.reason, REASON);
        errors.check()?;
        let rooms = app.personal_data();
        app.write(move |tx| {
            store::find(tx, self.account)?.ok_or(AppError::NotFound)?;
            erase(tx, &rooms, self.account, json!({ "by": "administrator" }))
        })
        .await
    }
}

/// Forgets somebody in every room, then the account itself. The entry makes every process rewrite its index, so that no
/// word of what went stays in a file.
pub(super) fn erase(
    tx: &mut Transaction<'_>,
    rooms: &[PersonalData],
    account: AccountId,
    how: Value,
) -> AppResult<()> {
    guard_last_administrator(tx, account)?;
    for room in rooms {
        (room.forget)(tx, account)?;
    }
    if let Some(email) = store::find(tx, account)?.and_then(|account| account.email) {
        store::forget_address(tx, &email)?;
    }
    journal::forget_actor(tx, account)?;
    store::delete_account(tx, account)?;
    tx.record(None, "account.erased", account, Audience::Team, how);
    Ok(())
}
