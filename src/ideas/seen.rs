//! An idea with what nearly every rule and page asks about it, read once for all of them.

use super::rules::Standing;
use super::store::{self, Author, Idea};
use crate::accounts::Actor;
use crate::contests::{self, Contest};
use crate::db::Conn;
use crate::error::{AppError, AppResult};
use crate::ids::IdeaId;

/// An idea that somebody sees.
#[derive(Debug, Clone)]
pub struct SeenIdea {
    /// The idea.
    pub idea: Idea,
    /// The contest it was sent to.
    pub contest: Contest,
    /// Its authors, in their order.
    pub authors: Vec<Author>,
    /// Whether it is theirs who look: they are an author, or sent it for one.
    pub is_own: bool,
}

impl SeenIdea {
    /// The idea of an id, for an actor who may see it.
    ///
    /// # Errors
    ///
    /// [`AppError::NotFound`] for one that is not there, or that they may not see.
    pub fn find(conn: &mut Conn, actor: &Actor, id: IdeaId) -> AppResult<Self> {
        let idea = store::find(conn, actor, id)?.ok_or(AppError::NotFound)?;
        Self::of(conn, actor, idea)
    }

    /// The same of an idea at hand.
    ///
    /// # Errors
    ///
    /// When the database refuses.
    pub fn of(conn: &mut Conn, actor: &Actor, idea: Idea) -> AppResult<Self> {
        let contest = contests::find(conn, idea.contest_id)?.ok_or(AppError::NotFound)?;
        let authors = store::authors_of(conn, &[idea.id])?.remove(&idea.id).unwrap_or_default();
        let hands = authors.iter().map(|author| author.account_id).chain([idea.filed_by]);
        let is_own = actor.account().is_some_and(|me| hands.flatten().any(|hand| hand == me));
        Ok(Self { idea, contest, authors, is_own })
    }

    /// How it stands for the actor whom it was read for.
    pub fn standing(&self, actor: &Actor) -> Standing {
        Standing {
            state: self.idea.state,
            is_own: self.is_own,
            is_contest_seen: actor.sees().contains(&self.contest.standing().shown_to()),
            takes_ideas: self.contest.takes_submissions().is_ok(),
        }
    }
}
