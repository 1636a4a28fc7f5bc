//! The team hides comments with a reason and shows them again, one or many at once, and undoes at once what was decided
//! at once.

use chrono::TimeDelta;
use serde_json::json;

use super::comment_for;
use crate::accounts::Actor;
use crate::app::App;
use crate::audience::Audience;
use crate::comments::rules::{self, CommentAction, Content, Decision, LONGEST};
use crate::comments::store::{self, Comment, DecisionRow};
use crate::error::{AppError, AppResult, FieldErrors};
use crate::ideas::{ReviewReason, UndoReview};
use crate::ids::{BatchId, CommentId};
use crate::notices::{self, Notice, NoticeKind};
use crate::transaction::Transaction;

/// The most contents decided on in one go.
pub(super) const MOST: usize = 200;
/// How long what was decided in one go can be undone in one go.
const UNDO: TimeDelta = TimeDelta::minutes(30);

/// Hides comments, or shows them again.
#[derive(Debug, Clone)]
pub struct ModerateComments {
    /// Which.
    pub comments: Vec<CommentId>,
    /// Whether they are hidden.
    pub hide: bool,
    /// The reason's word; needed to hide.
    pub reason: String,
    /// What their writers read; needed when the reason is none of the list.
    pub words: String,
}

/// What was decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decided {
    /// How many contents changed.
    pub count: usize,
    /// What undoes it.
    pub batch: BatchId,
}

impl ModerateComments {
    /// Does it; writers are told of what changed.
    ///
    /// # Errors
    ///
    /// Faults of `reason`, `words`; [`AppError::NotFound`], [`AppError::Forbidden`].
    pub async fn run(self, app: &App, actor: &Actor) -> AppResult<Decided> {
        let actor = actor.clone();
        app.write(move |tx| {
            actor.signed_in()?;
            let (reason, words) =
                if self.hide { grounds(&self.reason, &self.words)? } else { Default::default() };
            let (batch, mut count): (BatchId, usize) = (tx.new_id(), 0);
            for id in self.comments.iter().take(MOST) {
                let changed = if self.hide {
                    hide(tx, &actor, *id, &reason, &words, batch)?
                } else {
                    show(tx, &actor, *id, batch)?
                };
                count += usize::from(changed);
            }
            Ok(Decided { count, batch })
        })
        .await
    }
}

/// The reason and the words, checked.
///
/// # Errors
///
/// Faults of `reason`, `words`.
pub(super) fn grounds(reason: &str, words: &str) -> AppResult<(String, String)> {
    let mut errors = FieldErrors::default();
    let known = rules::reason(reason);
    if known.is_none() {
        errors.add("reason", "choose");
    }
    let words = words.replace("\r\n", "\n");
    let words = if known == Some(ReviewReason::Other) {
        errors.text("words", &words, LONGEST)
    } else {
        errors.optional_text("words", &words, LONGEST)
    };
    errors.check()?;
    Ok((reason.to_owned(), words))
}

/// Hides a comment; says whether it was shown.
pub(super) fn hide(
    tx: &mut Transaction<'_>,
    actor: &Actor,
    id: CommentId,
    reason: &str,
    words: &str,
    batch: BatchId,
) -> AppResult<bool> {
    let now = tx.now();
    let comment = comment_for(tx, actor, id, CommentAction::Moderate, now)?;
    if !store::set_hidden(tx, id, now, reason, words)? {
        return Ok(false);
    }
    note(tx, actor, Content::Comment(id), Decision::Hidden, reason, batch)?;
    tell(tx, actor, &comment, "comment.hidden")?;
    Ok(true)
}

fn show(tx: &mut Transaction<'_>, actor: &Actor, id: CommentId, batch: BatchId) -> AppResult<bool> {
    let now = tx.now();
    let comment = comment_for(tx, actor, id, CommentAction::Moderate, now)?;
    if !store::set_shown(tx, id)? {
        return Ok(false);
    }
    note(tx, actor, Content::Comment(id), Decision::Shown, "", batch)?;
    tell(tx, actor, &comment, "comment.shown")?;
    Ok(true)
}

fn tell(tx: &mut Transaction<'_>, actor: &Actor, comment: &Comment, kind: &'static str) -> AppResult<()> {
    tx.record(actor.account(), kind, comment.id, Audience::Team, json!({}));
    let Some(to) = comment.account_id else { return Ok(()) };
    let object = comment.id.into();
    notices::tell(tx, Notice { to, kind: NoticeKind::Moderation, object, by: actor.account() })
}

/// Writes a decision into the log.
pub(super) fn note(
    tx: &mut Transaction<'_>,
    actor: &Actor,
    content: Content,
    decision: Decision,
    reason: &str,
    batch: BatchId,
) -> AppResult<()> {
    let row = DecisionRow {
        id: tx.new_id(),
        object_kind: content.kind().to_owned(),
        object_id: content.id(),
        decision,
        reason: reason.to_owned(),
        decided_by: actor.account(),
        decided_at: tx.now(),
        batch_id: batch,
    };
    Ok(store::insert_decision(tx, &row)?)
}

/// Undoes what was decided in one go, a moment ago.
#[derive(Debug, Clone, Copy)]
pub struct UndoDecisions {
    /// Which.
    pub batch: BatchId,
}

impl UndoDecisions {
    /// Shows again what was hidden, and opens again the reports that were closed. The same again changes nothing.
    ///
    /// # Errors
    ///
    /// `too-late` after half an hour; [`AppError::NotFound`], [`AppError::Forbidden`].
    pub async fn run(self, app: &App, actor: &Actor) -> AppResult<()> {
        let actor = actor.clone();
        app.write(move |tx| {
            actor.require(actor.is_team())?;
            let done = store::list_decisions_of(tx, self.batch)?;
            let first = done.first().ok_or(AppError::NotFound)?;
            if first.decided_at + UNDO < tx.now() {
                return Err(AppError::Refused("too-late"));
            }
            let undone: BatchId = tx.new_id();
            let hidden = || done.iter().filter(|row| row.decision == Decision::Hidden);
            for row in hidden() {
                if let Some(Content::Comment(id)) = Content::new(&row.object_kind, row.object_id) {
                    show_if_there(tx, &actor, id, undone)?;
                }
            }
            let is_idea = |row: &DecisionRow| {
                matches!(Content::new(&row.object_kind, row.object_id), Some(Content::Idea(_)))
            };
            if hidden().any(is_idea) {
                UndoReview { batch: self.batch }.run_in(tx, &actor)?;
            }
            for report in store::list_of_batch(tx, self.batch)? {
                store::reopen(tx, report.id)?;
                tx.record(actor.account(), "report.reopened", report.id, Audience::Team, json!({}));
            }
            Ok(())
        })
        .await
    }
}

/// Its writer may have taken it back meanwhile; then there is nothing to show.
fn show_if_there(tx: &mut Transaction<'_>, actor: &Actor, id: CommentId, batch: BatchId) -> AppResult<()> {
    match show(tx, actor, id, batch) {
        Ok(_) | Err(AppError::Refused(_) | AppError::NotFound) => Ok(()),
        Err(other) => Err(other),
    }
}
