//! The indicators. A word of the catalogue names each one, another defines it; here is how it is counted.

use serde::Serialize;

use super::store;
use crate::accounts::Actor;
use crate::db::{Conn, Result};
use crate::ideas::{self, Destiny};
use crate::web::paging::address;

/// Bars of a chart.
const BARS: i64 = 12;

/// An indicator's value at this moment.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Indicator {
    /// Chooses its name and its definition.
    pub kind: &'static str,
    /// Nothing while there is nothing to count.
    pub value: Option<f64>,
    /// `count`, `share` (0 to 1) or `days`.
    pub unit: &'static str,
    /// Where the things counted can be seen.
    pub url: Option<String>,
}

/// Indicators that belong together.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Group {
    /// `ideas`, `people` or `projects`.
    pub kind: &'static str,
    /// In their order.
    pub indicators: Vec<Indicator>,
}

/// How many ideas have a destiny.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DestinyCount {
    /// Which.
    pub kind: Destiny,
    /// How many.
    pub count: i64,
    /// Where they can be seen.
    pub url: String,
}

/// All the figures.
#[derive(Debug, Clone, PartialEq)]
pub struct Figures {
    /// The indicators.
    pub groups: Vec<Group>,
    /// How the ideas stand.
    pub destinies: Vec<DestinyCount>,
    /// How many ideas there are.
    pub total: i64,
    /// The most frequent themes.
    pub by_theme: Vec<(String, i64)>,
    /// The most frequent trades.
    pub by_trade: Vec<(String, i64)>,
}

/// How the ideas that an actor may see stand, the happiest destiny first; those that nobody has are left out.
pub fn destinies(conn: &mut Conn, actor: &Actor) -> Result<Vec<DestinyCount>> {
    let counts = ideas::count_by_destiny(conn, None, &actor.audiences())?;
    let of = |kind| counts.iter().find(|(destiny, _)| *destiny == kind).map_or(0, |(_, count)| *count);
    let all = Destiny::ALL.into_iter().map(|kind| DestinyCount {
        kind,
        count: of(kind),
        url: address("/idees", [("destin", kind.as_str())]),
    });
    Ok(all.filter(|line| line.count > 0).collect())
}

impl Figures {
    /// Counts.
    ///
    /// # Errors
    ///
    /// When the database cannot be read.
    pub fn load(conn: &mut Conn, actor: &Actor) -> Result<Self> {
        let destinies = destinies(conn, actor)?;
        let counts = store::counts(conn)?;
        let mut days = store::days_to_answer(conn)?;
        let total = destinies.iter().map(|line| line.count).sum();
        Ok(Self {
            groups: vec![
                Group { kind: "ideas", indicators: of_ideas(&destinies, total, median(&mut days)) },
                Group { kind: "people", indicators: of_people(&counts) },
                Group { kind: "projects", indicators: of_projects(&counts) },
            ],
            destinies,
            total,
            by_theme: ideas::count_by_theme(conn, &actor.audiences(), BARS)?,
            by_trade: ideas::count_by_trade(conn, &actor.audiences(), BARS)?,
        })
    }
}

fn count(kind: &'static str, value: i64) -> Indicator {
    Indicator { kind, value: Some(value as f64), unit: "count", url: None }
}

fn of_ideas(destinies: &[DestinyCount], total: i64, days: Option<f64>) -> Vec<Indicator> {
    let sum = |is: &dyn Fn(Destiny) -> bool| {
        destinies.iter().filter(|line| is(line.kind)).map(|line| line.count).sum::<i64>()
    };
    let seen = |kind, destiny: Destiny| Indicator {
        url: Some(address("/idees", [("destin", destiny.as_str())])),
        ..count(kind, sum(&|kind| kind == destiny))
    };
    vec![
        Indicator { url: Some("/idees".into()), ..count("ideas", total) },
        // Every idea has one: the figure is counted, and a test compares it with the ideas.
        count("with_destiny", sum(&|_| true)),
        seen("waiting", Destiny::Unawarded),
        seen("awarded", Destiny::Awarded),
        count("answered", sum(&Destiny::is_answer)),
        count("grouped", sum(&|kind| matches!(kind, Destiny::InMinilab | Destiny::InCommunity))),
        // Nobody plans by the hour: whole days.
        Indicator { kind: "days_to_destiny", value: days.map(f64::round), unit: "days", url: None },
    ]
}

fn of_people(counts: &store::Counts) -> Vec<Indicator> {
    let share =
        (counts.invitations > 0).then(|| counts.invitations_answered as f64 / counts.invitations as f64);
    vec![
        count("authors", counts.author_names),
        count("members", counts.members),
        count("bearers", counts.bearers),
        Indicator { kind: "invitations_answered", value: share, unit: "share", url: None },
    ]
}

fn of_projects(counts: &store::Counts) -> Vec<Indicator> {
    let seen = |url: &str, indicator| Indicator { url: Some(url.into()), ..indicator };
    vec![
        seen("/mini-labs", count("minilabs", counts.minilabs)),
        seen("/communautes", count("communities", counts.communities)),
        seen("/accompagnements", count("need_forms", counts.need_forms)),
        count("files_accepted", counts.files_accepted),
    ]
}

/// The middle value; of an even number of values, the mean of the two in the middle.
fn median(values: &mut [f64]) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    match values.len() {
        0 => None,
        odd if odd % 2 == 1 => Some(values[middle]),
        _ => Some((values[middle - 1] + values[middle]) / 2.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_of_values() {
        assert_eq!(median(&mut []), None);
        assert_eq!(median(&mut [3.0, 1.0, 2.0]), Some(2.0));
        assert_eq!(median(&mut [4.0, 1.0, 2.0, 3.0]), Some(2.5));
    }

    #[test]
    fn ideas_are_counted_once_each() {
        let line = |kind, count| DestinyCount { kind, count, url: String::new() };
        let lines = [line(Destiny::Awarded, 4), line(Destiny::InMinilab, 30), line(Destiny::Unawarded, 210)];
        let figures = of_ideas(&lines, 244, None);
        let of = |kind| figures.iter().find(|figure| figure.kind == kind).and_then(|figure| figure.value);
        assert_eq!(
            (of("with_destiny"), of("answered"), of("waiting")),
            (Some(244.0), Some(34.0), Some(210.0))
        );
    }
}
