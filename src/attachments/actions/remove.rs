//! Removing a file from an idea.

use serde_json::json;

use super::{audience_of, find_visible};
use crate::accounts::Actor;
use crate::app::App;
use crate::attachments::jobs::ReleaseFiles;
use crate::attachments::rules::{self, AttachmentAction, MAX_WORDS};
use crate::attachments::store::{self, Attachment};
use crate::error::{AppError, AppResult, FieldErrors};
use crate::ideas::{self, Idea, ReviewReason, SeenIdea};
use crate::ids::AttachmentId;
use crate::notices::{self, Notice, NoticeKind};
use crate::transaction::Transaction;

/// Removes a file from an idea: its author's, while the idea may be changed; or anybody's, by the team, with a reason.
pub struct RemoveAttachment {
    /// Which.
    pub attachment: AttachmentId,
    /// The team's reason, as a word of [`ReviewReason`].
    pub reason: String,
    /// The team's words.
    pub words: String,
}

impl RemoveAttachment {
    /// Removes it; when the team does, the idea's people are told.
    ///
    /// # Errors
    ///
    /// Faults of `reason` and `words`; `idea-settled` when the idea can no longer be changed;
    /// [`AppError::NotFound`], [`AppError::Forbidden`].
    pub async fn run(self, app: &App, actor: &Actor) -> AppResult<Idea> {
        let actor = actor.clone();
        app.write(move |tx| {
            let (attachment, idea) = find_visible(tx, &actor, self.attachment)?;
            let seen = SeenIdea::of(tx, &actor, idea)?;
            let (idea, standing) = (&seen.idea, seen.standing(&actor));
            let data = if rules::may(&actor, AttachmentAction::AddFile, standing) {
                store::delete(tx, attachment.id)?;
                json!({ "idea": idea.id })
            } else {
                actor.signed_in()?;
                if !rules::may(&actor, AttachmentAction::RemoveFile, standing) {
                    return Err(if standing.is_own {
                        AppError::Refused("idea-settled")
                    } else {
                        AppError::Forbidden
                    });
                }
                let reason = self.by_the_team(tx, &actor, idea, &attachment)?;
                json!({ "idea": idea.id, "reason": reason.as_str() })
            };
            tx.enqueue(&ReleaseFiles { keys: attachment.keys() })?;
            let audience = audience_of(tx, idea)?;
            tx.record(actor.account(), "attachment.removed", attachment.id, audience, data);
            Ok(seen.idea)
        })
        .await
    }

    fn by_the_team(
        &self,
        tx: &mut Transaction<'_>,
        actor: &Actor,
        idea: &Idea,
        attachment: &Attachment,
    ) -> AppResult<ReviewReason> {
        let mut errors = FieldErrors::default();
        let reason: Option<ReviewReason> = self.reason.parse().ok();
        if reason.is_none() {
            errors.add("reason", "choose");
        }
        let words = if reason == Some(ReviewReason::Other) {
            errors.text("words", &self.words, MAX_WORDS)
        } else {
            errors.optional_text("words", &self.words, MAX_WORDS)
        };
        errors.check()?;
        let reason = reason.unwrap_or(ReviewReason::Other);
        let now = tx.now();
        store::set_removed(tx, attachment.id, actor.account(), now, reason.as_str(), &words)?;
        tell(tx, actor, idea)?;
        Ok(reason)
    }
}

/// Tells the authors of an idea, and who sent it for one.
fn tell(tx: &mut Transaction<'_>, actor: &Actor, idea: &Idea) -> AppResult<()> {
    let authors = ideas::authors_of(tx, &[idea.id])?.remove(&idea.id).unwrap_or_default();
    let accounts = authors.into_iter().filter_map(|author| author.account_id).chain(idea.filed_by);
    for to in accounts.collect::<std::collections::BTreeSet<_>>() {
        let notice = Notice { to, kind: NoticeKind::Moderation, object: idea.id.into(), by: actor.account() };
        notices::tell(tx, notice)?;
    }
    Ok(())
}
