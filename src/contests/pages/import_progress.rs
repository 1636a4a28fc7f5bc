//! `/concours/:slug/import/:id/suivi`: how far an import is. For the team.

use poem::web::{Data, Path};
use poem::{Response, handler};
use serde::{Deserialize, Serialize};

use super::views::{self, ContestRef, HOSTILE, ImportPath, LONG, id_of};
use crate::accounts::Actor;
use crate::app::App;
use crate::contests::{
    ContestAction, ImportRow, ImportState, ResumeImport, StoredFault, find_import, list_faults,
};
use crate::error::{AppError, AppResult};
use crate::ids::ImportId;
use crate::web::{Form, Page, Shell};

/// Faults that the page shows.
const SHOWN_FAULTS: i64 = 50;

/// The page.
#[derive(Debug, Clone, Serialize)]
pub struct ProgressPage {
    contest: ContestRef,
    import: ImportView,
    poll_url: Option<String>,
    page_url: String,
    resume_url: Option<String>,
    ideas_url: String,
}

/// The part of it that a script fetches again and again.
#[derive(Debug, Clone, Serialize)]
#[serde(transparent)]
pub struct ProgressFragment(ProgressPage);

#[derive(Debug, Clone, Serialize)]
struct ImportView {
    state: ImportState,
    file_name: String,
    rows_total: i64,
    rows_done: i64,
    added: i64,
    known: i64,
    bad: i64,
    failure: Option<String>,
    faults: Vec<FaultView>,
}

#[derive(Debug, Clone, Serialize)]
struct FaultView {
    line: i64,
    field: String,
    kind: String,
    number: Option<i64>,
}

impl From<StoredFault> for FaultView {
    fn from(fault: StoredFault) -> Self {
        let (kind, number) = fault.parts();
        Self { line: fault.line, field: fault.field.clone(), kind: kind.to_owned(), number }
    }
}

impl ProgressPage {
    fn sample(file_name: &str, state: ImportState) -> Self {
        let is_done = state == ImportState::Done;
        let fault =
            |kind: &str, number| FaultView { line: 12, field: "title".into(), kind: kind.into(), number };
        let faults = vec![fault("too-long", None), fault("duplicate", Some(3))];
        let import = ImportView {
            state,
            file_name: file_name.into(),
            rows_total: 247,
            rows_done: if is_done { 247 } else { 120 },
            added: 118,
            known: 0,
            bad: 2,
            failure: (state == ImportState::Failed).then(|| "disk-full".into()),
            faults: if is_done { faults } else { vec![] },
        };
        Self::of(ContestRef::sample(file_name), "0000000000001", "/idees".into(), import)
    }

    fn of(contest: ContestRef, id: &str, ideas_url: String, import: ImportView) -> Self {
        let page_url = format!("{}/import/{id}/suivi", contest.url);
        let is_final = matches!(import.state, ImportState::Done | ImportState::Failed);
        Self {
            poll_url: (!is_final).then(|| format!("{page_url}/fragment")),
            resume_url: (import.state == ImportState::Failed)
                .then(|| format!("{}/import/{id}/reprise", contest.url)),
            page_url,
            ideas_url,
            contest,
            import,
        }
    }
}

impl Page for ProgressPage {
    const TEMPLATE: &'static str = "contests/import_progress.html";

    fn samples() -> Vec<(&'static str, Self)> {
        vec![
            ("waiting", Self::sample("idees.csv", ImportState::Uploaded)),
            ("running", Self::sample("idees.csv", ImportState::Running)),
            ("done", Self::sample("idees.csv", ImportState::Done)),
            ("failed", Self::sample("idees.csv", ImportState::Failed)),
            ("very_long_title", Self::sample(LONG, ImportState::Running)),
            ("hostile_text", Self::sample(HOSTILE, ImportState::Done)),
        ]
    }
}

impl Page for ProgressFragment {
    const TEMPLATE: &'static str = "contests/_import_progress.html";

    fn samples() -> Vec<(&'static str, Self)> {
        ProgressPage::samples().into_iter().map(|(name, page)| (name, Self(page))).collect()
    }
}

fn view(import: ImportRow, faults: Vec<StoredFault>) -> ImportView {
    ImportView {
        state: import.state,
        file_name: import.file_name,
        rows_total: import.rows_total,
        rows_done: import.rows_done,
        added: import.added,
        known: import.known,
        bad: import.bad,
        failure: import.failure,
        faults: faults.into_iter().map(FaultView::from).collect(),
    }
}

async fn load(app: &App, actor: &Actor, path: &ImportPath) -> AppResult<ProgressPage> {
    let contest = views::contest_for(app, actor, ContestAction::Import, &path.slug).await?;
    let (id, of): (ImportId, _) = (id_of(&path.id)?, contest.id);
    let (import, faults) = app
        .read(move |conn| {
            let import = find_import(conn, of, id)?.ok_or(AppError::NotFound)?;
            let faults =
                if import.state == ImportState::Done { list_faults(conn, id, SHOWN_FAULTS)? } else { vec![] };
            Ok::<_, AppError>((import, faults))
        })
        .await?;
    let ideas_url = format!("/idees?concours={}", contest.id);
    Ok(ProgressPage::of(ContestRef::of(&contest), &path.id, ideas_url, view(import, faults)))
}

#[handler]
pub async fn show(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Path(path): Path<ImportPath>,
) -> AppResult<Response> {
    shell.page(&load(&app, &actor, &path).await?)
}

#[handler]
pub async fn fragment(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Path(path): Path<ImportPath>,
) -> AppResult<Response> {
    shell.fragment(&ProgressFragment(load(&app, &actor, &path).await?))
}

/// Nothing but the token.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoFields {}

#[handler]
pub async fn resume(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Path(path): Path<ImportPath>,
    _form: Form<NoFields>,
) -> AppResult<Response> {
    ResumeImport { slug: path.slug.clone(), import: id_of(&path.id)? }.run(&app, &actor).await?;
    let url = format!("/concours/{}/import/{}/suivi", path.slug, path.id);
    Ok(shell.see_other(&url, Some(("success", "flash-import-started"))))
}
