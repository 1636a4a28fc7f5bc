//! How contests passed from stage to stage, and the charters that people accepted, in the database.

use diesel::prelude::*;

use crate::clock::Time;
use crate::contests::rules::Stage;
use crate::db::schema::{charter_acceptances, contest_charters, contest_moves};
use crate::db::{AnyConnection, Conn, Result};
use crate::ids::{AccountId, ContestId, MoveId};

/// A contest's passing from one stage to another, or the end of what went on there.
#[derive(Debug, Clone, PartialEq, Eq, HasQuery, Insertable)]
#[diesel(table_name = contest_moves, check_for_backend(diesel::pg::Pg, diesel::sqlite::Sqlite))]
pub struct Move {
    /// Its id.
    pub id: MoveId,
    /// Of which contest.
    pub contest_id: ContestId,
    /// From here.
    pub from_stage: Stage,
    /// To there; the same when what went on is over and nothing has begun.
    pub to_stage: Stage,
    /// Whether it was the end of what went on.
    pub is_over: bool,
    /// Why, in the words of who decided; empty when it was the calendar.
    pub reason: String,
    /// By whom.
    pub moved_by: Option<AccountId>,
    /// Whether a person decided.
    pub is_by_hand: bool,
    /// When; by the calendar's word when it was the calendar.
    pub moved_at: Time,
}

/// Writes a passing down.
pub(in crate::contests) fn insert_move(conn: &mut Conn, passing: &Move) -> Result<()> {
    diesel::insert_into(contest_moves::table).values(passing).execute(conn).map(drop)
}

/// Every passing of a contest, oldest first.
pub fn moves_of(conn: &mut Conn, contest: ContestId) -> Result<Vec<Move>> {
    Move::query().filter(contest_moves::contest_id.eq(contest)).order(contest_moves::id).load(conn)
}

/// Keeps a text of a charter: what was accepted can always be read.
pub(in crate::contests) fn insert_charter(
    conn: &mut Conn,
    contest: ContestId,
    version: i32,
    text: &str,
    at: Time,
) -> Result<()> {
    diesel::insert_into(contest_charters::table)
        .values((
            contest_charters::contest_id.eq(contest),
            contest_charters::version.eq(version),
            contest_charters::text.eq(text),
            contest_charters::written_at.eq(at),
        ))
        .execute(conn)
        .map(drop)
}

/// The text of a charter that was accepted once.
pub fn charter_text(conn: &mut Conn, contest: ContestId, version: i32) -> Result<Option<String>> {
    let found = contest_charters::table.find((contest, version)).select(contest_charters::text);
    found.first(conn).optional()
}

/// Notes that somebody accepted a version; says whether it is news.
pub(in crate::contests) fn insert_acceptance(
    conn: &mut Conn,
    contest: ContestId,
    account: AccountId,
    version: i32,
    at: Time,
) -> Result<bool> {
    let row = (
        charter_acceptances::contest_id.eq(contest),
        charter_acceptances::account_id.eq(account),
        charter_acceptances::version.eq(version),
        charter_acceptances::accepted_at.eq(at),
    );
    let insert = diesel::insert_into(charter_acceptances::table).values(row).on_conflict_do_nothing();
    let added = match conn {
        AnyConnection::Pg(conn) => insert.execute(conn),
        AnyConnection::Sqlite(conn) => insert.execute(conn),
    };
    Ok(added? == 1)
}

/// The versions that somebody accepted, the last first.
pub(in crate::contests) fn accepted_versions(
    conn: &mut Conn,
    contest: ContestId,
    account: AccountId,
) -> Result<Vec<i32>> {
    charter_acceptances::table
        .filter(charter_acceptances::contest_id.eq(contest).and(charter_acceptances::account_id.eq(account)))
        .order(charter_acceptances::version.desc())
        .select(charter_acceptances::version)
        .load(conn)
}
