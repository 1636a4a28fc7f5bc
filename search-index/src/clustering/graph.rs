//! An undirected weighted graph in compressed rows, with pairs of nodes that belong apart.

use std::collections::{BTreeMap, BTreeSet};

/// Every edge stands in the rows of both its ends; rows are sorted by target.
#[derive(Clone, Debug, Default)]
pub struct Graph {
    offsets: Vec<usize>,
    edges: Vec<(u32, f32)>,
    /// Weight inside each node, for nodes that stand for several.
    loops: Vec<f64>,
    /// For the nodes that have any, the nodes that must not be in their community.
    apart: BTreeMap<u32, BTreeSet<u32>>,
}

impl Graph {
    /// A graph of `nodes` nodes; edges given several times add up, edges to oneself become loops.
    pub fn new(nodes: usize, edges: &[(u32, u32, f32)]) -> Self {
        Self::build(nodes, edges, |sum, weight| sum + weight)
    }

    /// The same from edges that may be seen from both ends: the heavier sight counts.
    pub fn undirected(nodes: usize, edges: &[(u32, u32, f32)]) -> Self {
        Self::build(nodes, edges, f32::max)
    }

    /// Rows are sorted without comparing anything: ends are dealt out to rows once by target, then in the order of
    /// these to their sources (a radix sort of two digits).
    fn build(nodes: usize, edges: &[(u32, u32, f32)], combine: impl Fn(f32, f32) -> f32) -> Self {
        let mut loops = vec![0.0; nodes];
        let mut counts = vec![0usize; nodes + 1];
        for &(a, b, weight) in edges {
            if a == b {
                loops[a as usize] += f64::from(weight);
            } else {
                counts[a as usize + 1] += 1;
                counts[b as usize + 1] += 1;
            }
        }
        for node in 0..nodes {
            counts[node + 1] += counts[node];
        }
        let ends = edges.iter().filter(|(a, b, _)| a != b);
        let ends = ends.flat_map(|&(a, b, weight)| [(a, b, weight), (b, a, weight)]);
        let by_target = dealt(&counts, ends.map(|(a, b, weight)| (b, (a, weight))));
        let targets = (0..nodes as u32).flat_map(|b| {
            let row = &by_target[counts[b as usize]..counts[b as usize + 1]];
            row.iter().map(move |&(a, weight)| (a, (b, weight)))
        });
        let rows = dealt(&counts, targets);
        let (mut offsets, mut kept) = (vec![0; nodes + 1], Vec::with_capacity(rows.len()));
        for node in 0..nodes {
            let first = kept.len();
            for &(b, weight) in &rows[counts[node]..counts[node + 1]] {
                match kept[first..].last_mut() {
                    Some((last, sum)) if *last == b => *sum = combine(*sum, weight),
                    _ => kept.push((b, weight)),
                }
            }
            offsets[node + 1] = kept.len();
        }
        Self { offsets, edges: kept, loops, apart: BTreeMap::new() }
    }

    /// The same graph, in whose communities these pairs are never together.
    pub fn keep_apart(mut self, pairs: &[(u32, u32)]) -> Self {
        for &(a, b) in pairs {
            self.apart.entry(a).or_default().insert(b);
            self.apart.entry(b).or_default().insert(a);
        }
        self
    }

    /// The nodes that must not be in the community of a node.
    pub fn apart(&self, node: usize) -> impl Iterator<Item = u32> {
        self.apart.get(&(node as u32)).into_iter().flatten().copied()
    }

    pub fn len(&self) -> usize {
        self.loops.len()
    }

    pub fn neighbours(&self, node: usize) -> &[(u32, f32)] {
        &self.edges[self.offsets[node]..self.offsets[node + 1]]
    }

    pub fn self_weight(&self, node: usize) -> f64 {
        self.loops[node]
    }

    /// The weighted degree, loops counted twice as usual.
    pub fn strength(&self, node: usize) -> f64 {
        2.0 * self.loops[node]
            + self.neighbours(node).iter().map(|&(_, weight)| f64::from(weight)).sum::<f64>()
    }

    /// The graph whose nodes are the communities of this one.
    pub fn aggregate(&self, community: &[u32], communities: usize) -> Self {
        let mut loops = vec![0.0; communities];
        let mut edges = Vec::with_capacity(self.edges.len() / 2);
        for node in 0..self.len() {
            let own = community[node];
            loops[own as usize] += self.loops[node];
            for &(other, weight) in self.neighbours(node) {
                let theirs = community[other as usize];
                if theirs == own {
                    loops[own as usize] += f64::from(weight) / 2.0;
                } else if own < theirs {
                    edges.push((own, theirs, weight));
                }
            }
        }
        let mut graph = Self::new(communities, &edges);
        graph.loops = loops;
        let pairs = self.apart.iter().flat_map(|(&a, others)| others.iter().map(move |&b| (a, b)));
        let pairs = pairs.map(|(a, b)| (community[a as usize], community[b as usize]));
        let pairs: Vec<_> = pairs.filter(|(a, b)| a != b).collect();
        graph.keep_apart(&pairs)
    }
}

/// Values in the rows they are for, each row in the order given.
fn dealt(offsets: &[usize], values: impl Iterator<Item = (u32, (u32, f32))>) -> Vec<(u32, f32)> {
    let mut next = offsets.to_vec();
    let mut rows = vec![(0, 0.0); offsets.last().copied().unwrap_or(0)];
    for (row, value) in values {
        rows[next[row as usize]] = value;
        next[row as usize] += 1;
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::Graph;

    #[test]
    fn edges_add_up_and_rows_are_sorted() {
        let edges = [(2, 0, 1.0), (0, 1, 2.0), (1, 1, 0.5), (0, 2, 3.0)];
        let graph = Graph::new(3, &edges);
        assert_eq!(graph.neighbours(0), [(1, 2.0), (2, 4.0)]);
        assert_eq!(graph.neighbours(2), [(0, 4.0)]);
        assert_eq!((graph.self_weight(1), graph.strength(1)), (0.5, 3.0));
        assert_eq!(Graph::undirected(3, &edges).neighbours(2), [(0, 3.0)]);
        let whole = graph.aggregate(&[0, 0, 0], 1);
        assert_eq!((whole.len(), whole.strength(0)), (1, 13.0));
    }
}
