//! Themes nobody named beforehand: documents that speak of the same thing, and why each is where it is.
//!
//! Terms are weighted (BM25), each document is joined to its nearest ones, and communities are sought in that
//! graph. The same documents with the same seed give the same result on any machine.

mod centres;
mod communities;
mod consensus;
mod explain;
mod features;
mod graph;
mod leiden;
pub(crate) mod nearest;
mod random;
mod repeats;
mod stable;

use std::sync::Arc;

use serde::Serialize;

use crate::corpus::Corpus;
use crate::{Document, Error, Language, Result, Tables};

pub use consensus::Consensus;
use features::Features;
use repeats::Repeats;
pub use stable::{Changes, Earlier, Move};

/// How many neighbours of each document are looked at.
const CANDIDATES: usize = 40;
/// How many readings the consensus is made of.
const RUNS: usize = 20;
/// Above this many documents the readings are fewer: a large graph varies less from one to the next.
const MANY: usize = 5_000;

/// What to do and what to tell while doing it.
pub struct ClusterOptions<'a> {
    /// About how many clusters are wanted; `None` to let the documents decide.
    pub clusters: Option<usize>,
    /// The same seed gives the same clusters.
    pub seed: u64,
    /// The language of the documents that do not say theirs.
    pub language: Language,
    /// A cluster of fewer members is no cluster: they become orphans.
    pub smallest: usize,
    /// What words are about, and which say nothing.
    pub tables: Arc<Tables>,
    /// Called with the part done, from 0 to 1; returning `false` stops the work.
    pub progress: &'a dyn Fn(f32) -> bool,
}

impl Default for ClusterOptions<'_> {
    fn default() -> Self {
        Self {
            clusters: None,
            seed: 1,
            language: Language::French,
            smallest: 3,
            tables: Tables::builtin(),
            progress: &|_| true,
        }
    }
}

/// The settings that were used, published so that anyone can run the same again.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Parameters {
    /// How the documents were read.
    pub consensus: Consensus,
    /// [`ClusterOptions::clusters`]
    pub clusters: Option<usize>,
    /// [`ClusterOptions::smallest`]
    pub smallest: usize,
}

/// Documents grouped by theme.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Clustering {
    /// [`ClusterOptions::seed`]
    pub seed: u64,
    /// How the result was reached.
    pub parameters: Parameters,
    /// The largest first.
    pub clusters: Vec<Cluster>,
    /// The documents that belong nowhere, in the order given.
    pub orphans: Vec<Orphan>,
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
    /// The [`Document::id`] of the member nearest to its centre.
    pub representative: u64,
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
    /// [`Document::id`]
    pub id: u64,
    /// Similarity to the centre of the cluster, from 0 to 1.
    pub score: f32,
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
    /// [`Document::id`]
    pub id: u64,
    /// The cluster with the nearest centre and its similarity, when anything is shared at all.
    pub nearest: Option<(String, f32)>,
    /// The nearest documents with their similarity.
    pub neighbours: Vec<(u64, f32)>,
}

/// Groups documents by theme. Any set is a valid one: an empty one gives an empty result.
///
/// # Errors
/// [`Error::Cancelled`] when the progress callback said so, [`Error::Invalid`] for zero wanted clusters.
pub fn cluster(documents: &[Document], options: &ClusterOptions<'_>) -> Result<Clustering> {
    if options.clusters == Some(0) {
        return Err(Error::Invalid("the number of clusters must be at least 1".into()));
    }
    let step = |part: f32| if (options.progress)(part) { Ok(()) } else { Err(Error::Cancelled) };
    step(0.0)?;
    let corpus = Corpus::new(documents, options.language, &options.tables);
    step(0.2)?;
    let features = Features::new(&corpus);
    let repeats = Repeats::new(&features.rows);
    let near = nearest::nearest(&repeats.distinct, CANDIDATES);
    step(0.4)?;
    let how = settings(near.len());
    let readings = consensus::readings(&near, options.seed, &how);
    step(0.8)?;
    let graph = consensus::agreement(&near, &readings, &how);
    let communities = communities::communities(&graph, &repeats, options);
    let (labels, near) = (repeats.labels(&communities), repeats.neighbours(&near));
    step(0.9)?;
    let parameters =
        Parameters { clusters: options.clusters, smallest: options.smallest.max(1), consensus: how };
    let facts = explain::Facts { documents, corpus: &corpus, rows: &features.rows, near: &near };
    let result = explain::explain(&facts, &labels, options, parameters);
    step(1.0)?;
    Ok(result)
}

/// What paid on every set that was tried, from 190 to 1,200 documents. Few documents have few neighbours.
fn settings(documents: usize) -> Consensus {
    let few = documents / 8;
    Consensus {
        runs: (RUNS * MANY / documents.max(MANY)).max(4),
        neighbours: (few.clamp(3, 10), few.clamp(5, 30)),
        resolution: (0.8, 1.3),
        noise: 0.3,
        power: 3,
        chance: 0.1,
    }
}
