//! What authors accept before their idea is taken.

use serde_json::json;

use super::contest_for;
use crate::accounts::Actor;
use crate::app::App;
use crate::audience::Audience;
use crate::contests::rules::ContestAction;
use crate::contests::store::{self, Contest};
use crate::db::{Conn, Result};
use crate::error::{AppResult, FieldErrors};
use crate::ids::AccountId;
use crate::transaction::Transaction;

/// Accepts the charter of a contest, as the text that was read.
pub struct AcceptCharter {
    /// Of which contest.
    pub slug: String,
    /// Which text was read.
    pub version: i32,
}

impl AcceptCharter {
    /// Accepts it. Twice is once.
    ///
    /// # Errors
    ///
    /// A fault of `charter` when there is another text by now; [`crate::error::AppError::NotFound`],
    /// [`crate::error::AppError::Forbidden`].
    pub async fn run(self, app: &App, actor: &Actor) -> AppResult<()> {
        let account = actor.signed_in()?;
        let actor = actor.clone();
        app.write(move |tx| {
            let contest = contest_for(tx, &actor, ContestAction::Accept, &self.slug)?;
            accept_charter(tx, &contest, account, self.version)
        })
        .await
    }
}

/// Notes that somebody accepts the charter that they read; for the action that takes their idea, too.
///
/// # Errors
///
/// A fault of `charter` when there is another text by now.
pub fn accept_charter(
    tx: &mut Transaction<'_>,
    contest: &Contest,
    account: AccountId,
    version: i32,
) -> AppResult<()> {
    if !contest.has_charter() || version != contest.charter_version {
        return Err(FieldErrors::one("charter", "charter-changed"));
    }
    let now = tx.now();
    if store::insert_acceptance(tx, contest.id, account, version, now)? {
        let data = json!({ "version": version });
        tx.record(Some(account), "contest.charter_accepted", contest.id, Audience::Team, data);
    }
    Ok(())
}

/// Whether somebody accepted the charter as it is now; a contest without one asks for nothing.
pub fn has_accepted(conn: &mut Conn, contest: &Contest, account: AccountId) -> Result<bool> {
    if !contest.has_charter() {
        return Ok(true);
    }
    let accepted = store::accepted_versions(conn, contest.id, account)?;
    Ok(accepted.contains(&contest.charter_version))
}
