//! Where the middle of each cluster is, and how near a document is to it.

use super::nearest::{Rows, cosine};

/// The sum of the rows of a cluster: columns, values and squared length.
struct Centre {
    sum: Vec<(u32, f32)>,
    square: f32,
    size: usize,
}

/// The centres of all clusters.
pub struct Centres(Vec<Centre>);

impl Centres {
    /// Of rows with their cluster; those without one are left out.
    pub fn new(rows: &Rows, labels: &[Option<u32>], count: usize) -> Self {
        let columns = rows.iter().flatten().map(|&(column, _)| column as usize + 1).max().unwrap_or(0);
        let mut members: Vec<Vec<usize>> = vec![Vec::new(); count];
        for (rank, label) in labels.iter().enumerate() {
            if let Some(label) = label {
                members[*label as usize].push(rank);
            }
        }
        let mut dense = vec![0.0f32; columns];
        Self(members.iter().map(|ranks| Centre::new(rows, ranks, &mut dense)).collect())
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// The cosine between a row and a centre; for a row that is part of the centre, between it and the rest, so
    /// that nothing is near itself. 0 when there is no rest.
    pub fn closeness(&self, row: &[(u32, f32)], cluster: usize, inside: bool) -> f32 {
        let centre = &self.0[cluster];
        let product = cosine(row, &centre.sum);
        let (product, square) = if inside {
            (product - 1.0, centre.square - 2.0 * product + 1.0)
        } else {
            (product, centre.square)
        };
        if square > 1e-6 && !row.is_empty() { (product / square.sqrt()).clamp(0.0, 1.0) } else { 0.0 }
    }

    /// What each column of a row adds to its closeness, the most first.
    pub fn contributions(&self, row: &[(u32, f32)], cluster: usize) -> Vec<(f32, u32)> {
        let sum = &self.0[cluster].sum;
        let share = |&(column, value): &(u32, f32)| {
            let at = sum.binary_search_by_key(&column, |&(other, _)| other).ok()?;
            let others = sum[at].1 - value;
            (others > 1e-6).then_some((value * others, column))
        };
        let mut shares: Vec<(f32, u32)> = row.iter().filter_map(share).collect();
        shares.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        shares
    }

    /// How near the rows of two clusters are on average (average linkage: Sokal, Michener, 1958). Centres would not do:
    /// that of a large cluster has a little of everything and is near everything.
    pub fn linkage(&self, a: usize, b: usize) -> f32 {
        let pairs = (self.0[a].size * self.0[b].size) as f32;
        if pairs > 0.0 { cosine(&self.0[a].sum, &self.0[b].sum) / pairs } else { 0.0 }
    }
}

impl Centre {
    fn new(rows: &Rows, ranks: &[usize], dense: &mut [f32]) -> Self {
        let mut touched = Vec::new();
        for &rank in ranks {
            for &(column, value) in &rows[rank] {
                touched.push(column);
                dense[column as usize] += value;
            }
        }
        touched.sort_unstable();
        touched.dedup();
        let sum: Vec<(u32, f32)> =
            touched.into_iter().map(|column| (column, std::mem::take(&mut dense[column as usize]))).collect();
        let square = sum.iter().map(|&(_, value)| value * value).sum();
        Self { sum, square, size: ranks.len() }
    }
}

#[cfg(test)]
mod tests {
    use super::Centres;

    #[test]
    fn nothing_is_near_itself() {
        let rows = vec![vec![(0, 1.0)], vec![(0, 1.0)], vec![(1, 1.0)], vec![]];
        let centres = Centres::new(&rows, &[Some(0), Some(0), Some(1), None], 2);
        assert!((centres.closeness(&rows[0], 0, true) - 1.0).abs() < 1e-6);
        assert_eq!(centres.closeness(&rows[2], 1, true), 0.0);
        assert_eq!(centres.closeness(&rows[2], 0, false), 0.0);
        assert_eq!(centres.closeness(&rows[3], 0, false), 0.0);
        assert_eq!(centres.contributions(&rows[0], 0), [(1.0, 0)]);
        assert_eq!(centres.linkage(0, 1), 0.0);
    }
}
