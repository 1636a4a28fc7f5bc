//! What a language model says of the documents: a vector each, compared beside their words.
//!
//! Sentence vectors lie in a narrow cone: their cosines are all high and say little. So the mean of the set is taken
//! away before they are compared (Mu, Viswanath: "All-but-the-Top", 2018, its first step).

use std::thread;

use super::nearest::{Rows, best, cosine};
use crate::{Error, Result};

/// Vectors of a set of documents, in its order, all of one size. A document may lack its own: its words then speak
/// alone.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Vectors {
    dimensions: usize,
    rows: Vec<Option<Vec<f32>>>,
}

impl Vectors {
    /// Takes the vectors of documents in their order.
    ///
    /// # Errors
    /// [`Error::Invalid`] when two differ in size or one holds something else than finite numbers.
    pub fn new(rows: Vec<Option<Vec<f32>>>) -> Result<Self> {
        let dimensions = rows.iter().flatten().map(Vec::len).next().unwrap_or_default();
        for (rank, row) in rows.iter().enumerate().filter_map(|(rank, row)| Some((rank, row.as_ref()?))) {
            if row.len() != dimensions {
                let found = row.len();
                return Err(Error::Invalid(format!(
                    "vector {rank} has {found} numbers instead of {dimensions}"
                )));
            }
            if !row.iter().all(|value| value.is_finite()) {
                return Err(Error::Invalid(format!(
                    "vector {rank} holds something else than finite numbers"
                )));
            }
        }
        Ok(Self { dimensions, rows })
    }

    /// How many documents there are, with a vector or without.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// The vectors of some of the documents, by rank.
    pub(super) fn of(&self, ranks: &[usize]) -> Self {
        let rows = ranks.iter().map(|&rank| self.rows.get(rank).cloned().flatten()).collect();
        Self { dimensions: self.dimensions, rows }
    }

    /// Whether there is no document.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

/// The vectors of some documents, the mean taken away, of length 1; a missing one is all zeros, near nothing.
pub struct Space {
    dimensions: usize,
    values: Vec<f32>,
    known: Vec<bool>,
}

impl Space {
    /// Of the documents with these ranks.
    pub fn new(vectors: &Vectors, ranks: impl Iterator<Item = usize>) -> Self {
        let dimensions = vectors.dimensions;
        let mut values = Vec::new();
        let mut known = Vec::new();
        for rank in ranks {
            let row = vectors.rows.get(rank).and_then(Option::as_deref);
            let length = row.map_or(0.0, |row| product(row, row).sqrt());
            known.push(length > 0.0);
            match row.filter(|_| length > 0.0) {
                Some(row) => values.extend(row.iter().map(|value| value / length)),
                None => values.extend(std::iter::repeat_n(0.0, dimensions)),
            }
        }
        let mut space = Self { dimensions, values, known };
        space.centre();
        space
    }

    fn centre(&mut self) {
        let count = self.known.iter().filter(|known| **known).count().max(1) as f64;
        let mut mean = vec![0.0f64; self.dimensions];
        for row in self.values.chunks_exact(self.dimensions.max(1)) {
            mean.iter_mut().zip(row).for_each(|(sum, value)| *sum += f64::from(*value));
        }
        for (row, known) in self.values.chunks_exact_mut(self.dimensions.max(1)).zip(&mut self.known) {
            if !*known {
                continue;
            }
            row.iter_mut().zip(&mean).for_each(|(value, sum)| *value -= (sum / count) as f32);
            let length = product(row, row).sqrt();
            if length > 1e-6 {
                row.iter_mut().for_each(|value| *value /= length);
            } else {
                row.fill(0.0);
                *known = false;
            }
        }
    }

    fn row(&self, rank: usize) -> &[f32] {
        &self.values[rank * self.dimensions..(rank + 1) * self.dimensions]
    }

    /// The cosine of two documents, not below 0.
    pub fn likeness(&self, a: usize, b: usize) -> f32 {
        product(self.row(a), self.row(b)).max(0.0)
    }

    /// The `count` nearest other documents of each, the nearest first.
    pub fn nearest(&self, count: usize) -> Vec<Vec<(u32, f32)>> {
        let documents = self.known.len();
        let threads = thread::available_parallelism().map_or(1, usize::from).clamp(1, 8);
        let share = documents.div_ceil(threads).max(64);
        thread::scope(|scope| {
            let work = |start: usize| {
                scope.spawn(move || {
                    (start..documents.min(start + share))
                        .map(|rank| {
                            let others = (0..documents).filter(|&other| other != rank);
                            let found = others.map(|other| (other as u32, self.likeness(rank, other)));
                            best(found.filter(|&(_, score)| score > 0.0).collect(), count)
                        })
                        .collect::<Vec<_>>()
                })
            };
            let handles: Vec<_> = (0..documents).step_by(share).map(work).collect();
            handles.into_iter().flat_map(|handle| handle.join().unwrap_or_default()).collect()
        })
    }
}

/// Sixteen sums side by side, which the compiler keeps in vector registers.
fn product(a: &[f32], b: &[f32]) -> f32 {
    let mut sums = [0.0f32; 16];
    let (left, right) = (a.chunks_exact(16), b.chunks_exact(16));
    let rest: f32 = left.remainder().iter().zip(right.remainder()).map(|(x, y)| x * y).sum();
    for (x, y) in left.zip(right) {
        for lane in 0..16 {
            sums[lane] += x[lane] * y[lane];
        }
    }
    sums.iter().sum::<f32>() + rest
}

/// How much the vectors count beside the words. Words alone miss what is said otherwise, vectors alone blur what is said
/// precisely; half as much was best on sets of short and of long texts alike.
const WEIGHT: f32 = 0.5;
/// The usual size of a likeness is its mean over so many nearest neighbours.
const USUAL: usize = 10;

/// The nearest rows of each by words and by vectors together, each likeness measured against its usual size.
///
/// A vector that is near everything (a hub) is discounted by how near it is to its own neighbours, half of what Conneau
/// and others propose ("Word Translation Without Parallel Data", 2018).
pub fn fused(near: &Rows, rows: &Rows, space: &Space, count: usize) -> Rows {
    let theirs = space.nearest(count);
    let crowd: Vec<f32> = theirs.iter().map(|list| usual(std::slice::from_ref(list)) / 4.0).collect();
    let (words, vectors) = (usual(near), usual(&theirs));
    // Likenesses stay of the size that those of words have, for people to compare.
    let size = if words > 0.0 { words } else { vectors };
    let fuse = |(a, (by_words, by_vectors)): (usize, (&Vec<(u32, f32)>, &Vec<(u32, f32)>))| {
        let mut others: Vec<u32> = by_words.iter().chain(by_vectors).map(|&(other, _)| other).collect();
        others.sort_unstable();
        others.dedup();
        let score = |b: usize| {
            let by_words = cosine(&rows[a], &rows[b]) / words.max(f32::MIN_POSITIVE);
            if !(space.known[a] && space.known[b]) {
                return by_words * size;
            }
            let likeness = 1.5 * space.likeness(a, b) - crowd[a] - crowd[b];
            let by_vectors = likeness.max(0.0) / vectors.max(f32::MIN_POSITIVE);
            (by_words + WEIGHT * by_vectors) / (1.0 + WEIGHT) * size
        };
        let scored = others.into_iter().map(|b| (b, score(b as usize)));
        best(scored.filter(|&(_, score)| score > 0.0).collect(), count)
    };
    near.iter().zip(&theirs).enumerate().map(fuse).collect()
}

/// The mean likeness of the nearest neighbours.
fn usual(near: &[Vec<(u32, f32)>]) -> f32 {
    let firsts = near.iter().flat_map(|list| list.iter().take(USUAL));
    let (sum, count) = firsts.fold((0.0, 0), |(sum, count), &(_, score)| (sum + score, count + 1));
    sum / count.max(1) as f32
}
