//! Notices, and what people chose of them, in the database.

mod choices;

pub(super) use choices::{
    channels, delete_choices, delete_feed, feed_since, owner_of_feed, rhythm, set_channel, set_feed,
    set_rhythm, take_digest,
};

use diesel::prelude::*;

use super::rules::{Channel, NoticeKind};
use crate::clock::Time;
use crate::db::schema::notices;
use crate::db::{Conn, Result, one_of};
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

/// The last that a person was told.
pub(super) fn last(conn: &mut Conn, account: AccountId) -> Result<Option<NoticeId>> {
    notices::table
        .filter(notices::account_id.eq(account))
        .order(notices::id.desc())
        .select(notices::id)
        .first(conn)
        .optional()
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
            .filter(one_of(notices::id, some));
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

/// Mails at once to a person since then, of what strangers cause.
pub(super) fn count_at_once_to(conn: &mut Conn, account: AccountId, since: Time) -> Result<i64> {
    notices::table
        .filter(notices::account_id.eq(account).and(notices::channel.eq(Channel::AtOnce)))
        .filter(notices::created_at.gt(since).and(notices::kind.ne_all(essential())))
        .count()
        .get_result(conn)
}

/// Mails at once that a person caused since then, but for what they decided.
pub(super) fn count_at_once_by(conn: &mut Conn, by: AccountId, since: Time) -> Result<i64> {
    notices::table
        .filter(notices::by_id.eq(by).and(notices::channel.eq(Channel::AtOnce)))
        .filter(notices::created_at.gt(since).and(notices::kind.ne_all(essential())))
        .count()
        .get_result(conn)
}

fn essential() -> Vec<&'static str> {
    NoticeKind::ALL.iter().filter(|kind| kind.is_essential()).map(|kind| kind.as_str()).collect()
}

/// Notes that a notice's mail was written, or is not due; says whether that was open.
pub(super) fn settle(conn: &mut Conn, id: NoticeId, at: Time) -> Result<bool> {
    let open = notices::table.filter(notices::id.eq(id).and(notices::settled_at.is_null()));
    Ok(diesel::update(open).set(notices::settled_at.eq(at)).execute(conn)? == 1)
}

/// The people for whom something waits for a digest, by id after `last`.
pub(super) fn list_awaiting_digest(conn: &mut Conn, last: AccountId, limit: i64) -> Result<Vec<AccountId>> {
    notices::table
        .filter(notices::channel.eq(Channel::Digest).and(notices::read_at.is_null()))
        .filter(notices::settled_at.is_null().and(notices::account_id.gt(last)))
        .select(notices::account_id)
        .distinct()
        .order(notices::account_id)
        .limit(limit)
        .load(conn)
}

/// What waits for a person's digest and was told before then, the newest first.
pub(super) fn list_pending(conn: &mut Conn, account: AccountId, before: Time) -> Result<Vec<NoticeRow>> {
    NoticeRow::query()
        .filter(notices::account_id.eq(account).and(notices::channel.eq(Channel::Digest)))
        .filter(notices::read_at.is_null().and(notices::settled_at.is_null()))
        .filter(notices::created_at.lt(before))
        .order(notices::id.desc())
        .load(conn)
}

/// Notes that these went into a digest; answers how many still waited for one.
pub(super) fn settle_pending(conn: &mut Conn, ids: &[NoticeId], at: Time) -> Result<usize> {
    let mut settled = 0;
    for some in ids.chunks(500) {
        let open = notices::table
            .filter(one_of(notices::id, some))
            .filter(notices::read_at.is_null().and(notices::settled_at.is_null()));
        settled += diesel::update(open).set(notices::settled_at.eq(at)).execute(conn)?;
    }
    Ok(settled)
}

/// Notes that nothing of what waits for a person's digest is due any more.
pub(super) fn settle_all_pending(conn: &mut Conn, account: AccountId, at: Time) -> Result<()> {
    let open = notices::table
        .filter(notices::account_id.eq(account).and(notices::channel.eq(Channel::Digest)))
        .filter(notices::settled_at.is_null());
    diesel::update(open).set(notices::settled_at.eq(at)).execute(conn).map(drop)
}

/// Forgets what was told before then; answers how much.
pub(super) fn delete_old(conn: &mut Conn, before: Time) -> Result<usize> {
    diesel::delete(notices::table.filter(notices::created_at.lt(before))).execute(conn)
}

/// Forgets all that a person was told, and that they caused others to be told something.
pub(super) fn delete_of(conn: &mut Conn, account: AccountId) -> Result<()> {
    diesel::delete(notices::table.filter(notices::account_id.eq(account))).execute(conn)?;
    let caused = notices::table.filter(notices::by_id.eq(account));
    diesel::update(caused).set(notices::by_id.eq(None::<AccountId>)).execute(conn).map(drop)
}
