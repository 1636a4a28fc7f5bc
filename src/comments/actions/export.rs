//! What leaves with a person, and what they may take along.

use serde_json::{Value, json};

use crate::comments::store;
use crate::db::Conn;
use crate::error::AppResult;
use crate::ids::AccountId;
use crate::transaction::Transaction;

/// Leaves what a person said under ideas without their name, so that the answers to it keep their sense; takes back their
/// thanks, the name on their reports, and all that they asked and were told in private.
///
/// # Errors
///
/// When the database refuses.
pub fn forget(tx: &mut Transaction<'_>, account: AccountId) -> AppResult<()> {
    store::delete_help_of(tx, account)?;
    store::delete_thanks_of(tx, account)?;
    store::forget_reporter(tx, account)?;
    Ok(store::forget_writer(tx, account)?)
}

/// All that a person wrote here, for who asks for their data.
///
/// # Errors
///
/// When the database refuses.
pub fn export(conn: &mut Conn, account: AccountId) -> AppResult<Value> {
    let comments = store::list_of_account(conn, account)?.into_iter().map(|comment| {
        json!({
            "id": comment.id,
            "idea": comment.idea_id,
            "help_request": comment.help_id,
            "audience": comment.audience,
            "body": comment.body,
            "pseudonym": comment.pseudonym,
            "written_at": comment.created_at.and_utc(),
            "edited_at": comment.edited_at.map(|at| at.and_utc()),
            "withdrawn_at": comment.withdrawn_at.map(|at| at.and_utc()),
            "hidden_at": comment.hidden_at.map(|at| at.and_utc()),
            "hidden_because": comment.hidden_reason,
        })
    });
    let comments: Vec<Value> = comments.collect();
    let reports = store::list_reports_of(conn, account)?.into_iter().map(|report| {
        json!({
            "id": report.id,
            "about": report.object_kind,
            "reason": report.reason,
            "words": report.words,
            "state": report.state,
            "reported_at": report.created_at.and_utc(),
        })
    });
    let reports: Vec<Value> = reports.collect();
    let help = store::list_help_of(conn, account)?.into_iter().map(|help| {
        json!({
            "id": help.id,
            "words": help.words,
            "contact": help.contact,
            "state": help.state,
            "asked_at": help.created_at.and_utc(),
        })
    });
    Ok(json!({ "comments": comments, "reports": reports, "help_requests": help.collect::<Vec<_>>() }))
}
