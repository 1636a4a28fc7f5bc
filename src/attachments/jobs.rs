//! What happens to files by itself: those that nothing needs leave the disk.

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use super::actions;
use crate::app::App;
use crate::jobs::{Job, JobError, Progress, Registry, Run};

/// Removes files that a row needed which is gone, unless another row needs them.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ReleaseFiles {
    /// Which.
    pub keys: Vec<String>,
}

impl Job for ReleaseFiles {
    const NAME: &'static str = "attachments.release_files";
}

impl Run<App> for ReleaseFiles {
    async fn run(&self, app: &App, _: &Progress) -> Result<(), JobError> {
        Ok(actions::release(app, self.keys.clone()).await?)
    }
}

/// Looks through the disk for files that nothing needs.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SweepFiles {}

impl Job for SweepFiles {
    const NAME: &'static str = "attachments.sweep_files";
    const PRIORITY: i32 = -10;

    fn collapse_key(&self) -> Option<String> {
        Some(String::new())
    }
}

impl Run<App> for SweepFiles {
    async fn run(&self, app: &App, _: &Progress) -> Result<(), JobError> {
        Ok(actions::sweep(app).await?)
    }
}

/// This room's jobs.
pub fn register(registry: &mut Registry<App>) {
    registry.register::<ReleaseFiles>().every(TimeDelta::days(1), SweepFiles {});
}
