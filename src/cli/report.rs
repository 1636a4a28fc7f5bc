//! The report of `analyze`: one page that needs nothing else, to look at, to send, to print.

use std::sync::Arc;

use serde::Serialize;

use super::analyze::Ideas;
use crate::clock::Zone;
use crate::language::{Catalogue, Language};
use crate::search::{Cluster, Clustering, Pair};
use crate::web::Pages;
use crate::web::assets::Assets;

/// Pairs shown; all of them are in duplicates.jsonl.
const SHOWN_PAIRS: usize = 60;
/// Terms shown of a group.
const SHOWN_TERMS: usize = 8;
/// Characters of a text that are shown.
const EXCERPT: usize = 240;

#[derive(Serialize)]
struct Report {
    lang: &'static str,
    file: String,
    total: usize,
    grouped: usize,
    seed: u64,
    clusters: Vec<ClusterView>,
    orphans: Vec<OrphanView>,
    pairs: Vec<PairView>,
    pairs_total: usize,
    faults: usize,
}

#[derive(Serialize)]
struct ClusterView {
    key: String,
    label: String,
    terms: Vec<String>,
    size: usize,
    /// Of the largest group's size, in percent.
    width: usize,
    cohesion: f64,
    members: Vec<MemberView>,
}

#[derive(Clone, Serialize)]
struct IdeaView {
    id: String,
    title: String,
    excerpt: String,
}

#[derive(Serialize)]
struct MemberView {
    idea: IdeaView,
    score: f64,
    shared_terms: Vec<String>,
    neighbours: Vec<String>,
    second_best: Option<String>,
}

#[derive(Serialize)]
struct OrphanView {
    idea: IdeaView,
    nearest: Option<String>,
}

#[derive(Serialize)]
struct PairView {
    a: IdeaView,
    b: IdeaView,
    score: f64,
}

/// Draws the report.
pub fn draw(
    file: &str,
    ideas: &Ideas,
    clustering: &Clustering,
    pairs: &[Pair],
    language: Language,
) -> anyhow::Result<String> {
    let largest = clustering.clusters.iter().map(|cluster| cluster.members.len()).max().unwrap_or(1);
    let report = Report {
        lang: language.as_str(),
        file: file.to_owned(),
        total: ideas.rows.len(),
        grouped: ideas.rows.len() - clustering.orphans.len(),
        seed: clustering.seed,
        clusters: clustering
            .clusters
            .iter()
            .map(|cluster| cluster_view(ideas, clustering, cluster, largest))
            .collect(),
        orphans: clustering
            .orphans
            .iter()
            .map(|orphan| OrphanView {
                idea: idea(ideas, orphan.id),
                nearest: orphan.nearest.as_ref().and_then(|(key, _)| label_of(clustering, key)),
            })
            .collect(),
        pairs: pairs
            .iter()
            .take(SHOWN_PAIRS)
            .map(|pair| PairView { a: idea(ideas, pair.a), b: idea(ideas, pair.b), score: pair.score.into() })
            .collect(),
        pairs_total: pairs.len(),
        faults: ideas.faults.len(),
    };
    let pages = Pages::load(&Arc::new(Catalogue::load()?), &Arc::new(Assets::load()?), Zone::UTC)?;
    Ok(pages.draw(language, "report/analyze.html", &report)?)
}

fn cluster_view(ideas: &Ideas, clustering: &Clustering, cluster: &Cluster, largest: usize) -> ClusterView {
    let members = cluster.members.iter().map(|member| MemberView {
        idea: idea(ideas, member.id),
        score: member.score.into(),
        shared_terms: member.shared_terms.clone(),
        neighbours: member.neighbours.iter().take(2).map(|(id, _)| idea(ideas, *id).title).collect(),
        second_best: member.second_best.as_ref().and_then(|second| label_of(clustering, &second.key)),
    });
    ClusterView {
        key: cluster.key.clone(),
        label: cluster.label.clone(),
        terms: cluster.terms.iter().take(SHOWN_TERMS).map(|term| term.surface.clone()).collect(),
        size: cluster.members.len(),
        width: (100 * cluster.members.len()).div_ceil(largest),
        cohesion: cluster.cohesion.into(),
        members: members.collect(),
    }
}

fn label_of(clustering: &Clustering, key: &str) -> Option<String> {
    clustering.clusters.iter().find(|cluster| cluster.key == key).map(|cluster| cluster.label.clone())
}

fn idea(ideas: &Ideas, document: u64) -> IdeaView {
    let Some(row) = ideas.rows.get(document as usize) else {
        return IdeaView { id: String::new(), title: String::new(), excerpt: String::new() };
    };
    let text = if row.is_title_derived { "" } else { row.body.as_str() };
    let mut excerpt: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some((end, _)) = excerpt.char_indices().nth(EXCERPT) {
        excerpt.truncate(end);
        excerpt.push('…');
    }
    IdeaView { id: row.source_ref.clone(), title: row.title.clone(), excerpt }
}
