//! `/regroupements/:id`: one proposal, with the reasons for each idea, to be changed, named and opened. For the team.

use poem::web::{Data, Path, Query};
use poem::{Response, handler};
use serde::{Deserialize, Serialize};

use super::cards::{self, ClusterCard, ContestView, decision_url, run_url};
use super::members::{self, MemberView};
use crate::accounts::Actor;
use crate::app::App;
use crate::clustering::rules::{Axis, ClusterState};
use crate::clustering::store::{self, Cluster, Member, Part};
use crate::clustering::{AcceptCluster, RenameCluster, cluster_url};
use crate::contests;
use crate::db::Conn;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::ideas::{Destiny, IdeaLine};
use crate::ids::{ClusterId, IdeaId};
use crate::minilabs::{self, MiniLabKind};
use crate::web::paging::{Pages, address};
use crate::web::{Form, FormState, Page, Shell};

/// Ideas on a page.
const PER_PAGE: usize = 30;
/// The most characters of a mini-lab's name.
const TITLE: usize = 120;

/// The page.
#[derive(Debug, Clone, Serialize)]
pub struct ClusterPage {
    contest: ContestView,
    proposals_url: String,
    prev_url: Option<String>,
    next_url: Option<String>,
    cluster: ClusterCard,
    form: FormState,
    accept_action: String,
    rename_action: String,
    dismiss_url: String,
    restore_url: String,
    lock_url: Option<String>,
    parts: Vec<PartView>,
    members: Vec<MemberView>,
    targets: Vec<Target>,
    move_action: String,
    pages: Pages,
}

#[derive(Debug, Clone, Serialize)]
struct Target {
    value: String,
    label: String,
}

/// A finer group within the proposal.
#[derive(Debug, Clone, Serialize)]
struct PartView {
    label: String,
    ideas: Vec<IdeaLine>,
}

#[derive(Debug, Deserialize)]
pub struct ClusterQuery {
    #[serde(default)]
    page: String,
}

/// From the list of proposals a button alone is sent, without a word: the machine's name is taken then. A field left
/// empty arrives as none.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DecideForm {
    kind: Option<String>,
    title: Option<String>,
    #[serde(default)]
    purpose: String,
}

impl DecideForm {
    fn is_button_alone(&self) -> bool {
        self.kind.is_none() && self.title.is_none()
    }
}

#[handler]
pub async fn show(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Path(id): Path<String>,
    query: Query<ClusterQuery>,
) -> AppResult<Response> {
    let (id, number) = (id_of(&id)?, query.page.parse().unwrap_or(1));
    shell.page(&app.read(move |conn| load(conn, &actor, id, number, None)).await?)
}

#[handler]
pub async fn accept(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Path(id): Path<String>,
    form: Form<DecideForm>,
) -> AppResult<Response> {
    let id = id_of(&id)?;
    let cluster = app.read(move |conn| store::find_cluster(conn, id)).await?.ok_or(AppError::NotFound)?;
    let outcome = match acceptance(&cluster, form.values.clone()) {
        Ok(acceptance) => acceptance.run(&app, &actor).await,
        Err(error) => Err(error),
    };
    match outcome {
        Ok(lab) => {
            // From the list one goes on with the list.
            let next = match form.values.is_button_alone() {
                true => app.read(move |conn| proposals(conn, &cluster)).await?,
                false => minilabs::url(&lab),
            };
            Ok(shell.see_other(&next, Some(("success", "flash-cluster-accepted"))))
        }
        Err(AppError::Invalid(errors)) => {
            let state = FormState::refused(&form.raw, errors, &[]);
            shell.refused_page(&app.read(move |conn| load(conn, &actor, id, 1, Some(state))).await?)
        }
        Err(other) => Err(other),
    }
}

#[handler]
pub async fn rename(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Path(id): Path<String>,
    form: Form<DecideForm>,
) -> AppResult<Response> {
    let id = id_of(&id)?;
    let label = form.values.title.clone().unwrap_or_default();
    match (RenameCluster { cluster: id, label }).run(&app, &actor).await {
        Ok(_) => Ok(shell.see_other(&cluster_url(id), Some(("success", "flash-cluster-renamed")))),
        Err(AppError::Invalid(errors)) => {
            let state = FormState::refused(&form.raw, errors, &[]);
            shell.refused_page(&app.read(move |conn| load(conn, &actor, id, 1, Some(state))).await?)
        }
        Err(other) => Err(other),
    }
}

fn acceptance(cluster: &Cluster, form: DecideForm) -> AppResult<AcceptCluster> {
    if form.is_button_alone() {
        let title = cluster.label.chars().take(TITLE).collect();
        let (cluster, kind) = (cluster.id, kind_of(cluster.axis));
        return Ok(AcceptCluster { cluster, kind, title, purpose: String::new() });
    }
    let choose = || FieldErrors::one("kind", "choose");
    let kind = form.kind.and_then(|kind| kind.parse().ok()).ok_or_else(choose)?;
    let title = form.title.unwrap_or_default();
    Ok(AcceptCluster { cluster: cluster.id, kind, title, purpose: form.purpose })
}

fn kind_of(axis: Axis) -> MiniLabKind {
    match axis {
        Axis::Theme => MiniLabKind::Thematic,
        Axis::Trade => MiniLabKind::Trade,
    }
}

pub(super) fn id_of(text: &str) -> AppResult<ClusterId> {
    text.parse().map_err(|_| AppError::NotFound)
}

/// The list of proposals that one belongs to.
pub(super) fn proposals(conn: &mut Conn, cluster: &Cluster) -> AppResult<String> {
    let run = store::find(conn, cluster.clustering_id)?.ok_or(AppError::NotFound)?;
    let contest = contests::find(conn, run.contest_id)?.ok_or(AppError::NotFound)?;
    Ok(run_url(&contest, &run))
}

fn load(
    conn: &mut Conn,
    actor: &Actor,
    id: ClusterId,
    number: usize,
    form: Option<FormState>,
) -> AppResult<ClusterPage> {
    let cluster = store::find_cluster(conn, id)?.ok_or(AppError::NotFound)?;
    let run = store::find(conn, cluster.clustering_id)?.ok_or(AppError::NotFound)?;
    let contest = contests::find(conn, run.contest_id)?.ok_or(AppError::NotFound)?;
    let all = cards::load(conn, &run)?;
    let here = all.iter().position(|card| card.id == id.to_string()).ok_or(AppError::NotFound)?;
    let url_at = |place: Option<usize>| place.and_then(|place| all.get(place)).map(|card| card.url.clone());
    let members = store::list_members(conn, id)?;
    let pages = Pages::new(number, members.len(), PER_PAGE, |number| {
        address(&cluster_url(id), [("page", number.to_string().as_str())])
    });
    let shown = members.iter().skip(pages.offset(PER_PAGE)).take(PER_PAGE).cloned().collect();
    Ok(ClusterPage {
        contest: ContestView::of(&contest),
        proposals_url: run_url(&contest, &run),
        prev_url: url_at(here.checked_sub(1)),
        next_url: url_at(here.checked_add(1)),
        form: form.unwrap_or_else(|| filled(&cluster)),
        accept_action: decision_url(id, "accepter"),
        rename_action: decision_url(id, "renommer"),
        dismiss_url: decision_url(id, "ecarter"),
        restore_url: decision_url(id, "reprendre"),
        move_action: decision_url(id, "deplacer"),
        lock_url: (cluster.axis == Axis::Theme && cluster.state == ClusterState::Proposed)
            .then(|| decision_url(id, if cluster.locked { "deverrouiller" } else { "verrouiller" })),
        parts: parts(conn, actor, &cluster, &members)?,
        members: members::load(conn, actor, shown)?,
        targets: targets(&all, &all[here]),
        cluster: all[here].clone(),
        pages,
    })
}

/// The finer groups, with the ideas of theirs that are still in the proposal.
fn parts(conn: &mut Conn, actor: &Actor, cluster: &Cluster, members: &[Member]) -> AppResult<Vec<PartView>> {
    let ids: Vec<IdeaId> = members.iter().map(|member| member.idea_id).collect();
    let lines = members::lines_of(conn, actor, &ids)?;
    let view = |part: Part| PartView {
        label: part.label,
        ideas: part.ideas.iter().filter_map(|idea| lines.get(idea).cloned()).collect(),
    };
    let parts = cluster.parts().into_iter().map(view);
    Ok(parts.filter(|part| !part.ideas.is_empty()).collect())
}

fn filled(cluster: &Cluster) -> FormState {
    FormState::filled([("kind", kind_of(cluster.axis).as_str()), ("title", &cluster.label), ("purpose", "")])
}

fn targets(all: &[ClusterCard], here: &ClusterCard) -> Vec<Target> {
    let others = all.iter().filter(|card| card.axis == here.axis && card.id != here.id);
    let open = others.filter(|card| card.state.may_take_ideas());
    open.map(|card| Target { value: card.id.clone(), label: card.label.clone() }).collect()
}

impl Page for ClusterPage {
    const TEMPLATE: &'static str = "clustering/cluster.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let mut errors = FieldErrors::default();
        errors.add("kind", "choose");
        errors.add_limit("title", "too-long", 120);
        let faulty = FormState::filled([("title", "Vaisselle")]).with_errors(errors);
        let proposed = |title: &str, axis| sample(title, axis, ClusterState::Proposed);
        vec![
            ("theme", proposed("Vaisselle et bruit", Axis::Theme)),
            ("trade", Self { targets: vec![], prev_url: None, ..proposed("Restauration", Axis::Trade) }),
            ("accepted", sample("Vaisselle et bruit", Axis::Theme, ClusterState::Accepted)),
            ("dismissed", sample("Vaisselle et bruit", Axis::Theme, ClusterState::Dismissed)),
            ("two_errors", Self { form: faulty, ..proposed("Vaisselle et bruit", Axis::Theme) }),
            (
                "locked",
                Self {
                    lock_url: Some("/regroupements/0000000000001/deverrouiller".into()),
                    cluster: ClusterCard {
                        locked: true,
                        ..ClusterCard::sample("Vaisselle", Axis::Theme, ClusterState::Proposed)
                    },
                    ..proposed("Vaisselle", Axis::Theme)
                },
            ),
            ("empty", Self { members: vec![], parts: vec![], ..proposed("Vide", Axis::Theme) }),
            ("hostile_text", proposed("<script>alert(1)</script>", Axis::Theme)),
            ("very_long_title", proposed(&"Anticonstitutionnellement ".repeat(8), Axis::Theme)),
        ]
    }
}

fn sample(title: &str, axis: Axis, state: ClusterState) -> ClusterPage {
    let url = "/regroupements/0000000000001";
    ClusterPage {
        contest: ContestView::sample(title),
        proposals_url: "/concours/idees-2026/regroupement/propositions/0000000000001".into(),
        prev_url: Some("/regroupements/0000000000000".into()),
        next_url: Some("/regroupements/0000000000002".into()),
        cluster: ClusterCard::sample(title, axis, state),
        form: FormState::filled([("kind", kind_of(axis).as_str()), ("title", title), ("purpose", "")]),
        accept_action: format!("{url}/accepter"),
        rename_action: format!("{url}/renommer"),
        dismiss_url: format!("{url}/ecarter"),
        restore_url: format!("{url}/reprendre"),
        lock_url: (axis == Axis::Theme && state == ClusterState::Proposed)
            .then(|| format!("{url}/verrouiller")),
        parts: [title, "Bruit"]
            .map(|label| PartView {
                label: label.into(),
                ideas: vec![IdeaLine::sample(title, Destiny::Unawarded)],
            })
            .to_vec(),
        members: MemberView::samples(title),
        targets: vec![Target { value: "0000000000002".into(), label: title.into() }],
        move_action: format!("{url}/deplacer"),
        pages: Pages::new(1, 60, PER_PAGE, |number| format!("{url}?page={number}")),
    }
}
