//! The ideas of a proposal with the reasons why they are there.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::accounts::Actor;
use crate::clustering::cluster_url;
use crate::clustering::store::{self, Member};
use crate::db::{Conn, Result};
use crate::ideas::{self, Destiny, IdeaCard, IdeaLine};
use crate::ids::{ClusterId, IdeaId};

/// Neighbours shown.
const NEIGHBOURS: usize = 3;
/// An idea that was here in less than this part of the machine's readings is worth a look.
const DOUBTFUL: f64 = 0.5;

/// An idea in a proposal.
#[derive(Debug, Clone, Serialize)]
pub struct MemberView {
    idea: IdeaCard,
    id: String,
    score: f64,
    shared_terms: Vec<String>,
    neighbours: Vec<Near>,
    second: Option<Second>,
    pinned: bool,
    is_doubtful: bool,
}

#[derive(Debug, Clone, Serialize)]
struct Near {
    title: String,
    lang: &'static str,
    url: String,
    score: f64,
}

#[derive(Debug, Clone, Serialize)]
struct Second {
    label: String,
    url: String,
    margin: f64,
}

/// These members as the page shows them, in their order.
pub(super) fn load(conn: &mut Conn, viewer: &Actor, members: Vec<Member>) -> Result<Vec<MemberView>> {
    let lines = neighbour_lines(conn, viewer, &members)?;
    let seconds: Vec<ClusterId> = members.iter().filter_map(|member| member.second_cluster_id).collect();
    let seconds = store::list_clusters_by_ids(conn, &seconds)?;
    let ids: Vec<IdeaId> = members.iter().map(|member| member.idea_id).collect();
    let ideas = ideas::list_by_ids(conn, &ids)?;
    let ids: Vec<IdeaId> = ideas.iter().map(|idea| idea.id).collect();
    let cards: BTreeMap<IdeaId, IdeaCard> =
        ids.into_iter().zip(ideas::cards(conn, viewer, ideas, &BTreeMap::new())?).collect();
    let view = |member: Member| {
        let near = member.neighbours().into_iter().take(NEIGHBOURS);
        let second = member.second_cluster_id.and_then(|id| seconds.get(&id));
        Some(MemberView {
            idea: cards.get(&member.idea_id)?.clone(),
            id: member.idea_id.to_string(),
            score: member.score,
            pinned: member.pinned,
            is_doubtful: member.stability.is_some_and(|stability| stability < DOUBTFUL),
            shared_terms: member.shared_terms(),
            neighbours: near.filter_map(|near| Some(Near::of(lines.get(&near.0)?, near.1))).collect(),
            second: second.map(|second| Second {
                label: second.label.clone(),
                url: cluster_url(second.id),
                // Nearer to the other than to its own is as near as can be.
                margin: member.second_margin.unwrap_or(0.0).clamp(0.0, 1.0),
            }),
        })
    };
    Ok(members.into_iter().filter_map(view).collect())
}

fn neighbour_lines(
    conn: &mut Conn,
    viewer: &Actor,
    members: &[Member],
) -> Result<BTreeMap<IdeaId, IdeaLine>> {
    let near = members.iter().flat_map(|member| member.neighbours().into_iter().take(NEIGHBOURS));
    let ids: Vec<IdeaId> = near.map(|near| near.0).collect::<BTreeSet<_>>().into_iter().collect();
    lines_of(conn, viewer, &ids)
}

/// Ideas in one line each.
pub(super) fn lines_of(
    conn: &mut Conn,
    viewer: &Actor,
    ids: &[IdeaId],
) -> Result<BTreeMap<IdeaId, IdeaLine>> {
    let ideas = ideas::list_by_ids(conn, ids)?;
    let ids: Vec<IdeaId> = ideas.iter().map(|idea| idea.id).collect();
    Ok(ids.into_iter().zip(ideas::lines(conn, viewer, ideas)?).collect())
}

impl Near {
    fn of(line: &IdeaLine, score: f64) -> Self {
        Self { title: line.title.clone(), lang: line.lang, url: line.url.clone(), score }
    }
}

impl MemberView {
    /// Members for samples: one placed by the machine, one by a person.
    pub(super) fn samples(title: &str) -> Vec<Self> {
        let near = Near::of(&IdeaLine::sample(title, Destiny::Unawarded), 0.61);
        let second = Second { label: title.into(), url: "/regroupements/0000000000002".into(), margin: 0.08 };
        let by_machine = Self {
            idea: IdeaCard::sample(title, Destiny::Unawarded),
            id: "0000000000001".into(),
            score: 0.44,
            shared_terms: vec!["vaisselle".into(), "<b>bruit</b>".into()],
            neighbours: vec![near],
            second: Some(second),
            pinned: false,
            is_doubtful: true,
        };
        let by_hand = Self {
            id: "0000000000002".into(),
            score: 0.0,
            shared_terms: vec![],
            neighbours: vec![],
            second: None,
            pinned: true,
            is_doubtful: false,
            ..by_machine.clone()
        };
        vec![by_machine, by_hand]
    }
}
