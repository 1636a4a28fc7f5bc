//! Themes nobody named beforehand: documents that speak of the same thing, and why each is where it is.
//!
//! Terms are weighted (BM25), each document is joined to its nearest ones, and communities are sought in that
//! graph. The same documents with the same seed and the same decisions give the same result on any machine.

mod centres;
mod communities;
mod consensus;
mod decisions;
mod explain;
mod features;
mod graph;
mod leiden;
pub(crate) mod nearest;
mod outcome;
mod parallel;
mod parts;
mod place;
mod random;
mod repeats;
mod stability;
mod stable;
mod vectors;

use std::sync::Arc;

use crate::corpus::Corpus;
use crate::{Document, Error, Language, Result, Tables};

pub use consensus::Consensus;
pub use decisions::{Decisions, Earlier};
pub use outcome::{Cluster, Clustering, DistinctiveTerm, Member, Orphan, Parameters, Part, SecondBest};
pub use stable::{Changes, Move};
pub use vectors::Vectors;

use decisions::Bonds;
use features::Features;
use place::Placed;
use repeats::Repeats;
use stability::Stability;

/// How many neighbours of each document are looked at.
const CANDIDATES: usize = 40;
/// How many readings the consensus is made of.
const RUNS: usize = 20;
/// Above this many documents the readings are fewer: a large graph varies less from one to the next.
const MANY: usize = 5_000;
/// Below this many they are more, up to so many: one document weighs more there.
const FEW: usize = 240;
const MOST_RUNS: usize = 100;

/// What to do and what to tell while doing it.
#[derive(Clone)]
pub struct ClusterOptions<'a> {
    /// About how many clusters are wanted; `None` to let the documents decide.
    pub clusters: Option<usize>,
    /// The same seed gives the same clusters.
    pub seed: u64,
    /// The language of the documents that do not say theirs.
    pub language: Language,
    /// A cluster of fewer members is no cluster: they become orphans.
    pub smallest: usize,
    /// Whether to look for a second, finer level.
    pub parts: bool,
    /// What people decided before.
    pub decisions: &'a Decisions,
    /// Vectors of the documents from a language model, in the order of the documents; `None` to compare words alone.
    pub vectors: Option<&'a Vectors>,
    /// What words are about, and which say nothing.
    pub tables: Arc<Tables>,
    /// Called with the part done, from 0 to 1; returning `false` stops the work.
    pub progress: &'a dyn Fn(f32) -> bool,
}

static UNDECIDED: Decisions = Decisions::NONE;

impl Default for ClusterOptions<'_> {
    fn default() -> Self {
        Self {
            clusters: None,
            seed: 1,
            language: Language::French,
            smallest: 3,
            parts: false,
            decisions: &UNDECIDED,
            vectors: None,
            tables: Tables::builtin(),
            progress: &|_| true,
        }
    }
}

/// Groups documents by theme. Any set is a valid one: an empty one gives an empty result.
///
/// # Errors
/// [`Error::Cancelled`] when the progress callback said so, [`Error::Invalid`] for zero wanted clusters or for vectors
/// of another number of documents.
pub fn cluster(documents: &[Document], options: &ClusterOptions<'_>) -> Result<Clustering> {
    check(documents, options)?;
    let step = |part: f32| if (options.progress)(part) { Ok(()) } else { Err(Error::Cancelled) };
    step(0.0)?;
    let corpus = Corpus::new(documents, options.language, &options.tables);
    step(0.1)?;
    let rows = Features::new(&corpus).rows;
    let bonds = Bonds::new(documents, options.decisions);
    let repeats = Repeats::new(&rows, |rank| bonds.is_spoken_of(rank));
    let near = neighbours(&repeats, &bonds, options);
    step(0.4)?;
    let (how, points) = (settings(near.len()), bonds.points(&repeats));
    let read = consensus::Rows {
        near: &near,
        ids: repeats.firsts().map(|rank| documents[rank].id).collect(),
        before: repeats.firsts().map(|rank| bonds.before(rank)).collect(),
    };
    let readings = consensus::readings(&read, &points, options.seed, &how);
    step(0.7)?;
    let graph = consensus::agreement(&read, &readings, &how);
    let communities = communities::communities(&graph, &repeats, &points, options);
    step(0.8)?;
    let near = repeats.neighbours(&near);
    let placed = Placed::new(&repeats.labels(&communities), &bonds, &rows, &near, options);
    let stability = Stability::new(&readings, &repeats, &placed.labels, placed.count());
    let facts = explain::Facts { documents, corpus: &corpus, rows: &rows, near: &near };
    let (mut clusters, orphans) = explain::explain(&facts, &placed, &stability);
    step(0.9)?;
    if options.parts {
        parts::find(&mut clusters, &facts, &placed, options);
    }
    let mut found = Clustering {
        seed: options.seed,
        parameters: Parameters {
            clusters: options.clusters,
            smallest: options.smallest.max(1),
            vectors: options.vectors.is_some(),
            consensus: how,
        },
        clusters,
        orphans,
        changes: Changes::default(),
        refused: bonds.refused,
    };
    found.follow(&options.decisions.earlier, &placed.continues);
    step(1.0)?;
    Ok(found)
}

fn check(documents: &[Document], options: &ClusterOptions<'_>) -> Result<()> {
    if options.clusters == Some(0) {
        return Err(Error::Invalid("the number of clusters must be at least 1".into()));
    }
    match options.vectors.map(Vectors::len) {
        Some(count) if count != documents.len() => {
            let documents = documents.len();
            Err(Error::Invalid(format!("{count} vectors were given for {documents} documents")))
        }
        _ => Ok(()),
    }
}

/// The nearest rows of each distinct row: of a locked cluster and of the others, each only among themselves; of a pinned
/// document none.
fn neighbours(repeats: &Repeats, bonds: &Bonds, options: &ClusterOptions<'_>) -> nearest::Rows {
    let mut near = nearest::nearest(&repeats.distinct, CANDIDATES);
    if let Some(vectors) = options.vectors {
        let space = vectors::Space::new(vectors, repeats.firsts());
        near = vectors::fused(&near, &repeats.distinct, &space, CANDIDATES);
    }
    // What is locked counts in the graph as before, so that the rest finds the same measure, but draws nobody.
    let place = |rank: usize| (bonds.locked(rank), bonds.draws_nobody(rank).then_some(rank));
    let places: Vec<_> = repeats.firsts().map(place).collect();
    if places.iter().any(|place| *place != (None, None)) {
        for (list, own) in near.iter_mut().zip(&places) {
            list.retain(|&(other, _)| places[other as usize] == *own);
        }
    }
    near
}

/// What paid on every set that was tried, from 190 to 1,200 documents. Few documents have few neighbours.
fn settings(documents: usize) -> Consensus {
    let few = documents / 8;
    let runs = RUNS * MANY / documents.max(MANY) * FEW.max(documents) / documents.max(1);
    Consensus {
        runs: runs.clamp(4, MOST_RUNS),
        neighbours: (few.clamp(3, 10), few.clamp(5, 30)),
        resolution: (0.8, 1.3),
        noise: 0.3,
        left_out: 0.1,
        memory: 1.0,
        power: 3,
        chance: 0.1,
    }
}
