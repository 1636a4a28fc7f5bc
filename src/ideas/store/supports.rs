//! Who wants an idea too, and who wants to know what becomes of it.

use std::collections::BTreeSet;

use diesel::prelude::*;

use super::Idea;
use crate::clock::Time;
use crate::db::schema::{idea_follows, idea_supports, ideas};
use crate::db::{AnyConnection, Conn, Result, one_of};
use crate::ids::{AccountId, IdeaId};

/// How many people support an idea.
pub fn count_supporters(conn: &mut Conn, idea: IdeaId) -> Result<i64> {
    idea_supports::table.filter(idea_supports::idea_id.eq(idea)).count().get_result(conn)
}

/// Which of these ideas an account supports.
pub fn supported_by(conn: &mut Conn, account: AccountId, ids: &[IdeaId]) -> Result<BTreeSet<IdeaId>> {
    let rows: Vec<IdeaId> = idea_supports::table
        .filter(idea_supports::account_id.eq(account).and(one_of(idea_supports::idea_id, ids)))
        .select(idea_supports::idea_id)
        .load(conn)?;
    Ok(rows.into_iter().collect())
}

/// The ideas that an account supports.
pub(in crate::ideas) fn list_supported(conn: &mut Conn, account: AccountId) -> Result<Vec<IdeaId>> {
    idea_supports::table
        .filter(idea_supports::account_id.eq(account))
        .order(idea_supports::idea_id)
        .select(idea_supports::idea_id)
        .load(conn)
}

/// The ideas that an account follows.
pub(in crate::ideas) fn list_followed(conn: &mut Conn, account: AccountId) -> Result<Vec<IdeaId>> {
    idea_follows::table
        .filter(idea_follows::account_id.eq(account))
        .order(idea_follows::idea_id)
        .select(idea_follows::idea_id)
        .load(conn)
}

/// The people who support an idea.
pub fn supporters_of(conn: &mut Conn, idea: IdeaId) -> Result<Vec<AccountId>> {
    idea_supports::table
        .filter(idea_supports::idea_id.eq(idea))
        .order(idea_supports::account_id)
        .select(idea_supports::account_id)
        .load(conn)
}

/// The people who follow an idea.
pub fn followers_of(conn: &mut Conn, idea: IdeaId) -> Result<Vec<AccountId>> {
    idea_follows::table
        .filter(idea_follows::idea_id.eq(idea))
        .order(idea_follows::account_id)
        .select(idea_follows::account_id)
        .load(conn)
}

/// Those of these ideas that somebody supports or follows.
pub(in crate::ideas) fn list_wanted(conn: &mut Conn, ids: &[IdeaId]) -> Result<Vec<Idea>> {
    let mut wanted = BTreeSet::new();
    for some in ids.chunks(500) {
        let supported = idea_supports::table.filter(one_of(idea_supports::idea_id, some));
        wanted.extend(supported.select(idea_supports::idea_id).distinct().load::<IdeaId>(conn)?);
        let followed = idea_follows::table.filter(one_of(idea_follows::idea_id, some));
        wanted.extend(followed.select(idea_follows::idea_id).distinct().load::<IdeaId>(conn)?);
    }
    super::list_by_ids(conn, &wanted.into_iter().collect::<Vec<_>>())
}

/// Whether an account follows an idea.
pub(in crate::ideas) fn is_following(conn: &mut Conn, account: AccountId, idea: IdeaId) -> Result<bool> {
    let found: Option<AccountId> =
        idea_follows::table.find((idea, account)).select(idea_follows::account_id).first(conn).optional()?;
    Ok(found.is_some())
}

/// Notes a support; says whether it was new.
pub(in crate::ideas) fn insert_support(
    conn: &mut Conn,
    idea: IdeaId,
    account: AccountId,
    version: i32,
    at: Time,
) -> Result<bool> {
    let row = (
        idea_supports::idea_id.eq(idea),
        idea_supports::account_id.eq(account),
        idea_supports::version.eq(version),
        idea_supports::supported_at.eq(at),
    );
    let insert = diesel::insert_into(idea_supports::table).values(row).on_conflict_do_nothing();
    let inserted = match conn {
        AnyConnection::Pg(pg) => insert.execute(pg)?,
        AnyConnection::Sqlite(sqlite) => insert.execute(sqlite)?,
    };
    Ok(inserted == 1)
}

/// Notes that a support is for the words of this version; says whether it was for older ones.
pub(in crate::ideas) fn renew_support(
    conn: &mut Conn,
    idea: IdeaId,
    account: AccountId,
    version: i32,
) -> Result<bool> {
    let older = idea_supports::table.find((idea, account)).filter(idea_supports::version.lt(version));
    Ok(diesel::update(older).set(idea_supports::version.eq(version)).execute(conn)? == 1)
}

/// Carries the supports of one version over to the next: what changed is not worth asking anybody again.
pub(in crate::ideas) fn carry_supports(conn: &mut Conn, idea: IdeaId, from: i32, to: i32) -> Result<()> {
    let of_version = idea_supports::idea_id.eq(idea).and(idea_supports::version.eq(from));
    diesel::update(idea_supports::table.filter(of_version))
        .set(idea_supports::version.eq(to))
        .execute(conn)
        .map(drop)
}

/// The ideas that changed since an account supported them.
pub(in crate::ideas) fn list_changed_since_support(
    conn: &mut Conn,
    account: AccountId,
) -> Result<Vec<IdeaId>> {
    idea_supports::table
        .inner_join(ideas::table.on(ideas::id.eq(idea_supports::idea_id)))
        .filter(idea_supports::account_id.eq(account).and(idea_supports::version.lt(ideas::version)))
        .order(idea_supports::idea_id)
        .select(idea_supports::idea_id)
        .load(conn)
}

/// The version that an account supports, if it does.
pub(in crate::ideas) fn supported_version(
    conn: &mut Conn,
    idea: IdeaId,
    account: AccountId,
) -> Result<Option<i32>> {
    idea_supports::table.find((idea, account)).select(idea_supports::version).first(conn).optional()
}

/// Takes a support back; says whether there was one.
pub(in crate::ideas) fn delete_support(conn: &mut Conn, idea: IdeaId, account: AccountId) -> Result<bool> {
    Ok(diesel::delete(idea_supports::table.find((idea, account))).execute(conn)? == 1)
}

/// Notes that an account follows an idea.
pub(in crate::ideas) fn insert_follow(
    conn: &mut Conn,
    idea: IdeaId,
    account: AccountId,
    at: Time,
) -> Result<bool> {
    let row = (
        idea_follows::idea_id.eq(idea),
        idea_follows::account_id.eq(account),
        idea_follows::followed_at.eq(at),
    );
    let insert = diesel::insert_into(idea_follows::table).values(row).on_conflict_do_nothing();
    let inserted = match conn {
        AnyConnection::Pg(pg) => insert.execute(pg)?,
        AnyConnection::Sqlite(sqlite) => insert.execute(sqlite)?,
    };
    Ok(inserted == 1)
}

/// Notes that it no longer does.
pub(in crate::ideas) fn delete_follow(conn: &mut Conn, idea: IdeaId, account: AccountId) -> Result<bool> {
    Ok(diesel::delete(idea_follows::table.find((idea, account))).execute(conn)? == 1)
}
