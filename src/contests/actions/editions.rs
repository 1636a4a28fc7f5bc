//! The next edition of a contest, and the end of a draft that nobody needs.

use chrono::{NaiveDate, TimeDelta};
use serde_json::json;

use super::{contest_for, edit};
use crate::accounts::Actor;
use crate::app::App;
use crate::audience::Audience;
use crate::contests::rules::{self, Calendar, ContestAction, Question, Shift, Stage};
use crate::contests::store::{self, Contest, NewContest};
use crate::db::{Conn, Result};
use crate::error::{AppError, AppResult, FieldErrors};
use crate::ids::{ContestId, Id};
use crate::transaction::Transaction;

/// The same copy by the same person within this time is the same form, sent twice.
const TWICE: TimeDelta = TimeDelta::minutes(10);
/// Editions looked through at most.
const MOST_EDITIONS: usize = 50;

/// Makes the next edition of a contest: the same words, categories, questions and calendar, without ideas.
#[derive(Debug, Clone, Default)]
pub struct CopyContest {
    /// Of which.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// Its first day, as `2027-03-02`; the same day of the next year when empty.
    pub first_day: String,
}

impl CopyContest {
    /// Makes it, as a draft that waits for people: it does not follow its calendar until they say so.
    ///
    /// # Errors
    ///
    /// Faults of the fields; [`AppError::NotFound`], [`AppError::Forbidden`].
    pub async fn run(self, app: &App, actor: &Actor) -> AppResult<Contest> {
        let by = actor.signed_in()?;
        let actor = actor.clone();
        app.write(move |tx| {
            let earlier = contest_for(tx, &actor, ContestAction::Copy, &self.slug)?;
            let now = tx.now();
            let mut errors = FieldErrors::default();
            let title = errors.text("title", &self.title, rules::TITLE);
            let first_day = rules::day(&self.first_day, "first_day", &mut errors);
            errors.check()?;
            let twin = store::find_twin(tx, &title, by, now - TWICE)?;
            if let Some(twin) = twin.filter(|twin| twin.previous_id == Some(earlier.id)) {
                return Ok(twin);
            }
            let calendar = store::calendar_of(tx, earlier.id)?;
            let calendar = calendar.shifted(shift(&calendar, first_day));
            let id: ContestId = tx.new_id();
            let slug = edit::free_slug(tx, "", &title, id)?;
            let row = NewContest {
                id,
                slug: &slug,
                title: &title,
                summary: &earlier.summary,
                audience: earlier.audience,
                stage: Stage::Draft,
                ideas_numbered: 0,
                created_by: Some(by),
                created_at: now,
                decided_at: now,
                follows_calendar: false,
                about: &earlier.about,
                rules: &earlier.rules,
                charter: &earlier.charter,
                charter_version: 0,
                categories: json!(earlier.categories()).to_string(),
                moderation: earlier.moderation,
                previous_id: Some(earlier.id),
            };
            let copy = edit::insert(tx, row, &calendar)?;
            copy_questions(tx, earlier.id, id)?;
            tx.record(Some(by), "contest.copied", id, Audience::Team, json!({ "from": earlier.id }));
            Ok(copy)
        })
        .await
    }
}

fn shift(calendar: &Calendar, first_day: Option<NaiveDate>) -> Shift {
    match (calendar.first_day(), first_day) {
        (Some(old), Some(new)) => Shift::Days((new - old).num_days()),
        _ => Shift::Year,
    }
}

fn copy_questions(tx: &mut Transaction<'_>, from: ContestId, to: ContestId) -> AppResult<()> {
    for (position, question) in (1..).zip(store::questions_of(tx, from)?) {
        let question = Question { id: tx.new_id(), ..question };
        store::insert_question(tx, to, position, &question)?;
    }
    Ok(())
}

/// Removes a draft that has no ideas. A contest with ideas stays: none of them is ever lost.
pub struct DeleteContest {
    /// Which.
    pub slug: String,
}

impl DeleteContest {
    /// Removes it.
    ///
    /// # Errors
    ///
    /// [`AppError::Refused`] when it is more than an empty draft; [`AppError::NotFound`], [`AppError::Forbidden`].
    pub async fn run(self, app: &App, actor: &Actor) -> AppResult<()> {
        let actor = actor.clone();
        app.write(move |tx| {
            let contest = contest_for(tx, &actor, ContestAction::Edit, &self.slug)?;
            let is_draft = rules::may(&actor, ContestAction::Delete, contest.standing());
            if !is_draft || !store::count_ideas(tx, &[contest.id])?.is_empty() {
                return Err(AppError::Refused("contest-not-empty"));
            }
            store::delete(tx, contest.id)?;
            tx.record(actor.account(), "contest.deleted", contest.id, Audience::Team, json!({}));
            Ok(())
        })
        .await
    }
}

/// The editions before a contest, the last first. For code that asks for itself: who may see them is the caller's
/// question.
pub fn earlier_editions(conn: &mut Conn, id: ContestId) -> Result<Vec<Contest>> {
    let mut editions: Vec<Contest> = Vec::new();
    let mut next = store::find(conn, id)?.and_then(|contest| contest.previous_id);
    while let Some(previous) = next.filter(|_| editions.len() < MOST_EDITIONS) {
        let Some(contest) = store::find(conn, previous)? else { break };
        next = contest.previous_id;
        editions.push(contest);
    }
    Ok(editions)
}

/// All editions of a contest that an actor may see, the first one first, itself among them.
pub fn editions(conn: &mut Conn, actor: &Actor, contest: &Contest) -> Result<Vec<Contest>> {
    let mut line = earlier_editions(conn, contest.id)?;
    line.reverse();
    line.push(contest.clone());
    let mut place = line.len() - 1;
    while place < line.len() && line.len() < MOST_EDITIONS {
        line.extend(store::list_next(conn, line[place].id)?);
        place += 1;
    }
    line.retain(|edition| rules::may(actor, ContestAction::See, edition.standing()));
    line.sort_by_key(|edition| edition.id.as_i64());
    Ok(line)
}
