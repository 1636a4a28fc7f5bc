//! Which identities open an account: attached with a proof, taken away by their person.

use chrono::TimeDelta;
use serde_json::json;

use super::{NewPerson, SignedIn, StartSession, new_account, open_session, session_end, token_hash};
use crate::accounts::rules::{self, Actor, Role};
use crate::accounts::store::identities::{IdentityClaim, IdentityRow};
use crate::accounts::store::{self, Account, identities as rows};
use crate::app::App;
use crate::audience::Audience;
use crate::db::{Conn, OnUnique};
use crate::error::{AppError, AppResult};
use crate::ids::{AccountId, IdentityId, SessionId};
use crate::language::Language;
use crate::mail::{self, Content};
use crate::oidc::Identity;
use crate::transaction::Transaction;

/// How long administrators may take to decide.
const DECISION_DAYS: i64 = 30;

/// What names somebody at a provider.
pub(super) struct Named<'a> {
    provider: &'a str,
    subject: &'a str,
    email: Option<&'a str>,
}

impl<'a> From<&'a Identity> for Named<'a> {
    fn from(identity: &'a Identity) -> Self {
        let Identity { provider, subject, email, .. } = identity;
        Self { provider, subject, email: email.as_deref() }
    }
}

impl<'a> From<&'a IdentityClaim> for Named<'a> {
    fn from(claim: &'a IdentityClaim) -> Self {
        Self { provider: &claim.provider, subject: &claim.subject, email: Some(&claim.email) }
    }
}

/// A mail about an identity, in every language: it is drawn before it is known who reads it.
pub(super) struct Notice {
    kind: &'static str,
    drawn: Vec<(Language, Content)>,
}

impl Notice {
    /// Says that an account has one more way in: who did not do it learns of it.
    pub(super) fn linked(app: &App) -> AppResult<Self> {
        Self::draw(app, "accounts.identity_linked", "accounts/emails/identity_linked")
    }

    /// Says that somebody waits for a decision.
    fn asked(app: &App) -> AppResult<Self> {
        Self::draw(app, "accounts.identity_asked", "accounts/emails/identity_asked")
    }

    fn draw(app: &App, kind: &'static str, folder: &str) -> AppResult<Self> {
        let context = json!({ "organisation": app.config.organisation, "base_url": app.config.base_url });
        let drawn = Language::ALL.into_iter().map(|language| {
            let content = mail::render(&app.pages, language, folder, &context)?;
            Ok((language, content))
        });
        Ok(Self { kind, drawn: drawn.collect::<AppResult<_>>()? })
    }

    fn send(&self, tx: &mut Transaction<'_>, account: &Account) -> AppResult<()> {
        let language = account.reading_language();
        let content = self.drawn.iter().find(|(known, _)| *known == language);
        if let (Some(email), Some((_, content))) = (&account.email, content) {
            mail::send(tx, self.kind, email, content.clone())?;
        }
        Ok(())
    }
}

/// Makes an identity open an account.
pub(super) fn attach(
    tx: &mut Transaction<'_>,
    account: AccountId,
    named: &Named<'_>,
    by: Option<AccountId>,
    notice: Option<Notice>,
) -> AppResult<IdentityId> {
    let row = IdentityRow {
        id: tx.new_id(),
        account_id: account,
        provider: named.provider.to_owned(),
        subject: named.subject.to_owned(),
        email: named.email.map(str::to_owned),
        created_at: tx.now(),
        last_used_at: tx.now(),
    };
    rows::insert_identity(tx, &row).on_unique(|| AppError::Refused("identity-taken"))?;
    rows::delete_claim_of(tx, named.provider, named.subject)?;
    let data = json!({ "provider": row.provider, "identity": row.id });
    tx.record(by, "account.identity_linked", account, Audience::Team, data);
    if let (Some(notice), Some(owner)) = (notice, store::find(tx, account)?) {
        notice.send(tx, &owner)?;
    }
    Ok(row.id)
}

/// The person of an account that is made for an identity. An address that nobody proved is not the account's.
pub(super) fn person(identity: &Identity, has_proven_email: bool) -> NewPerson {
    NewPerson {
        email: identity.email.clone().filter(|_| has_proven_email).unwrap_or_default(),
        name: identity.name.clone(),
        direction: identity.organisation.clone(),
        ..NewPerson::default()
    }
}

/// Attaches what this browser waits to prove, once its address was proven by the code that let it in.
pub(super) fn settle_claim(
    tx: &mut Transaction<'_>,
    signed_in: &SignedIn,
    email: &str,
    token: &str,
    notice: Notice,
) -> AppResult<()> {
    let (account, now) = (signed_in.account, tx.now());
    let claim = rows::find_claim(tx, &token_hash(token), now)?.filter(|claim| claim.email == email);
    if let Some(claim) = claim {
        let identity = attach(tx, account, &(&claim).into(), Some(account), Some(notice))?;
        open_there(tx, signed_in, identity)?;
    }
    Ok(())
}

/// Notes that a session is open at the provider too. Its token went with the sign-in that had to be proven.
fn open_there(tx: &mut Transaction<'_>, signed_in: &SignedIn, identity: IdentityId) -> AppResult<()> {
    Ok(rows::insert_session_identity(tx, signed_in.session, identity, "")?)
}

/// What a browser waits to prove.
///
/// # Errors
///
/// [`AppError::NotFound`] when there is nothing, or it took too long.
pub async fn find_claim(app: &App, token: &str) -> AppResult<IdentityClaim> {
    let (hash, now) = (token_hash(token), app.clock.now());
    app.read(move |conn| rows::find_claim(conn, &hash, now)).await?.ok_or(AppError::NotFound)
}

/// Goes on with an account of one's own, without the address that was not proven.
pub struct GoOnAlone {
    /// What the browser shows.
    pub token: String,
    /// The session to open.
    pub session: StartSession,
}

impl GoOnAlone {
    /// Makes the account and opens a session.
    ///
    /// # Errors
    ///
    /// [`AppError::NotFound`] when nothing waits; a rule's refusal when the identity seems to be somebody's.
    pub async fn run(self, app: &App) -> AppResult<SignedIn> {
        let end = session_end(app);
        app.write(move |tx| {
            let now = tx.now();
            let claim = rows::find_claim(tx, &token_hash(&self.token), now)?.ok_or(AppError::NotFound)?;
            if claim.account_id.is_some() {
                return Err(AppError::Refused("identity-unproven"));
            }
            let person = NewPerson {
                name: claim.name.clone(),
                direction: claim.organisation.clone(),
                ..NewPerson::default()
            };
            let account = new_account(tx, person)?;
            let identity = attach(tx, account, &(&claim).into(), Some(account), None)?;
            store::set_seen(tx, account, now)?;
            let data = json!({ "provider": claim.provider });
            tx.record(Some(account), "account.signed_in", account, Audience::Team, data);
            let signed_in = open_session(tx, account, self.session, end)?;
            open_there(tx, &signed_in, identity)?;
            Ok(signed_in)
        })
        .await
    }
}

/// Asks the administrators whether an identity is an account's.
pub struct AskAboutIdentity {
    /// What the browser shows.
    pub token: String,
}

impl AskAboutIdentity {
    /// Asks, and tells them by mail; asking twice is asking once.
    ///
    /// # Errors
    ///
    /// [`AppError::NotFound`] when nothing waits.
    pub async fn run(self, app: &App) -> AppResult<()> {
        let notice = Notice::asked(app)?;
        app.write(move |tx| {
            let now = tx.now();
            let claim = rows::find_claim(tx, &token_hash(&self.token), now)?;
            let claim = claim.filter(|claim| claim.account_id.is_some()).ok_or(AppError::NotFound)?;
            let asked = rows::ask_claim(tx, claim.id, now, now + TimeDelta::days(DECISION_DAYS))?;
            if let (true, Some(account)) = (asked, claim.account_id) {
                let data = json!({ "provider": claim.provider, "claim": claim.id });
                tx.record(None, "account.identity_asked", account, Audience::Team, data);
                let team = store::list_team(tx, now.date())?;
                let mut deciders = team.iter().filter(|(_, role)| *role == Role::Administrator);
                deciders.try_for_each(|(account, _)| notice.send(tx, account))?;
            }
            Ok(())
        })
        .await
    }
}

/// Takes an identity away from one's own account.
pub struct RemoveIdentity {
    /// Which.
    pub identity: IdentityId,
    /// The session that goes on, whatever opened it.
    pub session: Option<SessionId>,
}

impl RemoveIdentity {
    /// Takes it away, and ends the other sessions that it opened.
    ///
    /// # Errors
    ///
    /// [`AppError::NotFound`] for somebody else's; a rule's refusal for the last way in.
    pub async fn run(self, app: &App, actor: &Actor) -> AppResult<()> {
        let account = actor.signed_in()?;
        let app = app.clone();
        app.clone()
            .write(move |tx| {
                let own = list_with(tx, &app, account)?;
                let found = own.iter().find(|own| own.identity.id == self.identity);
                if !found.ok_or(AppError::NotFound)?.can_remove {
                    return Err(AppError::Refused("last-way-in"));
                }
                rows::delete_identity(tx, account, self.identity, self.session)?;
                let data = json!({ "identity": self.identity });
                tx.record(Some(account), "account.identity_removed", account, Audience::Team, data);
                Ok(())
            })
            .await
    }
}

/// An identity of one's own.
pub struct OwnIdentity {
    /// It.
    pub identity: IdentityRow,
    /// Whether there is another way in.
    pub can_remove: bool,
}

/// The identities that open one's account.
///
/// # Errors
///
/// [`AppError::SignInFirst`] for a visitor.
pub async fn list_own_identities(app: &App, actor: &Actor) -> AppResult<Vec<OwnIdentity>> {
    let (account, app) = (actor.signed_in()?, app.clone());
    app.clone().read(move |conn| list_with(conn, &app, account)).await
}

/// The identities of an account. Its last way in stays: a code to its address is one, and so is each identity of a
/// provider that the settings still name.
fn list_with(conn: &mut Conn, app: &App, account: AccountId) -> AppResult<Vec<OwnIdentity>> {
    let email = store::find(conn, account)?.and_then(|account| account.email);
    let has_code =
        email.is_some_and(|email| rules::checked_address(&email, &app.config.email_domains).is_ok());
    let identities = rows::list_identities(conn, account)?;
    let is_way = |identity: &IdentityRow| app.providers.find(&identity.provider).is_some();
    let ways = usize::from(has_code) + identities.iter().filter(|identity| is_way(identity)).count();
    let own = |identity: IdentityRow| OwnIdentity { can_remove: ways > 1 || !is_way(&identity), identity };
    Ok(identities.into_iter().map(own).collect())
}
