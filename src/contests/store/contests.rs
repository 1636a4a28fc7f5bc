//! Contests and their calendars.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use diesel::dsl::count_star;
use diesel::prelude::*;

use crate::accounts::Actor;
use crate::audience::Audience;
use crate::clock::Time;
use crate::contests::rules::{Calendar, Period, Phase, Stage, StageRefusal, Standing};
use crate::db::schema::{contest_phases, contests, idea_authors, ideas};
use crate::db::{Conn, Result};
use crate::ids::{AccountId, ContestId};

/// A call for ideas.
#[derive(Debug, Clone, PartialEq, Eq, HasQuery)]
#[diesel(table_name = contests, check_for_backend(diesel::pg::Pg, diesel::sqlite::Sqlite))]
pub struct Contest {
    /// Its id.
    pub id: ContestId,
    /// The end of its address.
    pub slug: String,
    /// One line.
    pub title: String,
    /// Who it is for, and what for.
    pub summary: String,
    /// Who may read its ideas.
    pub audience: Audience,
    /// Where it is.
    pub stage: Stage,
    /// When it was made.
    pub created_at: Time,
}

impl Contest {
    /// What its rules look at.
    pub fn standing(&self) -> Standing {
        Standing { audience: self.audience, stage: self.stage }
    }

    /// Whether people may send ideas now.
    ///
    /// # Errors
    ///
    /// When they may not.
    pub fn takes_submissions(&self) -> std::result::Result<(), StageRefusal> {
        if self.stage == Stage::Collecting { Ok(()) } else { Err(StageRefusal::TakesNoIdeas) }
    }

    /// Its page.
    pub fn url(&self) -> String {
        format!("/concours/{}", self.slug)
    }
}

/// A contest about to be made.
#[derive(Insertable)]
#[diesel(table_name = contests)]
pub(in crate::contests) struct NewContest<'a> {
    pub id: ContestId,
    pub slug: &'a str,
    pub title: &'a str,
    pub summary: &'a str,
    pub audience: Audience,
    pub stage: Stage,
    pub ideas_numbered: i64,
    pub created_by: Option<AccountId>,
    pub created_at: Time,
}

/// What the team says of a contest.
#[derive(AsChangeset)]
#[diesel(table_name = contests)]
pub(in crate::contests) struct Words<'a> {
    pub slug: &'a str,
    pub title: &'a str,
    pub summary: &'a str,
    pub audience: Audience,
}

/// The contests that an actor may see: for an audience they belong to, and out of its draft unless they are on the team.
#[diesel::dsl::auto_type(no_type_alias)]
fn visible_to(actor: &Actor) -> _ {
    let audiences: Vec<&'static str> = actor.audiences();
    let hidden: Vec<&'static str> = hidden_from(actor);
    contests::table.filter(contests::audience.eq_any(audiences).and(contests::stage.ne_all(hidden)))
}

fn hidden_from(actor: &Actor) -> Vec<&'static str> {
    if actor.is_team() { Vec::new() } else { vec![Stage::Draft.as_str()] }
}

/// The contest, for code that has checked who asks or asks for itself.
pub fn find(conn: &mut Conn, id: ContestId) -> Result<Option<Contest>> {
    Contest::query().filter(contests::id.eq(id)).first(conn).optional()
}

/// The contest at an address, if the actor may see it.
pub fn find_by_slug(conn: &mut Conn, actor: &Actor, slug: &str) -> Result<Option<Contest>> {
    visible_to(actor).filter(contests::slug.eq(slug)).select(Contest::as_select()).first(conn).optional()
}

/// The contests that an actor may see: those in progress, then those being prepared, then the others; the latest first.
pub fn list(conn: &mut Conn, actor: &Actor) -> Result<Vec<Contest>> {
    let mut rows: Vec<Contest> =
        visible_to(actor).order(contests::id.desc()).limit(500).select(Contest::as_select()).load(conn)?;
    rows.sort_by_key(|contest| match contest.stage {
        stage if stage.is_in_progress() => 0,
        Stage::Draft => 1,
        Stage::Awarded => 2,
        _ => 3,
    });
    Ok(rows)
}

/// Whether an address is another contest's.
pub(in crate::contests) fn is_taken(conn: &mut Conn, slug: &str, but: Option<ContestId>) -> Result<bool> {
    let found: Option<ContestId> =
        contests::table.filter(contests::slug.eq(slug)).select(contests::id).first(conn).optional()?;
    Ok(found.is_some() && found != but)
}

/// A draft of the same title that the same person made since then: a form that was sent twice.
pub(in crate::contests) fn find_twin(
    conn: &mut Conn,
    title: &str,
    by: AccountId,
    since: Time,
) -> Result<Option<Contest>> {
    Contest::query()
        .filter(contests::title.eq(title).and(contests::stage.eq(Stage::Draft)))
        .filter(contests::created_by.eq(by).and(contests::created_at.gt(since)))
        .first(conn)
        .optional()
}

/// Makes a contest.
pub(in crate::contests) fn insert(conn: &mut Conn, contest: &NewContest<'_>) -> Result<()> {
    diesel::insert_into(contests::table).values(contest).execute(conn).map(drop)
}

/// Changes its words.
pub(in crate::contests) fn set_words(conn: &mut Conn, id: ContestId, words: &Words<'_>) -> Result<()> {
    diesel::update(contests::table.filter(contests::id.eq(id))).set(words).execute(conn).map(drop)
}

/// Passes it from one stage to another; says whether it was still at the first.
pub(in crate::contests) fn set_stage(conn: &mut Conn, id: ContestId, from: Stage, to: Stage) -> Result<bool> {
    let still = contests::table.filter(contests::id.eq(id).and(contests::stage.eq(from)));
    Ok(diesel::update(still).set(contests::stage.eq(to)).execute(conn)? == 1)
}

/// Its phases with a date.
pub fn calendar_of(conn: &mut Conn, id: ContestId) -> Result<Calendar> {
    let rows: Vec<(Phase, Option<NaiveDate>, Option<NaiveDate>)> = contest_phases::table
        .filter(contest_phases::contest_id.eq(id))
        .select((contest_phases::phase, contest_phases::opens_on, contest_phases::closes_on))
        .load(conn)?;
    let period = |(phase, opens_on, closes_on)| (phase, Period { opens_on, closes_on });
    Ok(Calendar(rows.into_iter().map(period).collect()))
}

/// Writes its calendar anew.
pub(in crate::contests) fn set_calendar(conn: &mut Conn, id: ContestId, calendar: &Calendar) -> Result<()> {
    diesel::delete(contest_phases::table.filter(contest_phases::contest_id.eq(id))).execute(conn)?;
    for (phase, period) in &calendar.0 {
        diesel::insert_into(contest_phases::table)
            .values((
                contest_phases::contest_id.eq(id),
                contest_phases::phase.eq(phase),
                contest_phases::opens_on.eq(period.opens_on),
                contest_phases::closes_on.eq(period.closes_on),
            ))
            .execute(conn)?;
    }
    Ok(())
}

/// How many ideas each of these contests has; those without any are absent.
pub fn count_ideas(conn: &mut Conn, ids: &[ContestId]) -> Result<BTreeMap<ContestId, i64>> {
    let rows: Vec<(ContestId, i64)> = ideas::table
        .filter(ideas::contest_id.eq_any(ids))
        .group_by(ideas::contest_id)
        .select((ideas::contest_id, count_star()))
        .load(conn)?;
    Ok(rows.into_iter().collect())
}

/// How many people are named as authors of its ideas: by account where there is one, else by name.
pub fn count_authors(conn: &mut Conn, id: ContestId) -> Result<i64> {
    let of_contest = ideas::table.filter(ideas::contest_id.eq(id)).select(ideas::id);
    let authors = idea_authors::table.filter(idea_authors::idea_id.eq_any(of_contest));
    let known: i64 =
        authors.select(diesel::dsl::count(idea_authors::account_id).aggregate_distinct()).first(conn)?;
    let named: i64 = authors
        .filter(idea_authors::account_id.is_null().and(idea_authors::name.ne("")))
        .select(diesel::dsl::count(idea_authors::name).aggregate_distinct())
        .first(conn)?;
    Ok(known + named)
}
