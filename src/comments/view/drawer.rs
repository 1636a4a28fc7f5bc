//! What one viewer may read of comments, and do with them.

use std::collections::{BTreeMap, BTreeSet};

use super::{CommentView, Names, Shown};
use crate::accounts::{self, Actor};
use crate::clock::Time;
use crate::comments::actions::standing_in;
use crate::comments::rules::{self, CommentAction};
use crate::comments::store::{self, Comment};
use crate::db::Conn;
use crate::error::AppResult;
use crate::ideas::SeenIdea;
use crate::ids::CommentId;

/// Draws comments for one viewer.
pub struct Drawer {
    viewer: Actor,
    is_idea_own: bool,
    names: Names,
    thanks: BTreeMap<CommentId, i64>,
    thanked: BTreeSet<CommentId>,
    now: Time,
}

impl Drawer {
    /// For comments that stand in one place that the viewer sees: an idea, or a request for help.
    ///
    /// # Errors
    ///
    /// When the database refuses.
    pub fn new(
        conn: &mut Conn,
        viewer: &Actor,
        place: Option<&SeenIdea>,
        comments: &[Comment],
        now: Time,
    ) -> AppResult<Self> {
        let ids: Vec<CommentId> = comments.iter().map(|comment| comment.id).collect();
        let is_mine =
            |comment: &&Comment| viewer.account().is_some() && comment.account_id == viewer.account();
        let own: Vec<CommentId> = comments.iter().filter(is_mine).map(|comment| comment.id).collect();
        Ok(Self {
            viewer: viewer.clone(),
            is_idea_own: place.is_some_and(|seen| seen.is_own),
            names: Names::of(conn, viewer, place.map_or(&[], |seen| &seen.authors), comments)?,
            thanks: store::count_thanks(conn, &own)?,
            thanked: match viewer.account() {
                Some(account) => store::thanked_by(conn, account, &ids)?,
                None => BTreeSet::new(),
            },
            now,
        })
    }

    /// A comment, with what the viewer may read of it.
    pub fn draw(&self, comment: &Comment) -> CommentView {
        let standing = standing_in(&self.viewer, comment, true, self.is_idea_own, self.now);
        let may = |action| rules::may(&self.viewer, action, standing);
        let shown = match (standing.is_withdrawn, standing.is_hidden, may(CommentAction::Read)) {
            (true, ..) => Shown::Withdrawn,
            (false, true, true) => Shown::WholeThoughHidden,
            (false, false, true) => Shown::Whole,
            (false, _, false) => Shown::Hidden,
        };
        let is_whole = matches!(shown, Shown::Whole | Shown::WholeThoughHidden);
        let name = self.names.shown_to(&self.viewer, comment).filter(|_| is_whole);
        let only_whole = |text: &str| if is_whole { text.to_owned() } else { String::new() };
        CommentView {
            id: comment.id.to_string(),
            shown,
            is_first: comment.thread_id == comment.id,
            initials: name.as_deref().map(accounts::initials).unwrap_or_default(),
            name,
            is_author: comment.as_author && is_whole,
            is_erased: comment.account_id.is_none() && is_whole,
            is_own: standing.is_own,
            text: only_whole(&comment.body),
            at: comment.created_at,
            is_edited: comment.edited_at.is_some() && is_whole,
            because: only_whole(&comment.hidden_reason),
            words: only_whole(&comment.hidden_words),
            thanks: self.thanks.get(&comment.id).copied().filter(|_| standing.is_own),
            is_thanked: self.thanked.contains(&comment.id),
            can_thank: may(CommentAction::Thank),
            can_edit: may(CommentAction::Edit),
            can_withdraw: may(CommentAction::Withdraw),
            can_report: may(CommentAction::Report),
            can_moderate: may(CommentAction::Moderate),
        }
    }
}
