//! Proposals.

use std::collections::BTreeMap;

use diesel::dsl::max;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use crate::clustering::rules::{Axis, ClusterState, RunState};
use crate::db::schema::{clusterings, clusters};
use crate::db::{Conn, Result, one_of};
use crate::ids::{ClusterId, ClusteringId, IdeaId, MiniLabId};

/// A proposal: ideas that belong together.
#[derive(Debug, Clone, PartialEq, HasQuery, Insertable)]
#[diesel(table_name = clusters, check_for_backend(diesel::pg::Pg, diesel::sqlite::Sqlite))]
pub struct Cluster {
    /// Its id.
    pub id: ClusterId,
    /// The run that proposed it.
    pub clustering_id: ClusteringId,
    /// What brings its ideas together.
    pub axis: Axis,
    /// Its place among those of its axis, from 0.
    pub position: i32,
    /// Its name: the machine's, then the team's.
    pub label: String,
    /// What sets it apart, one term a line; see [`Cluster::terms`].
    pub terms: String,
    /// Mean likeness of its ideas to its centre, from 0 to 1.
    pub cohesion: f64,
    /// Its most typical idea.
    pub representative_id: Option<IdeaId>,
    /// Where it stands.
    pub state: ClusterState,
    /// What was opened from it.
    pub minilab_id: Option<MiniLabId>,
    /// Its name among the runs of a contest, by which the next run knows it again.
    pub key: String,
    /// How much of it comes back when some ideas are left out, from 0 to 1.
    pub stability: Option<f64>,
    /// Finer groups within it, as JSON; see [`Cluster::parts`].
    pub parts: String,
    /// Whether a person gave it its name, which the next run keeps.
    pub named: bool,
    /// Whether the next run leaves it exactly as it is.
    pub locked: bool,
}

/// A finer group within a proposal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// What sets it apart.
    pub label: String,
    /// Its ideas.
    pub ideas: Vec<IdeaId>,
}

impl Cluster {
    /// Finer groups within it, the largest first.
    pub fn parts(&self) -> Vec<Part> {
        serde_json::from_str(&self.parts).unwrap_or_default()
    }

    /// What sets it apart, the most telling first.
    pub fn terms(&self) -> Vec<String> {
        self.terms.lines().map(str::to_owned).collect()
    }
}

/// A proposal, if there is one.
pub fn find_cluster(conn: &mut Conn, id: ClusterId) -> Result<Option<Cluster>> {
    Cluster::query().filter(clusters::id.eq(id)).first(conn).optional()
}

/// How many proposals of each contest's last run wait for a decision.
pub fn count_proposed(conn: &mut Conn) -> Result<i64> {
    let last: Vec<Option<ClusteringId>> = clusterings::table
        .filter(clusterings::state.eq(RunState::Proposed))
        .group_by(clusterings::contest_id)
        .select(max(clusterings::id))
        .load(conn)?;
    let last: Vec<ClusteringId> = last.into_iter().flatten().collect();
    clusters::table
        .filter(clusters::clustering_id.eq_any(last).and(clusters::state.eq(ClusterState::Proposed)))
        .count()
        .get_result(conn)
}

/// What sets the groups apart from which these mini-labs were opened.
pub fn terms_of(conn: &mut Conn, minilabs: &[MiniLabId]) -> Result<BTreeMap<MiniLabId, Vec<String>>> {
    let mut terms = BTreeMap::new();
    for some in minilabs.chunks(500) {
        let rows: Vec<Cluster> = Cluster::query().filter(one_of(clusters::minilab_id, some)).load(conn)?;
        terms.extend(rows.into_iter().filter_map(|cluster| Some((cluster.minilab_id?, cluster.terms()))));
    }
    Ok(terms)
}

/// The proposals of a run, by axis and place.
pub(in crate::clustering) fn list_clusters(conn: &mut Conn, run: ClusteringId) -> Result<Vec<Cluster>> {
    Cluster::query()
        .filter(clusters::clustering_id.eq(run))
        .order((clusters::axis, clusters::position, clusters::id))
        .load(conn)
}

/// Proposals by id.
pub(in crate::clustering) fn list_clusters_by_ids(
    conn: &mut Conn,
    ids: &[ClusterId],
) -> Result<BTreeMap<ClusterId, Cluster>> {
    let rows: Vec<Cluster> = Cluster::query().filter(one_of(clusters::id, ids)).load(conn)?;
    Ok(rows.into_iter().map(|cluster| (cluster.id, cluster)).collect())
}

/// Writes a proposal down.
pub(in crate::clustering) fn insert_cluster(conn: &mut Conn, cluster: &Cluster) -> Result<()> {
    diesel::insert_into(clusters::table).values(cluster).execute(conn).map(drop)
}

/// Takes back what a run proposed and nobody accepted.
pub(in crate::clustering) fn delete_proposals(conn: &mut Conn, run: ClusteringId) -> Result<()> {
    let open = clusters::table.filter(clusters::clustering_id.eq(run).and(clusters::minilab_id.is_null()));
    diesel::delete(open).execute(conn).map(drop)
}

/// Gives a proposal another name; says whether it was still open.
pub(in crate::clustering) fn set_label(conn: &mut Conn, id: ClusterId, label: &str) -> Result<bool> {
    let open = clusters::table.filter(clusters::id.eq(id).and(clusters::state.ne(ClusterState::Accepted)));
    let changes = (clusters::label.eq(label), clusters::named.eq(true));
    Ok(diesel::update(open).set(changes).execute(conn)? == 1)
}

/// Has the next run leave a proposal as it is, or not; says whether it was still open.
pub(in crate::clustering) fn set_locked(conn: &mut Conn, id: ClusterId, locked: bool) -> Result<bool> {
    let open = clusters::table.filter(clusters::id.eq(id).and(clusters::state.eq(ClusterState::Proposed)));
    Ok(diesel::update(open).set(clusters::locked.eq(locked)).execute(conn)? == 1)
}

/// Moves a proposal on; says whether it still stood where the move began.
pub(in crate::clustering) fn set_cluster_state(
    conn: &mut Conn,
    id: ClusterId,
    from: ClusterState,
    to: ClusterState,
) -> Result<bool> {
    let standing = clusters::table.filter(clusters::id.eq(id).and(clusters::state.eq(from)));
    Ok(diesel::update(standing).set(clusters::state.eq(to)).execute(conn)? == 1)
}

/// Accepts a proposal as a mini-lab; says whether it was still open.
pub(in crate::clustering) fn accept(conn: &mut Conn, id: ClusterId, minilab: MiniLabId) -> Result<bool> {
    let open = clusters::table.filter(clusters::id.eq(id).and(clusters::state.eq(ClusterState::Proposed)));
    let accepted = diesel::update(open)
        .set((clusters::state.eq(ClusterState::Accepted), clusters::minilab_id.eq(minilab)))
        .execute(conn)?;
    Ok(accepted == 1)
}
