//! The machine's part, without a database: ideas in, proposals with their reasons out.

use std::collections::BTreeMap;

use super::rules::{self, Axis};
use super::store::Neighbour;
use crate::error::AppResult;
use crate::ids::{Id, IdeaId};
use crate::search::{self, ClusterOptions, Document, TradeTable};

/// What is to be grouped.
pub struct Task {
    /// The ideas to compare by their words.
    pub themes: Vec<Document>,
    /// The ideas to group by their authors' trades.
    pub trades: Vec<Document>,
    /// About how many clusters are wanted.
    pub wanted: Option<usize>,
    /// See [`rules::SEED`].
    pub seed: u64,
}

/// What the machine proposes.
#[derive(Debug, Default)]
pub struct Proposals {
    /// Themes, then trades, each the largest first.
    pub groups: Vec<Group>,
    /// Ideas that speak of nothing that others speak of.
    pub orphans: Vec<Loner>,
}

/// Ideas that belong together.
#[derive(Debug)]
pub struct Group {
    /// What brings them together.
    pub axis: Axis,
    /// A name.
    pub label: String,
    /// What sets them apart.
    pub terms: Vec<String>,
    /// From 0 to 1.
    pub cohesion: f64,
    /// The most typical of them.
    pub representative: Option<IdeaId>,
    /// The most typical first.
    pub members: Vec<Belonging>,
}

/// An idea in a group, and why.
#[derive(Debug)]
pub struct Belonging {
    /// The idea.
    pub idea: IdeaId,
    /// From 0 to 1.
    pub score: f64,
    /// The words that hold it there.
    pub shared_terms: Vec<String>,
    /// Its nearest ideas in the group.
    pub neighbours: Vec<Neighbour>,
    /// The place of the group it would be in otherwise, and how much further that is.
    pub second: Option<(usize, f64)>,
}

/// An idea in no group.
#[derive(Debug)]
pub struct Loner {
    /// The idea.
    pub idea: IdeaId,
    /// The place of the nearest group, and the likeness to it.
    pub nearest: Option<(usize, f64)>,
}

/// Groups the ideas on both axes.
///
/// # Errors
///
/// When `progress`, which is told the part done from 0 to 1, asks to stop.
pub fn propose(task: &Task, progress: &dyn Fn(f32) -> bool) -> AppResult<Proposals> {
    let mut proposals = themes(task, progress)?;
    proposals.groups.extend(trades(&task.trades));
    Ok(proposals)
}

fn themes(task: &Task, progress: &dyn Fn(f32) -> bool) -> AppResult<Proposals> {
    let options =
        ClusterOptions { clusters: task.wanted, seed: task.seed, progress, ..ClusterOptions::default() };
    let found = search::cluster(&task.themes, &options)?;
    let places: BTreeMap<&str, usize> =
        found.clusters.iter().enumerate().map(|(place, cluster)| (cluster.key.as_str(), place)).collect();
    let place = |key: &str| places.get(key).copied();
    let groups = found.clusters.iter().map(|cluster| Group {
        axis: Axis::Theme,
        label: cluster.label.clone(),
        terms: cluster.terms.iter().map(|term| term.surface.clone()).collect(),
        cohesion: share(cluster.cohesion),
        representative: Some(id(cluster.representative)),
        members: cluster
            .members
            .iter()
            .map(|member| Belonging {
                idea: id(member.id),
                score: share(member.score),
                shared_terms: member.shared_terms.clone(),
                neighbours: member.neighbours.iter().map(|&(id, score)| neighbour(id, score)).collect(),
                second: member
                    .second_best
                    .as_ref()
                    .and_then(|second| Some((place(&second.key)?, f64::from(second.margin)))),
            })
            .collect(),
    });
    let orphans = found.orphans.iter().map(|orphan| Loner {
        idea: id(orphan.id),
        nearest: orphan.nearest.as_ref().and_then(|(key, score)| Some((place(key)?, share(*score)))),
    });
    Ok(Proposals { groups: groups.collect(), orphans: orphans.collect() })
}

/// Trades large enough for a community. What holds an idea there is the title that its author typed.
fn trades(documents: &[Document]) -> impl Iterator<Item = Group> + use<> {
    let smallest = rules::community_size(documents.len());
    let found = search::trades(documents, TradeTable::french(), smallest);
    found.communities.into_iter().map(|community| {
        let mut members: Vec<Belonging> = Vec::with_capacity(community.size);
        for title in &community.titles {
            members.extend(title.ids.iter().map(|&idea| Belonging {
                idea: id(idea),
                score: share(title.score),
                shared_terms: vec![title.title.clone()],
                neighbours: Vec::new(),
                second: None,
            }));
        }
        members.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.idea.cmp(&b.idea)));
        Group {
            axis: Axis::Trade,
            label: community.trade,
            terms: community.titles.into_iter().map(|title| title.title).take(TITLES).collect(),
            cohesion: members.iter().map(|member| member.score).sum::<f64>() / members.len().max(1) as f64,
            representative: members.first().map(|member| member.idea),
            members,
        }
    })
}

/// Titles that stand for a trade, the most frequent.
const TITLES: usize = 10;

fn id(document: u64) -> IdeaId {
    IdeaId::from_i64(document as i64)
}

fn neighbour(document: u64, score: f32) -> Neighbour {
    Neighbour(id(document), share(score))
}

/// The engine's arithmetic may end a hair outside its bounds.
fn share(score: f32) -> f64 {
    f64::from(score).clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(id: u64, title: &str, body: &str, trade: &str) -> Document {
        let trade = Some(trade.to_owned());
        Document { id, title: title.into(), body: body.into(), trade, ..Document::default() }
    }

    /// The ideas of the demonstration, as people wrote them.
    fn ideas() -> Vec<Document> {
        let lines = include_str!("../../demo/ideas.jsonl").lines().zip(1..);
        lines
            .map(|(line, id)| {
                let idea: serde_json::Value = serde_json::from_str(line).unwrap();
                let text = |name: &str| idea[name].as_str().unwrap_or_default();
                document(id, text("title"), text("body"), text("job_title"))
            })
            .collect()
    }

    #[test]
    fn both_axes_are_proposed_with_reasons() {
        let task = Task { themes: ideas(), trades: ideas(), wanted: Some(10), seed: 1 };
        let total = task.themes.len();
        let proposals = propose(&task, &|_| true).unwrap();
        let of = |axis| proposals.groups.iter().filter(|group| group.axis == axis).collect::<Vec<_>>();
        let (themes, trades) = (of(Axis::Theme), of(Axis::Trade));
        assert!((5..=20).contains(&themes.len()), "{}", themes.len());
        let grouped: usize = themes.iter().map(|group| group.members.len()).sum();
        assert_eq!(grouped + proposals.orphans.len(), total, "an idea is in one theme or in none");
        let explained =
            themes.iter().flat_map(|group| &group.members).filter(|one| !one.shared_terms.is_empty());
        assert!(explained.count() * 10 > grouped * 9);
        assert!(
            trades.len() >= 2
                && trades.iter().all(|group| group.members.len() >= rules::community_size(total))
        );
        assert!(
            trades[0].members.iter().all(|one| one.shared_terms.len() == 1),
            "the title typed is the reason"
        );
    }

    #[test]
    fn no_ideas_give_no_proposals() {
        let task = Task { themes: vec![], trades: vec![], wanted: Some(3), seed: 1 };
        let proposals = propose(&task, &|_| true).unwrap();
        assert!(proposals.groups.is_empty() && proposals.orphans.is_empty());
    }

    #[test]
    fn who_is_told_may_stop_it() {
        let task = Task { themes: vec![document(1, "a", "", "")], trades: vec![], wanted: None, seed: 1 };
        assert!(propose(&task, &|_| false).is_err());
    }
}
