//! What people decided, which a new run keeps to.
//!
//! Documents that belong together become one point of the graph before communities are sought, so that what pulls one
//! pulls all; documents that do not are never put into one community (constrained clustering: Wagstaff, Cardie:
//! "Clustering with Instance-level Constraints", 2000). A pinned document follows the most typical member of its cluster
//! and draws nobody along; the documents of a locked cluster take no part.

use std::collections::{BTreeSet, HashMap};

use serde::{Deserialize, Serialize};

use super::graph::Graph;
use super::leiden::renumber;
use super::repeats::Repeats;
use crate::Document;

/// What people decided. Documents that are no longer there are passed over.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Decisions {
    /// The clusters of an earlier run: those that continue keep their keys.
    pub earlier: Vec<Earlier>,
    /// Pairs of documents, by [`Document::id`], that belong together.
    pub together: Vec<(u64, u64)>,
    /// Pairs of documents that do not. Where decisions contradict each other, pins come first, then these.
    pub apart: Vec<(u64, u64)>,
}

impl Decisions {
    /// Nothing decided.
    pub const NONE: Self = Self { earlier: Vec::new(), together: Vec::new(), apart: Vec::new() };
}

/// A cluster of an earlier run: its key, its members, and what people made of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Earlier {
    /// [`Cluster::key`](super::Cluster::key)
    pub key: String,
    /// [`Document::id`] of each member, the most typical first.
    pub members: Vec<u64>,
    /// Those that people put or kept there: they stay.
    pub pinned: Vec<u64>,
    /// Whether it stays exactly as it is: nobody joins, nobody leaves.
    pub locked: bool,
}

/// Decisions as ranks of documents, without contradictions.
#[derive(Debug, Default)]
pub struct Bonds {
    /// For each document the earlier cluster that holds it, when that one is locked.
    locked: Vec<Option<u32>>,
    /// For each document the earlier cluster that it was in.
    before: Vec<Option<u32>>,
    /// Earlier clusters with a document that must be in the cluster that continues them.
    anchors: Vec<(u32, u32)>,
    joined: Vec<(u32, u32)>,
    apart: Vec<(u32, u32)>,
    spoken_of: BTreeSet<u32>,
    /// Pinned documents: where they are says nothing about those they resemble.
    alone: BTreeSet<u32>,
    /// Pairs of ids that could not be honoured.
    pub refused: Vec<(u64, u64)>,
}

impl Bonds {
    /// Reads the decisions: pins first, then what is apart, then what is together.
    pub fn new(documents: &[Document], decisions: &Decisions) -> Self {
        let mut reader = Reader::new(documents);
        reader.remember(&decisions.earlier);
        reader.lock(&decisions.earlier);
        reader.pin(&decisions.earlier);
        reader.set_apart(&decisions.apart);
        reader.join(&decisions.together);
        reader.bonds
    }

    /// Whether people spoke of this document: it then stands for no other, and is left out of no cluster.
    pub fn is_spoken_of(&self, rank: usize) -> bool {
        self.spoken_of.contains(&(rank as u32))
    }

    /// The earlier cluster that holds a document for good.
    pub fn locked(&self, rank: usize) -> Option<u32> {
        self.locked.get(rank).copied().flatten()
    }

    /// Whether a document is where people want it, and so draws nobody there.
    pub fn draws_nobody(&self, rank: usize) -> bool {
        self.alone.contains(&(rank as u32))
    }

    /// The earlier cluster that a document was in.
    pub fn before(&self, rank: usize) -> Option<u32> {
        self.before.get(rank).copied().flatten()
    }

    /// The earlier clusters with the documents that tell where they continue.
    pub fn anchors(&self) -> &[(u32, u32)] {
        &self.anchors
    }

    /// The points of the graph, when they differ from the distinct rows.
    pub fn points(&self, repeats: &Repeats) -> Points {
        let mut roots = Roots::new(repeats.distinct.len());
        let of = |rank: u32| repeats.row_of(rank as usize);
        for &(a, b) in &self.joined {
            roots.join(of(a), of(b));
        }
        let all: Vec<u32> = (0..repeats.distinct.len() as u32).map(|row| roots.root(row)).collect();
        let (points, count) = renumber(&all);
        let apart = self.apart.iter().map(|&(a, b)| (points[of(a) as usize], points[of(b) as usize]));
        let apart = apart.filter(|(a, b)| a != b).collect();
        Points { of: points, count, apart }
    }
}

/// The distinct rows joined by decisions.
pub struct Points {
    of: Vec<u32>,
    count: usize,
    apart: Vec<(u32, u32)>,
}

impl Points {
    /// The graph of rows as a graph of points.
    pub fn graph(&self, rows: Graph) -> Graph {
        let joined = if self.count == rows.len() { rows } else { rows.aggregate(&self.of, self.count) };
        joined.keep_apart(&self.apart)
    }

    /// The community of each row.
    pub fn labels(&self, of_points: &[u32]) -> Vec<u32> {
        self.of.iter().map(|&point| of_points[point as usize]).collect()
    }

    /// Whether two communities of rows hold what belongs apart.
    pub fn are_apart(&self, labels: &[u32], one: u32, other: u32) -> bool {
        let mut of_point = vec![0; self.count];
        self.of.iter().zip(labels).for_each(|(&point, &label)| of_point[point as usize] = label);
        self.apart.iter().any(|&(a, b)| {
            let pair = (of_point[a as usize], of_point[b as usize]);
            pair == (one, other) || pair == (other, one)
        })
    }
}

struct Reader {
    ids: HashMap<u64, u32>,
    roots: Roots,
    bonds: Bonds,
}

impl Reader {
    fn new(documents: &[Document]) -> Self {
        let mut ids = HashMap::with_capacity(documents.len());
        for (rank, document) in (0..).zip(documents) {
            ids.entry(document.id).or_insert(rank);
        }
        let nowhere = vec![None; documents.len()];
        let bonds = Bonds { locked: nowhere.clone(), before: nowhere, ..Bonds::default() };
        Self { ids, roots: Roots::new(documents.len()), bonds }
    }

    fn remember(&mut self, earlier: &[Earlier]) {
        for (cluster, old) in (0..).zip(earlier) {
            for rank in old.members.iter().filter_map(|id| self.ids.get(id)) {
                self.bonds.before[*rank as usize] = Some(cluster);
            }
        }
    }

    fn lock(&mut self, earlier: &[Earlier]) {
        for (cluster, old) in (0..).zip(earlier).filter(|(_, old)| old.locked) {
            for id in &old.members {
                let Some(&rank) = self.ids.get(id) else { continue };
                let lock = &mut self.bonds.locked[rank as usize];
                if lock.is_none() {
                    *lock = Some(cluster);
                    self.bonds.spoken_of.insert(rank);
                }
            }
        }
    }

    /// Ties the pinned members to the most typical one. The anchors of two clusters are never in one.
    fn pin(&mut self, earlier: &[Earlier]) {
        for (cluster, old) in (0..).zip(earlier).filter(|(_, old)| !old.locked && !old.pinned.is_empty()) {
            let typical = old.members.iter().take(1).filter(|id| !old.pinned.contains(id));
            let mut anchor = None;
            for &id in typical.chain(&old.pinned) {
                let Some(&rank) = self.ids.get(&id) else { continue };
                match anchor {
                    _ if self.is_taken(rank) => self.bonds.refused.push((id, id)),
                    None => {
                        anchor = Some(rank);
                        self.bonds.spoken_of.insert(rank);
                    }
                    Some(first) => {
                        self.tie(first, rank);
                        self.bonds.alone.insert(rank);
                    }
                }
            }
            let Some(anchor) = anchor else { continue };
            for at in 0..self.bonds.anchors.len() {
                let other = self.bonds.anchors[at].1;
                self.bonds.apart.push((anchor, other));
            }
            self.bonds.anchors.push((cluster, anchor));
        }
    }

    /// Whether another cluster has this document already.
    fn is_taken(&mut self, rank: u32) -> bool {
        let root = self.roots.root(rank);
        self.bonds.locked(rank as usize).is_some()
            || self.bonds.anchors.iter().any(|&(_, anchor)| self.roots.root(anchor) == root)
    }

    fn tie(&mut self, a: u32, b: u32) {
        self.roots.join(a, b);
        self.bonds.joined.push((a, b));
        self.bonds.spoken_of.extend([a, b]);
    }

    fn pairs(&self, pairs: &[(u64, u64)]) -> Vec<((u64, u64), (u32, u32))> {
        let rank = |id: u64| self.ids.get(&id).copied();
        let known = |&(a, b): &(u64, u64)| Some(((a, b), (rank(a)?, rank(b)?)));
        pairs.iter().filter_map(known).filter(|(_, (a, b))| a != b).collect()
    }

    fn set_apart(&mut self, pairs: &[(u64, u64)]) {
        for (ids, (a, b)) in self.pairs(pairs) {
            let (one, other) = (self.bonds.locked(a as usize), self.bonds.locked(b as usize));
            if self.roots.root(a) == self.roots.root(b) || (one.is_some() && one == other) {
                self.bonds.refused.push(ids);
            } else {
                self.bonds.apart.push((a, b));
                self.bonds.spoken_of.extend([a, b]);
            }
        }
    }

    fn join(&mut self, pairs: &[(u64, u64)]) {
        for (ids, (a, b)) in self.pairs(pairs) {
            let (one, other) = (self.bonds.locked(a as usize), self.bonds.locked(b as usize));
            if one.is_some() || other.is_some() {
                if one != other {
                    self.bonds.refused.push(ids);
                }
            } else if self.are_apart(a, b) {
                self.bonds.refused.push(ids);
            } else {
                self.tie(a, b);
            }
        }
    }

    fn are_apart(&mut self, a: u32, b: u32) -> bool {
        let (a, b) = (self.roots.root(a), self.roots.root(b));
        let Self { roots, bonds, .. } = self;
        bonds.apart.iter().any(|&(x, y)| {
            let pair = (roots.root(x), roots.root(y));
            pair == (a, b) || pair == (b, a)
        })
    }
}

/// Disjoint sets (Galler, Fischer, 1964), with the smallest rank as the root of each.
struct Roots(Vec<u32>);

impl Roots {
    fn new(count: usize) -> Self {
        Self((0..count as u32).collect())
    }

    fn root(&mut self, mut at: u32) -> u32 {
        while self.0[at as usize] != at {
            let next = self.0[self.0[at as usize] as usize];
            self.0[at as usize] = next;
            at = next;
        }
        at
    }

    fn join(&mut self, a: u32, b: u32) {
        let (a, b) = (self.root(a), self.root(b));
        self.0[a.max(b) as usize] = a.min(b);
    }
}

#[cfg(test)]
mod tests {
    use super::{Bonds, Decisions, Earlier, Roots};
    use crate::Document;

    fn bonds(decisions: &Decisions) -> Bonds {
        let documents: Vec<_> = (0..10).map(|id| Document { id, ..Document::default() }).collect();
        Bonds::new(&documents, decisions)
    }

    fn earlier(key: &str, members: &[u64], pinned: &[u64], locked: bool) -> Earlier {
        Earlier { key: key.into(), members: members.into(), pinned: pinned.into(), locked }
    }

    #[test]
    fn sets_join() {
        let mut roots = Roots::new(5);
        roots.join(3, 4);
        roots.join(4, 1);
        assert_eq!((0..5).map(|at| roots.root(at)).collect::<Vec<_>>(), [0, 1, 2, 1, 1]);
    }

    #[test]
    fn who_is_gone_is_passed_over() {
        let found = bonds(&Decisions {
            together: vec![(1, 99), (3, 3)],
            apart: vec![(98, 99)],
            earlier: vec![earlier("c1", &[97], &[96], false)],
        });
        assert!(found.joined.is_empty() && found.apart.is_empty() && found.anchors.is_empty());
        assert!(found.refused.is_empty());
    }

    #[test]
    fn contradictions_are_told() {
        let found = bonds(&Decisions {
            together: vec![(1, 2), (2, 3), (3, 4)],
            apart: vec![(1, 4)],
            ..Decisions::NONE
        });
        assert_eq!(found.refused, [(3, 4)], "what would join what is apart");
        let found = bonds(&Decisions {
            earlier: vec![earlier("c1", &[0, 1], &[1, 2], false), earlier("c2", &[5], &[2], false)],
            together: vec![(1, 5)],
            apart: vec![(0, 1)],
        });
        assert_eq!(
            found.refused,
            [(2, 2), (0, 1), (1, 5)],
            "pinned twice; apart though pinned; two clusters in one"
        );
    }

    #[test]
    fn a_locked_cluster_takes_no_part() {
        let found = bonds(&Decisions {
            earlier: vec![earlier("c1", &[0, 1], &[], true)],
            together: vec![(0, 1), (1, 2)],
            apart: vec![(0, 3), (0, 1)],
        });
        assert_eq!((found.locked(0), found.locked(2)), (Some(0), None));
        assert_eq!(found.refused, [(0, 1), (1, 2)]);
        assert!(found.joined.is_empty());
    }
}
