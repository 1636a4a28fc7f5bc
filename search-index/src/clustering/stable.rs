//! The same clusters from one run to the next: names that stay when ideas come, go or change.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use serde::Serialize;

use super::{Clustering, Earlier};

/// What changed between two runs, told with the keys of the later one unless said otherwise.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Changes {
    /// Clusters that have no forerunner.
    pub new: Vec<String>,
    /// Earlier keys whose members went elsewhere for the most part.
    pub gone: Vec<String>,
    /// Earlier keys with the later clusters that each took a fifth or more of its members, when there are several.
    pub split: BTreeMap<String, Vec<String>>,
    /// Later clusters with the earlier keys that each gave a fifth or more of their members, when there are several.
    pub merged: BTreeMap<String, Vec<String>>,
    /// Members of both runs whose cluster has another key now; an orphan has none.
    pub moved: Vec<Move>,
}

/// A document that is elsewhere than before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Move {
    /// [`Document::id`](crate::Document::id)
    pub id: u64,
    /// Its earlier cluster.
    pub from: String,
    /// Its later cluster; `None` when it is an orphan.
    pub to: Option<String>,
}

/// Clusters with less in common than this are not the same: the Jaccard index of the members of both runs.
const SAME: f64 = 0.25;

impl Clustering {
    /// Gives each cluster the key of the earlier one that it continues, new keys to the others, and tells the changes.
    ///
    /// What people decided comes first: `decided` holds for each cluster the rank of the earlier one that it must
    /// continue. Other pairs are matched by overlap (the Jaccard index), the best first. Documents that only one run
    /// has do not count: an idea that came or went changes no identity. A key is never given to a second cluster.
    pub(super) fn follow(&mut self, earlier: &[Earlier], decided: &[Option<(u32, bool)>]) {
        let decided = decided.iter().map(|one| one.map(|(rank, _)| rank as usize)).collect();
        let forerunners = self.forerunners(earlier, decided);
        let keys = self.keys(earlier, &forerunners);
        self.rename(&keys);
        if !earlier.is_empty() {
            self.changes = self.changes(earlier, &forerunners);
        }
    }

    /// For each cluster the rank of the earlier one that it continues.
    fn forerunners(&self, earlier: &[Earlier], decided: Vec<Option<usize>>) -> Vec<Option<usize>> {
        let before: HashMap<u64, usize> = earlier
            .iter()
            .enumerate()
            .flat_map(|(rank, old)| old.members.iter().map(move |&id| (id, rank)))
            .collect();
        let still: HashSet<u64> = self.places().map(|(id, _)| id).collect();
        let remaining: Vec<usize> =
            earlier.iter().map(|old| old.members.iter().filter(|id| still.contains(id)).count()).collect();
        let mut pairs = Vec::new();
        for (rank, cluster) in self.clusters.iter().enumerate() {
            let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
            for old in cluster.members.iter().filter_map(|member| before.get(&member.id)) {
                *shared.entry(*old).or_default() += 1;
            }
            let known: usize = shared.values().sum();
            for (old, both) in shared {
                pairs.push((both as f64 / (known + remaining[old] - both) as f64, rank, old));
            }
        }
        pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
        let mut taken: HashSet<usize> = decided.iter().flatten().copied().collect();
        let mut found = decided;
        for (overlap, rank, old) in pairs {
            if overlap >= SAME && found[rank].is_none() && taken.insert(old) {
                found[rank] = Some(old);
            }
        }
        found
    }

    fn places(&self) -> impl Iterator<Item = (u64, Option<&str>)> {
        let members =
            self.clusters.iter().flat_map(|c| c.members.iter().map(|m| (m.id, Some(c.key.as_str()))));
        members.chain(self.orphans.iter().map(|orphan| (orphan.id, None)))
    }

    /// From present keys to lasting ones; new ones count on from the highest number ever used.
    fn keys(&self, earlier: &[Earlier], forerunners: &[Option<usize>]) -> HashMap<String, String> {
        let number = |old: &Earlier| old.key.strip_prefix('c').and_then(|number| number.parse::<u64>().ok());
        let mut last = earlier.iter().filter_map(number).max().unwrap_or(0);
        let mut key = |forerunner: &Option<usize>| match forerunner {
            Some(old) => earlier[*old].key.clone(),
            None => {
                last = last.saturating_add(1);
                format!("c{last}")
            }
        };
        self.clusters.iter().zip(forerunners).map(|(cluster, old)| (cluster.key.clone(), key(old))).collect()
    }

    fn rename(&mut self, keys: &HashMap<String, String>) {
        let rename = |key: &mut String| {
            if let Some(new) = keys.get(key) {
                key.clone_from(new);
            }
        };
        for cluster in &mut self.clusters {
            rename(&mut cluster.key);
            for (number, part) in (1..).zip(&mut cluster.parts) {
                part.key = format!("{}.{number}", cluster.key);
            }
            cluster
                .members
                .iter_mut()
                .filter_map(|m| m.second_best.as_mut())
                .for_each(|s| rename(&mut s.key));
        }
        self.orphans.iter_mut().filter_map(|o| o.nearest.as_mut()).for_each(|(key, _)| rename(key));
    }

    fn changes(&self, earlier: &[Earlier], forerunners: &[Option<usize>]) -> Changes {
        let now: HashMap<u64, Option<&str>> = self.places().collect();
        let mut changes = Changes::default();
        let unmatched = self.clusters.iter().zip(forerunners).filter(|(_, old)| old.is_none());
        changes.new = unmatched.map(|(cluster, _)| cluster.key.clone()).collect();
        let kept: BTreeSet<usize> = forerunners.iter().flatten().copied().collect();
        let mut sources: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for (rank, old) in earlier.iter().enumerate() {
            if !kept.contains(&rank) {
                changes.gone.push(old.key.clone());
            }
            let mut targets: BTreeMap<&str, usize> = BTreeMap::new();
            for (id, to) in old.members.iter().filter_map(|id| Some((*id, *now.get(id)?))) {
                to.into_iter().for_each(|key| *targets.entry(key).or_default() += 1);
                if to != Some(old.key.as_str()) {
                    changes.moved.push(Move { id, from: old.key.clone(), to: to.map(str::to_owned) });
                }
            }
            let large: Vec<String> = targets
                .iter()
                .filter(|(_, count)| **count * 5 >= old.members.len())
                .map(|(key, _)| (*key).to_owned())
                .collect();
            if large.len() > 1 {
                changes.split.insert(old.key.clone(), large);
            }
            for (key, count) in targets {
                let size =
                    self.clusters.iter().find(|cluster| cluster.key == key).map_or(0, |c| c.members.len());
                if count * 5 >= size {
                    sources.entry(key).or_default().push(old.key.clone());
                }
            }
        }
        let several = sources.into_iter().filter(|(_, from)| from.len() > 1);
        changes.merged = several.map(|(key, from)| (key.to_owned(), from)).collect();
        changes
    }
}
