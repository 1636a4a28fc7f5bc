//! A contest as lists show it.

use chrono::NaiveDate;
use serde::Serialize;

use super::rules::Stage;
use super::store::{self, Contest};
use crate::db::{Conn, Result};

/// A contest in a list.
#[derive(Debug, Clone, Serialize)]
pub struct ContestCard {
    /// Its page.
    pub url: String,
    /// One line.
    pub title: String,
    /// Who it is for, and what for.
    pub summary: String,
    /// Where it is.
    pub stage: Stage,
    /// How many ideas it has.
    pub ideas: i64,
    /// The last day of what goes on now.
    pub closes_on: Option<NaiveDate>,
}

/// Cards of contests, in their order.
pub fn cards(conn: &mut Conn, contests: Vec<Contest>) -> Result<Vec<ContestCard>> {
    let ids: Vec<_> = contests.iter().map(|contest| contest.id).collect();
    let ideas = store::count_ideas(conn, &ids)?;
    let mut cards = Vec::with_capacity(contests.len());
    for contest in contests {
        let calendar = store::calendar_of(conn, contest.id)?;
        cards.push(ContestCard {
            url: contest.url(),
            ideas: ideas.get(&contest.id).copied().unwrap_or_default(),
            closes_on: calendar.closes_on(contest.stage),
            title: contest.title,
            summary: contest.summary,
            stage: contest.stage,
        });
    }
    Ok(cards)
}

/// The card of one contest.
pub fn card(conn: &mut Conn, contest: Contest) -> Result<Option<ContestCard>> {
    Ok(cards(conn, vec![contest])?.pop())
}

impl ContestCard {
    /// A card for samples.
    pub fn sample(title: &str, stage: Stage) -> Self {
        Self {
            url: "/concours/les-agents-ont-des-idees".into(),
            title: title.into(),
            summary: "Ce qui rendrait votre journée de travail meilleure, et celle des usagers.".into(),
            stage,
            ideas: 244,
            closes_on: NaiveDate::from_ymd_opt(2026, 3, 31).filter(|_| stage.is_in_progress()),
        }
    }
}
