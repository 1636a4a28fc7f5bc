//! Community detection: the Leiden algorithm (Traag, Waltman, van Eck: "From Louvain to Leiden", 2019).
//!
//! The quality is modularity with a resolution (Reichardt, Bornholdt, 2006):
//! `Q = Σ_c [ w_c − γ·K_c² / 4m ]`, with `w_c` the weight inside a community, `K_c` the sum of its degrees and
//! `m` the total weight. A larger γ gives smaller communities.

use std::collections::VecDeque;

use super::graph::Graph;
use super::random::Random;

/// Runs until no pass improves the partition; communities are numbered from 0, the largest first.
pub fn leiden(graph: &Graph, resolution: f64, seed: u64) -> Vec<u32> {
    let mut random = Random::new(seed);
    let mut partition: Vec<u32> = (0..graph.len() as u32).collect();
    let mut best = quality(graph, &partition, resolution);
    let passes = if graph.len() > MANY { 2 } else { PASSES };
    for _ in 0..passes {
        let next = pass(graph, resolution, &mut random, partition.clone());
        let reached = quality(graph, &next, resolution);
        if reached <= best + 1e-10 * best.abs().max(1e-12) {
            break;
        }
        (partition, best) = (next, reached);
    }
    by_size(&partition)
}

/// Two passes: less than the best, for callers that take the mean of many.
pub fn quick(graph: &Graph, resolution: f64, seed: u64) -> Vec<u32> {
    let mut random = Random::new(seed);
    let first = pass(graph, resolution, &mut random, (0..graph.len() as u32).collect());
    pass(graph, resolution, &mut random, first)
}

/// Above this many nodes a pass takes seconds, and the third changes hardly anything.
const MANY: usize = 50_000;
/// More passes than this change nothing that a reader could see.
const PASSES: usize = 10;

/// Outweighs all that could draw a node to a community where it must not be.
const REPULSION: f64 = 1e12;

/// The modularity of a partition, divided by the total weight.
pub fn quality(graph: &Graph, partition: &[u32], resolution: f64) -> f64 {
    let mut inside = vec![0.0; graph.len()];
    let mut degree = vec![0.0; graph.len()];
    for node in 0..graph.len() {
        let own = partition[node];
        degree[own as usize] += graph.strength(node);
        inside[own as usize] += graph.self_weight(node);
        let within = graph.neighbours(node).iter().filter(|&&(other, _)| partition[other as usize] == own);
        inside[own as usize] += within.map(|&(_, weight)| f64::from(weight)).sum::<f64>() / 2.0;
    }
    let twice: f64 = degree.iter().sum();
    if twice <= 0.0 {
        return 0.0;
    }
    let parts = inside.iter().zip(&degree);
    parts.map(|(inside, degree)| inside * 2.0 / twice - resolution * (degree / twice).powi(2)).sum()
}

/// Move, refine, aggregate, until the graph no longer shrinks.
fn pass(graph: &Graph, resolution: f64, random: &mut Random, start: Vec<u32>) -> Vec<u32> {
    let mut level = graph.clone();
    let mut membership: Vec<u32> = (0..graph.len() as u32).collect();
    let mut partition = start;
    loop {
        let mut state = State::new(&level, resolution, partition);
        state.move_nodes(random);
        let moved = state.community;
        let refined = refine(&level, resolution, &moved, random);
        let (refined, count) = renumber(&refined);
        let coarse = coarse_partition(&refined, count, &moved);
        for node in &mut membership {
            *node = refined[*node as usize];
        }
        if count == level.len() {
            return membership.iter().map(|&node| coarse[node as usize]).collect();
        }
        level = level.aggregate(&refined, count);
        partition = coarse;
    }
}

/// The community, from before refinement, of each refined community.
fn coarse_partition(refined: &[u32], count: usize, moved: &[u32]) -> Vec<u32> {
    let (moved, _) = renumber(moved);
    let mut coarse = vec![0; count];
    for (node, &part) in refined.iter().enumerate() {
        coarse[part as usize] = moved[node];
    }
    coarse
}

/// A partition of one level, with the sums that make a move cheap to judge.
struct State<'a> {
    graph: &'a Graph,
    /// `γ / 2m`
    scale: f64,
    community: Vec<u32>,
    degree: Vec<f64>,
    strength: Vec<f64>,
    /// Scratch: weight towards each community, and which were touched.
    towards: Vec<f64>,
    touched: Vec<u32>,
}

impl<'a> State<'a> {
    fn new(graph: &'a Graph, resolution: f64, community: Vec<u32>) -> Self {
        let strength: Vec<f64> = (0..graph.len()).map(|node| graph.strength(node)).collect();
        let mut degree = vec![0.0; graph.len()];
        for (node, &own) in community.iter().enumerate() {
            degree[own as usize] += strength[node];
        }
        let twice: f64 = strength.iter().sum();
        let scale = if twice > 0.0 { resolution / twice } else { 0.0 };
        let towards = vec![0.0; graph.len()];
        Self { graph, scale, community, degree, strength, towards, touched: Vec::new() }
    }

    /// Visits nodes in random order, then those whose neighbours changed, until nobody wants to move.
    fn move_nodes(&mut self, random: &mut Random) {
        let mut order: Vec<u32> = (0..self.graph.len() as u32).collect();
        random.shuffle(&mut order);
        let mut queue: VecDeque<u32> = order.into();
        let mut queued = vec![true; self.graph.len()];
        let mut empty: Vec<u32> =
            (0..self.graph.len() as u32).filter(|&c| self.degree[c as usize] == 0.0).collect();
        while let Some(node) = queue.pop_front() {
            let node = node as usize;
            queued[node] = false;
            let Some(target) = self.best_move(node, empty.last().copied()) else { continue };
            if empty.last() == Some(&target) {
                empty.pop();
            }
            let left = self.relocate(node, target);
            if self.degree[left as usize] <= 1e-12 {
                self.degree[left as usize] = 0.0;
                empty.push(left);
            }
            for &(other, _) in self.graph.neighbours(node) {
                if self.community[other as usize] != target && !queued[other as usize] {
                    queued[other as usize] = true;
                    queue.push_back(other);
                }
            }
        }
    }

    fn relocate(&mut self, node: usize, target: u32) -> u32 {
        let left = std::mem::replace(&mut self.community[node], target);
        self.degree[left as usize] -= self.strength[node];
        self.degree[target as usize] += self.strength[node];
        left
    }

    /// The community that gains most from this node, when it is not its own.
    fn best_move(&mut self, node: usize, empty: Option<u32>) -> Option<u32> {
        let own = self.community[node];
        self.weigh(node);
        let price = self.scale * self.strength[node];
        let stay = self.towards[own as usize] - price * (self.degree[own as usize] - self.strength[node]);
        let mut best = (stay + 1e-12, own);
        for &candidate in &self.touched {
            let gain = self.towards[candidate as usize] - price * self.degree[candidate as usize];
            if candidate != own && gain > best.0 {
                best = (gain, candidate);
            }
        }
        if let Some(alone) = empty.filter(|_| best.0 < 0.0) {
            best = (0.0, alone);
        }
        self.forget();
        (best.1 != own).then_some(best.1)
    }

    fn weigh(&mut self, node: usize) {
        for &(other, weight) in self.graph.neighbours(node) {
            self.pull(other, f64::from(weight));
        }
        for other in self.graph.apart(node) {
            self.pull(other, -REPULSION);
        }
    }

    /// Adds to the weight towards the community of a node.
    fn pull(&mut self, other: u32, weight: f64) {
        let theirs = self.community[other as usize];
        if self.towards[theirs as usize] == 0.0 {
            self.touched.push(theirs);
        }
        self.towards[theirs as usize] += weight;
    }

    fn forget(&mut self) {
        for touched in self.touched.drain(..) {
            self.towards[touched as usize] = 0.0;
        }
    }
}

/// Inside each community, merges single nodes into parts that are well connected with the rest of it.
fn refine(graph: &Graph, resolution: f64, community: &[u32], random: &mut Random) -> Vec<u32> {
    let mut total = vec![0.0; graph.len()];
    let mut state = State::new(graph, resolution, (0..graph.len() as u32).collect());
    for (node, &own) in community.iter().enumerate() {
        total[own as usize] += state.strength[node];
    }
    let mut outside: Vec<f64> = (0..graph.len()).map(|node| weight_within(graph, community, node)).collect();
    let mut alone = vec![true; graph.len()];
    let mut order: Vec<usize> = (0..graph.len()).collect();
    random.shuffle(&mut order);
    for node in order {
        let whole = total[community[node] as usize];
        let strength = state.strength[node];
        if !alone[node] || outside[node] < state.scale * strength * (whole - strength) {
            continue;
        }
        let Some(target) = best_part(&mut state, community, &outside, whole, node) else { continue };
        let within = weight_towards(graph, &state.community, node, target);
        outside[target as usize] += outside[node] - 2.0 * within;
        alone[target as usize] = false;
        alone[node] = false;
        state.relocate(node, target);
    }
    state.community
}

/// The part of the node's community, itself well connected, that gains most from it.
fn best_part(
    state: &mut State<'_>,
    community: &[u32],
    outside: &[f64],
    whole: f64,
    node: usize,
) -> Option<u32> {
    for &(other, weight) in state.graph.neighbours(node) {
        if community[other as usize] != community[node] {
            continue;
        }
        state.pull(other, f64::from(weight));
    }
    for other in state.graph.apart(node) {
        state.pull(other, -REPULSION);
    }
    let price = state.scale * state.strength[node];
    let mut best = (0.0, None);
    for &part in &state.touched {
        let degree = state.degree[part as usize];
        let connected = outside[part as usize] >= state.scale * degree * (whole - degree) - 1e-12;
        let gain = state.towards[part as usize] - price * degree;
        if part != node as u32 && connected && gain > best.0 {
            best = (gain, Some(part));
        }
    }
    state.forget();
    best.1
}

fn weight_within(graph: &Graph, community: &[u32], node: usize) -> f64 {
    weight_towards(graph, community, node, community[node])
}

fn weight_towards(graph: &Graph, community: &[u32], node: usize, target: u32) -> f64 {
    let edges = graph.neighbours(node).iter().filter(|&&(other, _)| community[other as usize] == target);
    edges.map(|&(_, weight)| f64::from(weight)).sum()
}

/// Labels from 0 in order of appearance, and how many there are.
pub fn renumber(labels: &[u32]) -> (Vec<u32>, usize) {
    let mut new = vec![u32::MAX; labels.iter().map(|&label| label as usize + 1).max().unwrap_or(0)];
    let mut count = 0;
    let renumbered = labels.iter().map(|&label| {
        let slot = &mut new[label as usize];
        if *slot == u32::MAX {
            *slot = count;
            count += 1;
        }
        *slot
    });
    let renumbered = renumbered.collect();
    (renumbered, count as usize)
}

/// The largest community first; equal sizes by their first node.
pub fn by_size(partition: &[u32]) -> Vec<u32> {
    let (labels, count) = renumber(partition);
    let mut sizes = vec![0usize; count];
    for &label in &labels {
        sizes[label as usize] += 1;
    }
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by_key(|&label| std::cmp::Reverse(sizes[label]));
    let mut rank = vec![0; count];
    for (new, &old) in order.iter().enumerate() {
        rank[old] = new as u32;
    }
    labels.into_iter().map(|label| rank[label as usize]).collect()
}

#[cfg(test)]
mod tests {
    use super::{Graph, leiden, quality};

    /// Rings of cliques: the textbook case with a known best partition.
    fn cliques(count: u32, size: u32) -> Graph {
        let mut edges = Vec::new();
        for clique in 0..count {
            let first = clique * size;
            for a in 0..size {
                edges.extend((a + 1..size).map(|b| (first + a, first + b, 1.0)));
            }
            edges.push((first, (first + size) % (count * size), 1.0));
        }
        Graph::new((count * size) as usize, &edges)
    }

    #[test]
    fn finds_cliques_whatever_the_seed() {
        let graph = cliques(8, 6);
        let expected: Vec<u32> = (0..48).map(|node| node / 6).collect();
        for seed in 0..20 {
            let found = leiden(&graph, 1.0, seed);
            assert_eq!(super::renumber(&found).0, expected, "seed {seed}");
        }
        assert!(quality(&graph, &expected, 1.0) > 0.7);
    }

    #[test]
    fn resolution_splits_and_merges() {
        let graph = cliques(30, 5);
        let count = |resolution| leiden(&graph, resolution, 1).iter().max().map_or(0, |&last| last + 1);
        assert!(count(0.2) < count(1.0) && count(1.0) <= 30 && count(4.0) >= 30);
    }

    #[test]
    fn strangers_stay_alone_and_nothing_is_nothing() {
        assert_eq!(leiden(&Graph::new(3, &[]), 1.0, 1), [0, 1, 2]);
        assert!(leiden(&Graph::default(), 1.0, 1).is_empty());
    }

    #[test]
    fn what_belongs_apart_is_never_together() {
        let graph = cliques(4, 6).keep_apart(&[(0, 1), (0, 2), (7, 20)]);
        for (seed, resolution) in
            (0..20).flat_map(|seed| [0.01, 1.0, 3.0].map(|resolution| (seed, resolution)))
        {
            let found = leiden(&graph, resolution, seed);
            assert!(found[0] != found[1] && found[0] != found[2] && found[7] != found[20], "{found:?}");
        }
        let found = leiden(&graph, 1.0, 1);
        assert!((1..6).all(|node| found[node] == found[1]), "only the one that is named leaves");
    }

    #[test]
    fn every_community_is_connected() {
        let mut random = super::Random::new(5);
        let edges: Vec<_> =
            (0..900).map(|_| (random.below(300) as u32, random.below(300) as u32, 1.0)).collect();
        let graph = Graph::new(300, &edges);
        let found = leiden(&graph, 1.0, 7);
        for community in 0..=found.iter().copied().max().unwrap_or(0) {
            let members: Vec<usize> = (0..300).filter(|&node| found[node] == community).collect();
            let mut seen = vec![members[0]];
            let mut next = 0;
            while next < seen.len() {
                let inside = graph.neighbours(seen[next]).iter().map(|&(other, _)| other as usize);
                for other in inside.filter(|&other| found[other] == community).collect::<Vec<_>>() {
                    if !seen.contains(&other) {
                        seen.push(other);
                    }
                }
                next += 1;
            }
            assert_eq!(seen.len(), members.len());
        }
    }
}
