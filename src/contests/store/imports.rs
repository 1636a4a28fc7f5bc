//! Files of ideas on their way into a contest. An import's progress is what its job has committed: a job that was
//! killed goes on from there.

use std::str::FromStr;

use diesel::prelude::*;

use crate::clock::Time;
use crate::db::schema::{import_faults, imports};
use crate::db::{AnyConnection, Conn, Result, one_of, text_column};
use crate::ids::{AccountId, ContestId, ImportId};

/// How far an import is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ImportState {
    /// The file is here; nothing was taken from it.
    Uploaded,
    /// Its job waits or runs.
    Running,
    /// Every row was looked at.
    Done,
    /// It stopped, and can go on from there.
    Failed,
}

impl ImportState {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Uploaded, Self::Running, Self::Done, Self::Failed];

    /// The word in the database, in the API and in the choice of sentences.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Uploaded => "uploaded",
            Self::Running => "running",
            Self::Done => "done",
            Self::Failed => "failed",
        }
    }
}

impl FromStr for ImportState {
    type Err = ();

    fn from_str(text: &str) -> std::result::Result<Self, ()> {
        Self::ALL.into_iter().find(|state| state.as_str() == text).ok_or(())
    }
}

text_column!(ImportState);

/// An import.
#[derive(Debug, Clone, PartialEq, Eq, HasQuery)]
#[diesel(table_name = imports, check_for_backend(diesel::pg::Pg, diesel::sqlite::Sqlite))]
pub struct ImportRow {
    /// Its id.
    pub id: ImportId,
    /// Into which contest.
    pub contest_id: ContestId,
    /// Finds the file.
    pub file_key: String,
    /// The name it had.
    pub file_name: String,
    /// Which column is what, as JSON.
    pub mapping: String,
    /// How far it is.
    pub state: ImportState,
    /// Rows of the file.
    pub rows_total: i64,
    /// Rows that were looked at, and whose ideas are in.
    pub rows_done: i64,
    /// New ideas.
    pub added: i64,
    /// Ideas that the contest had.
    pub known: i64,
    /// Rows to correct.
    pub bad: i64,
    /// Why it stopped: a word that chooses the sentence.
    pub failure: Option<String>,
    /// By whom.
    pub created_by: Option<AccountId>,
    /// When the file came; ideas without a date of their own take it.
    pub created_at: Time,
    /// When the last row was done.
    pub finished_at: Option<Time>,
}

/// A file that has come.
#[derive(Insertable)]
#[diesel(table_name = imports)]
pub(in crate::contests) struct NewImport<'a> {
    pub id: ImportId,
    pub contest_id: ContestId,
    pub file_key: &'a str,
    pub file_name: &'a str,
    pub mapping: &'a str,
    pub state: ImportState,
    pub rows_total: i64,
    pub rows_done: i64,
    pub added: i64,
    pub known: i64,
    pub bad: i64,
    pub created_by: Option<AccountId>,
    pub created_at: Time,
}

/// What became of some rows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::contests) struct Counts {
    pub added: i64,
    pub known: i64,
    pub bad: i64,
}

/// A row to correct, as it is kept after the import.
#[derive(Debug, Clone, PartialEq, Eq, HasQuery, Insertable)]
#[diesel(table_name = import_faults, check_for_backend(diesel::pg::Pg, diesel::sqlite::Sqlite))]
pub struct StoredFault {
    /// In which import.
    pub import_id: ImportId,
    /// The line in the file.
    pub line: i64,
    /// The field's word.
    pub field: String,
    /// The fault's word, and behind a colon the line or column that it speaks of.
    pub kind: String,
}

impl StoredFault {
    /// The fault's word, and the line or column that it speaks of.
    pub fn parts(&self) -> (&str, Option<i64>) {
        match self.kind.split_once(':') {
            Some((kind, number)) => (kind, number.parse().ok()),
            None => (&self.kind, None),
        }
    }
}

/// An import of a contest.
pub fn find_import(conn: &mut Conn, contest: ContestId, id: ImportId) -> Result<Option<ImportRow>> {
    ImportRow::query().filter(imports::id.eq(id).and(imports::contest_id.eq(contest))).first(conn).optional()
}

/// An import, for its own job.
pub(in crate::contests) fn import_by_id(conn: &mut Conn, id: ImportId) -> Result<Option<ImportRow>> {
    ImportRow::query().filter(imports::id.eq(id)).first(conn).optional()
}

/// The last imports of a contest, the latest first.
pub fn list_imports(conn: &mut Conn, contest: ContestId, limit: i64) -> Result<Vec<ImportRow>> {
    ImportRow::query()
        .filter(imports::contest_id.eq(contest))
        .order(imports::id.desc())
        .limit(limit)
        .load(conn)
}

/// Notes that a file has come.
pub(in crate::contests) fn insert_import(conn: &mut Conn, import: &NewImport<'_>) -> Result<()> {
    diesel::insert_into(imports::table).values(import).execute(conn).map(drop)
}

/// Starts an import, or takes it up where it stopped; says whether it was not under way already.
pub(in crate::contests) fn start(
    conn: &mut Conn,
    id: ImportId,
    from: ImportState,
    mapping: &str,
) -> Result<bool> {
    let waiting = imports::table.filter(imports::id.eq(id).and(imports::state.eq(from)));
    let changed = diesel::update(waiting)
        .set((
            imports::state.eq(ImportState::Running),
            imports::mapping.eq(mapping),
            imports::failure.eq(None::<String>),
        ))
        .execute(conn)?;
    Ok(changed == 1)
}

/// Takes the rows from `done` to `next` for this batch; says whether nobody else had them. Holds the import's row until
/// the commit, so that of two jobs for one import only one goes on.
pub(in crate::contests) fn advance(conn: &mut Conn, id: ImportId, done: i64, next: i64) -> Result<bool> {
    let mine = imports::table
        .filter(imports::id.eq(id).and(imports::rows_done.eq(done)))
        .filter(imports::state.eq(ImportState::Running));
    Ok(diesel::update(mine).set(imports::rows_done.eq(next)).execute(conn)? == 1)
}

/// Adds to what became of the rows.
pub(in crate::contests) fn count(conn: &mut Conn, id: ImportId, counts: Counts) -> Result<()> {
    diesel::update(imports::table.filter(imports::id.eq(id)))
        .set((
            imports::added.eq(imports::added + counts.added),
            imports::known.eq(imports::known + counts.known),
            imports::bad.eq(imports::bad + counts.bad),
        ))
        .execute(conn)
        .map(drop)
}

/// Notes that every row was looked at; says whether it was this call that ended it.
pub(in crate::contests) fn finish(conn: &mut Conn, id: ImportId, at: Time) -> Result<bool> {
    let running = imports::table.filter(imports::id.eq(id).and(imports::state.eq(ImportState::Running)));
    let changed = diesel::update(running)
        .set((imports::state.eq(ImportState::Done), imports::finished_at.eq(at)))
        .execute(conn)?;
    Ok(changed == 1)
}

/// Notes why it stopped.
pub(in crate::contests) fn fail(conn: &mut Conn, id: ImportId, failure: &str) -> Result<()> {
    let running = imports::table.filter(imports::id.eq(id).and(imports::state.eq(ImportState::Running)));
    diesel::update(running)
        .set((imports::state.eq(ImportState::Failed), imports::failure.eq(failure)))
        .execute(conn)
        .map(drop)
}

/// How many faults are kept.
pub(in crate::contests) fn count_faults(conn: &mut Conn, id: ImportId) -> Result<i64> {
    import_faults::table.filter(import_faults::import_id.eq(id)).count().get_result(conn)
}

/// Keeps faults.
pub(in crate::contests) fn insert_faults(conn: &mut Conn, faults: &[StoredFault]) -> Result<()> {
    for some in faults.chunks(500) {
        match conn {
            AnyConnection::Pg(pg) => diesel::insert_into(import_faults::table).values(some).execute(pg)?,
            AnyConnection::Sqlite(sqlite) => {
                diesel::insert_into(import_faults::table).values(some).execute(sqlite)?
            }
        };
    }
    Ok(())
}

/// The faults that were kept, by line.
pub fn list_faults(conn: &mut Conn, id: ImportId, limit: i64) -> Result<Vec<StoredFault>> {
    StoredFault::query()
        .filter(import_faults::import_id.eq(id))
        .order((import_faults::line, import_faults::field))
        .limit(limit)
        .load(conn)
}

/// Which of these files are of an import.
pub fn files_in_use(conn: &mut Conn, keys: &[String]) -> Result<Vec<String>> {
    let mut used = Vec::new();
    for some in keys.chunks(500) {
        let rows = imports::table
            .filter(one_of(imports::file_key, some).and(imports::state.ne(ImportState::Done)))
            .select(imports::file_key);
        used.extend(rows.load::<String>(conn)?);
    }
    Ok(used)
}
