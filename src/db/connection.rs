//! Which database a URL names, and how a connection to it is prepared.

use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use anyhow::{Context, anyhow, bail};
use diesel::connection::SimpleConnection;
use diesel::r2d2::Error::{ConnectionError, QueryError};
use diesel::r2d2::{ManageConnection, R2D2Connection};
use diesel::{Connection, PgConnection, SqliteConnection};

/// A connection to either database. Queries written on it compile for both.
#[derive(diesel::MultiConnection)]
pub enum AnyConnection {
    /// A PostgreSQL session.
    Pg(PgConnection),
    /// An open SQLite file.
    Sqlite(SqliteConnection),
}

/// The two databases.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Backend {
    /// One file, one machine.
    Sqlite,
    /// One server, any number of processes.
    Postgres,
}

/// Where the database is. The scheme alone decides which one: SQLite would accept any text as a file name.
#[derive(Clone, PartialEq, Eq)]
pub enum DatabaseUrl {
    /// A file, created when it is missing.
    Sqlite(PathBuf),
    /// A connection URL for libpq, with whatever secrets it holds.
    Postgres(String),
}

impl FromStr for DatabaseUrl {
    type Err = anyhow::Error;

    fn from_str(text: &str) -> anyhow::Result<Self> {
        match text.split_once("://") {
            Some(("sqlite", path)) if !path.is_empty() => Ok(Self::Sqlite(path.into())),
            Some(("postgres" | "postgresql", _)) => Ok(Self::Postgres(text.to_owned())),
            Some((scheme, _)) => bail!(
                "unknown database scheme {scheme:?}: write sqlite://path/to/file.db or postgres://user@host/name"
            ),
            None => bail!("the database URL has no scheme: write sqlite://path/to/file.db or postgres://…"),
        }
    }
}

/// Never prints a password.
impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(path) => write!(out, "sqlite://{}", path.display()),
            Self::Postgres(_) => out.write_str("postgres://…"),
        }
    }
}

impl DatabaseUrl {
    /// Which database the URL names.
    pub fn backend(&self) -> Backend {
        match self {
            Self::Sqlite(_) => Backend::Sqlite,
            Self::Postgres(_) => Backend::Postgres,
        }
    }

    /// Creates the folder of a SQLite file, and says clearly what stands in the way when it cannot be written.
    pub(super) fn check(&self) -> anyhow::Result<()> {
        let Self::Sqlite(path) = self else { return Ok(()) };
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder)
                .with_context(|| format!("the database's folder {} cannot be created", folder.display()))?;
        }
        if path.exists() {
            refuse_read_only(path)?;
        }
        Ok(())
    }

    /// Adds to a failed opening which database it was and what to look at.
    pub(super) fn explain(&self, error: impl fmt::Display) -> anyhow::Error {
        match self {
            Self::Sqlite(path) => anyhow!(
                "the database file {} cannot be opened ({error}): check that it is a MiniLabs database, that no other \
                 program holds it, and that this user may write it and its folder",
                path.display()
            ),
            Self::Postgres(_) => anyhow!(
                "PostgreSQL cannot be reached ({error}): check that the server runs, and the host, user and database \
                 name in DATABASE_URL"
            ),
        }
    }
}

fn refuse_read_only(path: &Path) -> anyhow::Result<()> {
    std::fs::OpenOptions::new().append(true).open(path).with_context(|| {
        format!(
            "the database file {} cannot be written: give this user the right to, or name another",
            path.display()
        )
    })?;
    Ok(())
}

/// Whether a connection may write. A reading one refuses to at the database, so that a `GET` cannot change a thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    Read,
    Write,
}

/// Opens and checks connections for the pools.
pub(super) struct Manager {
    url: DatabaseUrl,
    mode: Mode,
}

impl Manager {
    pub(super) fn new(url: DatabaseUrl, mode: Mode) -> Self {
        Self { url, mode }
    }

    fn sqlite(&self, path: &Path) -> Result<SqliteConnection, diesel::r2d2::Error> {
        let mut conn = SqliteConnection::establish(&path.to_string_lossy()).map_err(ConnectionError)?;
        // The wait comes first: turning to WAL needs the file for a moment.
        conn.batch_execute("PRAGMA busy_timeout = 5000").map_err(QueryError)?;
        conn.batch_execute(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON",
        )
        .map_err(QueryError)?;
        conn.batch_execute(
            "PRAGMA cache_size = -8000; PRAGMA mmap_size = 67108864; PRAGMA temp_store = MEMORY",
        )
        .map_err(QueryError)?;
        if self.mode == Mode::Read {
            conn.batch_execute("PRAGMA query_only = ON").map_err(QueryError)?;
        }
        Ok(conn)
    }

    fn postgres(&self, url: &str) -> Result<PgConnection, diesel::r2d2::Error> {
        let mut conn = PgConnection::establish(url).map_err(ConnectionError)?;
        conn.batch_execute("SET TIME ZONE 'UTC'; SET statement_timeout = '30s'; SET lock_timeout = '10s'")
            .map_err(QueryError)?;
        if self.mode == Mode::Read {
            conn.batch_execute("SET default_transaction_read_only = on").map_err(QueryError)?;
        }
        Ok(conn)
    }
}

impl ManageConnection for Manager {
    type Connection = AnyConnection;
    type Error = diesel::r2d2::Error;

    fn connect(&self) -> Result<AnyConnection, Self::Error> {
        match &self.url {
            DatabaseUrl::Sqlite(path) => self.sqlite(path).map(AnyConnection::Sqlite),
            DatabaseUrl::Postgres(url) => self.postgres(url).map(AnyConnection::Pg),
        }
    }

    fn is_valid(&self, conn: &mut AnyConnection) -> Result<(), Self::Error> {
        conn.ping().map_err(QueryError)
    }

    fn has_broken(&self, conn: &mut AnyConnection) -> bool {
        std::thread::panicking() || conn.is_broken()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scheme_decides() {
        assert_eq!(
            "sqlite://var/a.db".parse::<DatabaseUrl>().unwrap(),
            DatabaseUrl::Sqlite("var/a.db".into())
        );
        assert_eq!("postgres://u@h/d".parse::<DatabaseUrl>().unwrap().backend(), Backend::Postgres);
        for unknown in ["mysql://h/d", "var/a.db", "", "sqlite://", "SQLITE://a"] {
            let refusal = unknown.parse::<DatabaseUrl>().unwrap_err().to_string();
            assert!(refusal.contains("sqlite://path"), "{unknown}: {refusal}");
        }
    }

    #[test]
    fn a_password_is_never_printed() {
        let url: DatabaseUrl = "postgres://ada:secret@db/minilabs".parse().unwrap();
        assert!(!format!("{url:?}").contains("secret"));
    }
}
