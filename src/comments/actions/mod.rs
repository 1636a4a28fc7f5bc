//! What people do with comments, reports and requests for help. Who may is asked of the rules here, in one place.

mod change;
mod export;
mod help;
mod moderate;
mod report;
mod thank;
mod write;

pub use change::{EditComment, WithdrawComment};
pub use export::{export, forget};
pub use help::{AskForHelp, CloseHelp, PostMessage, TakeHelp};
pub(super) use help::{help_for, subject_of};
pub use moderate::{Decided, ModerateComments, UndoDecisions};
pub(super) use report::open_reports;
pub use report::{DecideReports, HandOver, ReportContent};
pub use thank::ThankComment;
pub use write::PostComment;

use super::rules::{self, CommentAction, CommentAudience, EDITABLE, HelpStanding, IdeaStanding, Standing};
use super::store::{self, Comment, HelpRequest};
use crate::accounts::Actor;
use crate::clock::Time;
use crate::contests::Opportunity;
use crate::db::Conn;
use crate::error::{AppError, AppResult};
use crate::ideas::{self, SeenIdea};
use crate::ids::CommentId;

/// How an idea stands for somebody who would write under it, and for whom it was read.
pub(super) fn idea_standing(seen: &SeenIdea) -> IdeaStanding {
    IdeaStanding {
        state: seen.idea.state,
        is_own: seen.is_own,
        takes_comments: seen.contest.allows(Opportunity::Comment),
    }
}

/// How a comment stands for an actor.
///
/// # Errors
///
/// When the database refuses.
pub(super) fn standing(conn: &mut Conn, actor: &Actor, comment: &Comment, now: Time) -> AppResult<Standing> {
    let idea = match comment.idea_id {
        Some(id) => ideas::find(conn, actor, id)?,
        None => None,
    };
    let (is_idea_seen, is_idea_own) = match idea {
        Some(idea) => (true, SeenIdea::of(conn, actor, idea)?.is_own),
        None => (false, false),
    };
    let is_place_seen = match (comment.audience, comment.help_id) {
        (CommentAudience::Helpers, Some(help)) => {
            let help = store::find_help(conn, help)?.ok_or(AppError::NotFound)?;
            let standing = help_standing(actor, &help);
            rules::may_help(actor, rules::HelpAction::ReadMessages, standing)
        }
        (CommentAudience::Helpers, None) => false,
        _ => is_idea_seen,
    };
    Ok(standing_in(actor, comment, is_place_seen, is_idea_own, now))
}

/// The same where the place is known.
pub(super) fn standing_in(
    actor: &Actor,
    comment: &Comment,
    is_place_seen: bool,
    is_idea_own: bool,
    now: Time,
) -> Standing {
    Standing {
        audience: comment.audience,
        is_place_seen,
        is_idea_own,
        is_own: comment.account_id.is_some() && comment.account_id == actor.account(),
        is_hidden: comment.hidden_at.is_some(),
        is_withdrawn: comment.withdrawn_at.is_some(),
        is_fresh: now < comment.created_at + EDITABLE,
    }
}

/// How a request for help stands for an actor.
pub(super) fn help_standing(actor: &Actor, help: &HelpRequest) -> HelpStanding {
    let account = actor.account();
    HelpStanding {
        state: help.state,
        is_own: account == Some(help.account_id),
        is_helper: account.is_some() && help.helper_id == account,
    }
}

/// The comment, when the actor may do this with it; with a sentence that says why not, when they may see it.
///
/// # Errors
///
/// [`AppError::NotFound`] for one that they may not see, and the rule that says no.
pub(super) fn comment_for(
    conn: &mut Conn,
    actor: &Actor,
    id: CommentId,
    action: CommentAction,
    now: Time,
) -> AppResult<Comment> {
    let comment = store::find(conn, id)?.ok_or(AppError::NotFound)?;
    let standing = standing(conn, actor, &comment, now)?;
    if rules::may(actor, action, standing) {
        return Ok(comment);
    }
    if !rules::may(actor, CommentAction::See, standing) {
        return Err(AppError::NotFound);
    }
    actor.signed_in()?;
    let is_mine_to_do = matches!(action, CommentAction::Edit | CommentAction::Withdraw);
    Err(match action {
        CommentAction::Moderate if !actor.is_team() => AppError::Forbidden,
        _ if standing.is_withdrawn || standing.is_hidden => AppError::Refused("comment-gone"),
        _ if is_mine_to_do && !standing.is_own => AppError::Refused("comment-not-yours"),
        CommentAction::Edit => AppError::Refused("comment-too-late"),
        _ if standing.is_own => AppError::Refused("comment-own"),
        _ => AppError::NotFound,
    })
}

/// The audiences whose comments an actor is told of under an idea that they see.
pub(super) fn audiences(actor: &Actor, idea: IdeaStanding) -> &'static [CommentAudience] {
    if idea.is_own || actor.is_team() {
        &[CommentAudience::Everyone, CommentAudience::Authors]
    } else {
        &[CommentAudience::Everyone]
    }
}
