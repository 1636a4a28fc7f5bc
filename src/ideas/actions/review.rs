//! The team reads ideas: publishes them, gives them back with a reason, takes one off. One or many at once, and undone
//! at once.

use chrono::TimeDelta;
use serde_json::json;

use super::{idea_for, telling, themes};
use crate::accounts::Actor;
use crate::app::App;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::ideas::rules::{IdeaAction, IdeaState, ReviewReason};
use crate::ideas::store::{self, Idea, Review};
use crate::ids::{AccountId, BatchId, IdeaId};
use crate::transaction::Transaction;

/// The most characters of the words to an author.
const WORDS: usize = 2_000;
/// The most ideas in one go.
pub(super) const MOST: usize = 200;
/// How long what was done in one go can be undone in one go.
const UNDO: TimeDelta = TimeDelta::minutes(30);

/// Why a state changes, and what its author reads of it.
#[derive(Debug, Clone, Default)]
pub(super) struct Grounds {
    pub reason: String,
    pub words: String,
    pub batch: Option<BatchId>,
}

/// Gives ideas another state.
#[derive(Debug, Clone)]
pub struct ReviewIdeas {
    /// Which.
    pub ideas: Vec<IdeaId>,
    /// The state they get: published, returned or hidden.
    pub to: IdeaState,
    /// The reason's word; needed unless they are published.
    pub reason: String,
    /// What their authors read; needed when the reason is none of the list.
    pub words: String,
}

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reviewed {
    /// How many ideas changed.
    pub count: usize,
    /// What undoes it.
    pub batch: BatchId,
}

impl ReviewIdeas {
    /// Changes them. Those that somebody else decided on meanwhile are passed over.
    ///
    /// # Errors
    ///
    /// Faults of `ideas`, `review_reason`, `words`; [`AppError::NotFound`], [`AppError::Forbidden`].
    pub async fn run(self, app: &App, actor: &Actor) -> AppResult<Reviewed> {
        let actor = actor.clone();
        app.write(move |tx| {
            let batch = tx.new_id();
            self.run_in(tx, &actor, batch)
        })
        .await
    }

    /// As [`ReviewIdeas::run`], in one transaction with what else is decided in the same go.
    ///
    /// # Errors
    ///
    /// As [`ReviewIdeas::run`].
    pub fn run_in(self, tx: &mut Transaction<'_>, actor: &Actor, batch: BatchId) -> AppResult<Reviewed> {
        let mut ideas = Vec::with_capacity(self.ideas.len());
        for id in self.ideas.iter().take(MOST) {
            ideas.push(idea_for(tx, actor, *id, IdeaAction::Review)?);
        }
        let grounds = self.grounds(batch)?;
        let mut count = 0;
        for idea in ideas.iter().filter(|idea| idea.state.reviews().contains(&self.to)) {
            count += usize::from(pass(tx, actor.account(), idea, self.to, grounds.clone())?);
        }
        Ok(Reviewed { count, batch })
    }

    fn grounds(&self, batch: BatchId) -> AppResult<Grounds> {
        let mut errors = FieldErrors::default();
        if self.ideas.is_empty() {
            errors.add("ideas", "choose");
        }
        if self.ideas.len() > MOST {
            errors.add_limit("ideas", "too-many", MOST as i64);
        }
        let is_publishing = self.to == IdeaState::Published;
        let reason: Option<ReviewReason> = self.reason.parse().ok();
        if reason.is_none() && !is_publishing {
            errors.add("review_reason", "choose");
        }
        let words = if reason == Some(ReviewReason::Other) && !is_publishing {
            errors.text("words", &self.words, WORDS)
        } else {
            errors.optional_text("words", &self.words, WORDS)
        };
        errors.check()?;
        let reason = reason.filter(|_| !is_publishing).map_or("", ReviewReason::as_str);
        Ok(Grounds { reason: reason.to_owned(), words, batch: Some(batch) })
    }
}

/// Undoes what was done in one go, a moment ago.
pub struct UndoReview {
    /// Which.
    pub batch: BatchId,
}

impl UndoReview {
    /// Gives each idea the state or the theme it had before, unless it has moved on since. Answers how many changed
    /// back.
    ///
    /// # Errors
    ///
    /// `too-late` after half an hour; [`AppError::NotFound`], [`AppError::Forbidden`].
    pub async fn run(self, app: &App, actor: &Actor) -> AppResult<usize> {
        let actor = actor.clone();
        app.write(move |tx| self.run_in(tx, &actor)).await
    }

    /// As [`UndoReview::run`], in one transaction with what else is undone.
    ///
    /// # Errors
    ///
    /// As [`UndoReview::run`].
    pub fn run_in(self, tx: &mut Transaction<'_>, actor: &Actor) -> AppResult<usize> {
        actor.signed_in()?;
        let done = store::list_batch(tx, self.batch)?;
        let Some(first) = done.first() else {
            return themes::undo(tx, actor, self.batch, UNDO)?.ok_or(AppError::NotFound);
        };
        if first.reviewed_at + UNDO < tx.now() {
            return Err(AppError::Refused("too-late"));
        }
        let mut count = 0;
        for review in &done {
            let idea = idea_for(tx, actor, review.idea_id, IdeaAction::Review)?;
            let reviews = store::reviews_of(tx, idea.id)?;
            let is_last = reviews.last().is_some_and(|last| last.id == review.id);
            // An idea from a file was published by being there.
            let before = reviews.iter().rev().nth(1).map_or(IdeaState::Published, |before| before.state);
            if is_last && before != idea.state {
                count += usize::from(pass(tx, actor.account(), &idea, before, Grounds::default())?);
            }
        }
        Ok(count)
    }
}

/// Gives an idea another state, with a line in its history and in the journal; says whether it still had the one before.
pub(super) fn pass(
    tx: &mut Transaction<'_>,
    by: Option<AccountId>,
    idea: &Idea,
    to: IdeaState,
    grounds: Grounds,
) -> AppResult<bool> {
    let now = tx.now();
    if !store::set_state(tx, idea.id, idea.state, to, now)? {
        return Ok(false);
    }
    let review = Review {
        id: tx.new_id(),
        idea_id: idea.id,
        state: to,
        reason: grounds.reason,
        words: grounds.words,
        reviewed_by: by,
        reviewed_at: now,
        batch_id: grounds.batch,
    };
    store::insert_review(tx, &review)?;
    let audience = store::audience_of(tx, &[idea.id])?.remove(&idea.id).ok_or(AppError::NotFound)?;
    tx.record(by, "idea.state_set", idea.id, audience, json!({ "state": to.as_str() }));
    if matches!(to, IdeaState::Returned | IdeaState::Hidden | IdeaState::Published) {
        telling::reviewed(tx, idea, by, to != IdeaState::Published)?;
    }
    Ok(true)
}
