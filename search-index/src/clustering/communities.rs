//! From what the readings agree on to communities: as many as there are, or about as many as wanted.

use super::ClusterOptions;
use super::centres::Centres;
use super::decisions::Points;
use super::graph::Graph;
use super::leiden::{by_size, leiden};
use super::repeats::Repeats;

/// The resolution when no number is wanted, and those that are tried in turn until there are enough.
const RESOLUTION: f64 = 1.4;
const TRIED: [f64; 13] = [0.2, 0.35, 0.5, 0.7, 0.9, 1.15, 1.4, 2.0, 2.8, 4.0, 6.0, 10.0, 16.0];

/// A community for each distinct row, the largest first.
pub fn communities(
    agreed: &Graph,
    repeats: &Repeats,
    points: &Points,
    options: &ClusterOptions<'_>,
) -> Vec<u32> {
    let graph = points.graph(agreed.clone());
    let found = |resolution| points.labels(&leiden(&graph, resolution, options.seed));
    let Some(wanted) = options.clusters else { return found(RESOLUTION) };
    let mut labels = Vec::new();
    for resolution in TRIED {
        labels = found(resolution);
        if large(&labels, repeats, options.smallest).len() >= wanted {
            break;
        }
    }
    loop {
        let large = large(&labels, repeats, options.smallest);
        if large.len() <= wanted || !merge(&mut labels, repeats, points, &large) {
            return by_size(&labels);
        }
    }
}

/// The communities with enough documents to be clusters, the largest first.
fn large(labels: &[u32], repeats: &Repeats, smallest: usize) -> Vec<u32> {
    let mut sizes = vec![0usize; labels.iter().map(|&label| label as usize + 1).max().unwrap_or(0)];
    labels.iter().zip(&repeats.sizes).for_each(|(&label, size)| sizes[label as usize] += size);
    let mut large: Vec<u32> =
        (0..sizes.len() as u32).filter(|&l| sizes[l as usize] >= smallest.max(1)).collect();
    large.sort_by_key(|&label| std::cmp::Reverse(sizes[label as usize]));
    large
}

/// Gives the smallest of the large communities to the nearest of the others; says whether any could take it.
fn merge(labels: &mut [u32], repeats: &Repeats, points: &Points, large: &[u32]) -> bool {
    let rank = |label: u32| large.iter().position(|&known| known == label).map(|rank| rank as u32);
    let ranks: Vec<Option<u32>> = labels.iter().map(|&label| rank(label)).collect();
    let centres = Centres::new(&repeats.distinct, &ranks, large.len());
    for last in (1..large.len()).rev() {
        let order = |&a: &usize, &b: &usize| {
            centres.linkage(a, last).total_cmp(&centres.linkage(b, last)).then(b.cmp(&a))
        };
        let others = (0..large.len()).filter(|&other| other != last);
        let target =
            others.filter(|&other| !points.are_apart(labels, large[other], large[last])).max_by(order);
        if let Some(target) = target {
            labels.iter_mut().filter(|label| **label == large[last]).for_each(|label| *label = large[target]);
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::{ClusterOptions, Graph, Repeats, communities};
    use crate::clustering::decisions::Bonds;

    #[test]
    fn gives_the_wanted_number() {
        // Twelve groups of four, each with a word of its own, and a word shared by pairs of groups.
        let rows: Vec<Vec<(u32, f32)>> =
            (0..48u32).map(|d| vec![(d / 4, 0.9), (20 + d / 8, 0.4), (40 + d, 0.1)]).collect();
        let edges =
            (0..48u32).flat_map(|a| (a + 1..48).filter(move |b| a / 4 == b / 4).map(move |b| (a, b, 1.0)));
        let graph = Graph::new(48, &edges.collect::<Vec<_>>());
        let repeats = Repeats::new(&rows, |_| false);
        let points = Bonds::default().points(&repeats);
        let found = |options: &ClusterOptions<'_>| communities(&graph, &repeats, &points, options);
        for wanted in [1, 3, 6, 12] {
            let options = ClusterOptions { clusters: Some(wanted), ..ClusterOptions::default() };
            let labels = found(&options);
            let count = labels.iter().max().map_or(0, |&last| last as usize + 1);
            assert_eq!(count, wanted);
        }
        let six = found(&ClusterOptions { clusters: Some(6), ..ClusterOptions::default() });
        assert!((0..48).all(|d| six[d] == six[d / 8 * 8]), "the groups that share a word go together");
    }
}
