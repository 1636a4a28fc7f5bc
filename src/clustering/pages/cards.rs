//! What the pages of proposals share: a contest to go back to, and a proposal as a card.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::accounts::Actor;
use crate::clustering::rules::{Axis, ClusterState};
use crate::clustering::store::{self, Cluster, Clustering};
use crate::clustering::{cluster_url, proposals_url};
use crate::contests::Contest;
use crate::db::{Conn, Result};
use crate::ideas::{self, Author};
use crate::ids::{ClusterId, IdeaId, MiniLabId};
use crate::minilabs::{self, MiniLabKind, MiniLabLink};

/// Terms on a card.
const TERMS: usize = 6;

/// The contest above a page.
#[derive(Debug, Clone, Serialize)]
pub struct ContestView {
    pub title: String,
    pub url: String,
}

/// A proposal in a list.
#[derive(Debug, Clone, Serialize)]
pub struct ClusterCard {
    pub id: String,
    pub url: String,
    pub label: String,
    pub axis: Axis,
    pub size: usize,
    pub authors: usize,
    pub terms: Vec<String>,
    pub cohesion: f64,
    pub stability: Option<f64>,
    pub locked: bool,
    pub state: ClusterState,
    pub example: Option<Example>,
    pub minilab: Option<MiniLabLink>,
    pub accept_url: String,
    pub dismiss_url: String,
    pub restore_url: String,
}

/// An idea that stands for the others.
#[derive(Debug, Clone, Serialize)]
pub struct Example {
    title: String,
    lang: &'static str,
    url: String,
}

impl ContestView {
    /// The contest above a page.
    pub fn of(contest: &Contest) -> Self {
        Self { title: contest.title.clone(), url: contest.url() }
    }

    /// For samples.
    pub fn sample(title: &str) -> Self {
        Self { title: title.into(), url: "/concours/idees-2026".into() }
    }
}

/// The proposals of a run as cards, by axis and place.
pub fn load(conn: &mut Conn, run: &Clustering) -> Result<Vec<ClusterCard>> {
    let clusters = store::list_clusters(conn, run.id)?;
    let mut members: BTreeMap<ClusterId, Vec<IdeaId>> = BTreeMap::new();
    for (cluster, idea) in store::list_members_of(conn, run.id)? {
        members.entry(cluster).or_default().push(idea);
    }
    let everyone: Vec<IdeaId> =
        members.values().flatten().copied().collect::<BTreeSet<_>>().into_iter().collect();
    let authors = ideas::authors_of(conn, &everyone)?;
    let examples = examples(conn, &clusters, &members)?;
    let opened: Vec<MiniLabId> = clusters.iter().filter_map(|cluster| cluster.minilab_id).collect();
    let labs = minilabs::links_of(conn, &opened)?;
    let card = |cluster: Cluster| {
        let inside = members.get(&cluster.id).map_or(&[][..], Vec::as_slice);
        ClusterCard {
            url: cluster_url(cluster.id),
            accept_url: decision_url(cluster.id, "accepter"),
            dismiss_url: decision_url(cluster.id, "ecarter"),
            restore_url: decision_url(cluster.id, "reprendre"),
            size: inside.len(),
            authors: count_authors(inside, &authors),
            terms: cluster.terms().into_iter().take(TERMS).collect(),
            example: examples.get(&cluster.id).cloned(),
            minilab: cluster.minilab_id.and_then(|id| labs.get(&id).cloned()),
            id: cluster.id.to_string(),
            label: cluster.label,
            axis: cluster.axis,
            cohesion: cluster.cohesion,
            stability: cluster.stability,
            locked: cluster.locked,
            state: cluster.state,
        }
    };
    Ok(clusters.into_iter().map(card).collect())
}

/// Where a decision on a proposal is sent.
pub fn decision_url(cluster: ClusterId, decision: &str) -> String {
    format!("{}/{decision}", cluster_url(cluster))
}

/// The address of a run's proposals.
pub fn run_url(contest: &Contest, run: &Clustering) -> String {
    format!("{}/{}", proposals_url(&contest.slug), run.id)
}

/// How many people had these ideas: one account is one person, and so is one name without an account.
pub fn count_authors(ideas: &[IdeaId], authors: &BTreeMap<IdeaId, Vec<Author>>) -> usize {
    let people = ideas.iter().filter_map(|idea| authors.get(idea)).flatten();
    let people: BTreeSet<_> = people
        .filter(|author| author.account_id.is_some() || !author.name.is_empty())
        .map(|author| match author.account_id {
            Some(account) => (Some(account), ""),
            None => (None, author.name.as_str()),
        })
        .collect();
    people.len()
}

/// The most typical idea of each, or another one when a person moved it away.
fn examples(
    conn: &mut Conn,
    clusters: &[Cluster],
    members: &BTreeMap<ClusterId, Vec<IdeaId>>,
) -> Result<BTreeMap<ClusterId, Example>> {
    let typical = |cluster: &Cluster| {
        let inside = members.get(&cluster.id)?;
        let first = cluster.representative_id.filter(|idea| inside.contains(idea));
        Some((cluster.id, first.or(inside.first().copied())?))
    };
    let typical: Vec<(ClusterId, IdeaId)> = clusters.iter().filter_map(typical).collect();
    let ids: Vec<IdeaId> =
        typical.iter().map(|(_, idea)| *idea).collect::<BTreeSet<_>>().into_iter().collect();
    let ideas = ideas::list_by_ids(conn, &ids)?;
    let lines = ideas::lines(conn, &Actor::visitor(), ideas)?.into_iter();
    let examples: BTreeMap<String, Example> =
        lines.map(|line| (line.id, Example { title: line.title, lang: line.lang, url: line.url })).collect();
    Ok(typical
        .into_iter()
        .filter_map(|(cluster, idea)| Some((cluster, examples.get(&idea.to_string())?.clone())))
        .collect())
}

impl ClusterCard {
    /// A card for samples.
    pub fn sample(label: &str, axis: Axis, state: ClusterState) -> Self {
        let url = "/regroupements/0000000000001";
        let opened = state == ClusterState::Accepted;
        Self {
            id: "0000000000001".into(),
            url: url.into(),
            label: label.into(),
            axis,
            size: 24,
            authors: 21,
            terms: vec!["vaisselle".into(), "<b>bruit</b>".into()],
            cohesion: 0.42,
            stability: (axis == Axis::Theme).then_some(0.71),
            locked: false,
            state,
            example: (axis == Axis::Theme).then(|| Example {
                title: label.into(),
                lang: "fr",
                url: "/idees/une-idee-0000000000001".into(),
            }),
            minilab: opened.then(|| MiniLabLink::sample(label, MiniLabKind::Thematic)),
            accept_url: format!("{url}/accepter"),
            dismiss_url: format!("{url}/ecarter"),
            restore_url: format!("{url}/reprendre"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::{AccountId, Id};

    #[test]
    fn a_person_is_counted_once() {
        let ideas: Vec<IdeaId> = (1..=3).map(IdeaId::from_i64).collect();
        let author = |name: &str, account: Option<i64>| Author {
            name: name.into(),
            account_id: account.map(AccountId::from_i64),
            ..Author::default()
        };
        let authors = BTreeMap::from([
            (ideas[0], vec![author("Lina", Some(1)), author("Omar", None)]),
            (ideas[1], vec![author("L. Moreau", Some(1)), author("", None)]),
            (ideas[2], vec![author("Omar", None), author("Ada", None)]),
        ]);
        assert_eq!(count_authors(&ideas, &authors), 3);
    }
}
