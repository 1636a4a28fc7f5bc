//! What a run of the clustering says.

use serde::Serialize;

use super::{Changes, Consensus};

/// The settings that were used, published so that anyone can run the same again.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Parameters {
    /// How the documents were read.
    pub consensus: Consensus,
    /// [`ClusterOptions::clusters`](super::ClusterOptions::clusters)
    pub clusters: Option<usize>,
    /// [`ClusterOptions::smallest`](super::ClusterOptions::smallest)
    pub smallest: usize,
    /// Whether vectors of a language model were compared beside the words.
    pub vectors: bool,
}

/// Documents grouped by theme.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Clustering {
    /// [`ClusterOptions::seed`](super::ClusterOptions::seed)
    pub seed: u64,
    /// How the result was reached.
    pub parameters: Parameters,
    /// The largest first.
    pub clusters: Vec<Cluster>,
    /// The documents that belong nowhere, in the order given.
    pub orphans: Vec<Orphan>,
    /// What is different from [`Decisions::earlier`](super::Decisions::earlier); nothing after a first run.
    pub changes: Changes,
    /// Decisions that contradict others and were not followed: pairs of [`Document::id`](crate::Document::id), twice
    /// the same for a document that is pinned to two clusters.
    pub refused: Vec<(u64, u64)>,
}

/// A theme.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Cluster {
    /// Its name in this result: `c1`, `c2`, …
    pub key: String,
    /// A proposed name for people, made of its most distinctive terms.
    pub label: String,
    /// What sets it apart from the others, the most distinctive first.
    pub terms: Vec<DistinctiveTerm>,
    /// The most typical first.
    pub members: Vec<Member>,
    /// Mean similarity of its members to its centre, from 0 (nothing shared) to 1 (all alike).
    pub cohesion: f32,
    /// How much of it comes back when a part of the documents is left out, from 0 to 1; 1 for a locked one.
    pub stability: f32,
    /// The [`Document::id`](crate::Document::id) of the member nearest to its centre.
    pub representative: u64,
    /// Whether people locked it: its members were given.
    pub locked: bool,
    /// A finer level, when asked for and when there is one. A member may be in none of them.
    pub parts: Vec<Part>,
}

/// A finer theme within a cluster.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Part {
    /// The key of the cluster, a dot, a number: `c1.2`.
    pub key: String,
    /// A proposed name: what sets it apart from the rest of the cluster.
    pub label: String,
    /// What sets it apart from the rest of the cluster, the most distinctive first.
    pub terms: Vec<DistinctiveTerm>,
    /// [`Document::id`](crate::Document::id) of its members, the most typical first.
    pub members: Vec<u64>,
}

/// A term as people write it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DistinctiveTerm {
    /// One word or two, with accents.
    pub surface: String,
    /// How much it sets the cluster apart; 1 for its first term.
    pub weight: f32,
}

/// A document in its cluster.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Member {
    /// [`Document::id`](crate::Document::id)
    pub id: u64,
    /// Similarity to the centre of the cluster, from 0 to 1.
    pub score: f32,
    /// In what part of the readings it was with the bulk of its cluster, from 0 to 1; 1 in a locked one.
    pub stability: f32,
    /// The words that hold it there, the strongest first.
    pub shared_terms: Vec<String>,
    /// Its nearest documents of the same cluster, with their similarity.
    pub neighbours: Vec<(u64, f32)>,
    /// The cluster it would be in otherwise, and how much further that is.
    pub second_best: Option<SecondBest>,
}

/// The next cluster of a member.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SecondBest {
    /// [`Cluster::key`]
    pub key: String,
    /// [`Member::score`] less the similarity to that cluster's centre; small or negative when the place is doubtful.
    pub margin: f32,
}

/// A document outside every cluster.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Orphan {
    /// [`Document::id`](crate::Document::id)
    pub id: u64,
    /// The cluster with the nearest centre and its similarity, when anything is shared at all.
    pub nearest: Option<(String, f32)>,
    /// The nearest documents with their similarity.
    pub neighbours: Vec<(u64, f32)>,
}
