//! Mini-labs and communities in the database. What somebody may see is part of the query.

mod invitations;
mod members;

pub use invitations::{Invitation, PendingInvitation, invitations_of_idea, pending_invitations};
pub(super) use invitations::{
    find_invitation, insert_invitation, is_invited, list_answers, list_waiting, set_answer, set_joined,
};
pub(super) use members::{ALREADY_MEMBER, delete_member, insert_member, set_role};
pub use members::{Member, count_members, counts_of_members, is_member, list_members, role_of};

use std::collections::{BTreeMap, BTreeSet};

use diesel::prelude::*;

use super::rules::{self, Action, MiniLabKind};
use crate::accounts::Actor;
use crate::audience::Audience;
use crate::clock::Time;
use crate::db::schema::{cluster_members, clusters, ideas, memberships, minilabs};
use crate::db::{Conn, OnUnique, Result, one_of};
use crate::error::{AppError, AppResult};
use crate::ids::{AccountId, ContestId, IdeaId, MiniLabId};

/// A thematic mini-lab or a trade community.
#[derive(Debug, Clone, PartialEq, Eq, HasQuery, Insertable)]
#[diesel(table_name = minilabs, check_for_backend(diesel::pg::Pg, diesel::sqlite::Sqlite))]
pub struct MiniLab {
    /// Its id.
    pub id: MiniLabId,
    /// The readable end of its address.
    pub slug: String,
    /// What brings its people together.
    pub kind: MiniLabKind,
    /// Its name.
    pub title: String,
    /// What it is for.
    pub purpose: String,
    /// Who may see and join it.
    pub audience: Audience,
    /// The contest its ideas come from.
    pub contest_id: ContestId,
    /// Who opened it.
    pub created_by: Option<AccountId>,
    /// When.
    pub created_at: Time,
}

impl MiniLab {
    /// Whether an actor may do this with it: by the rules for all, or because they run it or its contest.
    pub fn allows(&self, actor: &Actor, action: Action) -> bool {
        rules::may(&actor.within_minilab(self.id, self.contest_id), action, self.audience)
    }
}

/// Those that an actor may see, and those that they run.
#[diesel::dsl::auto_type(no_type_alias)]
fn visible_to(actor: &Actor) -> _ {
    let audiences: Vec<&'static str> = actor.audiences();
    let (own, of_contests): (Vec<MiniLabId>, Vec<ContestId>) = (actor.minilabs(), actor.contests());
    minilabs::table.filter(
        one_of(minilabs::audience, audiences)
            .or(one_of(minilabs::id, own))
            .or(one_of(minilabs::contest_id, of_contests)),
    )
}

/// The mini-lab of an id, whoever asks.
pub fn find(conn: &mut Conn, id: MiniLabId) -> Result<Option<MiniLab>> {
    MiniLab::query().filter(minilabs::id.eq(id)).first(conn).optional()
}

/// The mini-lab of an address, if the actor may see it.
pub fn find_by_slug(conn: &mut Conn, actor: &Actor, slug: &str) -> Result<Option<MiniLab>> {
    visible_to(actor).filter(minilabs::slug.eq(slug)).select(MiniLab::as_select()).first(conn).optional()
}

/// Those that an actor may see, by title.
pub fn list(conn: &mut Conn, actor: &Actor) -> Result<Vec<MiniLab>> {
    visible_to(actor).order((minilabs::title, minilabs::id)).select(MiniLab::as_select()).load(conn)
}

/// Those that an account is a member of, the last joined first.
pub fn list_of_account(conn: &mut Conn, account: AccountId) -> Result<Vec<MiniLab>> {
    minilabs::table
        .inner_join(memberships::table.on(memberships::minilab_id.eq(minilabs::id)))
        .filter(memberships::account_id.eq(account))
        .order(memberships::joined_at.desc())
        .select(MiniLab::as_select())
        .load(conn)
}

/// Those whose ideas come from a contest, if the actor may see them, by title.
pub fn list_of_contest(conn: &mut Conn, actor: &Actor, contest: ContestId) -> Result<Vec<MiniLab>> {
    visible_to(actor)
        .filter(minilabs::contest_id.eq(contest))
        .order((minilabs::title, minilabs::id))
        .select(MiniLab::as_select())
        .load(conn)
}

/// The mini-labs of these ids, by id. The caller has checked who may see them.
pub fn list_by_ids(conn: &mut Conn, ids: &[MiniLabId]) -> Result<BTreeMap<MiniLabId, MiniLab>> {
    let mut found = BTreeMap::new();
    for some in ids.chunks(500) {
        let rows: Vec<MiniLab> = MiniLab::query().filter(one_of(minilabs::id, some)).load(conn)?;
        found.extend(rows.into_iter().map(|lab| (lab.id, lab)));
    }
    Ok(found)
}

/// The titles of mini-labs.
pub fn titles_of(conn: &mut Conn, ids: &[MiniLabId]) -> Result<BTreeMap<MiniLabId, String>> {
    Ok(list_by_ids(conn, ids)?.into_iter().map(|(id, lab)| (id, lab.title)).collect())
}

/// The ideas at work in each of these: those whose place it is, and those of the accepted group it was opened from.
/// An idea has one place, and its author may still be at work in a community too.
pub fn ideas_of(conn: &mut Conn, ids: &[MiniLabId]) -> Result<BTreeMap<MiniLabId, BTreeSet<IdeaId>>> {
    let mut found: BTreeMap<MiniLabId, BTreeSet<IdeaId>> = BTreeMap::new();
    for some in ids.chunks(500) {
        let placed: Vec<(Option<MiniLabId>, IdeaId)> = ideas::table
            .filter(one_of(ideas::minilab_id, some).and(ideas::state.eq("published")))
            .select((ideas::minilab_id, ideas::id))
            .load(conn)?;
        let grouped: Vec<(Option<MiniLabId>, IdeaId)> = cluster_members::table
            .inner_join(clusters::table.on(clusters::id.eq(cluster_members::cluster_id)))
            .inner_join(ideas::table.on(ideas::id.eq(cluster_members::idea_id)))
            .filter(one_of(clusters::minilab_id, some).and(ideas::state.eq("published")))
            .select((clusters::minilab_id, cluster_members::idea_id))
            .load(conn)?;
        for (lab, idea) in placed.into_iter().chain(grouped) {
            if let Some(lab) = lab {
                found.entry(lab).or_default().insert(idea);
            }
        }
    }
    Ok(found)
}

/// Whether an address is taken.
pub(super) fn is_slug_taken(conn: &mut Conn, slug: &str) -> Result<bool> {
    let taken = minilabs::table.filter(minilabs::slug.eq(slug));
    diesel::select(diesel::dsl::exists(taken)).get_result(conn)
}

/// Opens a mini-lab. Its address was free when it was chosen; who took it meanwhile on another connection wins.
pub(super) fn insert(conn: &mut Conn, lab: &MiniLab) -> AppResult<()> {
    let inserted = diesel::insert_into(minilabs::table).values(lab).execute(conn);
    inserted.on_unique(|| AppError::Refused("slug-taken")).map(drop)
}
