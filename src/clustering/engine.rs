//! The machine's part, without a database: ideas in, proposals with their reasons out.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::rules::{Axis, Changes, SEED, SMALLEST_COMMUNITY};
use super::store::{Neighbour, Part};
use crate::error::AppResult;
use crate::ids::{Id, IdeaId};
use crate::search::{self, ClusterOptions, Decisions, Document, Tables, Vectors};

/// What is to be grouped.
pub struct Task {
    /// The ideas to compare by their words.
    pub themes: Vec<Document>,
    /// The ideas to group by their authors' trades.
    pub trades: Vec<Document>,
    /// About how many clusters are wanted.
    pub wanted: Option<usize>,
    /// From how many ideas of one trade a community is proposed.
    pub community_size: usize,
    /// See [`super::rules::SEED`].
    pub seed: u64,
    /// What people decided on earlier proposals and on pairs of ideas.
    pub decisions: Decisions,
    /// What words mean to the people who write.
    pub tables: Arc<Tables>,
    /// What a language model says of the ideas under `themes`, in their order.
    pub meaning: Option<Vectors>,
}

impl Default for Task {
    fn default() -> Self {
        Self {
            themes: Vec::new(),
            trades: Vec::new(),
            wanted: None,
            community_size: SMALLEST_COMMUNITY,
            seed: SEED.unsigned_abs(),
            decisions: Decisions::NONE,
            tables: Tables::builtin(),
            meaning: None,
        }
    }
}

/// What the machine proposes.
#[derive(Debug, Default)]
pub struct Proposals {
    /// Themes, then trades, each the largest first.
    pub groups: Vec<Group>,
    /// Ideas that speak of nothing that others speak of.
    pub orphans: Vec<Loner>,
    /// What is otherwise than in the earlier proposals.
    pub changes: Changes,
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
    /// Its name among the runs of a contest.
    pub key: String,
    /// How much of it comes back when some ideas are left out, from 0 to 1; nothing for a trade.
    pub stability: Option<f64>,
    /// Whether people locked it.
    pub locked: bool,
    /// Finer groups within it.
    pub parts: Vec<Part>,
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
    /// In what part of the readings it was here, from 0 to 1; nothing for a trade.
    pub stability: Option<f64>,
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
    proposals.groups.extend(trades(&task.trades, &task.tables, task.community_size));
    Ok(proposals)
}

fn themes(task: &Task, progress: &dyn Fn(f32) -> bool) -> AppResult<Proposals> {
    let options = ClusterOptions {
        clusters: task.wanted,
        seed: task.seed,
        parts: true,
        decisions: &task.decisions,
        vectors: task.meaning.as_ref(),
        tables: Arc::clone(&task.tables),
        progress,
        ..ClusterOptions::default()
    };
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
        key: cluster.key.clone(),
        stability: Some(share(cluster.stability)),
        locked: cluster.locked,
        parts: cluster
            .parts
            .iter()
            .map(|part| Part {
                label: part.label.clone(),
                ideas: part.members.iter().map(|&idea| id(idea)).collect(),
            })
            .collect(),
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
                stability: Some(share(member.stability)),
            })
            .collect(),
    });
    let orphans = found.orphans.iter().map(|orphan| Loner {
        idea: id(orphan.id),
        nearest: orphan.nearest.as_ref().and_then(|(key, score)| Some((place(key)?, share(*score)))),
    });
    let changes = Changes {
        moved: found.changes.moved.len(),
        new: found.changes.new.len(),
        gone: found.changes.gone.len(),
        split: found.changes.split.len(),
        merged: found.changes.merged.len(),
    };
    Ok(Proposals { groups: groups.collect(), orphans: orphans.collect(), changes })
}

/// Trades large enough for a community. What holds an idea there is the title that its author typed.
fn trades(documents: &[Document], tables: &Tables, smallest: usize) -> impl Iterator<Item = Group> + use<> {
    let found = search::trades(documents, tables.trades(), smallest);
    found.communities.into_iter().map(|community| {
        let mut members: Vec<Belonging> = Vec::with_capacity(community.size);
        for title in &community.titles {
            members.extend(title.ids.iter().map(|&idea| Belonging {
                idea: id(idea),
                score: share(title.score),
                shared_terms: vec![title.title.clone()],
                neighbours: Vec::new(),
                second: None,
                stability: None,
            }));
        }
        members.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.idea.cmp(&b.idea)));
        Group {
            axis: Axis::Trade,
            key: community.trade.clone(),
            label: community.trade,
            terms: community.titles.into_iter().map(|title| title.title).take(TITLES).collect(),
            cohesion: members.iter().map(|member| member.score).sum::<f64>() / members.len().max(1) as f64,
            representative: members.first().map(|member| member.idea),
            members,
            stability: None,
            locked: false,
            parts: Vec::new(),
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
    use crate::clustering::rules;

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
        let total = ideas().len();
        let community_size = rules::community_size(total);
        let task = Task {
            themes: ideas(),
            trades: ideas(),
            wanted: Some(10),
            community_size,
            seed: 1,
            ..Task::default()
        };
        let proposals = propose(&task, &|_| true).unwrap();
        let of = |axis| proposals.groups.iter().filter(|group| group.axis == axis).collect::<Vec<_>>();
        let (themes, trades) = (of(Axis::Theme), of(Axis::Trade));
        assert!((5..=20).contains(&themes.len()), "{}", themes.len());
        let grouped: usize = themes.iter().map(|group| group.members.len()).sum();
        assert_eq!(grouped + proposals.orphans.len(), total, "an idea is in one theme or in none");
        let explained =
            themes.iter().flat_map(|group| &group.members).filter(|one| !one.shared_terms.is_empty());
        assert!(explained.count() * 10 > grouped * 9);
        assert!(trades.len() >= 2 && trades.iter().all(|group| group.members.len() >= community_size));
        assert!(themes.iter().all(|group| group.stability.is_some() && !group.key.is_empty()));
        assert!(themes.iter().any(|group| group.parts.len() > 1), "large groups have finer ones");
        assert!(
            trades[0].members.iter().all(|one| one.shared_terms.len() == 1),
            "the title typed is the reason"
        );
    }

    #[test]
    fn a_second_run_knows_the_groups_again() {
        let first = propose(&Task { themes: ideas(), ..Task::default() }, &|_| true).unwrap();
        let earlier = first.groups.iter().map(|group| search::Earlier {
            key: format!("{}0", group.key),
            members: group.members.iter().map(|one| one.idea.as_i64() as u64).collect(),
            ..search::Earlier::default()
        });
        let decisions = Decisions { earlier: earlier.collect(), ..Decisions::default() };
        let themes = ideas().into_iter().skip(5).collect();
        let second = propose(&Task { themes, decisions, ..Task::default() }, &|_| true).unwrap();
        let known = second.groups.iter().filter(|group| group.key.ends_with('0')).count();
        assert!(known * 10 >= second.groups.len() * 9, "{known} of {}", second.groups.len());
        assert_eq!(second.changes.new, second.groups.len() - known);
        assert!(second.changes.moved <= 5, "five ideas went, {} of the others moved", second.changes.moved);
    }

    #[test]
    fn no_ideas_give_no_proposals() {
        let task = Task { wanted: Some(3), ..Task::default() };
        let proposals = propose(&task, &|_| true).unwrap();
        assert!(proposals.groups.is_empty() && proposals.orphans.is_empty());
    }

    #[test]
    fn who_is_told_may_stop_it() {
        let task = Task { themes: vec![document(1, "a", "", "")], ..Task::default() };
        assert!(propose(&task, &|_| false).is_err());
    }
}
