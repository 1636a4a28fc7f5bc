//! Contests and their calendars.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveTime};
use diesel::dsl::count_star;
use diesel::prelude::*;
use diesel::sql_types::Bool;

use crate::accounts::Actor;
use crate::audience::Audience;
use crate::clock::{Time, Wall};
use crate::contests::rules::{
    self, Calendar, ContestAction, Moderation, Opportunity, Period, Phase, Position, Stage, StageRefusal,
    Standing, Step,
};
use crate::db::schema::{contest_phases, contests, idea_authors, ideas};
use crate::db::{Conn, Result, one_of};
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
    /// Whether what went on at its stage is over, and the next has not begun.
    pub is_over: bool,
    /// Whether it passes on by itself at the dates of its calendar.
    pub follows_calendar: bool,
    /// When a person last decided where it is: the clock leaves what came before alone.
    pub decided_at: Time,
    /// The day of an announcement that the team was reminded of.
    pub(in crate::contests) reminded_on: Option<NaiveDate>,
    /// What it is about, in paragraphs and simple lists.
    pub about: String,
    /// Its rules.
    pub rules: String,
    /// What an author accepts before an idea is taken; may be empty.
    pub charter: String,
    /// Which text of the charter this is; 0 before the first.
    pub charter_version: i32,
    categories: String,
    /// When ideas are shown to others.
    pub moderation: Moderation,
    /// The edition before it.
    pub previous_id: Option<ContestId>,
}

impl Contest {
    /// What its rules look at.
    pub fn standing(&self) -> Standing {
        Standing { audience: self.audience, stage: self.stage }
    }

    /// Whether an actor may do this to it: by the rules for all, or because they run it.
    pub fn permits(&self, actor: &Actor, action: ContestAction) -> bool {
        rules::may(&actor.within_contest(self.id), action, self.standing())
    }

    /// Where it is in its calendar.
    pub fn position(&self) -> Position {
        Position { stage: self.stage, is_over: self.is_over }
    }

    /// The steps that its calendar owes it.
    pub(in crate::contests) fn steps(&self, calendar: &Calendar, wall: Wall) -> Vec<Step> {
        if self.follows_calendar {
            calendar.steps(self.position(), self.decided_at, wall)
        } else {
            Vec::new()
        }
    }

    /// Where it is by the clock of who looks, which the database may not know yet.
    pub fn position_at(&self, calendar: &Calendar, wall: Wall) -> Position {
        self.steps(calendar, wall).last().map_or(self.position(), |step| step.to)
    }

    /// Whether this is open to people now.
    pub fn allows(&self, what: Opportunity) -> bool {
        self.position().allows(what)
    }

    /// Whether ideas may be sent now. The clock may be a few minutes late: what takes an idea in asks
    /// [`crate::contests::for_submission`], which is not.
    ///
    /// # Errors
    ///
    /// When it is too early or too late.
    pub fn takes_submissions(&self) -> std::result::Result<(), StageRefusal> {
        self.position().takes_submissions()
    }

    /// The categories that an idea may have, in their order.
    pub fn categories(&self) -> Vec<String> {
        serde_json::from_str(&self.categories).unwrap_or_default()
    }

    /// Whether an author has something to accept.
    pub fn has_charter(&self) -> bool {
        !self.charter.is_empty()
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
    pub decided_at: Time,
    pub follows_calendar: bool,
    pub about: &'a str,
    pub rules: &'a str,
    pub charter: &'a str,
    pub charter_version: i32,
    pub categories: String,
    pub moderation: Moderation,
    pub previous_id: Option<ContestId>,
}

/// What the team says of a contest.
#[derive(AsChangeset)]
#[diesel(table_name = contests)]
pub(in crate::contests) struct Words<'a> {
    pub slug: &'a str,
    pub title: &'a str,
    pub summary: &'a str,
    pub audience: Audience,
    pub about: &'a str,
    pub rules: &'a str,
    pub charter: &'a str,
    pub charter_version: i32,
    pub moderation: Moderation,
    pub follows_calendar: bool,
}

/// The contests for these audiences, out of their draft unless it is the team that asks; and those that somebody runs.
#[diesel::dsl::auto_type]
pub fn open_to(audiences: Vec<&'static str>, is_team: bool, own: Vec<ContestId>) -> _ {
    contests::table.filter(
        one_of(contests::audience, audiences)
            .and(contests::stage.ne("draft").or(is_team.into_sql::<Bool>()))
            .or(one_of(contests::id, own)),
    )
}

/// The contests that an actor may see.
fn visible_to(actor: &Actor) -> open_to {
    open_to(actor.audiences(), actor.is_team(), actor.contests())
}

/// The contest, for code that has checked who asks or asks for itself.
pub fn find(conn: &mut Conn, id: ContestId) -> Result<Option<Contest>> {
    Contest::query().filter(contests::id.eq(id)).first(conn).optional()
}

/// The contest at an address, if the actor may see it.
pub fn find_by_slug(conn: &mut Conn, actor: &Actor, slug: &str) -> Result<Option<Contest>> {
    visible_to(actor).filter(contests::slug.eq(slug)).select(Contest::as_select()).first(conn).optional()
}

/// The contest at an address, whoever asks: for what is kept there and shows nothing of it.
pub fn id_at(conn: &mut Conn, slug: &str) -> Result<Option<ContestId>> {
    contests::table.filter(contests::slug.eq(slug)).select(contests::id).first(conn).optional()
}

/// The contests that an actor may see: those in progress, then those being prepared, then the others; the latest first.
pub fn list(conn: &mut Conn, actor: &Actor) -> Result<Vec<Contest>> {
    let mut rows: Vec<Contest> =
        visible_to(actor).order(contests::id.desc()).limit(500).select(Contest::as_select()).load(conn)?;
    rows.sort_by_key(|contest| match contest.stage {
        stage if stage.is_in_progress() => 0,
        Stage::Draft => 1,
        Stage::Closed => 3,
        _ => 2,
    });
    Ok(rows)
}

/// Those of the contests that an actor may see in which people still choose.
pub fn ids_in_progress(conn: &mut Conn, actor: &Actor) -> Result<Vec<ContestId>> {
    let stages = Stage::ALL.into_iter().filter(|stage| stage.is_in_progress()).map(Stage::as_str);
    visible_to(actor)
        .filter(one_of(contests::stage, stages.collect::<Vec<_>>()))
        .select(contests::id)
        .load(conn)
}

/// The titles of contests, for code that has checked who asks.
pub fn titles_of(conn: &mut Conn, ids: &[ContestId]) -> Result<BTreeMap<ContestId, String>> {
    let of_these = contests::table.filter(one_of(contests::id, ids));
    let rows: Vec<(ContestId, String)> = of_these.select((contests::id, contests::title)).load(conn)?;
    Ok(rows.into_iter().collect())
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

/// Passes it from where it is to a position; says whether it was still there. Nobody's decision is passed over: of two
/// who move it at once, one does.
pub(in crate::contests) fn set_position(
    conn: &mut Conn,
    contest: &Contest,
    to: Position,
    decided_at: Time,
) -> Result<bool> {
    let still = contests::table
        .filter(contests::id.eq(contest.id).and(contests::decided_at.eq(contest.decided_at)))
        .filter(contests::stage.eq(contest.stage).and(contests::is_over.eq(contest.is_over)));
    let changed = diesel::update(still)
        .set((
            contests::stage.eq(to.stage),
            contests::is_over.eq(to.is_over),
            contests::decided_at.eq(decided_at),
        ))
        .execute(conn)?;
    Ok(changed == 1)
}

/// Notes that the team was reminded of an announcement; says whether it was not yet.
pub(in crate::contests) fn set_reminded(conn: &mut Conn, id: ContestId, day: NaiveDate) -> Result<bool> {
    let is_news = contests::reminded_on.is_null().or(contests::reminded_on.ne(day));
    let not_yet = contests::table.filter(contests::id.eq(id)).filter(is_news);
    Ok(diesel::update(not_yet).set(contests::reminded_on.eq(day)).execute(conn)? == 1)
}

/// Writes its categories anew.
pub(in crate::contests) fn set_categories(conn: &mut Conn, id: ContestId, categories: &str) -> Result<()> {
    diesel::update(contests::table.filter(contests::id.eq(id)))
        .set(contests::categories.eq(categories))
        .execute(conn)
        .map(drop)
}

/// Removes it, with all that only it has.
pub(in crate::contests) fn delete(conn: &mut Conn, id: ContestId) -> Result<()> {
    diesel::delete(contests::table.filter(contests::id.eq(id))).execute(conn).map(drop)
}

/// The contests that their calendar owes something: a step, or a reminder.
pub(in crate::contests) fn list_due(conn: &mut Conn, wall: Wall) -> Result<Vec<ContestId>> {
    let unfinished: Vec<Contest> =
        Contest::query().filter(contests::stage.ne(Stage::Closed)).order(contests::id).load(conn)?;
    let ids: Vec<ContestId> = unfinished.iter().map(|contest| contest.id).collect();
    let calendars = calendars_of(conn, &ids)?;
    let is_due = |contest: &&Contest| {
        calendars.get(&contest.id).is_some_and(|calendar| {
            let announcement = calendar.announcement_due(contest.stage, wall);
            !contest.steps(calendar, wall).is_empty()
                || announcement.is_some() && announcement != contest.reminded_on
        })
    };
    Ok(unfinished.iter().filter(is_due).map(|contest| contest.id).collect())
}

/// The editions made from a contest.
pub(in crate::contests) fn list_next(conn: &mut Conn, id: ContestId) -> Result<Vec<Contest>> {
    Contest::query().filter(contests::previous_id.eq(id)).order(contests::id).load(conn)
}

/// Its phases with a date.
pub fn calendar_of(conn: &mut Conn, id: ContestId) -> Result<Calendar> {
    let rows: Vec<PhaseRow> = PhaseRow::query().filter(contest_phases::contest_id.eq(id)).load(conn)?;
    Ok(Calendar(rows.into_iter().map(|row| (row.phase, row.period())).collect()))
}

/// The calendars of contests.
pub(in crate::contests) fn calendars_of(
    conn: &mut Conn,
    ids: &[ContestId],
) -> Result<BTreeMap<ContestId, Calendar>> {
    let rows: Vec<PhaseRow> = PhaseRow::query().filter(one_of(contest_phases::contest_id, ids)).load(conn)?;
    let mut calendars: BTreeMap<ContestId, Calendar> = BTreeMap::new();
    for row in rows {
        calendars.entry(row.contest_id).or_default().0.insert(row.phase, row.period());
    }
    Ok(calendars)
}

#[derive(HasQuery)]
#[diesel(table_name = contest_phases, check_for_backend(diesel::pg::Pg, diesel::sqlite::Sqlite))]
struct PhaseRow {
    contest_id: ContestId,
    phase: Phase,
    opens_on: Option<NaiveDate>,
    closes_on: Option<NaiveDate>,
    opens_at: Option<NaiveTime>,
    closes_at: Option<NaiveTime>,
}

impl PhaseRow {
    fn period(&self) -> Period {
        let Self { opens_on, opens_at, closes_on, closes_at, .. } = *self;
        Period { opens_on, opens_at, closes_on, closes_at }
    }
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
                contest_phases::opens_at.eq(period.opens_at),
                contest_phases::closes_at.eq(period.closes_at),
            ))
            .execute(conn)?;
    }
    Ok(())
}

/// How many ideas each of these contests has; those without any are absent.
pub fn count_ideas(conn: &mut Conn, ids: &[ContestId]) -> Result<BTreeMap<ContestId, i64>> {
    let rows: Vec<(ContestId, i64)> = ideas::table
        .filter(one_of(ideas::contest_id, ids))
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
