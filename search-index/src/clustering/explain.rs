//! Why each document is where it is: shared terms, nearest members, second-best clusters.

use super::centres::Centres;
use super::leiden::by_size;
use super::nearest::Rows;
use super::{Cluster, ClusterOptions, Clustering, Member, Orphan, Parameters, SecondBest};
use crate::Document;
use crate::corpus::Corpus;
use crate::labels::Labels;

/// How many terms, neighbours and distinctive terms are worth reading.
const SHARED_TERMS: usize = 5;
const NEIGHBOURS: usize = 4;
const TERMS: usize = 10;

/// What the explanations are made of.
pub struct Facts<'a> {
    pub documents: &'a [Document],
    pub corpus: &'a Corpus,
    pub rows: &'a Rows,
    pub near: &'a [Vec<(u32, f32)>],
}

/// The documents in their clusters.
struct Placed<'a> {
    facts: &'a Facts<'a>,
    labels: Vec<Option<u32>>,
    centres: Centres,
    names: Labels,
}

/// Turns community labels into clusters and orphans with their reasons.
pub fn explain(
    facts: &Facts<'_>,
    communities: &[u32],
    options: &ClusterOptions<'_>,
    parameters: Parameters,
) -> Clustering {
    let (mut labels, count) = without_small(communities, options.smallest);
    let centres = Centres::new(facts.rows, &labels, count);
    leave_out_strangers(facts.rows, &centres, &mut labels);
    let centres = Centres::new(facts.rows, &labels, count);
    let names = Labels::new(facts.documents, facts.corpus, &labels, count);
    let placed = Placed { facts, labels, centres, names };
    let clusters = (0..count).map(|cluster| placed.cluster(cluster)).collect();
    let orphans = (0..facts.documents.len()).filter(|&rank| placed.labels[rank].is_none());
    let orphans = orphans.map(|rank| placed.orphan(rank)).collect();
    Clustering { seed: options.seed, parameters, clusters, orphans }
}

/// Labels numbered from 0, the largest cluster first; `None` for those in a community that is too small.
fn without_small(communities: &[u32], smallest: usize) -> (Vec<Option<u32>>, usize) {
    let communities = by_size(communities);
    let mut sizes = vec![0usize; communities.iter().map(|&label| label as usize + 1).max().unwrap_or(0)];
    communities.iter().for_each(|&label| sizes[label as usize] += 1);
    let count = sizes.iter().take_while(|&&size| size >= smallest.max(1)).count();
    (
        communities.into_iter().map(|label| Some(label).filter(|&label| (label as usize) < count)).collect(),
        count,
    )
}

/// The most members of a cluster, one in so many, that are left out of it.
const STRANGERS: usize = 10;

/// A stranger is nearer to the centre of another cluster than to the centre of its own, and shares with that one less
/// than this part of what its members do on average. It is better left apart, with its nearest cluster named, than
/// shown to people as belonging.
const STRANGE: f32 = 0.5;

fn leave_out_strangers(rows: &Rows, centres: &Centres, labels: &mut [Option<u32>]) {
    let members = labels.iter().enumerate().filter_map(|(rank, label)| Some((rank, (*label)? as usize)));
    let mut by_cluster: Vec<Vec<(f32, usize)>> = vec![Vec::new(); centres.len()];
    for (rank, cluster) in members {
        by_cluster[cluster].push((centres.closeness(&rows[rank], cluster, true), rank));
    }
    for (cluster, mut members) in by_cluster.into_iter().enumerate() {
        let mean = members.iter().map(|&(score, _)| score).sum::<f32>() / members.len().max(1) as f32;
        let most = members.len() / STRANGERS;
        members.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let weak = members.into_iter().take(most).take_while(|&(score, _)| score < STRANGE * mean);
        for (score, rank) in weak {
            let others = (0..centres.len()).filter(|&other| other != cluster);
            if others.into_iter().any(|other| centres.closeness(&rows[rank], other, false) >= score) {
                labels[rank] = None;
            }
        }
    }
}

fn key(cluster: usize) -> String {
    format!("c{}", cluster + 1)
}

impl Placed<'_> {
    fn cluster(&self, cluster: usize) -> Cluster {
        let ranks = (0..self.labels.len()).filter(|&rank| self.labels[rank] == Some(cluster as u32));
        let mut members: Vec<(usize, Member)> =
            ranks.map(|rank| (rank, self.member(rank, cluster))).collect();
        members.sort_by(|a, b| b.1.score.total_cmp(&a.1.score).then(a.0.cmp(&b.0)));
        let members: Vec<Member> = members.into_iter().map(|(_, member)| member).collect();
        Cluster {
            key: key(cluster),
            label: self.names.label(cluster),
            terms: self.names.terms(cluster, TERMS),
            cohesion: members.iter().map(|member| member.score).sum::<f32>() / members.len().max(1) as f32,
            representative: members.first().map(|member| member.id).unwrap_or_default(),
            members,
        }
    }

    fn member(&self, rank: usize, cluster: usize) -> Member {
        let score = self.centres.closeness(&self.facts.rows[rank], cluster, true);
        let second = self.nearest(rank, Some(cluster));
        Member {
            id: self.facts.documents[rank].id,
            score,
            shared_terms: self.shared_terms(rank, cluster),
            neighbours: self.neighbours(rank, |other| self.labels[other as usize] == Some(cluster as u32)),
            second_best: second.map(|(other, theirs)| SecondBest { key: key(other), margin: score - theirs }),
        }
    }

    fn orphan(&self, rank: usize) -> Orphan {
        Orphan {
            id: self.facts.documents[rank].id,
            nearest: self.nearest(rank, None).map(|(cluster, score)| (key(cluster), score)),
            neighbours: self.neighbours(rank, |_| true),
        }
    }

    /// The nearest cluster other than its own, when it has anything in common with the document.
    fn nearest(&self, rank: usize, own: Option<usize>) -> Option<(usize, f32)> {
        let others = (0..self.centres.len()).filter(|&cluster| Some(cluster) != own);
        let scored =
            others.map(|cluster| (cluster, self.centres.closeness(&self.facts.rows[rank], cluster, false)));
        scored.max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0))).filter(|&(_, score)| score > 0.0)
    }

    /// The words that hold a document in its cluster; then the subjects, when the words are few.
    fn shared_terms(&self, rank: usize, cluster: usize) -> Vec<String> {
        let corpus = self.facts.corpus;
        let words = corpus.surfaces.len() as u32;
        let shares = self.centres.contributions(&self.facts.rows[rank], cluster);
        let telling =
            |&&(_, column): &&(f32, u32)| corpus.generic.get(column as usize).is_some_and(|generic| !generic);
        let own = shares.iter().filter(telling).map(|&(_, column)| corpus.surfaces[column as usize].clone());
        let subjects = shares.iter().filter(|&&(_, column)| column >= words);
        let subjects = subjects.map(|&(_, column)| corpus.themes.name(column - words).to_owned());
        let mut terms: Vec<String> = own.take(SHARED_TERMS).collect();
        for subject in subjects.filter(|subject| !subject.is_empty()) {
            if terms.len() < 3 && !terms.contains(&subject) {
                terms.push(subject);
            }
        }
        terms
    }

    fn neighbours(&self, rank: usize, wanted: impl Fn(u32) -> bool) -> Vec<(u64, f32)> {
        let list = self.facts.near[rank].iter().filter(|&&(other, _)| wanted(other)).take(NEIGHBOURS);
        list.map(|&(other, similarity)| (self.facts.documents[other as usize].id, similarity.min(1.0)))
            .collect()
    }
}
