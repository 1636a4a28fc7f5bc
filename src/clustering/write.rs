//! From what the machine proposes to rows.

use serde_json::json;

use super::engine::{Belonging, Group, Proposals};
use super::rules::{Axis, ClusterState};
use super::store::{self, Cluster, Member, Orphan};
use crate::audience::Audience;
use crate::error::AppResult;
use crate::ids::{ClusterId, ClusteringId};
use crate::transaction::Transaction;

/// Writes the proposals of a run over those it made before, and ends it. A run that is over already stays as it is.
///
/// # Errors
///
/// When the database refuses.
pub fn replace_proposals(
    tx: &mut Transaction<'_>,
    run: ClusteringId,
    ideas: i64,
    proposals: &Proposals,
) -> AppResult<()> {
    let now = tx.now();
    if !store::set_proposed(tx, run, ideas, now)? {
        return Ok(());
    }
    store::delete_proposals(tx, run)?;
    let ids: Vec<ClusterId> = proposals.groups.iter().map(|_| tx.new_id()).collect();
    let mut positions = [0, 0];
    for (&id, group) in ids.iter().zip(&proposals.groups) {
        let position = &mut positions[usize::from(group.axis == Axis::Trade)];
        store::insert_cluster(tx, &row(id, run, *position, group))?;
        *position += 1;
    }
    // After all clusters, since a member points to its second best.
    for (&id, group) in ids.iter().zip(&proposals.groups) {
        for member in &group.members {
            store::insert_member(tx, &member_row(id, member, &ids))?;
        }
    }
    for orphan in &proposals.orphans {
        let orphan = Orphan {
            clustering_id: run,
            idea_id: orphan.idea,
            nearest_cluster_id: orphan.nearest.and_then(|(place, _)| ids.get(place).copied()),
            score: orphan.nearest.map_or(0.0, |(_, score)| score),
        };
        store::delete_orphan(tx, run, orphan.idea_id)?;
        store::insert_orphan(tx, &orphan)?;
    }
    let data = json!({ "clusters": ids.len(), "orphans": proposals.orphans.len(), "ideas": ideas });
    tx.record(None, "clustering.proposed", run, Audience::Team, data);
    Ok(())
}

fn row(id: ClusterId, run: ClusteringId, position: i32, group: &Group) -> Cluster {
    Cluster {
        id,
        clustering_id: run,
        axis: group.axis,
        position,
        label: group.label.clone(),
        terms: lines(&group.terms),
        cohesion: group.cohesion,
        representative_id: group.representative,
        state: ClusterState::Proposed,
        minilab_id: None,
    }
}

fn member_row(cluster: ClusterId, member: &Belonging, ids: &[ClusterId]) -> Member {
    Member {
        cluster_id: cluster,
        idea_id: member.idea,
        score: member.score,
        shared_terms: lines(&member.shared_terms),
        neighbours: Member::written(&member.neighbours),
        second_cluster_id: member.second.and_then(|(place, _)| ids.get(place).copied()),
        second_margin: member.second.map(|(_, margin)| margin),
    }
}

/// One term a line: a job title is typed by people and may hold anything.
fn lines(terms: &[String]) -> String {
    terms
        .iter()
        .map(|term| term.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect::<Vec<_>>()
        .join("\n")
}
