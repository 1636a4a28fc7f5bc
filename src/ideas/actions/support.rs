//! Wanting an idea too, and wanting to know what becomes of it. How many want it is told once the results are.

use serde_json::json;

use super::idea_for;
use crate::accounts::Actor;
use crate::app::App;
use crate::audience::Audience;
use crate::error::AppResult;
use crate::ideas::rules::IdeaAction;
use crate::ideas::store;
use crate::ids::{AccountId, IdeaId};
use crate::transaction::Transaction;

/// Says that one wants an idea too, or no longer.
pub struct SupportIdea {
    /// Which.
    pub idea: IdeaId,
    /// Whether one wants it.
    pub wanted: bool,
}

impl SupportIdea {
    /// Notes it; the same again changes nothing, unless the idea has other words since: then one wants these.
    ///
    /// # Errors
    ///
    /// [`crate::error::AppError::NotFound`], [`crate::error::AppError::Forbidden`] for one's own.
    pub async fn run(self, app: &App, actor: &Actor) -> AppResult<()> {
        let me = actor.signed_in()?;
        let actor = actor.clone();
        app.write(move |tx| {
            let idea = idea_for(tx, &actor, self.idea, IdeaAction::Support)?;
            let now = tx.now();
            let (changed, kind) = if self.wanted {
                if store::insert_support(tx, idea.id, me, idea.version, now)? {
                    (true, "idea.supported")
                } else {
                    (store::renew_support(tx, idea.id, me, idea.version)?, "idea.support_renewed")
                }
            } else {
                (store::delete_support(tx, idea.id, me)?, "idea.support_withdrawn")
            };
            if changed {
                // Of the person, not of the idea: what an idea is about has not changed.
                tx.record(Some(me), kind, me, Audience::Team, json!({ "idea": idea.id }));
            }
            Ok(())
        })
        .await
    }
}

/// Asks to be told what becomes of an idea, or no longer.
pub struct FollowIdea {
    /// Which.
    pub idea: IdeaId,
    /// Whether one wants to be told.
    pub wanted: bool,
}

impl FollowIdea {
    /// Notes it; the same again changes nothing.
    ///
    /// # Errors
    ///
    /// [`crate::error::AppError::NotFound`], [`crate::error::AppError::Forbidden`].
    pub async fn run(self, app: &App, actor: &Actor) -> AppResult<()> {
        let me = actor.signed_in()?;
        let actor = actor.clone();
        app.write(move |tx| {
            let idea = idea_for(tx, &actor, self.idea, IdeaAction::Follow)?;
            if self.wanted {
                return follow(tx, me, idea.id);
            }
            if store::delete_follow(tx, idea.id, me)? {
                tx.record(Some(me), "idea.unfollowed", me, Audience::Team, json!({ "idea": idea.id }));
            }
            Ok(())
        })
        .await
    }
}

/// Notes that somebody who sees an idea wants to know what becomes of it, in one transaction with what made them; the
/// same again changes nothing.
///
/// # Errors
///
/// When the database refuses.
pub fn follow(tx: &mut Transaction<'_>, account: AccountId, idea: IdeaId) -> AppResult<()> {
    let now = tx.now();
    if store::insert_follow(tx, idea, account, now)? {
        tx.record(Some(account), "idea.followed", account, Audience::Team, json!({ "idea": idea }));
    }
    Ok(())
}
