//! The trail of an idea: every destiny it had.

use diesel::prelude::*;

use crate::clock::Time;
use crate::db::schema::{destinies, ideas};
use crate::db::{Conn, Result};
use crate::ideas::rules::Destiny;
use crate::ids::{AccountId, DestinyId, IdeaId, MiniLabId};

/// A step of an idea's trail.
#[derive(Debug, Clone, PartialEq, Eq, HasQuery)]
#[diesel(table_name = destinies, check_for_backend(diesel::pg::Pg, diesel::sqlite::Sqlite))]
pub struct DestinyRow {
    /// Its id.
    pub id: DestinyId,
    /// Whose.
    pub idea_id: IdeaId,
    /// What the idea became.
    pub destiny: Destiny,
    /// Why, in the words of who decided.
    pub reason: String,
    /// Where to.
    pub minilab_id: Option<MiniLabId>,
    /// By whom; nobody when it was the platform.
    pub decided_by: Option<AccountId>,
    /// When.
    pub decided_at: Time,
}

/// Every step of an idea's trail, oldest first.
pub fn trail(conn: &mut Conn, idea: IdeaId) -> Result<Vec<DestinyRow>> {
    DestinyRow::query().filter(destinies::idea_id.eq(idea)).order(destinies::id).load(conn)
}

/// Writes a step of a trail down.
pub(in crate::ideas) fn insert_step(conn: &mut Conn, step: &DestinyRow) -> Result<()> {
    diesel::insert_into(destinies::table)
        .values((
            destinies::id.eq(step.id),
            destinies::idea_id.eq(step.idea_id),
            destinies::destiny.eq(step.destiny),
            destinies::reason.eq(&step.reason),
            destinies::minilab_id.eq(step.minilab_id),
            destinies::decided_by.eq(step.decided_by),
            destinies::decided_at.eq(step.decided_at),
            destinies::is_told.eq(false),
        ))
        .execute(conn)
        .map(drop)
}

/// Gives an idea another destiny; says whether it changed anything.
pub(in crate::ideas) fn set_current(conn: &mut Conn, step: &DestinyRow) -> Result<bool> {
    let current: Option<(Destiny, Option<MiniLabId>)> =
        ideas::table.find(step.idea_id).select((ideas::destiny, ideas::minilab_id)).first(conn).optional()?;
    let Some((destiny, minilab)) = current else { return Ok(false) };
    if (destiny, minilab) == (step.destiny, step.minilab_id) {
        return Ok(false);
    }
    // Guarded: of two who move it at once, one does.
    let changed =
        diesel::update(ideas::table.filter(ideas::id.eq(step.idea_id).and(ideas::destiny.eq(destiny))))
            .set((
                ideas::destiny.eq(step.destiny),
                ideas::minilab_id.eq(step.minilab_id),
                ideas::updated_at.eq(step.decided_at),
            ))
            .execute(conn)?;
    Ok(changed == 1)
}

/// A step, if it exists.
pub(in crate::ideas) fn find_step(conn: &mut Conn, id: DestinyId) -> Result<Option<DestinyRow>> {
    DestinyRow::query().filter(destinies::id.eq(id)).first(conn).optional()
}

/// Notes that a step's authors were told; says whether this was the first time.
pub(in crate::ideas) fn set_told(conn: &mut Conn, id: DestinyId) -> Result<bool> {
    let untold = destinies::table.filter(destinies::id.eq(id).and(destinies::is_told.eq(false)));
    Ok(diesel::update(untold).set(destinies::is_told.eq(true)).execute(conn)? == 1)
}
