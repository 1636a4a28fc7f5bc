//! What one action changes: rows, what the journal says of it, and the work that follows. All of it or nothing.

use std::ops::{Deref, DerefMut};

use serde_json::Value;

use crate::audience::Audience;
use crate::clock::{Clock, Time};
use crate::db::{Conn, Db};
use crate::error::AppResult;
use crate::ids::{AccountId, Id};
use crate::jobs::{self, Job, NewJob};
use crate::journal::{self, NewEntry, Object};

/// An open write. Store functions take it as their connection; its journal entries and jobs are written at the very
/// end, just before the commit, so that the journal's head is held for as short a time as can be.
pub struct Transaction<'c> {
    conn: &'c mut Conn,
    clock: Clock,
    now: Time,
    entries: Vec<NewEntry>,
    jobs: Vec<NewJob>,
}

/// What a committed transaction left for others to notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Committed {
    /// The journal's last number, when entries were appended.
    pub last_seq: Option<i64>,
    /// Whether there is new work.
    pub has_jobs: bool,
}

impl Transaction<'_> {
    /// The one moment at which everything in this transaction happens.
    pub fn now(&self) -> Time {
        self.now
    }

    /// A new id.
    pub fn new_id<T: Id>(&self) -> T {
        self.clock.new_id()
    }

    /// The clock, for random bytes.
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// Says in the journal what was done, by whom (nobody: the platform) and to what.
    pub fn record(
        &mut self,
        actor: Option<AccountId>,
        kind: &'static str,
        object: impl Into<Object>,
        visibility: Audience,
        data: Value,
    ) {
        self.entries.push(NewEntry { actor, kind, object: object.into(), visibility, data });
    }

    /// Asks for background work, to be done once this is committed.
    ///
    /// # Errors
    ///
    /// When the job's payload cannot be written down.
    pub fn enqueue<J: Job>(&mut self, job: &J) -> AppResult<crate::ids::JobId> {
        self.enqueue_at(job, self.now)
    }

    /// As [`Transaction::enqueue`], to be done not before then.
    ///
    /// # Errors
    ///
    /// As [`Transaction::enqueue`].
    pub fn enqueue_at<J: Job>(&mut self, job: &J, at: Time) -> AppResult<crate::ids::JobId> {
        let new = NewJob::new(self.clock.new_id(), self.now, job)?.not_before(at);
        let id = new.id;
        self.jobs.push(new);
        Ok(id)
    }
}

impl Deref for Transaction<'_> {
    type Target = Conn;

    fn deref(&self) -> &Conn {
        self.conn
    }
}

impl DerefMut for Transaction<'_> {
    fn deref_mut(&mut self) -> &mut Conn {
        self.conn
    }
}

/// Runs `work` in one immediate transaction on the calling thread.
///
/// # Errors
///
/// What `work` answers, or the database's refusal; nothing is changed then.
pub fn run<T>(
    db: &Db,
    clock: &Clock,
    work: impl FnOnce(&mut Transaction<'_>) -> AppResult<T>,
) -> AppResult<(T, Committed)> {
    db.write_now(|conn| {
        let mut tx = Transaction {
            conn,
            clock: clock.clone(),
            now: clock.now(),
            entries: Vec::new(),
            jobs: Vec::new(),
        };
        let outcome = work(&mut tx)?;
        let Transaction { conn, now, entries, jobs, .. } = tx;
        for job in &jobs {
            jobs::enqueue(conn, job)?;
        }
        let last_seq = if entries.is_empty() { None } else { Some(journal::append(conn, now, &entries)?) };
        Ok((outcome, Committed { last_seq, has_jobs: !jobs.is_empty() }))
    })
}
