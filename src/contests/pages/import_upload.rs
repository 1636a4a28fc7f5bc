//! `/concours/:slug/import`: the file of ideas. For the team.

use poem::web::{Data, Path};
use poem::{Body, FromRequest, Request, RequestBody, Response, handler};
use serde::Serialize;

use super::views::{self, ContestRef, HOSTILE, ImportLine, LONG};
use crate::accounts::Actor;
use crate::app::App;
use crate::contests::{Contest, ContestAction, ImportState, UploadIdeas, list_imports};
use crate::error::{AppError, AppResult, FieldErrors};
use crate::ids::ImportId;
use crate::web::upload::Upload;
use crate::web::{FormState, Page, Shell};

/// Earlier imports that the page shows.
const SOME_IMPORTS: i64 = 10;

/// The page.
#[derive(Debug, Clone, Serialize)]
pub struct UploadPage {
    contest: ContestRef,
    action: String,
    form: FormState,
    limits: Limits,
    imports: Vec<ImportLine>,
}

#[derive(Debug, Clone, Serialize)]
struct Limits {
    megabytes: u64,
}

impl Page for UploadPage {
    const TEMPLATE: &'static str = "contests/import_upload.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let page = |title: &str, form, imports| Self {
            contest: ContestRef::sample(title),
            action: "/concours/les-agents-ont-des-idees/import".into(),
            form,
            limits: Limits { megabytes: 50 },
            imports,
        };
        let faulty = |kind, limit| {
            let mut errors = FieldErrors::default();
            match limit {
                Some(limit) => errors.add_limit("file", kind, limit),
                None => errors.add("file", kind),
            }
            page("Les agents ont des idées", FormState::default().with_errors(errors), vec![])
        };
        let states = ImportState::ALL.into_iter().map(|state| ImportLine::sample(HOSTILE, state)).collect();
        vec![
            ("first", page("Les agents ont des idées", FormState::default(), vec![])),
            ("no_file", faulty("required", None)),
            ("unknown_format", faulty("file-format", None)),
            ("open_quote", faulty("file-quote", Some(12))),
            ("too_large", faulty("file-too-large", Some(50))),
            ("too_many_rows", faulty("file-too-many-rows", Some(200_000))),
            ("very_long_title", page(LONG, FormState::default(), vec![])),
            ("hostile_text", page(HOSTILE, FormState::default(), states)),
        ]
    }
}

async fn page(app: &App, contest: &Contest, form: FormState) -> AppResult<UploadPage> {
    let id = contest.id;
    let imports = app.read(move |conn| list_imports(conn, id, SOME_IMPORTS)).await?;
    Ok(UploadPage {
        contest: ContestRef::of(contest),
        action: format!("{}/import", contest.url()),
        form,
        limits: Limits { megabytes: app.config.upload_max_bytes / 1_000_000 },
        imports: imports.into_iter().map(|import| ImportLine::of(contest, import)).collect(),
    })
}

#[handler]
pub async fn show(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Path(slug): Path<String>,
) -> AppResult<Response> {
    let contest = views::contest_for(&app, &actor, ContestAction::Import, &slug).await?;
    shell.page(&page(&app, &contest, FormState::default()).await?)
}

#[handler]
pub async fn post(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Path(slug): Path<String>,
    request: &Request,
    body: Body,
) -> AppResult<Response> {
    // Who may not import is told before the file is read.
    let contest = views::contest_for(&app, &actor, ContestAction::Import, &slug).await?;
    match receive(&app, &actor, &contest, request, body).await {
        Ok(id) => Ok(shell.see_other(&format!("{}/import/{id}", contest.url()), None)),
        Err(AppError::Invalid(errors)) => {
            let form = FormState::default().with_errors(errors);
            shell.refused_page(&page(&app, &contest, form).await?)
        }
        Err(other) => Err(other),
    }
}

async fn receive(
    app: &App,
    actor: &Actor,
    contest: &Contest,
    request: &Request,
    body: Body,
) -> AppResult<ImportId> {
    let upload = Upload::from_request(request, &mut RequestBody::new(body)).await;
    let upload = upload.map_err(|error| error.downcast::<AppError>().unwrap_or(AppError::StaleForm))?;
    let unique: ImportId = app.clock.new_id();
    let received = upload.receive(&app.files, &unique.to_string(), app.config.upload_max_bytes).await?;
    received.deny_unknown(&[])?;
    let (file, name) = received.file.map_err(AppError::Invalid)?;
    let upload = UploadIdeas { slug: contest.slug.clone(), file: file.keep(&app.files)?, name };
    let (_, id) = upload.run(app, actor).await?;
    Ok(id)
}
