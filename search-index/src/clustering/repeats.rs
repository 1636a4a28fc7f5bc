//! Documents that say exactly the same are one point of the graph: a crowd of copies is one voice, not a theme
//! that a community detection could cut in two.

use std::collections::HashMap;

use super::nearest::Rows;

/// How many copies of a document are told as its neighbours.
const TOLD: usize = 4;

/// The distinct rows, and which documents have them.
pub struct Repeats {
    /// Each different row once, in order of appearance. Empty rows are never the same: they say nothing.
    pub distinct: Rows,
    /// How many documents have each.
    pub sizes: Vec<usize>,
    /// For each document the rank of its distinct row.
    of: Vec<u32>,
    /// The documents of each distinct row.
    documents: Vec<Vec<u32>>,
}

impl Repeats {
    /// `alone` tells which documents stand for themselves, whoever says the same.
    pub fn new(rows: &Rows, alone: impl Fn(usize) -> bool) -> Self {
        let mut known: HashMap<Vec<(u32, u32)>, u32> = HashMap::new();
        let (mut distinct, mut of, mut documents) = (Rows::new(), Vec::new(), Vec::<Vec<u32>>::new());
        for (document, row) in rows.iter().enumerate() {
            let bits = row.iter().map(|&(column, value)| (column, value.to_bits())).collect();
            let next = distinct.len() as u32;
            let rank =
                if row.is_empty() || alone(document) { next } else { *known.entry(bits).or_insert(next) };
            if rank == next {
                distinct.push(row.clone());
                documents.push(Vec::new());
            }
            documents[rank as usize].push(document as u32);
            of.push(rank);
        }
        Self { sizes: documents.iter().map(Vec::len).collect(), distinct, of, documents }
    }

    /// The first document of each distinct row.
    pub fn firsts(&self) -> impl Iterator<Item = usize> {
        self.documents.iter().filter_map(|documents| documents.first()).map(|&document| document as usize)
    }

    /// The rank of the distinct row of a document.
    pub fn row_of(&self, document: usize) -> u32 {
        self.of[document]
    }

    /// The community of each document.
    pub fn labels(&self, communities: &[u32]) -> Vec<u32> {
        self.of.iter().map(|&rank| communities[rank as usize]).collect()
    }

    /// The neighbours of each document: its copies, then the first document of each near row.
    pub fn neighbours(&self, near: &[Vec<(u32, f32)>]) -> Vec<Vec<(u32, f32)>> {
        let of = |(document, &rank): (usize, &u32)| {
            let copies = self.documents[rank as usize].iter().filter(|&&other| other as usize != document);
            let others =
                near[rank as usize].iter().map(|&(other, score)| (self.documents[other as usize][0], score));
            copies.take(TOLD).map(|&other| (other, 1.0)).chain(others).collect()
        };
        self.of.iter().enumerate().map(of).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Repeats;

    #[test]
    fn copies_are_one_and_empties_are_not() {
        let rows = vec![vec![(0, 1.0)], vec![], vec![(0, 1.0)], vec![], vec![(1, 0.5)]];
        let repeats = Repeats::new(&rows, |_| false);
        assert_eq!(repeats.sizes, [2, 1, 1, 1]);
        assert_eq!(repeats.labels(&[7, 1, 2, 3]), [7, 1, 7, 2, 3]);
        let near = vec![vec![(3, 0.4)], vec![], vec![], vec![(0, 0.4)]];
        let found = repeats.neighbours(&near);
        assert_eq!(found[0], [(2, 1.0), (4, 0.4)]);
        assert_eq!(found[4], [(0, 0.4)]);
        let repeats = Repeats::new(&rows, |document| document == 2);
        assert_eq!(repeats.sizes, [1, 1, 1, 1, 1]);
    }
}
