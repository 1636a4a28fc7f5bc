//! The tables' history, embedded in the binary and the same for both databases.

use anyhow::anyhow;
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use super::{AnyConnection, Db, take};

const MIGRATIONS: EmbeddedMigrations = embed_migrations!("migrations");

/// Brings the tables up to date; answers the names of the migrations that were applied.
///
/// # Errors
///
/// When a migration fails; those before it stay applied.
pub fn run_pending(db: &Db) -> anyhow::Result<Vec<String>> {
    let mut conn = take(&db.writers)?;
    let applied = match &mut *conn {
        AnyConnection::Pg(pg) => names(pg.run_pending_migrations(MIGRATIONS)),
        AnyConnection::Sqlite(sqlite) => names(sqlite.run_pending_migrations(MIGRATIONS)),
    };
    applied.map_err(|error| anyhow!("the database cannot be brought up to date: {error}"))
}

/// Whether migrations wait to be applied.
///
/// # Errors
///
/// When the database cannot be asked.
pub fn pending(db: &Db) -> anyhow::Result<bool> {
    let mut conn = take(&db.writers)?;
    let has_pending = match &mut *conn {
        AnyConnection::Pg(pg) => pg.has_pending_migration(MIGRATIONS),
        AnyConnection::Sqlite(sqlite) => sqlite.has_pending_migration(MIGRATIONS),
    };
    has_pending.map_err(|error| anyhow!("the database's version cannot be read: {error}"))
}

/// Takes every table away again: what proves that each `down.sql` undoes its `up.sql`.
///
/// # Errors
///
/// When a migration cannot be undone.
pub fn revert_all(db: &Db) -> anyhow::Result<()> {
    let mut conn = take(&db.writers)?;
    let reverted = match &mut *conn {
        AnyConnection::Pg(pg) => names(pg.revert_all_migrations(MIGRATIONS)),
        AnyConnection::Sqlite(sqlite) => names(sqlite.revert_all_migrations(MIGRATIONS)),
    };
    reverted.map(drop).map_err(|error| anyhow!("a migration cannot be undone: {error}"))
}

type Outcome<'a> = diesel::migration::Result<Vec<diesel::migration::MigrationVersion<'a>>>;

fn names(applied: Outcome<'_>) -> diesel::migration::Result<Vec<String>> {
    Ok(applied?.iter().map(ToString::to_string).collect())
}
