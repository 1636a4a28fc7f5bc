//! Pairs brought together: each group is a request and those that ask the same.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::Pair;

/// Documents that seem to ask the same, for someone to merge.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DuplicateGroup {
    /// The document that most others are like; it comes first when several are.
    pub lead: u64,
    /// The others, the most like the lead first.
    pub others: Vec<u64>,
}

/// Groups of documents out of the pairs that [`duplicates()`](super::duplicates()) told, the largest first.
///
/// Every member is told as like the lead, or is a copy of one that is: a chain of pairs, each a little off the one
/// before, does not end up as one group. Each document is in one group at most.
#[must_use]
pub fn duplicate_groups(pairs: &[Pair]) -> Vec<DuplicateGroup> {
    let first_copy = first_copies(pairs);
    let first = |id: u64| first_copy.get(&id).copied().unwrap_or(id);
    let mut copies: BTreeMap<u64, Vec<u64>> = BTreeMap::new();
    for (&copy, &first) in &first_copy {
        copies.entry(first).or_default().push(copy);
    }
    let mut near: BTreeMap<u64, BTreeMap<u64, f32>> = BTreeMap::new();
    for pair in pairs {
        let (a, b) = (first(pair.a), first(pair.b));
        near.entry(a).or_default();
        if a != b {
            near.entry(a).or_default().insert(b, pair.score);
            near.entry(b).or_default().insert(a, pair.score);
        }
    }
    let mut free: BTreeSet<u64> = near.keys().copied().collect();
    let mut groups = Vec::new();
    for lead in by_neighbours(&near, &copies) {
        if free.remove(&lead) {
            let mut members: Vec<(u64, f32)> = near[&lead].iter().map(|(&id, &score)| (id, score)).collect();
            members.retain(|(id, _)| free.remove(id));
            members.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
            let ids = std::iter::once(lead).chain(members.into_iter().map(|(id, _)| id));
            let with_copies =
                ids.flat_map(|id| std::iter::once(id).chain(copies.get(&id).into_iter().flatten().copied()));
            let others: Vec<u64> = with_copies.skip(1).collect();
            groups.extend((!others.is_empty()).then_some(DuplicateGroup { lead, others }));
        }
    }
    groups.sort_by(|a, b| b.others.len().cmp(&a.others.len()).then(a.lead.cmp(&b.lead)));
    groups
}

/// For each copy of an earlier text, the first that has it.
fn first_copies(pairs: &[Pair]) -> BTreeMap<u64, u64> {
    let mut first: BTreeMap<u64, u64> = BTreeMap::new();
    for pair in pairs.iter().filter(|pair| pair.score >= 1.0) {
        let (a, b) = (root(&first, pair.a), root(&first, pair.b));
        if a != b {
            first.insert(a.max(b), a.min(b));
        }
    }
    let copies: Vec<u64> = first.keys().copied().collect();
    copies.into_iter().map(|copy| (copy, root(&first, copy))).collect()
}

fn root(first: &BTreeMap<u64, u64>, id: u64) -> u64 {
    let mut at = id;
    while let Some(&earlier) = first.get(&at) {
        at = earlier;
    }
    at
}

/// The documents, those like the most others first.
fn by_neighbours(near: &BTreeMap<u64, BTreeMap<u64, f32>>, copies: &BTreeMap<u64, Vec<u64>>) -> Vec<u64> {
    let count = |id: &u64| 1 + copies.get(id).map_or(0, Vec::len);
    let mut ids: Vec<(usize, u64)> =
        near.iter().map(|(id, others)| (count(id) + others.keys().map(count).sum::<usize>(), *id)).collect();
    ids.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    ids.into_iter().map(|(_, id)| id).collect()
}

#[cfg(test)]
mod tests {
    use super::{DuplicateGroup, duplicate_groups};
    use crate::duplicates::Pair;
    use crate::request::Reason;

    fn groups(pairs: &[(u64, u64, f32)]) -> Vec<(u64, Vec<u64>)> {
        let pair = |&(a, b, score): &(u64, u64, f32)| Pair {
            a,
            b,
            score,
            reason: Reason::Shared,
            shared_terms: Vec::new(),
        };
        let pairs: Vec<Pair> = pairs.iter().map(pair).collect();
        let told = duplicate_groups(&pairs).into_iter();
        told.map(|DuplicateGroup { lead, others }| (lead, others)).collect()
    }

    #[test]
    fn a_chain_is_cut_around_its_leads() {
        let chain = [(1, 2, 0.5), (2, 3, 0.5), (3, 4, 0.5), (4, 5, 0.5)];
        assert_eq!(groups(&chain), [(2, vec![1, 3]), (4, vec![5])]);
    }

    #[test]
    fn copies_go_together() {
        let pairs = [(1, 2, 1.0), (1, 3, 1.0), (10, 11, 1.0), (1, 10, 0.6)];
        assert_eq!(groups(&pairs), [(1, vec![2, 3, 10, 11])]);
    }

    #[test]
    fn the_nearest_and_the_largest_come_first() {
        let pairs = [(1, 2, 0.5), (1, 3, 0.9), (8, 9, 0.99)];
        assert_eq!(groups(&pairs), [(1, vec![3, 2]), (8, vec![9])]);
        assert!(groups(&[]).is_empty());
    }
}
