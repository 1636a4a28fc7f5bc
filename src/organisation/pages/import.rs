//! `/organisation/import`: a file of units, looked at before it is taken. For administrators.

use poem::web::{Data, Path};
use poem::{Body, FromRequest, Request, RequestBody, Response, handler};
use serde::{Deserialize, Serialize};

use super::TREE;
use crate::accounts::Actor;
use crate::app::App;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::ids::UnitId;
use crate::organisation::{Fault, ImportUnits, Plan, read_plan};
use crate::web::upload::Upload;
use crate::web::{Form, FormState, Page, Shell};

/// Faults shown.
const FAULTS: usize = 200;

/// The page that asks for the file.
#[derive(Debug, Clone, Serialize)]
pub struct ImportPage {
    form: FormState,
}

/// The page that says what the file would do.
#[derive(Debug, Clone, Serialize)]
pub struct CheckPage {
    action: String,
    added: usize,
    changed: usize,
    same: usize,
    faults: Vec<Fault>,
    faults_more: usize,
}

impl Page for ImportPage {
    const TEMPLATE: &'static str = "organisation/import.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let faulty = |kind| {
            let mut errors = FieldErrors::default();
            errors.add_limit("file", kind, 12);
            Self { form: FormState::default().with_errors(errors) }
        };
        vec![
            ("first", Self { form: FormState::default() }),
            ("no_columns", faulty("file-no-unit-columns")),
            ("open_quote", faulty("file-quote")),
        ]
    }
}

impl Page for CheckPage {
    const TEMPLATE: &'static str = "organisation/import_check.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let page = |added, faults: Vec<Fault>| Self {
            action: "/organisation/import/0".into(),
            added,
            changed: 2,
            same: 120,
            faults_more: faults.len(),
            faults,
        };
        let fault = |(line, (field, kind))| Fault { line: line as u64 + 2, field, kind };
        let every = [
            ("name", "required"),
            ("name", "too-long"),
            ("name", "twice"),
            ("name", "ambiguous"),
            ("name", "unreadable"),
            ("kind", "required"),
            ("kind", "unknown-kind"),
            ("reference", "too-long"),
            ("departement", "unknown-departement"),
            ("parent", "unknown-parent"),
            ("parent", "ambiguous-parent"),
            ("parent", "parent-loop"),
        ];
        vec![
            ("all_good", page(12, vec![])),
            ("nothing_new", Self { changed: 0, ..page(0, vec![]) }),
            ("every_fault", page(3, every.into_iter().enumerate().map(fault).collect())),
        ]
    }
}

impl CheckPage {
    fn of(key: &str, mut plan: Plan) -> Self {
        let faults_more = plan.faults.len().saturating_sub(FAULTS);
        plan.faults.truncate(FAULTS);
        Self {
            action: format!("{TREE}/import/{key}"),
            added: plan.added,
            changed: plan.changed,
            same: plan.same,
            faults: plan.faults,
            faults_more,
        }
    }
}

/// Nothing but the token.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoFields {}

#[handler]
pub fn show(shell: Shell) -> AppResult<Response> {
    shell.page(&ImportPage { form: FormState::default() })
}

#[handler]
pub async fn send(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    request: &Request,
    body: Body,
) -> AppResult<Response> {
    match receive(&app, &actor, request, body).await {
        Ok(key) => Ok(shell.see_other(&format!("{TREE}/import/{key}"), None)),
        Err(AppError::Invalid(errors)) => {
            shell.refused_page(&ImportPage { form: FormState::default().with_errors(errors) })
        }
        Err(other) => Err(other),
    }
}

/// Keeps the file, when it can be read; answers its key.
async fn receive(app: &App, actor: &Actor, request: &Request, body: Body) -> AppResult<String> {
    let upload = Upload::from_request(request, &mut RequestBody::new(body)).await;
    let upload = upload.map_err(|error| error.downcast::<AppError>().unwrap_or(AppError::StaleForm))?;
    let unique: UnitId = app.clock.new_id();
    let received = upload.receive(&app.files, &unique.to_string(), app.config.upload_max_bytes).await?;
    received.deny_unknown(&[])?;
    let (file, _) = received.file.map_err(AppError::Invalid)?;
    let kept = file.keep(&app.files)?;
    read_plan(app, actor, &kept.key).await?;
    Ok(kept.key)
}

#[handler]
pub async fn check(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Path(key): Path<String>,
) -> AppResult<Response> {
    let plan = read_plan(&app, &actor, &key).await?;
    shell.page(&CheckPage::of(&key, plan))
}

#[handler]
pub async fn post(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Path(key): Path<String>,
    _form: Form<NoFields>,
) -> AppResult<Response> {
    ImportUnits::of_file(&app, &key).await?.run(&app, &actor).await?;
    Ok(shell.see_other(TREE, Some(("success", "flash-units-imported"))))
}
