//! Appending to the journal, and reading it by sequence number or by object.

use diesel::prelude::*;

use super::{NewEntry, Object};
use crate::audience::Audience;
use crate::clock::Time;
use crate::db::schema::{journal, journal_head};
use crate::db::{Conn, Result, one_of};
use crate::ids::AccountId;

/// A line of the journal.
#[derive(Debug, Clone, PartialEq, HasQuery)]
#[diesel(table_name = journal, check_for_backend(diesel::pg::Pg, diesel::sqlite::Sqlite))]
pub struct Entry {
    /// Its place; the next one has the next number.
    pub seq: i64,
    /// When.
    pub at: Time,
    /// By whom.
    pub actor_id: Option<AccountId>,
    /// What.
    pub kind: String,
    /// The kind of the object.
    pub object_kind: String,
    /// The object's id.
    pub object_id: i64,
    /// Who may read it.
    pub visibility: Audience,
    /// A JSON object.
    pub data: String,
}

#[derive(Insertable)]
#[diesel(table_name = journal)]
struct NewRow<'a> {
    seq: i64,
    at: Time,
    actor_id: Option<AccountId>,
    kind: &'a str,
    object_kind: &'a str,
    object_id: i64,
    visibility: Audience,
    data: String,
}

/// Appends the entries and answers the last sequence number. Takes the head's row, and so must come last in its
/// transaction: whoever appends next waits for the commit.
pub fn append(conn: &mut Conn, at: Time, entries: &[NewEntry]) -> Result<i64> {
    let count = entries.len() as i64;
    diesel::update(journal_head::table).set(journal_head::seq.eq(journal_head::seq + count)).execute(conn)?;
    let last = last_seq(conn)?;
    for (entry, seq) in entries.iter().zip(last - count + 1..) {
        diesel::insert_into(journal::table)
            .values(NewRow {
                seq,
                at,
                actor_id: entry.actor,
                kind: entry.kind,
                object_kind: entry.object.kind,
                object_id: entry.object.id,
                visibility: entry.visibility,
                data: entry.data.to_string(),
            })
            .execute(conn)?;
    }
    Ok(last)
}

/// Forgets who did things. What was done stays.
pub fn forget_actor(conn: &mut Conn, account: AccountId) -> Result<()> {
    diesel::update(journal::table.filter(journal::actor_id.eq(account)))
        .set(journal::actor_id.eq(None::<AccountId>))
        .execute(conn)
        .map(drop)
}

/// The number of the last entry, 0 when there is none.
pub fn last_seq(conn: &mut Conn) -> Result<i64> {
    journal_head::table.select(journal_head::seq).first(conn)
}

/// The entries after `seq`, in their order, at most `limit` of them.
pub fn since(conn: &mut Conn, seq: i64, limit: i64) -> Result<Vec<Entry>> {
    Entry::query().filter(journal::seq.gt(seq)).order(journal::seq).limit(limit).load(conn)
}

/// What was written about an object for these audiences, oldest first.
pub fn about(conn: &mut Conn, object: Object, audiences: &[Audience]) -> Result<Vec<Entry>> {
    Entry::query()
        .filter(journal::object_kind.eq(object.kind).and(journal::object_id.eq(object.id)))
        .filter(one_of(journal::visibility, audiences.iter().map(|audience| audience.as_str())))
        .order(journal::seq)
        .load(conn)
}
