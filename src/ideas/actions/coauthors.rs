//! Being several authors of one idea: one asks, the other says yes. Nobody becomes an author, nor reads what is not
//! published, before they said so.

use serde_json::json;

use super::{idea_for, telling};
use crate::accounts::{self, Actor};
use crate::app::App;
use crate::audience::Audience;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::ideas::rules::{CoAuthorState, IdeaAction};
use crate::ideas::store::{self, Author, CoAuthorInvitation};
use crate::ids::{AccountId, CoAuthorInvitationId, IdeaId};
use crate::notices::{self, Notice, NoticeKind};

/// The most authors of an idea.
pub const MOST_AUTHORS: usize = 12;

/// Asks somebody to be an author, too.
pub struct InviteCoAuthor {
    /// Of which idea.
    pub idea: IdeaId,
    /// Whom, by address.
    pub email: String,
}

impl InviteCoAuthor {
    /// Asks. The answer is the same whether the address is known or not, so that nobody learns who has an account;
    /// asked twice is asked once.
    ///
    /// # Errors
    ///
    /// A fault of `email`; `idea-settled`, `authors-full`; [`AppError::NotFound`], [`AppError::Forbidden`],
    /// [`AppError::TooManyTries`].
    pub async fn run(self, app: &App, actor: &Actor) -> AppResult<()> {
        let me = actor.signed_in()?;
        let (actor, domains) = (actor.clone(), app.config.email_domains.clone());
        app.write(move |tx| {
            let idea = idea_for(tx, &actor, self.idea, IdeaAction::Edit)?;
            let email = accounts::checked_address(&self.email, &domains)?;
            let authors = store::authors_of(tx, &[idea.id])?.remove(&idea.id).unwrap_or_default();
            let waiting = store::list_invited(tx, idea.id)?;
            if authors.len() + waiting.len() >= MOST_AUTHORS {
                return Err(AppError::Refused("authors-full"));
            }
            let person = accounts::NewPerson { email, ..accounts::NewPerson::default() };
            let account = accounts::ensure_account(tx, person)?;
            if authors.iter().any(|author| author.account_id == Some(account)) {
                return Err(FieldErrors::one("email", "repeated"));
            }
            let invitation = CoAuthorInvitation {
                id: tx.new_id(),
                idea_id: idea.id,
                account_id: account,
                invited_by: Some(me),
                state: CoAuthorState::Sent,
                created_at: tx.now(),
                answered_at: None,
            };
            if store::insert_coauthor_invitation(tx, &invitation)? {
                accounts::count_writing_to(tx, &actor)?;
                tx.record(
                    Some(me),
                    "idea.coauthor_invited",
                    idea.id,
                    Audience::Team,
                    json!({ "account": account }),
                );
                let notice = Notice {
                    to: account,
                    kind: NoticeKind::Invitation,
                    object: invitation.id.into(),
                    by: Some(me),
                };
                notices::tell(tx, notice)?;
            }
            Ok(())
        })
        .await
    }
}

/// Answers such a question.
pub struct AnswerCoAuthor {
    /// Which.
    pub invitation: CoAuthorInvitationId,
    /// Yes or no.
    pub accepted: bool,
}

impl AnswerCoAuthor {
    /// Answers it; answered already is answered.
    ///
    /// # Errors
    ///
    /// `invitation-settled` when it was answered otherwise or withdrawn; [`AppError::NotFound`].
    pub async fn run(self, app: &App, actor: &Actor) -> AppResult<IdeaId> {
        let me = actor.signed_in()?;
        app.write(move |tx| {
            let invitation = store::find_coauthor_invitation(tx, self.invitation)?
                .filter(|invitation| invitation.account_id == me)
                .ok_or(AppError::NotFound)?;
            let state = if self.accepted { CoAuthorState::Accepted } else { CoAuthorState::Declined };
            if invitation.state == state {
                return Ok(invitation.idea_id);
            }
            let now = tx.now();
            if !store::answer_coauthor_invitation(tx, invitation.id, state, now)? {
                return Err(AppError::Refused("invitation-settled"));
            }
            let idea = store::list_any_by_ids(tx, &[invitation.idea_id])?.pop().ok_or(AppError::NotFound)?;
            if self.accepted {
                let account = accounts::find(tx, me)?.ok_or(AppError::NotFound)?;
                let author = Author { name: account.display_name, account_id: Some(me), ..Author::default() };
                let position = store::next_position(tx, idea.id)?;
                store::insert_author(tx, idea.id, position, &author)?;
            }
            let data = json!({ "accepted": self.accepted });
            tx.record(Some(me), "idea.coauthor_answered", idea.id, Audience::Team, data);
            telling::joined(tx, &idea, me)?;
            Ok(idea.id)
        })
        .await
    }
}

/// Takes a question back, or leaves an idea.
pub struct RemoveCoAuthor {
    /// Of which idea.
    pub idea: IdeaId,
    /// Whom: oneself, or somebody who has not answered.
    pub account: AccountId,
}

impl RemoveCoAuthor {
    /// Takes it back; an author may leave, but the last one stays.
    ///
    /// # Errors
    ///
    /// `last-author`; [`AppError::NotFound`], [`AppError::Forbidden`] for another author.
    pub async fn run(self, app: &App, actor: &Actor) -> AppResult<()> {
        let me = actor.signed_in()?;
        let actor = actor.clone();
        app.write(move |tx| {
            let idea = store::find(tx, &actor, self.idea)?.ok_or(AppError::NotFound)?;
            if !store::is_own(tx, &actor, idea.id)? {
                return Err(AppError::NotFound);
            }
            let authors = store::authors_of(tx, &[idea.id])?.remove(&idea.id).unwrap_or_default();
            let is_author = authors.iter().any(|author| author.account_id == Some(self.account));
            match (is_author, self.account == me) {
                (true, false) => return Err(AppError::Forbidden),
                (true, true) if authors.len() == 1 => return Err(AppError::Refused("last-author")),
                (true, true) => store::delete_author(tx, idea.id, me)?,
                (false, _) => {}
            }
            let now = tx.now();
            let withdrawn = store::withdraw_coauthor_invitation(tx, idea.id, self.account, now)?;
            if is_author || withdrawn {
                let data = json!({ "account": self.account });
                tx.record(Some(me), "idea.coauthor_removed", idea.id, Audience::Team, data);
            }
            Ok(())
        })
        .await
    }
}
