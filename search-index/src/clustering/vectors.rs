//! What a language model says of the documents: a vector each, compared beside their words.
//!
//! Sentence vectors lie in a narrow cone: their cosines are all high and say little. So the mean of the set is taken
//! away before they are compared (Mu, Viswanath: "All-but-the-Top", 2018, its first step).

use super::nearest::{Rows, best, cosine};
use super::parallel::in_parallel;
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

    /// The `count` nearest other documents of each, the nearest first. Of many documents only those in the same
    /// neighbourhoods are compared: nearly all that are near are there.
    pub fn nearest(&self, count: usize) -> Rows {
        let everyone: Vec<u32> =
            (0..self.known.len() as u32).filter(|&rank| self.known[rank as usize]).collect();
        if everyone.len() <= MANY {
            return in_parallel(self.known.len(), || (), |(), rank| self.best_of(rank, &everyone, count));
        }
        let places = Places::new(self, &everyone);
        in_parallel(
            self.known.len(),
            || (),
            |(), rank| {
                if !self.known[rank] {
                    return Vec::new();
                }
                let looked_at: Vec<u32> = places.near(self.row(rank)).flatten().copied().collect();
                self.best_of(rank, &looked_at, count)
            },
        )
    }

    fn best_of(&self, rank: usize, others: &[u32], count: usize) -> Vec<(u32, f32)> {
        let others = others.iter().filter(|&&other| other as usize != rank);
        let found = others.map(|&other| (other, self.likeness(rank, other as usize)));
        best(found.filter(|&(_, score)| score > 0.0).collect(), count)
    }
}

/// Above this many documents the comparison of all with all takes too long.
const MANY: usize = 20_000;
/// The middles are found among so many documents for each, in so many rounds.
const SAMPLE: usize = 32;
const ROUNDS: usize = 4;
/// How many neighbourhoods are looked through for each document.
const PROBES: usize = 8;

/// Documents by the nearest of some middles (k-means; an inverted file: Sivic, Zisserman: "Video Google", 2003).
struct Places {
    dimensions: usize,
    middles: Vec<f32>,
    documents: Vec<Vec<u32>>,
}

impl Places {
    fn new(space: &Space, everyone: &[u32]) -> Self {
        let dimensions = space.dimensions;
        let count = (everyone.len() as f64).sqrt() as usize;
        // Every so many documents: the same sample on every machine.
        let step = |wanted: usize| everyone.iter().step_by((everyone.len() / wanted).max(1)).take(wanted);
        let middles = step(count).flat_map(|&rank| space.row(rank as usize).to_vec()).collect();
        let mut places = Self { dimensions, middles, documents: vec![Vec::new(); count] };
        let sample: Vec<u32> = step(count * SAMPLE).copied().collect();
        for _ in 0..ROUNDS {
            places.sort(space, &sample);
            places.centre(space);
        }
        places.sort(space, everyone);
        places
    }

    fn middle(&self, place: usize) -> &[f32] {
        &self.middles[place * self.dimensions..(place + 1) * self.dimensions]
    }

    fn likeness(&self, row: &[f32]) -> impl Iterator<Item = (u32, f32)> {
        (0..self.documents.len()).map(move |place| (place as u32, product(row, self.middle(place))))
    }

    /// Puts documents into the place with the nearest middle.
    fn sort(&mut self, space: &Space, ranks: &[u32]) {
        let of = |(): &mut (), at: usize| {
            let places = self.likeness(space.row(ranks[at] as usize));
            places.max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0))).map_or(0, |(place, _)| place)
        };
        let found = in_parallel(ranks.len(), || (), of);
        self.documents.iter_mut().for_each(Vec::clear);
        found.iter().zip(ranks).for_each(|(&place, &rank)| self.documents[place as usize].push(rank));
    }

    fn centre(&mut self, space: &Space) {
        for (place, documents) in self.documents.iter().enumerate().filter(|(_, some)| !some.is_empty()) {
            let mut sum = vec![0.0f32; self.dimensions];
            for &rank in documents {
                sum.iter_mut().zip(space.row(rank as usize)).for_each(|(sum, value)| *sum += value);
            }
            let length = product(&sum, &sum).sqrt().max(f32::MIN_POSITIVE);
            let middle = &mut self.middles[place * self.dimensions..(place + 1) * self.dimensions];
            middle.iter_mut().zip(&sum).for_each(|(value, sum)| *value = sum / length);
        }
    }

    /// The documents of the places nearest to a row.
    fn near(&self, row: &[f32]) -> impl Iterator<Item = &Vec<u32>> {
        best(self.likeness(row).collect(), PROBES)
            .into_iter()
            .map(|(place, _)| &self.documents[place as usize])
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
    let score = |a: usize, b: usize| {
        let by_words = cosine(&rows[a], &rows[b]) / words.max(f32::MIN_POSITIVE);
        if !(space.known[a] && space.known[b]) {
            return by_words * size;
        }
        let likeness = 1.5 * space.likeness(a, b) - crowd[a] - crowd[b];
        let by_vectors = likeness.max(0.0) / vectors.max(f32::MIN_POSITIVE);
        (by_words + WEIGHT * by_vectors) / (1.0 + WEIGHT) * size
    };
    let mut fused = Rows::with_capacity(near.len());
    for (a, (by_words, by_vectors)) in near.iter().zip(&theirs).enumerate() {
        let mut others: Vec<u32> = by_words.iter().chain(by_vectors).map(|&(other, _)| other).collect();
        others.sort_unstable();
        others.dedup();
        let scored = others.into_iter().map(|b| (b, score(a, b as usize)));
        fused.push(best(scored.filter(|&(_, score)| score > 0.0).collect(), count));
    }
    fused
}

/// The mean likeness of the nearest neighbours.
fn usual(near: &[Vec<(u32, f32)>]) -> f32 {
    let firsts = near.iter().flat_map(|list| list.iter().take(USUAL));
    let (sum, count) = firsts.fold((0.0, 0), |(sum, count), &(_, score)| (sum + score, count + 1));
    sum / count.max(1) as f32
}

#[cfg(test)]
mod tests {
    use super::{MANY, Places, Space, Vectors, fused};
    use crate::clustering::nearest::Rows;

    fn vectors(count: usize) -> Vectors {
        let number = |seed: usize| ((seed * 2_654_435_761) % 1_000) as f32 / 1_000.0;
        let row =
            |rank: usize| (0..8).map(|at| number(rank % 50 * 8 + at) + 0.1 * number(rank * 8 + at)).collect();
        Vectors::new((0..count).map(|rank| Some(row(rank))).collect()).unwrap()
    }

    #[test]
    fn the_mean_is_taken_away() {
        let rows = [[3.0, 1.0], [3.0, -1.0], [3.0, 1.0]].map(|row| Some(row.to_vec()));
        let space = Space::new(&Vectors::new(rows.to_vec()).unwrap(), 0..3);
        assert!(space.likeness(0, 2) > 0.99 && space.likeness(0, 1) == 0.0);
    }

    #[test]
    fn neighbourhoods_hold_nearly_all_that_is_near() {
        let space = Space::new(&vectors(3_000), 0..3_000);
        let everyone: Vec<u32> = (0..3_000).collect();
        assert!(everyone.len() < MANY);
        let (exact, places) = (space.nearest(10), Places::new(&space, &everyone));
        let (mut found, mut all) = (0, 0);
        for (rank, list) in exact.iter().enumerate() {
            let looked_at: Vec<u32> = places.near(space.row(rank)).flatten().copied().collect();
            all += list.len();
            found += list.iter().filter(|(other, _)| looked_at.contains(other)).count();
        }
        assert!(found * 100 > all * 95, "{found} of {all}");
    }

    #[test]
    fn a_document_without_a_vector_keeps_its_words() {
        let rows: Rows = vec![vec![(0, 1.0)], vec![(0, 1.0)], vec![(1, 1.0)]];
        let near: Rows = vec![vec![(1, 1.0)], vec![(0, 1.0)], vec![]];
        let vectors = Vectors::new(vec![None, Some(vec![1.0, 0.0]), Some(vec![0.0, 1.0])]).unwrap();
        let found = fused(&near, &rows, &Space::new(&vectors, 0..3), 5);
        assert_eq!(found, near);
    }
}
