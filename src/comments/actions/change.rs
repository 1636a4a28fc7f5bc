//! Changing a comment of one's own a moment after, and taking it back at any time.

use serde_json::json;

use super::comment_for;
use crate::accounts::Actor;
use crate::app::App;
use crate::audience::Audience;
use crate::comments::rules::{CommentAction, LONGEST};
use crate::comments::store::{self, Comment};
use crate::error::{AppResult, FieldErrors};
use crate::ids::CommentId;

/// Gives a comment of one's own other words.
#[derive(Debug, Clone)]
pub struct EditComment {
    /// Which.
    pub comment: CommentId,
    /// What it says now.
    pub body: String,
}

impl EditComment {
    /// Changes it, and marks it as changed. The same words change nothing.
    ///
    /// # Errors
    ///
    /// A fault of `body`; `comment-too-late`, `comment-not-yours`, `comment-gone`; [`crate::error::AppError::NotFound`].
    pub async fn run(self, app: &App, actor: &Actor) -> AppResult<Comment> {
        let actor = actor.clone();
        app.write(move |tx| {
            let (me, now) = (actor.signed_in()?, tx.now());
            let comment = comment_for(tx, &actor, self.comment, CommentAction::Edit, now)?;
            let mut errors = FieldErrors::default();
            let body = errors.text("body", &self.body.replace("\r\n", "\n"), LONGEST);
            errors.check()?;
            if body != comment.body {
                store::set_body(tx, comment.id, &body, now)?;
                tx.record(Some(me), "comment.edited", comment.id, Audience::Team, json!({}));
            }
            Ok(comment)
        })
        .await
    }
}

/// Takes a comment of one's own back. The answers to it stay.
#[derive(Debug, Clone)]
pub struct WithdrawComment {
    /// Which.
    pub comment: CommentId,
}

impl WithdrawComment {
    /// Takes it back.
    ///
    /// # Errors
    ///
    /// `comment-not-yours`, `comment-gone`; [`crate::error::AppError::NotFound`].
    pub async fn run(self, app: &App, actor: &Actor) -> AppResult<Comment> {
        let actor = actor.clone();
        app.write(move |tx| {
            let (me, now) = (actor.signed_in()?, tx.now());
            let comment = comment_for(tx, &actor, self.comment, CommentAction::Withdraw, now)?;
            if store::set_withdrawn(tx, comment.id, now)? {
                tx.record(Some(me), "comment.withdrawn", comment.id, Audience::Team, json!({}));
            }
            Ok(comment)
        })
        .await
    }
}
