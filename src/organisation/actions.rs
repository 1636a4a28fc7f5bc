//! What administrators do with the tree.

use std::collections::BTreeMap;

use serde_json::json;

use super::import::{self, Line, Parent, Plan};
use super::rules::{self, Branch, MAX_NAME, MAX_REFERENCE, UnitKind, key};
use super::store::{self, Unit};
use crate::accounts::Actor;
use crate::app::App;
use crate::audience::Audience;
use crate::db::Conn;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::ids::UnitId;
use crate::sheets::{self, ReadError, Table};
use crate::transaction::Transaction;

/// What a site's code is made of: nothing that is read aloud or copied wrongly.
const SITE_LETTERS: &[u8; 30] = b"23456789abcdefghjkmnpqrstvwxyz";
/// Characters of a site's code.
const SITE_CODE: usize = 6;

/// What is said of a unit, as it was typed.
#[derive(Debug, Clone, Default)]
pub struct UnitDraft {
    /// The word of its kind.
    pub kind: String,
    /// Its name.
    pub name: String,
    /// What the organisation's own lists call it, or nothing.
    pub reference: String,
    /// The code of its département, or nothing.
    pub departement: String,
    /// The name or the reference of what it belongs to, or nothing.
    pub parent: String,
}

struct Checked {
    kind: UnitKind,
    name: String,
    reference: Option<String>,
    departement: String,
    parent: Option<UnitId>,
}

impl UnitDraft {
    fn checked(&self, conn: &mut Conn) -> AppResult<Checked> {
        let mut errors = FieldErrors::default();
        let kind = self.kind.parse().ok();
        if kind.is_none() {
            errors.add("kind", "choose");
        }
        let name = errors.text("name", &self.name, MAX_NAME);
        if !name.is_empty() && key(&name).is_empty() {
            errors.add("name", "no-letter");
        }
        let reference = errors.optional_text("reference", &self.reference, MAX_REFERENCE);
        let departement = self.departement.trim().to_uppercase();
        if !departement.is_empty() && !rules::is_departement(&departement) {
            errors.add("departement", "unknown-departement");
        }
        let parent = parent_named(conn, &self.parent)?.unwrap_or_else(|kind| {
            errors.add("parent", kind);
            None
        });
        errors.check()?;
        let kind = kind.ok_or_else(|| FieldErrors::one("kind", "choose"))?;
        let reference = Some(reference).filter(|reference| !reference.is_empty());
        Ok(Checked { kind, name, reference, departement, parent })
    }
}

/// The one unit that a text names, nothing for no text, or the fault of naming none or several.
fn parent_named(conn: &mut Conn, text: &str) -> AppResult<Result<Option<UnitId>, &'static str>> {
    if text.trim().is_empty() {
        return Ok(Ok(None));
    }
    Ok(match store::named(conn, text)?.as_slice() {
        [] => Err("unknown-unit"),
        [only] => Ok(Some(only.id)),
        _ => Err("ambiguous-unit"),
    })
}

/// Adds a unit.
pub struct AddUnit(pub UnitDraft);

impl AddUnit {
    /// Adds it; one of the same kind and name under the same parent is taken for a form sent twice.
    ///
    /// # Errors
    ///
    /// [`AppError::Forbidden`], or the faults of the fields.
    pub async fn run(self, app: &App, actor: &Actor) -> AppResult<UnitId> {
        actor.require(rules::may_manage(actor))?;
        let by = actor.account();
        app.write(move |tx| {
            let checked = self.0.checked(tx)?;
            let alike = store::named(tx, &checked.name)?;
            let twin = alike.iter().find(|unit| {
                (unit.kind, unit.parent_id, &unit.reference)
                    == (checked.kind, checked.parent, &checked.reference)
            });
            if let Some(twin) = twin {
                return Ok(twin.id);
            }
            let unit = new_unit(tx, checked);
            store::insert(tx, &unit)?;
            tx.record(by, "unit.added", unit.id, Audience::Team, json!({}));
            Ok(unit.id)
        })
        .await
    }
}

fn new_unit(tx: &Transaction<'_>, checked: Checked) -> Unit {
    Unit {
        id: tx.new_id(),
        kind: checked.kind,
        name_key: key(&checked.name),
        name: checked.name,
        reference: checked.reference,
        departement: checked.departement,
        parent_id: checked.parent,
        site_code: site_code(tx, checked.kind),
        merged_into: None,
        created_at: tx.now(),
        ended_at: None,
    }
}

/// A fresh code, for a site. One in seven hundred million: a clash is refused by the table, and tried again by hand.
fn site_code(tx: &Transaction<'_>, kind: UnitKind) -> Option<String> {
    let letter = |_| char::from(SITE_LETTERS[tx.clock().random_below(SITE_LETTERS.len() as u32) as usize]);
    (kind.branch() == Branch::Sites).then(|| (0..SITE_CODE).map(letter).collect())
}

/// Changes what is said of a unit. A name that changes is kept.
pub struct UpdateUnit {
    /// Which.
    pub unit: UnitId,
    /// What holds from now on.
    pub draft: UnitDraft,
}

impl UpdateUnit {
    /// Changes it.
    ///
    /// # Errors
    ///
    /// [`AppError::Forbidden`], [`AppError::NotFound`], or the faults of the fields.
    pub async fn run(self, app: &App, actor: &Actor) -> AppResult<()> {
        actor.require(rules::may_manage(actor))?;
        let by = actor.clone();
        app.write(move |tx| {
            let unit = living(tx, self.unit)?;
            let checked = self.draft.checked(tx)?;
            if let Some(parent) = checked.parent
                && rules::is_loop(&store::parents(tx)?, unit.id, parent)
            {
                return Err(FieldErrors::one("parent", "parent-loop"));
            }
            let changed = Unit {
                kind: checked.kind,
                name_key: key(&checked.name),
                name: checked.name,
                reference: checked.reference,
                departement: checked.departement,
                parent_id: checked.parent,
                ..unit.clone()
            };
            change(tx, &by, &unit, changed)
        })
        .await
    }
}

fn living(tx: &mut Transaction<'_>, id: UnitId) -> AppResult<Unit> {
    let unit = store::find(tx, id)?.ok_or(AppError::NotFound)?;
    if unit.ended_at.is_some() { Err(AppError::Refused("unit-merged")) } else { Ok(unit) }
}

/// Writes a change down, and keeps the name that ends.
fn change(tx: &mut Transaction<'_>, by: &Actor, before: &Unit, mut after: Unit) -> AppResult<()> {
    if after.site_code.is_none() {
        after.site_code = site_code(tx, after.kind);
    }
    if *before == after {
        return Ok(());
    }
    let is_renamed = before.name != after.name;
    if is_renamed {
        let now = tx.now();
        store::insert_former_name(tx, before, now)?;
    }
    store::update(tx, &after)?;
    let kind = if is_renamed { "unit.renamed" } else { "unit.changed" };
    tx.record(by.account(), kind, after.id, Audience::Team, json!({}));
    Ok(())
}

/// Makes a unit part of another.
pub struct MergeUnits {
    /// What ends.
    pub from: UnitId,
    /// The name or the reference of what goes on.
    pub into: String,
}

impl MergeUnits {
    /// Merges them; what belonged to the one belongs to the other. Answers what goes on.
    ///
    /// # Errors
    ///
    /// [`AppError::Forbidden`], [`AppError::NotFound`], or a fault of `into`.
    pub async fn run(self, app: &App, actor: &Actor) -> AppResult<UnitId> {
        actor.require(rules::may_manage(actor))?;
        let by = actor.account();
        app.write(move |tx| {
            let from = living(tx, self.from)?;
            let into = match parent_named(tx, &self.into)? {
                Ok(into) => into.ok_or_else(|| FieldErrors::one("into", "required"))?,
                Err(kind) => return Err(FieldErrors::one("into", kind)),
            };
            let heir = living(tx, into)?;
            if heir.kind.branch() != from.kind.branch() {
                return Err(FieldErrors::one("into", "other-branch"));
            }
            if rules::is_loop(&store::parents(tx)?, from.id, into) {
                return Err(FieldErrors::one("into", "parent-loop"));
            }
            let now = tx.now();
            store::merge(tx, from.id, into, now)?;
            tx.record(by, "unit.merged", from.id, Audience::Team, json!({ "into": into }));
            Ok(into)
        })
        .await
    }
}

/// What a file that is kept would do.
///
/// # Errors
///
/// [`AppError::Forbidden`], [`AppError::NotFound`] for a file that is not here, a fault of `file`.
pub async fn read_plan(app: &App, actor: &Actor, key: &str) -> AppResult<Plan> {
    actor.require(rules::may_manage(actor))?;
    let table = read_table(app, key).await?;
    app.read(move |conn| import::plan(&table, &store::list(conn)?)).await
}

async fn read_table(app: &App, key: &str) -> AppResult<Table> {
    let path = app.files.path(key)?;
    let read = tokio::task::spawn_blocking(move || sheets::read_file(&path));
    read.await.map_err(anyhow::Error::from)?.map_err(|error| unreadable(&error))
}

/// A file that cannot be read, as a fault of the field `file`.
pub(super) fn unreadable(error: &ReadError) -> AppError {
    let mut errors = FieldErrors::default();
    match error.number() {
        Some(number) => errors.add_limit("file", error.kind(), number),
        None => errors.add("file", error.kind()),
    }
    AppError::Invalid(errors)
}

/// Takes units from a table. Lines that cannot be taken are left out.
pub struct ImportUnits(pub Table);

impl ImportUnits {
    /// From a file that is kept.
    ///
    /// # Errors
    ///
    /// As [`read_plan`].
    pub async fn of_file(app: &App, key: &str) -> AppResult<Self> {
        Ok(Self(read_table(app, key).await?))
    }

    /// Adds and changes what the file says, all or nothing; answers what it did.
    ///
    /// # Errors
    ///
    /// [`AppError::Forbidden`], or a fault of `file`.
    pub async fn run(self, app: &App, actor: &Actor) -> AppResult<Plan> {
        actor.require(rules::may_manage(actor))?;
        let by = actor.clone();
        app.write(move |tx| {
            let known = store::list(tx)?;
            let plan = import::plan(&self.0, &known)?;
            let by_id: BTreeMap<UnitId, Unit> = known.into_iter().map(|unit| (unit.id, unit)).collect();
            let ids: Vec<UnitId> =
                plan.lines.iter().map(|line| line.known.unwrap_or_else(|| tx.new_id())).collect();
            // A unit may be under one that comes later in the file: all are there before any is put under another.
            for (line, id) in plan.lines.iter().zip(&ids).filter(|(line, _)| line.known.is_none()) {
                add(tx, &by, line, *id)?;
            }
            for (line, id) in plan.lines.iter().zip(&ids) {
                let before = match by_id.get(id) {
                    Some(unit) => unit.clone(),
                    None => store::find(tx, *id)?.ok_or(AppError::NotFound)?,
                };
                place(tx, &by, line, &before, &ids)?;
            }
            Ok(plan)
        })
        .await
    }
}

fn add(tx: &mut Transaction<'_>, by: &Actor, line: &Line, id: UnitId) -> AppResult<()> {
    let checked = Checked {
        kind: line.kind,
        name: line.name.clone(),
        reference: line.reference.clone(),
        departement: line.departement.clone().unwrap_or_default(),
        parent: None,
    };
    let unit = Unit { id, ..new_unit(tx, checked) };
    store::insert(tx, &unit)?;
    tx.record(by.account(), "unit.added", id, Audience::Team, json!({}));
    Ok(())
}

fn place(tx: &mut Transaction<'_>, by: &Actor, line: &Line, before: &Unit, ids: &[UnitId]) -> AppResult<()> {
    let parent = line.parent.map(|parent| match parent {
        Parent::Known(id) => id,
        Parent::Line(place) => ids[place],
    });
    let after = Unit {
        kind: line.kind,
        name: line.name.clone(),
        name_key: key(&line.name),
        reference: line.reference.clone().or_else(|| before.reference.clone()),
        departement: line.departement.clone().unwrap_or_else(|| before.departement.clone()),
        parent_id: parent.or(before.parent_id),
        ..before.clone()
    };
    if line.known.is_none() {
        return store::update(tx, &after);
    }
    change(tx, by, before, after)
}
