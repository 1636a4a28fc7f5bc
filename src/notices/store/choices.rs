//! What people chose: ways, rhythm, and the address of their feed.

use std::collections::BTreeMap;

use diesel::prelude::*;

use crate::clock::Time;
use crate::db::schema::{notice_channels, notice_feeds, notice_settings};
use crate::db::{AnyConnection, Conn, Result};
use crate::ids::AccountId;
use crate::notices::rules::{Channel, Frequency, NoticeKind, QuietHours, Rhythm};

#[derive(HasQuery, Insertable)]
#[diesel(table_name = notice_settings, check_for_backend(diesel::pg::Pg, diesel::sqlite::Sqlite))]
struct SettingsRow {
    account_id: AccountId,
    digest: Frequency,
    digest_day: i32,
    quiet_from: Option<i32>,
    quiet_until: Option<i32>,
    digested_at: Option<Time>,
}

impl SettingsRow {
    fn new(account: AccountId, rhythm: Rhythm, digested_at: Option<Time>) -> Self {
        Self {
            account_id: account,
            digest: rhythm.digest,
            digest_day: rhythm.digest_day as i32,
            quiet_from: rhythm.quiet.map(|quiet| quiet.from as i32),
            quiet_until: rhythm.quiet.map(|quiet| quiet.until as i32),
            digested_at,
        }
    }

    fn rhythm(&self) -> Rhythm {
        let hours = self.quiet_from.zip(self.quiet_until);
        let quiet = hours.map(|(from, until)| QuietHours { from: from as u32, until: until as u32 });
        Rhythm { digest: self.digest, digest_day: self.digest_day as u32, quiet }
    }
}

/// When a person wants mails, and the period whose digest was last looked at.
pub fn rhythm(conn: &mut Conn, account: AccountId) -> Result<(Rhythm, Option<Time>)> {
    let row: Option<SettingsRow> =
        SettingsRow::query().filter(notice_settings::account_id.eq(account)).first(conn).optional()?;
    Ok(row.map_or_else(Default::default, |row| (row.rhythm(), row.digested_at)))
}

/// Writes down when a person wants mails.
pub fn set_rhythm(conn: &mut Conn, account: AccountId, rhythm: Rhythm) -> Result<()> {
    insert_once(conn, &SettingsRow::new(account, rhythm, None))?;
    let row = SettingsRow::new(account, rhythm, None);
    diesel::update(notice_settings::table.find(account))
        .set((
            notice_settings::digest.eq(row.digest),
            notice_settings::digest_day.eq(row.digest_day),
            notice_settings::quiet_from.eq(row.quiet_from),
            notice_settings::quiet_until.eq(row.quiet_until),
        ))
        .execute(conn)
        .map(drop)
}

/// Takes the turn of a period's digest; says whether nobody had. Of several processes one gets it.
pub fn take_digest(conn: &mut Conn, account: AccountId, due: Time) -> Result<bool> {
    if insert_once(conn, &SettingsRow::new(account, Rhythm::default(), Some(due)))? == 1 {
        return Ok(true);
    }
    let earlier = notice_settings::digested_at.is_null().or(notice_settings::digested_at.lt(due));
    let open =
        notice_settings::table.filter(notice_settings::account_id.eq(account).and(earlier.assume_not_null()));
    Ok(diesel::update(open).set(notice_settings::digested_at.eq(due)).execute(conn)? == 1)
}

/// Writes a row down where there is none yet; answers how many were written.
fn insert_once(conn: &mut Conn, row: &SettingsRow) -> Result<usize> {
    let insert = diesel::insert_into(notice_settings::table).values(row).on_conflict_do_nothing();
    match conn {
        AnyConnection::Pg(conn) => insert.execute(conn),
        AnyConnection::Sqlite(conn) => insert.execute(conn),
    }
}

/// The ways that a person chose, by kind.
pub fn channels(conn: &mut Conn, account: AccountId) -> Result<BTreeMap<NoticeKind, Channel>> {
    let rows: Vec<(String, Channel)> = notice_channels::table
        .filter(notice_channels::account_id.eq(account))
        .select((notice_channels::kind, notice_channels::channel))
        .load(conn)?;
    Ok(rows.into_iter().filter_map(|(kind, channel)| Some((kind.parse().ok()?, channel))).collect())
}

/// Writes down by which way a person is told of a kind.
pub fn set_channel(conn: &mut Conn, account: AccountId, kind: NoticeKind, channel: Channel) -> Result<()> {
    let chosen = notice_channels::table
        .filter(notice_channels::account_id.eq(account).and(notice_channels::kind.eq(kind)));
    if diesel::update(chosen).set(notice_channels::channel.eq(channel)).execute(conn)? == 1 {
        return Ok(());
    }
    let row = (
        notice_channels::account_id.eq(account),
        notice_channels::kind.eq(kind),
        notice_channels::channel.eq(channel),
    );
    diesel::insert_into(notice_channels::table).values(row).execute(conn).map(drop)
}

/// Since when a person has a feed, if they have one.
pub fn feed_since(conn: &mut Conn, account: AccountId) -> Result<Option<Time>> {
    notice_feeds::table.find(account).select(notice_feeds::created_at).first(conn).optional()
}

/// Whose feed stands at this address.
pub fn owner_of_feed(conn: &mut Conn, token_hash: &str) -> Result<Option<AccountId>> {
    notice_feeds::table
        .filter(notice_feeds::token_hash.eq(token_hash))
        .select(notice_feeds::account_id)
        .first(conn)
        .optional()
}

/// Gives a person's feed this address, in place of any other.
pub fn set_feed(conn: &mut Conn, account: AccountId, token_hash: &str, at: Time) -> Result<()> {
    delete_feed(conn, account)?;
    let row = (
        notice_feeds::account_id.eq(account),
        notice_feeds::token_hash.eq(token_hash),
        notice_feeds::created_at.eq(at),
    );
    diesel::insert_into(notice_feeds::table).values(row).execute(conn).map(drop)
}

/// Takes a person's feed away; says whether there was one.
pub fn delete_feed(conn: &mut Conn, account: AccountId) -> Result<bool> {
    Ok(diesel::delete(notice_feeds::table.find(account)).execute(conn)? == 1)
}

/// Forgets all that a person chose.
pub fn delete_choices(conn: &mut Conn, account: AccountId) -> Result<()> {
    delete_feed(conn, account)?;
    diesel::delete(notice_settings::table.find(account)).execute(conn)?;
    let channels = notice_channels::table.filter(notice_channels::account_id.eq(account));
    diesel::delete(channels).execute(conn).map(drop)
}
