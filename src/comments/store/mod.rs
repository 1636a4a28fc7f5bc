//! Comments, thanks, reports, the log of moderation and requests for help in the database.

mod decisions;
mod help;
mod reports;
mod thanks;

pub(super) use decisions::{DecisionRow, insert_decision, list_decisions, list_decisions_of};
pub use help::{HelpRequest, count_open_help};
pub(super) use help::{
    close_help, delete_help_of, find_help, find_help_by_key, find_open_help, insert_help, list_help,
    list_help_by_ids, list_help_of, take_help,
};
pub use reports::{Report, count_open_reports};
pub(super) use reports::{
    assign, decide, find_open, find_report, forget_reporter, insert_report, list_of_batch, list_open,
    list_reports_by_ids, list_reports_of, reopen, told_team_since,
};
pub(super) use thanks::{count_thanks, delete_thanks, delete_thanks_of, insert_thanks, thanked_by};

use std::collections::BTreeMap;

use diesel::prelude::*;

use super::rules::CommentAudience;
use crate::accounts::NameLevel;
use crate::clock::Time;
use crate::db::schema::comments;
use crate::db::{AnyConnection, Conn, Result, one_of};
use crate::ids::{AccountId, CommentId, HelpRequestId, IdeaId};

/// A comment, or a message of a request for help.
#[derive(Debug, Clone, PartialEq, Eq, HasQuery, Insertable)]
#[diesel(table_name = comments, check_for_backend(diesel::pg::Pg, diesel::sqlite::Sqlite))]
pub struct Comment {
    /// Its id.
    pub id: CommentId,
    /// The idea that it stands under.
    pub idea_id: Option<IdeaId>,
    /// The request for help that it belongs to.
    pub help_id: Option<HelpRequestId>,
    /// The first comment of its thread: itself or another.
    pub thread_id: CommentId,
    /// Who wrote it; nobody once they are forgotten.
    pub account_id: Option<AccountId>,
    /// Whom it is for.
    pub audience: CommentAudience,
    /// What names its sending.
    pub key: String,
    /// What it says.
    pub body: String,
    /// To whom its writer's name is shown.
    pub name_level: NameLevel,
    /// What others read in its place, or nothing.
    pub pseudonym: String,
    /// Whether its writer spoke as an author of the idea.
    pub as_author: bool,
    /// When it was written.
    pub created_at: Time,
    /// Of the first of a thread: when somebody last wrote in it.
    pub active_at: Time,
    /// When it was last changed.
    pub edited_at: Option<Time>,
    /// When its writer took it back.
    pub withdrawn_at: Option<Time>,
    /// When the team hid it.
    pub hidden_at: Option<Time>,
    /// Why.
    pub hidden_reason: String,
    /// In which words to its writer.
    pub hidden_words: String,
    /// When people were told of it.
    pub told_at: Option<Time>,
}

/// A comment, for whoever: the caller asks whether the actor may see it.
pub fn find(conn: &mut Conn, id: CommentId) -> Result<Option<Comment>> {
    Comment::query().filter(comments::id.eq(id)).first(conn).optional()
}

/// The comment of a sending.
pub(super) fn find_by_key(conn: &mut Conn, key: &str) -> Result<Option<Comment>> {
    Comment::query().filter(comments::key.eq(key)).first(conn).optional()
}

/// Writes a comment down; says whether its sending was new.
pub(super) fn insert(conn: &mut Conn, comment: &Comment) -> Result<bool> {
    let insert = diesel::insert_into(comments::table).values(comment).on_conflict_do_nothing();
    let inserted = match conn {
        AnyConnection::Pg(pg) => insert.execute(pg)?,
        AnyConnection::Sqlite(sqlite) => insert.execute(sqlite)?,
    };
    Ok(inserted == 1)
}

/// Notes that somebody wrote in a thread.
pub(super) fn set_active(conn: &mut Conn, thread: CommentId, at: Time) -> Result<()> {
    diesel::update(comments::table.find(thread)).set(comments::active_at.eq(at)).execute(conn).map(drop)
}

/// Gives a comment other words.
pub(super) fn set_body(conn: &mut Conn, id: CommentId, body: &str, at: Time) -> Result<()> {
    diesel::update(comments::table.find(id))
        .set((comments::body.eq(body), comments::edited_at.eq(Some(at))))
        .execute(conn)
        .map(drop)
}

/// Notes that a comment was taken back; says whether it was there.
pub(super) fn set_withdrawn(conn: &mut Conn, id: CommentId, at: Time) -> Result<bool> {
    let standing = comments::table.filter(comments::id.eq(id).and(comments::withdrawn_at.is_null()));
    Ok(diesel::update(standing).set(comments::withdrawn_at.eq(Some(at))).execute(conn)? == 1)
}

/// Hides a comment; says whether it was shown.
pub(super) fn set_hidden(
    conn: &mut Conn,
    id: CommentId,
    at: Time,
    reason: &str,
    words: &str,
) -> Result<bool> {
    let shown = comments::table.filter(comments::id.eq(id).and(comments::hidden_at.is_null()));
    let changes = (
        comments::hidden_at.eq(Some(at)),
        comments::hidden_reason.eq(reason),
        comments::hidden_words.eq(words),
    );
    Ok(diesel::update(shown).set(changes).execute(conn)? == 1)
}

/// Shows a comment again; says whether it was hidden.
pub(super) fn set_shown(conn: &mut Conn, id: CommentId) -> Result<bool> {
    let hidden = comments::table.filter(comments::id.eq(id).and(comments::hidden_at.is_not_null()));
    let changes =
        (comments::hidden_at.eq(None::<Time>), comments::hidden_reason.eq(""), comments::hidden_words.eq(""));
    Ok(diesel::update(hidden).set(changes).execute(conn)? == 1)
}

/// Takes the turn to tell people of a comment; says whether nobody had.
pub(super) fn take_telling(conn: &mut Conn, id: CommentId, at: Time) -> Result<bool> {
    let untold = comments::table.filter(comments::id.eq(id).and(comments::told_at.is_null()));
    Ok(diesel::update(untold).set(comments::told_at.eq(Some(at))).execute(conn)? == 1)
}

/// The comments of an idea that these audiences are told of.
#[diesel::dsl::auto_type(no_type_alias)]
fn of_idea(idea: IdeaId, audiences: &[CommentAudience]) -> _ {
    let words: Vec<&'static str> = audiences.iter().map(|audience| audience.as_str()).collect();
    let id: i64 = crate::ids::Id::as_i64(idea);
    comments::table.filter(
        comments::idea_id
            .is_not_null()
            .and(comments::idea_id.assume_not_null().eq(id))
            .and(one_of(comments::audience, words)),
    )
}

/// The first comments of an idea's threads, the thread with the last word first.
pub(super) fn list_threads(
    conn: &mut Conn,
    idea: IdeaId,
    audiences: &[CommentAudience],
    limit: i64,
    offset: i64,
) -> Result<Vec<Comment>> {
    of_idea(idea, audiences)
        .filter(comments::thread_id.eq(comments::id))
        .order((comments::active_at.desc(), comments::id.desc()))
        .limit(limit)
        .offset(offset)
        .select(Comment::as_select())
        .load(conn)
}

/// How many threads an idea has.
pub(super) fn count_threads(conn: &mut Conn, idea: IdeaId, audiences: &[CommentAudience]) -> Result<i64> {
    of_idea(idea, audiences).filter(comments::thread_id.eq(comments::id)).count().get_result(conn)
}

/// How many comments of an idea can be read.
pub(super) fn count_read(conn: &mut Conn, idea: IdeaId, audiences: &[CommentAudience]) -> Result<i64> {
    of_idea(idea, audiences)
        .filter(comments::withdrawn_at.is_null().and(comments::hidden_at.is_null()))
        .count()
        .get_result(conn)
}

/// How many threads come before one in the order of [`list_threads`].
pub(super) fn count_before(
    conn: &mut Conn,
    idea: IdeaId,
    audiences: &[CommentAudience],
    thread: &Comment,
) -> Result<i64> {
    let is_later = comments::active_at
        .gt(thread.active_at)
        .or(comments::active_at.eq(thread.active_at).and(comments::id.gt(thread.id)));
    of_idea(idea, audiences)
        .filter(comments::thread_id.eq(comments::id).and(is_later))
        .count()
        .get_result(conn)
}

/// All comments of these threads, the oldest first.
pub(super) fn list_of_threads(
    conn: &mut Conn,
    threads: &[CommentId],
) -> Result<BTreeMap<CommentId, Vec<Comment>>> {
    let rows: Vec<Comment> =
        Comment::query().filter(one_of(comments::thread_id, threads)).order(comments::id).load(conn)?;
    let mut by_thread: BTreeMap<CommentId, Vec<Comment>> = BTreeMap::new();
    for comment in rows {
        by_thread.entry(comment.thread_id).or_default().push(comment);
    }
    Ok(by_thread)
}

/// The last comments of an idea that can be read, the newest first: who takes part.
pub(super) fn list_recent(
    conn: &mut Conn,
    idea: IdeaId,
    audiences: &[CommentAudience],
    limit: i64,
) -> Result<Vec<Comment>> {
    of_idea(idea, audiences)
        .filter(comments::withdrawn_at.is_null().and(comments::hidden_at.is_null()))
        .order(comments::id.desc())
        .limit(limit)
        .select(Comment::as_select())
        .load(conn)
}

/// What two people said to each other in a request for help, the oldest first.
pub(super) fn list_messages(conn: &mut Conn, help: HelpRequestId) -> Result<Vec<Comment>> {
    Comment::query().filter(comments::help_id.eq(help)).order(comments::id).load(conn)
}

/// What an account wrote, the oldest first.
pub(super) fn list_of_account(conn: &mut Conn, account: AccountId) -> Result<Vec<Comment>> {
    Comment::query().filter(comments::account_id.eq(account)).order(comments::id).load(conn)
}

/// The last comment of an account under an idea.
pub(super) fn last_of(conn: &mut Conn, account: AccountId, idea: IdeaId) -> Result<Option<Comment>> {
    Comment::query()
        .filter(comments::account_id.eq(account).and(comments::idea_id.eq(idea)))
        .order(comments::id.desc())
        .first(conn)
        .optional()
}

/// How many comments an account wrote since then.
pub(super) fn count_since(conn: &mut Conn, account: AccountId, since: Time) -> Result<i64> {
    comments::table
        .filter(comments::account_id.eq(account).and(comments::created_at.ge(since)))
        .count()
        .get_result(conn)
}

/// Leaves the words of an account without its name.
pub(super) fn forget_writer(conn: &mut Conn, account: AccountId) -> Result<()> {
    diesel::update(comments::table.filter(comments::account_id.eq(account)))
        .set((comments::account_id.eq(None::<AccountId>), comments::pseudonym.eq("")))
        .execute(conn)
        .map(drop)
}
