//! What people made of a contest's last proposals: a new run keeps to it.

use std::collections::{BTreeMap, BTreeSet};

use super::rules::{Axis, ClusterState, Verdict};
use super::store::{self, Cluster, Clustering, Member};
use crate::db::Conn;
use crate::error::AppResult;
use crate::ids::{ClusterId, Id, IdeaId};
use crate::search::{Decisions, Document, Earlier};

/// The proposals before a run that nobody accepted, by axis and key.
pub struct Before(BTreeMap<(Axis, String), Kept>);

/// A proposal and its ideas, the most typical first.
pub struct Kept {
    /// The proposal.
    pub cluster: Cluster,
    /// Its ideas.
    pub members: Vec<Member>,
}

impl Kept {
    /// The ideas that people put here.
    pub fn pinned(&self) -> impl Iterator<Item = IdeaId> {
        self.members.iter().filter(|member| member.pinned).map(|member| member.idea_id)
    }
}

impl Before {
    /// The last proposals of the contest before this run.
    pub fn read(conn: &mut Conn, run: &Clustering) -> AppResult<Self> {
        let last = store::list_proposed(conn, run.contest_id)?.into_iter().find(|last| last.id < run.id);
        let Some(last) = last else { return Ok(Self(BTreeMap::new())) };
        let mut members: BTreeMap<ClusterId, Vec<Member>> = BTreeMap::new();
        for axis in Axis::ALL {
            for member in store::list_members_on(conn, last.id, axis)? {
                members.entry(member.cluster_id).or_default().push(member);
            }
        }
        let open = store::list_clusters(conn, last.id)?.into_iter();
        let kept = open.filter(|cluster| cluster.state != ClusterState::Accepted).map(|cluster| {
            let members = members.remove(&cluster.id).unwrap_or_default();
            ((cluster.axis, key(&cluster)), Kept { cluster, members })
        });
        Ok(Self(kept.collect()))
    }

    /// The proposal that a new one continues.
    pub fn of(&self, axis: Axis, key: &str) -> Option<&Kept> {
        self.0.get(&(axis, key.to_owned()))
    }

    /// Ideas that people put into a community by trade are taken for that trade, whatever title was typed.
    pub fn assign_trades(&self, documents: &mut [Document]) {
        let communities = self.0.iter().filter(|((axis, _), _)| *axis == Axis::Trade);
        let pinned: BTreeMap<u64, &String> = communities
            .flat_map(|((_, key), kept)| kept.pinned().map(move |idea| (document_id(idea), key)))
            .collect();
        for document in documents {
            if let Some(trade) = pinned.get(&document.id) {
                document.trade = Some((*trade).clone());
            }
        }
    }
}

/// What a run keeps to.
pub fn decisions(conn: &mut Conn, run: &Clustering, before: &Before) -> AppResult<Decisions> {
    let themes = before.0.iter().filter(|((axis, _), _)| *axis == Axis::Theme);
    let earlier = themes.map(|((_, key), kept)| Earlier {
        key: key.clone(),
        members: kept.members.iter().map(|member| document_id(member.idea_id)).collect(),
        pinned: kept.pinned().map(document_id).collect(),
        locked: kept.cluster.locked,
    });
    let mut decisions = Decisions { earlier: earlier.collect(), ..Decisions::default() };
    for pair in store::list_decided(conn, run.contest_id)? {
        let ids = (document_id(pair.first_id), document_id(pair.second_id));
        match pair.verdict {
            Verdict::Same => decisions.together.push(ids),
            Verdict::Apart => decisions.apart.push(ids),
            Verdict::Near | Verdict::Different => {}
        }
    }
    Ok(decisions)
}

/// The ideas of a proposal that people put there before, among those that are in it again.
pub fn pinned_again(before: Option<&Kept>, ideas: impl Iterator<Item = IdeaId>) -> BTreeSet<IdeaId> {
    let pinned: BTreeSet<IdeaId> = before.into_iter().flat_map(Kept::pinned).collect();
    ideas.filter(|idea| pinned.contains(idea)).collect()
}

fn document_id(idea: IdeaId) -> u64 {
    idea.as_i64() as u64
}

/// A proposal made before there were keys is known by its place.
fn key(cluster: &Cluster) -> String {
    match (cluster.key.as_str(), cluster.axis) {
        ("", Axis::Theme) => format!("c{}", cluster.position + 1),
        ("", Axis::Trade) => cluster.label.clone(),
        (key, _) => key.to_owned(),
    }
}
