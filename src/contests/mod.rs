//! A call for ideas: its calendar and stages, the files its ideas come from, and the awards.
//!
//! Its invariant: a contest is always at one stage and passes to another only where a rule leads there; the results are
//! announced together with the next step of every idea that was not awarded.

mod actions;
mod api;
mod cards;
mod describe;
pub mod import;
mod jobs;
pub mod pages;
mod rules;
mod store;

pub use actions::{
    AnnounceAwards, Check, ContestDraft, CreateContest, FileRead, MarkAwards, MoveContest, ResumeImport,
    StartImport, UpdateContest, UploadIdeas, check, read_import,
};
pub use api::ContestsApi;
pub use cards::{ContestCard, card, cards};
pub use describe::describer;
pub use jobs::{ImportIdeas, register};
pub use rules::{Calendar, ContestAction, Period, Phase, Stage, Standing, may, may_create};
pub use store::{
    Contest, ImportRow, ImportState, StoredFault, calendar_of, count_authors, count_ideas, find,
    find_by_slug, find_import, list, list_faults, list_imports,
};

use crate::accounts::Actor;
use crate::db::{Conn, Result};

/// The page of a contest.
pub fn url(contest: &Contest) -> String {
    contest.url()
}

/// The contest that people think of now, of those an actor may see: the one in progress, or else the last whose results
/// were announced.
pub fn current(conn: &mut Conn, actor: &Actor) -> Result<Option<Contest>> {
    let contests = list(conn, actor)?;
    Ok(contests.into_iter().find(|contest| contest.stage.is_in_progress() || contest.stage == Stage::Awarded))
}

#[cfg(test)]
mod tests;
