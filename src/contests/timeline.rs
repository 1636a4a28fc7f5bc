//! A contest's calendar as people read it: what is over, what goes on and until when, what comes.

use chrono::{NaiveDate, NaiveTime};
use serde::Serialize;

use super::rules::{Calendar, Period, Phase, Position, Stage};
use super::store::{Contest, Move};
use crate::clock::{Time, Wall};

/// The whole of it.
#[derive(Debug, Clone, Serialize)]
pub struct Timeline {
    /// What goes on.
    pub now: Now,
    /// The phases that have a date, and those that the contest came through.
    pub steps: Vec<TimelineStep>,
}

/// What goes on in a contest, in words of a person.
#[derive(Debug, Clone, Serialize)]
pub struct Now {
    /// Where it is.
    pub stage: Stage,
    /// Whether what went on there is over.
    pub is_over: bool,
    /// The last day of it, if that is still to come.
    pub closes_on: Option<NaiveDate>,
    /// The hour it ends at.
    pub closes_at: Option<NaiveTime>,
    /// Days until then; none on the last day.
    pub days_left: i64,
    /// What comes next, if it has a date.
    pub next: Option<Next>,
}

/// What comes next.
#[derive(Debug, Clone, Serialize)]
pub struct Next {
    /// The phase.
    pub kind: Phase,
    /// Its first day.
    pub opens_on: NaiveDate,
}

/// A line of the timeline.
#[derive(Debug, Clone, Serialize)]
pub struct TimelineStep {
    /// The phase; none while the contest is prepared.
    pub kind: Option<Phase>,
    /// `done`, `now` or `next`.
    pub state: &'static str,
    /// Its first day.
    pub opens_on: Option<NaiveDate>,
    /// The hour it begins at.
    pub opens_at: Option<NaiveTime>,
    /// Its last day.
    pub closes_on: Option<NaiveDate>,
    /// The hour it ends at.
    pub closes_at: Option<NaiveTime>,
    /// What people decided about it.
    pub decisions: Vec<DecisionView>,
}

/// A decision of a person that brought a contest to a phase.
#[derive(Debug, Clone, Serialize)]
pub struct DecisionView {
    /// When.
    pub at: Time,
    /// Why.
    pub reason: String,
}

impl Timeline {
    /// The timeline of a contest by the clock of who looks.
    pub fn of(contest: &Contest, calendar: &Calendar, moves: &[Move], wall: Wall) -> Self {
        let position = contest.position_at(calendar, wall);
        let draft = (position.stage == Stage::Draft).then_some(None);
        let phases = Phase::ALL.into_iter().filter(|phase| {
            let stage = phase.stage();
            calendar.0.contains_key(phase)
                || position.stage == stage
                || moves.iter().any(|passing| passing.to_stage == stage)
        });
        let steps = draft.into_iter().chain(phases.map(Some));
        Self {
            now: Now::of(position, calendar, wall),
            steps: steps.map(|kind| TimelineStep::of(kind, position, calendar, moves)).collect(),
        }
    }

    /// A timeline for samples: one phase over, one going on, one to come.
    pub fn sample(stage: Stage, reason: &str) -> Self {
        let day = NaiveDate::from_ymd_opt(2026, 3, 2);
        let period = Period { opens_on: day, closes_on: day, ..Period::default() };
        let decisions = vec![DecisionView { at: Time::default(), reason: reason.into() }];
        let hours = Period { opens_at: NaiveTime::from_hms_opt(8, 30, 0), ..period };
        Self {
            now: Now::sample(stage),
            steps: vec![
                TimelineStep::new(None, "done", Period::default(), vec![]),
                TimelineStep::new(Some(Phase::Submission), "done", hours, decisions),
                TimelineStep::new(Some(Phase::Vote), "now", period, vec![]),
                TimelineStep::new(
                    Some(Phase::Announcement),
                    "next",
                    Period { closes_on: None, ..period },
                    vec![],
                ),
            ],
        }
    }
}

impl Now {
    /// What goes on at a position.
    pub fn of(position: Position, calendar: &Calendar, wall: Wall) -> Self {
        let today = wall.today();
        let going_on = calendar.at(position.stage).filter(|_| !position.is_over);
        let period = going_on.filter(|period| period.ends(wall.zone).is_some_and(|ends| ends > wall.at));
        let closes_on = period.and_then(|period| period.closes_on);
        let to_come = calendar.0.iter().filter(|(phase, _)| phase.stage() > position.stage);
        let next = to_come.filter_map(|(kind, period)| {
            Some(Next { kind: *kind, opens_on: period.opens_on.filter(|day| *day >= today)? })
        });
        Self {
            stage: position.stage,
            is_over: position.is_over,
            closes_on,
            closes_at: period.and_then(|period| period.closes_at),
            days_left: closes_on.map_or(0, |day| (day - today).num_days()),
            next: next.into_iter().next(),
        }
    }

    /// What goes on, for samples.
    pub fn sample(stage: Stage) -> Self {
        let day = NaiveDate::from_ymd_opt(2026, 3, 31).filter(|_| stage.is_in_progress());
        let next = NaiveDate::from_ymd_opt(2026, 4, 7).filter(|_| stage == Stage::Collecting);
        Self {
            stage,
            is_over: false,
            closes_on: day,
            closes_at: None,
            days_left: 12,
            next: next.map(|opens_on| Next { kind: Phase::Vote, opens_on }),
        }
    }
}

impl TimelineStep {
    fn of(kind: Option<Phase>, position: Position, calendar: &Calendar, moves: &[Move]) -> Self {
        let stage = kind.map_or(Stage::Draft, Phase::stage);
        let period = calendar.at(stage).copied().unwrap_or_default();
        let decided = moves.iter().filter(|passing| passing.is_by_hand && passing.to_stage == stage);
        let decision = |passing: &Move| DecisionView { at: passing.moved_at, reason: passing.reason.clone() };
        Self::new(kind, state(stage, position), period, decided.map(decision).collect())
    }

    /// A line.
    pub fn new(
        kind: Option<Phase>,
        state: &'static str,
        period: Period,
        decisions: Vec<DecisionView>,
    ) -> Self {
        let Period { opens_on, opens_at, closes_on, closes_at } = period;
        Self { kind, state, opens_on, opens_at, closes_on, closes_at, decisions }
    }
}

fn state(stage: Stage, position: Position) -> &'static str {
    match stage.cmp(&position.stage) {
        std::cmp::Ordering::Less => "done",
        std::cmp::Ordering::Equal if position.is_over => "done",
        std::cmp::Ordering::Equal => "now",
        std::cmp::Ordering::Greater => "next",
    }
}
