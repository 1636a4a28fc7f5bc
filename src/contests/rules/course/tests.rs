use std::collections::BTreeMap;

use chrono::{NaiveTime, TimeDelta};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

use super::*;
use crate::contests::rules::Period;

const DRAFT: Position = Position { stage: Stage::Draft, is_over: false };

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, month, day).unwrap()
}

/// The wall in Paris at a moment.
fn wall(at: Time) -> Wall {
    Wall { at, zone: "Europe/Paris".parse().unwrap() }
}

fn noon(month: u32, of: u32) -> Time {
    day(month, of).and_hms_opt(12, 0, 0).unwrap()
}

fn days(opens: (u32, u32), closes: (u32, u32)) -> Period {
    Period {
        opens_on: Some(day(opens.0, opens.1)),
        closes_on: Some(day(closes.0, closes.1)),
        ..Period::default()
    }
}

/// Ideas in March, a vote in May, the announcement in June, mini-labs in September.
fn year() -> Calendar {
    let announcement = Period { opens_on: Some(day(6, 15)), ..Period::default() };
    Calendar(BTreeMap::from([
        (Phase::Submission, days((3, 1), (3, 31))),
        (Phase::Vote, days((5, 1), (5, 31))),
        (Phase::Announcement, announcement),
        (Phase::Minilabs, days((9, 1), (12, 20))),
    ]))
}

fn after(from: Position, since: Time, now: Time) -> Position {
    year().steps(from, since, wall(now)).last().map_or(from, |step| step.to)
}

fn at(stage: Stage, is_over: bool) -> Position {
    Position { stage, is_over }
}

#[test]
fn a_contest_passes_on_at_its_dates() {
    let since = noon(1, 1);
    assert_eq!(after(DRAFT, since, noon(2, 20)), DRAFT);
    assert_eq!(after(DRAFT, since, noon(3, 31)), at(Stage::Collecting, false));
    assert_eq!(after(DRAFT, since, noon(4, 1)), at(Stage::Collecting, true));
    assert_eq!(after(DRAFT, since, noon(5, 1)), at(Stage::Voting, false));
}

#[test]
fn a_jump_over_several_phases_takes_each_step_once_in_order() {
    let steps = year().steps(DRAFT, noon(1, 1), wall(noon(11, 1)));
    let to: Vec<Position> = steps.iter().map(|step| step.to).collect();
    let expected = [
        at(Stage::Collecting, false),
        at(Stage::Collecting, true),
        at(Stage::Voting, false),
        at(Stage::Voting, true),
    ];
    // Results are announced by people, and nothing of what follows begins before.
    assert_eq!(to, expected);
    assert!(steps.windows(2).all(|pair| pair[0].at < pair[1].at && pair[0].to == pair[1].from));
}

#[test]
fn what_a_hand_decided_stands_until_the_next_date() {
    // In April people open it to ideas again: its end in March is no news.
    let opened = at(Stage::Collecting, false);
    assert_eq!(after(opened, noon(4, 10), noon(4, 20)), opened);
    assert_eq!(after(opened, noon(4, 10), noon(5, 1)), at(Stage::Voting, false));
    // In February people go to the jury: neither ideas nor votes bring it back.
    let early = at(Stage::Jury, false);
    assert_eq!(after(early, noon(2, 10), noon(12, 31)), early);
}

#[test]
fn once_people_announced_the_calendar_goes_on() {
    let announced = at(Stage::Awarded, false);
    assert_eq!(after(announced, noon(6, 20), noon(8, 31)), announced);
    assert_eq!(after(announced, noon(6, 20), noon(9, 1)), at(Stage::Minilabs, false));
    assert_eq!(after(announced, noon(6, 20), noon(12, 24)), at(Stage::Minilabs, true));
}

#[test]
fn the_announcement_is_due_from_its_day_until_it_is_made() {
    let due = |stage, now| year().announcement_due(stage, wall(now));
    assert_eq!(due(Stage::Voting, noon(6, 14)), None);
    assert_eq!(due(Stage::Voting, noon(6, 15)), Some(day(6, 15)));
    assert_eq!(due(Stage::Awarded, noon(6, 20)), None);
    assert_eq!(due(Stage::Draft, noon(6, 20)), None);
}

/// A calendar of any phases in their order, with and without hours, ends and gaps; sometimes with dates in disorder, as a
/// calendar older than the rule may have.
fn any_calendar(random: &mut StdRng) -> Calendar {
    let (mut calendar, mut next) = (Calendar::default(), day(1, 5));
    for phase in Phase::ALL {
        if random.random_bool(0.4) {
            continue;
        }
        if random.random_bool(0.1) {
            next -= TimeDelta::days(random.random_range(0..9));
        }
        next += TimeDelta::days(random.random_range(0..4));
        let closes = next + TimeDelta::days(random.random_range(0..4));
        let mut hour =
            || random.random_bool(0.3).then(|| NaiveTime::from_hms_opt(random.random_range(0..24), 30, 0));
        let (opens_at, closes_at) = (hour().flatten(), hour().flatten());
        let period = Period {
            opens_on: random.random_bool(0.8).then_some(next),
            opens_at,
            closes_on: random.random_bool(0.7).then_some(closes),
            closes_at,
        };
        calendar.0.insert(phase, period);
        next = closes;
    }
    calendar
}

#[test]
fn hour_by_hour_and_in_one_jump_a_contest_comes_to_the_same() {
    let mut random = StdRng::seed_from_u64(20_261_125);
    let mut moved = 0;
    for _ in 0..400 {
        let calendar = any_calendar(&mut random);
        let from = at(Stage::ALL[random.random_range(0..Stage::ALL.len())], false);
        let since = noon(1, 1) + TimeDelta::hours(random.random_range(0..200));
        let hours = random.random_range(1..900);
        let (mut walked, mut trail) = (from, Vec::new());
        for hour in 1..=hours {
            let steps = calendar.steps(walked, since, wall(since + TimeDelta::hours(hour)));
            for step in steps {
                // Never backwards by itself, never over the announcement, one position at a time.
                assert_eq!(step.from, walked);
                assert!((step.to.stage, step.to.is_over) > (walked.stage, walked.is_over), "{step:?}");
                assert_eq!(step.to.stage.is_announced(), from.stage.is_announced(), "{step:?}");
                walked = step.to;
                trail.push(step);
            }
        }
        let jumped = calendar.steps(from, since, wall(since + TimeDelta::hours(hours)));
        assert_eq!(jumped, trail, "{calendar:?} {from:?}");
        moved += usize::from(!jumped.is_empty());
        // Nothing is left to do, however often one looks.
        assert_eq!(calendar.steps(walked, since, wall(since + TimeDelta::hours(hours))), []);
    }
    assert!(moved > 100, "{moved}: the calendars must lead somewhere");
}
