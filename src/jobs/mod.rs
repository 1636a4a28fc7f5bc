//! Background work: a table of jobs, claimed by a guarded update so that any number of processes can share it.
//!
//! A job carries ids or nothing, is asked for in the transaction of the change that causes it, and may run twice: it
//! recomputes from the database and compares with what should be. What fails is tried again, later and later, and in
//! the end lies dead with its reason, for an administrator to see and to start again.

mod registry;
mod store;
mod worker;

pub use registry::{Registry, Schedule};
pub use store::{
    JobRow, JobState, count_dead, count_waiting, enqueue, find, hasten, list_recent, requeue_dead,
};
pub use worker::{Progress, Worker};

use std::future::Future;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::clock::Time;
use crate::error::{AppError, AppResult};
use crate::ids::JobId;

/// What there is to do.
pub trait Job: Serialize + DeserializeOwned + Send + Sync + 'static {
    /// The name in the table, as `room.verb_noun`. Rows outlive an upgrade: a name never changes its meaning.
    const NAME: &'static str;
    /// Higher runs first.
    const PRIORITY: i32 = 0;
    /// After so many tries it is given up: with the back-off, a little over two hours.
    const MAX_ATTEMPTS: i32 = 8;

    /// Jobs with the same key, while they wait, are one job.
    fn collapse_key(&self) -> Option<String> {
        None
    }
}

/// How it is done, with whatever the program hands to its jobs.
pub trait Run<A>: Job {
    /// Does it.
    fn run(&self, app: &A, progress: &Progress) -> impl Future<Output = Result<(), JobError>> + Send;
}

/// Why a job did not do its work, and what follows.
#[derive(Debug, thiserror::Error)]
pub enum JobError {
    /// It may do later.
    #[error("{0:#}")]
    Retry(anyhow::Error),
    /// It will not do, however often it is tried.
    #[error("{0:#}")]
    Fail(anyhow::Error),
}

impl From<AppError> for JobError {
    fn from(error: AppError) -> Self {
        match error {
            AppError::Unavailable(_) | AppError::Internal(_) => Self::Retry(error.into()),
            _ => Self::Fail(error.into()),
        }
    }
}

/// A job about to be queued.
#[derive(Debug, Clone)]
pub struct NewJob {
    /// Its id, known before it is written so that a row can point to it.
    pub id: JobId,
    kind: &'static str,
    payload: String,
    priority: i32,
    collapse_key: Option<String>,
    created_at: Time,
    run_at: Time,
}

impl NewJob {
    /// Writes the job down.
    ///
    /// # Errors
    ///
    /// When its payload cannot be serialised.
    pub fn new<J: Job>(id: JobId, created_at: Time, job: &J) -> AppResult<Self> {
        let payload = serde_json::to_string(job).map_err(anyhow::Error::from)?;
        let collapse_key = job.collapse_key().map(|key| format!("{}:{key}", J::NAME));
        Ok(Self {
            id,
            kind: J::NAME,
            payload,
            priority: J::PRIORITY,
            collapse_key,
            created_at,
            run_at: created_at,
        })
    }

    /// The same, not before then.
    pub fn not_before(mut self, at: Time) -> Self {
        self.run_at = at;
        self
    }
}
