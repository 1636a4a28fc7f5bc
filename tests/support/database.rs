//! A database for each test: a copied file, or a database cloned from a template when `TEST_DATABASE_URL` names a
//! PostgreSQL server. The tables are made once.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use diesel::connection::SimpleConnection;
use diesel::sql_types::{BigInt, Text};
use diesel::{Connection, PgConnection, QueryableByName, RunQueryDsl, SqliteConnection, sql_query};
use minilabs::db::{self, AnyConnection, Backend, Db};
use tempfile::TempDir;

/// The server of the settings: a URL of a database in which others may be made.
#[expect(clippy::disallowed_methods, reason = "the one setting of the tests")]
fn server() -> Option<String> {
    std::env::var("TEST_DATABASE_URL").ok().filter(|url| !url.is_empty())
}

/// The same server, another database.
fn named(url: &str, name: &str) -> String {
    let (address, parameters) = url.split_once('?').map_or((url, ""), |(address, rest)| (address, rest));
    let host = address.rsplit_once('/').map_or(address, |(host, _)| host);
    if parameters.is_empty() { format!("{host}/{name}") } else { format!("{host}/{name}?{parameters}") }
}

fn command(server: &str, sql: &str) {
    PgConnection::establish(server).unwrap().batch_execute(sql).unwrap();
}

fn unique(word: &str) -> String {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    format!("minilabs_{word}_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed))
}

/// An empty database with all tables, as a file.
static SQLITE: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let (made, copy) = (folder.path().join("made.db"), folder.path().join("copy.db"));
    let db = Db::open(&format!("sqlite://{}", made.display()).parse().unwrap(), 1).unwrap();
    db::run_pending(&db).unwrap();
    let mut conn = SqliteConnection::establish(&made.to_string_lossy()).unwrap();
    conn.batch_execute(&format!("vacuum into '{}'", copy.display())).unwrap();
    std::fs::read(copy).unwrap()
});

/// An empty database with all tables, on the server.
static POSTGRES: LazyLock<String> = LazyLock::new(|| {
    let (server, name) = (server().unwrap(), unique("template"));
    command(&server, &format!("create database {name}"));
    let db = Db::open(&named(&server, &name).parse().unwrap(), 1).unwrap();
    db::run_pending(&db).unwrap();
    drop(db);
    // A connection that is still on its way out would keep the template from being copied.
    command(
        &server,
        &format!("select pg_terminate_backend(pid) from pg_stat_activity where datname = '{name}'"),
    );
    name
});

/// A database of one test, and a folder.
pub struct PrivateDatabase {
    folder: TempDir,
    url: String,
    on_server: Option<String>,
}

impl PrivateDatabase {
    /// With all tables.
    pub fn new() -> Self {
        if server().is_some() {
            return Self::on_server(&format!("template {}", *POSTGRES));
        }
        let place = Self::empty();
        std::fs::write(place.folder.path().join("minilabs.db"), &*SQLITE).unwrap();
        place
    }

    /// Without any table.
    pub fn empty() -> Self {
        if server().is_some() {
            return Self::on_server("");
        }
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}", folder.path().join("minilabs.db").display());
        Self { folder, url, on_server: None }
    }

    fn on_server(template: &str) -> Self {
        let (server, name) = (server().unwrap(), unique("test"));
        command(&server, &format!("create database {name} {template}"));
        Self { folder: tempfile::tempdir().unwrap(), url: named(&server, &name), on_server: Some(name) }
    }

    /// Its URL.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// A folder that goes away with it.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }
}

impl Drop for PrivateDatabase {
    fn drop(&mut self) {
        if let (Some(server), Some(name)) = (server(), &self.on_server) {
            command(&server, &format!("drop database {name} with (force)"));
        }
    }
}

#[derive(QueryableByName)]
struct Name {
    #[diesel(sql_type = Text)]
    name: String,
}

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    rows: i64,
}

/// The tables of a database.
pub fn table_names(db: &Db) -> anyhow::Result<Vec<String>> {
    let sql = match db.backend() {
        Backend::Sqlite => "select name from sqlite_schema where type = 'table' order by name",
        Backend::Postgres => {
            "select table_name::text as name from information_schema.tables where table_schema = 'public' \
             order by table_name"
        }
    };
    let names = db.read_now(|conn: &mut AnyConnection| sql_query(sql).load::<Name>(conn))?;
    Ok(names.into_iter().map(|row| row.name).filter(|name| !name.starts_with("__")).collect())
}

/// Every row of a table as one line of text.
pub fn rows_of(db: &Db, table: &str) -> anyhow::Result<Vec<String>> {
    let sql = match db.backend() {
        Backend::Postgres => format!("select row_to_json(t)::text as name from {table} t"),
        Backend::Sqlite => {
            let columns = format!("select '\"' || name || '\"' as name from pragma_table_info('{table}')");
            let columns = db.read_now(|conn: &mut AnyConnection| sql_query(columns).load::<Name>(conn))?;
            let parts: Vec<_> =
                columns.iter().map(|one| format!("coalesce(cast({} as text), '')", one.name)).collect();
            format!("select {} as name from {table}", parts.join(" || '|' || "))
        }
    };
    let rows = db.read_now(|conn: &mut AnyConnection| sql_query(sql).load::<Name>(conn))?;
    Ok(rows.into_iter().map(|row| row.name).collect())
}

/// A mark of what each table holds.
pub fn digest(db: &Db) -> anyhow::Result<Vec<(String, u64)>> {
    let mark = |table: String| {
        let mut rows = rows_of(db, &table)?;
        rows.sort_unstable();
        let mut hasher = DefaultHasher::new();
        rows.hash(&mut hasher);
        Ok((table, hasher.finish()))
    };
    table_names(db)?.into_iter().map(mark).collect()
}

/// How many rows each table has.
pub fn counts(db: &Db) -> anyhow::Result<Vec<(String, i64)>> {
    let count = |table: String| {
        let sql = format!("select count(*) as rows from {table}");
        let counted = db.read_now(|conn: &mut AnyConnection| sql_query(sql).get_result::<Count>(conn))?;
        Ok((table, counted.rows))
    };
    table_names(db)?.into_iter().map(count).collect()
}
