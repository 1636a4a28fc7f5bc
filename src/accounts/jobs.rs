//! The housekeeping of codes and sessions.

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use super::store;
use super::unused::EraseUnused;
use crate::app::App;
use crate::jobs::{Job, JobError, Progress, Registry, Run};

/// How long a used code or an ended session is kept, for whoever looks into an incident.
const KEEP: TimeDelta = TimeDelta::days(7);

/// Forgets codes and sessions that are long over.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct DeleteStale {}

impl Job for DeleteStale {
    const NAME: &'static str = "accounts.delete_stale";
    const PRIORITY: i32 = -10;

    fn collapse_key(&self) -> Option<String> {
        Some(String::new())
    }
}

impl Run<App> for DeleteStale {
    async fn run(&self, app: &App, _progress: &Progress) -> Result<(), JobError> {
        let before = app.clock.now() - KEEP;
        app.db.write(move |conn| Ok(store::delete_stale(conn, before)?)).await?;
        Ok(())
    }
}

/// This room's jobs.
pub fn register(registry: &mut Registry<App>) {
    registry.every(TimeDelta::days(1), DeleteStale {});
    registry.every(TimeDelta::days(1), EraseUnused {});
}
