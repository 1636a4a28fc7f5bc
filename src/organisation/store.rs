//! Units and their former names in the database.

use std::collections::BTreeMap;

use diesel::prelude::*;

use super::rules::{Branch, MAX_DEPTH, UnitKind, key};
use crate::clock::Time;
use crate::db::schema::{unit_names, units};
use crate::db::{Conn, OnUnique, Result, one_of};
use crate::error::{AppResult, FieldErrors};
use crate::ids::UnitId;

/// A direction, a service or a site.
#[derive(Debug, Clone, PartialEq, Eq, HasQuery, Insertable)]
#[diesel(table_name = units, check_for_backend(diesel::pg::Pg, diesel::sqlite::Sqlite))]
pub struct Unit {
    /// Its id.
    pub id: UnitId,
    /// What it is.
    pub kind: UnitKind,
    /// Its name today, or its last one.
    pub name: String,
    /// The name as it is compared.
    pub name_key: String,
    /// What the organisation's own lists call it: a number, a code.
    pub reference: Option<String>,
    /// The code of its département, or nothing.
    pub departement: String,
    /// What it belongs to.
    pub parent_id: Option<UnitId>,
    /// What people without an address type to sign in here; sites have one.
    pub site_code: Option<String>,
    /// What it became part of.
    pub merged_into: Option<UnitId>,
    /// When it was first known.
    pub created_at: Time,
    /// When it became part of another.
    pub ended_at: Option<Time>,
}

/// A name that a unit had.
#[derive(Debug, Clone, PartialEq, Eq, HasQuery)]
#[diesel(table_name = unit_names, check_for_backend(diesel::pg::Pg, diesel::sqlite::Sqlite))]
pub(super) struct FormerName {
    pub name: String,
    pub until: Time,
}

/// The unit, merged or not.
pub fn find(conn: &mut Conn, id: UnitId) -> Result<Option<Unit>> {
    Unit::query().filter(units::id.eq(id)).first(conn).optional()
}

/// The unit that this one is today: itself, or what it was merged into.
pub fn current(conn: &mut Conn, id: UnitId) -> Result<Option<Unit>> {
    let found = find(conn, id)?;
    match found.as_ref().and_then(|unit| unit.merged_into) {
        Some(heir) => find(conn, heir),
        None => Ok(found),
    }
}

/// The site of a code, as people type it; the code of a site that was merged leads to its heir.
pub fn find_by_site_code(conn: &mut Conn, code: &str) -> Result<Option<Unit>> {
    let code = code.trim().to_lowercase();
    let found: Option<UnitId> =
        units::table.filter(units::site_code.eq(code)).select(units::id).first(conn).optional()?;
    found.map_or(Ok(None), |id| current(conn, id))
}

/// The units of today, by name.
pub fn list(conn: &mut Conn) -> Result<Vec<Unit>> {
    Unit::query().filter(units::ended_at.is_null()).order((units::name_key, units::id)).load(conn)
}

/// The units of today of a branch whose name holds a text, by name; all of them for none.
pub fn search(conn: &mut Conn, text: &str, branch: Branch) -> Result<Vec<Unit>> {
    let wanted = key(text);
    let mut found = list(conn)?;
    found.retain(|unit| unit.kind.branch() == branch && unit.name_key.contains(&wanted));
    Ok(found)
}

/// The names of the units of today where one may work, to choose from.
pub fn names_of_branch(conn: &mut Conn, branch: Branch, most: i64) -> Result<Vec<String>> {
    units::table
        .filter(units::ended_at.is_null().and(one_of(units::kind, kinds(branch))))
        .order((units::name_key, units::id))
        .select(units::name)
        .limit(most)
        .load(conn)
}

/// The unit that a text names, by its name, a former one or its reference. Nothing when none is, or several are.
pub fn recognise(conn: &mut Conn, text: &str, branch: Branch) -> Result<Option<UnitId>> {
    let found = named(conn, text)?;
    let mut found = found.into_iter().filter(|unit| unit.kind.branch() == branch);
    Ok(found.next().filter(|_| found.next().is_none()).map(|unit| unit.id))
}

/// The units of today that a text names: by name or reference, and by a former name when no other has it now.
pub(super) fn named(conn: &mut Conn, text: &str) -> Result<Vec<Unit>> {
    let (text, key) = (text.trim(), key(text));
    if key.is_empty() {
        return Ok(Vec::new());
    }
    let now: Vec<Unit> = Unit::query()
        .filter(units::ended_at.is_null())
        .filter(units::name_key.eq(&key).or(units::reference.eq(text)))
        .load(conn)?;
    if !now.is_empty() {
        return Ok(now);
    }
    let renamed = unit_names::table.filter(unit_names::name_key.eq(&key)).select(unit_names::unit_id);
    let before: Vec<UnitId> = units::table
        .filter(units::id.eq_any(renamed).or(units::name_key.eq(&key)))
        .select(units::id)
        .load(conn)?;
    let mut heirs = BTreeMap::new();
    for id in before {
        heirs.extend(current(conn, id)?.map(|unit| (unit.id, unit)));
    }
    Ok(heirs.into_values().collect())
}

/// A unit of today and all it belongs to, itself first.
pub fn line_of(conn: &mut Conn, id: UnitId) -> Result<Vec<Unit>> {
    let (mut line, mut next) = (Vec::new(), Some(id));
    while let Some(id) = next.filter(|_| line.len() < MAX_DEPTH) {
        let Some(unit) = current(conn, id)? else { break };
        next = unit.parent_id;
        line.push(unit);
    }
    Ok(line)
}

/// The former names of a unit, the last one first.
pub(super) fn former_names(conn: &mut Conn, id: UnitId) -> Result<Vec<FormerName>> {
    FormerName::query().filter(unit_names::unit_id.eq(id)).order(unit_names::until.desc()).load(conn)
}

/// The units that became part of this one, the last one first.
pub(super) fn list_merged_into(conn: &mut Conn, id: UnitId) -> Result<Vec<Unit>> {
    Unit::query().filter(units::merged_into.eq(id)).order(units::ended_at.desc()).load(conn)
}

/// What belongs to what today.
pub(super) fn parents(conn: &mut Conn) -> Result<BTreeMap<UnitId, UnitId>> {
    let rows: Vec<(UnitId, Option<UnitId>)> =
        units::table.filter(units::ended_at.is_null()).select((units::id, units::parent_id)).load(conn)?;
    Ok(rows.into_iter().filter_map(|(id, parent)| Some((id, parent?))).collect())
}

/// Writes a unit down. Its reference must be its own.
pub(super) fn insert(conn: &mut Conn, unit: &Unit) -> AppResult<()> {
    let inserted = diesel::insert_into(units::table).values(unit).execute(conn);
    inserted.on_unique(|| FieldErrors::one("reference", "taken")).map(drop)
}

/// Writes down what is said of a unit now.
pub(super) fn update(conn: &mut Conn, unit: &Unit) -> AppResult<()> {
    diesel::update(units::table.filter(units::id.eq(unit.id)))
        .set((
            units::kind.eq(unit.kind),
            units::name.eq(&unit.name),
            units::name_key.eq(&unit.name_key),
            units::reference.eq(&unit.reference),
            units::departement.eq(&unit.departement),
            units::parent_id.eq(unit.parent_id),
            units::site_code.eq(&unit.site_code),
        ))
        .execute(conn)
        .on_unique(|| FieldErrors::one("reference", "taken"))
        .map(drop)
}

/// Keeps a name that ends now.
pub(super) fn insert_former_name(conn: &mut Conn, unit: &Unit, until: Time) -> Result<()> {
    diesel::insert_into(unit_names::table)
        .values((
            unit_names::unit_id.eq(unit.id),
            unit_names::until.eq(until),
            unit_names::name.eq(&unit.name),
            unit_names::name_key.eq(&unit.name_key),
        ))
        .execute(conn)
        .map(drop)
}

/// Makes a unit, what belonged to it and what it took in before part of another; says whether it was one of today.
pub(super) fn merge(conn: &mut Conn, from: UnitId, into: UnitId, at: Time) -> Result<bool> {
    let living = units::table.filter(units::id.eq(from).and(units::ended_at.is_null()));
    let merged = diesel::update(living)
        .set((units::merged_into.eq(into), units::ended_at.eq(at), units::parent_id.eq(None::<UnitId>)))
        .execute(conn)?;
    diesel::update(units::table.filter(units::merged_into.eq(from)))
        .set(units::merged_into.eq(into))
        .execute(conn)?;
    diesel::update(units::table.filter(units::parent_id.eq(from)))
        .set(units::parent_id.eq(into))
        .execute(conn)?;
    Ok(merged == 1)
}

fn kinds(branch: Branch) -> Vec<&'static str> {
    let of_branch = UnitKind::ALL.into_iter().filter(|kind| kind.branch() == branch);
    of_branch.map(UnitKind::as_str).collect()
}
