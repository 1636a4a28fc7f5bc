//! For each row its nearest rows by cosine, through the inverted lists of the terms.

use std::cmp::Ordering;

use super::parallel::in_parallel;

/// Sparse rows of a length of at most 1: `(column, value)` by column.
pub type Rows = Vec<Vec<(u32, f32)>>;

/// A column of more rows than this is not walked to find candidates, though it counts in their cosines: with a
/// hundred thousand rows, common columns would cost nearly all of the time and find hardly anyone new.
const LONGEST_LIST: usize = 3_000;

/// Rows less alike than this have met by chance.
const LEAST: f32 = 0.05;

/// Scales every row to length 1; an empty row stays empty.
pub fn normalise(rows: &mut Rows) {
    for row in rows {
        let length = row.iter().map(|&(_, value)| value * value).sum::<f32>().sqrt();
        if length > 0.0 {
            row.iter_mut().for_each(|(_, value)| *value /= length);
        }
    }
}

/// The `count` most similar other rows of each row with their cosines, the nearest first; ties by rank.
pub fn nearest(rows: &Rows, count: usize) -> Vec<Vec<(u32, f32)>> {
    let lists = inverted(rows);
    in_parallel(rows.len(), || Search::new(rows, &lists), |search, rank| search.nearest(rank, count))
}

/// For each column the rows that have it.
fn inverted(rows: &Rows) -> Rows {
    let columns = rows.iter().flatten().map(|&(column, _)| column as usize + 1).max().unwrap_or(0);
    let mut lists: Rows = vec![Vec::new(); columns];
    for (rank, row) in rows.iter().enumerate() {
        for &(column, value) in row {
            lists[column as usize].push((rank as u32, value));
        }
    }
    lists
}

/// The scratch of one thread.
struct Search<'a> {
    rows: &'a Rows,
    lists: &'a Rows,
    scores: Vec<f32>,
    touched: Vec<u32>,
}

impl<'a> Search<'a> {
    fn new(rows: &'a Rows, lists: &'a Rows) -> Self {
        Self { rows, lists, scores: vec![0.0; rows.len()], touched: Vec::new() }
    }

    fn nearest(&mut self, rank: usize, count: usize) -> Vec<(u32, f32)> {
        let mut complete = true;
        for &(column, value) in &self.rows[rank] {
            let list = &self.lists[column as usize];
            if list.len() > LONGEST_LIST {
                complete = false;
                continue;
            }
            for &(other, theirs) in list {
                let score = &mut self.scores[other as usize];
                if *score == 0.0 {
                    self.touched.push(other);
                }
                *score += value * theirs;
            }
        }
        let scores = &mut self.scores;
        let mut found: Vec<_> = self
            .touched
            .drain(..)
            .map(|other| (other, std::mem::take(&mut scores[other as usize])))
            .collect();
        found.retain(|&(other, _)| other as usize != rank);
        found.retain(|&(_, score)| score >= LEAST);
        if complete { best(found, count) } else { self.again(rank, best(found, 3 * count), count) }
    }

    /// The best of some candidates by their whole cosine.
    fn again(&self, rank: usize, mut found: Vec<(u32, f32)>, count: usize) -> Vec<(u32, f32)> {
        for (other, score) in &mut found {
            *score = cosine(&self.rows[rank], &self.rows[*other as usize]);
        }
        best(found, count)
    }
}

/// The `count` largest, in order.
pub fn best(mut found: Vec<(u32, f32)>, count: usize) -> Vec<(u32, f32)> {
    let order = |a: &(u32, f32), b: &(u32, f32)| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0));
    if count == 0 {
        return Vec::new();
    }
    if found.len() > count {
        found.select_nth_unstable_by(count - 1, order);
        found.truncate(count);
        // One row's candidates are many: their room must not be kept for each of a hundred thousand rows.
        found.shrink_to_fit();
    }
    found.sort_unstable_by(order);
    found
}

/// The product of two rows: their cosine when both are of length 1.
pub fn cosine(a: &[(u32, f32)], b: &[(u32, f32)]) -> f32 {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if long.len() > 16 * short.len() { looked_up(short, long) } else { walked(short, long) }
}

fn looked_up(short: &[(u32, f32)], long: &[(u32, f32)]) -> f32 {
    let mut sum = 0.0;
    for &(column, value) in short {
        if let Ok(at) = long.binary_search_by_key(&column, |&(other, _)| other) {
            sum += value * long[at].1;
        }
    }
    sum
}

fn walked(a: &[(u32, f32)], b: &[(u32, f32)]) -> f32 {
    let (mut i, mut j, mut sum) = (0, 0, 0.0);
    while let (Some(&(left, x)), Some(&(right, y))) = (a.get(i), b.get(j)) {
        match left.cmp(&right) {
            Ordering::Less => i += 1,
            Ordering::Greater => j += 1,
            Ordering::Equal => {
                sum += x * y;
                i += 1;
                j += 1;
            }
        }
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::{cosine, nearest, normalise};

    #[test]
    fn looking_up_and_walking_agree() {
        let long: Vec<(u32, f32)> = (0..500).map(|column| (column * 3, column as f32)).collect();
        let short = vec![(2, 1.0), (3, 2.0), (300, 0.5), (1497, 1.0), (9999, 7.0)];
        assert_eq!(cosine(&short, &long), super::walked(&short, &long));
        assert_eq!(cosine(&long, &short), 2.0 + 50.0 + 499.0);
    }

    #[test]
    fn agrees_with_the_cosines() {
        let mut rows = vec![vec![(0, 1.0), (1, 1.0)], vec![(1, 2.0)], vec![(0, 3.0), (2, 1.0)], vec![]];
        normalise(&mut rows);
        let found = nearest(&rows, 2);
        assert_eq!(found[0].iter().map(|&(other, _)| other).collect::<Vec<_>>(), [1, 2]);
        assert!((found[0][1].1 - cosine(&rows[0], &rows[2])).abs() < 1e-6);
        assert!(found[3].is_empty());
    }
}
