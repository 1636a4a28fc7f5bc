//! The states that an idea had: sent, published, given back, taken back, taken off.

use diesel::prelude::*;

use crate::clock::Time;
use crate::db::schema::{idea_reviews, ideas};
use crate::db::{Conn, Result};
use crate::ideas::rules::IdeaState;
use crate::ids::{AccountId, BatchId, IdeaId, ReviewId};

/// A change of an idea's state.
#[derive(Debug, Clone, PartialEq, Eq, HasQuery, Insertable)]
#[diesel(table_name = idea_reviews, check_for_backend(diesel::pg::Pg, diesel::sqlite::Sqlite))]
pub struct Review {
    /// Its id.
    pub id: ReviewId,
    /// Of which idea.
    pub idea_id: IdeaId,
    /// The state it got.
    pub state: IdeaState,
    /// The reason's word, or nothing.
    pub reason: String,
    /// What was said to its author, or by them.
    pub words: String,
    /// By whom; nobody when it was the platform.
    pub reviewed_by: Option<AccountId>,
    /// When.
    pub reviewed_at: Time,
    /// The ideas that were changed in one go have the same one.
    pub batch_id: Option<BatchId>,
}

/// The changes of an idea's state, oldest first.
pub fn reviews_of(conn: &mut Conn, idea: IdeaId) -> Result<Vec<Review>> {
    Review::query().filter(idea_reviews::idea_id.eq(idea)).order(idea_reviews::id).load(conn)
}

/// What was changed in one go.
pub(in crate::ideas) fn list_batch(conn: &mut Conn, batch: BatchId) -> Result<Vec<Review>> {
    Review::query().filter(idea_reviews::batch_id.eq(batch)).order(idea_reviews::id).load(conn)
}

/// Writes a change down.
pub(in crate::ideas) fn insert_review(conn: &mut Conn, review: &Review) -> Result<()> {
    diesel::insert_into(idea_reviews::table).values(review).execute(conn).map(drop)
}

/// Gives an idea another state; says whether it had the one before. The first time it is published is kept.
pub(in crate::ideas) fn set_state(
    conn: &mut Conn,
    idea: IdeaId,
    from: IdeaState,
    to: IdeaState,
    at: Time,
) -> Result<bool> {
    let here = ideas::table.filter(ideas::id.eq(idea).and(ideas::state.eq(from)));
    let changed =
        diesel::update(here).set((ideas::state.eq(to), ideas::updated_at.eq(at))).execute(conn)? == 1;
    if changed && to == IdeaState::Published {
        let first = ideas::table.filter(ideas::id.eq(idea).and(ideas::published_at.is_null()));
        diesel::update(first).set(ideas::published_at.eq(at)).execute(conn)?;
    }
    Ok(changed)
}
