//! The databases: SQLite for one machine, PostgreSQL for several, behind one connection type.
//!
//! Reads run on read-only connections and writes are the business of [`Db::write`]: one immediate transaction on
//! SQLite, so that a write never starts as a read and then finds the database locked. Both run off the async
//! threads. Nothing slow belongs in them: no mail, no HTTP, no index.

mod columns;
mod connection;
mod errors;
mod lists;
mod migrations;
pub mod schema;
mod settings;

pub(crate) use columns::{id_column, text_column};
pub use connection::{AnyConnection, Backend, DatabaseUrl};
pub use errors::OnUnique;
pub use lists::one_of;
pub use migrations::{pending, revert_all, run_pending};

pub use settings::secret;

use std::time::Duration;

use diesel::connection::{AnsiTransactionManager, Connection, TransactionManager};
use diesel::query_dsl::RunQueryDsl;
use diesel::r2d2::{Pool, PooledConnection};

use crate::error::{AppError, AppResult};
use connection::{Manager, Mode};

/// What a store function answers.
pub type Result<T> = diesel::QueryResult<T>;
/// What a store function works on.
pub type Conn = AnyConnection;

/// How long a request waits for a connection before it is told to try again.
const WAIT_FOR_CONNECTION: Duration = Duration::from_secs(10);

/// The database, as every part of the program holds it. Cheap to clone.
#[derive(Clone)]
pub struct Db {
    backend: Backend,
    readers: Pool<Manager>,
    writers: Pool<Manager>,
}

impl Db {
    /// Opens the database without touching its tables.
    ///
    /// # Errors
    ///
    /// When the file or server cannot be reached or may not be written; the message says what to do.
    pub fn open(url: &DatabaseUrl, connections: u32) -> anyhow::Result<Self> {
        url.check()?;
        let backend = url.backend();
        // SQLite has one writer at a time: a second writing connection would only wait in the dark.
        let writing = if backend == Backend::Sqlite { 1 } else { connections };
        let pool = |mode, size| {
            Pool::builder()
                .max_size(size)
                .min_idle(Some(1))
                .connection_timeout(WAIT_FOR_CONNECTION)
                .test_on_check_out(backend == Backend::Postgres)
                .build(Manager::new(url.clone(), mode))
        };
        // The writer comes first: it is the one that creates the file.
        let writers = pool(Mode::Write, writing).map_err(|error| url.explain(error))?;
        let readers = pool(Mode::Read, connections).map_err(|error| url.explain(error))?;
        Ok(Self { backend, readers, writers })
    }

    /// Which database this is; for the few places that must know.
    pub fn backend(&self) -> Backend {
        self.backend
    }

    /// Runs queries on a read-only connection, off the async threads. On SQLite they see the database as it is at the
    /// first of them.
    pub async fn read<T, E, F>(&self, work: F) -> AppResult<T>
    where
        T: Send + 'static,
        E: Into<AppError> + Send + 'static,
        F: FnOnce(&mut Conn) -> std::result::Result<T, E> + Send + 'static,
    {
        let db = self.clone();
        off_thread(move || db.read_now(work)).await
    }

    /// Runs one transaction that may write, off the async threads. Rooms call `App::write`, which also appends to
    /// the journal; this one is for the platform's own tables.
    pub async fn write<T, F>(&self, work: F) -> AppResult<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut Conn) -> AppResult<T> + Send + 'static,
    {
        let db = self.clone();
        off_thread(move || db.write_now(work)).await
    }

    /// As [`Db::read`], on the calling thread: for the command line and for code that already left the async ones.
    pub fn read_now<T, E: Into<AppError>>(
        &self,
        work: impl FnOnce(&mut Conn) -> std::result::Result<T, E>,
    ) -> AppResult<T> {
        snapshot(&mut *take(&self.readers)?, work)
    }

    /// As [`Db::write`], on the calling thread.
    pub fn write_now<T>(&self, work: impl FnOnce(&mut Conn) -> AppResult<T>) -> AppResult<T> {
        immediate_transaction(&mut *take(&self.writers)?, work)
    }
}

/// Makes writers who say the same number wait for one another until the commit. On SQLite there is one writer anyhow.
///
/// # Errors
///
/// When the database refuses.
pub fn take_turn(conn: &mut Conn, number: i64) -> Result<()> {
    let AnyConnection::Pg(pg) = conn else { return Ok(()) };
    let wait = diesel::sql_query("select pg_advisory_xact_lock($1)");
    wait.bind::<diesel::sql_types::BigInt, _>(number).execute(pg).map(drop)
}

async fn off_thread<T: Send + 'static>(work: impl FnOnce() -> AppResult<T> + Send + 'static) -> AppResult<T> {
    tokio::task::spawn_blocking(work).await.map_err(|error| AppError::Internal(error.into()))?
}

fn take(pool: &Pool<Manager>) -> AppResult<PooledConnection<Manager>> {
    pool.get()
        .map_err(|error| AppError::Unavailable(anyhow::Error::new(error).context("no database connection")))
}

/// One transaction for all that is read: a page needs dozens of queries, and each would take and give back the lock of a
/// reader by itself.
fn snapshot<T, E: Into<AppError>>(
    conn: &mut Conn,
    work: impl FnOnce(&mut Conn) -> std::result::Result<T, E>,
) -> AppResult<T> {
    if let AnyConnection::Sqlite(sqlite) = conn {
        AnsiTransactionManager::begin_transaction_sql(sqlite, "BEGIN").map_err(AppError::from)?;
    }
    let outcome = work(conn);
    if let AnyConnection::Sqlite(sqlite) = conn {
        // Nothing was written: a transaction that cannot end takes its connection with it.
        if let Err(error) = AnsiTransactionManager::rollback_transaction(sqlite) {
            tracing::warn!(%error, "a reader's transaction did not end");
        }
    }
    outcome.map_err(Into::into)
}

/// An ordinary transaction on SQLite starts as a reader and fails at once, without waiting, when it turns into a
/// writer after somebody else wrote; an immediate one waits its turn at the start.
#[expect(clippy::disallowed_methods, reason = "this is the one place that opens transactions")]
fn immediate_transaction<T>(conn: &mut Conn, work: impl FnOnce(&mut Conn) -> AppResult<T>) -> AppResult<T> {
    let AnyConnection::Sqlite(sqlite) = conn else {
        return conn.transaction(work);
    };
    AnsiTransactionManager::begin_transaction_sql(sqlite, "BEGIN IMMEDIATE").map_err(AppError::from)?;
    let outcome = work(conn);
    if let AnyConnection::Sqlite(sqlite) = conn {
        match &outcome {
            Ok(_) => AnsiTransactionManager::commit_transaction(sqlite).map_err(AppError::from)?,
            Err(first) => {
                // The first error is the one worth telling.
                if let Err(second) = AnsiTransactionManager::rollback_transaction(sqlite) {
                    tracing::warn!(%first, %second, "rolling back failed");
                }
            }
        }
    }
    outcome
}
