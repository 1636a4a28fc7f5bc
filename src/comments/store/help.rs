//! Requests for help to write.

use diesel::prelude::*;

use crate::clock::Time;
use crate::comments::rules::HelpState;
use crate::db::schema::help_requests;
use crate::db::{AnyConnection, Conn, Result, one_of};
use crate::ids::{AccountId, HelpRequestId, IdeaId};

/// A request for help.
#[derive(Debug, Clone, PartialEq, Eq, HasQuery, Insertable)]
#[diesel(table_name = help_requests, check_for_backend(diesel::pg::Pg, diesel::sqlite::Sqlite))]
pub struct HelpRequest {
    /// Its id.
    pub id: HelpRequestId,
    /// What names its sending.
    pub key: String,
    /// Who asks.
    pub account_id: AccountId,
    /// The idea, once it is sent.
    pub idea_id: Option<IdeaId>,
    /// The draft, while it is none; it becomes the idea's reference.
    pub draft_key: Option<String>,
    /// What help is wanted.
    pub words: String,
    /// How they would like to be reached.
    pub contact: String,
    /// Where it is.
    pub state: HelpState,
    /// Who helps.
    pub helper_id: Option<AccountId>,
    /// When it was asked.
    pub created_at: Time,
    /// When somebody took it.
    pub taken_at: Option<Time>,
    /// When it ended.
    pub closed_at: Option<Time>,
}

/// A request.
pub(in crate::comments) fn find_help(conn: &mut Conn, id: HelpRequestId) -> Result<Option<HelpRequest>> {
    HelpRequest::query().filter(help_requests::id.eq(id)).first(conn).optional()
}

/// These requests.
pub(in crate::comments) fn list_help_by_ids(
    conn: &mut Conn,
    ids: &[HelpRequestId],
) -> Result<Vec<HelpRequest>> {
    HelpRequest::query().filter(one_of(help_requests::id, ids)).load(conn)
}

/// The request of a sending.
pub(in crate::comments) fn find_help_by_key(conn: &mut Conn, key: &str) -> Result<Option<HelpRequest>> {
    HelpRequest::query().filter(help_requests::key.eq(key)).first(conn).optional()
}

/// An account's request for this idea or draft that is not closed.
pub(in crate::comments) fn find_open_help(
    conn: &mut Conn,
    account: AccountId,
    idea: Option<IdeaId>,
    draft_key: Option<&str>,
) -> Result<Option<HelpRequest>> {
    let mut query = HelpRequest::query()
        .filter(help_requests::account_id.eq(account).and(help_requests::state.ne(HelpState::Closed)))
        .into_boxed();
    if let Some(idea) = idea {
        query = query.filter(help_requests::idea_id.eq(idea));
    }
    if let Some(key) = draft_key {
        query = query.filter(help_requests::draft_key.eq(key));
    }
    query.order(help_requests::id.desc()).first(conn).optional()
}

/// Writes a request down; says whether its sending was new.
pub(in crate::comments) fn insert_help(conn: &mut Conn, help: &HelpRequest) -> Result<bool> {
    let insert = diesel::insert_into(help_requests::table).values(help).on_conflict_do_nothing();
    let inserted = match conn {
        AnyConnection::Pg(pg) => insert.execute(pg)?,
        AnyConnection::Sqlite(sqlite) => insert.execute(sqlite)?,
    };
    Ok(inserted == 1)
}

/// The requests that are not closed, the oldest first; those that nobody took before the others.
pub(in crate::comments) fn list_help(conn: &mut Conn, limit: i64) -> Result<Vec<HelpRequest>> {
    let mut found = Vec::new();
    for state in [HelpState::Open, HelpState::Taken] {
        let some: Vec<HelpRequest> = HelpRequest::query()
            .filter(help_requests::state.eq(state))
            .order(help_requests::id)
            .limit(limit)
            .load(conn)?;
        found.extend(some);
    }
    Ok(found)
}

/// What an account asked.
pub(in crate::comments) fn list_help_of(conn: &mut Conn, account: AccountId) -> Result<Vec<HelpRequest>> {
    HelpRequest::query()
        .filter(help_requests::account_id.eq(account))
        .order(help_requests::id.desc())
        .load(conn)
}

/// How many requests nobody took.
pub fn count_open_help(conn: &mut Conn) -> Result<i64> {
    help_requests::table.filter(help_requests::state.eq(HelpState::Open)).count().get_result(conn)
}

/// Gives a request to who helps; says whether it was free.
pub(in crate::comments) fn take_help(
    conn: &mut Conn,
    id: HelpRequestId,
    helper: AccountId,
    at: Time,
) -> Result<bool> {
    let free =
        help_requests::table.filter(help_requests::id.eq(id).and(help_requests::state.eq(HelpState::Open)));
    let changes = (
        help_requests::state.eq(HelpState::Taken),
        help_requests::helper_id.eq(Some(helper)),
        help_requests::taken_at.eq(Some(at)),
    );
    Ok(diesel::update(free).set(changes).execute(conn)? == 1)
}

/// Ends a request; says whether it was not yet.
pub(in crate::comments) fn close_help(conn: &mut Conn, id: HelpRequestId, at: Time) -> Result<bool> {
    let going =
        help_requests::table.filter(help_requests::id.eq(id).and(help_requests::state.ne(HelpState::Closed)));
    let changes = (help_requests::state.eq(HelpState::Closed), help_requests::closed_at.eq(Some(at)));
    Ok(diesel::update(going).set(changes).execute(conn)? == 1)
}

/// Forgets what an account asked, with all that was said of it.
pub(in crate::comments) fn delete_help_of(conn: &mut Conn, account: AccountId) -> Result<()> {
    diesel::delete(help_requests::table.filter(help_requests::account_id.eq(account))).execute(conn).map(drop)
}
