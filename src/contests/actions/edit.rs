//! Preparing a contest: its words and dates.

use chrono::TimeDelta;
use serde_json::json;

use super::contest_for;
use crate::accounts::Actor;
use crate::app::App;
use crate::audience::Audience;
use crate::clock::Zone;
use crate::contests::rules::{self, Calendar, ContestAction, Moderation, PhaseDraft, Position, Stage};
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
    /// The dates of phases.
    pub phases: Vec<PhaseDraft>,
    /// Whether it passes on by itself at these dates.
    pub follows_calendar: bool,
    /// What it is about.
    pub about: String,
    /// Its rules.
    pub rules: String,
    /// What an author accepts.
    pub charter: String,
    /// `before` or `after`; `before` when empty.
    pub moderation: String,
}

/// What was typed, checked.
struct Checked {
    title: String,
    slug: String,
    summary: String,
    audience: Audience,
    calendar: Calendar,
    follows_calendar: bool,
    about: String,
    rules: String,
    charter: String,
    moderation: Moderation,
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
        let about = errors.optional_text("about", &lines(&self.about), rules::ABOUT);
        let rules = errors.optional_text("rules", &lines(&self.rules), rules::RULES);
        let charter = errors.optional_text("charter", &lines(&self.charter), rules::RULES);
        let moderation = self.moderation.parse().ok().filter(|_| !self.moderation.is_empty());
        if moderation.is_none() && !self.moderation.is_empty() {
            errors.add("moderation", "choose");
        }
        let calendar = Calendar::checked(&self.phases, &mut errors);
        errors.check()?;
        Ok(Checked {
            title,
            slug,
            summary,
            audience: audience.unwrap_or(Audience::Team),
            calendar,
            follows_calendar: self.follows_calendar,
            about,
            rules,
            charter,
            moderation: moderation.unwrap_or_default(),
        })
    }
}

/// A text with one kind of line end: browsers send two letters, and a charter must not change by that.
fn lines(typed: &str) -> String {
    typed.replace("\r\n", "\n")
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
            let slug = free_slug(tx, &checked.slug, &checked.title, id)?;
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
                decided_at: now,
                follows_calendar: checked.follows_calendar,
                about: &checked.about,
                rules: &checked.rules,
                charter: &checked.charter,
                charter_version: 0,
                categories: "[]".into(),
                moderation: checked.moderation,
                previous_id: None,
            };
            insert(tx, row, &checked.calendar)
        })
        .await
    }
}

/// Writes a new contest down, with the first text of its charter.
pub(super) fn insert(
    tx: &mut Transaction<'_>,
    mut row: NewContest<'_>,
    calendar: &Calendar,
) -> AppResult<Contest> {
    row.charter_version = i32::from(!row.charter.is_empty());
    store::insert(tx, &row).on_unique(taken)?;
    if row.charter_version > 0 {
        store::insert_charter(tx, row.id, row.charter_version, row.charter, row.created_at)?;
    }
    store::set_calendar(tx, row.id, calendar)?;
    tx.record(row.created_by, "contest.created", row.id, Audience::Team, json!({}));
    store::find(tx, row.id)?.ok_or(AppError::NotFound)
}

fn taken() -> AppError {
    FieldErrors::one("slug", "taken")
}

/// The address typed; or one from the title, with a number when others have it.
pub(super) fn free_slug(
    tx: &mut Transaction<'_>,
    typed: &str,
    title: &str,
    id: ContestId,
) -> AppResult<String> {
    if !typed.is_empty() {
        return if store::is_taken(tx, typed, None)? { Err(taken()) } else { Ok(typed.to_owned()) };
    }
    let from_title = rules::slug_of(title);
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
        let (actor, zone) = (actor.clone(), app.config.time_zone);
        app.write(move |tx| {
            let contest = contest_for(tx, &actor, ContestAction::Edit, &self.slug)?;
            let checked = self.draft.checked()?;
            let slug = if checked.slug.is_empty() { &contest.slug } else { &checked.slug };
            if store::is_taken(tx, slug, Some(contest.id))? {
                return Err(taken());
            }
            let charter_version = next_charter(tx, &contest, &checked.charter)?;
            let words = Words {
                slug,
                title: &checked.title,
                summary: &checked.summary,
                audience: checked.audience,
                about: &checked.about,
                rules: &checked.rules,
                charter: &checked.charter,
                charter_version,
                moderation: checked.moderation,
                follows_calendar: checked.follows_calendar,
            };
            store::set_words(tx, contest.id, &words).on_unique(taken)?;
            store::set_calendar(tx, contest.id, &checked.calendar)?;
            follow_decision(tx, zone, &contest, &checked)?;
            let changed = store::find(tx, contest.id)?.ok_or(AppError::NotFound)?;
            let data = json!({ "audience": checked.audience.as_str(), "charter": charter_version });
            tx.record(actor.account(), "contest.updated", contest.id, changed.standing().shown_to(), data);
            Ok(changed)
        })
        .await
    }
}

/// The number of a charter's text; another text is another version, which authors accept anew.
fn next_charter(tx: &mut Transaction<'_>, contest: &Contest, charter: &str) -> AppResult<i32> {
    if charter.is_empty() || charter == contest.charter {
        return Ok(contest.charter_version);
    }
    let (version, now) = (contest.charter_version + 1, tx.now());
    store::insert_charter(tx, contest.id, version, charter, now)
        .on_unique(|| AppError::Refused("contest-changed"))?;
    Ok(version)
}

/// What new dates decide besides themselves: a later last day opens again what was over, and a contest that follows its
/// calendar from now on is not moved by what came before.
fn follow_decision(
    tx: &mut Transaction<'_>,
    zone: Zone,
    contest: &Contest,
    checked: &Checked,
) -> AppResult<()> {
    let now = tx.now();
    let ends = checked.calendar.at(contest.stage).and_then(|period| period.ends(zone));
    let is_over = contest.is_over && ends.is_some_and(|ends| ends <= now);
    let begins_to_follow = checked.follows_calendar && !contest.follows_calendar;
    let decided_at = if begins_to_follow { now } else { contest.decided_at };
    let to = Position { stage: contest.stage, is_over };
    if (to, decided_at) == (contest.position(), contest.decided_at)
        || store::set_position(tx, contest, to, decided_at)?
    {
        return Ok(());
    }
    Err(AppError::Refused("contest-changed"))
}
