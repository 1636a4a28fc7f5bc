//! Forgetting an author: their ideas are everybody's by now and stay, without them.

use serde_json::{Value, json};

use crate::db::Conn;
use crate::error::AppResult;
use crate::ideas::store;
use crate::ids::{AccountId, IdeaId};
use crate::transaction::Transaction;

/// What stands in place of the name of an author who is gone.
pub const ERASED: &str = "[auteur effacé]";

/// Takes somebody's name off their ideas, with the trade and the place of those that are theirs alone; drafts, supports
/// and follows go with the account.
///
/// # Errors
///
/// When the database refuses.
pub fn forget(tx: &mut Transaction<'_>, account: AccountId) -> AppResult<()> {
    let own: Vec<IdeaId> = store::list_of_account(tx, account)?.into_iter().map(|idea| idea.id).collect();
    let authors = store::authors_of(tx, &own)?;
    let alone: Vec<IdeaId> =
        own.iter().copied().filter(|id| authors.get(id).is_none_or(|all| all.len() < 2)).collect();
    let audiences = store::audience_of(tx, &own)?;
    store::erase_author(tx, account, ERASED)?;
    store::erase_places(tx, &alone)?;
    store::forget_hand(tx, account)?;
    for (idea, audience) in audiences {
        tx.record(None, "idea.author_erased", idea, audience, json!({}));
    }
    Ok(())
}

/// What somebody wrote, sent, supports and follows.
///
/// # Errors
///
/// When the database refuses.
pub fn export(conn: &mut Conn, account: AccountId) -> AppResult<Value> {
    let mut ideas = Vec::new();
    for idea in store::list_of_account(conn, account)? {
        let versions = store::versions_of(conn, idea.id)?.into_iter().map(|version| {
            json!({ "version": version.version, "title": version.title, "problem": version.problem,
                    "body": version.body, "beneficiaries": version.beneficiaries,
                    "at": version.edited_at.and_utc() })
        });
        let versions: Vec<Value> = versions.collect();
        let answers = store::answers_of(conn, idea.id)?;
        ideas.push(json!({
            "id": idea.id,
            "contest": idea.contest_id,
            "number": idea.number,
            "title": idea.title,
            "problem": idea.problem,
            "body": idea.body,
            "beneficiaries": idea.beneficiaries,
            "category": idea.category,
            "trade": idea.trade,
            "site": idea.site,
            "direction": idea.direction,
            "state": idea.state,
            "destiny": idea.destiny,
            "submitted_at": idea.submitted_at.and_utc(),
            "versions": versions,
            "answers": answers,
        }));
    }
    let filed: Vec<IdeaId> = store::list_filed_by(conn, account)?.into_iter().map(|idea| idea.id).collect();
    let drafts = store::list_drafts(conn, account)?.into_iter().map(|draft| {
        let content: Value = serde_json::from_str(&draft.content).unwrap_or_default();
        json!({ "contest": draft.contest_id, "content": content, "saved_at": draft.updated_at.and_utc() })
    });
    Ok(json!({
        "ideas": ideas,
        "sent_for_others": filed,
        "drafts": drafts.collect::<Vec<_>>(),
        "supported": store::list_supported(conn, account)?,
        "followed": store::list_followed(conn, account)?,
    }))
}
