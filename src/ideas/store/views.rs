//! How often each idea was before somebody's eyes.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::upsert::excluded;

use crate::db::schema::idea_views;
use crate::db::{AnyConnection, Conn, Result, one_of};
use crate::ids::IdeaId;

/// Adds what was seen today. Processes that do so at the same time lose nothing of each other's.
pub(in crate::ideas) fn add_views(
    conn: &mut Conn,
    today: NaiveDate,
    seen: &BTreeMap<IdeaId, i64>,
) -> Result<()> {
    for some in seen.iter().collect::<Vec<_>>().chunks(200) {
        let ids: Vec<IdeaId> = some.iter().map(|(id, _)| **id).collect();
        let of_another_day = one_of(idea_views::idea_id, &ids).and(idea_views::day.lt(today));
        diesel::update(idea_views::table.filter(of_another_day))
            .set((
                idea_views::seen_before.eq(idea_views::seen_before + idea_views::seen_on_day),
                idea_views::seen_on_day.eq(0),
                idea_views::day.eq(today),
            ))
            .execute(conn)?;
        let rows: Vec<_> = some
            .iter()
            .map(|(id, count)| {
                (
                    idea_views::idea_id.eq(**id),
                    idea_views::day.eq(today),
                    idea_views::seen_before.eq(0),
                    idea_views::seen_on_day.eq(**count),
                )
            })
            .collect();
        let sum = idea_views::seen_on_day.eq(idea_views::seen_on_day + excluded(idea_views::seen_on_day));
        match conn {
            AnyConnection::Pg(pg) => {
                let insert = diesel::insert_into(idea_views::table).values(rows);
                insert.on_conflict(idea_views::idea_id).do_update().set(sum).execute(pg)?
            }
            AnyConnection::Sqlite(sqlite) => {
                let insert = |row| diesel::insert_into(idea_views::table).values(row);
                let each = rows.into_iter().map(|row| {
                    insert(row).on_conflict(idea_views::idea_id).do_update().set(sum).execute(sqlite)
                });
                each.sum::<Result<usize>>()?
            }
        };
    }
    Ok(())
}

/// How often each idea had been seen when this day began; those that nobody had seen are absent.
pub(in crate::ideas) fn views_before(conn: &mut Conn, day: NaiveDate) -> Result<Vec<(IdeaId, i64)>> {
    let rows: Vec<(IdeaId, NaiveDate, i64, i64)> = idea_views::table.load(conn)?;
    let before = rows
        .into_iter()
        .map(|(id, last, before, on_day)| (id, if last < day { before + on_day } else { before }));
    Ok(before.filter(|(_, count)| *count > 0).collect())
}
