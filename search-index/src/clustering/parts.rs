//! The second, finer level: communities among the members of each cluster.
//!
//! Names come from what sets a part apart from the rest of its cluster: what all members share no longer counts.

use super::explain::Facts;
use super::graph::Graph;
use super::leiden::leiden;
use super::place::Placed;
use super::{Cluster, ClusterOptions, Part};
use crate::labels::Labels;

/// Below 1: parts are to be few and readable. Chosen on proposals that people had sorted on two levels.
const RESOLUTION: f64 = 0.7;
const TERMS: usize = 6;

/// Adds to each cluster its parts.
pub fn find(clusters: &mut [Cluster], facts: &Facts<'_>, placed: &Placed, options: &ClusterOptions<'_>) {
    let mut members: Vec<Vec<usize>> = vec![Vec::new(); clusters.len()];
    for (rank, label) in placed.labels.iter().enumerate() {
        label.iter().for_each(|&label| members[label as usize].push(rank));
    }
    for (cluster, members) in clusters.iter_mut().zip(members) {
        let found = communities(facts, &members, options);
        // One part says nothing that the cluster does not say.
        if found.len() > 1 {
            cluster.parts = told(facts, cluster, &members, &found);
        }
    }
}

/// The communities with enough members, as ranks, the largest first.
fn communities(facts: &Facts<'_>, members: &[usize], options: &ClusterOptions<'_>) -> Vec<Vec<usize>> {
    let place = |rank: u32| members.binary_search(&(rank as usize)).ok();
    let mut edges = Vec::new();
    for (a, &rank) in members.iter().enumerate() {
        let near = facts.near[rank].iter().filter_map(|&(other, weight)| Some((place(other)?, weight)));
        edges.extend(near.map(|(b, weight)| (a as u32, b as u32, weight)));
    }
    let labels = leiden(&Graph::undirected(members.len(), &edges), RESOLUTION, options.seed);
    let mut found = vec![Vec::new(); labels.iter().map(|&label| label as usize + 1).max().unwrap_or(0)];
    labels.iter().zip(members).for_each(|(&label, &rank)| found[label as usize].push(rank));
    found.retain(|part| part.len() >= options.smallest.max(2));
    found
}

fn told(facts: &Facts<'_>, cluster: &Cluster, members: &[usize], parts: &[Vec<usize>]) -> Vec<Part> {
    let part_of = |rank: &usize| parts.iter().position(|part| part.contains(rank)).map(|part| part as u32);
    let labelled: Vec<_> = members.iter().map(|rank| (*rank, part_of(rank))).collect();
    let names = Labels::new(facts.documents, facts.corpus, &labelled, parts.len());
    let part = |(number, part): (usize, &Vec<usize>)| {
        let own = |id: &u64| part.iter().any(|&rank| facts.documents[rank].id == *id);
        Part {
            key: format!("{}.{}", cluster.key, number + 1),
            label: names.words(number),
            terms: names.terms(number, TERMS),
            members: cluster.members.iter().map(|member| member.id).filter(own).collect(),
        }
    };
    parts.iter().enumerate().map(part).collect()
}
