//! From what the machine proposes to rows.

use serde_json::json;

use super::earlier::{Before, Kept, pinned_again};
use super::engine::{Belonging, Group, Proposals};
use super::rules::{Axis, ClusterState, Meaning};
use super::store::{self, Cluster, Ending, Member, Orphan};
use crate::audience::Audience;
use crate::error::{AppError, AppResult};
use crate::ids::{ClusterId, ClusteringId};
use crate::transaction::Transaction;

/// What a run came to.
pub struct Computed {
    /// Ideas compared.
    pub ideas: i64,
    /// The proposals.
    pub proposals: Proposals,
    /// Whether what ideas mean was compared too.
    pub meaning: Meaning,
}

/// Writes the proposals of a run over those it made before, and ends it. A run that is over already stays as it is.
///
/// # Errors
///
/// When the database refuses.
pub fn replace_proposals(tx: &mut Transaction<'_>, run: ClusteringId, computed: &Computed) -> AppResult<()> {
    let (now, proposals) = (tx.now(), &computed.proposals);
    let ending = Ending { ideas: computed.ideas, changes: proposals.changes, meaning: computed.meaning };
    if !store::set_proposed(tx, run, &ending, now)? {
        return Ok(());
    }
    let this = store::find(tx, run)?.ok_or(AppError::NotFound)?;
    let before = Before::read(tx, &this)?;
    store::delete_proposals(tx, run)?;
    let ids: Vec<ClusterId> = proposals.groups.iter().map(|_| tx.new_id()).collect();
    let mut positions = [0, 0];
    for (&id, group) in ids.iter().zip(&proposals.groups) {
        let position = &mut positions[usize::from(group.axis == Axis::Trade)];
        let kept = before.of(group.axis, &group.key);
        store::insert_cluster(tx, &row(id, run, *position, group, kept))?;
        *position += 1;
    }
    // After all clusters, since a member points to its second best.
    for (&id, group) in ids.iter().zip(&proposals.groups) {
        let kept = before.of(group.axis, &group.key);
        let pinned = pinned_again(kept, group.members.iter().map(|member| member.idea));
        for member in &group.members {
            let row = member_row(id, member, &ids);
            store::insert_member(tx, &Member { pinned: pinned.contains(&member.idea), ..row })?;
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
    let data = json!({ "clusters": ids.len(), "orphans": proposals.orphans.len(), "ideas": computed.ideas });
    tx.record(None, "clustering.proposed", run, Audience::Team, data);
    Ok(())
}

/// A name that a person gave stays with the group.
fn row(id: ClusterId, run: ClusteringId, position: i32, group: &Group, kept: Option<&Kept>) -> Cluster {
    let named = kept.map(|kept| &kept.cluster).filter(|cluster| cluster.named);
    Cluster {
        id,
        clustering_id: run,
        axis: group.axis,
        position,
        label: named.map_or(&group.label, |cluster| &cluster.label).clone(),
        terms: lines(&group.terms),
        cohesion: group.cohesion,
        representative_id: group.representative,
        state: ClusterState::Proposed,
        minilab_id: None,
        key: group.key.clone(),
        stability: group.stability,
        parts: json!(group.parts).to_string(),
        named: named.is_some(),
        locked: group.locked,
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
        pinned: false,
        stability: member.stability,
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
