//! Who thanked for which comment.

use std::collections::{BTreeMap, BTreeSet};

use diesel::dsl::count_star;
use diesel::prelude::*;

use crate::clock::Time;
use crate::db::schema::comment_thanks;
use crate::db::{AnyConnection, Conn, Result, one_of};
use crate::ids::{AccountId, CommentId};

/// How many people thanked for each of these comments; those without thanks are absent.
pub(in crate::comments) fn count_thanks(
    conn: &mut Conn,
    ids: &[CommentId],
) -> Result<BTreeMap<CommentId, i64>> {
    let rows: Vec<(CommentId, i64)> = comment_thanks::table
        .filter(one_of(comment_thanks::comment_id, ids))
        .group_by(comment_thanks::comment_id)
        .select((comment_thanks::comment_id, count_star()))
        .load(conn)?;
    Ok(rows.into_iter().collect())
}

/// For which of these comments an account thanked.
pub(in crate::comments) fn thanked_by(
    conn: &mut Conn,
    account: AccountId,
    ids: &[CommentId],
) -> Result<BTreeSet<CommentId>> {
    let rows: Vec<CommentId> = comment_thanks::table
        .filter(comment_thanks::account_id.eq(account).and(one_of(comment_thanks::comment_id, ids)))
        .select(comment_thanks::comment_id)
        .load(conn)?;
    Ok(rows.into_iter().collect())
}

/// Notes a thank; says whether it was new.
pub(in crate::comments) fn insert_thanks(
    conn: &mut Conn,
    comment: CommentId,
    account: AccountId,
    at: Time,
) -> Result<bool> {
    let row = (
        comment_thanks::comment_id.eq(comment),
        comment_thanks::account_id.eq(account),
        comment_thanks::thanked_at.eq(at),
    );
    let insert = diesel::insert_into(comment_thanks::table).values(row).on_conflict_do_nothing();
    let inserted = match conn {
        AnyConnection::Pg(pg) => insert.execute(pg)?,
        AnyConnection::Sqlite(sqlite) => insert.execute(sqlite)?,
    };
    Ok(inserted == 1)
}

/// Takes a thank back; says whether there was one.
pub(in crate::comments) fn delete_thanks(
    conn: &mut Conn,
    comment: CommentId,
    account: AccountId,
) -> Result<bool> {
    Ok(diesel::delete(comment_thanks::table.find((comment, account))).execute(conn)? == 1)
}

/// Takes back every thank of an account.
pub(in crate::comments) fn delete_thanks_of(conn: &mut Conn, account: AccountId) -> Result<()> {
    diesel::delete(comment_thanks::table.filter(comment_thanks::account_id.eq(account)))
        .execute(conn)
        .map(drop)
}
