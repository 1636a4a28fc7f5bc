//! How far a run is: what its row and its job say together.

use serde::{Deserialize, Serialize};

use super::rules::{Failure, RunState};
use super::store::Clustering;
use crate::audience::Audience;
use crate::db::Conn;
use crate::error::AppResult;
use crate::ids::JobId;
use crate::jobs::{self, JobRow, JobState};
use crate::journal;

/// What the journal says when a run begins; it names the job.
pub const STARTED: &str = "clustering.started";

/// Where a run is, for people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// Its job waits.
    Queued,
    /// Its job works.
    Running,
    /// Its proposals are there.
    Proposed,
    /// It came to nothing.
    Failed,
}

/// How far a run is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HowFar {
    /// Where it is.
    pub phase: Phase,
    /// Ideas behind.
    pub done: i64,
    /// Ideas in all; 0 while that is not known.
    pub total: i64,
    /// Why it came to nothing.
    pub failure: Option<String>,
}

impl Phase {
    /// The word in the API and in the choice of sentences.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Running => "running",
            Self::Proposed => "proposed",
            Self::Failed => "failed",
        }
    }
}

/// How far a run is.
///
/// # Errors
///
/// When the database cannot be read.
pub fn how_far(conn: &mut Conn, run: &Clustering) -> AppResult<HowFar> {
    let at = |phase, failure| HowFar { phase, done: run.ideas, total: run.ideas, failure };
    Ok(match run.state {
        RunState::Proposed => at(Phase::Proposed, None),
        RunState::Failed => at(Phase::Failed, run.failure.clone()),
        RunState::Running => match job_of(conn, run)? {
            Some(job) if is_over(job.state) => {
                at(Phase::Failed, Some(Failure::Interrupted.as_str().to_owned()))
            }
            Some(job) => {
                let phase = if job.state == JobState::Queued { Phase::Queued } else { Phase::Running };
                HowFar { phase, done: job.units_done, total: job.units_total, failure: None }
            }
            None => HowFar { phase: Phase::Queued, done: 0, total: 0, failure: None },
        },
    })
}

/// Whether a run that is not over will never be, because its job was given up.
pub fn is_given_up(conn: &mut Conn, run: &Clustering) -> AppResult<bool> {
    Ok(job_of(conn, run)?.is_none_or(|job| is_over(job.state)))
}

/// A job that ends well ends its run in the same breath: a run that still runs lost its own.
fn is_over(job: JobState) -> bool {
    matches!(job, JobState::Dead | JobState::Done)
}

fn job_of(conn: &mut Conn, run: &Clustering) -> AppResult<Option<JobRow>> {
    #[derive(Deserialize)]
    struct Started {
        job: JobId,
    }
    let entries = journal::about(conn, run.id.into(), &[Audience::Team])?;
    let started = entries.iter().find(|entry| entry.kind == STARTED);
    let started: Option<Started> = started.and_then(|entry| serde_json::from_str(&entry.data).ok());
    match started {
        Some(Started { job }) => Ok(jobs::find(conn, job)?),
        None => Ok(None),
    }
}
