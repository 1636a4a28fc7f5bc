//! Giving roles and taking them back. A change of role begins with a new sign-in.

use chrono::{NaiveDate, TimeDelta};
use serde_json::json;

use super::rules::{self, Actor, Held, Role, Scope, checked_address};
use super::store::{self, GrantRow, NewGrant};
use crate::app::App;
use crate::audience::Audience;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::ids::{AccountId, GrantId};
use crate::transaction::Transaction;

/// The most characters of a reason.
pub(super) const MAX_REASON: usize = 500;
/// A role that ends within so many days, or was never used for as many, is to be looked at.
const REVIEW: TimeDelta = TimeDelta::days(60);

/// From when until when a role holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Term {
    /// The first day; today, for none.
    pub from: Option<NaiveDate>,
    /// The last day; open, for none.
    pub until: Option<NaiveDate>,
}

/// A day as it was typed, or nothing.
fn day(errors: &mut FieldErrors, field: &'static str, text: &str) -> Option<NaiveDate> {
    let text = text.trim();
    let day = text.parse().ok();
    if day.is_none() && !text.is_empty() {
        errors.add(field, "invalid-date");
    }
    day
}

/// Gives a role, unless the person holds it already; says whether it was new.
pub(super) fn give(
    tx: &mut Transaction<'_>,
    by: Option<AccountId>,
    account: AccountId,
    held: Held,
    term: Term,
    reason: String,
) -> AppResult<bool> {
    let (scope, today) = (held.scope.to_text(), tx.now().date());
    let same = |grant: &GrantRow| {
        let is_over = grant.ended_at.is_some() || grant.ends_on.is_some_and(|end| end < today);
        !is_over && grant.role == held.role && grant.scope == scope && grant.ends_on == term.until
    };
    if store::grants_of(tx, account)?.iter().any(same) {
        return Ok(false);
    }
    let grant = NewGrant {
        id: tx.new_id(),
        account_id: account,
        role: held.role,
        scope: scope.clone(),
        starts_on: term.from.unwrap_or(today),
        ends_on: term.until,
        reason,
        granted_by: by,
        granted_at: tx.now(),
        end_reason: String::new(),
    };
    store::insert_grant(tx, &grant)?;
    store::delete_sessions(tx, account)?;
    let data = json!({ "role": held.role.as_str(), "scope": scope });
    tx.record(by, "account.role_granted", account, Audience::Team, data);
    Ok(true)
}

/// Gives a role to somebody, over something and for a time.
pub struct GiveRole {
    /// To whom.
    pub account: AccountId,
    /// The role's word.
    pub role: String,
    /// Over what.
    pub scope: Option<Scope>,
    /// The first day, or nothing for today.
    pub from: String,
    /// The last day, or nothing.
    pub until: String,
    /// Why.
    pub reason: String,
}

impl GiveRole {
    /// Gives it. The same again changes nothing.
    ///
    /// # Errors
    ///
    /// [`AppError::Forbidden`], [`AppError::NotFound`], or the faults of the fields.
    pub async fn run(self, app: &App, actor: &Actor) -> AppResult<()> {
        actor.require(rules::may_manage_accounts(actor))?;
        let mut errors = FieldErrors::default();
        let role: Option<Role> = self.role.parse().ok();
        if role.is_none() {
            errors.add("role", "choose");
        }
        if self.scope.is_none() {
            errors.add("scope", "choose");
        }
        let held = role.zip(self.scope).map(|(role, scope)| Held { role, scope });
        if held.as_ref().is_some_and(|held| !held.scope.suits(held.role)) {
            errors.add("scope", "scope-of-role");
        }
        let term = Term {
            from: day(&mut errors, "from", &self.from),
            until: day(&mut errors, "until", &self.until),
        };
        let first = term.from.unwrap_or_else(|| app.clock.now().date());
        if term.until.is_some_and(|until| until < first) {
            errors.add("until", "date-order");
        }
        let reason = errors.text("reason", &self.reason, MAX_REASON);
        errors.check()?;
        let held = held.ok_or_else(|| FieldErrors::one("role", "choose"))?;
        let (by, account) = (actor.account(), self.account);
        app.write(move |tx| {
            store::find(tx, account)?.ok_or(AppError::NotFound)?;
            give(tx, by, account, held, term, reason).map(drop)
        })
        .await
    }
}

/// Refuses what would leave the platform without an administrator whose role has no end.
pub(super) fn guard_last_administrator(tx: &mut Transaction<'_>, leaving: AccountId) -> AppResult<()> {
    store::lock_administrators(tx)?;
    let today = tx.now().date();
    let is_one = store::grants_of(tx, leaving)?
        .iter()
        .any(|grant| grant.role == Role::Administrator && grant.ends_on.is_none() && grant.holds_on(today));
    if is_one && store::count_open_administrators(tx, leaving, today)? == 0 {
        return Err(AppError::Refused("last-administrator"));
    }
    Ok(())
}

/// Takes a role back.
pub struct EndGrant {
    /// Which.
    pub grant: GrantId,
    /// Why.
    pub reason: String,
}

impl EndGrant {
    /// Takes it back; taken back already, it changes nothing. Answers whose it was.
    ///
    /// # Errors
    ///
    /// [`AppError::Forbidden`], [`AppError::NotFound`], a fault of `reason`, or `last-administrator`.
    pub async fn run(self, app: &App, actor: &Actor) -> AppResult<AccountId> {
        actor.require(rules::may_manage_accounts(actor))?;
        let mut errors = FieldErrors::default();
        let reason = errors.text("end_reason", &self.reason, MAX_REASON);
        errors.check()?;
        let by = actor.account();
        app.write(move |tx| {
            let grant = store::find_grant(tx, self.grant)?.ok_or(AppError::NotFound)?;
            let (account, now) = (grant.account_id, tx.now());
            if grant.role == Role::Administrator && grant.ended_at.is_none() && grant.ends_on.is_none() {
                guard_last_administrator(tx, account)?;
            }
            if store::end_grant(tx, grant.id, now, &reason)? {
                end_sessions(tx, &grant)?;
                let data = json!({ "role": grant.role.as_str(), "scope": grant.scope });
                tx.record(by, "account.role_taken", account, Audience::Team, data);
            }
            Ok(account)
        })
        .await
    }
}

/// Whoever holds it, or stands in, signs in anew.
fn end_sessions(tx: &mut Transaction<'_>, grant: &GrantRow) -> AppResult<()> {
    store::delete_sessions(tx, grant.account_id)?;
    if let Some(deputy) = grant.deputy_id {
        store::delete_sessions(tx, deputy)?;
    }
    Ok(())
}

/// Says who holds a role while its holder is away.
pub struct SetDeputy {
    /// Which.
    pub grant: GrantId,
    /// The address of who stands in; nobody, for none.
    pub email: String,
    /// The first day.
    pub from: String,
    /// The last day.
    pub until: String,
}

impl SetDeputy {
    /// Writes it down. Answers whose role it is.
    ///
    /// # Errors
    ///
    /// [`AppError::Forbidden`], [`AppError::NotFound`], or the faults of the fields.
    pub async fn run(self, app: &App, actor: &Actor) -> AppResult<AccountId> {
        actor.require(rules::may_manage_accounts(actor))?;
        let mut errors = FieldErrors::default();
        let (from, until) =
            (day(&mut errors, "deputy_from", &self.from), day(&mut errors, "deputy_until", &self.until));
        let nobody = self.email.trim().is_empty();
        if !nobody {
            for (field, day) in [("deputy_from", from), ("deputy_until", until)] {
                if day.is_none() && !errors.0.iter().any(|error| error.field == field) {
                    errors.add(field, "required");
                }
            }
            if from.zip(until).is_some_and(|(from, until)| until < from) {
                errors.add("deputy_until", "date-order");
            }
        }
        errors.check()?;
        let email = self.email;
        let by = actor.account();
        app.write(move |tx| {
            let grant = store::find_grant(tx, self.grant)?.ok_or(AppError::NotFound)?;
            let deputy = match from.zip(until).filter(|_| !nobody) {
                Some((from, until)) => Some((known(tx, &email, &grant)?, from, until)),
                None => None,
            };
            store::set_deputy(tx, grant.id, deputy)?;
            end_sessions(tx, &grant)?;
            if let Some((deputy, ..)) = deputy {
                store::delete_sessions(tx, deputy)?;
            }
            let data = json!({ "deputy": deputy.map(|(id, ..)| id) });
            tx.record(by, "account.deputy_set", grant.account_id, Audience::Team, data);
            Ok(grant.account_id)
        })
        .await
    }
}

/// The account of a deputy's address: somebody else's than the holder's.
fn known(tx: &mut Transaction<'_>, email: &str, grant: &GrantRow) -> AppResult<AccountId> {
    let email = checked_address(email, &[]).map_err(|_| FieldErrors::one("deputy", "not-an-address"))?;
    let found = store::find_by_email(tx, &email)?.map(|account| account.id);
    let found = found.filter(|id| *id != grant.account_id);
    found.ok_or_else(|| FieldErrors::one("deputy", "unknown-person"))
}

/// Why a role is to be looked at, if it is.
pub(super) fn review(
    grant: &GrantRow,
    last_seen: Option<crate::clock::Time>,
    today: NaiveDate,
) -> Option<&'static str> {
    let began = grant.granted_at.date().max(grant.starts_on);
    let unused = last_seen.is_none_or(|seen| seen.date() < began || seen < grant.granted_at);
    match grant.ends_on {
        Some(end) if end < today => Some("over"),
        Some(end) if end - today <= REVIEW => Some("ends-soon"),
        _ if unused && today - began >= REVIEW => Some("never-used"),
        _ => None,
    }
}
