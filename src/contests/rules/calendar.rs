//! The phases of a contest and their dates, in the time zone of the people.

use std::collections::BTreeMap;
use std::str::FromStr;

use chrono::{Datelike, Days, Months, NaiveDate, NaiveDateTime, NaiveTime, Timelike};

use super::Stage;
use crate::clock::{self, Time, Zone};
use crate::db::text_column;
use crate::error::FieldErrors;

/// A part of a contest's calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// Ideas come in.
    Submission,
    /// The ideas that go on are chosen.
    Preselection,
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
    /// It ends.
    Closed,
}

/// The fields of a phase's beginning and end, in forms and in faults.
pub struct PhaseFields {
    /// Its first day.
    pub opens_on: &'static str,
    /// The hour it begins at.
    pub opens_at: &'static str,
    /// Its last day.
    pub closes_on: &'static str,
    /// The hour it ends at.
    pub closes_at: &'static str,
}

macro_rules! fields {
    ($phase:literal) => {
        PhaseFields {
            opens_on: concat!($phase, "_opens_on"),
            opens_at: concat!($phase, "_opens_at"),
            closes_on: concat!($phase, "_closes_on"),
            closes_at: concat!($phase, "_closes_at"),
        }
    };
}

impl Phase {
    /// All of them, in their order.
    pub const ALL: [Self; 10] = [
        Self::Submission,
        Self::Preselection,
        Self::Vote,
        Self::Jury,
        Self::Announcement,
        Self::Analysis,
        Self::Minilabs,
        Self::Tour,
        Self::Arbitration,
        Self::Closed,
    ];

    /// The word in the database, in the API and in the choice of sentences.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Submission => "submission",
            Self::Preselection => "preselection",
            Self::Vote => "vote",
            Self::Jury => "jury",
            Self::Announcement => "announcement",
            Self::Analysis => "analysis",
            Self::Minilabs => "minilabs",
            Self::Tour => "tour",
            Self::Arbitration => "arbitration",
            Self::Closed => "closed",
        }
    }

    /// The fields of its beginning and end.
    pub fn fields(self) -> PhaseFields {
        match self {
            Self::Submission => fields!("submission"),
            Self::Preselection => fields!("preselection"),
            Self::Vote => fields!("vote"),
            Self::Jury => fields!("jury"),
            Self::Announcement => fields!("announcement"),
            Self::Analysis => fields!("analysis"),
            Self::Minilabs => fields!("minilabs"),
            Self::Tour => fields!("tour"),
            Self::Arbitration => fields!("arbitration"),
            Self::Closed => fields!("closed"),
        }
    }

    /// The stage that the contest is at while it goes on.
    pub fn stage(self) -> Stage {
        match self {
            Self::Submission => Stage::Collecting,
            Self::Preselection => Stage::Preselection,
            Self::Vote => Stage::Voting,
            Self::Jury => Stage::Jury,
            Self::Announcement => Stage::Awarded,
            Self::Analysis => Stage::Analysis,
            Self::Minilabs => Stage::Minilabs,
            Self::Tour => Stage::Tour,
            Self::Arbitration => Stage::Arbitration,
            Self::Closed => Stage::Closed,
        }
    }

    /// The phase that goes on at a stage; none while the contest is prepared.
    pub fn of(stage: Stage) -> Option<Self> {
        Self::ALL.into_iter().find(|phase| phase.stage() == stage)
    }

    /// Whether it is a moment, with a day but no end.
    pub fn is_moment(self) -> bool {
        matches!(self, Self::Announcement | Self::Closed)
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
    /// The hour it begins at; the beginning of the day when there is none.
    pub opens_at: Option<NaiveTime>,
    /// Its last day.
    pub closes_on: Option<NaiveDate>,
    /// The hour it ends at; the end of the day when there is none.
    pub closes_at: Option<NaiveTime>,
}

impl Period {
    /// The moment it begins.
    pub fn begins(&self, zone: Zone) -> Option<Time> {
        self.begins_shown().map(|shown| clock::from_local(shown, zone))
    }

    /// The moment it is over: its last day belongs to it.
    pub fn ends(&self, zone: Zone) -> Option<Time> {
        self.ends_shown().map(|shown| clock::from_local(shown, zone))
    }

    /// What clocks show when it begins.
    fn begins_shown(&self) -> Option<NaiveDateTime> {
        Some(self.opens_on?.and_time(self.opens_at.unwrap_or(NaiveTime::MIN)))
    }

    fn ends_shown(&self) -> Option<NaiveDateTime> {
        let day = self.closes_on?;
        match self.closes_at {
            Some(hour) => Some(day.and_time(hour)),
            None => Some(day.succ_opt()?.and_time(NaiveTime::MIN)),
        }
    }

    fn shifted(self, shift: Shift) -> Self {
        let later = |day: Option<NaiveDate>| day.and_then(|day| shift.apply(day));
        Self { opens_on: later(self.opens_on), closes_on: later(self.closes_on), ..self }
    }
}

/// How far the calendar of a next edition is from the one it is copied from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shift {
    /// The same days of the next year.
    Year,
    /// So many days.
    Days(i64),
}

impl Shift {
    fn apply(self, day: NaiveDate) -> Option<NaiveDate> {
        match self {
            Self::Year => day.checked_add_months(Months::new(12)),
            Self::Days(days) if days < 0 => day.checked_sub_days(Days::new(days.unsigned_abs())),
            Self::Days(days) => day.checked_add_days(Days::new(days.unsigned_abs())),
        }
    }
}

/// A phase's dates as they were typed: `2026-03-02` and `08:30`, or nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhaseDraft {
    /// Which.
    pub phase: Phase,
    /// Its first day.
    pub opens_on: String,
    /// The hour it begins at.
    pub opens_at: String,
    /// Its last day.
    pub closes_on: String,
    /// The hour it ends at.
    pub closes_at: String,
}

impl PhaseDraft {
    /// Whole days, or nothing.
    pub fn days(phase: Phase, opens_on: &str, closes_on: &str) -> Self {
        Self {
            phase,
            opens_on: opens_on.into(),
            opens_at: String::new(),
            closes_on: closes_on.into(),
            closes_at: String::new(),
        }
    }

    fn checked(&self, errors: &mut FieldErrors) -> Period {
        let fields = self.phase.fields();
        let mut period = Period {
            opens_on: day(&self.opens_on, fields.opens_on, errors),
            opens_at: hour(&self.opens_at, fields.opens_at, errors),
            closes_on: day(&self.closes_on, fields.closes_on, errors),
            closes_at: hour(&self.closes_at, fields.closes_at, errors),
        };
        if self.phase.is_moment() {
            (period.closes_on, period.closes_at) = (None, None);
        }
        if period.opens_at.is_some() && self.opens_on.trim().is_empty() {
            errors.add(fields.opens_on, "day-missing");
        }
        if period.closes_at.is_some() && self.closes_on.trim().is_empty() {
            errors.add(fields.closes_on, "day-missing");
        }
        if period.begins_shown().zip(period.ends_shown()).is_some_and(|(begins, ends)| ends <= begins) {
            errors.add(fields.closes_on, "date-order");
        }
        period
    }
}

/// The phases that have a date.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Calendar(pub BTreeMap<Phase, Period>);

impl Calendar {
    /// Reads the days that were typed and notes their faults: a contest is at one phase at a time, in their order.
    pub fn checked(typed: &[PhaseDraft], errors: &mut FieldErrors) -> Self {
        let mut calendar = Self::default();
        for draft in typed {
            let period = draft.checked(errors);
            if period != Period::default() {
                calendar.0.insert(draft.phase, period);
            }
        }
        calendar.note_disorder(errors);
        calendar
    }

    fn note_disorder(&self, errors: &mut FieldErrors) {
        let (mut begun, mut ended) = (NaiveDateTime::MIN, NaiveDateTime::MIN);
        for (phase, period) in &self.0 {
            let fields = phase.fields();
            match (period.begins_shown(), period.ends_shown()) {
                (Some(begins), _) if begins < begun => errors.add(fields.opens_on, "phase-order"),
                (Some(begins), _) if begins < ended => errors.add(fields.opens_on, "phase-overlap"),
                (None, Some(ends)) if ends < begun.max(ended) => errors.add(fields.closes_on, "phase-order"),
                _ => {}
            }
            begun = begun.max(period.begins_shown().unwrap_or(begun));
            ended = ended.max(period.ends_shown().unwrap_or(ended));
        }
    }

    /// The dates of what goes on at a stage.
    pub fn at(&self, stage: Stage) -> Option<&Period> {
        self.0.get(&Phase::of(stage)?)
    }

    /// Its first day.
    pub fn first_day(&self) -> Option<NaiveDate> {
        self.0.values().filter_map(|period| period.opens_on.or(period.closes_on)).min()
    }

    /// The same days of the next year.
    pub fn a_year_later(&self) -> Self {
        self.shifted(Shift::Year)
    }

    /// The same for another edition.
    pub fn shifted(&self, shift: Shift) -> Self {
        Self(self.0.iter().map(|(phase, period)| (*phase, period.shifted(shift))).collect())
    }
}

/// A day that was typed, as `2026-03-02` or nothing.
pub fn day(typed: &str, field: &'static str, errors: &mut FieldErrors) -> Option<NaiveDate> {
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

/// Browsers send `08:30`, and `08:30:00` when they show the seconds.
fn hour(typed: &str, field: &'static str, errors: &mut FieldErrors) -> Option<NaiveTime> {
    let typed = typed.trim();
    if typed.is_empty() {
        return None;
    }
    let hour = ["%H:%M", "%H:%M:%S"].iter().find_map(|form| NaiveTime::parse_from_str(typed, form).ok());
    if hour.is_none() {
        errors.add(field, "invalid-time");
    }
    hour.and_then(|hour| hour.with_second(0)?.with_nanosecond(0))
}
