//! `/organisation/nouvelle` and `/organisation/:id`: a unit, what it was called, what belongs to it. For administrators.

use poem::web::{Data, Path};
use poem::{Response, handler};
use serde::{Deserialize, Serialize};

use super::{TREE, UnitLine, suggestions, url};
use crate::accounts::Actor;
use crate::app::App;
use crate::clock::Time;
use crate::db::Conn;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::ids::UnitId;
use crate::organisation::rules::UnitKind;
use crate::organisation::store::{self, FormerName, Unit};
use crate::organisation::{AddUnit, MergeUnits, UnitDraft, UpdateUnit};
use crate::web::{Form, FormState, Page, Shell};

/// The page of a unit that is about to be added.
#[derive(Debug, Clone, Serialize)]
pub struct NewUnitPage {
    form: FormState,
    kinds: [UnitKind; 6],
    parents: Vec<String>,
}

/// The page of a unit.
#[derive(Debug, Clone, Serialize)]
pub struct UnitPage {
    unit: UnitLine,
    is_site: bool,
    site_code: Option<String>,
    heir: Option<UnitLine>,
    ended_at: Option<Time>,
    above: Vec<UnitLine>,
    below: Vec<UnitLine>,
    merged: Vec<Past>,
    former_names: Vec<Past>,
    form: FormState,
    merge_form: FormState,
    kinds: [UnitKind; 6],
    parents: Vec<String>,
    heirs: Vec<String>,
}

/// What was, and until when.
#[derive(Debug, Clone, Serialize)]
struct Past {
    name: String,
    until: Time,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnitForm {
    #[serde(default)]
    kind: String,
    name: String,
    #[serde(default)]
    reference: String,
    #[serde(default)]
    departement: String,
    #[serde(default)]
    parent: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MergeForm {
    into: String,
}

impl Page for NewUnitPage {
    const TEMPLATE: &'static str = "organisation/new.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let page = |form| Self { form, kinds: UnitKind::ALL, parents: vec!["Direction des lycées".into()] };
        vec![("empty", page(FormState::default())), ("two_errors", page(faulty()))]
    }
}

fn faulty() -> FormState {
    let mut errors = FieldErrors::default();
    errors.add("name", "required");
    errors.add("departement", "unknown-departement");
    errors.add("parent", "ambiguous-unit");
    FormState::filled([("departement", "Bas-Rhin"), ("parent", "<b>Lycée</b>")]).with_errors(errors)
}

impl Page for UnitPage {
    const TEMPLATE: &'static str = "organisation/unit.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let page = |name: &str| Self::sample(name);
        let mut errors = FieldErrors::default();
        errors.add("into", "unknown-unit");
        let ended = Self {
            heir: Some(UnitLine::sample("Lycée Simone-Veil", UnitKind::Lycee)),
            ended_at: Some(Time::default()),
            ..page("Lycée Weiss")
        };
        vec![
            ("site", page("Lycée Louise-Weiss")),
            ("merged", ended),
            ("two_errors", Self { form: faulty(), ..page("Lycée Louise-Weiss") }),
            (
                "unknown_heir",
                Self { merge_form: FormState::default().with_errors(errors), ..page("Lycée Weiss") },
            ),
            ("hostile_text", page("<script>alert(1)</script>")),
            ("very_long_title", page(&"Anticonstitutionnellement ".repeat(4))),
        ]
    }
}

impl UnitPage {
    fn sample(name: &str) -> Self {
        let past = |name: &str| vec![Past { name: name.into(), until: Time::default() }];
        Self {
            unit: UnitLine::sample(name, UnitKind::Lycee),
            is_site: true,
            site_code: Some("k7m2pd".into()),
            heir: None,
            ended_at: None,
            above: vec![UnitLine::sample("Direction des lycées", UnitKind::Direction)],
            below: vec![UnitLine::sample(name, UnitKind::Service)],
            merged: past("Lycée Kléber"),
            former_names: past(name),
            form: FormState::filled([("kind", "lycee"), ("name", name), ("departement", "67")]),
            merge_form: FormState::default(),
            kinds: UnitKind::ALL,
            parents: vec!["Direction des lycées".into()],
            heirs: vec!["Lycée Simone-Veil".into()],
        }
    }
}

impl From<UnitForm> for UnitDraft {
    fn from(form: UnitForm) -> Self {
        let UnitForm { kind, name, reference, departement, parent } = form;
        Self { kind, name, reference, departement, parent }
    }
}

async fn new_page(app: &App, form: FormState) -> AppResult<NewUnitPage> {
    let units = app.read(store::list).await?;
    Ok(NewUnitPage { form, kinds: UnitKind::ALL, parents: suggestions(&units, |_| true) })
}

#[handler]
pub async fn show_new(app: Data<&App>, shell: Shell) -> AppResult<Response> {
    shell.page(&new_page(&app, FormState::default()).await?)
}

#[handler]
pub async fn post_new(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    form: Form<UnitForm>,
) -> AppResult<Response> {
    match AddUnit(form.values.into()).run(&app, &actor).await {
        Ok(id) => Ok(shell.see_other(&url(id), Some(("success", "flash-unit-added")))),
        Err(AppError::Invalid(errors)) => {
            let form = FormState::refused(&form.raw, errors, &[]);
            shell.refused_page(&new_page(&app, form).await?)
        }
        Err(other) => Err(other),
    }
}

fn id_of(text: &str) -> AppResult<UnitId> {
    text.parse().map_err(|_| AppError::NotFound)
}

fn load(conn: &mut Conn, id: UnitId) -> AppResult<UnitPage> {
    let unit = store::find(conn, id)?.ok_or(AppError::NotFound)?;
    let units = store::list(conn)?;
    let line = store::line_of(conn, id)?;
    let past = |former: FormerName| Past { name: former.name, until: former.until };
    let merged = store::list_merged_into(conn, id)?.into_iter();
    let merged = merged.filter_map(|unit| Some(Past { until: unit.ended_at?, name: unit.name }));
    let branch = unit.kind.branch();
    let heir = store::current(conn, id)?.filter(|heir| heir.id != id);
    Ok(UnitPage {
        is_site: unit.kind.branch() == crate::organisation::Branch::Sites,
        site_code: unit.site_code.clone(),
        above: line.iter().skip(1).rev().filter(|_| heir.is_none()).map(UnitLine::of).collect(),
        heir: heir.as_ref().map(UnitLine::of),
        ended_at: unit.ended_at,
        below: units.iter().filter(|other| other.parent_id == Some(id)).map(UnitLine::of).collect(),
        merged: merged.collect(),
        former_names: store::former_names(conn, id)?.into_iter().map(past).collect(),
        form: filled(&unit, line.get(1)),
        merge_form: FormState::default(),
        kinds: UnitKind::ALL,
        parents: suggestions(&units, |other| other.id != id),
        heirs: suggestions(&units, |other| other.id != id && other.kind.branch() == branch),
        unit: UnitLine::of(&unit),
    })
}

fn filled(unit: &Unit, parent: Option<&Unit>) -> FormState {
    // A reference is sure; a name may be another's too.
    let parent = parent.map(|parent| parent.reference.as_ref().unwrap_or(&parent.name));
    FormState::filled([
        ("kind", unit.kind.as_str()),
        ("name", &unit.name),
        ("reference", unit.reference.as_deref().unwrap_or_default()),
        ("departement", &unit.departement),
        ("parent", parent.map_or("", String::as_str)),
    ])
}

#[handler]
pub async fn show(app: Data<&App>, shell: Shell, Path(id): Path<String>) -> AppResult<Response> {
    let id = id_of(&id)?;
    shell.page(&app.read(move |conn| load(conn, id)).await?)
}

#[handler]
pub async fn post(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Path(id): Path<String>,
    form: Form<UnitForm>,
) -> AppResult<Response> {
    let unit = id_of(&id)?;
    match (UpdateUnit { unit, draft: form.values.into() }).run(&app, &actor).await {
        Ok(()) => Ok(shell.see_other(&url(unit), Some(("success", "flash-saved")))),
        Err(AppError::Invalid(errors)) => {
            let form = FormState::refused(&form.raw, errors, &[]);
            let page = app.read(move |conn| load(conn, unit)).await?;
            shell.refused_page(&UnitPage { form, ..page })
        }
        Err(other) => Err(other),
    }
}

#[handler]
pub async fn merge(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Path(id): Path<String>,
    form: Form<MergeForm>,
) -> AppResult<Response> {
    let from = id_of(&id)?;
    match (MergeUnits { from, into: form.values.into.clone() }).run(&app, &actor).await {
        Ok(into) => Ok(shell.see_other(&url(into), Some(("success", "flash-unit-merged")))),
        Err(AppError::Invalid(errors)) => {
            let merge_form = FormState::refused(&form.raw, errors, &[]);
            let page = app.read(move |conn| load(conn, from)).await?;
            shell.refused_page(&UnitPage { merge_form, ..page })
        }
        Err(AppError::Refused(_)) => Ok(shell.see_other(TREE, Some(("info", "flash-unit-gone")))),
        Err(other) => Err(other),
    }
}
