//! From what the readings agree on to communities: as many as there are, or about as many as wanted.

use super::ClusterOptions;
use super::centres::Centres;
use super::graph::Graph;
use super::leiden::{by_size, leiden};
use super::nearest::Rows;

/// The resolution when no number is wanted, and the finer ones that are tried when more are.
const RESOLUTION: f64 = 1.4;
const FINER: [f64; 8] = [1.4, 2.0, 2.8, 4.0, 5.6, 8.0, 11.0, 16.0];

/// A community for each document, the largest first.
pub fn communities(graph: &Graph, rows: &Rows, options: &ClusterOptions<'_>) -> Vec<u32> {
    let Some(wanted) = options.clusters else { return leiden(graph, RESOLUTION, options.seed) };
    let mut labels = Vec::new();
    for resolution in FINER {
        labels = leiden(graph, resolution, options.seed);
        if large(&labels, options.smallest) >= wanted {
            break;
        }
    }
    while large(&labels, options.smallest) > wanted {
        labels = merged(&labels, rows, large(&labels, options.smallest));
    }
    labels
}

/// How many communities have enough members to be clusters; `labels` are by size.
fn large(labels: &[u32], smallest: usize) -> usize {
    let mut sizes = vec![0usize; labels.iter().map(|&label| label as usize + 1).max().unwrap_or(0)];
    labels.iter().for_each(|&label| sizes[label as usize] += 1);
    sizes.into_iter().filter(|&size| size >= smallest.max(1)).count()
}

/// Gives the smallest of the first `count` communities to the nearest of the others.
fn merged(labels: &[u32], rows: &Rows, count: usize) -> Vec<u32> {
    let some: Vec<Option<u32>> =
        labels.iter().map(|&label| Some(label).filter(|&l| (l as usize) < count)).collect();
    let centres = Centres::new(rows, &some, count);
    let last = count - 1;
    let order = |&a: &usize, &b: &usize| {
        centres.between(a, last).total_cmp(&centres.between(b, last)).then(b.cmp(&a))
    };
    let target = (0..last).max_by(order).unwrap_or(0) as u32;
    let moved: Vec<u32> =
        labels.iter().map(|&label| if label as usize == last { target } else { label }).collect();
    by_size(&moved)
}

#[cfg(test)]
mod tests {
    use super::{ClusterOptions, Graph, communities};

    #[test]
    fn gives_the_wanted_number() {
        // Twelve groups of four, each with a word of its own, and a word shared by pairs of groups.
        let rows: Vec<Vec<(u32, f32)>> = (0..48u32).map(|d| vec![(d / 4, 0.9), (20 + d / 8, 0.43)]).collect();
        let edges =
            (0..48u32).flat_map(|a| (a + 1..48).filter(move |b| a / 4 == b / 4).map(move |b| (a, b, 1.0)));
        let graph = Graph::new(48, edges);
        for wanted in [1, 3, 6, 12] {
            let options = ClusterOptions { clusters: Some(wanted), ..ClusterOptions::default() };
            let labels = communities(&graph, &rows, &options);
            let found = labels.iter().max().map_or(0, |&last| last as usize + 1);
            assert_eq!(found, wanted);
        }
        let six =
            communities(&graph, &rows, &ClusterOptions { clusters: Some(6), ..ClusterOptions::default() });
        assert!((0..48).all(|d| six[d] == six[d / 8 * 8]), "the groups that share a word go together");
    }
}
