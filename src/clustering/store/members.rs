//! The ideas in proposals, and those that belong nowhere.

use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use crate::clustering::rules::{Axis, ClusterState};
use crate::db::schema::{cluster_members, cluster_orphans, clusterings, clusters};
use crate::db::{Conn, Result};
use crate::ids::{ClusterId, ClusteringId, ContestId, IdeaId, MiniLabId};

/// An idea in a proposal, and why it is there.
#[derive(Debug, Clone, PartialEq, HasQuery, Insertable)]
#[diesel(table_name = cluster_members, check_for_backend(diesel::pg::Pg, diesel::sqlite::Sqlite))]
pub struct Member {
    /// The proposal.
    pub cluster_id: ClusterId,
    /// The idea.
    pub idea_id: IdeaId,
    /// Likeness to the centre, from 0 to 1; 0 for an idea that a person put here.
    pub score: f64,
    /// The words that hold it there, one a line; none for an idea that a person put here.
    pub shared_terms: String,
    /// Its nearest ideas in the same proposal; see [`Member::neighbours`].
    pub neighbours: String,
    /// Where it would be otherwise.
    pub second_cluster_id: Option<ClusterId>,
    /// How much further that is; negative when it is nearer.
    pub second_margin: Option<f64>,
    /// Whether a person put it here: the next run leaves it here.
    pub pinned: bool,
    /// In what part of the machine's readings it was here, from 0 to 1.
    pub stability: Option<f64>,
}

/// A near idea and its likeness, from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Neighbour(pub IdeaId, pub f64);

impl Member {
    /// The words that hold it there, the strongest first.
    pub fn shared_terms(&self) -> Vec<String> {
        self.shared_terms.lines().map(str::to_owned).collect()
    }

    /// Its nearest ideas, the nearest first.
    pub fn neighbours(&self) -> Vec<Neighbour> {
        serde_json::from_str(&self.neighbours).unwrap_or_default()
    }

    /// Neighbours as the database keeps them.
    pub fn written(neighbours: &[Neighbour]) -> String {
        serde_json::json!(neighbours).to_string()
    }
}

/// An idea that belongs to no proposal of its run's themes.
#[derive(Debug, Clone, PartialEq, HasQuery, Insertable)]
#[diesel(table_name = cluster_orphans, check_for_backend(diesel::pg::Pg, diesel::sqlite::Sqlite))]
pub struct Orphan {
    /// The run.
    pub clustering_id: ClusteringId,
    /// The idea.
    pub idea_id: IdeaId,
    /// The nearest proposal, when anything is shared at all.
    pub nearest_cluster_id: Option<ClusterId>,
    /// Likeness to its centre.
    pub score: f64,
}

/// The ideas of a proposal, the most typical first.
pub(in crate::clustering) fn list_members(conn: &mut Conn, cluster: ClusterId) -> Result<Vec<Member>> {
    Member::query()
        .filter(cluster_members::cluster_id.eq(cluster))
        .order((cluster_members::score.desc(), cluster_members::idea_id))
        .load(conn)
}

/// The ideas of the proposals of a run on one axis with where they are, the most typical first.
pub(in crate::clustering) fn list_members_on(
    conn: &mut Conn,
    run: ClusteringId,
    axis: Axis,
) -> Result<Vec<Member>> {
    cluster_members::table
        .inner_join(clusters::table.on(clusters::id.eq(cluster_members::cluster_id)))
        .filter(clusters::clustering_id.eq(run).and(clusters::axis.eq(axis)))
        .order((cluster_members::score.desc(), cluster_members::idea_id))
        .select(Member::as_select())
        .load(conn)
}

/// The ideas of every proposal of a run.
pub(in crate::clustering) fn list_members_of(
    conn: &mut Conn,
    run: ClusteringId,
) -> Result<Vec<(ClusterId, IdeaId)>> {
    cluster_members::table
        .inner_join(clusters::table.on(clusters::id.eq(cluster_members::cluster_id)))
        .filter(clusters::clustering_id.eq(run))
        .select((cluster_members::cluster_id, cluster_members::idea_id))
        .load(conn)
}

/// The ideas of a run that belong nowhere, those that nearly do first.
pub(in crate::clustering) fn list_orphans(conn: &mut Conn, run: ClusteringId) -> Result<Vec<Orphan>> {
    Orphan::query()
        .filter(cluster_orphans::clustering_id.eq(run))
        .order((cluster_orphans::score.desc(), cluster_orphans::idea_id))
        .load(conn)
}

/// Where an idea is on one axis of a run.
pub(in crate::clustering) fn place_of(
    conn: &mut Conn,
    run: ClusteringId,
    axis: Axis,
    idea: IdeaId,
) -> Result<Option<Member>> {
    cluster_members::table
        .inner_join(clusters::table.on(clusters::id.eq(cluster_members::cluster_id)))
        .filter(clusters::clustering_id.eq(run).and(clusters::axis.eq(axis)))
        .filter(cluster_members::idea_id.eq(idea))
        .select(Member::as_select())
        .first(conn)
        .optional()
}

/// The ideas of a contest in accepted proposals of one axis, of all its runs.
pub(in crate::clustering) fn accepted_ideas(
    conn: &mut Conn,
    contest: ContestId,
    axis: Axis,
) -> Result<Vec<IdeaId>> {
    cluster_members::table
        .inner_join(clusters::table.on(clusters::id.eq(cluster_members::cluster_id)))
        .inner_join(clusterings::table.on(clusterings::id.eq(clusters::clustering_id)))
        .filter(clusterings::contest_id.eq(contest).and(clusters::axis.eq(axis)))
        .filter(clusters::state.eq(ClusterState::Accepted))
        .select(cluster_members::idea_id)
        .load(conn)
}

/// The words that brought an idea to the group from which a mini-lab was opened.
pub fn shared_terms(conn: &mut Conn, minilab: MiniLabId, idea: IdeaId) -> Result<Vec<String>> {
    let member: Option<Member> = cluster_members::table
        .inner_join(clusters::table.on(clusters::id.eq(cluster_members::cluster_id)))
        .filter(clusters::minilab_id.eq(minilab).and(cluster_members::idea_id.eq(idea)))
        .select(Member::as_select())
        .first(conn)
        .optional()?;
    Ok(member.map(|member| member.shared_terms()).unwrap_or_default())
}

/// Puts an idea into a proposal.
pub(in crate::clustering) fn insert_member(conn: &mut Conn, member: &Member) -> Result<()> {
    diesel::insert_into(cluster_members::table).values(member).execute(conn).map(drop)
}

/// Takes an idea out of a proposal; says whether it was there.
pub(in crate::clustering) fn delete_member(
    conn: &mut Conn,
    cluster: ClusterId,
    idea: IdeaId,
) -> Result<bool> {
    let there = cluster_members::table
        .filter(cluster_members::cluster_id.eq(cluster).and(cluster_members::idea_id.eq(idea)));
    Ok(diesel::delete(there).execute(conn)? == 1)
}

/// Notes that an idea belongs nowhere.
pub(in crate::clustering) fn insert_orphan(conn: &mut Conn, orphan: &Orphan) -> Result<()> {
    diesel::insert_into(cluster_orphans::table).values(orphan).execute(conn).map(drop)
}

/// An idea has found its place; answers where it nearly belonged before.
pub(in crate::clustering) fn delete_orphan(
    conn: &mut Conn,
    run: ClusteringId,
    idea: IdeaId,
) -> Result<Option<Orphan>> {
    let there = cluster_orphans::table
        .filter(cluster_orphans::clustering_id.eq(run).and(cluster_orphans::idea_id.eq(idea)));
    let orphan: Option<Orphan> = there.select(Orphan::as_select()).first(conn).optional()?;
    diesel::delete(there).execute(conn)?;
    Ok(orphan)
}
