//! Where the middle of each cluster is, and how near a document is to it.

use super::nearest::{Rows, cosine};

/// The sum of the rows of a cluster: columns, values and squared length.
struct Centre {
    sum: Vec<(u32, f32)>,
    square: f32,
    size: usize,
}

/// How near a row is to the centres.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Closest {
    /// To its own cluster, from 0 to 1.
    pub own: f32,
    /// The nearest other cluster, and how near.
    pub other: Option<(usize, f32)>,
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

    /// For each row its closeness to the cluster it is in (0 outside) and the nearest other cluster, when anything is
    /// shared. Each centre is laid out once for all rows.
    pub fn closest(&self, rows: &Rows, labels: &[Option<u32>]) -> Vec<Closest> {
        let mut found = vec![Closest::default(); rows.len()];
        let columns =
            self.0.iter().filter_map(|centre| centre.sum.last()).map(|&(column, _)| column as usize + 1);
        let mut dense = vec![0.0f32; columns.max().unwrap_or(0)];
        for (cluster, centre) in self.0.iter().enumerate() {
            centre.sum.iter().for_each(|&(column, value)| dense[column as usize] = value);
            for ((row, label), closest) in rows.iter().zip(labels).zip(&mut found) {
                let known =
                    row.iter().filter_map(|&(column, value)| Some(value * dense.get(column as usize)?));
                let product: f32 = known.sum();
                if *label == Some(cluster as u32) {
                    closest.own = centre.closeness(product, true);
                } else {
                    let score = centre.closeness(product, false);
                    if score > closest.other.map_or(0.0, |(_, best)| best) {
                        closest.other = Some((cluster, score));
                    }
                }
            }
            centre.sum.iter().for_each(|&(column, _)| dense[column as usize] = 0.0);
        }
        found
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
    /// The cosine between the centre and a row of this product with its sum; for a row that is part of the centre,
    /// between it and the rest, so that nothing is near itself. 0 when there is no rest.
    fn closeness(&self, product: f32, inside: bool) -> f32 {
        let (product, square) =
            if inside { (product - 1.0, self.square - 2.0 * product + 1.0) } else { (product, self.square) };
        if square > 1e-6 { (product / square.sqrt()).clamp(0.0, 1.0) } else { 0.0 }
    }

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
    use super::{Centres, Closest};

    #[test]
    fn nothing_is_near_itself() {
        let rows = vec![vec![(0, 1.0)], vec![(0, 1.0)], vec![(1, 1.0)], vec![]];
        let centres = Centres::new(&rows, &[Some(0), Some(0), Some(1), None], 2);
        let found = centres.closest(&rows, &[Some(0), Some(0), Some(1), None]);
        assert!((found[0].own - 1.0).abs() < 1e-6);
        assert_eq!(found[2], Closest { own: 0.0, other: None });
        assert_eq!(found[3], Closest::default());
        let elsewhere = centres.closest(&rows, &[Some(0), None, Some(1), None]);
        assert_eq!(elsewhere[1].other.map(|(cluster, _)| cluster), Some(0));
        assert_eq!(centres.contributions(&rows[0], 0), [(1.0, 0)]);
        assert_eq!(centres.linkage(0, 1), 0.0);
    }
}
