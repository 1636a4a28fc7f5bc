//! What mini-labs hold of a person.

use serde_json::{Value, json};

use super::store;
use crate::db::Conn;
use crate::error::AppResult;
use crate::ids::AccountId;

/// Where somebody is a member, and what they are asked.
///
/// # Errors
///
/// When the database refuses.
pub fn export(conn: &mut Conn, account: AccountId) -> AppResult<Value> {
    let member_of = store::list_of_account(conn, account)?
        .into_iter()
        .map(|lab| json!({ "id": lab.id, "title": lab.title }));
    let member_of: Vec<Value> = member_of.collect();
    let asked = store::pending_invitations(conn, account)?.into_iter().map(
        |pending| json!({ "id": pending.id, "idea": pending.idea_title, "minilab": pending.minilab_title }),
    );
    Ok(json!({ "member_of": member_of, "invited_by": asked.collect::<Vec<_>>() }))
}
