//! An undirected weighted graph in compressed rows.

/// Every edge stands in the rows of both its ends; rows are sorted by target.
#[derive(Clone, Debug, Default)]
pub struct Graph {
    offsets: Vec<usize>,
    edges: Vec<(u32, f32)>,
    /// Weight inside each node, for nodes that stand for several.
    loops: Vec<f64>,
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
        Self { offsets, edges: both.into_iter().map(|(_, b, weight)| (b, weight)).collect(), loops }
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
        graph
    }
}
