//! The jobs' table.

use std::str::FromStr;

use chrono::TimeDelta;
use diesel::prelude::*;

use super::NewJob;
use crate::clock::Time;
use crate::db::schema::{jobs, schedules};
use crate::db::{AnyConnection, Conn, Result, one_of, text_column};
use crate::ids::JobId;

/// Where a job stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum JobState {
    /// Waits for its time and a worker.
    Queued,
    /// A worker holds it.
    Running,
    /// Done.
    Done,
    /// Given up; the last error says why.
    Dead,
}

impl JobState {
    const ALL: [Self; 4] = [Self::Queued, Self::Running, Self::Done, Self::Dead];

    /// The word in the database and in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Running => "running",
            Self::Done => "done",
            Self::Dead => "dead",
        }
    }
}

impl FromStr for JobState {
    type Err = ();

    fn from_str(text: &str) -> std::result::Result<Self, ()> {
        Self::ALL.into_iter().find(|state| state.as_str() == text).ok_or(())
    }
}

text_column!(JobState);

/// A job as it stands.
#[derive(Debug, Clone, HasQuery)]
#[diesel(table_name = jobs, check_for_backend(diesel::pg::Pg, diesel::sqlite::Sqlite))]
pub struct JobRow {
    /// Its id.
    pub id: JobId,
    /// Its name in the registry.
    pub kind: String,
    /// Its payload, in JSON.
    pub payload: String,
    /// Where it stands.
    pub state: JobState,
    /// How often it was started.
    pub attempts: i32,
    /// Not before this.
    pub run_at: Time,
    /// Units of its own kind that are done.
    pub units_done: i64,
    /// Units in all; 0 while unknown.
    pub units_total: i64,
    /// Why the last try failed.
    pub last_error: Option<String>,
    /// When it was asked for.
    pub created_at: Time,
    /// When it was done, or given up.
    pub finished_at: Option<Time>,
}

/// Queues a job, unless one with the same collapse key waits already.
pub fn enqueue(conn: &mut Conn, job: &NewJob) -> Result<()> {
    if let Some(key) = &job.collapse_key {
        let waiting = jobs::table.filter(jobs::collapse_key.eq(key).and(jobs::state.eq(JobState::Queued)));
        if diesel::select(diesel::dsl::exists(waiting)).get_result(conn)? {
            return Ok(());
        }
    }
    let row = (
        jobs::id.eq(job.id),
        jobs::kind.eq(job.kind),
        jobs::payload.eq(&job.payload),
        jobs::priority.eq(job.priority),
        jobs::collapse_key.eq(&job.collapse_key),
        jobs::state.eq(JobState::Queued),
        jobs::attempts.eq(0),
        jobs::run_at.eq(job.run_at),
        jobs::units_done.eq(0i64),
        jobs::units_total.eq(0i64),
        jobs::created_at.eq(job.created_at),
    );
    // Somebody else may ask for the same at this very moment: one of the two is enough.
    let insert = diesel::insert_into(jobs::table).values(row).on_conflict_do_nothing();
    match conn {
        AnyConnection::Pg(conn) => insert.execute(conn),
        AnyConnection::Sqlite(conn) => insert.execute(conn),
    }
    .map(drop)
}

/// The job, if it exists.
pub fn find(conn: &mut Conn, id: JobId) -> Result<Option<JobRow>> {
    JobRow::query().filter(jobs::id.eq(id)).first(conn).optional()
}

/// What an administrator looks at: the dead first, then the running and the waiting, then the last ones done.
pub fn list_recent(conn: &mut Conn, limit: i64) -> Result<Vec<JobRow>> {
    let mut rows = JobRow::query()
        .filter(jobs::state.ne(JobState::Done))
        .order((jobs::state.asc(), jobs::id.desc()))
        .limit(limit)
        .load(conn)?;
    let rest = limit - rows.len() as i64;
    let done = JobRow::query().filter(jobs::state.eq(JobState::Done)).order(jobs::id.desc()).limit(rest);
    rows.extend(done.load(conn)?);
    Ok(rows)
}

/// How many jobs wait or run.
pub fn count_waiting(conn: &mut Conn) -> Result<i64> {
    jobs::table.filter(one_of(jobs::state, ["queued", "running"])).count().get_result(conn)
}

/// How many jobs were given up.
pub fn count_dead(conn: &mut Conn) -> Result<i64> {
    jobs::table.filter(jobs::state.eq(JobState::Dead)).count().get_result(conn)
}

/// Gives a dead job a fresh start; says whether there was one.
pub fn requeue_dead(conn: &mut Conn, id: JobId, now: Time) -> Result<bool> {
    let changed = diesel::update(jobs::table.filter(jobs::id.eq(id).and(jobs::state.eq(JobState::Dead))))
        .set((
            jobs::state.eq(JobState::Queued),
            jobs::attempts.eq(0),
            jobs::run_at.eq(now),
            jobs::finished_at.eq(None::<Time>),
        ))
        .execute(conn)?;
    Ok(changed == 1)
}

/// Lets a waiting job run now; says whether it waited.
pub fn hasten(conn: &mut Conn, id: JobId, now: Time) -> Result<bool> {
    let waiting = jobs::table.filter(jobs::id.eq(id).and(jobs::state.eq(JobState::Queued)));
    Ok(diesel::update(waiting).set(jobs::run_at.eq(now)).execute(conn)? == 1)
}

/// Takes the next job that is due for `worker`, until `until`. Two workers may see the same candidate; the guarded
/// update gives it to one of them, and the other looks again.
pub(super) fn claim(conn: &mut Conn, worker: &str, now: Time, until: Time) -> Result<Option<JobRow>> {
    free_abandoned(conn, now)?;
    loop {
        let candidate: Option<JobId> = jobs::table
            .filter(jobs::state.eq(JobState::Queued).and(jobs::run_at.le(now)))
            .order((jobs::priority.desc(), jobs::run_at.asc(), jobs::id.asc()))
            .select(jobs::id)
            .first(conn)
            .optional()?;
        let Some(id) = candidate else { return Ok(None) };
        let taken = diesel::update(jobs::table.filter(jobs::id.eq(id).and(jobs::state.eq(JobState::Queued))))
            .set((
                jobs::state.eq(JobState::Running),
                jobs::attempts.eq(jobs::attempts + 1),
                // It no longer stands for those who ask from now on: should it come back, both wait.
                jobs::collapse_key.eq(None::<String>),
                jobs::locked_by.eq(worker),
                jobs::locked_until.eq(until),
            ))
            .execute(conn)?;
        if taken == 1 {
            return find(conn, id);
        }
    }
}

/// Whether nothing is due and no lease has run out.
pub(super) fn is_idle(conn: &mut Conn, now: Time) -> Result<bool> {
    let due = jobs::state.eq(JobState::Queued).and(jobs::run_at.le(now));
    let abandoned = jobs::state.eq(JobState::Running).and(jobs::locked_until.lt(now));
    diesel::select(diesel::dsl::not(diesel::dsl::exists(
        jobs::table.filter(due.or(abandoned.assume_not_null())),
    )))
    .get_result(conn)
}

/// A worker that was killed leaves its job running; once its lease is over the job waits again.
fn free_abandoned(conn: &mut Conn, now: Time) -> Result<usize> {
    diesel::update(jobs::table.filter(jobs::state.eq(JobState::Running).and(jobs::locked_until.lt(now))))
        .set((jobs::state.eq(JobState::Queued), jobs::locked_by.eq(None::<String>), jobs::run_at.eq(now)))
        .execute(conn)
}

/// Lengthens the lease; says whether the job is still this worker's.
pub(super) fn renew(conn: &mut Conn, id: JobId, worker: &str, until: Time) -> Result<bool> {
    let kept = diesel::update(held(id, worker)).set(jobs::locked_until.eq(until)).execute(conn)?;
    Ok(kept == 1)
}

/// Notes how far the job is.
pub(super) fn set_progress(conn: &mut Conn, id: JobId, done: i64, total: i64) -> Result<()> {
    diesel::update(jobs::table.filter(jobs::id.eq(id)))
        .set((jobs::units_done.eq(done), jobs::units_total.eq(total)))
        .execute(conn)?;
    Ok(())
}

/// What becomes of a job after a try.
pub(super) enum Outcome<'a> {
    Done,
    Later { at: Time, error: &'a str },
    Dead { error: &'a str },
}

/// Ends a try, if the job is still this worker's.
pub(super) fn settle(
    conn: &mut Conn,
    id: JobId,
    worker: &str,
    now: Time,
    outcome: &Outcome<'_>,
) -> Result<()> {
    let (state, run_at, error, finished_at) = match *outcome {
        Outcome::Done => (JobState::Done, now, None, Some(now)),
        Outcome::Later { at, error } => (JobState::Queued, at, Some(error), None),
        Outcome::Dead { error } => (JobState::Dead, now, Some(error), Some(now)),
    };
    diesel::update(held(id, worker))
        .set((
            jobs::state.eq(state),
            jobs::run_at.eq(run_at),
            jobs::last_error.eq(error),
            jobs::finished_at.eq(finished_at),
            jobs::locked_by.eq(None::<String>),
            jobs::locked_until.eq(None::<Time>),
        ))
        .execute(conn)?;
    Ok(())
}

#[diesel::dsl::auto_type]
fn held(id: JobId, worker: &str) -> _ {
    let id: i64 = crate::ids::Id::as_i64(id);
    let worker: String = worker.to_owned();
    jobs::table.filter(jobs::id.eq(id).and(jobs::locked_by.eq(worker)))
}

/// Marks a schedule as run at `now` when its turn has come; says whether it had. Of several processes one gets it.
pub(super) fn take_turn(conn: &mut Conn, name: &str, every: TimeDelta, now: Time) -> Result<bool> {
    let due = schedules::table.filter(schedules::name.eq(name).and(schedules::last_run_at.le(now - every)));
    if diesel::update(due).set(schedules::last_run_at.eq(now)).execute(conn)? == 1 {
        return Ok(true);
    }
    let known = schedules::table.filter(schedules::name.eq(name));
    if diesel::select(diesel::dsl::exists(known)).get_result(conn)? {
        return Ok(false);
    }
    let row = (schedules::name.eq(name), schedules::last_run_at.eq(now));
    diesel::insert_into(schedules::table).values(row).execute(conn)?;
    Ok(true)
}

/// Forgets jobs that were done before `before`; answers how many.
pub(super) fn delete_done(conn: &mut Conn, before: Time) -> Result<usize> {
    diesel::delete(jobs::table.filter(jobs::state.eq(JobState::Done).and(jobs::finished_at.lt(before))))
        .execute(conn)
}
