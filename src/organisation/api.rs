//! The organisation's tree in the API.

use poem::web::Data;
use poem_openapi::param::{Path, Query};
use poem_openapi::payload::Json;
use poem_openapi::{Object, OpenApi};

use super::actions::{AddUnit, ImportUnits, MergeUnits, UnitDraft, UpdateUnit, unreadable};
use super::import;
use super::rules;
use super::store::{self, Unit};
use crate::accounts::ApiActor;
use crate::app::App;
use crate::error::{AppError, AppResult};
use crate::ids::UnitId;
use crate::sheets;
use crate::web::problem::{Done, Refusal};

/// Directions, services and sites.
pub struct OrganisationApi;

/// A unit.
#[derive(Object)]
struct UnitResponse {
    id: String,
    /// `direction`, `service`, `lycee`, `siege`, `maison`, `site`.
    kind: String,
    name: String,
    /// What the organisation's own lists call it.
    reference: Option<String>,
    /// The code of its département; empty when it has none.
    departement: String,
    /// What it belongs to.
    parent_id: Option<String>,
    /// What it became part of.
    merged_into: Option<String>,
}

/// Units.
#[derive(Object)]
struct UnitsResponse {
    units: Vec<UnitResponse>,
}

/// What is said of a unit.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct UnitRequest {
    /// `direction`, `service`, `lycee`, `siege`, `maison`, `site`.
    kind: String,
    name: String,
    #[oai(default)]
    reference: String,
    #[oai(default)]
    departement: String,
    /// The name or the reference of what it belongs to.
    #[oai(default)]
    parent: String,
}

/// What goes on.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct MergeUnitRequest {
    /// The name or the reference of the other unit.
    into: String,
}

/// A file of units.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct ImportUnitsRequest {
    /// The file's text: a line of titles (`type`, `nom`, and `code`, `departement`, `parent`), then a line for each unit.
    csv: String,
    /// Only say what it would do.
    dry_run: bool,
}

/// A line that was left out.
#[derive(Object)]
struct UnitFaultObject {
    line: u64,
    field: String,
    kind: String,
}

/// What a file did, or would do.
#[derive(Object)]
struct UnitPlanResponse {
    added: u64,
    changed: u64,
    same: u64,
    faults: Vec<UnitFaultObject>,
}

#[OpenApi(prefix_path = "/units")]
impl OrganisationApi {
    /// The units of today, by name.
    #[oai(path = "/", method = "get", operation_id = "list_units")]
    async fn list(
        &self,
        app: Data<&App>,
        actor: ApiActor,
        /// A part of the name.
        q: Query<Option<String>>,
    ) -> Result<Json<UnitsResponse>, Refusal> {
        actor.0.signed_in()?;
        let wanted = rules::key(&q.0.unwrap_or_default());
        let units = app.read(store::list).await?.into_iter();
        let units = units.filter(|unit| unit.name_key.contains(&wanted)).map(response).collect();
        Ok(Json(UnitsResponse { units }))
    }

    /// Adds a unit. For administrators.
    #[oai(path = "/", method = "post", operation_id = "add_unit")]
    async fn add(
        &self,
        app: Data<&App>,
        actor: ApiActor,
        body: Json<UnitRequest>,
    ) -> Result<Json<UnitResponse>, Refusal> {
        let id = AddUnit(draft(body.0)).run(&app, &actor.0).await?;
        Ok(Json(read(&app, id).await?))
    }

    /// Changes what is said of a unit; a name that changes is kept. For administrators.
    #[oai(path = "/:id", method = "put", operation_id = "update_unit")]
    async fn update(
        &self,
        app: Data<&App>,
        actor: ApiActor,
        id: Path<String>,
        body: Json<UnitRequest>,
    ) -> Result<Json<UnitResponse>, Refusal> {
        let unit = id_of(&id.0)?;
        UpdateUnit { unit, draft: draft(body.0) }.run(&app, &actor.0).await?;
        Ok(Json(read(&app, unit).await?))
    }

    /// Makes a unit part of another. For administrators.
    #[oai(path = "/:id/merge", method = "post", operation_id = "merge_unit")]
    async fn merge(
        &self,
        app: Data<&App>,
        actor: ApiActor,
        id: Path<String>,
        body: Json<MergeUnitRequest>,
    ) -> Result<Done, Refusal> {
        MergeUnits { from: id_of(&id.0)?, into: body.0.into }.run(&app, &actor.0).await?;
        Ok(Done::Done)
    }

    /// Takes units from a file, or says what it would do. For administrators.
    #[oai(path = "/import", method = "post", operation_id = "import_units")]
    async fn import(
        &self,
        app: Data<&App>,
        actor: ApiActor,
        body: Json<ImportUnitsRequest>,
    ) -> Result<Json<UnitPlanResponse>, Refusal> {
        actor.0.require(rules::may_manage(&actor.0))?;
        let table = sheets::read_bytes(body.0.csv.as_bytes()).map_err(|error| unreadable(&error))?;
        let plan = if body.0.dry_run {
            app.read(move |conn| import::plan(&table, &store::list(conn)?)).await?
        } else {
            ImportUnits(table).run(&app, &actor.0).await?
        };
        let fault = |fault: import::Fault| UnitFaultObject {
            line: fault.line,
            field: fault.field.to_owned(),
            kind: fault.kind.to_owned(),
        };
        Ok(Json(UnitPlanResponse {
            added: plan.added as u64,
            changed: plan.changed as u64,
            same: plan.same as u64,
            faults: plan.faults.into_iter().map(fault).collect(),
        }))
    }
}

fn id_of(text: &str) -> AppResult<UnitId> {
    text.parse().map_err(|_| AppError::NotFound)
}

fn draft(request: UnitRequest) -> UnitDraft {
    let UnitRequest { kind, name, reference, departement, parent } = request;
    UnitDraft { kind, name, reference, departement, parent }
}

async fn read(app: &App, id: UnitId) -> AppResult<UnitResponse> {
    Ok(response(app.read(move |conn| store::find(conn, id)).await?.ok_or(AppError::NotFound)?))
}

fn response(unit: Unit) -> UnitResponse {
    UnitResponse {
        id: unit.id.to_string(),
        kind: unit.kind.as_str().to_owned(),
        name: unit.name,
        reference: unit.reference,
        departement: unit.departement,
        parent_id: unit.parent_id.map(|id| id.to_string()),
        merged_into: unit.merged_into.map(|id| id.to_string()),
    }
}
