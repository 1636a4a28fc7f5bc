//! What somebody writes and has not sent. A draft is read by its writer alone, whatever roles others have.

use diesel::prelude::*;

use crate::clock::Time;
use crate::db::schema::idea_drafts;
use crate::db::{AnyConnection, Conn, Result};
use crate::ids::{AccountId, ContestId, DraftId};

/// A draft.
#[derive(Debug, Clone, PartialEq, Eq, HasQuery, Insertable)]
#[diesel(table_name = idea_drafts, check_for_backend(diesel::pg::Pg, diesel::sqlite::Sqlite))]
pub struct DraftRow {
    /// Its id.
    pub id: DraftId,
    /// What names it in forms, and makes of a form sent twice one idea.
    pub key: String,
    /// The contest it is written for.
    pub contest_id: ContestId,
    /// Who writes it.
    pub account_id: Option<AccountId>,
    /// The browser it is written in, while nobody is signed in there: a hash of its mark.
    pub browser_hash: Option<String>,
    /// The fields as typed, as JSON.
    pub content: String,
    /// Counts its savings, so that two tabs do not overwrite one another.
    pub version: i32,
    /// When it was begun.
    pub created_at: Time,
    /// When it was last saved.
    pub updated_at: Time,
}

/// The draft of this key.
pub(in crate::ideas) fn find_draft(conn: &mut Conn, key: &str) -> Result<Option<DraftRow>> {
    DraftRow::query().filter(idea_drafts::key.eq(key)).first(conn).optional()
}

/// The drafts of an account, the last saved first.
pub fn list_drafts(conn: &mut Conn, account: AccountId) -> Result<Vec<DraftRow>> {
    DraftRow::query()
        .filter(idea_drafts::account_id.eq(account))
        .order(idea_drafts::updated_at.desc())
        .limit(50)
        .load(conn)
}

/// How many drafts an account has.
pub fn count_drafts(conn: &mut Conn, account: AccountId) -> Result<i64> {
    idea_drafts::table.filter(idea_drafts::account_id.eq(account)).count().get_result(conn)
}

/// Writes a draft down, in place of the version before it; says whether that was the version in the table.
pub(in crate::ideas) fn save_draft(conn: &mut Conn, draft: &DraftRow) -> Result<bool> {
    if draft.version == 1 {
        let insert = diesel::insert_into(idea_drafts::table).values(draft).on_conflict_do_nothing();
        let inserted = match conn {
            AnyConnection::Pg(pg) => insert.execute(pg)?,
            AnyConnection::Sqlite(sqlite) => insert.execute(sqlite)?,
        };
        return Ok(inserted == 1);
    }
    let before = idea_drafts::table
        .filter(idea_drafts::id.eq(draft.id).and(idea_drafts::version.eq(draft.version - 1)));
    let saved = diesel::update(before)
        .set((
            idea_drafts::account_id.eq(draft.account_id),
            idea_drafts::browser_hash.eq(&draft.browser_hash),
            idea_drafts::content.eq(&draft.content),
            idea_drafts::version.eq(draft.version),
            idea_drafts::updated_at.eq(draft.updated_at),
        ))
        .execute(conn)?;
    Ok(saved == 1)
}

/// Forgets a draft.
pub(in crate::ideas) fn delete_draft(conn: &mut Conn, key: &str) -> Result<()> {
    diesel::delete(idea_drafts::table.filter(idea_drafts::key.eq(key))).execute(conn).map(drop)
}

/// Forgets the drafts of browsers in which nobody signed in since then.
pub(in crate::ideas) fn delete_stale_drafts(conn: &mut Conn, before: Time) -> Result<usize> {
    let stale = idea_drafts::account_id.is_null().and(idea_drafts::updated_at.lt(before));
    diesel::delete(idea_drafts::table.filter(stale)).execute(conn)
}
