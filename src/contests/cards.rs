//! A contest as lists show it.

use serde::Serialize;

use super::rules::Stage;
use super::store::{self, Contest};
use super::timeline::Now;
use crate::clock::Wall;
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
    /// What goes on, and until when.
    pub now: Now,
}

/// Cards of contests, in their order, by the clock of who looks.
pub fn cards(conn: &mut Conn, contests: Vec<Contest>, wall: Wall) -> Result<Vec<ContestCard>> {
    let ids: Vec<_> = contests.iter().map(|contest| contest.id).collect();
    let ideas = store::count_ideas(conn, &ids)?;
    let mut calendars = store::calendars_of(conn, &ids)?;
    let mut cards = Vec::with_capacity(contests.len());
    for contest in contests {
        let calendar = calendars.remove(&contest.id).unwrap_or_default();
        let position = contest.position_at(&calendar, wall);
        cards.push(ContestCard {
            url: contest.url(),
            ideas: ideas.get(&contest.id).copied().unwrap_or_default(),
            now: Now::of(position, &calendar, wall),
            title: contest.title,
            summary: contest.summary,
            stage: position.stage,
        });
    }
    Ok(cards)
}

/// The card of one contest.
pub fn card(conn: &mut Conn, contest: Contest, wall: Wall) -> Result<Option<ContestCard>> {
    Ok(cards(conn, vec![contest], wall)?.pop())
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
            now: Now::sample(stage),
        }
    }
}
