//! Word of a new comment to those who take part.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::rules::CommentAudience;
use super::store::{self, Comment};
use crate::accounts;
use crate::app::App;
use crate::error::{AppError, AppResult};
use crate::ideas;
use crate::ids::{AccountId, CommentId, IdeaId};
use crate::jobs::{Job, JobError, Progress, Registry, Run};
use crate::notices::{self, Notice, NoticeKind};
use crate::transaction::Transaction;

/// Tells people of a comment: those who are called by name, the authors, those who follow the idea.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct TellOfComment {
    /// Which.
    pub comment: CommentId,
    /// Who is called by name.
    pub mentioned: Vec<AccountId>,
}

impl Job for TellOfComment {
    const NAME: &'static str = "comments.tell_of_comment";
}

impl Run<App> for TellOfComment {
    async fn run(&self, app: &App, _progress: &Progress) -> Result<(), JobError> {
        let job = self.clone();
        app.write(move |tx| job.tell(tx)).await?;
        Ok(())
    }
}

impl TellOfComment {
    fn tell(self, tx: &mut Transaction<'_>) -> AppResult<()> {
        let now = tx.now();
        let Some(comment) = store::find(tx, self.comment)? else { return Ok(()) };
        let (Some(idea), Some(by)) = (comment.idea_id, comment.account_id) else { return Ok(()) };
        let is_gone = comment.hidden_at.is_some() || comment.withdrawn_at.is_some();
        if is_gone || !store::take_telling(tx, comment.id, now)? {
            return Ok(());
        }
        let mut mentioned = BTreeSet::new();
        for account in self.mentioned {
            if sees(tx, account, &comment, idea)? {
                mentioned.insert(account);
            }
        }
        let interested = interested(tx, &comment, idea)?;
        let told = |to, kind| Notice { to, kind, object: comment.id.into(), by: Some(by) };
        for account in &mentioned {
            notices::tell(tx, told(*account, NoticeKind::Mention))?;
        }
        for account in interested.difference(&mentioned) {
            notices::tell(tx, told(*account, NoticeKind::Comment))?;
        }
        Ok(())
    }
}

/// Whether somebody who is called may read it.
fn sees(tx: &mut Transaction<'_>, account: AccountId, comment: &Comment, idea: IdeaId) -> AppResult<bool> {
    let today = tx.now().date();
    let actor = accounts::actor_of(tx, account, today)?;
    let Some(idea) = ideas::find(tx, &actor, idea)? else { return Ok(false) };
    let is_own = ideas::own_of(tx, account, &[idea.id])?.contains(&idea.id);
    Ok(comment.audience == CommentAudience::Everyone || is_own || actor.is_team())
}

/// The authors and those who follow; of what is kept among authors and team, those who spoke in the thread.
fn interested(
    tx: &mut Transaction<'_>,
    comment: &Comment,
    idea: IdeaId,
) -> Result<BTreeSet<AccountId>, AppError> {
    let authors = ideas::authors_of(tx, &[idea])?.remove(&idea).unwrap_or_default();
    let mut people: BTreeSet<AccountId> =
        authors.into_iter().filter_map(|author| author.account_id).collect();
    if comment.audience == CommentAudience::Everyone {
        people.extend(ideas::followers_of(tx, idea)?);
    } else {
        let thread = store::list_of_threads(tx, &[comment.thread_id])?;
        people.extend(thread.into_values().flatten().filter_map(|comment| comment.account_id));
    }
    Ok(people)
}

/// This room's jobs.
pub fn register(registry: &mut Registry<App>) {
    registry.register::<TellOfComment>();
}
