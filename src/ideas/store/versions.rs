//! The words that an idea had.

use diesel::prelude::*;

use crate::clock::Time;
use crate::db::schema::{idea_versions, ideas};
use crate::db::{Conn, Result};
use crate::ids::{AccountId, BatchId, IdeaId};

/// The words of an idea.
#[derive(Debug, Clone, Default, PartialEq, Eq, AsChangeset)]
#[diesel(table_name = ideas)]
pub struct IdeaWords {
    /// One line.
    pub title: String,
    /// What goes wrong today.
    pub problem: String,
    /// What is proposed.
    pub body: String,
    /// Who would be better off.
    pub beneficiaries: String,
    /// The theme, or nothing.
    pub category: String,
}

/// The words that an idea had before they were changed.
#[derive(Debug, Clone, PartialEq, Eq, HasQuery, Insertable)]
#[diesel(table_name = idea_versions, check_for_backend(diesel::pg::Pg, diesel::sqlite::Sqlite))]
pub struct VersionRow {
    /// Of which idea.
    pub idea_id: IdeaId,
    /// Which version, from 1.
    pub version: i32,
    /// One line.
    pub title: String,
    /// What goes wrong today.
    pub problem: String,
    /// What is proposed.
    pub body: String,
    /// Who would be better off.
    pub beneficiaries: String,
    /// The theme.
    pub category: String,
    /// Who wrote it so.
    pub edited_by: Option<AccountId>,
    /// When.
    pub edited_at: Time,
    /// What was changed in the same go.
    pub batch_id: Option<BatchId>,
}

/// The versions that an idea had, oldest first; the one of today is the last.
pub(in crate::ideas) fn versions_of(conn: &mut Conn, idea: IdeaId) -> Result<Vec<VersionRow>> {
    VersionRow::query().filter(idea_versions::idea_id.eq(idea)).order(idea_versions::version).load(conn)
}

/// The versions that were made in one go.
pub(in crate::ideas) fn versions_of_batch(conn: &mut Conn, batch: BatchId) -> Result<Vec<VersionRow>> {
    VersionRow::query().filter(idea_versions::batch_id.eq(batch)).order(idea_versions::idea_id).load(conn)
}

/// Writes a version down.
pub(in crate::ideas) fn insert_version(conn: &mut Conn, version: &VersionRow) -> Result<()> {
    diesel::insert_into(idea_versions::table).values(version).execute(conn).map(drop)
}

/// Gives an idea other words; says whether it still had the version that they were written upon.
pub(in crate::ideas) fn set_words(
    conn: &mut Conn,
    idea: IdeaId,
    upon: i32,
    words: &IdeaWords,
    at: Time,
) -> Result<bool> {
    let here = ideas::table.filter(ideas::id.eq(idea).and(ideas::version.eq(upon)));
    let changed = diesel::update(here)
        .set((words, ideas::version.eq(upon + 1), ideas::updated_at.eq(at)))
        .execute(conn)?;
    Ok(changed == 1)
}
