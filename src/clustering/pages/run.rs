//! `/concours/:slug/regroupement`: starts a grouping, or follows the one that works. For the team.

use poem::web::{Data, Path, Query};
use poem::{Response, handler};
use serde::{Deserialize, Serialize};

use super::cards::{ContestView, run_url};
use crate::accounts::Actor;
use crate::app::App;
use crate::clock::Time;
use crate::clustering::rules::{Axis, checked_typed_size, checked_wish};
use crate::clustering::store::{self, Clustering};
use crate::clustering::{Phase, StartClustering, community_size, how_far, start_url};
use crate::contests::{self, Contest};
use crate::db::Conn;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::ideas::{self, Destiny};
use crate::ids::{ClusteringId, ContestId};
use crate::web::{Form, FormState, Page, Shell};

/// The page.
#[derive(Debug, Clone, Serialize)]
pub struct RunPage {
    contest: ContestView,
    action: String,
    form: FormState,
    unawarded: usize,
    community_size: usize,
    earlier: Vec<Earlier>,
    run: Option<RunView>,
    poll_url: Option<String>,
    page_url: String,
    proposals_url: Option<String>,
    retry_url: Option<String>,
}

/// The part of it that is fetched again and again while the machine works.
#[derive(Debug, Clone, Serialize)]
pub struct RunFragment {
    run: RunView,
    poll_url: Option<String>,
    page_url: String,
    proposals_url: Option<String>,
    retry_url: Option<String>,
}

/// How far a run is.
#[derive(Debug, Clone, Serialize)]
pub struct RunView {
    state: Phase,
    done: i64,
    total: i64,
    ideas: i64,
    clusters: usize,
    orphans: usize,
    failure: Option<String>,
}

#[derive(Debug, Clone, Serialize)]
struct Earlier {
    url: String,
    created_at: Time,
    ideas: i64,
    clusters: usize,
}

#[derive(Debug, Deserialize)]
pub struct RunQuery {
    #[serde(default)]
    run: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StartForm {
    #[serde(default)]
    clusters: String,
    #[serde(default)]
    community_size: String,
}

impl StartForm {
    fn to_action(&self, contest: ContestId) -> AppResult<StartClustering> {
        Ok(StartClustering {
            contest,
            clusters_wanted: checked_wish(&self.clusters)?,
            community_size: checked_typed_size(&self.community_size)?,
        })
    }
}

#[handler]
pub async fn show(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Path(slug): Path<String>,
    query: Query<RunQuery>,
) -> AppResult<Response> {
    let watched = query.run.parse().ok();
    let page = app.read(move |conn| load(conn, &actor, &slug, watched, FormState::default()));
    shell.page(&page.await?)
}

#[handler]
pub async fn fragment(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Path(slug): Path<String>,
    query: Query<RunQuery>,
) -> AppResult<Response> {
    let watched: ClusteringId = query.run.parse().map_err(|_| AppError::NotFound)?;
    let followed = app.read(move |conn| {
        let contest = contest(conn, &actor, &slug)?;
        let run = find_run(conn, &contest, watched)?.ok_or(AppError::NotFound)?;
        follow(conn, &contest, &run)
    });
    shell.fragment(&followed.await?)
}

#[handler]
pub async fn post(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Path(slug): Path<String>,
    form: Form<StartForm>,
) -> AppResult<Response> {
    let (who, name) = (actor.clone(), slug.clone());
    let contest = app.read(move |conn| contest(conn, &who, &name)).await?;
    let outcome = match form.values.to_action(contest.id) {
        Ok(start) => start.run(&app, &actor).await.map(|run| run.id),
        Err(error) => Err(error),
    };
    match outcome {
        Ok(run) => Ok(shell.see_other(
            &format!("{}?run={run}", start_url(&contest.slug)),
            Some(("success", "flash-clustering-started")),
        )),
        // Whoever presses twice follows the run that works.
        Err(AppError::Refused("clustering-running")) => Ok(shell.see_other(&start_url(&contest.slug), None)),
        Err(AppError::Invalid(errors)) => {
            let state = FormState::refused(&form.raw, errors, &[]);
            let page = app.read(move |conn| load(conn, &actor, &slug, None, state));
            shell.refused_page(&page.await?)
        }
        Err(other) => Err(other),
    }
}

fn contest(conn: &mut Conn, actor: &Actor, slug: &str) -> AppResult<Contest> {
    contests::find_by_slug(conn, actor, slug)?.ok_or(AppError::NotFound)
}

fn find_run(conn: &mut Conn, contest: &Contest, id: ClusteringId) -> AppResult<Option<Clustering>> {
    Ok(store::find(conn, id)?.filter(|run| run.contest_id == contest.id))
}

/// The page; the run that works is followed, and else the one that the address names.
fn load(
    conn: &mut Conn,
    actor: &Actor,
    slug: &str,
    watched: Option<ClusteringId>,
    form: FormState,
) -> AppResult<RunPage> {
    let contest = contest(conn, actor, slug)?;
    let run = match store::list_running(conn, contest.id)?.pop() {
        Some(run) => Some(run),
        None => match watched {
            Some(id) => find_run(conn, &contest, id)?,
            None => None,
        },
    };
    let followed = match &run {
        Some(run) => Some(follow(conn, &contest, run)?),
        None => None,
    };
    let unawarded = ideas::list_of_contest(conn, contest.id, &[Destiny::Unawarded])?.len();
    let idle = RunPage {
        action: start_url(&contest.slug),
        form,
        unawarded,
        community_size: community_size(unawarded),
        earlier: earlier(conn, &contest)?,
        contest: ContestView::of(&contest),
        run: None,
        poll_url: None,
        page_url: start_url(&contest.slug),
        proposals_url: None,
        retry_url: None,
    };
    Ok(match followed {
        Some(followed) => idle.following(followed),
        None => idle,
    })
}

impl RunPage {
    fn following(self, followed: RunFragment) -> Self {
        let RunFragment { run, poll_url, page_url, proposals_url, retry_url } = followed;
        Self { run: Some(run), poll_url, page_url, proposals_url, retry_url, ..self }
    }
}

fn earlier(conn: &mut Conn, contest: &Contest) -> AppResult<Vec<Earlier>> {
    let mut earlier = Vec::new();
    for run in store::list_proposed(conn, contest.id)? {
        earlier.push(Earlier {
            url: run_url(contest, &run),
            created_at: run.created_at,
            ideas: run.ideas,
            clusters: count_themes(conn, &run)?,
        });
    }
    Ok(earlier)
}

fn count_themes(conn: &mut Conn, run: &Clustering) -> AppResult<usize> {
    Ok(store::list_clusters(conn, run.id)?.iter().filter(|cluster| cluster.axis == Axis::Theme).count())
}

fn follow(conn: &mut Conn, contest: &Contest, run: &Clustering) -> AppResult<RunFragment> {
    let far = how_far(conn, run)?;
    let works = matches!(far.phase, Phase::Queued | Phase::Running);
    let is_done = far.phase == Phase::Proposed;
    let start = start_url(&contest.slug);
    Ok(RunFragment {
        poll_url: works.then(|| format!("{start}/suivi?run={}", run.id)),
        page_url: format!("{start}?run={}", run.id),
        proposals_url: is_done.then(|| run_url(contest, run)),
        retry_url: (far.phase == Phase::Failed).then_some(start),
        run: RunView {
            state: far.phase,
            done: far.done,
            total: far.total,
            ideas: run.ideas,
            clusters: if is_done { count_themes(conn, run)? } else { 0 },
            orphans: if is_done { store::list_orphans(conn, run.id)?.len() } else { 0 },
            failure: far.failure,
        },
    })
}

impl Page for RunFragment {
    const TEMPLATE: &'static str = "clustering/_run.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let failed = |failure: &str| Self {
            run: RunView { failure: Some(failure.into()), ..sample(Phase::Failed).run },
            ..sample(Phase::Failed)
        };
        vec![
            ("queued", sample(Phase::Queued)),
            ("running", sample(Phase::Running)),
            ("proposed", sample(Phase::Proposed)),
            ("failed", failed("unknown")),
            ("too_few", failed("too-few")),
            ("interrupted", failed("interrupted")),
        ]
    }
}

fn sample(state: Phase) -> RunFragment {
    let start = "/concours/idees-2026/regroupement";
    let works = matches!(state, Phase::Queued | Phase::Running);
    RunFragment {
        run: RunView {
            state,
            done: if state == Phase::Running { 120 } else { 0 },
            total: if state == Phase::Queued { 0 } else { 240 },
            ideas: 240,
            clusters: 10,
            orphans: 6,
            failure: None,
        },
        poll_url: works.then(|| format!("{start}/suivi?run=0000000000001")),
        page_url: start.into(),
        proposals_url: (state == Phase::Proposed).then(|| format!("{start}/propositions/0000000000001")),
        retry_url: (state == Phase::Failed).then(|| start.into()),
    }
}

impl Page for RunPage {
    const TEMPLATE: &'static str = "clustering/run.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let page = |title: &str| Self {
            contest: ContestView::sample(title),
            action: "/concours/idees-2026/regroupement".into(),
            form: FormState::default(),
            unawarded: 240,
            community_size: 20,
            earlier: vec![Earlier {
                url: "/concours/idees-2026/regroupement/propositions/0000000000001".into(),
                created_at: Time::default(),
                ideas: 240,
                clusters: 10,
            }],
            run: None,
            poll_url: None,
            page_url: "/concours/idees-2026/regroupement".into(),
            proposals_url: None,
            retry_url: None,
        };
        let mut errors = FieldErrors::default();
        errors.add_limit("clusters", "too-large", 100);
        let faulty = FormState::filled([("clusters", "<b>1000</b>")]).with_errors(errors);
        vec![
            ("to_start", page("Idées 2026")),
            ("nothing_to_group", Self { unawarded: 0, earlier: vec![], ..page("Idées 2026") }),
            ("one_error", Self { form: faulty, ..page("Idées 2026") }),
            ("running", page("Idées 2026").following(sample(Phase::Running))),
            ("proposed", page("Idées 2026").following(sample(Phase::Proposed))),
            ("failed", page("Idées 2026").following(sample(Phase::Failed))),
            ("hostile_text", page("<script>alert(1)</script>")),
            ("very_long_title", page(&"Anticonstitutionnellement ".repeat(8))),
        ]
    }
}
