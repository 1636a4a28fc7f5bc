//! What the team does to a contest: prepare it, pass it on, bring ideas in, award some, make the next edition; and the
//! charter that authors accept.

mod awards;
mod categories;
mod charter;
mod edit;
mod editions;
mod imports;
mod moves;
mod questions;

pub use awards::{AnnounceAwards, MarkAwards};
pub use categories::{CategoryDraft, SetCategories};
pub use charter::{AcceptCharter, accept_charter, has_accepted};
pub use edit::{ContestDraft, CreateContest, UpdateContest};
pub use editions::{CopyContest, DeleteContest, earlier_editions, editions};
pub use imports::{Check, FileRead, ResumeImport, StartImport, UploadIdeas, check, read_import};
pub(super) use imports::{Opened, end_import, fail_import, failure_of, open_import, take_rows};
pub(super) use moves::keep_up;
pub use moves::{MoveContest, for_submission};
pub use questions::{AddQuestion, ChangeQuestion, MoveQuestion, RemoveQuestion};

use crate::accounts::Actor;
use crate::contests::rules::ContestAction;
use crate::contests::store::{self, Contest};
use crate::db::Conn;
use crate::error::{AppError, AppResult};

/// The contest at an address, for somebody who may do this to it; what they may not see is not there.
pub(super) fn contest_for(
    conn: &mut Conn,
    actor: &Actor,
    action: ContestAction,
    slug: &str,
) -> AppResult<Contest> {
    let contest = store::find_by_slug(conn, actor, slug)?.ok_or(AppError::NotFound)?;
    actor.require(contest.permits(actor, action))?;
    Ok(contest)
}
