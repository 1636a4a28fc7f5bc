//! Whose ideas they are.

use std::collections::{BTreeMap, BTreeSet};

use diesel::prelude::*;

use crate::accounts::{self, Actor, NameLevel};
use crate::db::schema::{destinies, idea_authors, idea_reviews, idea_versions, ideas};
use crate::db::{Conn, Result, one_of};
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

/// The authors of ideas, each idea's in their order. A name is shown to whom both the idea and its owner's profile say.
pub fn authors_of(conn: &mut Conn, ids: &[IdeaId]) -> Result<BTreeMap<IdeaId, Vec<Author>>> {
    let mut authors: BTreeMap<IdeaId, Vec<Author>> = BTreeMap::new();
    for some in ids.chunks(500) {
        let rows: Vec<(IdeaId, String, Option<AccountId>, NameLevel, String)> = idea_authors::table
            .filter(one_of(idea_authors::idea_id, some))
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
    let people: Vec<AccountId> = authors.values().flatten().filter_map(|author| author.account_id).collect();
    let levels = accounts::name_levels_of(conn, &people)?;
    for author in authors.values_mut().flatten() {
        let of_owner = author.account_id.and_then(|id| levels.get(&id).copied()).unwrap_or_default();
        author.level = author.level.max(of_owner);
    }
    Ok(authors)
}

/// The ideas that these accounts are authors of.
pub(in crate::ideas) fn ids_of_accounts(conn: &mut Conn, accounts: &[AccountId]) -> Result<Vec<IdeaId>> {
    let mut ids = Vec::new();
    for some in accounts.chunks(500) {
        let of_these = idea_authors::table.filter(one_of(idea_authors::account_id, some));
        ids.extend(of_these.select(idea_authors::idea_id).distinct().load::<IdeaId>(conn)?);
    }
    Ok(ids)
}

/// Which of these ideas are an account's: it is an author, or sent them for one.
pub fn own_of(conn: &mut Conn, account: AccountId, ids: &[IdeaId]) -> Result<BTreeSet<IdeaId>> {
    let written: Vec<IdeaId> = idea_authors::table
        .filter(idea_authors::account_id.eq(account).and(one_of(idea_authors::idea_id, ids)))
        .select(idea_authors::idea_id)
        .load(conn)?;
    let filed: Vec<IdeaId> = ideas::table
        .filter(ideas::filed_by.eq(account).and(one_of(ideas::id, ids)))
        .select(ideas::id)
        .load(conn)?;
    Ok(written.into_iter().chain(filed).collect())
}

/// Whether an idea is this actor's.
pub(in crate::ideas) fn is_own(conn: &mut Conn, actor: &Actor, idea: IdeaId) -> Result<bool> {
    let Some(account) = actor.account() else { return Ok(false) };
    Ok(own_of(conn, account, &[idea])?.contains(&idea))
}

/// Gives an author who is to be forgotten another name, and no account.
pub(in crate::ideas) fn erase_author(conn: &mut Conn, account: AccountId, name: &str) -> Result<()> {
    diesel::update(idea_authors::table.filter(idea_authors::account_id.eq(account)))
        .set((
            idea_authors::name.eq(name),
            idea_authors::pseudonym.eq(""),
            idea_authors::name_level.eq(NameLevel::Public),
            idea_authors::account_id.eq(None::<AccountId>),
        ))
        .execute(conn)
        .map(drop)
}

/// Takes off ideas what tells of their author besides the name.
pub(in crate::ideas) fn erase_places(conn: &mut Conn, ids: &[IdeaId]) -> Result<()> {
    for some in ids.chunks(500) {
        diesel::update(ideas::table.filter(one_of(ideas::id, some)))
            .set((ideas::trade.eq(""), ideas::site.eq(""), ideas::direction.eq("")))
            .execute(conn)?;
    }
    Ok(())
}

/// Forgets who sent, changed and took back ideas.
pub(in crate::ideas) fn forget_hand(conn: &mut Conn, account: AccountId) -> Result<()> {
    let nobody = None::<AccountId>;
    diesel::update(ideas::table.filter(ideas::filed_by.eq(account)))
        .set(ideas::filed_by.eq(nobody))
        .execute(conn)?;
    diesel::update(idea_versions::table.filter(idea_versions::edited_by.eq(account)))
        .set(idea_versions::edited_by.eq(nobody))
        .execute(conn)?;
    // Their own words on taking an idea back were for the team, and theirs.
    let withdrawn = idea_reviews::reviewed_by.eq(account).and(idea_reviews::state.eq("withdrawn"));
    diesel::update(idea_reviews::table.filter(withdrawn)).set(idea_reviews::words.eq("")).execute(conn)?;
    diesel::update(idea_reviews::table.filter(idea_reviews::reviewed_by.eq(account)))
        .set(idea_reviews::reviewed_by.eq(nobody))
        .execute(conn)?;
    diesel::update(destinies::table.filter(destinies::decided_by.eq(account)))
        .set(destinies::decided_by.eq(nobody))
        .execute(conn)
        .map(drop)
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
