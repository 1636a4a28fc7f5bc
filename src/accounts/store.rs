//! Accounts, roles, sessions and sign-in codes in the database.

mod cards;
mod grants;

pub(super) use cards::{
    CardRow, NewCard, activate, find_card, find_card_by_number, give_back, has_batch, insert_card,
    is_number_taken, list_cards, replace_pin, set_void, set_wrong_pins, take_pin_try, take_try,
};
pub mod identities;

use std::collections::BTreeMap;

use chrono::TimeDelta;
use diesel::prelude::*;

pub use grants::{GrantRow, grants_of, list_team};
pub(super) use grants::{
    NewGrant, PersonFilter, count_open_administrators, end_grant, find_grant, held_by, insert_grant,
    list_grants, lock_administrators, search_people, set_deputy,
};

use super::rules::{Actor, Held, NameLevel};
use crate::clock::Time;
use crate::db::schema::{account_blocks, accounts, sessions, sign_ins, tries};
use crate::db::{Conn, Result, one_of};
use crate::ids::{AccountId, SessionId, SignInId, UnitId};
use crate::language::Language;

/// A person's account.
#[derive(Debug, Clone, PartialEq, Eq, HasQuery)]
#[diesel(table_name = accounts, check_for_backend(diesel::pg::Pg, diesel::sqlite::Sqlite))]
pub struct Account {
    /// Its id.
    pub id: AccountId,
    /// The address it signs in with.
    pub email: Option<String>,
    /// The name others see.
    pub display_name: String,
    /// The trade, as the person wrote it.
    pub trade: String,
    /// Where they work.
    pub site: String,
    /// The direction they belong to.
    pub direction: String,
    /// The language they chose.
    pub language: Option<String>,
    /// When it was made.
    pub created_at: Time,
    /// When they last signed in; never, for an account made by an import.
    pub last_seen_at: Option<Time>,
    /// To whom their name is shown.
    pub name_level: NameLevel,
    /// The site that their own words name, when it is known.
    pub site_id: Option<UnitId>,
    /// The direction or service that their own words name, when it is known.
    pub direction_id: Option<UnitId>,
}

impl Account {
    /// The language in which they are written to: the one they chose, or the platform’s.
    pub fn reading_language(&self) -> Language {
        self.language.as_deref().and_then(Language::from_tag).unwrap_or_default()
    }
}

/// An account about to be made.
#[derive(Debug, Clone, Insertable)]
#[diesel(table_name = accounts)]
pub struct NewAccount {
    /// Its id.
    pub id: AccountId,
    /// The address it signs in with.
    pub email: Option<String>,
    /// The name others see.
    pub display_name: String,
    /// The trade.
    pub trade: String,
    /// The site.
    pub site: String,
    /// The direction.
    pub direction: String,
    /// The known site.
    pub site_id: Option<UnitId>,
    /// The known direction.
    pub direction_id: Option<UnitId>,
    /// The language of their pages and mails, when it is known.
    pub language: Option<String>,
    /// When.
    pub created_at: Time,
}

/// What a person changes of their own account.
#[derive(Debug, Clone, AsChangeset)]
#[diesel(table_name = accounts)]
pub(super) struct ProfileChanges {
    pub display_name: String,
    pub trade: String,
    pub site: String,
    pub direction: String,
    pub site_id: Option<Option<UnitId>>,
    pub direction_id: Option<Option<UnitId>>,
    /// Left as it is for nothing; the browser's for nothing inside.
    pub language: Option<Option<String>>,
    /// Left as it is for nothing.
    pub name_level: Option<NameLevel>,
}

/// A signed-in browser or program.
#[derive(Debug, Clone, PartialEq, Eq, HasQuery)]
#[diesel(table_name = sessions, check_for_backend(diesel::pg::Pg, diesel::sqlite::Sqlite))]
pub struct SessionRow {
    /// Its id; not its token, which is kept as a hash only.
    pub id: SessionId,
    /// Whose.
    pub account_id: AccountId,
    /// `browser` or `api`.
    pub kind: String,
    /// What it said it is.
    pub client: String,
    /// Since when.
    pub created_at: Time,
    /// When it was last used, to a quarter of an hour.
    pub last_seen_at: Time,
    /// When it ends.
    pub expires_at: Time,
    /// Minutes without use after which it ends, when they are not those of the settings.
    pub idle_minutes: Option<i32>,
}

#[derive(Insertable)]
#[diesel(table_name = sessions)]
pub(super) struct NewSession {
    pub id: SessionId,
    pub token_hash: String,
    pub account_id: AccountId,
    pub kind: &'static str,
    pub client: String,
    pub created_at: Time,
    pub last_seen_at: Time,
    pub expires_at: Time,
    pub idle_minutes: Option<i32>,
}

/// A code on its way.
#[derive(Debug, Clone, HasQuery, Insertable)]
#[diesel(table_name = sign_ins, check_for_backend(diesel::pg::Pg, diesel::sqlite::Sqlite))]
pub(super) struct SignInRow {
    pub id: SignInId,
    pub email: String,
    pub code_hash: String,
    pub created_at: Time,
    pub expires_at: Time,
    pub attempts: i32,
    pub used_at: Option<Time>,
}

/// The account, if there is one.
pub fn find(conn: &mut Conn, id: AccountId) -> Result<Option<Account>> {
    Account::query().filter(accounts::id.eq(id)).first(conn).optional()
}

/// The account of an address, in its compared form.
pub fn find_by_email(conn: &mut Conn, email: &str) -> Result<Option<Account>> {
    Account::query().filter(accounts::email.eq(email)).first(conn).optional()
}

/// The name that a viewer reads for an account, if it is shown to them.
pub fn name_of(conn: &mut Conn, viewer: &Actor, id: AccountId) -> Result<Option<String>> {
    Ok(names_of(conn, viewer, &[id])?.remove(&id))
}

/// The names that a viewer reads for these accounts; those that are not shown to them are absent.
pub fn names_of(conn: &mut Conn, viewer: &Actor, ids: &[AccountId]) -> Result<BTreeMap<AccountId, String>> {
    let mut names = BTreeMap::new();
    for some in ids.chunks(500) {
        let rows: Vec<(AccountId, String, NameLevel)> = accounts::table
            .filter(one_of(accounts::id, some))
            .select((accounts::id, accounts::display_name, accounts::name_level))
            .load(conn)?;
        let shown = rows.into_iter().filter(|(id, name, level)| {
            !name.is_empty() && (level.shows_to(viewer) || viewer.account() == Some(*id))
        });
        names.extend(shown.map(|(id, name, _)| (id, name)));
    }
    Ok(names)
}

/// Somebody as they would act, with what they hold on a day: for what is shown to them while they are away.
pub fn actor_of(conn: &mut Conn, id: AccountId, day: chrono::NaiveDate) -> Result<Actor> {
    Ok(Actor::holding(id, held_by(conn, id, day)?))
}

/// To whom the names of these accounts are shown.
pub fn name_levels_of(conn: &mut Conn, ids: &[AccountId]) -> Result<BTreeMap<AccountId, NameLevel>> {
    let mut levels = BTreeMap::new();
    for some in ids.chunks(500) {
        let rows: Vec<(AccountId, NameLevel)> = accounts::table
            .filter(one_of(accounts::id, some))
            .select((accounts::id, accounts::name_level))
            .load(conn)?;
        levels.extend(rows);
    }
    Ok(levels)
}

/// Makes an account.
pub(super) fn insert(conn: &mut Conn, account: &NewAccount) -> Result<()> {
    diesel::insert_into(accounts::table).values(account).execute(conn).map(drop)
}

/// Takes an account away, and what hangs on it alone.
pub(super) fn delete_account(conn: &mut Conn, id: AccountId) -> Result<()> {
    diesel::delete(accounts::table.find(id)).execute(conn).map(drop)
}

/// Forgets the codes sent to an address, and the identities that brought it and wait for a proof.
pub(super) fn forget_address(conn: &mut Conn, email: &str) -> Result<()> {
    diesel::delete(sign_ins::table.filter(sign_ins::email.eq(email))).execute(conn)?;
    identities::delete_claims_of_address(conn, email)
}

/// Changes what a person says of themselves.
pub(super) fn set_profile(conn: &mut Conn, id: AccountId, changes: &ProfileChanges) -> Result<()> {
    diesel::update(accounts::table.find(id)).set(changes).execute(conn).map(drop)
}

/// Notes a sign-in: whoever was told that their account will be erased came back.
pub(super) fn set_seen(conn: &mut Conn, id: AccountId, at: Time) -> Result<()> {
    let changes = (accounts::last_seen_at.eq(at), accounts::unused_told_at.eq(None::<Time>));
    diesel::update(accounts::table.find(id)).set(changes).execute(conn).map(drop)
}

/// The accounts that nobody used since then, blocked ones aside: no sign-in, and no session that was used.
#[diesel::dsl::auto_type(no_type_alias)]
fn unused_since(since: Time) -> _ {
    let in_use: sessions_used_since = sessions_used_since(since);
    let blocked: all_blocked = all_blocked();
    let last_sign_in = diesel::dsl::case_when(accounts::last_seen_at.is_null(), accounts::created_at)
        .otherwise(accounts::last_seen_at.assume_not_null());
    accounts::table.filter(
        last_sign_in
            .lt(since)
            .and(diesel::dsl::not(accounts::id.eq_any(in_use)))
            .and(diesel::dsl::not(accounts::id.eq_any(blocked))),
    )
}

#[diesel::dsl::auto_type]
fn sessions_used_since(since: Time) -> _ {
    sessions::table.filter(sessions::last_seen_at.ge(since)).select(sessions::account_id)
}

#[diesel::dsl::auto_type]
fn all_blocked() -> _ {
    account_blocks::table.select(account_blocks::account_id)
}

/// Those of the accounts unused since then whose person has an address and was not told yet.
pub(super) fn list_unused_untold(conn: &mut Conn, since: Time, limit: i64) -> Result<Vec<Account>> {
    unused_since(since)
        .filter(accounts::email.is_not_null().and(accounts::unused_told_at.is_null()))
        .order(accounts::id)
        .limit(limit)
        .select(Account::as_select())
        .load(conn)
}

/// Those of the accounts unused since then whose person was told before a moment, or has no address to be told at.
pub(super) fn list_unused(
    conn: &mut Conn,
    since: Time,
    told_before: Time,
    limit: i64,
) -> Result<Vec<AccountId>> {
    let was_told = accounts::unused_told_at
        .is_not_null()
        .and(accounts::unused_told_at.assume_not_null().le(told_before));
    unused_since(since)
        .filter(accounts::email.is_null().or(was_told))
        .order(accounts::id)
        .limit(limit)
        .select(accounts::id)
        .load(conn)
}

/// Whether nobody used an account since then.
pub(super) fn is_unused(conn: &mut Conn, id: AccountId, since: Time) -> Result<bool> {
    let found = unused_since(since).filter(accounts::id.eq(id)).select(accounts::id);
    Ok(found.first::<AccountId>(conn).optional()?.is_some())
}

/// Notes that somebody was told that their account will be erased.
pub(super) fn set_unused_told(conn: &mut Conn, id: AccountId, at: Time) -> Result<()> {
    diesel::update(accounts::table.find(id)).set(accounts::unused_told_at.eq(at)).execute(conn).map(drop)
}

/// Opens a session.
pub(super) fn insert_session(conn: &mut Conn, session: &NewSession) -> Result<()> {
    diesel::insert_into(sessions::table).values(session).execute(conn).map(drop)
}

/// Who holds a session that is neither over nor idle for too long: the session, the account and what they hold now.
pub(super) fn find_session(
    conn: &mut Conn,
    token_hash: &str,
    now: Time,
    idle_since: Time,
) -> Result<Option<(SessionRow, Account, Vec<Held>)>> {
    let found: Option<(SessionRow, Account)> = sessions::table
        .inner_join(accounts::table.on(accounts::id.eq(sessions::account_id)))
        .filter(sessions::token_hash.eq(token_hash))
        .filter(sessions::expires_at.gt(now).and(sessions::last_seen_at.gt(idle_since)))
        .select((SessionRow::as_select(), Account::as_select()))
        .first(conn)
        .optional()?;
    let is_idle = |session: &SessionRow| {
        let minutes = session.idle_minutes.map(|minutes| TimeDelta::minutes(minutes.into()));
        minutes.is_some_and(|minutes| session.last_seen_at <= now - minutes)
    };
    found
        .filter(|(session, _)| !is_idle(session))
        .map(|(session, account)| {
            let held = held_by(conn, account.id, now.date())?;
            Ok((session, account, held))
        })
        .transpose()
}

/// Notes that a session was used.
pub(super) fn touch_session(conn: &mut Conn, id: SessionId, at: Time) -> Result<()> {
    diesel::update(sessions::table.find(id)).set(sessions::last_seen_at.eq(at)).execute(conn).map(drop)
}

/// The sessions of an account, the last used first.
pub(super) fn list_sessions(conn: &mut Conn, account: AccountId) -> Result<Vec<SessionRow>> {
    SessionRow::query()
        .filter(sessions::account_id.eq(account))
        .order(sessions::last_seen_at.desc())
        .load(conn)
}

/// Ends one session of an account; says whether it was theirs.
pub(super) fn delete_session(conn: &mut Conn, account: AccountId, id: SessionId) -> Result<bool> {
    let theirs = sessions::table.filter(sessions::id.eq(id).and(sessions::account_id.eq(account)));
    Ok(diesel::delete(theirs).execute(conn)? == 1)
}

/// Ends every session of an account.
pub(super) fn delete_sessions(conn: &mut Conn, account: AccountId) -> Result<usize> {
    diesel::delete(sessions::table.filter(sessions::account_id.eq(account))).execute(conn)
}

/// Writes a code down and voids the older ones of the same address.
pub(super) fn insert_sign_in(conn: &mut Conn, row: &SignInRow) -> Result<()> {
    diesel::update(sign_ins::table.filter(sign_ins::email.eq(&row.email).and(sign_ins::used_at.is_null())))
        .set(sign_ins::used_at.eq(row.created_at))
        .execute(conn)?;
    diesel::insert_into(sign_ins::table).values(row).execute(conn).map(drop)
}

/// A code on its way, used or not.
pub(super) fn find_sign_in(conn: &mut Conn, id: SignInId) -> Result<Option<SignInRow>> {
    SignInRow::query().filter(sign_ins::id.eq(id)).first(conn).optional()
}

/// Counts a try; says whether one was left. Counted before the code is compared, so that tries made at once do not
/// get more than their share.
pub(super) fn take_attempt(conn: &mut Conn, id: SignInId, most: i32) -> Result<bool> {
    let left = sign_ins::table
        .filter(sign_ins::id.eq(id).and(sign_ins::attempts.lt(most)).and(sign_ins::used_at.is_null()));
    Ok(diesel::update(left).set(sign_ins::attempts.eq(sign_ins::attempts + 1)).execute(conn)? == 1)
}

/// Uses a code up; says whether this was its only use.
pub(super) fn use_sign_in(conn: &mut Conn, id: SignInId, at: Time) -> Result<bool> {
    let unused = sign_ins::table.filter(sign_ins::id.eq(id).and(sign_ins::used_at.is_null()));
    Ok(diesel::update(unused).set(sign_ins::used_at.eq(at)).execute(conn)? == 1)
}

/// Forgets codes asked for and sessions ended before then.
pub(super) fn delete_stale(conn: &mut Conn, before: Time) -> Result<usize> {
    let codes = diesel::delete(sign_ins::table.filter(sign_ins::created_at.lt(before))).execute(conn)?;
    let ended = diesel::delete(sessions::table.filter(sessions::expires_at.lt(before))).execute(conn)?;
    let tries = diesel::delete(tries::table.filter(tries::began_at.lt(before))).execute(conn)?;
    Ok(codes + ended + tries + identities::delete_stale(conn, before)?)
}
