//! Signing in through a provider: away, and back.

use chrono::TimeDelta;
use data_encoding::BASE64URL_NOPAD;
use serde_json::json;

use super::identities::Notice;
use super::{SignedIn, StartSession, identities, new_account, open_session, session_end, token_hash};
use crate::accounts::rules::{self, Actor, Arrival, Arriving, arrival};
use crate::accounts::store::identities::{IdentityClaim, ProviderSignInRow};
use crate::accounts::store::{self, identities as rows};
use crate::app::App;
use crate::audience::Audience;
use crate::clock::Time;
use crate::error::{AppError, AppResult};
use crate::ids::AccountId;
use crate::oidc::{Answer, Identity, OidcError, Secrets};
use crate::transaction::Transaction;

/// How long a person may take at the provider.
pub const AWAY_MINUTES: i64 = 15;
/// How long a proof may take.
pub const PROOF_MINUTES: i64 = 60;

/// Why somebody who came through a provider does not enter.
#[derive(Debug)]
pub enum NoEntry {
    /// What came back belongs to no sign-in of this browser, or to one that is over.
    Stale,
    /// The address is of no domain that may sign in.
    Domain,
    /// The provider.
    Provider(OidcError),
    /// Anything else.
    Other(AppError),
}

impl NoEntry {
    /// The word that chooses the page's sentences; none for what has a page of its own.
    pub fn kind(&self) -> Option<&'static str> {
        match self {
            Self::Stale => Some("stale"),
            Self::Domain => Some("domain-not-allowed"),
            Self::Provider(error) => Some(error.kind()),
            Self::Other(_) => None,
        }
    }
}

impl From<AppError> for NoEntry {
    fn from(error: AppError) -> Self {
        Self::Other(error)
    }
}

impl From<OidcError> for NoEntry {
    fn from(error: OidcError) -> Self {
        Self::Provider(error)
    }
}

/// Somebody who came back and does not enter.
#[derive(Debug)]
pub struct TurnedAway {
    /// Why.
    pub why: NoEntry,
    /// Where they were, as far as it is known.
    pub next: String,
    /// Whether the identity was to open the account that is signed in.
    pub links: bool,
}

/// Sends a browser to a provider.
pub struct LeaveForProvider {
    /// Which, by its name.
    pub provider: String,
    /// Where the person is, a path of this site.
    pub next: String,
    /// Whether the identity is to open the account that is signed in now.
    pub links: bool,
}

/// A browser about to leave.
pub struct Leaving {
    /// Where to.
    pub url: String,
    /// What it keeps meanwhile.
    pub secrets: Secrets,
}

impl LeaveForProvider {
    /// Writes down that a sign-in began.
    ///
    /// # Errors
    ///
    /// [`AppError::NotFound`] for a provider that is none, or why the provider cannot be used.
    pub async fn run(self, app: &App, actor: &Actor) -> Result<Leaving, NoEntry> {
        let provider = app.providers.find(&self.provider).ok_or(AppError::NotFound)?;
        let account = if self.links { Some(actor.signed_in()?) } else { None };
        let secrets = Secrets::new(app.clock.random_bytes());
        let url = provider.start(&secrets, app.clock.now()).await?.into();
        let state_hash = Secrets::state_hash(&secrets.state());
        app.write(move |tx| {
            let row = ProviderSignInRow {
                id: tx.new_id(),
                state_hash,
                provider: self.provider,
                next: self.next,
                account_id: account,
                created_at: tx.now(),
                expires_at: tx.now() + TimeDelta::minutes(AWAY_MINUTES),
                used_at: None,
            };
            Ok(rows::insert_provider_sign_in(tx, &row)?)
        })
        .await?;
        Ok(Leaving { url, secrets })
    }
}

/// Takes in a browser that comes back from a provider.
pub struct ReturnFromProvider {
    /// Which, by its name.
    pub provider: String,
    /// What the browser kept.
    pub kept: Option<String>,
    /// What it brings.
    pub answer: Answer,
    /// The session to open.
    pub session: StartSession,
}

/// Where a return leads.
pub enum Returned {
    /// Somebody is in.
    SignedIn {
        /// Who.
        signed_in: SignedIn,
        /// Where they were.
        next: String,
    },
    /// The identity opens the account that was signed in, too.
    Linked {
        /// Where they were.
        next: String,
    },
    /// Nobody is in before an address is proven.
    MustProve {
        /// What the browser shows from now on; kept here as a hash only.
        token: String,
        /// Where they were.
        next: String,
    },
}

impl ReturnFromProvider {
    /// Uses the sign-in up, asks the provider, and lets in whom the rules let in. It runs on a `GET`, as the protocol
    /// has it: what it uses up belongs to the browser that keeps the secret, and to no other that opens the link.
    ///
    /// # Errors
    ///
    /// Why nobody enters; then no account, identity or session is made.
    pub async fn run(self, app: &App, actor: &Actor) -> Result<Returned, TurnedAway> {
        let begun = self.use_up(app, actor).await;
        let begun = begun.map_err(|why| TurnedAway { why, next: String::new(), links: false })?;
        let (next, links) = (begun.next.clone(), begun.account_id.is_some());
        self.take_in(app, begun).await.map_err(|why| TurnedAway { why, next, links })
    }

    /// The sign-in that this browser began, which nobody comes back to again.
    async fn use_up(&self, app: &App, actor: &Actor) -> Result<ProviderSignInRow, NoEntry> {
        app.providers.find(&self.provider).ok_or(AppError::NotFound)?;
        let kept = self.kept.as_deref().and_then(Secrets::read).ok_or(NoEntry::Stale)?;
        let (state_hash, provider) = (Secrets::state_hash(&self.answer.state), self.provider.clone());
        // Hashes are compared, so that the time it takes tells nothing.
        if Secrets::state_hash(&kept.state()) != state_hash {
            return Err(NoEntry::Stale);
        }
        let used = app
            .write(move |tx| {
                let now = tx.now();
                Ok(rows::use_provider_sign_in(tx, &state_hash, &provider, now)?)
            })
            .await?;
        let is_theirs =
            |begun: &ProviderSignInRow| begun.account_id.is_none() || begun.account_id == actor.account();
        used.filter(is_theirs).ok_or(NoEntry::Stale)
    }

    async fn take_in(self, app: &App, begun: ProviderSignInRow) -> Result<Returned, NoEntry> {
        let provider = app.providers.find(&self.provider).ok_or(AppError::NotFound)?;
        let secrets = self.kept.as_deref().and_then(Secrets::read).ok_or(NoEntry::Stale)?;
        let identity = provider.finish(&secrets, self.answer, app.clock.now()).await?;
        let identity = with_allowed_address(identity, &app.config.email_domains)?;
        let (end, mail) = (session_end(app), Notice::linked(app)?);
        let session = self.session;
        let returned = app.write(move |tx| match begun.account_id {
            Some(account) => link(tx, account, &identity, mail, begun.next),
            None => arrive(tx, identity, session, end, mail, begun.next),
        });
        Ok(returned.await?)
    }
}

/// The identity with its address in the compared form, without one when it is none.
fn with_allowed_address(identity: Identity, domains: &[String]) -> Result<Identity, NoEntry> {
    let checked = identity.email.as_deref().map(|email| rules::checked_address(email, domains));
    let email = checked.and_then(Result::ok);
    if email.is_none() && !domains.is_empty() {
        return Err(NoEntry::Domain);
    }
    Ok(Identity { email, ..identity })
}

fn link(
    tx: &mut Transaction<'_>,
    account: AccountId,
    identity: &Identity,
    mail: Notice,
    next: String,
) -> AppResult<Returned> {
    match rows::find_identity(tx, &identity.provider, &identity.subject)? {
        Some(known) if known.account_id == account => {}
        Some(_) => return Err(AppError::Refused("identity-taken")),
        None => drop(identities::attach(tx, account, &identity.into(), Some(account), Some(mail))?),
    }
    Ok(Returned::Linked { next })
}

fn arrive(
    tx: &mut Transaction<'_>,
    identity: Identity,
    session: StartSession,
    end: Time,
    mail: Notice,
    next: String,
) -> AppResult<Returned> {
    let known = rows::find_identity(tx, &identity.provider, &identity.subject)?;
    let owner = match &identity.email {
        Some(email) => store::find_by_email(tx, email)?.map(|account| account.id),
        None => None,
    };
    let owners = owner.map(|owner| rows::list_identities(tx, owner)).transpose()?.unwrap_or_default();
    let arriving = Arriving {
        known: known.as_ref().map(|known| known.account_id),
        has_email: identity.email.is_some(),
        is_email_trusted: identity.is_email_trusted,
        owner,
        owner_has_another: owners.iter().any(|other| other.provider == identity.provider),
    };
    let account = match arrival(arriving) {
        Arrival::Prove(owner) => {
            let token = wait_for_proof(tx, identity, owner)?;
            return Ok(Returned::MustProve { token, next });
        }
        Arrival::Enter(account) => account,
        Arrival::Attach(account) => {
            identities::attach(tx, account, &(&identity).into(), None, Some(mail))?;
            account
        }
        Arrival::Create => {
            let account = new_account(tx, identities::person(&identity, identity.is_email_trusted))?;
            identities::attach(tx, account, &(&identity).into(), None, None)?;
            account
        }
    };
    let signed_in = enter(tx, account, &identity, session, end)?;
    Ok(Returned::SignedIn { signed_in, next })
}

/// Opens a session for an identity that the account has.
fn enter(
    tx: &mut Transaction<'_>,
    account: AccountId,
    identity: &Identity,
    session: StartSession,
    end: Time,
) -> AppResult<SignedIn> {
    let now = tx.now();
    let row = rows::find_identity(tx, &identity.provider, &identity.subject)?.ok_or(AppError::NotFound)?;
    rows::touch_identity(tx, row.id, identity.email.as_deref(), now)?;
    store::set_seen(tx, account, now)?;
    let data = json!({ "provider": identity.provider });
    tx.record(Some(account), "account.signed_in", account, Audience::Team, data);
    let signed_in = open_session(tx, account, session, end)?;
    rows::insert_session_identity(tx, signed_in.session, row.id, &identity.id_token)?;
    Ok(signed_in)
}

fn wait_for_proof(
    tx: &mut Transaction<'_>,
    identity: Identity,
    owner: Option<AccountId>,
) -> AppResult<String> {
    let token = BASE64URL_NOPAD.encode(&tx.clock().random_bytes::<32>());
    let claim = IdentityClaim {
        id: tx.new_id(),
        token_hash: token_hash(&token),
        provider: identity.provider,
        subject: identity.subject,
        email: identity.email.unwrap_or_default(),
        name: identity.name,
        organisation: identity.organisation,
        account_id: owner,
        created_at: tx.now(),
        expires_at: tx.now() + TimeDelta::minutes(PROOF_MINUTES),
        asked_at: None,
    };
    rows::insert_claim(tx, &claim)?;
    Ok(token)
}
