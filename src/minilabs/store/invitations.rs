//! What asks authors whether their idea belongs where it was placed.

use diesel::prelude::*;

use crate::clock::Time;
use crate::db::schema::{ideas, invitations, minilabs};
use crate::db::{Conn, Result};
use crate::ids::{AccountId, IdeaId, InvitationId, MiniLabId};
use crate::minilabs::rules::{InvitationState, MiniLabKind};

/// An invitation: one idea, one of its authors, one mini-lab.
#[derive(Debug, Clone, PartialEq, Eq, HasQuery, Insertable)]
#[diesel(table_name = invitations, check_for_backend(diesel::pg::Pg, diesel::sqlite::Sqlite))]
pub struct Invitation {
    /// Its id.
    pub id: InvitationId,
    /// Where to.
    pub minilab_id: MiniLabId,
    /// Because of which idea.
    pub idea_id: IdeaId,
    /// Whom.
    pub account_id: AccountId,
    /// What they said.
    pub state: InvitationState,
    /// In which words; see `Wish`.
    pub answer: String,
    /// When it was sent.
    pub created_at: Time,
    /// When they last answered.
    pub answered_at: Option<Time>,
}

/// An invitation that waits, as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
#[diesel(check_for_backend(diesel::pg::Pg, diesel::sqlite::Sqlite))]
pub struct PendingInvitation {
    /// Its id.
    pub id: InvitationId,
    /// The idea.
    pub idea_id: IdeaId,
    /// Its title.
    pub idea_title: String,
    /// The mini-lab or community.
    pub minilab_id: MiniLabId,
    /// Its name.
    pub minilab_title: String,
    /// What it is.
    pub minilab_kind: MiniLabKind,
    /// Since when it waits.
    pub created_at: Time,
}

/// What waits for an answer of this account, the oldest first.
pub fn pending_invitations(conn: &mut Conn, account: AccountId) -> Result<Vec<PendingInvitation>> {
    invitations::table
        .inner_join(minilabs::table.on(minilabs::id.eq(invitations::minilab_id)))
        .inner_join(ideas::table.on(ideas::id.eq(invitations::idea_id)))
        .filter(invitations::account_id.eq(account).and(invitations::state.eq(InvitationState::Sent)))
        .order(invitations::id)
        .select((
            invitations::id,
            ideas::id,
            ideas::title,
            minilabs::id,
            minilabs::title,
            minilabs::kind,
            invitations::created_at,
        ))
        .load(conn)
}

/// The invitations of an idea's authors, oldest first.
pub fn invitations_of_idea(conn: &mut Conn, idea: IdeaId) -> Result<Vec<Invitation>> {
    Invitation::query().filter(invitations::idea_id.eq(idea)).order(invitations::id).load(conn)
}

/// An invitation, if it is this account's.
pub(in crate::minilabs) fn find_invitation(
    conn: &mut Conn,
    account: AccountId,
    id: InvitationId,
) -> Result<Option<Invitation>> {
    Invitation::query()
        .filter(invitations::id.eq(id).and(invitations::account_id.eq(account)))
        .first(conn)
        .optional()
}

/// The invitations to a mini-lab that wait for an answer.
pub(in crate::minilabs) fn list_waiting(conn: &mut Conn, minilab: MiniLabId) -> Result<Vec<Invitation>> {
    Invitation::query()
        .filter(invitations::minilab_id.eq(minilab).and(invitations::state.eq(InvitationState::Sent)))
        .order(invitations::id)
        .load(conn)
}

/// The answers to a mini-lab's invitations, the last given first.
pub(in crate::minilabs) fn list_answers(conn: &mut Conn, minilab: MiniLabId) -> Result<Vec<Invitation>> {
    Invitation::query()
        .filter(invitations::minilab_id.eq(minilab).and(invitations::state.ne(InvitationState::Sent)))
        .order((invitations::answered_at.desc(), invitations::id))
        .load(conn)
}

/// Whether this author was asked about this idea already.
pub(in crate::minilabs) fn is_invited(
    conn: &mut Conn,
    minilab: MiniLabId,
    idea: IdeaId,
    account: AccountId,
) -> Result<bool> {
    let same = invitations::table
        .filter(invitations::minilab_id.eq(minilab).and(invitations::idea_id.eq(idea)))
        .filter(invitations::account_id.eq(account));
    diesel::select(diesel::dsl::exists(same)).get_result(conn)
}

/// Writes an invitation down.
pub(in crate::minilabs) fn insert_invitation(conn: &mut Conn, invitation: &Invitation) -> Result<()> {
    diesel::insert_into(invitations::table).values(invitation).execute(conn).map(drop)
}

/// Notes an answer; says whether it is another one than before.
pub(in crate::minilabs) fn set_answer(
    conn: &mut Conn,
    id: InvitationId,
    state: InvitationState,
    answer: &str,
    at: Time,
) -> Result<bool> {
    let other = invitations::state.ne(state).or(invitations::answer.ne(answer));
    let changed = diesel::update(invitations::table.filter(invitations::id.eq(id).and(other)))
        .set((invitations::state.eq(state), invitations::answer.eq(answer), invitations::answered_at.eq(at)))
        .execute(conn)?;
    Ok(changed == 1)
}

/// Who joins a mini-lab by themselves has said yes to what still waits there; answers whether anything did.
pub(in crate::minilabs) fn set_joined(
    conn: &mut Conn,
    minilab: MiniLabId,
    account: AccountId,
    at: Time,
) -> Result<bool> {
    let waiting = invitations::table
        .filter(invitations::minilab_id.eq(minilab).and(invitations::account_id.eq(account)))
        .filter(invitations::state.eq(InvitationState::Sent));
    let answered = diesel::update(waiting)
        .set((invitations::state.eq(InvitationState::Accepted), invitations::answered_at.eq(at)))
        .execute(conn)?;
    Ok(answered > 0)
}
