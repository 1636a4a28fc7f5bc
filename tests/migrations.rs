//! The tables: up, down, up; and the columns that the code knows are those that are there.

use diesel::{RunQueryDsl, sql_query};
use minilabs::db::{self, AnyConnection, Db};

use crate::support::{PrivateDatabase, Tested, table_names};

#[test]
fn up_down_up() -> Tested {
    let place = PrivateDatabase::empty();
    let db = Db::open(&place.url().parse()?, 2)?;
    assert!(db::pending(&db)?);
    let applied = db::run_pending(&db)?;
    assert!(!db::pending(&db)?);
    let tables = table_names(&db)?;
    assert!(tables.contains(&"journal".to_owned()) && tables.contains(&"ideas".to_owned()), "{tables:?}");
    db::revert_all(&db)?;
    assert_eq!(table_names(&db)?, Vec::<String>::new(), "a down.sql leaves something behind");
    assert_eq!(db::run_pending(&db)?, applied);
    assert_eq!(table_names(&db)?, tables);
    Ok(())
}

#[test]
fn the_code_knows_every_table_and_column() -> Tested {
    let place = PrivateDatabase::new();
    let db = Db::open(&place.url().parse()?, 1)?;
    let known = schema();
    let names: Vec<&str> = known.iter().map(|(table, _)| table.as_str()).collect();
    let mut sorted = names.clone();
    sorted.sort_unstable();
    assert_eq!(sorted, table_names(&db)?, "src/db/schema.rs and migrations/ speak of different tables");
    for (table, columns) in &known {
        let columns = columns.join(", ");
        db.read_now(|conn: &mut AnyConnection| {
            sql_query(format!("select {columns} from {table}")).execute(conn)
        })
        .map_err(|error| anyhow::anyhow!("{table}: {error}"))?;
        let count = columns.split(", ").count();
        assert_eq!(written_columns(table)?, count, "src/db/schema.rs does not know every column of {table}");
    }
    Ok(())
}

/// The tables and columns of `src/db/schema.rs`.
fn schema() -> Vec<(String, Vec<String>)> {
    let source = std::fs::read_to_string("src/db/schema.rs").unwrap();
    let mut tables: Vec<(String, Vec<String>)> = Vec::new();
    for line in source.lines() {
        let line = line.trim();
        if let Some((column, _)) = line.split_once(" -> ") {
            if let Some((_, columns)) = tables.last_mut() {
                columns.push(column.to_owned());
            }
        } else if line.ends_with(") {") && line.contains(" (") {
            tables.push((line.split(' ').next().unwrap_or_default().to_owned(), Vec::new()));
        }
    }
    tables
}

/// How many columns the migrations give a table.
fn written_columns(table: &str) -> anyhow::Result<usize> {
    let (mut count, mut dropped) = (0, 0);
    for folder in std::fs::read_dir("migrations")? {
        let Ok(sql) = std::fs::read_to_string(folder?.path().join("up.sql")) else { continue };
        let added = format!("alter table {table} add column ");
        count += sql.matches(&added).count();
        dropped += sql.matches(&format!("alter table {table} drop column ")).count();
        let Some((_, rest)) = sql.split_once(&format!("create table {table} (")) else { continue };
        let body = rest.split("\n);").next().unwrap_or_default();
        let is_column = |line: &&str| {
            let is_first_level = line.starts_with("    ") && !line.starts_with("     ");
            let word = line.trim().split(' ').next().unwrap_or_default();
            is_first_level
                && !["constraint", "primary", "unique", "check", "foreign", ")", "),", "--"].contains(&word)
        };
        count += body.lines().filter(is_column).count();
    }
    Ok(count - dropped)
}
