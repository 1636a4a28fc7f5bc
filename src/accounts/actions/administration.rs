//! What administrators do with accounts: they decide whose an identity is, and block accounts.

use serde_json::json;

use super::identities::{Notice, attach};
use crate::accounts::rules::{self, Actor};
use crate::accounts::store::identities::{IdentityClaim, IdentityRow};
use crate::accounts::store::{self, Account, identities as rows};
use crate::app::App;
use crate::audience::Audience;
use crate::error::{AppError, AppResult};
use crate::ids::{AccountId, IdentityClaimId};

/// Decides whether an identity is the account's whose address it brought.
pub struct DecideOnIdentity {
    /// Which.
    pub claim: IdentityClaimId,
    /// Whether it is.
    pub approved: bool,
}

impl DecideOnIdentity {
    /// Attaches it, or forgets it.
    ///
    /// # Errors
    ///
    /// [`AppError::Forbidden`], or [`AppError::NotFound`] for what was decided before.
    pub async fn run(self, app: &App, actor: &Actor) -> AppResult<()> {
        actor.require(rules::may_manage_accounts(actor))?;
        let (by, notice) = (actor.account(), Notice::linked(app)?);
        app.write(move |tx| {
            let now = tx.now();
            let claim = rows::find_asked_claim(tx, self.claim, now)?.ok_or(AppError::NotFound)?;
            let account = claim.account_id.ok_or(AppError::NotFound)?;
            if self.approved {
                attach(tx, account, &(&claim).into(), by, Some(notice))?;
            } else {
                rows::delete_claim_of(tx, &claim.provider, &claim.subject)?;
                let data = json!({ "provider": claim.provider, "claim": claim.id });
                tx.record(by, "account.identity_refused", account, Audience::Team, data);
            }
            Ok(())
        })
        .await
    }
}

/// Blocks an account, or opens it again.
pub struct BlockAccount {
    /// Whose.
    pub account: AccountId,
    /// Whether it is blocked from now on.
    pub blocked: bool,
}

impl BlockAccount {
    /// Blocks it and ends its sessions: nobody enters it, neither by a code nor through a provider.
    ///
    /// # Errors
    ///
    /// [`AppError::Forbidden`], [`AppError::NotFound`], or a rule's refusal for one's own account.
    pub async fn run(self, app: &App, actor: &Actor) -> AppResult<()> {
        actor.require(rules::may_manage_accounts(actor))?;
        let (by, account) = (actor.account(), self.account);
        if by == Some(account) {
            return Err(AppError::Refused("own-account"));
        }
        app.write(move |tx| {
            let now = tx.now();
            store::find(tx, account)?.ok_or(AppError::NotFound)?;
            let (changed, kind) = if self.blocked {
                store::delete_sessions(tx, account)?;
                (rows::insert_block(tx, account, by, now)?, "account.blocked")
            } else {
                (rows::delete_block(tx, account)?, "account.unblocked")
            };
            if changed {
                tx.record(by, kind, account, Audience::Team, json!({}));
            }
            Ok(())
        })
        .await
    }
}

/// An account as administrators find it.
pub struct FoundAccount {
    /// It.
    pub account: Account,
    /// What opens it.
    pub identities: Vec<IdentityRow>,
    /// Whether it is blocked.
    pub is_blocked: bool,
}

/// The accounts of an address, whether it is their own or an identity's.
///
/// # Errors
///
/// [`AppError::Forbidden`].
pub async fn find_accounts(app: &App, actor: &Actor, email: &str) -> AppResult<Vec<FoundAccount>> {
    actor.require(rules::may_manage_accounts(actor))?;
    let Ok(email) = rules::checked_address(email, &[]) else { return Ok(Vec::new()) };
    app.read(move |conn| {
        let ids = rows::list_accounts_of_address(conn, &email)?;
        let found = ids.into_iter().map(|id| {
            Ok(FoundAccount {
                account: store::find(conn, id)?.ok_or(AppError::NotFound)?,
                identities: rows::list_identities(conn, id)?,
                is_blocked: rows::is_blocked(conn, id)?,
            })
        });
        found.collect::<AppResult<_>>()
    })
    .await
}

/// The identities that wait for a decision, with the name of the account that each would open.
///
/// # Errors
///
/// [`AppError::Forbidden`].
pub async fn list_identity_claims(app: &App, actor: &Actor) -> AppResult<Vec<(IdentityClaim, String)>> {
    actor.require(rules::may_manage_accounts(actor))?;
    let (now, actor) = (app.clock.now(), actor.clone());
    app.read(move |conn| {
        let claims = rows::list_asked_claims(conn, now)?;
        let owners: Vec<AccountId> = claims.iter().filter_map(|claim| claim.account_id).collect();
        let mut names = store::names_of(conn, &actor, &owners)?;
        let named = claims.into_iter().map(|claim| {
            let name = claim.account_id.and_then(|owner| names.remove(&owner));
            (claim, name.unwrap_or_default())
        });
        Ok::<_, AppError>(named.collect())
    })
    .await
}
