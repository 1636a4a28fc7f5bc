//! Runs of the machine, their proposals and the ideas in them, in the database.

mod clusters;
mod members;
mod pairs;
mod vectors;

pub use clusters::{Cluster, Part, count_proposed, find_cluster, terms_of};
pub(super) use clusters::{
    accept, delete_proposals, insert_cluster, list_clusters, list_clusters_by_ids, set_cluster_state,
    set_label, set_locked,
};
pub use members::{Member, Neighbour, Orphan, shared_terms};
pub(super) use members::{
    accepted_ideas, delete_member, delete_orphan, insert_member, insert_orphan, list_members,
    list_members_of, list_members_on, list_orphans, place_of,
};
pub use pairs::{IdeaPair, count_near, find_pair};
pub(super) use pairs::{
    delete_apart, forget_near, insert_near, list_decided, list_pairs, put_apart, set_verdict,
};
pub(super) use vectors::{IdeaVector, delete_vectors, from_bytes, list_vectors, replace_vectors, to_bytes};

use diesel::prelude::*;

use super::rules::{Changes, Failure, Meaning, RunState};
use crate::clock::Time;
use crate::db::schema::clusterings;
use crate::db::{Conn, Result};
use crate::ids::{AccountId, ClusteringId, ContestId};

/// A run of the machine over a contest's ideas.
#[derive(Debug, Clone, PartialEq, Eq, HasQuery, Insertable)]
#[diesel(table_name = clusterings, check_for_backend(diesel::pg::Pg, diesel::sqlite::Sqlite))]
pub struct Clustering {
    /// Its id.
    pub id: ClusteringId,
    /// Whose ideas.
    pub contest_id: ContestId,
    /// How many clusters were asked for; as many as the ideas suggest when none.
    pub clusters_wanted: Option<i32>,
    /// The same ideas with the same seed give the same clusters.
    pub seed: i64,
    /// Where it stands.
    pub state: RunState,
    /// How many ideas it compared.
    pub ideas: i64,
    /// Why it came to nothing; see [`Failure`].
    pub failure: Option<String>,
    /// Who started it.
    pub created_by: Option<AccountId>,
    /// When.
    pub created_at: Time,
    /// When it ended.
    pub finished_at: Option<Time>,
    /// From how many ideas of one trade a community is proposed; a share of the ideas when none is asked for.
    pub community_size: Option<i32>,
    /// What is otherwise than in the run before, as JSON; see [`Clustering::changes`].
    pub changes: String,
    /// Whether what ideas mean was compared too.
    pub meaning: Meaning,
}

impl Clustering {
    /// What is otherwise than in the run before.
    pub fn changes(&self) -> Changes {
        serde_json::from_str(&self.changes).unwrap_or_default()
    }
}

/// How a run ended.
pub struct Ending {
    /// Ideas compared.
    pub ideas: i64,
    /// What is otherwise than in the run before.
    pub changes: Changes,
    /// Whether what ideas mean was compared too.
    pub meaning: Meaning,
}

/// The run, if there is one.
pub fn find(conn: &mut Conn, id: ClusteringId) -> Result<Option<Clustering>> {
    Clustering::query().filter(clusterings::id.eq(id)).first(conn).optional()
}

/// A contest's last run.
pub fn latest(conn: &mut Conn, contest: ContestId) -> Result<Option<Clustering>> {
    Clustering::query()
        .filter(clusterings::contest_id.eq(contest))
        .order(clusterings::id.desc())
        .first(conn)
        .optional()
}

/// A contest's last run that came to proposals.
pub fn latest_proposed(conn: &mut Conn, contest: ContestId) -> Result<Option<Clustering>> {
    Ok(list_proposed(conn, contest)?.into_iter().next())
}

/// A contest's runs that came to proposals, the last first.
pub(super) fn list_proposed(conn: &mut Conn, contest: ContestId) -> Result<Vec<Clustering>> {
    Clustering::query()
        .filter(clusterings::contest_id.eq(contest).and(clusterings::state.eq(RunState::Proposed)))
        .order(clusterings::id.desc())
        .load(conn)
}

/// A contest's runs that are not over, the first started first.
pub(super) fn list_running(conn: &mut Conn, contest: ContestId) -> Result<Vec<Clustering>> {
    Clustering::query()
        .filter(clusterings::contest_id.eq(contest).and(clusterings::state.eq(RunState::Running)))
        .order(clusterings::id)
        .load(conn)
}

/// Begins a run.
pub(super) fn insert(conn: &mut Conn, run: &Clustering) -> Result<()> {
    diesel::insert_into(clusterings::table).values(run).execute(conn).map(drop)
}

/// Ends a run well; says whether it was not over.
pub(super) fn set_proposed(conn: &mut Conn, id: ClusteringId, ending: &Ending, at: Time) -> Result<bool> {
    let running =
        clusterings::table.filter(clusterings::id.eq(id).and(clusterings::state.eq(RunState::Running)));
    let ended = diesel::update(running)
        .set((
            clusterings::state.eq(RunState::Proposed),
            clusterings::ideas.eq(ending.ideas),
            clusterings::changes.eq(serde_json::json!(ending.changes).to_string()),
            clusterings::meaning.eq(ending.meaning),
            clusterings::finished_at.eq(at),
        ))
        .execute(conn)?;
    Ok(ended == 1)
}

/// Ends a run badly; says whether it was not over.
pub(super) fn set_failed(conn: &mut Conn, id: ClusteringId, failure: Failure, at: Time) -> Result<bool> {
    let running =
        clusterings::table.filter(clusterings::id.eq(id).and(clusterings::state.eq(RunState::Running)));
    let ended = diesel::update(running)
        .set((
            clusterings::state.eq(RunState::Failed),
            clusterings::failure.eq(failure.as_str()),
            clusterings::finished_at.eq(at),
        ))
        .execute(conn)?;
    Ok(ended == 1)
}

/// Takes a run away that has come to nothing yet.
pub(super) fn delete_running(conn: &mut Conn, id: ClusteringId) -> Result<()> {
    let running =
        clusterings::table.filter(clusterings::id.eq(id).and(clusterings::state.eq(RunState::Running)));
    diesel::delete(running).execute(conn).map(drop)
}
