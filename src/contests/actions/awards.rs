//! The awarded ideas, and the announcement that gives every other idea its next step.

use serde_json::json;

use super::{contest_for, moves};
use crate::accounts::Actor;
use crate::app::App;
use crate::contests::rules::{ContestAction, Stage};
use crate::contests::store::Contest;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::ideas::{self, Destiny, Idea, NewDestiny};
use crate::ids::IdeaId;
use crate::transaction::Transaction;

/// The most characters of what authors are told.
const REASON: usize = 2_000;

/// Marks ideas as awarded, and takes the mark from others. Ideas not named keep what they have.
#[derive(Debug, Clone, Default)]
pub struct MarkAwards {
    /// Of which contest.
    pub slug: String,
    /// The awarded ones.
    pub awarded: Vec<IdeaId>,
    /// Those that are not, or no longer.
    pub withdrawn: Vec<IdeaId>,
}

impl MarkAwards {
    /// Marks them; authors are told. Answers how many changed.
    ///
    /// # Errors
    ///
    /// [`AppError::Refused`] once the contest is closed; [`AppError::NotFound`], [`AppError::Forbidden`].
    pub async fn run(self, app: &App, actor: &Actor) -> AppResult<usize> {
        let actor = actor.clone();
        app.write(move |tx| {
            let contest = contest_for(tx, &actor, ContestAction::Award, &self.slug)?;
            if contest.stage == Stage::Closed {
                return Err(AppError::Refused("contest-over"));
            }
            mark(tx, &actor, &contest, &self)
        })
        .await
    }
}

fn mark(tx: &mut Transaction<'_>, actor: &Actor, contest: &Contest, marks: &MarkAwards) -> AppResult<usize> {
    let waits = if contest.stage.is_announced() { Destiny::Unawarded } else { Destiny::InContest };
    let awarded = of_contest(tx, contest, &marks.awarded, |idea| {
        // An idea at work in a group is past the jury.
        matches!(idea.destiny, Destiny::InContest | Destiny::Unawarded)
    })?;
    let withdrawn = of_contest(tx, contest, &marks.withdrawn, |idea| {
        idea.destiny == Destiny::Awarded && !marks.awarded.contains(&idea.id)
    })?;
    let by = actor.account();
    let mut changed = ideas::set_destiny(tx, by, &awarded, next(Destiny::Awarded, String::new()))?;
    changed += ideas::set_destiny(tx, by, &withdrawn, next(waits, String::new()))?;
    if changed > 0 {
        let data = json!({ "awarded": awarded.len(), "withdrawn": withdrawn.len() });
        tx.record(by, "contest.awards_marked", contest.id, contest.standing().shown_to(), data);
    }
    Ok(changed)
}

/// Those of the ideas that are this contest's.
fn of_contest(
    tx: &mut Transaction<'_>,
    contest: &Contest,
    ids: &[IdeaId],
    which: impl Fn(&Idea) -> bool,
) -> AppResult<Vec<IdeaId>> {
    let found = ideas::list_by_ids(tx, ids)?;
    let ours = found.into_iter().filter(|idea| idea.contest_id == contest.id && which(idea));
    Ok(ours.map(|idea| idea.id).collect())
}

fn next(destiny: Destiny, reason: String) -> NewDestiny {
    NewDestiny { destiny, reason, minilab: None }
}

/// Announces the results: the contest is awarded, and every idea that was not waits for its place, which its author is
/// told.
#[derive(Debug, Clone, Default)]
pub struct AnnounceAwards {
    /// Of which contest.
    pub slug: String,
    /// What the authors of the other ideas are told, in the team's words; may be empty.
    pub reason: String,
}

impl AnnounceAwards {
    /// Announces them. Answers how many ideas wait for their place now.
    ///
    /// # Errors
    ///
    /// [`AppError::Refused`] when they were announced, or when there is no idea; a fault of `reason`;
    /// [`AppError::NotFound`], [`AppError::Forbidden`].
    pub async fn run(self, app: &App, actor: &Actor) -> AppResult<usize> {
        let actor = actor.clone();
        app.write(move |tx| {
            let contest = contest_for(tx, &actor, ContestAction::Award, &self.slug)?;
            let mut errors = FieldErrors::default();
            let reason = errors.optional_text("reason", &self.reason, REASON);
            errors.check()?;
            let to = contest.stage.announced().map_err(|refusal| AppError::Refused(refusal.code()))?;
            let waiting = ideas::list_of_contest(tx, contest.id, &[Destiny::InContest])?;
            let awarded = ideas::list_of_contest(tx, contest.id, &[Destiny::Awarded])?;
            if waiting.is_empty() && awarded.is_empty() {
                return Err(AppError::Refused("contest-empty"));
            }
            let ids: Vec<IdeaId> = waiting.iter().map(|idea| idea.id).collect();
            let contest = moves::pass_on(tx, &actor, contest, to, String::new())?;
            let count = ideas::set_destiny(tx, actor.account(), &ids, next(Destiny::Unawarded, reason))?;
            let data = json!({ "awarded": awarded.len(), "unawarded": count });
            let audience = contest.standing().shown_to();
            tx.record(actor.account(), "contest.awards_announced", contest.id, audience, data);
            Ok(count)
        })
        .await
    }
}
