//! What contests do by themselves: the calendar, which each process may look at and one follows; and the import of a file
//! of ideas, in batches. A job that is killed goes on from its last batch, and running twice adds
//! nothing: ideas are known by their reference.

use std::sync::Arc;

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use super::actions::{self, Opened};
use super::store;
use crate::app::App;
use crate::error::AppResult;
use crate::ids::ImportId;
use crate::jobs::{Job, JobError, Progress, Registry, Run};

/// Rows taken in by one transaction: enough to be fast, few enough that other writers wait for a moment only.
const BATCH: usize = 500;

/// Takes the ideas of a file into its contest.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ImportIdeas {
    /// Which import.
    pub import: ImportId,
}

impl Job for ImportIdeas {
    const NAME: &'static str = "contests.import_ideas";

    fn collapse_key(&self) -> Option<String> {
        Some(self.import.to_string())
    }
}

impl Run<App> for ImportIdeas {
    async fn run(&self, app: &App, progress: &Progress) -> Result<(), JobError> {
        let Err(error) = self.import_all(app, progress).await else { return Ok(()) };
        let (id, why) = (self.import, actions::failure_of(&error));
        if let Err(second) = app.write(move |tx| actions::fail_import(tx, id, why)).await {
            tracing::warn!(%error, %second, "why the import stopped cannot be noted");
        }
        Err(error.into())
    }
}

impl ImportIdeas {
    async fn import_all(&self, app: &App, progress: &Progress) -> AppResult<()> {
        let Some(Opened { import, rows }) = actions::open_import(app, self.import).await? else {
            return Ok(());
        };
        let (import, rows) = (Arc::new(import), Arc::new(rows));
        let mut done = usize::try_from(import.rows_done).unwrap_or_default().min(rows.len());
        while done < rows.len() {
            let end = rows.len().min(done + BATCH);
            let (batch, held) = (Arc::clone(&rows), Arc::clone(&import));
            let is_mine =
                app.write(move |tx| actions::take_rows(tx, &held, done as i64, &batch[done..end])).await?;
            if !is_mine {
                // Another process took the job over: its lease here had run out.
                return Ok(());
            }
            done = end;
            progress.set(done as i64, rows.len() as i64).await?;
        }
        app.write(move |tx| actions::end_import(tx, &import)).await
    }
}

/// How often the calendars are looked at. What takes an idea in looks by itself, to the second.
const EVERY: TimeDelta = TimeDelta::minutes(5);

/// Brings every contest up with its calendar. After a downtime it takes each step that was missed, in order.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct KeepCalendars {}

impl Job for KeepCalendars {
    const NAME: &'static str = "contests.keep_calendars";

    fn collapse_key(&self) -> Option<String> {
        Some(String::new())
    }
}

impl Run<App> for KeepCalendars {
    async fn run(&self, app: &App, _: &Progress) -> Result<(), JobError> {
        let wall = app.wall();
        // Looking costs no write: most of the time nothing is due.
        for id in app.read(move |conn| store::list_due(conn, wall)).await? {
            app.write(move |tx| actions::keep_up(tx, wall.zone, id).map(drop)).await?;
        }
        Ok(())
    }
}

/// This room's jobs.
pub fn register(registry: &mut Registry<App>) {
    registry.register::<ImportIdeas>().every(EVERY, KeepCalendars {});
}
