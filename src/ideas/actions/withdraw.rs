//! An author takes an idea back, or gives it again.

use super::idea_for;
use super::review::{Grounds, pass};
use super::submit::first_state;
use crate::accounts::Actor;
use crate::app::App;
use crate::contests;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::ideas::rules::{IdeaAction, IdeaState};
use crate::ids::IdeaId;

/// The most characters of why.
const WORDS: usize = 500;

/// Takes an idea back: others no longer read it; its author and the team still do.
pub struct WithdrawIdea {
    /// Which.
    pub idea: IdeaId,
    /// Why, for the team; may be empty.
    pub words: String,
}

impl WithdrawIdea {
    /// Takes it back.
    ///
    /// # Errors
    ///
    /// A fault of `words`; `idea-settled`; [`AppError::NotFound`], [`AppError::Forbidden`].
    pub async fn run(self, app: &App, actor: &Actor) -> AppResult<()> {
        let actor = actor.clone();
        app.write(move |tx| {
            let idea = idea_for(tx, &actor, self.idea, IdeaAction::Withdraw)?;
            let mut errors = FieldErrors::default();
            let words = errors.optional_text("words", &self.words, WORDS);
            errors.check()?;
            let grounds = Grounds { words, ..Grounds::default() };
            pass(tx, actor.account(), &idea, IdeaState::Withdrawn, grounds).map(drop)
        })
        .await
    }
}

/// Gives an idea to its contest again.
pub struct RestoreIdea {
    /// Which.
    pub idea: IdeaId,
}

impl RestoreIdea {
    /// Gives it again; it begins as a new one does.
    ///
    /// # Errors
    ///
    /// `idea-settled` when its contest takes no more ideas; [`AppError::NotFound`], [`AppError::Forbidden`].
    pub async fn run(self, app: &App, actor: &Actor) -> AppResult<()> {
        let actor = actor.clone();
        app.write(move |tx| {
            let idea = idea_for(tx, &actor, self.idea, IdeaAction::Restore)?;
            let contest = contests::find(tx, idea.contest_id)?.ok_or(AppError::NotFound)?;
            pass(tx, actor.account(), &idea, first_state(&contest), Grounds::default()).map(drop)
        })
        .await
    }
}
