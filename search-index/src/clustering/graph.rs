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
    pub fn new(nodes: usize, edges: impl IntoIterator<Item = (u32, u32, f32)>) -> Self {
        let mut loops = vec![0.0; nodes];
        let mut both = Vec::new();
        for (a, b, weight) in edges {
            if a == b {
                loops[a as usize] += f64::from(weight);
            } else {
                both.push((a, b, weight));
                both.push((b, a, weight));
            }
        }
        both.sort_unstable_by_key(|&(a, b, _)| (a, b));
        both.dedup_by(|next, kept| {
            let same = (next.0, next.1) == (kept.0, kept.1);
            if same {
                kept.2 += next.2;
            }
            same
        });
        let mut offsets = vec![0; nodes + 1];
        for &(a, ..) in &both {
            offsets[a as usize + 1] += 1;
        }
        for node in 0..nodes {
            offsets[node + 1] += offsets[node];
        }
        Self {
            offsets,
            edges: both.into_iter().map(|(_, b, weight)| (b, weight)).collect(),
            loops,
            apart: BTreeMap::new(),
        }
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
        let mut graph = Self::new(communities, edges);
        graph.loops = loops;
        let pairs = self.apart.iter().flat_map(|(&a, others)| others.iter().map(move |&b| (a, b)));
        let pairs = pairs.map(|(a, b)| (community[a as usize], community[b as usize]));
        let pairs: Vec<_> = pairs.filter(|(a, b)| a != b).collect();
        graph.keep_apart(&pairs)
    }
}
