//! Cards, and how often something was tried.

use chrono::TimeDelta;
use diesel::prelude::*;

use crate::accounts::rules::CardState;
use crate::clock::Time;
use crate::db::schema::{site_cards, tries};
use crate::db::{AnyConnection, Conn, Result};
use crate::ids::{AccountId, CardId, UnitId};

/// A card.
#[derive(Debug, Clone, HasQuery)]
#[diesel(table_name = site_cards, check_for_backend(diesel::pg::Pg, diesel::sqlite::Sqlite))]
pub struct CardRow {
    pub id: CardId,
    pub number: String,
    pub site_id: UnitId,
    pub account_id: Option<AccountId>,
    pub pin_hash: String,
    pub state: CardState,
    pub wrong_pins: i32,
    pub issued_at: Time,
    pub activated_at: Option<Time>,
}

/// A card about to be printed.
#[derive(Debug, Clone, Insertable)]
#[diesel(table_name = site_cards)]
pub struct NewCard {
    pub id: CardId,
    pub number: String,
    pub site_id: UnitId,
    pub account_id: Option<AccountId>,
    pub pin_hash: String,
    pub state: CardState,
    pub wrong_pins: i32,
    pub batch: String,
    pub issued_by: Option<AccountId>,
    pub issued_at: Time,
    pub activated_at: Option<Time>,
}

/// The card, if it exists.
pub fn find_card(conn: &mut Conn, id: CardId) -> Result<Option<CardRow>> {
    CardRow::query().filter(site_cards::id.eq(id)).first(conn).optional()
}

/// The card of a number, unless it is void.
pub fn find_card_by_number(conn: &mut Conn, number: &str) -> Result<Option<CardRow>> {
    CardRow::query()
        .filter(site_cards::number.eq(number).and(site_cards::state.ne(CardState::Void)))
        .first(conn)
        .optional()
}

/// Whether a number was ever printed.
pub fn is_number_taken(conn: &mut Conn, number: &str) -> Result<bool> {
    diesel::select(diesel::dsl::exists(site_cards::table.filter(site_cards::number.eq(number))))
        .get_result(conn)
}

/// Whether the cards of a form were printed already.
pub fn has_batch(conn: &mut Conn, batch: &str) -> Result<bool> {
    diesel::select(diesel::dsl::exists(site_cards::table.filter(site_cards::batch.eq(batch))))
        .get_result(conn)
}

/// The cards of sites, the last printed first.
pub fn list_cards(conn: &mut Conn, site: UnitId, limit: i64) -> Result<Vec<CardRow>> {
    CardRow::query().filter(site_cards::site_id.eq(site)).order(site_cards::id.desc()).limit(limit).load(conn)
}

/// Writes a card down.
pub fn insert_card(conn: &mut Conn, card: &NewCard) -> Result<()> {
    diesel::insert_into(site_cards::table).values(card).execute(conn).map(drop)
}

/// Counts a try of a card's PIN as a wrong one; says whether one was left.
pub fn take_pin_try(conn: &mut Conn, id: CardId, most: i32) -> Result<bool> {
    let left = site_cards::table.filter(site_cards::id.eq(id).and(site_cards::wrong_pins.lt(most)));
    let taken =
        diesel::update(left).set(site_cards::wrong_pins.eq(site_cards::wrong_pins + 1)).execute(conn)?;
    Ok(taken == 1)
}

/// Notes how many wrong PINs there were.
pub fn set_wrong_pins(conn: &mut Conn, id: CardId, count: i32) -> Result<()> {
    diesel::update(site_cards::table.find(id)).set(site_cards::wrong_pins.eq(count)).execute(conn).map(drop)
}

/// Makes a card somebody's; says whether it was its first use.
pub fn activate(conn: &mut Conn, id: CardId, account: AccountId, at: Time) -> Result<bool> {
    let unused = site_cards::table.filter(site_cards::id.eq(id).and(site_cards::state.eq(CardState::Issued)));
    let activated = diesel::update(unused)
        .set((
            site_cards::state.eq(CardState::Active),
            site_cards::account_id.eq(account),
            site_cards::activated_at.eq(at),
            site_cards::wrong_pins.eq(0),
        ))
        .execute(conn)?;
    Ok(activated == 1)
}

/// Gives a card another PIN.
pub fn replace_pin(conn: &mut Conn, id: CardId, pin_hash: &str) -> Result<()> {
    diesel::update(site_cards::table.find(id)).set(site_cards::pin_hash.eq(pin_hash)).execute(conn).map(drop)
}

/// Makes a card of no use; says whether it was of any.
pub fn set_void(conn: &mut Conn, id: CardId) -> Result<bool> {
    let valid = site_cards::table.filter(site_cards::id.eq(id).and(site_cards::state.ne(CardState::Void)));
    Ok(diesel::update(valid).set(site_cards::state.eq(CardState::Void)).execute(conn)? == 1)
}

/// Counts a try; says whether one was left in this window of time. Those who count under one key wait for one another
/// until the end of the transaction.
pub fn take_try(conn: &mut Conn, key: &str, now: Time, window: TimeDelta, most: i32) -> Result<bool> {
    let first = diesel::insert_into(tries::table)
        .values((tries::key.eq(key), tries::began_at.eq(now), tries::count.eq(0)))
        .on_conflict_do_nothing();
    match conn {
        AnyConnection::Pg(pg) => first.execute(pg)?,
        AnyConnection::Sqlite(sqlite) => first.execute(sqlite)?,
    };
    let began = now - window;
    let left =
        tries::table.filter(tries::key.eq(key).and(tries::began_at.gt(began)).and(tries::count.lt(most)));
    if diesel::update(left).set(tries::count.eq(tries::count + 1)).execute(conn)? == 1 {
        return Ok(true);
    }
    let over = tries::table.filter(tries::key.eq(key).and(tries::began_at.le(began)));
    Ok(diesel::update(over).set((tries::began_at.eq(now), tries::count.eq(1))).execute(conn)? == 1)
}

/// Takes a try back that was a good one.
pub fn give_back(conn: &mut Conn, key: &str) -> Result<()> {
    let counted = tries::table.filter(tries::key.eq(key).and(tries::count.gt(0)));
    diesel::update(counted).set(tries::count.eq(tries::count - 1)).execute(conn).map(drop)
}
