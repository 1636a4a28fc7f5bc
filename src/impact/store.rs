//! The counts behind the figures. They are plain numbers of everything there is; whatever names something is counted by
//! its own room, for who asks.

use diesel::dsl::{count, min};
use diesel::prelude::*;

use crate::clock::Time;
use crate::db::schema::{destinies, idea_authors, ideas, invitations, memberships, minilabs, need_forms};
use crate::db::{Conn, Result};

/// The plain counts.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Counts {
    pub author_names: i64,
    pub members: i64,
    pub bearers: i64,
    pub invitations: i64,
    pub invitations_answered: i64,
    pub minilabs: i64,
    pub communities: i64,
    pub need_forms: i64,
    pub files_accepted: i64,
}

pub(super) fn counts(conn: &mut Conn) -> Result<Counts> {
    Ok(Counts {
        author_names: idea_authors::table
            .filter(idea_authors::name.ne(""))
            .select(count(idea_authors::name).aggregate_distinct())
            .first(conn)?,
        members: memberships::table
            .select(count(memberships::account_id).aggregate_distinct())
            .first(conn)?,
        bearers: memberships::table
            .filter(memberships::role.eq("bearer"))
            .select(count(memberships::account_id).aggregate_distinct())
            .first(conn)?,
        invitations: invitations::table.count().first(conn)?,
        invitations_answered: invitations::table.filter(invitations::state.ne("sent")).count().first(conn)?,
        minilabs: minilabs::table.filter(minilabs::kind.eq("thematic")).count().first(conn)?,
        communities: minilabs::table.filter(minilabs::kind.eq("trade")).count().first(conn)?,
        need_forms: need_forms::table.count().first(conn)?,
        files_accepted: need_forms::table.filter(need_forms::state.eq("accepted")).count().first(conn)?,
    })
}

/// For each idea that has an answer, the days from its sending to its first one.
pub(super) fn days_to_answer(conn: &mut Conn) -> Result<Vec<f64>> {
    let answered: Vec<(Time, Option<Time>)> = destinies::table
        .inner_join(ideas::table.on(ideas::id.eq(destinies::idea_id)))
        .filter(destinies::destiny.ne_all(["in_contest", "unawarded"]))
        .group_by((ideas::id, ideas::submitted_at))
        .select((ideas::submitted_at, min(destinies::decided_at)))
        .load(conn)?;
    let days = answered.into_iter().filter_map(|(sent, first)| {
        let minutes = (first? - sent).num_minutes().max(0);
        Some(minutes as f64 / (24.0 * 60.0))
    });
    Ok(days.collect())
}
