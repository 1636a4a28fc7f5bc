//! Opening a mini-lab, asking the authors, coming and going, and what an author answers.

use serde_json::json;

use super::jobs::SendInvitations;
use super::rules::{self, Action, Answer, InvitationState, MemberRole, MiniLabKind};
use super::store::{self, Invitation, MiniLab};
use crate::accounts::Actor;
use crate::app::App;
use crate::audience::Audience;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::ids::{AccountId, ContestId, IdeaId, InvitationId, MiniLabId};
use crate::transaction::Transaction;

/// A mini-lab or community about to open.
#[derive(Debug, Clone)]
pub struct NewMiniLab {
    /// What brings its people together.
    pub kind: MiniLabKind,
    /// Its name.
    pub title: String,
    /// What it is for.
    pub purpose: String,
    /// Who may see and join it.
    pub audience: Audience,
    /// The contest its ideas come from.
    pub contest: ContestId,
}

/// Opens a mini-lab, as part of the decision that causes it. Whether the actor may decide that is the caller's rule.
///
/// # Errors
///
/// The faults of `title` and `purpose`.
pub fn create(tx: &mut Transaction<'_>, actor: Option<AccountId>, new: &NewMiniLab) -> AppResult<MiniLab> {
    let (title, purpose) = rules::checked_words(&new.title, &new.purpose)?;
    let slug = rules::free_slug(&title, |slug| Ok(store::is_slug_taken(tx, slug)?))?;
    let lab = MiniLab {
        id: tx.new_id(),
        slug,
        kind: new.kind,
        title,
        purpose,
        audience: new.audience,
        contest_id: new.contest,
        created_by: actor,
        created_at: tx.now(),
    };
    store::insert(tx, &lab)?;
    let data = json!({ "kind": lab.kind.as_str(), "contest": lab.contest_id });
    tx.record(actor, "minilab.opened", lab.id, lab.audience, data);
    Ok(lab)
}

/// Asks authors whether their ideas belong here. Nobody is asked twice about the same idea. Answers how many are new.
///
/// # Errors
///
/// When the database refuses.
pub fn invite(
    tx: &mut Transaction<'_>,
    actor: Option<AccountId>,
    lab: &MiniLab,
    authors: &[(IdeaId, AccountId)],
) -> AppResult<usize> {
    let mut invited = 0;
    for &(idea, account) in authors {
        if store::is_invited(tx, lab.id, idea, account)? {
            continue;
        }
        let invitation = Invitation {
            id: tx.new_id(),
            minilab_id: lab.id,
            idea_id: idea,
            account_id: account,
            state: InvitationState::Sent,
            answer: String::new(),
            created_at: tx.now(),
            answered_at: None,
        };
        store::insert_invitation(tx, &invitation)?;
        tx.record(actor, "idea.invited", idea, lab.audience, json!({ "minilab": lab.id }));
        invited += 1;
    }
    if invited > 0 {
        tx.enqueue(&SendInvitations { minilab: lab.id })?;
    }
    Ok(invited)
}

/// Becomes a member.
pub struct JoinMiniLab {
    /// The end of its address.
    pub slug: String,
}

impl JoinMiniLab {
    /// Joins; who belongs to it already goes on belonging to it.
    ///
    /// # Errors
    ///
    /// [`AppError::NotFound`] for what the actor may not see, [`AppError::SignInFirst`].
    pub async fn run(self, app: &App, actor: &Actor) -> AppResult<MiniLab> {
        match self.join(app, actor.clone()).await {
            // The same person on another connection joined first; now there is nothing left to do.
            Err(AppError::Refused(store::ALREADY_MEMBER)) => self.join(app, actor.clone()).await,
            other => other,
        }
    }

    async fn join(&self, app: &App, actor: Actor) -> AppResult<MiniLab> {
        let slug = self.slug.clone();
        let joined = app.write(move |tx| {
            let lab = visible(tx, &actor, &slug)?;
            actor.require(lab.allows(&actor, Action::Join))?;
            let (account, now) = (actor.signed_in()?, tx.now());
            // An author who comes by themselves has answered, and is a bearer of what is here.
            let is_author = store::set_joined(tx, lab.id, account, now)?;
            become_member(
                tx,
                &lab,
                account,
                if is_author { MemberRole::Bearer } else { MemberRole::Member },
            )?;
            Ok(lab)
        });
        joined.await
    }
}

/// Leaves it again.
pub struct LeaveMiniLab {
    /// The end of its address.
    pub slug: String,
}

impl LeaveMiniLab {
    /// Leaves; who does not belong to it is left alone.
    ///
    /// # Errors
    ///
    /// As [`JoinMiniLab::run`].
    pub async fn run(self, app: &App, actor: &Actor) -> AppResult<MiniLab> {
        let who = actor.clone();
        let left = app.write(move |tx| {
            let lab = visible(tx, &who, &self.slug)?;
            who.require(lab.allows(&who, Action::Leave))?;
            let account = who.signed_in()?;
            if store::delete_member(tx, lab.id, account)? {
                tx.record(Some(account), "minilab.left", lab.id, Audience::Team, json!({}));
            }
            Ok(lab)
        });
        left.await
    }
}

/// Answers an invitation, or answers it anew.
pub struct AnswerInvitation {
    /// Which.
    pub invitation: InvitationId,
    /// What the author says.
    pub answer: Answer,
}

impl AnswerInvitation {
    /// Notes the answer; who accepts becomes a bearer of the mini-lab. The idea keeps its place until the team, who
    /// read the answers, decide otherwise.
    ///
    /// # Errors
    ///
    /// [`AppError::NotFound`] for an invitation of somebody else's; the faults of `reason` and `rather`.
    pub async fn run(self, app: &App, actor: &Actor) -> AppResult<MiniLab> {
        match self.answer(app, actor.clone()).await {
            // As in [`JoinMiniLab`].
            Err(AppError::Refused(store::ALREADY_MEMBER)) => self.answer(app, actor.clone()).await,
            other => other,
        }
    }

    async fn answer(&self, app: &App, actor: Actor) -> AppResult<MiniLab> {
        let (id, answer) = (self.invitation, self.answer.clone());
        let answered = app.write(move |tx| {
            let account = actor.signed_in()?;
            let invitation = store::find_invitation(tx, account, id)?.ok_or(AppError::NotFound)?;
            let answer = answer.checked()?;
            if let Answer::Rather { minilab: Some(other), .. } = &answer {
                check_other(tx, &actor, *other, invitation.minilab_id)?;
            }
            let lab = store::find(tx, invitation.minilab_id)?.ok_or(AppError::NotFound)?;
            note_answer(tx, &lab, &invitation, &answer)?;
            Ok(lab)
        });
        answered.await
    }
}

fn note_answer(
    tx: &mut Transaction<'_>,
    lab: &MiniLab,
    invitation: &Invitation,
    answer: &Answer,
) -> AppResult<()> {
    let (now, account) = (tx.now(), invitation.account_id);
    if store::set_answer(tx, invitation.id, answer.state(), &answer.wish().written(), now)? {
        let data = json!({ "minilab": lab.id, "answer": answer.state().as_str() });
        tx.record(Some(account), "idea.invitation_answered", invitation.idea_id, Audience::Team, data);
    }
    if *answer == Answer::Accept {
        become_member(tx, lab, account, MemberRole::Bearer)?;
    }
    Ok(())
}

/// The mini-lab wished for exists, is open to the author, and is another one.
fn check_other(tx: &mut Transaction<'_>, actor: &Actor, other: MiniLabId, here: MiniLabId) -> AppResult<()> {
    let found = store::find(tx, other)?.filter(|lab| lab.allows(actor, Action::See));
    match found {
        Some(lab) if lab.id != here => Ok(()),
        _ => Err(FieldErrors::one("rather", "unknown-choice")),
    }
}

fn visible(tx: &mut Transaction<'_>, actor: &Actor, slug: &str) -> AppResult<MiniLab> {
    store::find_by_slug(tx, actor, slug)?.ok_or(AppError::NotFound)
}

/// A bearer stays one, whatever they do next.
fn become_member(
    tx: &mut Transaction<'_>,
    lab: &MiniLab,
    account: AccountId,
    role: MemberRole,
) -> AppResult<()> {
    let (id, now) = (tx.new_id(), tx.now());
    match (store::role_of(tx, lab.id, account)?, role) {
        (None, _) => {
            store::insert_member(tx, id, lab.id, account, role, now)?;
            let data = json!({ "role": role.as_str() });
            tx.record(Some(account), "minilab.joined", lab.id, lab.audience, data);
        }
        (Some(MemberRole::Member), MemberRole::Bearer) => store::set_role(tx, lab.id, account, role)?,
        (Some(_), _) => {}
    }
    Ok(())
}
