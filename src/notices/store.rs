//! Notices, and what people chose of them, in the database.

use std::collections::BTreeMap;

use diesel::prelude::*;

use super::rules::{Channel, Frequency, NoticeKind, QuietHours, Rhythm};
use crate::clock::Time;
use crate::db::schema::{notice_channels, notice_feeds, notice_settings, notices};
use crate::db::{Conn, Result};
use crate::ids::{AccountId, MailId, NoticeId};

/// Something that a person was told.
#[derive(Debug, Clone, PartialEq, Eq, HasQuery, Insertable)]
#[diesel(table_name = notices, check_for_backend(diesel::pg::Pg, diesel::sqlite::Sqlite))]
pub struct NoticeRow {
    /// Its id.
    pub id: NoticeId,
    /// Who was told.
    pub account_id: AccountId,
    /// Of what.
    pub kind: NoticeKind,
    /// The kind of the object, as in the journal.
    pub object_kind: String,
    /// The object's id.
    pub object_id: i64,
    /// Who did it; nobody when it was the platform.
    pub by_id: Option<AccountId>,
    /// By which way.
    pub channel: Channel,
    /// The mail in the room's own words.
    pub mail_id: Option<MailId>,
    /// When.
    pub created_at: Time,
    /// When it was read.
    pub read_at: Option<Time>,
    /// When its mail was written, or was found not to be due.
    pub settled_at: Option<Time>,
}

/// Writes a notice down.
pub(super) fn insert(conn: &mut Conn, notice: &NoticeRow) -> Result<()> {
    diesel::insert_into(notices::table).values(notice).execute(conn).map(drop)
}

/// The notice, if it exists.
pub(super) fn find(conn: &mut Conn, id: NoticeId) -> Result<Option<NoticeRow>> {
    NoticeRow::query().filter(notices::id.eq(id)).first(conn).optional()
}

/// A page of what a person was told, the newest first.
pub(super) fn list(conn: &mut Conn, account: AccountId, limit: i64, offset: i64) -> Result<Vec<NoticeRow>> {
    NoticeRow::query()
        .filter(notices::account_id.eq(account))
        .order(notices::id.desc())
        .limit(limit)
        .offset(offset)
        .load(conn)
}

/// How much a person was told.
pub(super) fn count(conn: &mut Conn, account: AccountId) -> Result<i64> {
    notices::table.filter(notices::account_id.eq(account)).count().get_result(conn)
}

/// How much of it they did not read yet.
pub fn count_unread(conn: &mut Conn, account: AccountId) -> Result<i64> {
    notices::table
        .filter(notices::account_id.eq(account).and(notices::read_at.is_null()))
        .count()
        .get_result(conn)
}

/// Notes that a person read these; answers how many were new. Those of somebody else are passed over.
pub(super) fn set_read(conn: &mut Conn, account: AccountId, ids: &[NoticeId], at: Time) -> Result<usize> {
    let mut read = 0;
    for some in ids.chunks(500) {
        let theirs = notices::table
            .filter(notices::account_id.eq(account).and(notices::read_at.is_null()))
            .filter(notices::id.eq_any(some));
        read += diesel::update(theirs).set(notices::read_at.eq(at)).execute(conn)?;
    }
    Ok(read)
}

/// Notes that a person read everything up to this one; answers how many were new.
pub(super) fn set_read_up_to(conn: &mut Conn, account: AccountId, last: NoticeId, at: Time) -> Result<usize> {
    let theirs = notices::table
        .filter(notices::account_id.eq(account).and(notices::read_at.is_null()))
        .filter(notices::id.le(last));
    diesel::update(theirs).set(notices::read_at.eq(at)).execute(conn)
}

/// Mails at once to a person since then.
pub(super) fn count_at_once_to(conn: &mut Conn, account: AccountId, since: Time) -> Result<i64> {
    notices::table
        .filter(notices::account_id.eq(account).and(notices::channel.eq(Channel::AtOnce)))
        .filter(notices::created_at.gt(since))
        .count()
        .get_result(conn)
}

/// Mails at once that a person caused since then.
pub(super) fn count_at_once_by(conn: &mut Conn, by: AccountId, since: Time) -> Result<i64> {
    notices::table
        .filter(notices::by_id.eq(by).and(notices::channel.eq(Channel::AtOnce)))
        .filter(notices::created_at.gt(since))
        .count()
        .get_result(conn)
}

/// Notes that a notice's mail was written, or is not due; says whether that was open.
pub(super) fn settle(conn: &mut Conn, id: NoticeId, at: Time) -> Result<bool> {
    let open = notices::table.filter(notices::id.eq(id).and(notices::settled_at.is_null()));
    Ok(diesel::update(open).set(notices::settled_at.eq(at)).execute(conn)? == 1)
}

/// The ways that a person chose, by kind.
pub(super) fn channels(conn: &mut Conn, account: AccountId) -> Result<BTreeMap<NoticeKind, Channel>> {
    let rows: Vec<(String, Channel)> = notice_channels::table
        .filter(notice_channels::account_id.eq(account))
        .select((notice_channels::kind, notice_channels::channel))
        .load(conn)?;
    Ok(rows.into_iter().filter_map(|(kind, channel)| Some((kind.parse().ok()?, channel))).collect())
}
