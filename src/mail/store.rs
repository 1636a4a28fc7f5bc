//! The mails' table.

use std::str::FromStr;

use diesel::prelude::*;

use super::Content;
use crate::clock::Time;
use crate::db::schema::mails;
use crate::db::{Conn, Result};
use crate::ids::{JobId, MailId};

/// A mail, sent or not.
#[derive(Debug, Clone, HasQuery)]
#[diesel(table_name = mails, check_for_backend(diesel::pg::Pg, diesel::sqlite::Sqlite))]
pub struct Mail {
    /// Its id.
    pub id: MailId,
    /// What it is about, as `room.name`.
    pub kind: String,
    /// The address.
    pub recipient: String,
    /// One line.
    pub subject: String,
    /// The plain text; empty once it was sent.
    pub text_body: String,
    /// The same in HTML.
    pub html_body: String,
    /// When it was written.
    pub created_at: Time,
    /// When a mail server took it.
    pub sent_at: Option<Time>,
    /// Why the last try failed.
    pub last_error: Option<String>,
    /// What delivers it.
    pub job_id: Option<JobId>,
    /// What takes its reader off such mails; nothing once it was sent.
    pub unsubscribe_url: Option<String>,
    /// How often a server was asked to take it.
    pub tries: i32,
    /// When one last was.
    pub tried_at: Option<Time>,
    /// When it was given up: refused for good, or too old.
    pub given_up_at: Option<Time>,
}

/// What became of a mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DeliveryState {
    /// To be sent: held, on its way, or to be tried again.
    Waiting,
    /// A server took it.
    Sent,
    /// Given up.
    Failed,
}

impl DeliveryState {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Waiting, Self::Sent, Self::Failed];

    /// The word in addresses, in the API and in the choice of sentences.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Sent => "sent",
            Self::Failed => "failed",
        }
    }
}

impl FromStr for DeliveryState {
    type Err = ();

    fn from_str(text: &str) -> std::result::Result<Self, ()> {
        Self::ALL.into_iter().find(|state| state.as_str() == text).ok_or(())
    }
}

impl Mail {
    /// What became of it.
    pub fn state(&self) -> DeliveryState {
        match (self.sent_at, self.given_up_at) {
            (Some(_), _) => DeliveryState::Sent,
            (None, Some(_)) => DeliveryState::Failed,
            (None, None) => DeliveryState::Waiting,
        }
    }
}

pub(super) fn insert(
    conn: &mut Conn,
    id: MailId,
    kind: &str,
    recipient: &str,
    content: &Content,
    at: Time,
) -> Result<()> {
    diesel::insert_into(mails::table)
        .values((
            mails::id.eq(id),
            mails::kind.eq(kind),
            mails::recipient.eq(recipient),
            mails::subject.eq(&content.subject),
            mails::text_body.eq(&content.text),
            mails::html_body.eq(&content.html),
            mails::unsubscribe_url.eq(&content.unsubscribe_url),
            mails::created_at.eq(at),
        ))
        .execute(conn)
        .map(drop)
}

/// A mail, if it exists.
pub fn find(conn: &mut Conn, id: MailId) -> Result<Option<Mail>> {
    Mail::query().filter(mails::id.eq(id)).first(conn).optional()
}

/// The last mails, the newest first.
pub fn list_recent(conn: &mut Conn, limit: i64) -> Result<Vec<Mail>> {
    Mail::query().order(mails::id.desc()).limit(limit).load(conn)
}

/// Keeps those in a state: queries of two types, one condition.
macro_rules! in_state {
    ($query:expr, $state:expr) => {
        match $state {
            None => $query,
            Some(DeliveryState::Sent) => $query.filter(mails::sent_at.is_not_null()),
            Some(DeliveryState::Failed) => {
                $query.filter(mails::sent_at.is_null().and(mails::given_up_at.is_not_null()))
            }
            Some(DeliveryState::Waiting) => {
                $query.filter(mails::sent_at.is_null().and(mails::given_up_at.is_null()))
            }
        }
    };
}

/// A page of the mails in one state, or in any, the newest first.
pub fn list(conn: &mut Conn, state: Option<DeliveryState>, limit: i64, offset: i64) -> Result<Vec<Mail>> {
    let rows = in_state!(Mail::query().into_boxed(), state);
    rows.order(mails::id.desc()).limit(limit).offset(offset).load(conn)
}

/// How many mails are in one state, or in any.
pub fn count(conn: &mut Conn, state: Option<DeliveryState>) -> Result<i64> {
    in_state!(mails::table.into_boxed(), state).count().get_result(conn)
}

/// The last mail to an address.
pub fn last_to(conn: &mut Conn, recipient: &str) -> Result<Option<Mail>> {
    Mail::query().filter(mails::recipient.eq(recipient)).order(mails::id.desc()).first(conn).optional()
}

/// How many mails of a kind were written to an address since then.
pub fn count_to(conn: &mut Conn, recipient: &str, kind: &str, since: Time) -> Result<i64> {
    mails::table
        .filter(mails::recipient.eq(recipient).and(mails::kind.eq(kind)))
        .filter(mails::created_at.gt(since))
        .count()
        .get_result(conn)
}

/// Forgets every mail to an address, sent or not; answers how many.
pub fn forget(conn: &mut Conn, recipient: &str) -> Result<usize> {
    diesel::delete(mails::table.filter(mails::recipient.eq(recipient))).execute(conn)
}

/// Forgets mails that were sent or given up before then; answers how many.
pub fn delete_old(conn: &mut Conn, before: Time) -> Result<usize> {
    let over = mails::sent_at.lt(before).or(mails::given_up_at.lt(before));
    diesel::delete(mails::table.filter(over.assume_not_null())).execute(conn)
}

/// Notes what delivers it.
pub(super) fn set_job(conn: &mut Conn, id: MailId, job: JobId) -> Result<()> {
    diesel::update(mails::table.find(id)).set(mails::job_id.eq(job)).execute(conn).map(drop)
}

/// Gives a mail that was given up another try.
pub(super) fn reopen(conn: &mut Conn, id: MailId) -> Result<()> {
    diesel::update(mails::table.find(id)).set(mails::given_up_at.eq(None::<Time>)).execute(conn).map(drop)
}

/// Notes that a server took it, and forgets what it said: a code, a name.
pub(super) fn set_sent(conn: &mut Conn, id: MailId, at: Time) -> Result<()> {
    diesel::update(mails::table.find(id))
        .set((
            mails::sent_at.eq(at),
            mails::tried_at.eq(at),
            mails::tries.eq(mails::tries + 1),
            mails::text_body.eq(""),
            mails::html_body.eq(""),
            mails::unsubscribe_url.eq(None::<String>),
            mails::last_error.eq(None::<String>),
        ))
        .execute(conn)
        .map(drop)
}

/// Notes why a try failed, and whether it was the last.
pub(super) fn set_failed(
    conn: &mut Conn,
    id: MailId,
    error: &str,
    at: Time,
    is_given_up: bool,
) -> Result<()> {
    diesel::update(mails::table.find(id))
        .set((
            mails::last_error.eq(error),
            mails::tried_at.eq(at),
            mails::tries.eq(mails::tries + 1),
            mails::given_up_at.eq(is_given_up.then_some(at)),
        ))
        .execute(conn)
        .map(drop)
}
