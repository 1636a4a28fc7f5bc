//! Roles: who holds which, over what, from when until when, and who stands in.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::sql_types::Text;

use super::Account;
use crate::accounts::rules::{Held, Role, Scope};
use crate::clock::Time;
use crate::db::schema::{accounts, role_grants};
use crate::db::{Conn, Result, one_of};
use crate::ids::{AccountId, GrantId};

diesel::define_sql_function! {
    /// In lower case, as far as the database knows letters.
    fn lower(text: Text) -> Text;
}

/// A role as it was given.
#[derive(Debug, Clone, PartialEq, Eq, HasQuery)]
#[diesel(table_name = role_grants, check_for_backend(diesel::pg::Pg, diesel::sqlite::Sqlite))]
pub struct GrantRow {
    /// Its id.
    pub id: GrantId,
    /// To whom.
    pub account_id: AccountId,
    /// Which.
    pub role: Role,
    /// Over what, as [`Scope`] writes it.
    pub scope: String,
    /// The first day.
    pub starts_on: NaiveDate,
    /// The last day; open, for none.
    pub ends_on: Option<NaiveDate>,
    /// Who holds it while the holder is away.
    pub deputy_id: Option<AccountId>,
    /// The first day of that.
    pub deputy_from: Option<NaiveDate>,
    /// The last day of that.
    pub deputy_until: Option<NaiveDate>,
    /// Why it was given.
    pub reason: String,
    /// When.
    pub granted_at: Time,
    /// When it was taken back.
    pub ended_at: Option<Time>,
    /// Why.
    pub end_reason: String,
}

impl GrantRow {
    /// Over what it holds; nothing for what this version of the program does not know.
    pub fn scope(&self) -> Option<Scope> {
        self.scope.parse().ok()
    }

    /// Whether it holds on a day.
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        self.ended_at.is_none() && self.starts_on <= day && self.ends_on.is_none_or(|end| day <= end)
    }
}

/// A role about to be given.
#[derive(Insertable)]
#[diesel(table_name = role_grants)]
pub struct NewGrant {
    pub id: GrantId,
    pub account_id: AccountId,
    pub role: Role,
    pub scope: String,
    pub starts_on: NaiveDate,
    pub ends_on: Option<NaiveDate>,
    pub reason: String,
    pub granted_by: Option<AccountId>,
    pub granted_at: Time,
    pub end_reason: String,
}

/// What an account holds on a day: its own roles, and those it stands in for.
pub fn held_by(conn: &mut Conn, account: AccountId, day: NaiveDate) -> Result<Vec<Held>> {
    let stands_in = role_grants::deputy_id
        .eq(account)
        .and(role_grants::deputy_from.le(day))
        .and(role_grants::deputy_until.ge(day));
    let rows: Vec<GrantRow> = GrantRow::query()
        .filter(role_grants::ended_at.is_null())
        .filter(role_grants::account_id.nullable().eq(account).or(stands_in))
        .load(conn)?;
    let now = rows.into_iter().filter(|grant| grant.holds_on(day));
    let mut held: Vec<Held> =
        now.filter_map(|grant| Some(Held { scope: grant.scope()?, role: grant.role })).collect();
    held.sort();
    held.dedup();
    Ok(held)
}

/// Everybody who runs the platform on a day.
pub fn list_team(conn: &mut Conn, day: NaiveDate) -> Result<Vec<(Account, Role)>> {
    let rows: Vec<(Account, GrantRow)> = accounts::table
        .inner_join(role_grants::table.on(role_grants::account_id.eq(accounts::id)))
        .filter(role_grants::ended_at.is_null().and(role_grants::scope.eq("platform")))
        .filter(one_of(role_grants::role, ["administrator", "animator"]))
        .order((accounts::display_name, role_grants::role))
        .select((Account::as_select(), GrantRow::as_select()))
        .load(conn)?;
    let now = rows.into_iter().filter(|(_, grant)| grant.holds_on(day));
    Ok(now.map(|(account, grant)| (account, grant.role)).collect())
}

/// The role as it was given, if it was.
pub fn find_grant(conn: &mut Conn, id: GrantId) -> Result<Option<GrantRow>> {
    GrantRow::query().filter(role_grants::id.eq(id)).first(conn).optional()
}

/// Every role that an account had or has, the last given first.
pub fn grants_of(conn: &mut Conn, account: AccountId) -> Result<Vec<GrantRow>> {
    GrantRow::query().filter(role_grants::account_id.eq(account)).order(role_grants::id.desc()).load(conn)
}

/// Every role that was not taken back, with its holder, by holder.
pub fn list_grants(conn: &mut Conn) -> Result<Vec<(GrantRow, Account)>> {
    role_grants::table
        .inner_join(accounts::table.on(accounts::id.eq(role_grants::account_id)))
        .filter(role_grants::ended_at.is_null())
        .order((accounts::display_name, role_grants::id))
        .select((GrantRow::as_select(), Account::as_select()))
        .load(conn)
}

/// Writes a role down.
pub fn insert_grant(conn: &mut Conn, grant: &NewGrant) -> Result<()> {
    diesel::insert_into(role_grants::table).values(grant).execute(conn).map(drop)
}

/// Takes a role back; says whether it was held.
pub fn end_grant(conn: &mut Conn, id: GrantId, at: Time, reason: &str) -> Result<bool> {
    let held = role_grants::table.filter(role_grants::id.eq(id).and(role_grants::ended_at.is_null()));
    let ended = diesel::update(held)
        .set((role_grants::ended_at.eq(at), role_grants::end_reason.eq(reason)))
        .execute(conn)?;
    Ok(ended == 1)
}

/// Says who stands in, from when until when; nobody, for none.
pub fn set_deputy(
    conn: &mut Conn,
    id: GrantId,
    deputy: Option<(AccountId, NaiveDate, NaiveDate)>,
) -> Result<()> {
    diesel::update(role_grants::table.filter(role_grants::id.eq(id)))
        .set((
            role_grants::deputy_id.eq(deputy.map(|(id, ..)| id)),
            role_grants::deputy_from.eq(deputy.map(|(_, from, _)| from)),
            role_grants::deputy_until.eq(deputy.map(|(.., until)| until)),
        ))
        .execute(conn)
        .map(drop)
}

/// Has whoever else takes an administrator's role wait for this transaction's end.
pub fn lock_administrators(conn: &mut Conn) -> Result<()> {
    diesel::update(role_grants::table.filter(role_grants::role.eq(Role::Administrator)))
        .set(role_grants::role.eq(Role::Administrator))
        .execute(conn)
        .map(drop)
}

/// How many people but this one administer the platform without an end.
pub fn count_open_administrators(conn: &mut Conn, but: AccountId, day: NaiveDate) -> Result<usize> {
    let rows: Vec<GrantRow> = GrantRow::query()
        .filter(role_grants::role.eq(Role::Administrator).and(role_grants::ended_at.is_null()))
        .filter(role_grants::account_id.ne(but))
        .load(conn)?;
    Ok(rows.into_iter().filter(|grant| grant.ends_on.is_none() && grant.holds_on(day)).count())
}

/// Which people a list shows.
#[derive(Debug, Clone, Default)]
pub struct PersonFilter {
    /// A part of the name or of the address.
    pub text: String,
    /// Who holds this role, over whatever.
    pub role: Option<Role>,
}

/// People, the last come first, and how many there are.
pub fn search_people(
    conn: &mut Conn,
    filter: &PersonFilter,
    limit: i64,
    offset: i64,
) -> Result<(Vec<Account>, i64)> {
    let wanted = format!("%{}%", filter.text.trim().to_lowercase().replace(['%', '_'], ""));
    let holders: Vec<AccountId> = match filter.role {
        Some(role) => role_grants::table
            .filter(role_grants::role.eq(role).and(role_grants::ended_at.is_null()))
            .select(role_grants::account_id)
            .distinct()
            .load(conn)?,
        None => Vec::new(),
    };
    let any_role = filter.role.is_none();
    let named = lower(accounts::display_name).like(wanted.clone());
    let addressed = accounts::email.is_not_null().and(accounts::email.assume_not_null().like(wanted));
    let chosen = one_of(accounts::id, holders).or(any_role.into_sql::<diesel::sql_types::Bool>());
    let found = accounts::table.filter(named.or(addressed)).filter(chosen);
    let total = found.clone().count().get_result(conn)?;
    let people = found
        .order(accounts::id.desc())
        .limit(limit)
        .offset(offset)
        .select(Account::as_select())
        .load(conn)?;
    Ok((people, total))
}
