//! What of the clusters comes back when some of the documents are missing and the rest is read a little differently.
//!
//! For a cluster: in each reading, the community that has most in common with it (Jaccard index, over the documents that
//! the reading held); the mean of that over the readings (Hennig: "Cluster-wise assessment of cluster stability", 2007).
//! For a document: the part of the readings that put it into that community.

use super::consensus::ABSENT;
use super::repeats::Repeats;

/// From 0 (never seen again) to 1 (always the same).
pub struct Stability {
    /// Of each cluster.
    pub clusters: Vec<f32>,
    /// Of each document; 0 outside the clusters.
    pub documents: Vec<f32>,
}

impl Stability {
    /// Of the documents with their clusters, seen by readings of their distinct rows.
    pub fn new(readings: &[Vec<u32>], repeats: &Repeats, labels: &[Option<u32>], count: usize) -> Self {
        let mut clusters = vec![0.0; count];
        let (mut seen, mut held) = (vec![0u32; labels.len()], vec![0u32; labels.len()]);
        for reading in readings {
            let of =
                |rank: usize| Some(reading[repeats.row_of(rank) as usize]).filter(|&label| label != ABSENT);
            let best = best(&of, labels, count);
            for (sum, &(_, overlap)) in clusters.iter_mut().zip(&best) {
                *sum += overlap;
            }
            for (rank, label) in labels.iter().enumerate() {
                let (Some(label), Some(community)) = (label, of(rank)) else { continue };
                seen[rank] += 1;
                held[rank] += u32::from(best[*label as usize].0 == community);
            }
        }
        clusters.iter_mut().for_each(|sum| *sum /= readings.len().max(1) as f32);
        let documents = seen.iter().zip(held).map(|(&seen, held)| held as f32 / seen.max(1) as f32).collect();
        Self { clusters, documents }
    }
}

/// For each cluster the community that has most in common with it, and how much.
fn best(of: &dyn Fn(usize) -> Option<u32>, labels: &[Option<u32>], count: usize) -> Vec<(u32, f32)> {
    let mut pairs: Vec<(u32, u32)> = Vec::with_capacity(labels.len());
    let mut sizes = vec![0u32; count];
    let mut communities: Vec<u32> = Vec::new();
    for (rank, label) in labels.iter().enumerate() {
        let Some(community) = of(rank) else { continue };
        if communities.len() <= community as usize {
            communities.resize(community as usize + 1, 0);
        }
        communities[community as usize] += 1;
        if let Some(label) = label {
            sizes[*label as usize] += 1;
            pairs.push((*label, community));
        }
    }
    pairs.sort_unstable();
    let mut best = vec![(ABSENT, 0.0); count];
    for run in pairs.chunk_by(|a, b| a == b) {
        let (label, community) = run[0];
        let shared = run.len() as f32;
        let union = (sizes[label as usize] + communities[community as usize]) as f32 - shared;
        let overlap = shared / union;
        if overlap > best[label as usize].1 {
            best[label as usize] = (community, overlap);
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::{ABSENT, Repeats, Stability};

    #[test]
    fn what_always_comes_back_is_stable() {
        let rows = (0..5u32).map(|column| vec![(column, 1.0)]).collect();
        let repeats = Repeats::new(&rows, |_| false);
        let labels = [Some(0), Some(0), Some(0), Some(1), None];
        let readings = [vec![0, 0, 0, 1, 1], vec![0, 0, 1, 1, 2], vec![3, 3, ABSENT, 1, 1]];
        let found = Stability::new(&readings, &repeats, &labels, 2);
        assert!((found.clusters[0] - (1.0 + 2.0 / 3.0 + 1.0) / 3.0).abs() < 1e-6);
        assert!((found.clusters[1] - 0.5).abs() < 1e-6, "always with a stranger");
        assert_eq!(found.documents, [1.0, 1.0, 0.5, 1.0, 0.0]);
    }

    #[test]
    fn without_readings_nothing_is_known() {
        let found = Stability::new(&[], &Repeats::new(&vec![vec![]], |_| false), &[Some(0)], 1);
        assert_eq!((found.clusters, found.documents), (vec![0.0], vec![0.0]));
    }
}
