//! Why each document is where it is: centres, shared terms, nearest members, second-best clusters.

use std::collections::HashMap;

use super::nearest::{Rows, cosine};
use super::{Cluster, ClusterOptions, Clustering, Member, Orphan, Parameters, SecondBest};
use crate::Document;
use crate::corpus::Corpus;
use crate::labels::Labels;

/// How many terms, neighbours and distinctive terms are worth reading.
const SHARED_TERMS: usize = 5;
const NEIGHBOURS: usize = 4;
const TERMS: usize = 10;

/// The sum of the rows of a cluster, scaled to length 1.
type Centre = HashMap<u32, f32>;

/// What the explanations are made of.
struct Facts<'a> {
    documents: &'a [Document],
    corpus: &'a Corpus,
    rows: &'a Rows,
    near: &'a [Vec<(u32, f32)>],
    labels: &'a [Option<u32>],
    centres: Vec<Centre>,
}

/// Turns community labels into clusters and orphans with their reasons.
pub fn explain(
    documents: &[Document],
    corpus: &Corpus,
    rows: &Rows,
    near: &[Vec<(u32, f32)>],
    communities: &[u32],
    options: &ClusterOptions<'_>,
    parameters: Parameters,
) -> Clustering {
    let (labels, count) = without_small(communities, options.smallest);
    let centres = centres(rows, &labels, count);
    let names = Labels::new(documents, corpus, &labels, count);
    let facts = Facts { documents, corpus, rows, near, labels: &labels, centres };
    let clusters = (0..count).map(|cluster| facts.cluster(cluster, &names)).collect();
    let orphans =
        (0..documents.len()).filter(|&rank| labels[rank].is_none()).map(|rank| facts.orphan(rank)).collect();
    Clustering { seed: options.seed, parameters, clusters, orphans }
}

/// Labels numbered from 0, the largest cluster first; `None` for those in a community that is too small.
fn without_small(communities: &[u32], smallest: usize) -> (Vec<Option<u32>>, usize) {
    let communities = super::leiden::by_size(communities);
    let mut sizes = vec![0usize; communities.iter().map(|&label| label as usize + 1).max().unwrap_or(0)];
    communities.iter().for_each(|&label| sizes[label as usize] += 1);
    let count = sizes.iter().take_while(|&&size| size >= smallest.max(1)).count();
    (
        communities.into_iter().map(|label| Some(label).filter(|&label| (label as usize) < count)).collect(),
        count,
    )
}

fn centres(rows: &Rows, labels: &[Option<u32>], count: usize) -> Vec<Centre> {
    let mut centres: Vec<Centre> = vec![HashMap::new(); count];
    for (row, label) in rows.iter().zip(labels) {
        let Some(label) = label else { continue };
        for &(term, value) in row {
            *centres[*label as usize].entry(term).or_default() += value;
        }
    }
    for centre in &mut centres {
        let mut squares: Vec<f32> = centre.values().map(|value| value * value).collect();
        squares.sort_unstable_by(f32::total_cmp);
        let length = squares.iter().sum::<f32>().sqrt();
        centre.values_mut().for_each(|value| *value /= length.max(f32::MIN_POSITIVE));
    }
    centres
}

fn key(cluster: usize) -> String {
    format!("c{}", cluster + 1)
}

impl Facts<'_> {
    fn cluster(&self, cluster: usize, names: &Labels) -> Cluster {
        let ranks = (0..self.rows.len()).filter(|&rank| self.labels[rank] == Some(cluster as u32));
        let mut members: Vec<(usize, Member)> =
            ranks.map(|rank| (rank, self.member(rank, cluster))).collect();
        members.sort_by(|a, b| b.1.score.total_cmp(&a.1.score).then(a.0.cmp(&b.0)));
        let cohesion =
            members.iter().map(|(_, member)| member.score).sum::<f32>() / members.len().max(1) as f32;
        let terms = names.terms(cluster, TERMS);
        Cluster {
            key: key(cluster),
            label: names.label(cluster),
            terms,
            cohesion,
            representative: members.first().map(|(_, member)| member.id).unwrap_or_default(),
            members: members.into_iter().map(|(_, member)| member).collect(),
        }
    }

    fn member(&self, rank: usize, cluster: usize) -> Member {
        let score = self.closeness(rank, cluster);
        let others = (0..self.centres.len()).filter(|&other| other != cluster);
        let second =
            others.map(|other| (other, self.closeness(rank, other))).max_by(|a, b| a.1.total_cmp(&b.1));
        let inside = |other: u32| self.labels[other as usize] == Some(cluster as u32);
        Member {
            id: self.documents[rank].id,
            score,
            shared_terms: self.shared_terms(rank, cluster),
            neighbours: self.neighbours(rank, inside),
            second_best: second
                .filter(|&(_, theirs)| theirs > 0.0)
                .map(|(other, theirs)| SecondBest { key: key(other), margin: score - theirs }),
        }
    }

    fn orphan(&self, rank: usize) -> Orphan {
        let all = (0..self.centres.len()).map(|cluster| (cluster, self.closeness(rank, cluster)));
        let nearest = all.max_by(|a, b| a.1.total_cmp(&b.1)).filter(|&(_, score)| score > 0.0);
        Orphan {
            id: self.documents[rank].id,
            nearest: nearest.map(|(cluster, score)| (key(cluster), score)),
            neighbours: self.neighbours(rank, |_| true),
        }
    }

    /// The cosine between a document and the centre of the *other* members, so that nobody is near itself.
    fn closeness(&self, rank: usize, cluster: usize) -> f32 {
        let centre = &self.centres[cluster];
        self.rows[rank]
            .iter()
            .map(|&(term, value)| value * centre.get(&term).copied().unwrap_or_default())
            .sum()
    }

    fn shared_terms(&self, rank: usize, cluster: usize) -> Vec<String> {
        let centre = &self.centres[cluster];
        let mut weights: Vec<(f32, u32)> = self.rows[rank]
            .iter()
            .map(|&(t, v)| (v * centre.get(&t).copied().unwrap_or_default(), t))
            .collect();
        weights.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let held = weights.into_iter().filter(|&(weight, _)| weight > 0.0).take(SHARED_TERMS);
        held.map(|(_, term)| self.corpus.surfaces[term as usize].clone()).collect()
    }

    fn neighbours(&self, rank: usize, wanted: impl Fn(u32) -> bool) -> Vec<(u64, f32)> {
        let list = self.near[rank].iter().filter(|&&(other, _)| wanted(other)).take(NEIGHBOURS);
        list.map(|&(other, _)| {
            (self.documents[other as usize].id, cosine(&self.rows[rank], &self.rows[other as usize]))
        })
        .collect()
    }
}
