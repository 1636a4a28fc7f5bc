//! `/concours/:slug/regroupement/propositions`: what the machine proposes. For the team.

use std::collections::BTreeMap;

use poem::web::{Data, Path, Query};
use poem::{Response, handler};
use serde::{Deserialize, Serialize};

use super::cards::{self, ClusterCard, ContestView, decision_url, run_url};
use crate::accounts::Actor;
use crate::app::App;
use crate::clock::Time;
use crate::clustering::rules::{Axis, Changes, ClusterState, Meaning, RunState};
use crate::clustering::store::{self, Cluster, Clustering, Orphan};
use crate::clustering::{cluster_url, duplicates_url, start_url};
use crate::contests;
use crate::db::Conn;
use crate::error::{AppError, AppResult};
use crate::ideas::{self, Destiny, IdeaLine};
use crate::ids::{ClusterId, ClusteringId, IdeaId};
use crate::web::{Page, Shell};

/// Orphans shown at first.
const ORPHANS: usize = 30;
/// Shows all of them.
const ALL: &str = "toutes";

/// The page.
#[derive(Debug, Clone, Serialize)]
pub struct ProposalsPage {
    contest: ContestView,
    run: Recipe,
    figures: Figures,
    themes: Vec<ClusterCard>,
    trades: Vec<ClusterCard>,
    orphans: Vec<OrphanView>,
    orphans_more: usize,
    orphans_url: Option<String>,
    run_again_url: String,
    duplicates: i64,
    duplicates_url: String,
}

/// What anybody needs to run the same again.
#[derive(Debug, Clone, Serialize)]
struct Recipe {
    created_at: Time,
    ideas: i64,
    clusters_wanted: Option<i32>,
    seed: String,
    can_recompute_url: Option<String>,
    community_size: Option<i32>,
    changes: Option<Changes>,
    meaning: Meaning,
}

#[derive(Debug, Clone, Serialize)]
struct Figures {
    grouped: usize,
    orphans: usize,
    accepted: usize,
    waiting: usize,
}

#[derive(Debug, Clone, Serialize)]
struct OrphanView {
    idea: IdeaLine,
    nearest: Option<Nearest>,
    move_url: Option<String>,
}

#[derive(Debug, Clone, Serialize)]
struct Nearest {
    label: String,
    url: String,
    score: f64,
}

#[derive(Debug, Deserialize)]
pub struct ProposalsQuery {
    #[serde(default)]
    orphelines: String,
}

#[handler]
pub async fn show_latest(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Path(slug): Path<String>,
) -> AppResult<Response> {
    let latest = app.read(move |conn| {
        let contest = contests::find_by_slug(conn, &actor, &slug)?.ok_or(AppError::NotFound)?;
        let run = store::latest_proposed(conn, contest.id)?;
        Ok::<_, AppError>(run.map_or_else(|| start_url(&contest.slug), |run| run_url(&contest, &run)))
    });
    Ok(shell.see_other(&latest.await?, None))
}

#[handler]
pub async fn show(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Path((slug, id)): Path<(String, String)>,
    query: Query<ProposalsQuery>,
) -> AppResult<Response> {
    let id: ClusteringId = id.parse().map_err(|_| AppError::NotFound)?;
    let limit = if query.orphelines == ALL { usize::MAX } else { ORPHANS };
    shell.page(&app.read(move |conn| load(conn, &actor, &slug, id, limit)).await?)
}

fn load(
    conn: &mut Conn,
    actor: &Actor,
    slug: &str,
    id: ClusteringId,
    limit: usize,
) -> AppResult<ProposalsPage> {
    let contest = contests::find_by_slug(conn, actor, slug)?.ok_or(AppError::NotFound)?;
    let run = store::find(conn, id)?
        .filter(|run| run.contest_id == contest.id && run.state == RunState::Proposed)
        .ok_or(AppError::NotFound)?;
    let cards = cards::load(conn, &run)?;
    let orphans = store::list_orphans(conn, run.id)?;
    let (themes, trades): (Vec<_>, Vec<_>) = cards.into_iter().partition(|card| card.axis == Axis::Theme);
    let figures = figures(&themes, &trades, orphans.len());
    let orphans_more = orphans.len().saturating_sub(limit);
    Ok(ProposalsPage {
        figures,
        orphans: orphan_views(conn, actor, orphans.into_iter().take(limit).collect())?,
        orphans_more,
        orphans_url: (orphans_more > 0).then(|| format!("{}?orphelines={ALL}", run_url(&contest, &run))),
        run_again_url: start_url(&contest.slug),
        duplicates: store::count_near(conn, contest.id)?,
        duplicates_url: duplicates_url(&contest.slug),
        run: recipe(&run),
        themes,
        trades,
        contest: ContestView::of(&contest),
    })
}

fn recipe(run: &Clustering) -> Recipe {
    Recipe {
        created_at: run.created_at,
        ideas: run.ideas,
        clusters_wanted: run.clusters_wanted,
        seed: run.seed.to_string(),
        can_recompute_url: None,
        community_size: run.community_size,
        changes: Some(run.changes()).filter(|changes| !changes.is_empty()),
        meaning: run.meaning,
    }
}

fn figures(themes: &[ClusterCard], trades: &[ClusterCard], orphans: usize) -> Figures {
    let count = |state| themes.iter().chain(trades).filter(|card| card.state == state).count();
    Figures {
        grouped: themes.iter().map(|card| card.size).sum(),
        orphans,
        accepted: count(ClusterState::Accepted),
        waiting: count(ClusterState::Proposed),
    }
}

fn orphan_views(conn: &mut Conn, viewer: &Actor, orphans: Vec<Orphan>) -> AppResult<Vec<OrphanView>> {
    let ids: Vec<IdeaId> = orphans.iter().map(|orphan| orphan.idea_id).collect();
    let near: Vec<ClusterId> = orphans.iter().filter_map(|orphan| orphan.nearest_cluster_id).collect();
    let clusters = store::list_clusters_by_ids(conn, &near)?;
    let ideas = ideas::list_by_ids(conn, &ids)?;
    let mut lines: BTreeMap<String, IdeaLine> =
        ideas::lines(conn, viewer, ideas)?.into_iter().map(|line| (line.id.clone(), line)).collect();
    let view = |orphan: Orphan| {
        let idea = lines.remove(&orphan.idea_id.to_string())?;
        let nearest = orphan.nearest_cluster_id.and_then(|id| clusters.get(&id));
        Some(OrphanView {
            move_url: nearest.filter(|near| may_take(near)).map(|near| into_url(near.id, orphan.idea_id)),
            nearest: nearest.map(|near| Nearest {
                label: near.label.clone(),
                url: cluster_url(near.id),
                score: orphan.score,
            }),
            idea,
        })
    };
    Ok(orphans.into_iter().filter_map(view).collect())
}

fn may_take(cluster: &Cluster) -> bool {
    cluster.state.may_take_ideas()
}

fn into_url(cluster: ClusterId, idea: IdeaId) -> String {
    decision_url(cluster, &format!("idees/{idea}"))
}

impl Page for ProposalsPage {
    const TEMPLATE: &'static str = "clustering/proposals.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let states =
            ClusterState::ALL.map(|state| ClusterCard::sample("Vaisselle et bruit", Axis::Theme, state));
        let every = sample("Idées 2026", states.to_vec());
        let none = Self { trades: vec![], orphans: vec![], orphans_more: 0, ..sample("Idées 2026", vec![]) };
        let of = |title: &str| {
            sample(title, vec![ClusterCard::sample(title, Axis::Theme, ClusterState::Proposed)])
        };
        vec![
            ("every_state", every),
            ("none", none),
            ("hostile_text", of("<script>alert(1)</script>")),
            ("very_long_title", of(&"Anticonstitutionnellement ".repeat(8))),
        ]
    }
}

fn sample(title: &str, themes: Vec<ClusterCard>) -> ProposalsPage {
    let trades = vec![ClusterCard::sample(title, Axis::Trade, ClusterState::Proposed)];
    let near = Nearest { label: title.into(), url: "/regroupements/0000000000001".into(), score: 0.12 };
    let orphan = |nearest: Option<Nearest>| OrphanView {
        idea: IdeaLine::sample(title, Destiny::Unawarded),
        move_url: nearest.as_ref().map(|near| format!("{}/idees/0000000000001", near.url)),
        nearest,
    };
    ProposalsPage {
        contest: ContestView::sample(title),
        run: Recipe {
            created_at: Time::default(),
            ideas: 240,
            clusters_wanted: Some(10).filter(|_| !themes.is_empty()),
            seed: "1".into(),
            can_recompute_url: None,
            community_size: None,
            changes: Some(Changes { moved: 3, new: 2, gone: 1, split: 1, merged: 0 }),
            meaning: Meaning::Unavailable,
        },
        figures: figures(&themes, &trades, 2),
        themes,
        trades,
        orphans: vec![orphan(Some(near)), orphan(None)],
        orphans_more: 4,
        orphans_url: Some("/concours/idees-2026/regroupement/propositions/1?orphelines=toutes".into()),
        run_again_url: "/concours/idees-2026/regroupement".into(),
        duplicates: 12,
        duplicates_url: "/concours/idees-2026/doublons".into(),
    }
}
