//! Adding a file to an idea, removing it, and letting go of what no idea needs any more.
//!
//! The order is such that a crash at any moment leaves at worst a file that nobody needs: it goes to its place inside of
//! the transaction that writes its row, and leaves it in another, after the row is gone for good.

mod add;
mod forget;
mod release;
mod remove;

pub use add::AddAttachment;
pub use forget::{export, forget};
pub(super) use release::{release, sweep};
pub use remove::RemoveAttachment;

use super::rules::{self, AttachmentAction};
use super::store::{self, Attachment};
use crate::accounts::Actor;
use crate::audience::Audience;
use crate::contests;
use crate::db::Conn;
use crate::error::{AppError, AppResult};
use crate::ideas::{self, Idea, IdeaState, SeenIdea};
use crate::ids::{AttachmentId, IdeaId};

/// The turn that whoever places or removes files takes, so that none goes while a row for it is being written.
const FILES: i64 = 14_001;

/// The file and its idea, if the actor may see that one now.
///
/// # Errors
///
/// [`AppError::NotFound`].
pub fn find_visible(conn: &mut Conn, actor: &Actor, id: AttachmentId) -> AppResult<(Attachment, Idea)> {
    let file = store::find(conn, id)?.ok_or(AppError::NotFound)?;
    let idea = ideas::find(conn, actor, file.idea_id)?.ok_or(AppError::NotFound)?;
    Ok((file, idea))
}

/// The idea, when the actor may add files to it. To everybody but its people there is no such place.
///
/// # Errors
///
/// [`AppError::SignInFirst`], [`AppError::NotFound`]; `idea-settled` when it can no longer be changed.
pub fn idea_to_add_to(conn: &mut Conn, actor: &Actor, id: IdeaId) -> AppResult<Idea> {
    actor.signed_in()?;
    let seen = SeenIdea::find(conn, actor, id)?;
    if rules::may(actor, AttachmentAction::AddFile, seen.standing(actor)) {
        return Ok(seen.idea);
    }
    Err(if seen.is_own { AppError::Refused("idea-settled") } else { AppError::NotFound })
}

/// Who may read of what happens to an idea.
fn audience_of(conn: &mut Conn, idea: &Idea) -> AppResult<Audience> {
    let contest = contests::find(conn, idea.contest_id)?.ok_or(AppError::NotFound)?;
    let is_read = idea.state == IdeaState::Published;
    Ok(if is_read { contest.standing().shown_to() } else { Audience::Team })
}
