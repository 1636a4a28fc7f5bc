//! Ideas that speak of the same thing, or whose authors have the same trade: the machine proposes groups and says why,
//! people decide, and each author has the last word.
//!
//! Its invariant: what was accepted stays. A new run proposes anew for the ideas that still wait, and touches nothing
//! that anybody decided.

mod actions;
mod api;
mod engine;
mod jobs;
pub mod meaning;
mod moves;
pub mod pages;
mod progress;
mod rules;
mod store;
mod write;

pub use actions::{AcceptCluster, DismissCluster, RenameCluster, StartClustering, UndoDismiss};
pub use api::ClusteringApi;
pub use jobs::{ClusterIdeas, register};
pub use moves::MoveIdea;
pub use progress::{HowFar, Phase, how_far};
pub use rules::{Action, Axis, ClusterState, Failure, RunState, community_size, may};
pub use store::{
    Cluster, Clustering, Member, Neighbour, Orphan, count_proposed, find, find_cluster, latest,
    latest_proposed, shared_terms, terms_of,
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

/// The address of a proposal.
pub fn cluster_url(id: ClusterId) -> String {
    format!("/regroupements/{id}")
}
