//! The rules of a contest: its stages and calendar, its address, what it asks, and who may do what to it.

mod calendar;
mod course;
mod question;
mod stage;

pub use calendar::{Calendar, Period, Phase, PhaseDraft, PhaseFields};
pub(super) use calendar::{Shift, day};
pub use course::{Position, Step};
pub(super) use question::{CheckedQuestion, MOST_QUESTIONS};
pub use question::{Question, QuestionDraft, QuestionKind};
pub use stage::{Opportunity, Stage, StageRefusal, opens};

use std::str::FromStr;

use crate::accounts::Actor;
use crate::audience::Audience;
use crate::db::text_column;
use crate::slug::slug;

/// The most characters of a contest's title.
pub(super) const TITLE: usize = 120;
/// The most characters of a contest's summary.
pub(super) const SUMMARY: usize = 500;
/// The most characters of what a contest is about.
pub(super) const ABOUT: usize = 6_000;
/// The most characters of its rules and of its charter.
pub(super) const RULES: usize = 20_000;
/// The most characters of why people move it.
pub(super) const REASON: usize = 500;
/// The most characters of a category, and the most categories.
pub(super) const CATEGORY: usize = 80;
pub(super) const MOST_CATEGORIES: usize = 40;
/// The most characters of a contest's address.
const SLUG: usize = 60;
/// Addresses that lead elsewhere.
const RESERVED: [&str; 1] = ["nouveau"];

/// When ideas are shown to others.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Moderation {
    /// Once the team has read them.
    #[default]
    Before,
    /// At once; the team reads them afterwards.
    After,
}

impl Moderation {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Before, Self::After];

    /// The word in the database, in the API and in the choice of sentences.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Before => "before",
            Self::After => "after",
        }
    }
}

impl FromStr for Moderation {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|moderation| moderation.as_str() == text).ok_or(())
    }
}

text_column!(Moderation);

/// The address that a title makes, perhaps nothing.
pub(super) fn slug_of(title: &str) -> String {
    slug(title, SLUG)
}

/// Plain lower-case words, joined by hyphens: as words are compared.
pub(super) fn folded(text: &str) -> String {
    slug(text, usize::MAX)
}

/// Whether a text may be an address: lower-case letters, digits, single hyphens between them.
pub(super) fn is_slug(text: &str) -> bool {
    (2..=SLUG).contains(&text.len())
        && text.split('-').all(|word| {
            !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        })
        && !RESERVED.contains(&text)
}

/// A contest as its rules see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// Who it is meant for.
    pub audience: Audience,
    /// Where it is.
    pub stage: Stage,
}

impl Standing {
    /// Who sees it now: a draft is the team's, whoever it is meant for.
    pub fn shown_to(self) -> Audience {
        if self.stage == Stage::Draft { Audience::Team } else { self.audience }
    }
}

/// What may be done to a contest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ContestAction {
    /// Look at it.
    See,
    /// Accept its charter.
    Accept,
    /// Create one, change its words and dates.
    Edit,
    /// Pass it to another stage.
    Move,
    /// Make the next edition of it.
    Copy,
    /// Remove it, while it is a draft without ideas.
    Delete,
    /// Bring ideas in from a file.
    Import,
    /// Mark the awarded ideas and announce them.
    Award,
}

impl ContestAction {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::See,
        Self::Accept,
        Self::Edit,
        Self::Move,
        Self::Copy,
        Self::Delete,
        Self::Import,
        Self::Award,
    ];
}

/// Whether an actor may do this to a contest that stands so.
pub fn may(actor: &Actor, action: ContestAction, contest: Standing) -> bool {
    match action {
        ContestAction::See => actor.sees().contains(&contest.shown_to()),
        ContestAction::Accept => actor.account().is_some() && actor.sees().contains(&contest.shown_to()),
        ContestAction::Delete => actor.is_team() && contest.stage == Stage::Draft,
        ContestAction::Edit
        | ContestAction::Move
        | ContestAction::Copy
        | ContestAction::Import
        | ContestAction::Award => actor.is_team(),
    }
}

/// Whether an actor may create a contest.
pub fn may_create(actor: &Actor) -> bool {
    actor.is_team()
}

#[cfg(test)]
mod tests;
