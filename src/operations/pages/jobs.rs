//! `/taches`: background work, and what of it was given up. For administrators.

use poem::web::{Data, Path};
use poem::{Response, handler};
use serde::{Deserialize, Serialize};

use crate::accounts::Actor;
use crate::app::App;
use crate::clock::Time;
use crate::error::{AppError, AppResult};
use crate::jobs::{self, JobRow, JobState};
use crate::operations::RetryJob;
use crate::web::{Form, Page, Shell};

/// Jobs looked at.
const SHOWN: i64 = 200;

/// The page.
#[derive(Debug, Clone, Serialize)]
pub struct JobsPage {
    counts: Counts,
    dead: Vec<JobView>,
    running: Vec<JobView>,
    queued: Vec<JobView>,
}

#[derive(Debug, Clone, Default, Serialize)]
struct Counts {
    running: usize,
    queued: usize,
    dead: usize,
    done_today: usize,
}

#[derive(Debug, Clone, Serialize)]
struct JobView {
    id: String,
    kind: String,
    state: JobState,
    attempts: i32,
    created_at: Time,
    run_at: Time,
    done: i64,
    total: i64,
    percent: Option<i64>,
    reason: Option<String>,
    retry_url: String,
}

impl Page for JobsPage {
    const TEMPLATE: &'static str = "jobs/list.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let job = |state, reason: Option<&str>| JobView {
            id: "0000000000001".into(),
            kind: "mail-deliver".into(),
            state,
            attempts: 3,
            created_at: Time::default(),
            run_at: Time::default(),
            done: 40,
            total: 100,
            percent: Some(40),
            reason: reason.map(str::to_owned),
            retry_url: "/taches/0000000000001/reprise".into(),
        };
        let dead = vec![job(JobState::Dead, Some("<script>alert(1)</script> connection refused"))];
        let nothing = Self { counts: Counts::default(), dead: vec![], running: vec![], queued: vec![] };
        let busy = Self {
            counts: Counts { running: 1, queued: 1, dead: 1, done_today: 12_345 },
            dead,
            running: vec![job(JobState::Running, None)],
            queued: vec![job(JobState::Queued, None)],
        };
        vec![("nothing", nothing), ("one_dead", busy)]
    }
}

impl From<JobRow> for JobView {
    fn from(row: JobRow) -> Self {
        Self {
            id: row.id.to_string(),
            kind: row.kind.replace(['.', '_'], "-"),
            state: row.state,
            attempts: row.attempts,
            created_at: row.created_at,
            run_at: row.run_at,
            done: row.units_done,
            total: row.units_total,
            percent: (row.units_total > 0).then(|| 100 * row.units_done / row.units_total),
            reason: row.last_error,
            retry_url: format!("/taches/{}/reprise", row.id),
        }
    }
}

/// Nothing but the token.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoFields {}

#[handler]
pub async fn show(app: Data<&App>, shell: Shell) -> AppResult<Response> {
    let rows = app.read(|conn| jobs::list_recent(conn, SHOWN)).await?;
    let today = app.clock.now().date();
    let is_done_today =
        |row: &&JobRow| row.state == JobState::Done && row.finished_at.is_some_and(|at| at.date() == today);
    let done_today = rows.iter().filter(is_done_today).count();
    let of = |state| -> Vec<JobView> {
        rows.iter().filter(|row| row.state == state).cloned().map(JobView::from).collect()
    };
    let (dead, running, queued) = (of(JobState::Dead), of(JobState::Running), of(JobState::Queued));
    let counts = Counts { running: running.len(), queued: queued.len(), dead: dead.len(), done_today };
    shell.page(&JobsPage { counts, dead, running, queued })
}

#[handler]
pub async fn retry(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Path(id): Path<String>,
    _form: Form<NoFields>,
) -> AppResult<Response> {
    let id = id.parse().map_err(|_| AppError::NotFound)?;
    RetryJob(id).run(&app, &actor).await?;
    Ok(shell.see_other("/taches", Some(("success", "flash-job-retried"))))
}
