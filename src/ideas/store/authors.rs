//! Whose ideas they are.

use std::collections::{BTreeMap, BTreeSet};

use diesel::prelude::*;

use crate::accounts::{Actor, NameLevel};
use crate::db::schema::{idea_authors, ideas};
use crate::db::{Conn, Result};
use crate::ids::{AccountId, IdeaId};

/// Somebody whose idea it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Author {
    /// The name, as sent.
    pub name: String,
    /// The account, when there is one.
    pub account_id: Option<AccountId>,
    /// To whom the name is shown.
    pub level: NameLevel,
    /// What others read in its place, or nothing.
    pub pseudonym: String,
}

impl Author {
    /// What this viewer reads: the name, where it is for them; else the pseudonym; else nothing.
    pub fn shown_to(&self, viewer: &Actor) -> Option<&str> {
        let is_self = self.account_id.is_some() && self.account_id == viewer.account();
        let shown = if is_self || self.level.shows_to(viewer) { &self.name } else { &self.pseudonym };
        Some(shown.as_str()).filter(|shown| !shown.is_empty())
    }
}

/// The authors of ideas, each idea's in their order.
pub fn authors_of(conn: &mut Conn, ids: &[IdeaId]) -> Result<BTreeMap<IdeaId, Vec<Author>>> {
    let mut authors: BTreeMap<IdeaId, Vec<Author>> = BTreeMap::new();
    for some in ids.chunks(500) {
        let rows: Vec<(IdeaId, String, Option<AccountId>, NameLevel, String)> = idea_authors::table
            .filter(idea_authors::idea_id.eq_any(some))
            .order((idea_authors::idea_id, idea_authors::position))
            .select((
                idea_authors::idea_id,
                idea_authors::name,
                idea_authors::account_id,
                idea_authors::name_level,
                idea_authors::pseudonym,
            ))
            .load(conn)?;
        for (idea, name, account_id, level, pseudonym) in rows {
            authors.entry(idea).or_default().push(Author { name, account_id, level, pseudonym });
        }
    }
    Ok(authors)
}

/// Which of these ideas are an account's: it is an author, or sent them for one.
pub fn own_of(conn: &mut Conn, account: AccountId, ids: &[IdeaId]) -> Result<BTreeSet<IdeaId>> {
    let written: Vec<IdeaId> = idea_authors::table
        .filter(idea_authors::account_id.eq(account).and(idea_authors::idea_id.eq_any(ids)))
        .select(idea_authors::idea_id)
        .load(conn)?;
    let filed: Vec<IdeaId> = ideas::table
        .filter(ideas::filed_by.eq(account).and(ideas::id.eq_any(ids)))
        .select(ideas::id)
        .load(conn)?;
    Ok(written.into_iter().chain(filed).collect())
}

/// Whether an idea is this actor's.
pub(in crate::ideas) fn is_own(conn: &mut Conn, actor: &Actor, idea: IdeaId) -> Result<bool> {
    let Some(account) = actor.account() else { return Ok(false) };
    Ok(own_of(conn, account, &[idea])?.contains(&idea))
}

/// Writes an author down.
pub(in crate::ideas) fn insert_author(
    conn: &mut Conn,
    idea: IdeaId,
    position: i32,
    author: &Author,
) -> Result<()> {
    diesel::insert_into(idea_authors::table)
        .values((
            idea_authors::idea_id.eq(idea),
            idea_authors::position.eq(position),
            idea_authors::name.eq(&author.name),
            idea_authors::account_id.eq(author.account_id),
            idea_authors::name_level.eq(author.level),
            idea_authors::pseudonym.eq(&author.pseudonym),
        ))
        .execute(conn)
        .map(drop)
}
