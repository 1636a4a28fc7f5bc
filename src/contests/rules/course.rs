//! How a contest follows its calendar by itself.
//!
//! The clock goes forward only. It looks at the moments of the calendar that came after the last decision of a person:
//! what people decided stands until a later date of the calendar is reached. It never announces results, and passes to
//! nothing that comes after them before people did.

use chrono::NaiveDate;

use super::{Calendar, Opportunity, Phase, Stage, StageRefusal};
use crate::clock::{Time, Wall};

/// Where a contest is in its calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    /// The stage it is at.
    pub stage: Stage,
    /// Whether what went on there is over, and the next stage has not begun.
    pub is_over: bool,
}

/// The clock's passing from one position to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// The moment that the calendar says.
    pub at: Time,
    /// From here.
    pub from: Position,
    /// To there.
    pub to: Position,
}

impl Position {
    /// Whether this is open to people now.
    pub fn allows(self, what: Opportunity) -> bool {
        self.stage.allows(what) && !(self.is_over && what.has_a_last_day())
    }

    /// Whether ideas may be sent now.
    ///
    /// # Errors
    ///
    /// When it is too early or too late.
    pub fn takes_submissions(self) -> Result<(), StageRefusal> {
        if self.allows(Opportunity::Submit) {
            Ok(())
        } else if self.stage < Stage::Collecting {
            Err(StageRefusal::NotOpenYet)
        } else {
            Err(StageRefusal::TakesNoIdeas)
        }
    }

    /// Where it is once a phase begins; nowhere else when that is no step forward, or leads over the announcement.
    fn opened(self, phase: Phase) -> Option<Self> {
        let stage = phase.stage();
        let is_reachable = stage != Stage::Awarded && stage.is_announced() == self.stage.is_announced();
        (is_reachable && stage > self.stage).then_some(Self { stage, is_over: false })
    }

    /// Where it is once a phase ends.
    fn ended(self, phase: Phase) -> Option<Self> {
        let goes_on = self.stage == phase.stage() && !phase.is_moment() && !self.is_over;
        goes_on.then_some(Self { is_over: true, ..self })
    }
}

/// A moment of a calendar. At the same moment what ends comes before what begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Turn {
    Ends(Phase),
    Begins(Phase),
}

impl Calendar {
    /// The steps that the clock owes a contest: from where it is, the moments after `since` and up to now.
    pub fn steps(&self, from: Position, since: Time, wall: Wall) -> Vec<Step> {
        let mut turns: Vec<(Time, Turn)> = Vec::new();
        for (phase, period) in &self.0 {
            turns.extend(period.begins(wall.zone).map(|at| (at, Turn::Begins(*phase))));
            // What ends before it begins never goes on: calendars were not always checked.
            let ends = period
                .ends(wall.zone)
                .filter(|ends| period.begins(wall.zone).is_none_or(|begins| begins < *ends));
            turns.extend(ends.map(|at| (at, Turn::Ends(*phase))));
        }
        turns.retain(|(at, _)| *at > since && *at <= wall.at);
        turns.sort();
        let (mut position, mut steps) = (from, Vec::new());
        for (at, turn) in turns {
            let next = match turn {
                Turn::Begins(phase) => position.opened(phase),
                Turn::Ends(phase) => position.ended(phase),
            };
            if let Some(to) = next {
                steps.push(Step { at, from: position, to });
                position = to;
            }
        }
        steps
    }

    /// The day of the announcement, once it has come and people have not announced.
    pub fn announcement_due(&self, stage: Stage, wall: Wall) -> Option<NaiveDate> {
        let period = self.0.get(&Phase::Announcement)?;
        let has_come = period.begins(wall.zone).is_some_and(|begins| begins <= wall.at);
        period.opens_on.filter(|_| has_come && stage.is_in_progress())
    }
}

#[cfg(test)]
mod tests;
