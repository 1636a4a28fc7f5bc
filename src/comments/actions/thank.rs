//! Thanks, the only thing one says of a comment without words. They are never counted in public.

use serde_json::json;

use super::comment_for;
use crate::accounts::Actor;
use crate::app::App;
use crate::audience::Audience;
use crate::comments::rules::CommentAction;
use crate::comments::store::{self, Comment};
use crate::error::AppResult;
use crate::ids::CommentId;
use crate::notices::{self, Notice, NoticeKind};

/// Thanks for a comment, or no longer.
#[derive(Debug, Clone)]
pub struct ThankComment {
    /// Which.
    pub comment: CommentId,
    /// Whether one thanks.
    pub wanted: bool,
}

impl ThankComment {
    /// Notes it, and tells its writer; the same again changes nothing.
    ///
    /// # Errors
    ///
    /// `comment-own`, `comment-gone`; [`crate::error::AppError::NotFound`].
    pub async fn run(self, app: &App, actor: &Actor) -> AppResult<Comment> {
        let actor = actor.clone();
        app.write(move |tx| {
            let (me, now) = (actor.signed_in()?, tx.now());
            let comment = comment_for(tx, &actor, self.comment, CommentAction::Thank, now)?;
            let (changed, kind) = if self.wanted {
                (store::insert_thanks(tx, comment.id, me, now)?, "comment.thanked")
            } else {
                (store::delete_thanks(tx, comment.id, me)?, "comment.thanks_withdrawn")
            };
            if changed {
                tx.record(Some(me), kind, comment.id, Audience::Team, json!({}));
            }
            if let Some(to) = comment.account_id.filter(|_| changed && self.wanted) {
                let object = comment.id.into();
                notices::tell(tx, Notice { to, kind: NoticeKind::Thanks, object, by: Some(me) })?;
            }
            Ok(comment)
        })
        .await
    }
}
