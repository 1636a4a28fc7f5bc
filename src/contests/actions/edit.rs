//! Preparing a contest and passing it from stage to stage.

use chrono::TimeDelta;
use serde_json::json;

use super::contest_for;
use crate::accounts::Actor;
use crate::app::App;
use crate::audience::Audience;
use crate::contests::rules::{self, Calendar, ContestAction, Phase, Stage};
use crate::contests::store::{self, Contest, NewContest, Words};
use crate::db::OnUnique;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::ids::{ContestId, Id};
use crate::transaction::Transaction;

/// The same title from the same person within this time is the same form, sent twice.
const TWICE: TimeDelta = TimeDelta::minutes(10);
/// Addresses tried for a title that others have too.
const MOST_NAMESAKES: usize = 99;

/// What is said of a contest, as it was typed.
#[derive(Debug, Clone, Default)]
pub struct ContestDraft {
    /// One line.
    pub title: String,
    /// The end of its address; from the title when empty.
    pub slug: String,
    /// Who it is for, and what for.
    pub summary: String,
    /// `public`, `agents` or `team`.
    pub audience: String,
    /// First and last day of phases, as `2026-03-02` or nothing.
    pub phases: Vec<(Phase, String, String)>,
}

/// What was typed, checked.
struct Checked {
    title: String,
    slug: String,
    summary: String,
    audience: Audience,
    calendar: Calendar,
}

impl ContestDraft {
    fn checked(&self) -> AppResult<Checked> {
        let mut errors = FieldErrors::default();
        let title = errors.text("title", &self.title, rules::TITLE);
        let slug = self.slug.trim().to_owned();
        if !slug.is_empty() && !rules::is_slug(&slug) {
            errors.add("slug", "invalid-slug");
        }
        let summary = errors.text("summary", &self.summary, rules::SUMMARY);
        let audience = self.audience.parse().ok();
        if audience.is_none() {
            errors.add("audience", "choose");
        }
        let typed =
            self.phases.iter().map(|(phase, opens, closes)| (*phase, opens.as_str(), closes.as_str()));
        let calendar = Calendar::checked(typed, &mut errors);
        errors.check()?;
        Ok(Checked { title, slug, summary, audience: audience.unwrap_or(Audience::Team), calendar })
    }
}

/// Makes a contest, as a draft that the team alone sees.
pub struct CreateContest(pub ContestDraft);

impl CreateContest {
    /// Makes it. A form that was sent twice makes one contest.
    ///
    /// # Errors
    ///
    /// Faults of the fields; [`AppError::Forbidden`] for who is not on the team.
    pub async fn run(self, app: &App, actor: &Actor) -> AppResult<Contest> {
        actor.require(rules::may_create(actor))?;
        let (by, checked) = (actor.signed_in()?, self.0.checked()?);
        app.write(move |tx| {
            let now = tx.now();
            if let Some(twin) = store::find_twin(tx, &checked.title, by, now - TWICE)? {
                return Ok(twin);
            }
            let id: ContestId = tx.new_id();
            let slug = free_slug(tx, &checked, id)?;
            let row = NewContest {
                id,
                slug: &slug,
                title: &checked.title,
                summary: &checked.summary,
                audience: checked.audience,
                stage: Stage::Draft,
                ideas_numbered: 0,
                created_by: Some(by),
                created_at: now,
            };
            store::insert(tx, &row).on_unique(taken)?;
            store::set_calendar(tx, id, &checked.calendar)?;
            tx.record(Some(by), "contest.created", id, Audience::Team, json!({}));
            store::find(tx, id)?.ok_or(AppError::NotFound)
        })
        .await
    }
}

fn taken() -> AppError {
    FieldErrors::one("slug", "taken")
}

/// The address typed; or one from the title, with a number when others have it.
fn free_slug(tx: &mut Transaction<'_>, checked: &Checked, id: ContestId) -> AppResult<String> {
    if !checked.slug.is_empty() {
        return if store::is_taken(tx, &checked.slug, None)? {
            Err(taken())
        } else {
            Ok(checked.slug.clone())
        };
    }
    let from_title = rules::slug_of(&checked.title);
    let base = if rules::is_slug(&from_title) { from_title } else { format!("concours-{:x}", id.as_i64()) };
    for number in 1..=MOST_NAMESAKES {
        let slug = if number == 1 { base.clone() } else { format!("{base}-{number}") };
        if !store::is_taken(tx, &slug, None)? {
            return Ok(slug);
        }
    }
    Err(taken())
}

/// Changes a contest's words and dates.
pub struct UpdateContest {
    /// Where it is now.
    pub slug: String,
    /// What is said of it from now on. An empty address keeps the one it has.
    pub draft: ContestDraft,
}

impl UpdateContest {
    /// Changes them; its address may be another afterwards.
    ///
    /// # Errors
    ///
    /// Faults of the fields; [`AppError::NotFound`], [`AppError::Forbidden`].
    pub async fn run(self, app: &App, actor: &Actor) -> AppResult<Contest> {
        let actor = actor.clone();
        app.write(move |tx| {
            let contest = contest_for(tx, &actor, ContestAction::Edit, &self.slug)?;
            let checked = self.draft.checked()?;
            let slug = if checked.slug.is_empty() { &contest.slug } else { &checked.slug };
            if store::is_taken(tx, slug, Some(contest.id))? {
                return Err(taken());
            }
            let Checked { title, summary, audience, calendar, .. } = &checked;
            let words = Words { slug, title, summary, audience: *audience };
            store::set_words(tx, contest.id, &words).on_unique(taken)?;
            store::set_calendar(tx, contest.id, calendar)?;
            let changed = store::find(tx, contest.id)?.ok_or(AppError::NotFound)?;
            let data = json!({ "audience": audience.as_str() });
            tx.record(actor.account(), "contest.updated", contest.id, changed.standing().shown_to(), data);
            Ok(changed)
        })
        .await
    }
}

/// Passes a contest to another stage; results are announced by [`super::AnnounceAwards`].
pub struct MoveContest {
    /// Which.
    pub slug: String,
    /// Where to.
    pub to: Stage,
}

impl MoveContest {
    /// Passes it on. One that is there already stays, so that a button pressed twice is no fault.
    ///
    /// # Errors
    ///
    /// [`AppError::Refused`] when there is no way; [`AppError::NotFound`], [`AppError::Forbidden`].
    pub async fn run(self, app: &App, actor: &Actor) -> AppResult<Contest> {
        let actor = actor.clone();
        app.write(move |tx| {
            let contest = contest_for(tx, &actor, ContestAction::Move, &self.slug)?;
            if contest.stage == self.to {
                return Ok(contest);
            }
            let to = contest.stage.moved_to(self.to).map_err(|refusal| AppError::Refused(refusal.code()))?;
            pass_on(tx, &actor, contest, to)
        })
        .await
    }
}

/// Writes the new stage down, where the old one was consumed.
pub(super) fn pass_on(
    tx: &mut Transaction<'_>,
    actor: &Actor,
    mut contest: Contest,
    to: Stage,
) -> AppResult<Contest> {
    let from = contest.stage;
    if !store::set_stage(tx, contest.id, from, to)? {
        return Err(AppError::Refused("contest-stage"));
    }
    contest.stage = to;
    let data = json!({ "from": from.as_str(), "to": to.as_str() });
    tx.record(actor.account(), "contest.moved", contest.id, contest.standing().shown_to(), data);
    Ok(contest)
}
