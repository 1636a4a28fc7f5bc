//! Takes jobs and runs them, keeps their lease while they run, and lets the schedules come round.

use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use tokio::sync::{Notify, watch};

use super::store::{self, JobRow, Outcome};
use super::{JobError, Registry};
use crate::clock::{Clock, Time};
use crate::db::Db;
use crate::error::AppResult;
use crate::ids::JobId;

/// A worker that says nothing for this long is taken for dead, and its job goes to another.
const LEASE: TimeDelta = TimeDelta::seconds(60);
/// How often a running job's lease is renewed.
const RENEWAL: Duration = Duration::from_secs(20);
/// How long a worker sleeps when there is nothing to do; work asked for in this process wakes it at once.
const NAP: Duration = Duration::from_secs(1);
/// Jobs that run side by side in one process, so that a long one does not hold up a mail.
const LANES: usize = 2;
/// How long a finished job stays in the table.
const KEEP_DONE: TimeDelta = TimeDelta::days(14);

/// The wait before the next try, after `attempts` of them: 5 s, 15 s, 45 s, … up to an hour.
fn back_off(attempts: i32) -> TimeDelta {
    TimeDelta::seconds((5 * 3i64.pow(attempts.clamp(1, 7) as u32 - 1)).min(3_600))
}

/// Lets a running job say how far it is.
pub struct Progress {
    db: Db,
    id: JobId,
}

impl Progress {
    /// The job's own id.
    pub fn job_id(&self) -> JobId {
        self.id
    }

    /// Notes that `done` units of `total` are behind.
    ///
    /// # Errors
    ///
    /// When the database does not take it.
    pub async fn set(&self, done: i64, total: i64) -> AppResult<()> {
        let id = self.id;
        self.db.write(move |conn| Ok(store::set_progress(conn, id, done, total)?)).await
    }
}

/// Runs the jobs of one process.
pub struct Worker<A> {
    app: A,
    db: Db,
    clock: Clock,
    registry: Arc<Registry<A>>,
    wake: Arc<Notify>,
    name: String,
}

impl<A: Clone + Send + Sync + 'static> Worker<A> {
    /// A worker that `wake` rouses when there is work.
    pub fn new(app: A, db: Db, clock: Clock, registry: Arc<Registry<A>>, wake: Arc<Notify>) -> Self {
        let name = format!("{}-{:08x}", std::process::id(), clock.random_below(u32::MAX));
        Self { app, db, clock, registry, wake, name }
    }

    /// Works until `stop` turns true, and finishes what it holds.
    pub async fn run(self, stop: watch::Receiver<bool>) {
        let worker = Arc::new(self);
        let mut lanes = vec![tokio::spawn(Arc::clone(&worker).come_round(stop.clone()))];
        lanes.extend((0..LANES).map(|_| tokio::spawn(Arc::clone(&worker).lane(stop.clone()))));
        for lane in lanes {
            if let Err(error) = lane.await {
                tracing::error!(%error, "a worker's lane ended badly");
            }
        }
    }

    async fn lane(self: Arc<Self>, mut stop: watch::Receiver<bool>) {
        while !*stop.borrow() {
            match self.step().await {
                Ok(true) => {}
                Ok(false) => tokio::select! {
                    () = self.wake.notified() => {}
                    () = tokio::time::sleep(NAP) => {}
                    _ = stop.changed() => {}
                },
                Err(error) => {
                    tracing::warn!(%error, "jobs cannot be taken");
                    tokio::time::sleep(NAP).await;
                }
            }
        }
    }

    /// Runs one job that is due; says whether there was one.
    ///
    /// # Errors
    ///
    /// When the table of jobs cannot be used; a job's own error is its outcome.
    pub async fn step(&self) -> AppResult<bool> {
        let (now, name) = (self.clock.now(), self.name.clone());
        // Looking costs no write: an idle server leaves its database alone.
        if self.db.read(move |conn| store::is_idle(conn, now)).await? {
            return Ok(false);
        }
        let claimed = self.db.write(move |conn| Ok(store::claim(conn, &name, now, now + LEASE)?)).await?;
        let Some(job) = claimed else { return Ok(false) };
        let outcome = self.run_leased(&job).await;
        self.settle(&job, outcome).await?;
        Ok(true)
    }

    async fn run_leased(&self, job: &JobRow) -> Result<(), JobError> {
        let progress = Progress { db: self.db.clone(), id: job.id };
        // In a task of its own, so that a panic is this job's failure and not the worker's end.
        let (app, registry, kind, payload) =
            (self.app.clone(), Arc::clone(&self.registry), job.kind.clone(), job.payload.clone());
        let mut running = tokio::spawn(async move { registry.run(&app, &kind, &payload, &progress).await });
        loop {
            tokio::select! {
                outcome = &mut running => {
                    return outcome.unwrap_or_else(|error| Err(JobError::Fail(anyhow::Error::new(error))));
                }
                () = tokio::time::sleep(RENEWAL) => self.renew(job.id).await,
            }
        }
    }

    async fn renew(&self, id: JobId) {
        let (name, until) = (self.name.clone(), self.clock.now() + LEASE);
        match self.db.write(move |conn| Ok(store::renew(conn, id, &name, until)?)).await {
            Ok(true) => {}
            Ok(false) => tracing::warn!(job = %id, "the job's lease was lost"),
            Err(error) => tracing::warn!(job = %id, %error, "the job's lease cannot be renewed"),
        }
    }

    async fn settle(&self, job: &JobRow, outcome: Result<(), JobError>) -> AppResult<()> {
        let (id, name, now, attempts) = (job.id, self.name.clone(), self.clock.now(), job.attempts);
        let most = self.registry.max_attempts(&job.kind);
        match &outcome {
            Ok(()) => tracing::info!(job = %id, kind = job.kind, "done"),
            Err(error) => tracing::warn!(job = %id, kind = job.kind, attempts, %error, "failed"),
        }
        self.db
            .write(move |conn| {
                let error = outcome.as_ref().err().map(ToString::to_string).unwrap_or_default();
                let settled = match outcome {
                    Ok(()) => Outcome::Done,
                    Err(JobError::Retry(_)) if attempts < most => {
                        Outcome::Later { at: now + back_off(attempts), error: &error }
                    }
                    Err(_) => Outcome::Dead { error: &error },
                };
                Ok(store::settle(conn, id, &name, now, &settled)?)
            })
            .await
    }

    async fn come_round(self: Arc<Self>, mut stop: watch::Receiver<bool>) {
        while !*stop.borrow() {
            if let Err(error) = self.take_turns().await {
                tracing::warn!(%error, "schedules cannot be looked at");
            }
            tokio::select! {
                () = tokio::time::sleep(Duration::from_secs(30)) => {}
                _ = stop.changed() => {}
            }
        }
    }

    /// Queues each scheduled job whose turn has come, and forgets jobs long done.
    ///
    /// # Errors
    ///
    /// When the tables cannot be used.
    pub async fn take_turns(&self) -> AppResult<()> {
        let (registry, clock) = (Arc::clone(&self.registry), self.clock.clone());
        let now: Time = clock.now();
        self.db
            .write(move |conn| {
                for schedule in registry.schedules() {
                    if store::take_turn(conn, schedule.name, schedule.every, now)? {
                        store::enqueue(conn, &schedule.job(&clock)?)?;
                    }
                }
                store::delete_done(conn, now - KEEP_DONE)?;
                Ok(())
            })
            .await?;
        self.wake.notify_waiters();
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_and_stop_growing() {
        let waits: Vec<_> = (1..=9).map(|attempts| back_off(attempts).num_seconds()).collect();
        assert_eq!(waits, [5, 15, 45, 135, 405, 1_215, 3_600, 3_600, 3_600]);
    }
}
