//! Which jobs exist and which of them come round by themselves; filled in one place, from each room's list.

use std::collections::BTreeMap;
use std::future::Future;
use std::pin::Pin;

use anyhow::anyhow;
use chrono::TimeDelta;

use super::{JobError, NewJob, Progress, Run};
use crate::clock::Clock;
use crate::error::AppResult;

type Handler<A> = Box<dyn for<'a> Fn(&'a A, &'a str, &'a Progress) -> Running<'a> + Send + Sync>;
type MakeJob = Box<dyn Fn(&Clock) -> AppResult<NewJob> + Send + Sync>;
type Running<'a> = Pin<Box<dyn Future<Output = Result<(), JobError>> + Send + 'a>>;

/// A job that comes round by itself.
pub struct Schedule {
    /// Its name in the table of schedules.
    pub name: &'static str,
    /// How long after the last turn the next one comes. After a downtime it comes once, not once per missed turn.
    pub every: TimeDelta,
    make: MakeJob,
}

impl Schedule {
    /// Writes the job of this turn.
    pub(super) fn job(&self, clock: &Clock) -> AppResult<NewJob> {
        (self.make)(clock)
    }
}

/// The program's jobs.
pub struct Registry<A> {
    handlers: BTreeMap<&'static str, (Handler<A>, i32)>,
    schedules: Vec<Schedule>,
}

impl<A> Default for Registry<A> {
    fn default() -> Self {
        Self { handlers: BTreeMap::new(), schedules: Vec::new() }
    }
}

impl<A: Send + Sync + 'static> Registry<A> {
    /// Adds a kind of job.
    pub fn register<J: Run<A>>(&mut self) -> &mut Self {
        let handler: Handler<A> = Box::new(|app, payload, progress| {
            Box::pin(async move {
                let job: J = serde_json::from_str(payload)
                    .map_err(|error| JobError::Fail(anyhow!("the payload cannot be read: {error}")))?;
                job.run(app, progress).await
            })
        });
        self.handlers.insert(J::NAME, (handler, J::MAX_ATTEMPTS));
        self
    }

    /// Adds a kind of job that comes round by itself.
    pub fn every<J: Run<A> + Clone>(&mut self, every: TimeDelta, job: J) -> &mut Self {
        self.schedules.push(Schedule {
            name: J::NAME,
            every,
            make: Box::new(move |clock| NewJob::new(clock.new_id(), clock.now(), &job)),
        });
        self.register::<J>()
    }

    /// What comes round by itself.
    pub fn schedules(&self) -> &[Schedule] {
        &self.schedules
    }

    /// The names of all jobs.
    pub fn names(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.handlers.keys().copied()
    }

    /// After how many tries a job of this kind is given up.
    pub(super) fn max_attempts(&self, kind: &str) -> i32 {
        self.handlers.get(kind).map_or(1, |(_, most)| *most)
    }

    pub(super) async fn run(
        &self,
        app: &A,
        kind: &str,
        payload: &str,
        progress: &Progress,
    ) -> Result<(), JobError> {
        match self.handlers.get(kind) {
            Some((handler, _)) => handler(app, payload, progress).await,
            None => Err(JobError::Fail(anyhow!("no job is called {kind:?} in this version of the program"))),
        }
    }
}
