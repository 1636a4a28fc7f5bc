//! Ideas that speak of the same thing, or whose authors have the same trade: the machine proposes groups and says why,
//! people decide, and each author has the last word.
//!
//! Its invariant: what was accepted stays. A new run proposes anew for the ideas that still wait, and touches nothing
//! that anybody decided.

mod actions;
mod api;
mod duplicates;
mod earlier;
mod engine;
mod jobs;
pub mod meaning;
mod moves;
pub mod pages;
mod progress;
mod rules;
mod store;
mod write;

pub use actions::{AcceptCluster, DismissCluster, LockCluster, RenameCluster, StartClustering, UndoDismiss};
pub use api::ClusteringApi;
pub use duplicates::{FindDuplicates, JudgePair, StartFindingDuplicates};
pub use jobs::{ClusterIdeas, register};
pub use moves::MoveIdea;
pub use progress::{HowFar, Phase, how_far};
pub use rules::{
    Action, Axis, Changes, ClusterState, Failure, Meaning, RunState, Verdict, community_size, may,
};
pub use store::{
    Cluster, Clustering, IdeaPair, Member, Neighbour, Orphan, Part, count_near, count_proposed, find,
    find_cluster, find_pair, latest, latest_proposed, shared_terms, terms_of,
};

use crate::ids::ClusterId;

/// The address from which a contest's ideas are grouped.
pub fn start_url(contest_slug: &str) -> String {
    format!("/concours/{contest_slug}/regroupement")
}

/// The address of a contest's last proposals.
pub fn proposals_url(contest_slug: &str) -> String {
    format!("/concours/{contest_slug}/regroupement/propositions")
}

/// The address of the pairs of a contest's ideas that ask for the same thing.
pub fn duplicates_url(contest_slug: &str) -> String {
    format!("/concours/{contest_slug}/doublons")
}

/// The address of a proposal.
pub fn cluster_url(id: ClusterId) -> String {
    format!("/regroupements/{id}")
}
