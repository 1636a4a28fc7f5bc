//! A call for ideas: its calendar and stages, the files its ideas come from, and the awards.
//!
//! Its invariant: a contest is always at one stage and passes to another only where a rule leads there; the results are
//! announced by people, together with the next step of every idea that was not awarded. By itself it follows its
//! calendar forward, and leaves what people decided alone until a later date is reached.

mod actions;
mod api;
mod cards;
mod describe;
pub mod import;
mod jobs;
pub mod pages;
mod rules;
mod store;
mod timeline;

pub use actions::{
    AcceptCharter, AddQuestion, AnnounceAwards, CategoryDraft, ChangeQuestion, Check, ContestDraft,
    CopyContest, CreateContest, DeleteContest, FileRead, MarkAwards, MoveContest, MoveQuestion,
    RemoveQuestion, ResumeImport, SetCategories, StartImport, UpdateContest, UploadIdeas, accept_charter,
    check, earlier_editions, editions, for_submission, has_accepted, read_import,
};
pub use api::ContestsApi;
pub use cards::{ContestCard, card, cards};
pub use describe::describer;
pub use jobs::{ImportIdeas, KeepCalendars, register};
pub use rules::{
    Calendar, ContestAction, Moderation, Opportunity, Period, Phase, PhaseDraft, PhaseFields, Position,
    Question, QuestionDraft, QuestionKind, Stage, StageRefusal, Standing, Step, may, may_create, opens,
};
pub use store::{
    Contest, ImportRow, ImportState, Move, StoredFault, calendar_of, charter_text, count_authors,
    count_ideas, files_in_use, find, find_by_slug, find_import, id_at, ids_in_progress, list, list_faults,
    list_imports, moves_of, open_to, questions_by_ids, questions_of, titles_of,
};
pub use timeline::{Now, Timeline, TimelineStep};

use crate::accounts::Actor;
use crate::db::{Conn, Result};

/// The page of a contest.
pub fn url(contest: &Contest) -> String {
    contest.url()
}

/// The contest that people think of now, of those an actor may see: the one in progress, or else the last whose results
/// were announced and that is not over.
pub fn current(conn: &mut Conn, actor: &Actor) -> Result<Option<Contest>> {
    let contests = list(conn, actor)?;
    let is_alive = |contest: &Contest| !matches!(contest.stage, Stage::Draft | Stage::Closed);
    Ok(contests.into_iter().find(is_alive))
}

#[cfg(test)]
mod tests;
