//! The machine at work, off the threads that answer people.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use anyhow::anyhow;
use serde::{Deserialize, Serialize};

use super::duplicates::FindDuplicates;
use super::earlier::{Before, decisions};
use super::engine::{self, Task};
use super::meaning;
use super::rules::{Axis, FEWEST_IDEAS, Failure, Meaning, RunState, community_size};
use super::store::{self, Clustering};
use super::write::{Computed, replace_proposals};
use crate::app::App;
use crate::contests;
use crate::db::Conn;
use crate::embeddings::text_of;
use crate::error::{AppError, AppResult};
use crate::ideas::{self, Destiny, Idea};
use crate::ids::{ClusteringId, Id, IdeaId};
use crate::jobs::{Job, JobError, Progress, Registry, Run};
use crate::search::{Document, Vectors};

/// How often the progress is written down.
const TELL_EVERY: Duration = Duration::from_millis(500);

/// Makes the proposals of one run. It may run twice: it writes over its own, and never over what was accepted.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ClusterIdeas {
    /// Which run.
    pub clustering: ClusteringId,
}

impl Job for ClusterIdeas {
    const NAME: &'static str = "clustering.cluster_ideas";

    fn collapse_key(&self) -> Option<String> {
        Some(self.clustering.to_string())
    }
}

impl Run<App> for ClusterIdeas {
    async fn run(&self, app: &App, progress: &Progress) -> Result<(), JobError> {
        let id = self.clustering;
        let Some(run) = app.read(move |conn| store::find(conn, id)).await? else { return Ok(()) };
        if run.state != RunState::Running || gave_way(app, &run).await? {
            return Ok(());
        }
        let outcome = match app.read(move |conn| task(conn, &run)).await? {
            task if task.themes.len() < FEWEST_IDEAS => return fail(app, id, Failure::TooFew).await,
            task => {
                let (task, meaning) = with_meaning(app, task).await;
                compute(task, meaning, progress).await
            }
        };
        match outcome {
            Ok(computed) => {
                app.write(move |tx| replace_proposals(tx, id, &computed)).await?;
                Ok(())
            }
            Err(error) => {
                fail(app, id, Failure::Unknown).await?;
                Err(JobError::Fail(error))
            }
        }
    }
}

/// Two runs that two people started in the same instant: the later one gives way without a trace.
async fn gave_way(app: &App, run: &Clustering) -> AppResult<bool> {
    let (id, contest) = (run.id, run.contest_id);
    app.write(move |tx| {
        let is_later = store::list_running(tx, contest)?.first().is_some_and(|first| first.id < id);
        if is_later {
            store::delete_running(tx, id)?;
        }
        Ok(is_later)
    })
    .await
}

async fn fail(app: &App, id: ClusteringId, failure: Failure) -> Result<(), JobError> {
    app.write(move |tx| {
        let now = tx.now();
        store::set_failed(tx, id, failure, now)?;
        Ok(())
    })
    .await?;
    Ok(())
}

/// Themes are sought among the ideas that wait; trades among those at work in a mini-lab too, since a person may be in
/// both, but not among those whose trade has its community already.
fn task(conn: &mut Conn, run: &Clustering) -> AppResult<Task> {
    let wanted = [Destiny::Unawarded, Destiny::InMinilab];
    let ideas = ideas::list_of_contest(conn, run.contest_id, &wanted)?;
    let ids: Vec<IdeaId> = ideas.iter().map(|idea| idea.id).collect();
    let authors = ideas::authors_of(conn, &ids)?;
    let audience = contests::find(conn, run.contest_id)?.ok_or(AppError::NotFound)?.audience;
    let audiences = ids.iter().map(|id| (*id, audience)).collect();
    let settled = store::accepted_ideas(conn, run.contest_id, Axis::Trade)?;
    let documents = |wanted: &dyn Fn(&Idea) -> bool| -> Vec<Document> {
        let some: Vec<Idea> = ideas.iter().filter(|idea| wanted(idea)).cloned().collect();
        ideas::documents(&some, &authors, &audiences)
    };
    let before = Before::read(conn, run)?;
    let mut trades = documents(&|idea| !settled.contains(&idea.id));
    before.assign_trades(&mut trades);
    let asked = run.community_size.and_then(|size| usize::try_from(size).ok());
    Ok(Task {
        themes: documents(&|idea| idea.destiny == Destiny::Unawarded),
        wanted: run.clusters_wanted.and_then(|wanted| usize::try_from(wanted).ok()),
        community_size: asked.unwrap_or_else(|| community_size(trades.len())),
        trades,
        seed: run.seed.unsigned_abs(),
        decisions: decisions(conn, run, &before)?,
        ..Task::default()
    })
}

/// Adds what a deployment has beside the ideas: its tables of words, and what its language model says of the ideas.
async fn with_meaning(app: &App, task: Task) -> (Task, Meaning) {
    let task = Task { tables: app.search.tables(), ..task };
    let text = |idea: &Document| (IdeaId::from_i64(idea.id as i64), text_of(&idea.title, &idea.body));
    let texts: Vec<(IdeaId, String)> = task.themes.iter().map(text).collect();
    match meaning::vectors(app, &texts).await {
        meaning::Meaning::Off => (task, Meaning::Off),
        meaning::Meaning::Unavailable(_) => (task, Meaning::Unavailable),
        meaning::Meaning::Known(vectors) => match Vectors::new(vectors) {
            Ok(vectors) => (Task { meaning: Some(vectors), ..task }, Meaning::Used),
            Err(error) => {
                tracing::warn!(%error, "the ideas' vectors cannot be compared");
                (task, Meaning::Unavailable)
            }
        },
    }
}

/// Computes off the async threads, and writes down how far it is meanwhile.
async fn compute(task: Task, meaning: Meaning, progress: &Progress) -> anyhow::Result<Computed> {
    let total = task.themes.len() as i64;
    let done = Arc::new(AtomicI64::new(0));
    let told = Arc::clone(&done);
    let mut computing = tokio::task::spawn_blocking(move || {
        engine::propose(&task, &|part| {
            told.store((f64::from(part) * total as f64) as i64, Ordering::Relaxed);
            true
        })
    });
    loop {
        progress.set(done.load(Ordering::Relaxed), total).await?;
        tokio::select! {
            outcome = &mut computing => {
                let proposals = outcome.map_err(|error| anyhow!("the computation broke: {error}"))??;
                progress.set(total, total).await?;
                return Ok(Computed { ideas: total, proposals, meaning });
            }
            () = tokio::time::sleep(TELL_EVERY) => {}
        }
    }
}

/// This room's jobs.
pub fn register(registry: &mut Registry<App>) {
    registry.register::<ClusterIdeas>();
    registry.register::<FindDuplicates>();
}
