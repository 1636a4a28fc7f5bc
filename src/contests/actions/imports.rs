//! Bringing ideas in from a file: it is kept, looked at without consequence, then taken in by a job, batch by batch.

use std::collections::BTreeSet;
use std::path::PathBuf;

use serde_json::json;

use super::contest_for;
use crate::accounts::{self, Actor, NewPerson};
use crate::app::App;
use crate::audience::Audience;
use crate::contests::import::{self, Field, IdeaRow, Limits, Mapping, ReadError, RowFault, Table};
use crate::contests::jobs::ImportIdeas;
use crate::contests::rules::ContestAction;
use crate::contests::store::{self, Contest, Counts, ImportRow, ImportState, NewImport, StoredFault};
use crate::db::Conn;
use crate::error::{AppError, AppResult, FieldError, FieldErrors};
use crate::files::Kept;
use crate::ideas::{self, IdeaWords, NewAuthor, NewIdea, Sending};
use crate::ids::ImportId;
use crate::transaction::Transaction;

/// Faults kept of an import; who has more to correct sees enough.
const MAX_KEPT_FAULTS: i64 = 1_000;
/// Faults that a check shows.
const SHOWN_FAULTS: usize = 50;
/// The most characters of a file's name that are kept.
const FILE_NAME: usize = 120;

/// A file that came.
pub struct UploadIdeas {
    /// For which contest.
    pub slug: String,
    /// The file.
    pub file: Kept,
    /// The name it had.
    pub name: String,
}

impl UploadIdeas {
    /// Looks whether it can be read, and notes it with what its columns seem to be.
    ///
    /// # Errors
    ///
    /// A fault of `file` that says why it cannot be read; [`AppError::Refused`] once the contest takes no more ideas;
    /// [`AppError::NotFound`], [`AppError::Forbidden`].
    pub async fn run(self, app: &App, actor: &Actor) -> AppResult<(Contest, ImportId)> {
        let (path, actor) = (app.files.path(&self.file.key)?, actor.clone());
        let table = read_table(path).await?;
        let mapping = written(&Mapping::guess(&table.columns))?;
        app.write(move |tx| {
            let contest = importable(tx, &actor, &self.slug)?;
            let (id, name): (ImportId, String) = (tx.new_id(), self.name.chars().take(FILE_NAME).collect());
            let row = NewImport {
                id,
                contest_id: contest.id,
                file_key: &self.file.key,
                file_name: &name.replace(char::is_control, " "),
                mapping: &mapping,
                state: ImportState::Uploaded,
                rows_total: table.rows.len() as i64,
                rows_done: 0,
                added: 0,
                known: 0,
                bad: 0,
                created_by: actor.account(),
                created_at: tx.now(),
            };
            store::insert_import(tx, &row)?;
            tx.record(
                actor.account(),
                "import.uploaded",
                id,
                Audience::Team,
                json!({ "contest": contest.id }),
            );
            Ok((contest, id))
        })
        .await
    }
}

fn importable(conn: &mut Conn, actor: &Actor, slug: &str) -> AppResult<Contest> {
    let contest = contest_for(conn, actor, ContestAction::Import, slug)?;
    contest.stage.takes_ideas().map_err(|refusal| AppError::Refused(refusal.code()))?;
    Ok(contest)
}

fn written(mapping: &Mapping) -> AppResult<String> {
    Ok(serde_json::to_string(mapping).map_err(anyhow::Error::from)?)
}

async fn read_table(path: PathBuf) -> AppResult<Table> {
    let read = tokio::task::spawn_blocking(move || import::read_file(&path));
    read.await.map_err(anyhow::Error::from)?.map_err(file_fault)
}

fn file_fault(error: ReadError) -> AppError {
    if let ReadError::Io(error) = error {
        return error.into();
    }
    AppError::Invalid(FieldErrors(vec![FieldError {
        field: "file".into(),
        kind: error.kind(),
        limit: error.number(),
    }]))
}

/// An import with its file read.
pub struct FileRead {
    /// Its contest.
    pub contest: Contest,
    /// How far it is.
    pub import: ImportRow,
    /// What the file holds.
    pub table: Table,
    /// What its columns are taken for.
    pub mapping: Mapping,
}

/// An import and its file, for somebody who may import.
///
/// # Errors
///
/// [`AppError::NotFound`], [`AppError::Forbidden`]; a fault of `file`.
pub async fn read_import(app: &App, actor: &Actor, slug: &str, id: ImportId) -> AppResult<FileRead> {
    let (actor, slug) = (actor.clone(), slug.to_owned());
    let (contest, import) = app
        .read(move |conn| {
            let contest = contest_for(conn, &actor, ContestAction::Import, &slug)?;
            let import = store::find_import(conn, contest.id, id)?.ok_or(AppError::NotFound)?;
            Ok::<_, AppError>((contest, import))
        })
        .await?;
    let table = read_table(app.files.path(&import.file_key)?).await?;
    let mapping = serde_json::from_str(&import.mapping).unwrap_or_else(|_| Mapping::guess(&table.columns));
    Ok(FileRead { contest, import, table, mapping })
}

impl FileRead {
    /// Whether the mapping and the file fit.
    ///
    /// # Errors
    ///
    /// No column of use, a column named twice, a column that the file has not.
    pub fn fits(&self) -> Result<(), FieldErrors> {
        let errors = misfits(&self.mapping, &self.table);
        if errors.0.is_empty() { Ok(()) } else { Err(errors) }
    }
}

/// What an import would do.
#[derive(Debug, Clone, Default)]
pub struct Check {
    /// Ideas that would be added.
    pub ready: usize,
    /// Ideas that the contest has.
    pub known: usize,
    /// Rows that stand in the file already.
    pub twice: usize,
    /// Other rows to correct.
    pub bad: usize,
    /// Ideas whose title is taken from their text.
    pub untitled: usize,
    /// The first faults.
    pub faults: Vec<RowFault>,
    /// How many more there are.
    pub faults_more: usize,
}

/// Looks at every row without changing anything.
///
/// # Errors
///
/// Faults of the mapping; the database's.
pub async fn check(app: &App, read: FileRead) -> AppResult<(FileRead, Check)> {
    read.fits().map_err(AppError::Invalid)?;
    app.read(move |conn| {
        let mut check = Check::default();
        let mut refs = Vec::new();
        for row in import::to_rows(&read.table, &read.mapping, Limits::CONTEST) {
            match row {
                Ok(idea) => {
                    check.untitled += usize::from(idea.is_title_derived);
                    refs.push(idea.source_ref);
                }
                Err(faults) => check.add(faults),
            }
        }
        check.known = ideas::known_refs(conn, read.contest.id, &refs)?.len();
        check.ready = refs.len() - check.known;
        Ok::<_, AppError>((read, check))
    })
    .await
}

impl Check {
    fn add(&mut self, faults: Vec<RowFault>) {
        let is_twice = |fault: &RowFault| matches!(fault.kind.as_str(), "duplicate" | "repeated");
        if faults.iter().any(is_twice) {
            self.twice += 1;
        } else {
            self.bad += 1;
        }
        for fault in faults {
            if self.faults.len() < SHOWN_FAULTS {
                self.faults.push(fault);
            } else {
                self.faults_more += 1;
            }
        }
    }
}

fn misfits(mapping: &Mapping, table: &Table) -> FieldErrors {
    let (mut errors, mut taken) = (FieldErrors::default(), BTreeSet::new());
    if !mapping.is_enough() {
        errors.add(Field::Title.as_str(), "column-missing");
    }
    for (field, column) in mapping.iter() {
        if column >= table.columns.len() {
            errors.add(field.as_str(), "unknown-choice");
        } else if !taken.insert(column) {
            errors.add(field.as_str(), "column-twice");
        }
    }
    errors
}

/// Starts the job that takes the ideas in.
pub struct StartImport {
    /// The import, its file, and the columns as they were chosen.
    pub read: FileRead,
}

impl StartImport {
    /// Starts it. One that was started is left alone, so that a button pressed twice imports once.
    ///
    /// # Errors
    ///
    /// Faults of the mapping; [`AppError::Refused`] once the contest takes no more ideas.
    pub async fn run(self, app: &App, actor: &Actor) -> AppResult<()> {
        self.read.fits().map_err(AppError::Invalid)?;
        let FileRead { contest, import, mapping, .. } = self.read;
        let (mapping, actor) = (written(&mapping)?, actor.clone());
        app.write(move |tx| {
            importable(tx, &actor, &contest.slug)?;
            begin(tx, &actor, import.id, ImportState::Uploaded, &mapping)
        })
        .await
    }
}

/// Takes a failed import up where it stopped.
pub struct ResumeImport {
    /// Of which contest.
    pub slug: String,
    /// Which.
    pub import: ImportId,
}

impl ResumeImport {
    /// Takes it up.
    ///
    /// # Errors
    ///
    /// As [`StartImport::run`]; [`AppError::NotFound`], [`AppError::Forbidden`].
    pub async fn run(self, app: &App, actor: &Actor) -> AppResult<()> {
        let actor = actor.clone();
        app.write(move |tx| {
            let contest = importable(tx, &actor, &self.slug)?;
            let import = store::find_import(tx, contest.id, self.import)?.ok_or(AppError::NotFound)?;
            begin(tx, &actor, import.id, ImportState::Failed, &import.mapping)
        })
        .await
    }
}

fn begin(
    tx: &mut Transaction<'_>,
    actor: &Actor,
    id: ImportId,
    from: ImportState,
    mapping: &str,
) -> AppResult<()> {
    if store::start(tx, id, from, mapping)? {
        tx.enqueue(&ImportIdeas { import: id })?;
        tx.record(actor.account(), "import.started", id, Audience::Team, json!({}));
    }
    Ok(())
}

/// An import under way, with its rows.
pub(in crate::contests) struct Opened {
    pub import: ImportRow,
    pub rows: Vec<Result<IdeaRow, Vec<RowFault>>>,
}

/// Opens an import for its job; nothing when there is nothing left to do. One that failed meanwhile goes on: the job
/// tries again.
pub(in crate::contests) async fn open_import(app: &App, id: ImportId) -> AppResult<Option<Opened>> {
    let import = app
        .write(move |tx| {
            let Some(import) = store::import_by_id(tx, id)? else { return Ok(None) };
            if import.state == ImportState::Failed {
                store::start(tx, id, ImportState::Failed, &import.mapping)?;
            }
            Ok(Some(import)
                .filter(|import| matches!(import.state, ImportState::Running | ImportState::Failed)))
        })
        .await?;
    let Some(import) = import else { return Ok(None) };
    let table = read_table(app.files.path(&import.file_key)?).await?;
    let mapping: Mapping = serde_json::from_str(&import.mapping).map_err(anyhow::Error::from)?;
    Ok(Some(Opened { import, rows: import::to_rows(&table, &mapping, Limits::CONTEST) }))
}

/// Takes some rows in, in one transaction; says whether they were still to be done.
pub(in crate::contests) fn take_rows(
    tx: &mut Transaction<'_>,
    import: &ImportRow,
    done: i64,
    rows: &[Result<IdeaRow, Vec<RowFault>>],
) -> AppResult<bool> {
    if !store::advance(tx, import.id, done, done + rows.len() as i64)? {
        return Ok(false);
    }
    let contest = store::find(tx, import.contest_id)?.ok_or(AppError::NotFound)?;
    let mut new = Vec::with_capacity(rows.len());
    for row in rows.iter().flatten() {
        new.push(new_idea(tx, import, row)?);
    }
    let inserted = ideas::insert_all(tx, import.created_by, contest.standing().shown_to(), new)?;
    let bad = rows.iter().filter_map(|row| row.as_ref().err());
    keep_faults(tx, import.id, bad.clone().flatten())?;
    let counts =
        Counts { added: inserted.added as i64, known: inserted.known as i64, bad: bad.count() as i64 };
    store::count(tx, import.id, counts)?;
    Ok(true)
}

fn new_idea(tx: &mut Transaction<'_>, import: &ImportRow, row: &IdeaRow) -> AppResult<NewIdea> {
    Ok(NewIdea {
        contest_id: import.contest_id,
        words: IdeaWords {
            title: row.title.clone(),
            body: row.body.clone(),
            category: row.category.clone(),
            ..IdeaWords::default()
        },
        trade: row.trade.clone(),
        site: row.site.clone(),
        direction: row.direction.clone(),
        source_ref: row.source_ref.clone(),
        submitted_at: row.submitted_at.unwrap_or(import.created_at),
        authors: authors(tx, row)?,
        sending: Sending::default(),
    })
}

/// The authors of a row; the address is the first one's, and finds or makes their account.
fn authors(tx: &mut Transaction<'_>, row: &IdeaRow) -> AppResult<Vec<NewAuthor>> {
    let named = |name: &String| NewAuthor { name: name.clone(), ..NewAuthor::default() };
    let mut authors: Vec<NewAuthor> = row.authors.iter().map(named).collect();
    let Some(email) = &row.email else { return Ok(authors) };
    let person = NewPerson {
        email: email.clone(),
        name: row.authors.first().cloned().unwrap_or_default(),
        trade: row.trade.clone(),
        site: row.site.clone(),
        direction: row.direction.clone(),
    };
    let account = accounts::ensure_account(tx, person)?;
    match authors.first_mut() {
        Some(first) => first.account_id = Some(account),
        None => {
            let name = accounts::name_of(tx, account)?;
            authors.push(NewAuthor { name, account_id: Some(account), ..NewAuthor::default() });
        }
    }
    Ok(authors)
}

fn keep_faults<'a>(
    tx: &mut Transaction<'_>,
    import: ImportId,
    faults: impl Iterator<Item = &'a RowFault>,
) -> AppResult<()> {
    let left = (MAX_KEPT_FAULTS - store::count_faults(tx, import)?).max(0) as usize;
    let mut cells = BTreeSet::new();
    let stored: Vec<StoredFault> = faults
        .filter(|fault| cells.insert((fault.line, fault.field)))
        .take(left)
        .map(|fault| StoredFault {
            import_id: import,
            line: fault.line as i64,
            field: fault.field.as_str().to_owned(),
            kind: match fault.kind.number() {
                Some(number) => format!("{}:{number}", fault.kind.as_str()),
                None => fault.kind.as_str().to_owned(),
            },
        })
        .collect();
    Ok(store::insert_faults(tx, &stored)?)
}

/// Notes that every row was looked at.
pub(in crate::contests) fn end_import(tx: &mut Transaction<'_>, import: &ImportRow) -> AppResult<()> {
    let now = tx.now();
    if store::finish(tx, import.id, now)? {
        tx.record(import.created_by, "import.finished", import.id, Audience::Team, json!({}));
    }
    Ok(())
}

/// Notes why an import stopped, for the person who waits for it.
pub(in crate::contests) fn fail_import(tx: &mut Transaction<'_>, id: ImportId, why: &str) -> AppResult<()> {
    Ok(store::fail(tx, id, why)?)
}

/// The word that tells a person why an import stopped.
pub(in crate::contests) fn failure_of(error: &AppError) -> &'static str {
    match error {
        AppError::NotFound => "file-missing",
        AppError::Invalid(_) => "unreadable",
        AppError::Unavailable(cause) if format!("{cause:#}").contains("full") => "disk-full",
        _ => "unknown",
    }
}
