//! Cards for people without a work address: printed for a site, used for the first time once, then a way to sign in.

use chrono::TimeDelta;
use serde_json::json;

use super::actions::{SignedIn, StartSession, mark, open_idle_session};
use super::pins;
use super::rules::{self, Actor, CardState, SHORT_TEXT};
use super::store::{self, CardRow, NewAccount, NewCard};
use crate::app::App;
use crate::audience::Audience;
use crate::clock::Clock;
use crate::db::Conn;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::ids::{AccountId, CardId, UnitId};
use crate::language::Language;
use crate::organisation::{self, Branch, Unit};
use crate::transaction::Transaction;

/// Wrong PINs after which a card is locked until its issuer unlocks it.
pub const MOST_WRONG_PINS: i32 = 6;
/// Wrong tries from one address, and at one site, in a window of time.
const MOST_FROM_ADDRESS: i32 = 30;
const MOST_AT_SITE: i32 = 60;
const WINDOW: TimeDelta = TimeDelta::minutes(15);
/// A session by card ends after so many minutes without use, and after so many hours in any case.
const IDLE_MINUTES: i32 = 15;
const LONGEST: TimeDelta = TimeDelta::hours(12);
/// Cards on a sheet, at most.
pub const MOST_CARDS: usize = 40;
/// Digits of a card's number.
const NUMBER_DIGITS: usize = 8;

/// What stands on a card, as it was typed.
#[derive(Debug, Clone, Default)]
pub struct CardKey {
    /// The site's code.
    pub site_code: String,
    /// The card's number.
    pub number: String,
    /// The PIN.
    pub pin: String,
}

/// A card whose PIN was right.
struct Proven {
    card: CardRow,
    site: Unit,
    keys: [String; 2],
}

impl CardKey {
    /// Checks it. Every try is counted before it is compared, and a good one is taken back later; which part was wrong
    /// is never told, not even by the time it takes.
    async fn prove(&self, app: &App, from: &str) -> AppResult<Proven> {
        let (number, pin) = (digits(&self.number), digits(&self.pin));
        let code = self.site_code.trim().to_lowercase();
        let keys = [format!("card-site:{}", mark(&code)), format!("card-from:{}", mark(from))];
        let counted = keys.clone();
        let found = app
            .write(move |tx| {
                let now = tx.now();
                for (key, most) in counted.iter().zip([MOST_AT_SITE, MOST_FROM_ADDRESS]) {
                    if !store::take_try(tx, key, now, WINDOW, most)? {
                        return Err(AppError::TooManyTries);
                    }
                }
                find_at(tx, &code, &number)
            })
            .await?;
        let hash = found.as_ref().map(|(card, _)| card.pin_hash.clone());
        match (pins::verify(hash, pin).await?, found) {
            (true, Some((card, site))) => Ok(Proven { card, site, keys }),
            _ => Err(FieldErrors::one("", "card-wrong")),
        }
    }
}

/// The card of a number at the site of a code, unless it is locked.
fn find_at(tx: &mut Transaction<'_>, code: &str, number: &str) -> AppResult<Option<(CardRow, Unit)>> {
    let Some(site) = organisation::find_by_site_code(tx, code)? else { return Ok(None) };
    let Some(card) = store::find_card_by_number(tx, number)? else { return Ok(None) };
    let home = organisation::current(tx, card.site_id)?;
    let fits = home.is_some_and(|home| home.id == site.id);
    Ok((fits && store::take_pin_try(tx, card.id, MOST_WRONG_PINS)?).then_some((card, site)))
}

impl Proven {
    /// Takes back what was counted: it was no wrong try.
    fn settle(&self, tx: &mut Transaction<'_>) -> AppResult<()> {
        store::set_wrong_pins(tx, self.card.id, 0)?;
        for key in &self.keys {
            store::give_back(tx, key)?;
        }
        Ok(())
    }
}

/// Digits as people type them, with blanks and hyphens between.
fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// Signs in with a card that was used before.
pub struct SignInWithCard {
    /// What stands on it.
    pub key: CardKey,
    /// From where: counted, and kept as a mark only.
    pub from: String,
    /// The session to open.
    pub session: StartSession,
}

impl SignInWithCard {
    /// Opens a short session.
    ///
    /// # Errors
    ///
    /// A fault of the whole form, [`AppError::TooManyTries`], or `card-new` for a card that was never used.
    pub async fn run(self, app: &App) -> AppResult<SignedIn> {
        let proven = self.key.prove(app, &self.from).await?;
        let session = self.session;
        let opened = app
            .write(move |tx| {
                proven.settle(tx)?;
                let Some(account) = proven.card.account_id else { return Ok(None) };
                let now = tx.now();
                store::set_seen(tx, account, now)?;
                tx.record(Some(account), "account.signed_in", account, Audience::Team, json!({}));
                open_idle_session(tx, account, session, now + LONGEST, Some(IDLE_MINUTES)).map(Some)
            })
            .await?;
        opened.ok_or(AppError::Refused("card-new"))
    }
}

/// Uses a card for the first time.
pub struct ActivateCard {
    /// What stands on it.
    pub key: CardKey,
    /// From where: counted, and kept as a mark only.
    pub from: String,
    /// The name that others see.
    pub display_name: String,
    /// A PIN of one's own, or nothing to keep the one on the card.
    pub new_pin: String,
    /// The language of the page.
    pub language: Language,
    /// The session to open.
    pub session: StartSession,
}

impl ActivateCard {
    /// Makes the account and opens a short session.
    ///
    /// # Errors
    ///
    /// The faults of the fields, [`AppError::TooManyTries`], or `card-used` the second time.
    pub async fn run(self, app: &App) -> AppResult<SignedIn> {
        let mut errors = FieldErrors::default();
        let name = errors.text("display_name", &self.display_name, SHORT_TEXT);
        let new_pin = checked_pin(&mut errors, &self.new_pin);
        errors.check()?;
        let proven = self.key.prove(app, &self.from).await?;
        let new_hash = pins::hash_all(&app.clock, new_pin.into_iter().collect()).await?.pop();
        let (session, language) = (self.session, self.language);
        let opened = app
            .write(move |tx| {
                proven.settle(tx)?;
                let account = new_account(tx, name, &proven.site, language);
                let (id, now) = (account.id, tx.now());
                if proven.card.state != CardState::Issued {
                    return Ok(None);
                }
                store::insert(tx, &account)?;
                if !store::activate(tx, proven.card.id, id, now)? {
                    return Err(AppError::Refused("card-used"));
                }
                if let Some(hash) = new_hash {
                    store::replace_pin(tx, proven.card.id, &hash)?;
                }
                store::set_seen(tx, id, now)?;
                tx.record(None, "account.created", id, Audience::Team, json!({}));
                tx.record(Some(id), "card.activated", proven.card.id, Audience::Team, json!({}));
                open_idle_session(tx, id, session, now + LONGEST, Some(IDLE_MINUTES)).map(Some)
            })
            .await?;
        opened.ok_or(AppError::Refused("card-used"))
    }
}

fn checked_pin(errors: &mut FieldErrors, typed: &str) -> Option<String> {
    let typed = typed.trim();
    if typed.is_empty() {
        return None;
    }
    let pin = digits(typed);
    if pin.len() != pins::DIGITS {
        errors.add("new_pin", "six-digits");
    } else if pins::is_simple(&pin) {
        errors.add("new_pin", "too-simple");
    }
    Some(pin)
}

fn new_account(tx: &Transaction<'_>, display_name: String, site: &Unit, language: Language) -> NewAccount {
    NewAccount {
        id: tx.new_id(),
        email: None,
        display_name,
        trade: String::new(),
        site: site.name.clone(),
        direction: String::new(),
        site_id: Some(site.id),
        direction_id: None,
        language: Some(language.as_str().to_owned()),
        created_at: tx.now(),
    }
}

/// The site, when an actor may give cards out there.
///
/// # Errors
///
/// [`AppError::NotFound`] for what is no site of today, [`AppError::Forbidden`].
pub fn site_for_cards(conn: &mut Conn, actor: &Actor, site: UnitId) -> AppResult<Unit> {
    actor.require(rules::may_issue_cards(actor))?;
    let unit = organisation::find(conn, site)?.ok_or(AppError::NotFound)?;
    let line: Vec<UnitId> = organisation::line_of(conn, site)?.into_iter().map(|unit| unit.id).collect();
    actor.require(rules::may_issue_cards_at(actor, &unit.departement, &line))?;
    let is_open = unit.ended_at.is_none() && unit.kind.branch() == Branch::Sites;
    if is_open { Ok(unit) } else { Err(AppError::NotFound) }
}

/// A card as it is printed, once.
#[derive(Debug, Clone, serde::Serialize)]
pub struct IssuedCard {
    /// Its number, in two groups.
    pub number: String,
    /// Its PIN.
    pub pin: String,
}

impl IssuedCard {
    fn new(clock: &Clock) -> Self {
        let some = |count| (0..count).map(|_| char::from(b'0' + clock.random_below(10) as u8)).collect();
        let mut pin: String = some(pins::DIGITS);
        while pins::is_simple(&pin) {
            pin = some(pins::DIGITS);
        }
        let number: String = some(NUMBER_DIGITS);
        Self { number: format!("{} {}", &number[..4], &number[4..]), pin }
    }
}

/// Prints cards for a site.
pub struct IssueCards {
    /// Where.
    pub site: UnitId,
    /// How many, as typed.
    pub count: String,
    /// What tells this form apart: sent twice, it prints once.
    pub batch: String,
}

impl IssueCards {
    /// Makes them; what stands on them is answered here and never again.
    ///
    /// # Errors
    ///
    /// As [`site_for_cards`], a fault of `count`, or `cards-issued` the second time.
    pub async fn run(self, app: &App, actor: &Actor) -> AppResult<Vec<IssuedCard>> {
        let count = checked_count(&self.count)?;
        let (who, site) = (actor.clone(), self.site);
        app.read(move |conn| site_for_cards(conn, &who, site)).await?;
        let cards: Vec<IssuedCard> = (0..count).map(|_| IssuedCard::new(&app.clock)).collect();
        let pins = cards.iter().map(|card| card.pin.clone()).collect();
        let hashes = pins::hash_all(&app.clock, pins).await?;
        let who = actor.clone();
        app.write(move |tx| {
            site_for_cards(tx, &who, site)?;
            if !self.batch.is_empty() && store::has_batch(tx, &self.batch)? {
                return Err(AppError::Refused("cards-issued"));
            }
            for (card, pin_hash) in cards.iter().zip(hashes) {
                insert(tx, &who, site, None, card, pin_hash, &self.batch)?;
            }
            tx.record(who.account(), "cards.issued", site, Audience::Team, json!({ "cards": count }));
            Ok(cards)
        })
        .await
    }
}

fn checked_count(text: &str) -> AppResult<usize> {
    let mut errors = FieldErrors::default();
    let count = text.trim().parse::<usize>().unwrap_or_else(|_| {
        errors.add("count", "invalid-number");
        1
    });
    if count < 1 {
        errors.add_limit("count", "too-small", 1);
    } else if count > MOST_CARDS {
        errors.add_limit("count", "too-large", MOST_CARDS as i64);
    }
    errors.check()?;
    Ok(count)
}

fn insert(
    tx: &mut Transaction<'_>,
    by: &Actor,
    site_id: UnitId,
    account_id: Option<AccountId>,
    card: &IssuedCard,
    pin_hash: String,
    batch: &str,
) -> AppResult<CardId> {
    let number = digits(&card.number);
    if store::is_number_taken(tx, &number)? {
        // One in a hundred million for each card that was ever printed: nothing is written, and the next try has others.
        return Err(AppError::Unavailable(anyhow::anyhow!("a card's number was drawn twice")));
    }
    let id = tx.new_id();
    let state = if account_id.is_some() { CardState::Active } else { CardState::Issued };
    let card = NewCard {
        id,
        number,
        site_id,
        account_id,
        pin_hash,
        state,
        wrong_pins: 0,
        batch: batch.to_owned(),
        issued_by: by.account(),
        issued_at: tx.now(),
        activated_at: account_id.map(|_| tx.now()),
    };
    store::insert_card(tx, &card)?;
    Ok(id)
}

/// The card, when an actor may deal with it.
fn card_for(tx: &mut Transaction<'_>, actor: &Actor, site: UnitId, id: CardId) -> AppResult<CardRow> {
    let site = site_for_cards(tx, actor, site)?;
    let card = store::find_card(tx, id)?.ok_or(AppError::NotFound)?;
    let home = organisation::current(tx, card.site_id)?;
    if home.is_some_and(|home| home.id == site.id) { Ok(card) } else { Err(AppError::NotFound) }
}

/// What is done with a card that was printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangeCard {
    /// Lets a locked card be tried again.
    Unlock,
    /// Makes it of no use.
    Void,
}

impl ChangeCard {
    /// Does it. Done already, it changes nothing.
    ///
    /// # Errors
    ///
    /// As [`site_for_cards`]; [`AppError::NotFound`] for a card of another site.
    pub async fn run(self, app: &App, actor: &Actor, site: UnitId, card: CardId) -> AppResult<()> {
        let who = actor.clone();
        app.write(move |tx| {
            let card = card_for(tx, &who, site, card)?;
            let kind = match self {
                Self::Unlock if card.wrong_pins == 0 => return Ok(()),
                Self::Unlock => {
                    store::set_wrong_pins(tx, card.id, 0)?;
                    "card.unlocked"
                }
                Self::Void => {
                    if !store::set_void(tx, card.id)? {
                        return Ok(());
                    }
                    end_sessions(tx, &card)?;
                    "card.voided"
                }
            };
            tx.record(who.account(), kind, card.id, Audience::Team, json!({}));
            Ok(())
        })
        .await
    }
}

/// Whoever holds the old card is signed out.
fn end_sessions(tx: &mut Transaction<'_>, card: &CardRow) -> AppResult<()> {
    if let Some(account) = card.account_id {
        store::delete_sessions(tx, account)?;
    }
    Ok(())
}

/// Prints a card in place of one that is lost: the same account, another number and PIN.
pub struct ReplaceCard {
    /// Where.
    pub site: UnitId,
    /// The lost one.
    pub card: CardId,
}

impl ReplaceCard {
    /// Voids the old card and makes the new one.
    ///
    /// # Errors
    ///
    /// As [`ChangeCard::run`]; `card-void` for a card that is of no use already.
    pub async fn run(self, app: &App, actor: &Actor) -> AppResult<IssuedCard> {
        let printed = IssuedCard::new(&app.clock);
        let hash = pins::hash_all(&app.clock, vec![printed.pin.clone()]).await?.pop().unwrap_or_default();
        let who = actor.clone();
        app.write(move |tx| {
            let lost = card_for(tx, &who, self.site, self.card)?;
            if !store::set_void(tx, lost.id)? {
                return Err(AppError::Refused("card-void"));
            }
            end_sessions(tx, &lost)?;
            let id = insert(tx, &who, self.site, lost.account_id, &printed, hash, "")?;
            tx.record(who.account(), "card.replaced", lost.id, Audience::Team, json!({ "by": id }));
            Ok(printed)
        })
        .await
    }
}
