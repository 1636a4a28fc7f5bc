//! What a contest asks besides the idea itself.

use serde_json::json;

use super::contest_for;
use crate::accounts::Actor;
use crate::app::App;
use crate::contests::rules::{ContestAction, MOST_QUESTIONS, Question, QuestionDraft};
use crate::contests::store::{self, Contest};
use crate::error::{AppError, AppResult, FieldErrors};
use crate::ids::QuestionId;
use crate::transaction::Transaction;

/// Adds a question to a contest, at the end.
pub struct AddQuestion {
    /// To which contest.
    pub slug: String,
    /// What is asked.
    pub draft: QuestionDraft,
}

impl AddQuestion {
    /// Adds it. A form that was sent twice adds one: nobody asks the same thing twice.
    ///
    /// # Errors
    ///
    /// Faults of the fields; [`AppError::NotFound`], [`AppError::Forbidden`].
    pub async fn run(self, app: &App, actor: &Actor) -> AppResult<Question> {
        let actor = actor.clone();
        app.write(move |tx| {
            let contest = contest_for(tx, &actor, ContestAction::Edit, &self.slug)?;
            let checked = self.draft.checked()?;
            let asked = store::questions_of(tx, contest.id)?;
            if let Some(twin) = asked.iter().find(|question| question.label == checked.label) {
                return Ok(twin.clone());
            }
            if asked.len() >= MOST_QUESTIONS {
                return Err(AppError::Refused("questions-full"));
            }
            let question = Question {
                id: tx.new_id(),
                label: checked.label,
                hint: checked.hint,
                kind: checked.kind,
                required: checked.required,
                options: checked.options,
            };
            store::insert_question(tx, contest.id, asked.len() as i32 + 1, &question)?;
            record(tx, &actor, &contest, "contest.question_added", question.id);
            Ok(question)
        })
        .await
    }
}

/// Changes the words of a question. Answers that were given stay as they were.
pub struct ChangeQuestion {
    /// Of which contest.
    pub slug: String,
    /// Which.
    pub question: QuestionId,
    /// What is asked from now on.
    pub draft: QuestionDraft,
}

impl ChangeQuestion {
    /// Changes it.
    ///
    /// # Errors
    ///
    /// Faults of the fields; [`AppError::NotFound`], [`AppError::Forbidden`].
    pub async fn run(self, app: &App, actor: &Actor) -> AppResult<()> {
        let actor = actor.clone();
        app.write(move |tx| {
            let (contest, asked) = asked_of(tx, &actor, &self.slug, self.question)?;
            let checked = self.draft.checked()?;
            let is_other = |known: &Question| known.id != self.question && known.label == checked.label;
            if asked.iter().any(is_other) {
                return Err(FieldErrors::one("label", "repeated"));
            }
            store::set_question(tx, self.question, &checked)?;
            record(tx, &actor, &contest, "contest.question_changed", self.question);
            Ok(())
        })
        .await
    }
}

/// Puts a question at another place.
pub struct MoveQuestion {
    /// Of which contest.
    pub slug: String,
    /// Which.
    pub question: QuestionId,
    /// Its place from now on, from 1: the same place twice is one move.
    pub place: usize,
}

impl MoveQuestion {
    /// Puts it there; a place beyond the end is the end.
    ///
    /// # Errors
    ///
    /// [`AppError::NotFound`], [`AppError::Forbidden`].
    pub async fn run(self, app: &App, actor: &Actor) -> AppResult<()> {
        let actor = actor.clone();
        app.write(move |tx| {
            let (contest, asked) = asked_of(tx, &actor, &self.slug, self.question)?;
            let before: Vec<QuestionId> = asked.iter().map(|question| question.id).collect();
            let mut after: Vec<QuestionId> =
                before.iter().copied().filter(|id| *id != self.question).collect();
            after.insert(self.place.saturating_sub(1).min(after.len()), self.question);
            if after != before {
                store::set_question_order(tx, &after)?;
                record(tx, &actor, &contest, "contest.question_moved", self.question);
            }
            Ok(())
        })
        .await
    }
}

/// Asks a question no more. The answers that were given to it stay.
pub struct RemoveQuestion {
    /// Of which contest.
    pub slug: String,
    /// Which.
    pub question: QuestionId,
}

impl RemoveQuestion {
    /// Removes it; one that is gone already stays gone.
    ///
    /// # Errors
    ///
    /// [`AppError::NotFound`], [`AppError::Forbidden`].
    pub async fn run(self, app: &App, actor: &Actor) -> AppResult<()> {
        let actor = actor.clone();
        app.write(move |tx| {
            let contest = contest_for(tx, &actor, ContestAction::Edit, &self.slug)?;
            let asked = store::questions_of(tx, contest.id)?;
            let now = tx.now();
            let is_asked = asked.iter().any(|question| question.id == self.question);
            if is_asked && store::remove_question(tx, self.question, now)? {
                record(tx, &actor, &contest, "contest.question_removed", self.question);
            }
            Ok(())
        })
        .await
    }
}

/// A contest and what it asks, one of which is this question.
fn asked_of(
    tx: &mut Transaction<'_>,
    actor: &Actor,
    slug: &str,
    question: QuestionId,
) -> AppResult<(Contest, Vec<Question>)> {
    let contest = contest_for(tx, actor, ContestAction::Edit, slug)?;
    let asked = store::questions_of(tx, contest.id)?;
    if asked.iter().any(|known| known.id == question) {
        Ok((contest, asked))
    } else {
        Err(AppError::NotFound)
    }
}

fn record(
    tx: &mut Transaction<'_>,
    actor: &Actor,
    contest: &Contest,
    kind: &'static str,
    question: QuestionId,
) {
    let audience = contest.standing().shown_to();
    tx.record(actor.account(), kind, question, audience, json!({ "contest": contest.id }));
}
