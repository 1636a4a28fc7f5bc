//! Who is asked to be an author, too; and what authors answered to the questions of a contest.

use diesel::dsl::max;
use diesel::prelude::*;

use crate::clock::Time;
use crate::db::schema::{coauthor_invitations, idea_answers, idea_authors};
use crate::db::{AnyConnection, Conn, Result, one_of};
use crate::ideas::rules::CoAuthorState;
use crate::ids::{AccountId, CoAuthorInvitationId, IdeaId, QuestionId};

/// A question to somebody whether they will be an author, too.
#[derive(Debug, Clone, PartialEq, Eq, HasQuery, Insertable)]
#[diesel(table_name = coauthor_invitations, check_for_backend(diesel::pg::Pg, diesel::sqlite::Sqlite))]
pub struct CoAuthorInvitation {
    /// Its id.
    pub id: CoAuthorInvitationId,
    /// Of which idea.
    pub idea_id: IdeaId,
    /// Who is asked.
    pub account_id: AccountId,
    /// Who asks.
    pub invited_by: Option<AccountId>,
    /// Whether it was answered.
    pub state: CoAuthorState,
    /// When it was asked.
    pub created_at: Time,
    /// When it was answered.
    pub answered_at: Option<Time>,
}

/// The question, if it exists.
pub(in crate::ideas) fn find_coauthor_invitation(
    conn: &mut Conn,
    id: CoAuthorInvitationId,
) -> Result<Option<CoAuthorInvitation>> {
    CoAuthorInvitation::query().filter(coauthor_invitations::id.eq(id)).first(conn).optional()
}

/// The questions about an idea that wait for their answer.
pub(in crate::ideas) fn list_invited(conn: &mut Conn, idea: IdeaId) -> Result<Vec<CoAuthorInvitation>> {
    CoAuthorInvitation::query()
        .filter(coauthor_invitations::idea_id.eq(idea))
        .filter(coauthor_invitations::state.eq(CoAuthorState::Sent))
        .order(coauthor_invitations::id)
        .load(conn)
}

/// The questions that wait for this person's answer.
pub fn coauthor_invitations_of(conn: &mut Conn, account: AccountId) -> Result<Vec<CoAuthorInvitation>> {
    CoAuthorInvitation::query()
        .filter(coauthor_invitations::account_id.eq(account))
        .filter(coauthor_invitations::state.eq(CoAuthorState::Sent))
        .order(coauthor_invitations::id)
        .load(conn)
}

/// These questions, to this person.
pub(in crate::ideas) fn list_coauthor_invitations(
    conn: &mut Conn,
    account: AccountId,
    ids: &[CoAuthorInvitationId],
) -> Result<Vec<CoAuthorInvitation>> {
    CoAuthorInvitation::query()
        .filter(coauthor_invitations::account_id.eq(account).and(one_of(coauthor_invitations::id, ids)))
        .load(conn)
}

/// Writes a question down; says whether this person had not been asked yet.
pub(in crate::ideas) fn insert_coauthor_invitation(
    conn: &mut Conn,
    invitation: &CoAuthorInvitation,
) -> Result<bool> {
    let insert = diesel::insert_into(coauthor_invitations::table).values(invitation).on_conflict_do_nothing();
    let inserted = match conn {
        AnyConnection::Pg(pg) => insert.execute(pg)?,
        AnyConnection::Sqlite(sqlite) => insert.execute(sqlite)?,
    };
    Ok(inserted == 1)
}

/// Answers a question that waits; says whether it did.
pub(in crate::ideas) fn answer_coauthor_invitation(
    conn: &mut Conn,
    id: CoAuthorInvitationId,
    state: CoAuthorState,
    at: Time,
) -> Result<bool> {
    let waiting = coauthor_invitations::table
        .filter(coauthor_invitations::id.eq(id).and(coauthor_invitations::state.eq(CoAuthorState::Sent)));
    let answered = diesel::update(waiting)
        .set((coauthor_invitations::state.eq(state), coauthor_invitations::answered_at.eq(at)))
        .execute(conn)?;
    Ok(answered == 1)
}

/// Takes back a question that waits; says whether it did.
pub(in crate::ideas) fn withdraw_coauthor_invitation(
    conn: &mut Conn,
    idea: IdeaId,
    account: AccountId,
    at: Time,
) -> Result<bool> {
    let waiting = coauthor_invitations::table
        .filter(coauthor_invitations::idea_id.eq(idea).and(coauthor_invitations::account_id.eq(account)))
        .filter(coauthor_invitations::state.eq(CoAuthorState::Sent));
    let withdrawn = diesel::update(waiting)
        .set((
            coauthor_invitations::state.eq(CoAuthorState::Withdrawn),
            coauthor_invitations::answered_at.eq(at),
        ))
        .execute(conn)?;
    Ok(withdrawn == 1)
}

/// The place behind the last author.
pub(in crate::ideas) fn next_position(conn: &mut Conn, idea: IdeaId) -> Result<i32> {
    let last: Option<i32> = idea_authors::table
        .filter(idea_authors::idea_id.eq(idea))
        .select(max(idea_authors::position))
        .first(conn)?;
    Ok(last.map_or(0, |last| last + 1))
}

/// Takes an author off.
pub(in crate::ideas) fn delete_author(conn: &mut Conn, idea: IdeaId, account: AccountId) -> Result<()> {
    let theirs =
        idea_authors::table.filter(idea_authors::idea_id.eq(idea).and(idea_authors::account_id.eq(account)));
    diesel::delete(theirs).execute(conn).map(drop)
}

/// Writes an idea's answers down, in place of those before.
pub(in crate::ideas) fn set_answers(
    conn: &mut Conn,
    idea: IdeaId,
    answers: &[(QuestionId, Vec<String>)],
) -> Result<()> {
    diesel::delete(idea_answers::table.filter(idea_answers::idea_id.eq(idea))).execute(conn)?;
    for (question, answer) in answers {
        diesel::insert_into(idea_answers::table)
            .values((
                idea_answers::idea_id.eq(idea),
                idea_answers::question_id.eq(question),
                idea_answers::answer.eq(serde_json::json!(answer).to_string()),
            ))
            .execute(conn)?;
    }
    Ok(())
}

/// What its author answered, by the questions' order of making.
pub fn answers_of(conn: &mut Conn, idea: IdeaId) -> Result<Vec<(QuestionId, Vec<String>)>> {
    let rows: Vec<(QuestionId, String)> = idea_answers::table
        .filter(idea_answers::idea_id.eq(idea))
        .order(idea_answers::question_id)
        .select((idea_answers::question_id, idea_answers::answer))
        .load(conn)?;
    let read = |(question, answer): (QuestionId, String)| {
        (question, serde_json::from_str(&answer).unwrap_or_default())
    };
    Ok(rows.into_iter().map(read).collect())
}
