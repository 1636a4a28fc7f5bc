//! The stages of a contest, its calendar, its address, and who may do what to it.

use std::collections::BTreeMap;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate};
use thiserror::Error;

use crate::accounts::Actor;
use crate::audience::Audience;
use crate::db::text_column;
use crate::error::FieldErrors;
use crate::slug::slug;

/// The most characters of a contest's title.
pub(super) const TITLE: usize = 120;
/// The most characters of a contest's summary.
pub(super) const SUMMARY: usize = 500;
/// The most characters of a contest's address.
const SLUG: usize = 60;
/// Addresses that lead elsewhere.
const RESERVED: [&str; 1] = ["nouveau"];

/// Where a contest is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// The team prepares it; nobody else sees it.
    Draft,
    /// Ideas come in.
    Collecting,
    /// People vote.
    Voting,
    /// The jury reads.
    Jury,
    /// The results are known.
    Awarded,
    /// It is over.
    Closed,
}

/// Why a contest does not pass to another stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum StageRefusal {
    /// There is no way from here to there.
    #[error("a contest does not pass from one of these stages to the other")]
    NoWay,
    /// Results are announced with the awards, never by a mere change of stage.
    #[error("results are announced with the awarded ideas")]
    AnnounceInstead,
    /// They were announced already.
    #[error("the results were announced already")]
    Announced,
    /// It takes no more ideas.
    #[error("the contest takes no more ideas")]
    TakesNoIdeas,
}

impl StageRefusal {
    /// The rule's code: chooses the sentence.
    pub fn code(self) -> &'static str {
        match self {
            Self::NoWay => "contest-stage",
            Self::AnnounceInstead => "contest-announce",
            Self::Announced => "contest-announced",
            Self::TakesNoIdeas => "contest-closed",
        }
    }
}

impl Stage {
    /// All of them, in their order.
    pub const ALL: [Self; 6] =
        [Self::Draft, Self::Collecting, Self::Voting, Self::Jury, Self::Awarded, Self::Closed];

    /// The word in the database, in the API and in the choice of sentences.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Collecting => "collecting",
            Self::Voting => "voting",
            Self::Jury => "jury",
            Self::Awarded => "awarded",
            Self::Closed => "closed",
        }
    }

    /// The stages it may be moved to from here. A contest whose ideas come in a file goes from its preparation straight
    /// to the jury.
    pub fn moves(self) -> &'static [Self] {
        match self {
            Self::Draft => &[Self::Collecting, Self::Jury],
            Self::Collecting => &[Self::Voting, Self::Jury, Self::Draft],
            Self::Voting => &[Self::Jury, Self::Collecting],
            Self::Jury => &[Self::Voting, Self::Collecting],
            Self::Awarded => &[Self::Closed],
            Self::Closed => &[Self::Awarded],
        }
    }

    /// The next stage, in place of this one.
    ///
    /// # Errors
    ///
    /// When there is no way, or when it is the announcement's business.
    pub fn moved_to(self, to: Self) -> Result<Self, StageRefusal> {
        if self.moves().contains(&to) {
            Ok(to)
        } else if to == Self::Awarded && self < Self::Awarded {
            Err(StageRefusal::AnnounceInstead)
        } else {
            Err(StageRefusal::NoWay)
        }
    }

    /// The stage after the announcement, in place of this one.
    ///
    /// # Errors
    ///
    /// When the results are known already.
    pub fn announced(self) -> Result<Self, StageRefusal> {
        if self < Self::Awarded { Ok(Self::Awarded) } else { Err(StageRefusal::Announced) }
    }

    /// Whether ideas may still be imported: once the results are known, a new idea would have no destiny.
    ///
    /// # Errors
    ///
    /// When they may not.
    pub fn takes_ideas(self) -> Result<(), StageRefusal> {
        if self < Self::Awarded { Ok(()) } else { Err(StageRefusal::TakesNoIdeas) }
    }

    /// Whether something is going on that concerns everybody.
    pub fn is_in_progress(self) -> bool {
        matches!(self, Self::Collecting | Self::Voting | Self::Jury)
    }
}

impl FromStr for Stage {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|stage| stage.as_str() == text).ok_or(())
    }
}

text_column!(Stage);

/// A part of a contest's calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// Ideas come in.
    Submission,
    /// People vote.
    Vote,
    /// The jury reads.
    Jury,
    /// The results are told.
    Announcement,
    /// The other ideas are grouped.
    Analysis,
    /// The groups work.
    Minilabs,
    /// They show what they found.
    Tour,
    /// The directions decide.
    Arbitration,
}

impl Phase {
    /// All of them, in their order.
    pub const ALL: [Self; 8] = [
        Self::Submission,
        Self::Vote,
        Self::Jury,
        Self::Announcement,
        Self::Analysis,
        Self::Minilabs,
        Self::Tour,
        Self::Arbitration,
    ];

    /// The word in the database, in the API and in the choice of sentences.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Submission => "submission",
            Self::Vote => "vote",
            Self::Jury => "jury",
            Self::Announcement => "announcement",
            Self::Analysis => "analysis",
            Self::Minilabs => "minilabs",
            Self::Tour => "tour",
            Self::Arbitration => "arbitration",
        }
    }

    /// The fields of its first and last day, in forms and in faults.
    pub fn fields(self) -> (&'static str, &'static str) {
        match self {
            Self::Submission => ("submission_opens_on", "submission_closes_on"),
            Self::Vote => ("vote_opens_on", "vote_closes_on"),
            Self::Jury => ("jury_opens_on", "jury_closes_on"),
            Self::Announcement => ("announcement_opens_on", "announcement_closes_on"),
            Self::Analysis => ("analysis_opens_on", "analysis_closes_on"),
            Self::Minilabs => ("minilabs_opens_on", "minilabs_closes_on"),
            Self::Tour => ("tour_opens_on", "tour_closes_on"),
            Self::Arbitration => ("arbitration_opens_on", "arbitration_closes_on"),
        }
    }
}

impl FromStr for Phase {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|phase| phase.as_str() == text).ok_or(())
    }
}

text_column!(Phase);

/// From when to when; either may be unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Period {
    /// Its first day.
    pub opens_on: Option<NaiveDate>,
    /// Its last day.
    pub closes_on: Option<NaiveDate>,
}

impl Period {
    /// Whether it is over, goes on, or is to come on a day: `done`, `now` or `next`.
    pub fn state_on(self, today: NaiveDate) -> &'static str {
        let (opens, closes) = (self.opens_on.or(self.closes_on), self.closes_on.or(self.opens_on));
        match (opens, closes) {
            (_, Some(closes)) if closes < today => "done",
            (Some(opens), _) if opens <= today => "now",
            _ => "next",
        }
    }
}

/// The phases that have a date.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Calendar(pub BTreeMap<Phase, Period>);

impl Calendar {
    /// Reads the days that were typed, as `2026-03-02` or nothing, and notes their faults.
    pub fn checked<'a>(
        typed: impl IntoIterator<Item = (Phase, &'a str, &'a str)>,
        errors: &mut FieldErrors,
    ) -> Self {
        let mut calendar = BTreeMap::new();
        for (phase, opens, closes) in typed {
            let (opens_field, closes_field) = phase.fields();
            let period = Period {
                opens_on: day(opens, opens_field, errors),
                closes_on: day(closes, closes_field, errors),
            };
            if period.opens_on.zip(period.closes_on).is_some_and(|(opens, closes)| closes < opens) {
                errors.add(closes_field, "date-order");
            }
            if period != Period::default() {
                calendar.insert(phase, period);
            }
        }
        let opening = calendar.iter().filter_map(|(phase, period)| Some((*phase, period.opens_on?)));
        let opening: Vec<(Phase, NaiveDate)> = opening.collect();
        for pair in opening.windows(2).filter(|pair| pair[1].1 < pair[0].1) {
            errors.add(pair[1].0.fields().0, "phase-order");
        }
        Self(calendar)
    }

    /// The last day of what goes on in a stage.
    pub fn closes_on(&self, stage: Stage) -> Option<NaiveDate> {
        let phase = match stage {
            Stage::Collecting => Phase::Submission,
            Stage::Voting => Phase::Vote,
            Stage::Jury => Phase::Jury,
            Stage::Draft | Stage::Awarded | Stage::Closed => return None,
        };
        self.0.get(&phase)?.closes_on
    }
}

fn day(typed: &str, field: &'static str, errors: &mut FieldErrors) -> Option<NaiveDate> {
    let typed = typed.trim();
    if typed.is_empty() {
        return None;
    }
    // A year of five digits, or of the Romans, is a slip of the keyboard.
    let day = typed.parse::<NaiveDate>().ok().filter(|day| (1990..=2200).contains(&day.year()));
    if day.is_none() {
        errors.add(field, "invalid-date");
    }
    day
}

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
    /// Create one, change its words and dates.
    Edit,
    /// Pass it to another stage.
    Move,
    /// Bring ideas in from a file.
    Import,
    /// Mark the awarded ideas and announce them.
    Award,
}

impl ContestAction {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::See, Self::Edit, Self::Move, Self::Import, Self::Award];
}

/// Whether an actor may do this to a contest that stands so.
pub fn may(actor: &Actor, action: ContestAction, contest: Standing) -> bool {
    match action {
        ContestAction::See => actor.sees().contains(&contest.shown_to()),
        ContestAction::Edit | ContestAction::Move | ContestAction::Import | ContestAction::Award => {
            actor.is_team()
        }
    }
}

/// Whether an actor may create a contest.
pub fn may_create(actor: &Actor) -> bool {
    actor.is_team()
}

#[cfg(test)]
mod tests;
