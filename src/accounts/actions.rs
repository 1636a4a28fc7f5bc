//! Signing in and out, roles, and what a person says of themselves.

pub mod administration;
pub mod identities;
pub mod providers;

use chrono::TimeDelta;
use data_encoding::{BASE64URL_NOPAD, HEXLOWER};
use serde_json::json;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use identities::Notice;

use super::grants::{Term, give};
use super::rules::{self, Actor, Held, NameLevel, Role, SHORT_TEXT, Scope};
use super::store::{self, NewAccount, NewSession, ProfileChanges, SignInRow};
use crate::app::App;
use crate::audience::Audience;
use crate::clock::Time;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::ids::{AccountId, SessionId, SignInId};
use crate::language::Language;
use crate::mail;
use crate::organisation::{self, Branch};
use crate::transaction::Transaction;

/// How often somebody may have us write to an address that they typed, in a day.
const WRITTEN_TO_PER_DAY: i32 = 40;
/// How long a code may be used.
pub const CODE_MINUTES: i64 = 15;
/// Wrong codes after which a sign-in is void.
const MAX_ATTEMPTS: i32 = 5;
/// Codes that one address may ask for in an hour.
const CODES_PER_HOUR: i32 = 5;
/// How often a session's last use is noted.
pub(super) const SEEN_EVERY: TimeDelta = TimeDelta::minutes(15);
/// The same, for a session that ends after minutes without use.
pub(super) const SEEN_OFTEN: TimeDelta = TimeDelta::minutes(1);

/// Asks for a code by mail.
pub struct RequestCode {
    /// The address typed.
    pub email: String,
    /// The language of the mail.
    pub language: Language,
    /// From where: counted, and kept as a mark only.
    pub from: String,
}

impl RequestCode {
    /// Writes a code down as a hash and mails it. The answer is the same for a known and an unknown address. What comes
    /// from one place is counted, too: whoever asks for many people's codes has few tries at many, and we many mails.
    ///
    /// # Errors
    ///
    /// A fault of `email`, or [`AppError::TooManyTries`].
    pub async fn run(self, app: &App) -> AppResult<SignInId> {
        let email = rules::checked_address(&self.email, &app.config.email_domains)?;
        let code = format!("{:06}", app.clock.random_below(1_000_000));
        let (organisation, minutes) = (app.config.organisation.clone(), CODE_MINUTES);
        let context = json!({ "code": code, "minutes": minutes, "organisation": organisation,
                              "base_url": app.config.base_url });
        let content = mail::render(&app.pages, self.language, "accounts/emails/sign_in_code", &context)?;
        let counted = [
            (asked_from(&self.from), app.config.sign_in_codes_per_hour),
            (format!("code-for:{}", mark(&email)), CODES_PER_HOUR),
        ];
        app.write(move |tx| {
            let now = tx.now();
            for (key, most) in &counted {
                if !store::take_try(tx, key, now, TimeDelta::hours(1), *most)? {
                    return Err(AppError::TooManyTries);
                }
            }
            let id: SignInId = tx.new_id();
            let row = SignInRow {
                id,
                email: email.clone(),
                code_hash: code_hash(id, &code),
                created_at: now,
                expires_at: now + TimeDelta::minutes(minutes),
                attempts: 0,
                used_at: None,
            };
            store::insert_sign_in(tx, &row)?;
            mail::send(tx, "accounts.sign_in_code", &email, content)?;
            Ok(id)
        })
        .await
    }
}

/// What opens a session.
pub struct StartSession {
    /// `browser` or `api`.
    pub kind: &'static str,
    /// What the browser or program says it is.
    pub client: String,
}

/// Signs in with the code that came by mail.
pub struct SignIn {
    /// Which sending of a code.
    pub sign_in: SignInId,
    /// The digits typed.
    pub code: String,
    /// What the browser waits to prove with it, if anything: an identity at a provider.
    pub claim: Option<String>,
    /// The session to open.
    pub session: StartSession,
    /// From where: a code that was used counts no longer.
    pub from: String,
}

/// Somebody who just signed in.
pub struct SignedIn {
    /// Who.
    pub account: AccountId,
    /// The session that was opened.
    pub session: SessionId,
    /// What the browser or program shows from now on; kept here as a hash only.
    pub token: String,
    /// When it ends at the latest.
    pub expires_at: Time,
}

impl SignIn {
    /// Checks the code, makes the account on its first use, and opens a session.
    ///
    /// # Errors
    ///
    /// A fault of `code`: `wrong`, `expired` or `used-up`.
    pub async fn run(self, app: &App) -> AppResult<SignedIn> {
        let digits: String = self.code.chars().filter(|c| !c.is_whitespace()).collect();
        let id = self.sign_in;
        // A try is counted for good before the code is compared.
        let row = app
            .write(move |tx| {
                let row = store::find_sign_in(tx, id)?.ok_or_else(|| FieldErrors::one("code", "expired"))?;
                let may_try = row.used_at.is_none() && row.expires_at > tx.now();
                if !may_try {
                    return Err(FieldErrors::one("code", "expired"));
                }
                if store::take_attempt(tx, id, MAX_ATTEMPTS)? {
                    Ok(row)
                } else {
                    Err(FieldErrors::one("code", "used-up"))
                }
            })
            .await?;
        if !bool::from(code_hash(id, &digits).as_bytes().ct_eq(row.code_hash.as_bytes())) {
            return Err(FieldErrors::one("code", "wrong"));
        }
        let (session, end, asked) = (self.session, session_end(app), asked_from(&self.from));
        let claim = self.claim.map(|token| Ok::<_, AppError>((token, Notice::linked(app)?))).transpose()?;
        app.write(move |tx| {
            let now = tx.now();
            if !store::use_sign_in(tx, id, now)? {
                return Err(FieldErrors::one("code", "expired"));
            }
            store::give_back(tx, &asked)?;
            let account = ensure_account(tx, NewPerson::from_address(&row.email))?;
            store::set_seen(tx, account, now)?;
            tx.record(Some(account), "account.signed_in", account, Audience::Team, json!({}));
            let signed_in = open_session(tx, account, session, end)?;
            if let Some((token, notice)) = claim {
                identities::settle_claim(tx, &signed_in, &row.email, &token, notice)?;
            }
            Ok(signed_in)
        })
        .await
    }
}

/// What is known of a person whose account may have to be made.
#[derive(Debug, Clone, Default)]
pub struct NewPerson {
    /// The address, in its compared form; empty when there is none that was proven.
    pub email: String,
    /// The name, empty when it is not known yet.
    pub name: String,
    /// The trade.
    pub trade: String,
    /// The site.
    pub site: String,
    /// The direction.
    pub direction: String,
}

impl NewPerson {
    fn from_address(email: &str) -> Self {
        Self { email: email.to_owned(), ..Self::default() }
    }
}

/// The account of an address, made when there is none.
///
/// # Errors
///
/// When the database refuses.
pub fn ensure_account(tx: &mut Transaction<'_>, person: NewPerson) -> AppResult<AccountId> {
    if let Some(known) = store::find_by_email(tx, &person.email)? {
        return Ok(known.id);
    }
    new_account(tx, person)
}

/// Makes an account.
fn new_account(tx: &mut Transaction<'_>, person: NewPerson) -> AppResult<AccountId> {
    let id: AccountId = tx.new_id();
    // Until the person says otherwise, they go by what stands before the @.
    let handle = match person.email.split('@').next() {
        Some("") | None => "Agent".to_owned(),
        Some(name) => name.replace('.', " "),
    };
    let account = NewAccount {
        id,
        email: Some(person.email).filter(|email| !email.is_empty()),
        display_name: if person.name.is_empty() { handle } else { person.name },
        site_id: organisation::recognise(tx, &person.site, Branch::Sites)?,
        direction_id: organisation::recognise(tx, &person.direction, Branch::Directions)?,
        trade: person.trade,
        site: person.site,
        direction: person.direction,
        language: None,
        created_at: tx.now(),
    };
    store::insert(tx, &account)?;
    tx.record(None, "account.created", id, Audience::Team, json!({}));
    Ok(id)
}

fn open_session(
    tx: &mut Transaction<'_>,
    account: AccountId,
    session: StartSession,
    expires_at: Time,
) -> AppResult<SignedIn> {
    open_idle_session(tx, account, session, expires_at, None)
}

/// Opens a session that ends after so many minutes without use; after those of the settings, for none.
pub(super) fn open_idle_session(
    tx: &mut Transaction<'_>,
    account: AccountId,
    session: StartSession,
    expires_at: Time,
    idle_minutes: Option<i32>,
) -> AppResult<SignedIn> {
    if store::identities::is_blocked(tx, account)? {
        return Err(AppError::Refused("account-blocked"));
    }
    let token = BASE64URL_NOPAD.encode(&tx.clock().random_bytes::<32>());
    let session_id = tx.new_id();
    let row = NewSession {
        id: session_id,
        token_hash: token_hash(&token),
        account_id: account,
        kind: session.kind,
        client: session.client.chars().take(SHORT_TEXT).collect(),
        created_at: tx.now(),
        last_seen_at: tx.now(),
        expires_at,
        idle_minutes,
    };
    store::insert_session(tx, &row)?;
    Ok(SignedIn { account, session: session_id, token, expires_at })
}

/// When a session that opens now ends at the latest.
fn session_end(app: &App) -> Time {
    app.clock.now() + TimeDelta::days(app.config.session_max_days)
}

/// Ends one of one's own sessions, or all of them.
pub enum SignOut {
    /// This one.
    One(SessionId),
    /// Everywhere.
    All,
}

impl SignOut {
    /// Ends it; the next request with it is a visitor's.
    ///
    /// # Errors
    ///
    /// [`AppError::NotFound`] for a session of somebody else's.
    pub async fn run(self, app: &App, actor: &Actor) -> AppResult<()> {
        let account = actor.signed_in()?;
        app.write(move |tx| {
            match self {
                Self::One(id) if !store::delete_session(tx, account, id)? => return Err(AppError::NotFound),
                Self::One(_) => {}
                Self::All => drop(store::delete_sessions(tx, account)?),
            }
            tx.record(Some(account), "account.signed_out", account, Audience::Team, json!({}));
            Ok(())
        })
        .await
    }
}

/// Changes what one says of oneself.
#[derive(Debug, Clone, Default)]
pub struct UpdateProfile {
    /// The name others see.
    pub display_name: String,
    /// The trade, in one's own words.
    pub trade: String,
    /// Where one works.
    pub site: String,
    /// The direction one belongs to.
    pub direction: String,
    /// The language of pages and mails: `fr`, `en`, or empty for the browser's; as it is, for nothing.
    pub language: Option<String>,
    /// To whom the name is shown; as it is, for nothing.
    pub name_level: Option<String>,
}

impl UpdateProfile {
    /// Checks and writes it.
    ///
    /// # Errors
    ///
    /// The faults of the fields.
    pub async fn run(self, app: &App, actor: &Actor) -> AppResult<()> {
        let account = actor.signed_in()?;
        let mut errors = FieldErrors::default();
        let mut changes = ProfileChanges {
            display_name: errors.text("display_name", &self.display_name, SHORT_TEXT),
            trade: errors.optional_text("trade", &self.trade, SHORT_TEXT),
            site: errors.optional_text("site", &self.site, SHORT_TEXT),
            direction: errors.optional_text("direction", &self.direction, SHORT_TEXT),
            site_id: Some(None),
            direction_id: Some(None),
            language: self.language.map(|tag| checked_language(&mut errors, &tag)),
            name_level: self.name_level.and_then(|word| checked_level(&mut errors, &word)),
        };
        errors.check()?;
        app.write(move |tx| {
            changes.site_id = Some(organisation::recognise(tx, &changes.site, Branch::Sites)?);
            changes.direction_id = Some(organisation::recognise(tx, &changes.direction, Branch::Directions)?);
            store::set_profile(tx, account, &changes)?;
            tx.record(Some(account), "account.profile_updated", account, Audience::Team, json!({}));
            Ok(())
        })
        .await
    }
}

fn checked_language(errors: &mut FieldErrors, tag: &str) -> Option<String> {
    let known = Language::ALL.into_iter().find(|language| language.as_str() == tag);
    if known.is_none() && !tag.is_empty() {
        errors.add("language", "unknown-choice");
    }
    known.map(|language| language.as_str().to_owned())
}

fn checked_level(errors: &mut FieldErrors, word: &str) -> Option<NameLevel> {
    let known = word.parse().ok();
    if known.is_none() {
        errors.add("name_level", "unknown-choice");
    }
    known
}

/// Gives a role. Without an actor it is the command line's doing, whose user has the database in hand anyway.
pub struct GrantRole {
    /// To whom, by address; the account is made when there is none.
    pub email: String,
    /// The name, for an account that is made.
    pub name: String,
    /// Which role.
    pub role: Role,
}

impl GrantRole {
    /// Gives it, and ends the person's sessions: a change of role begins with a new sign-in.
    ///
    /// # Errors
    ///
    /// [`AppError::Forbidden`], or a fault of `email`.
    pub fn run_now(self, app: &App, actor: Option<&Actor>) -> AppResult<AccountId> {
        if let Some(actor) = actor {
            actor.require(rules::may_manage_accounts(actor))?;
        }
        let by = actor.and_then(Actor::account);
        let email = rules::checked_address(&self.email, &[])?;
        app.write_now(move |tx| {
            let account = ensure_account(tx, NewPerson { email, name: self.name, ..NewPerson::default() })?;
            let role = self.role;
            give(tx, by, account, Held { role, scope: Scope::Platform }, Term::default(), String::new())?;
            Ok(account)
        })
    }
}

/// Counts that somebody has us write to an address that they typed: mails in our name to whomever they like are no
/// business of one person's. The team's own is not counted.
///
/// # Errors
///
/// [`AppError::TooManyTries`].
pub fn count_writing_to(tx: &mut Transaction<'_>, actor: &Actor) -> AppResult<()> {
    let (me, now) = (actor.signed_in()?, tx.now());
    let key = format!("writes:{}", mark(&me.to_string()));
    let may = actor.is_team() || store::take_try(tx, &key, now, TimeDelta::days(1), WRITTEN_TO_PER_DAY)?;
    if may { Ok(()) } else { Err(AppError::TooManyTries) }
}

/// Under what codes asked for from one place are counted.
fn asked_from(place: &str) -> String {
    format!("code-from:{}", mark(place))
}

/// A mark of a text that does not hold it.
pub(super) fn mark(text: &str) -> String {
    HEXLOWER.encode(&Sha256::digest(format!("tries:{text}"))[..12])
}

/// A code is bound to its sending, so that equal codes have different hashes.
fn code_hash(id: SignInId, code: &str) -> String {
    HEXLOWER.encode(&Sha256::digest(format!("{id}:{code}")))
}

/// A session's token holds 256 random bits: a plain hash is enough at rest.
pub(super) fn token_hash(token: &str) -> String {
    HEXLOWER.encode(&Sha256::digest(token))
}
