//! Files of somebody who leaves, and of somebody who asks for their data.

use serde_json::{Value, json};

use super::audience_of;
use crate::accounts::Actor;
use crate::attachments::jobs::ReleaseFiles;
use crate::attachments::store::{self, Attachment};
use crate::db::Conn;
use crate::error::AppResult;
use crate::ideas;
use crate::ids::AccountId;
use crate::transaction::Transaction;

/// Removes the files that a person added, and those of ideas that are theirs alone: a picture may show them, and a
/// document may name them, even where the idea itself stays. To be called while they still are the author.
///
/// # Errors
///
/// When the database refuses.
pub fn forget(tx: &mut Transaction<'_>, account: AccountId) -> AppResult<()> {
    let mut gone = store::list_added_by(tx, account)?;
    gone.extend(of_own_ideas(tx, account)?.into_iter().filter(|file| file.added_by != Some(account)));
    for file in gone {
        store::delete(tx, file.id)?;
        tx.enqueue(&ReleaseFiles { keys: file.keys() })?;
        let viewer = Actor::new(account, vec![]);
        if let Some(idea) = ideas::find(tx, &viewer, file.idea_id)? {
            let audience = audience_of(tx, &idea)?;
            tx.record(None, "attachment.removed", file.id, audience, json!({ "idea": idea.id }));
        }
    }
    Ok(store::forget_remover(tx, account)?)
}

/// The files of ideas that have no other author.
fn of_own_ideas(conn: &mut Conn, account: AccountId) -> AppResult<Vec<Attachment>> {
    let ids: Vec<_> = ideas::list_of_account(conn, account)?.iter().map(|idea| idea.id).collect();
    let authors = ideas::authors_of(conn, &ids)?;
    let alone: Vec<_> =
        ids.into_iter().filter(|id| authors.get(id).is_some_and(|all| all.len() == 1)).collect();
    Ok(store::list_of_ideas(conn, &alone)?)
}

/// What is kept of the files that a person added, for who asks for their data; the files themselves are downloaded from
/// their ideas.
///
/// # Errors
///
/// When the database refuses.
pub fn export(conn: &mut Conn, account: AccountId) -> AppResult<Value> {
    let all = store::list_added_by(conn, account)?;
    let exported = |file: &Attachment| {
        json!({
            "id": file.id,
            "idea": file.idea_id,
            "kind": file.kind,
            "name": file.name,
            "description": file.description,
            "size": file.size,
            "added_at": file.added_at.and_utc(),
            "removed_at": file.removed_at.map(|at| at.and_utc()),
            "reason": file.reason,
            "words": file.words,
        })
    };
    Ok(Value::Array(all.iter().map(exported).collect()))
}
