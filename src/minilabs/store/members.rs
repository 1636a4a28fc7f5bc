//! Who belongs to a mini-lab.

use std::collections::BTreeMap;

use diesel::prelude::*;

use crate::clock::Time;
use crate::db::schema::{accounts, memberships};
use crate::db::{Conn, OnUnique, Result, one_of};
use crate::error::{AppError, AppResult};
use crate::ids::{AccountId, MembershipId, MiniLabId};
use crate::minilabs::rules::MemberRole;

/// Somebody who belongs to a mini-lab.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
#[diesel(check_for_backend(diesel::pg::Pg, diesel::sqlite::Sqlite))]
pub struct Member {
    /// Who.
    pub account_id: AccountId,
    /// The name they go by.
    pub name: String,
    /// Their trade.
    pub trade: String,
    /// Their site.
    pub site: String,
    /// Their part.
    pub role: MemberRole,
    /// Since when.
    pub joined_at: Time,
}

/// Its members, the bearers of its ideas first, then in the order they came.
pub fn list_members(conn: &mut Conn, minilab: MiniLabId) -> Result<Vec<Member>> {
    memberships::table
        .inner_join(accounts::table.on(accounts::id.eq(memberships::account_id)))
        .filter(memberships::minilab_id.eq(minilab))
        .order((memberships::role, memberships::id))
        .select((
            accounts::id,
            accounts::display_name,
            accounts::trade,
            accounts::site,
            memberships::role,
            memberships::joined_at,
        ))
        .load(conn)
}

/// How many members it has.
pub fn count_members(conn: &mut Conn, minilab: MiniLabId) -> Result<i64> {
    memberships::table.filter(memberships::minilab_id.eq(minilab)).count().get_result(conn)
}

/// How many members each of these has; those without any are left out.
pub fn counts_of_members(conn: &mut Conn, ids: &[MiniLabId]) -> Result<BTreeMap<MiniLabId, i64>> {
    let mut counts = BTreeMap::new();
    for some in ids.chunks(500) {
        let rows: Vec<(MiniLabId, i64)> = memberships::table
            .filter(one_of(memberships::minilab_id, some))
            .group_by(memberships::minilab_id)
            .select((memberships::minilab_id, diesel::dsl::count_star()))
            .load(conn)?;
        counts.extend(rows);
    }
    Ok(counts)
}

/// An account's part in it, if it belongs to it.
pub fn role_of(conn: &mut Conn, minilab: MiniLabId, account: AccountId) -> Result<Option<MemberRole>> {
    memberships::table
        .filter(memberships::minilab_id.eq(minilab).and(memberships::account_id.eq(account)))
        .select(memberships::role)
        .first(conn)
        .optional()
}

/// Whether an account belongs to it.
pub fn is_member(conn: &mut Conn, minilab: MiniLabId, account: AccountId) -> Result<bool> {
    Ok(role_of(conn, minilab, account)?.is_some())
}

/// The refusal of a second membership of the same person.
pub(in crate::minilabs) const ALREADY_MEMBER: &str = "already-member";

/// Adds a member; refused with [`ALREADY_MEMBER`] when they came on another connection meanwhile.
pub(in crate::minilabs) fn insert_member(
    conn: &mut Conn,
    id: MembershipId,
    minilab: MiniLabId,
    account: AccountId,
    role: MemberRole,
    at: Time,
) -> AppResult<()> {
    diesel::insert_into(memberships::table)
        .values((
            memberships::id.eq(id),
            memberships::minilab_id.eq(minilab),
            memberships::account_id.eq(account),
            memberships::role.eq(role),
            memberships::joined_at.eq(at),
        ))
        .execute(conn)
        .on_unique(|| AppError::Refused(ALREADY_MEMBER))
        .map(drop)
}

/// Gives a member another part.
pub(in crate::minilabs) fn set_role(
    conn: &mut Conn,
    minilab: MiniLabId,
    account: AccountId,
    role: MemberRole,
) -> Result<()> {
    let theirs = memberships::table
        .filter(memberships::minilab_id.eq(minilab).and(memberships::account_id.eq(account)));
    diesel::update(theirs).set(memberships::role.eq(role)).execute(conn).map(drop)
}

/// Takes a member off; says whether they were one.
pub(in crate::minilabs) fn delete_member(
    conn: &mut Conn,
    minilab: MiniLabId,
    account: AccountId,
) -> Result<bool> {
    let theirs = memberships::table
        .filter(memberships::minilab_id.eq(minilab).and(memberships::account_id.eq(account)));
    Ok(diesel::delete(theirs).execute(conn)? == 1)
}
