//! Why each document is where it is: shared terms, nearest members, second-best clusters.

use super::centres::Closest;
use super::nearest::Rows;
use super::place::Placed;
use super::stability::Stability;
use super::{Cluster, Member, Orphan, SecondBest};
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
    pub near: &'a Rows,
}

/// The clusters, the largest first, and the orphans, in the order of the documents, with their reasons.
pub fn explain(facts: &Facts<'_>, placed: &Placed, stability: &Stability) -> (Vec<Cluster>, Vec<Orphan>) {
    let labelled: Vec<_> = placed.labels.iter().copied().enumerate().collect();
    let names = Labels::new(facts.documents, facts.corpus, &labelled, placed.count());
    let told = Told { facts, placed, stability, names };
    let mut ranks: Vec<Vec<usize>> = vec![Vec::new(); placed.count()];
    let mut orphans = Vec::new();
    for (rank, label) in placed.labels.iter().enumerate() {
        match label {
            Some(label) => ranks[*label as usize].push(rank),
            None => orphans.push(told.orphan(rank)),
        }
    }
    let clusters = ranks.iter().enumerate().map(|(cluster, ranks)| told.cluster(cluster, ranks)).collect();
    (clusters, orphans)
}

struct Told<'a> {
    facts: &'a Facts<'a>,
    placed: &'a Placed,
    stability: &'a Stability,
    names: Labels,
}

fn key(cluster: usize) -> String {
    format!("c{}", cluster + 1)
}

impl Told<'_> {
    fn cluster(&self, cluster: usize, ranks: &[usize]) -> Cluster {
        let mut members: Vec<(usize, Member)> =
            ranks.iter().map(|&rank| (rank, self.member(rank, cluster))).collect();
        members.sort_by(|a, b| b.1.score.total_cmp(&a.1.score).then(a.0.cmp(&b.0)));
        let members: Vec<Member> = members.into_iter().map(|(_, member)| member).collect();
        Cluster {
            key: key(cluster),
            label: self.names.label(cluster),
            terms: self.names.terms(cluster, TERMS),
            cohesion: members.iter().map(|member| member.score).sum::<f32>() / members.len().max(1) as f32,
            stability: if self.placed.is_locked(cluster) { 1.0 } else { self.stability.clusters[cluster] },
            representative: members.first().map(|member| member.id).unwrap_or_default(),
            locked: self.placed.is_locked(cluster),
            members,
            parts: Vec::new(),
        }
    }

    fn member(&self, rank: usize, cluster: usize) -> Member {
        let Closest { own: score, other: second } = self.placed.closest[rank];
        Member {
            id: self.facts.documents[rank].id,
            score,
            stability: if self.placed.is_locked(cluster) { 1.0 } else { self.stability.documents[rank] },
            shared_terms: self.shared_terms(rank, cluster),
            neighbours: self
                .neighbours(rank, |other| self.placed.labels[other as usize] == Some(cluster as u32)),
            second_best: second.map(|(other, theirs)| SecondBest { key: key(other), margin: score - theirs }),
        }
    }

    fn orphan(&self, rank: usize) -> Orphan {
        Orphan {
            id: self.facts.documents[rank].id,
            nearest: self.placed.closest[rank].other.map(|(cluster, score)| (key(cluster), score)),
            neighbours: self.neighbours(rank, |_| true),
        }
    }

    /// The words that hold a document in its cluster; then the subjects, when the words are few.
    fn shared_terms(&self, rank: usize, cluster: usize) -> Vec<String> {
        let corpus = self.facts.corpus;
        let words = corpus.surfaces.len() as u32;
        let shares = self.placed.centres.contributions(&self.facts.rows[rank], cluster);
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
