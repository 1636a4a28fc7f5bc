//! `/concours/:slug/import/:id`: which column is what, and what the import would do. For the team.

use poem::web::{Data, Path};
use poem::{Response, handler};
use serde::{Deserialize, Serialize};

use super::views::{ContestRef, HOSTILE, ImportPath, LONG, id_of};
use crate::accounts::Actor;
use crate::app::App;
use crate::contests::import::{FaultKind, Field, Mapping, RowFault};
use crate::contests::{Check, FileRead, ImportState, StartImport, check, read_import};
use crate::error::{AppResult, FieldErrors};
use crate::sheets::{Encoding, Table};
use crate::web::{Form, FormState, Page, Shell};

/// Rows that the page shows of the file.
const PREVIEW: usize = 3;
/// Characters that it shows of a cell.
const CELL: usize = 80;

/// The page.
#[derive(Debug, Clone, Serialize)]
pub struct ColumnsPage {
    contest: ContestRef,
    import_url: String,
    action: String,
    file: FileView,
    columns: Vec<String>,
    preview: Vec<Vec<String>>,
    fields: Vec<FieldView>,
    form: FormState,
    check: Option<CheckView>,
}

#[derive(Debug, Clone, Serialize)]
struct FileView {
    name: String,
    format: &'static str,
    encoding: Option<&'static str>,
    separator: Option<&'static str>,
    rows: usize,
}

#[derive(Debug, Clone, Serialize)]
struct FieldView {
    name: &'static str,
    required: bool,
}

#[derive(Debug, Clone, Default, Serialize)]
struct CheckView {
    ready: usize,
    known: usize,
    twice: usize,
    bad: usize,
    untitled: usize,
    faults: Vec<FaultView>,
    faults_more: usize,
}

#[derive(Debug, Clone, Serialize)]
struct FaultView {
    line: u64,
    field: &'static str,
    kind: &'static str,
    number: Option<u64>,
    value: Option<String>,
}

impl From<RowFault> for FaultView {
    fn from(fault: RowFault) -> Self {
        Self {
            line: fault.line,
            field: fault.field.as_str(),
            kind: fault.kind.as_str(),
            number: fault.kind.number(),
            value: Some(fault.value).filter(|value| !value.is_empty()),
        }
    }
}

impl From<Check> for CheckView {
    fn from(check: Check) -> Self {
        Self {
            ready: check.ready,
            known: check.known,
            twice: check.twice,
            bad: check.bad,
            untitled: check.untitled,
            faults: check.faults.into_iter().map(FaultView::from).collect(),
            faults_more: check.faults_more,
        }
    }
}

impl Page for ColumnsPage {
    const TEMPLATE: &'static str = "contests/import_columns.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let page = |text: &str, format, separator, check| Self {
            contest: ContestRef::sample(text),
            import_url: "/concours/idees/import".into(),
            action: "/concours/idees/import/0000000000001".into(),
            file: FileView { name: text.into(), format, encoding: Some("UTF-8"), separator, rows: 247 },
            columns: vec!["Titre".into(), text.into(), String::new()],
            preview: vec![vec![text.into(), "=1+1".into(), String::new()]],
            fields: fields(),
            form: FormState::filled([("title", "0"), ("body", "1")]),
            check,
        };
        let fault =
            |kind| FaultView::from(RowFault { line: 3, field: Field::Title, kind, value: HOSTILE.into() });
        let kinds = [
            FaultKind::Required,
            FaultKind::TooLong,
            FaultKind::Duplicate(2),
            FaultKind::Repeated(2),
            FaultKind::NotADate,
            FaultKind::NotAnAddress,
            FaultKind::Formula,
            FaultKind::Unreadable(9),
        ];
        let faults = kinds.map(fault).to_vec();
        let checked =
            CheckView { ready: 240, known: 3, twice: 1, bad: 3, untitled: 2, faults, faults_more: 12 };
        let mut errors = FieldErrors::default();
        errors.add("title", "column-missing");
        errors.add("body", "column-twice");
        let refused = page("idees.ods", "ods", None, None);
        vec![
            ("guessed", page("idees.csv", "csv", Some(";"), None)),
            ("checked", page("idees.csv", "csv", Some("tab"), Some(checked))),
            ("nothing_new", page("idees.xlsx", "xlsx", None, Some(CheckView::default()))),
            ("two_errors", Self { form: refused.form.clone().with_errors(errors), ..refused }),
            ("very_long_title", page(LONG, "jsonl", None, None)),
            ("hostile_text", page(HOSTILE, "csv", Some(","), None)),
        ]
    }
}

fn fields() -> Vec<FieldView> {
    // A title alone will do, and so will a text: neither is asked for by itself.
    Field::ALL.into_iter().map(|field| FieldView { name: field.as_str(), required: false }).collect()
}

/// The columns that were chosen: each by its number, or nothing.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ColumnsForm {
    step: String,
    title: String,
    body: String,
    authors: String,
    co_authors: String,
    email: String,
    category: String,
    trade: String,
    site: String,
    direction: String,
    submitted_at: String,
    source_ref: String,
}

impl ColumnsForm {
    fn choice(&self, field: Field) -> &str {
        match field {
            Field::Title => &self.title,
            Field::Body => &self.body,
            Field::Authors => &self.authors,
            Field::CoAuthors => &self.co_authors,
            Field::Email => &self.email,
            Field::Category => &self.category,
            Field::Trade => &self.trade,
            Field::Site => &self.site,
            Field::Direction => &self.direction,
            Field::SubmittedAt => &self.submitted_at,
            Field::SourceRef => &self.source_ref,
        }
    }

    /// What is not a number is a column that no file has: the check says so.
    fn mapping(&self) -> Mapping {
        let mut mapping = Mapping::default();
        for field in Field::ALL {
            let choice = self.choice(field);
            if !choice.is_empty() {
                mapping.set(field, choice.parse().unwrap_or(usize::MAX));
            }
        }
        mapping
    }
}

fn page(read: &FileRead, form: FormState, check: Option<Check>) -> ColumnsPage {
    let import_url = format!("{}/import", read.contest.url());
    let source = read.table.source;
    ColumnsPage {
        contest: ContestRef::of(&read.contest),
        action: format!("{import_url}/{}", read.import.id),
        import_url,
        file: FileView {
            name: read.import.file_name.clone(),
            format: source.format.as_str(),
            encoding: source.encoding.map(Encoding::as_str),
            separator: source.separator.map(|separator| match separator {
                '\t' => "tab",
                ',' => ",",
                _ => ";",
            }),
            rows: read.table.rows.len(),
        },
        columns: read.table.columns.clone(),
        preview: preview(&read.table),
        fields: fields(),
        form,
        check: check.map(CheckView::from),
    }
}

fn preview(table: &Table) -> Vec<Vec<String>> {
    let cell = |text: &str| match text.char_indices().nth(CELL) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    };
    let row =
        |place: usize| (0..table.columns.len()).map(|column| cell(table.rows[place].cell(column))).collect();
    (0..table.rows.len().min(PREVIEW)).map(row).collect()
}

fn chosen(mapping: &Mapping) -> FormState {
    let mut form = FormState::default();
    for (field, column) in mapping.iter() {
        form.values.insert(field.as_str().to_owned(), column.to_string());
    }
    form
}

#[handler]
pub async fn show(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Path(path): Path<ImportPath>,
) -> AppResult<Response> {
    let read = read_import(&app, &actor, &path.slug, id_of(&path.id)?).await?;
    if read.import.state != ImportState::Uploaded {
        return Ok(progress(&shell, &path));
    }
    shell.page(&page(&read, chosen(&read.mapping), None))
}

#[handler]
pub async fn post(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Path(path): Path<ImportPath>,
    form: Form<ColumnsForm>,
) -> AppResult<Response> {
    let mut read = read_import(&app, &actor, &path.slug, id_of(&path.id)?).await?;
    if read.import.state != ImportState::Uploaded {
        return Ok(progress(&shell, &path));
    }
    read.mapping = form.values.mapping();
    if let Err(errors) = read.fits() {
        let form = FormState::refused(&form.raw, errors, &[]);
        return shell.refused_page(&page(&read, form, None));
    }
    if form.values.step == "import" {
        StartImport { read }.run(&app, &actor).await?;
        let url = format!("/concours/{}/import/{}/suivi", path.slug, path.id);
        return Ok(shell.see_other(&url, Some(("success", "flash-import-started"))));
    }
    let (read, checked) = check(&app, read).await?;
    shell.page(&page(&read, chosen(&read.mapping), Some(checked)))
}

fn progress(shell: &Shell, path: &ImportPath) -> Response {
    shell.see_other(&format!("/concours/{}/import/{}/suivi", path.slug, path.id), None)
}
