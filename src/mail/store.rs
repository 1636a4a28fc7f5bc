//! The mails' table.

use diesel::prelude::*;

use super::Content;
use crate::clock::Time;
use crate::db::schema::mails;
use crate::db::{Conn, Result};
use crate::ids::MailId;

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

/// Notes that a server took it, and forgets what it said: a code, a name.
pub(super) fn set_sent(conn: &mut Conn, id: MailId, at: Time) -> Result<()> {
    diesel::update(mails::table.find(id))
        .set((
            mails::sent_at.eq(at),
            mails::text_body.eq(""),
            mails::html_body.eq(""),
            mails::last_error.eq(None::<String>),
        ))
        .execute(conn)
        .map(drop)
}

/// Notes why a try failed.
pub(super) fn set_failed(conn: &mut Conn, id: MailId, error: &str) -> Result<()> {
    diesel::update(mails::table.find(id)).set(mails::last_error.eq(error)).execute(conn).map(drop)
}
