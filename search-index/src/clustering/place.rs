//! From communities to clusters: which are large enough, who is better left out, and what people decided.

use std::collections::BTreeMap;

use super::ClusterOptions;
use super::centres::{Centres, Closest};
use super::decisions::Bonds;
use super::leiden::by_size;
use super::nearest::Rows;

/// The most members of a cluster, one in so many, that are left out of it.
const STRANGERS: usize = 10;
/// A stranger has most of its neighbours in another cluster, and is nearer to the centre of its own by less than this
/// part of what the members are on average. It is better left apart, with its nearest cluster named, than shown to
/// people as belonging.
const STRANGE: f32 = 0.4;

/// The rank of the earlier cluster that one must continue, and whether that is locked.
pub type Continued = (u32, bool);

/// The documents in their clusters.
pub struct Placed {
    /// The cluster of each document, the largest first; `None` for an orphan.
    pub labels: Vec<Option<u32>>,
    /// For each cluster the earlier one that it must continue, if any.
    pub continues: Vec<Option<Continued>>,
    /// The centres of the clusters.
    pub centres: Centres,
    /// How near each document is to them.
    pub closest: Vec<Closest>,
}

impl Placed {
    /// Makes clusters of communities.
    pub fn new(
        communities: &[u32],
        bonds: &Bonds,
        rows: &Rows,
        near: &Rows,
        options: &ClusterOptions<'_>,
    ) -> Self {
        let communities = by_size(&with_locked(communities, bonds));
        let kept: BTreeMap<u32, Continued> = continued(&communities, bonds);
        let (mut labels, continues) = without_small(&communities, &kept, options.smallest);
        let closest = Centres::new(rows, &labels, continues.len()).closest(rows, &labels);
        leave_out_strangers(&closest, near, bonds, continues.len(), &mut labels);
        let centres = Centres::new(rows, &labels, continues.len());
        let closest = centres.closest(rows, &labels);
        Self { labels, continues, centres, closest }
    }

    /// How many clusters there are.
    pub fn count(&self) -> usize {
        self.continues.len()
    }

    /// Whether people locked a cluster.
    pub fn is_locked(&self, cluster: usize) -> bool {
        self.continues[cluster].is_some_and(|(_, locked)| locked)
    }
}

/// The documents of each locked cluster in a community of their own.
fn with_locked(communities: &[u32], bonds: &Bonds) -> Vec<u32> {
    let next = communities.iter().map(|&label| label + 1).max().unwrap_or(0);
    let label = |(rank, &label): (usize, &u32)| bonds.locked(rank).map_or(label, |cluster| next + cluster);
    communities.iter().enumerate().map(label).collect()
}

/// The communities that continue an earlier cluster by decision.
fn continued(communities: &[u32], bonds: &Bonds) -> BTreeMap<u32, Continued> {
    let anchored =
        bonds.anchors().iter().map(|&(cluster, rank)| (communities[rank as usize], (cluster, false)));
    let locked = communities.iter().enumerate();
    let locked = locked.filter_map(|(rank, &label)| Some((label, (bonds.locked(rank)?, true))));
    anchored.chain(locked).collect()
}

/// Labels numbered from 0, the largest cluster first; `None` for those in a community that is too small, unless people
/// decided on it.
fn without_small(
    communities: &[u32],
    kept: &BTreeMap<u32, Continued>,
    smallest: usize,
) -> (Vec<Option<u32>>, Vec<Option<Continued>>) {
    let mut sizes = vec![0usize; communities.iter().map(|&label| label as usize + 1).max().unwrap_or(0)];
    communities.iter().for_each(|&label| sizes[label as usize] += 1);
    let (mut numbers, mut continues) = (vec![None; sizes.len()], Vec::new());
    for (label, &size) in (0..).zip(&sizes) {
        let earlier = kept.get(&label).copied();
        if size >= smallest.max(1) || earlier.is_some() {
            numbers[label as usize] = Some(continues.len() as u32);
            continues.push(earlier);
        }
    }
    (communities.iter().map(|&label| numbers[label as usize]).collect(), continues)
}

fn leave_out_strangers(
    closest: &[Closest],
    near: &Rows,
    bonds: &Bonds,
    clusters: usize,
    labels: &mut [Option<u32>],
) {
    let mut by_cluster: Vec<Vec<(f32, usize)>> = vec![Vec::new(); clusters];
    for (rank, label) in labels.iter().enumerate() {
        if let Some(cluster) = label.map(|label| label as usize) {
            by_cluster[cluster].push((closest[rank].own, rank));
        }
    }
    let mut strangers = Vec::new();
    for mut members in by_cluster {
        let mean = members.iter().map(|&(score, _)| score).sum::<f32>() / members.len().max(1) as f32;
        let most = members.len() / STRANGERS;
        members.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let weak = members.into_iter().take(most).take_while(|&(score, _)| score < STRANGE * mean);
        strangers.extend(weak.map(|(_, rank)| rank).filter(|&rank| !bonds.is_spoken_of(rank)));
    }
    strangers.retain(|&rank| has_friends_elsewhere(&near[rank], labels, labels[rank]));
    strangers.into_iter().for_each(|rank| labels[rank] = None);
}

/// Whether the near documents of one are for the greater part in another cluster than its own.
fn has_friends_elsewhere(near: &[(u32, f32)], labels: &[Option<u32>], own: Option<u32>) -> bool {
    let mut weights: BTreeMap<u32, f32> = BTreeMap::new();
    for &(other, weight) in near {
        if let Some(label) = labels[other as usize] {
            *weights.entry(label).or_default() += weight;
        }
    }
    let mine = own.and_then(|own| weights.get(&own).copied()).unwrap_or(0.0);
    weights.values().all(|&weight| weight <= 0.0) || weights.values().any(|&weight| weight > mine)
}

#[cfg(test)]
mod tests {
    use super::{has_friends_elsewhere, without_small};

    #[test]
    fn small_communities_are_none_unless_decided() {
        let communities = [0, 0, 0, 1, 1, 2];
        let kept = [(2, (7, false))].into();
        let (labels, continues) = without_small(&communities, &kept, 3);
        assert_eq!(labels, [Some(0), Some(0), Some(0), None, None, Some(1)]);
        assert_eq!(continues, [None, Some((7, false))]);
    }

    #[test]
    fn friends_are_counted_by_weight() {
        let labels = [Some(0), Some(1), Some(1), None];
        assert!(!has_friends_elsewhere(&[(0, 0.5), (1, 0.2), (2, 0.2), (3, 0.9)], &labels, Some(0)));
        assert!(has_friends_elsewhere(&[(0, 0.3), (1, 0.2), (2, 0.2)], &labels, Some(0)));
        assert!(has_friends_elsewhere(&[], &labels, Some(0)));
    }
}
