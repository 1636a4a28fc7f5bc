//! Ideas, their authors and their trails in the database. What somebody may see is part of the query: an idea is seen
//! by whom its contest is for.

use std::collections::BTreeMap;

use diesel::dsl::max;
use diesel::prelude::*;
use diesel::sql_types::Bool;

use super::rules::Destiny;
use crate::accounts::Actor;
use crate::audience::Audience;
use crate::clock::Time;
use crate::db::schema::{contests, destinies, idea_authors, ideas};
use crate::db::{AnyConnection, Conn, Result};
use crate::ids::{AccountId, ContestId, DestinyId, IdeaId, MiniLabId};

/// An idea.
#[derive(Debug, Clone, PartialEq, Eq, HasQuery)]
#[diesel(table_name = ideas, check_for_backend(diesel::pg::Pg, diesel::sqlite::Sqlite))]
pub struct Idea {
    /// Its id.
    pub id: IdeaId,
    /// The contest it was sent to.
    pub contest_id: ContestId,
    /// Its number in the contest, on receipts and cards.
    pub number: i64,
    /// One line.
    pub title: String,
    /// What it says.
    pub body: String,
    /// The theme its author chose, or nothing.
    pub category: String,
    /// The author's trade, as typed.
    pub trade: String,
    /// The author's site.
    pub site: String,
    /// The author's direction.
    pub direction: String,
    /// What tells it apart in its contest: the file's own id, or a hash of its text.
    pub source_ref: String,
    /// When it was sent.
    pub submitted_at: Time,
    /// When it last changed.
    pub updated_at: Time,
    /// Where it is on its way.
    pub destiny: Destiny,
    /// The mini-lab or community where it is, if it is in one.
    pub minilab_id: Option<MiniLabId>,
}

/// Somebody whose idea it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Author {
    /// The name, as sent.
    pub name: String,
    /// The account, when there is one.
    pub account_id: Option<AccountId>,
}

/// A step of an idea's trail.
#[derive(Debug, Clone, PartialEq, Eq, HasQuery)]
#[diesel(table_name = destinies, check_for_backend(diesel::pg::Pg, diesel::sqlite::Sqlite))]
pub struct DestinyRow {
    /// Its id.
    pub id: DestinyId,
    /// Whose.
    pub idea_id: IdeaId,
    /// What the idea became.
    pub destiny: Destiny,
    /// Why, in the words of who decided.
    pub reason: String,
    /// Where to.
    pub minilab_id: Option<MiniLabId>,
    /// By whom; nobody when it was the platform.
    pub decided_by: Option<AccountId>,
    /// When.
    pub decided_at: Time,
}

#[derive(Insertable)]
#[diesel(table_name = ideas)]
pub(super) struct IdeaInsert {
    pub id: IdeaId,
    pub contest_id: ContestId,
    pub number: i64,
    pub title: String,
    pub body: String,
    pub category: String,
    pub trade: String,
    pub site: String,
    pub direction: String,
    pub source_ref: String,
    pub submitted_at: Time,
    pub updated_at: Time,
    pub destiny: Destiny,
}

/// Which ideas a list shows; empty means all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct IdeaFilter {
    /// Of one contest.
    pub contest: Option<ContestId>,
    /// With one of these destinies.
    pub destinies: Vec<Destiny>,
    /// Of one of these themes.
    pub themes: Vec<String>,
    /// By somebody of one of these trades.
    pub trades: Vec<String>,
    /// From one of these sites.
    pub sites: Vec<String>,
}

/// The contests whose ideas these audiences see. One that the team still prepares is the team's.
#[diesel::dsl::auto_type]
fn open_contests(audiences: Vec<&str>, is_team: bool) -> _ {
    let audiences: Vec<String> = audiences.into_iter().map(str::to_owned).collect();
    contests::table
        .filter(contests::audience.eq_any(audiences))
        .filter(contests::stage.ne("draft").or(is_team.into_sql::<Bool>()))
        .select(contests::id)
}

/// The ideas that an actor may see: those of contests for an audience they belong to.
#[diesel::dsl::auto_type(no_type_alias)]
fn visible_to(actor: &Actor) -> _ {
    let open: open_contests = open_contests(actor.audiences(), actor.is_team());
    ideas::table.filter(ideas::contest_id.eq_any(open))
}

/// The idea, if the actor may see it.
pub fn find(conn: &mut Conn, actor: &Actor, id: IdeaId) -> Result<Option<Idea>> {
    visible_to(actor).filter(ideas::id.eq(id)).select(Idea::as_select()).first(conn).optional()
}

/// These of the ideas that an actor may see, in the order of the ids.
pub(super) fn list_visible_by_ids(conn: &mut Conn, actor: &Actor, ids: &[IdeaId]) -> Result<Vec<Idea>> {
    let rows: Vec<Idea> =
        visible_to(actor).filter(ideas::id.eq_any(ids)).select(Idea::as_select()).load(conn)?;
    let mut by_id: BTreeMap<IdeaId, Idea> = rows.into_iter().map(|idea| (idea.id, idea)).collect();
    Ok(ids.iter().filter_map(|id| by_id.remove(id)).collect())
}

/// A page of the ideas that an actor may see, the last sent first.
pub fn list_visible(
    conn: &mut Conn,
    actor: &Actor,
    filter: &IdeaFilter,
    limit: i64,
    offset: i64,
) -> Result<Vec<Idea>> {
    let mut query = visible_to(actor).select(Idea::as_select()).into_boxed();
    if let Some(contest) = filter.contest {
        query = query.filter(ideas::contest_id.eq(contest));
    }
    if !filter.destinies.is_empty() {
        query = query.filter(ideas::destiny.eq_any(filter.destinies.iter().map(|destiny| destiny.as_str())));
    }
    if !filter.themes.is_empty() {
        query = query.filter(ideas::category.eq_any(&filter.themes));
    }
    if !filter.trades.is_empty() {
        query = query.filter(ideas::trade.eq_any(&filter.trades));
    }
    if !filter.sites.is_empty() {
        query = query.filter(ideas::site.eq_any(&filter.sites));
    }
    query.order(ideas::id.desc()).limit(limit).offset(offset).load(conn)
}

/// What is new among the ideas that an actor may see, of one contest or of all: those that came or moved last.
pub fn list_news(
    conn: &mut Conn,
    actor: &Actor,
    contest: Option<ContestId>,
    limit: i64,
) -> Result<Vec<Idea>> {
    let mut query = visible_to(actor).select(Idea::as_select()).into_boxed();
    if let Some(contest) = contest {
        query = query.filter(ideas::contest_id.eq(contest));
    }
    query.order((ideas::updated_at.desc(), ideas::id.desc())).limit(limit).load(conn)
}

/// The ideas of a contest with one of these destinies, by number; all of them for none. For the team's own work.
pub fn list_of_contest(conn: &mut Conn, contest: ContestId, destinies: &[Destiny]) -> Result<Vec<Idea>> {
    let mut query = Idea::query().filter(ideas::contest_id.eq(contest)).into_boxed();
    if !destinies.is_empty() {
        query = query.filter(ideas::destiny.eq_any(destinies.iter().map(|destiny| destiny.as_str())));
    }
    query.order(ideas::number).load(conn)
}

/// The ideas of a mini-lab or community, by number.
pub fn list_of_minilab(conn: &mut Conn, minilab: MiniLabId) -> Result<Vec<Idea>> {
    Idea::query().filter(ideas::minilab_id.eq(minilab)).order(ideas::number).load(conn)
}

/// The ideas that an account is an author of, the last moved first.
pub fn list_of_account(conn: &mut Conn, account: AccountId) -> Result<Vec<Idea>> {
    let mine = idea_authors::table.filter(idea_authors::account_id.eq(account)).select(idea_authors::idea_id);
    Idea::query().filter(ideas::id.eq_any(mine)).order(ideas::updated_at.desc()).load(conn)
}

/// These ideas, in the order of the ids; unknown ids are passed over. The caller has checked who may see them.
pub fn list_by_ids(conn: &mut Conn, ids: &[IdeaId]) -> Result<Vec<Idea>> {
    let mut found = Vec::with_capacity(ids.len());
    // Both databases limit how many values one query takes.
    for some in ids.chunks(500) {
        let rows = Idea::query().filter(ideas::id.eq_any(some)).load(conn)?;
        let mut by_id: BTreeMap<IdeaId, Idea> = rows.into_iter().map(|idea| (idea.id, idea)).collect();
        found.extend(some.iter().filter_map(|id| by_id.remove(id)));
    }
    Ok(found)
}

/// The authors of ideas, each idea's in their order.
pub fn authors_of(conn: &mut Conn, ids: &[IdeaId]) -> Result<BTreeMap<IdeaId, Vec<Author>>> {
    let mut authors: BTreeMap<IdeaId, Vec<Author>> = BTreeMap::new();
    for some in ids.chunks(500) {
        let rows: Vec<(IdeaId, String, Option<AccountId>)> = idea_authors::table
            .filter(idea_authors::idea_id.eq_any(some))
            .order((idea_authors::idea_id, idea_authors::position))
            .select((idea_authors::idea_id, idea_authors::name, idea_authors::account_id))
            .load(conn)?;
        for (idea, name, account_id) in rows {
            authors.entry(idea).or_default().push(Author { name, account_id });
        }
    }
    Ok(authors)
}

/// Which of these references a contest knows already.
pub fn known_refs(conn: &mut Conn, contest: ContestId, refs: &[String]) -> Result<Vec<String>> {
    let mut known = Vec::new();
    for some in refs.chunks(500) {
        let rows = ideas::table
            .filter(ideas::contest_id.eq(contest).and(ideas::source_ref.eq_any(some)))
            .select(ideas::source_ref)
            .load::<String>(conn)?;
        known.extend(rows);
    }
    Ok(known)
}

/// The ideas of contests.
pub(super) fn ids_of_contests(conn: &mut Conn, contests: &[ContestId]) -> Result<Vec<IdeaId>> {
    ideas::table.filter(ideas::contest_id.eq_any(contests)).order(ideas::id).select(ideas::id).load(conn)
}

/// How many ideas have which destiny, of one contest or of all, for these audiences.
pub fn count_by_destiny(
    conn: &mut Conn,
    contest: Option<ContestId>,
    audiences: &[&str],
) -> Result<Vec<(Destiny, i64)>> {
    let open = open_contests(audiences.to_vec(), audiences.contains(&Audience::Team.as_str()));
    let mut query = ideas::table
        .filter(ideas::contest_id.eq_any(open))
        .group_by(ideas::destiny)
        .select((ideas::destiny, diesel::dsl::count_star()))
        .into_boxed();
    if let Some(contest) = contest {
        query = query.filter(ideas::contest_id.eq(contest));
    }
    query.load(conn)
}

/// How many ideas a contest has.
pub fn count_of_contest(conn: &mut Conn, contest: ContestId) -> Result<i64> {
    ideas::table.filter(ideas::contest_id.eq(contest)).count().get_result(conn)
}

/// Every step of an idea's trail, oldest first.
pub fn trail(conn: &mut Conn, idea: IdeaId) -> Result<Vec<DestinyRow>> {
    DestinyRow::query().filter(destinies::idea_id.eq(idea)).order(destinies::id).load(conn)
}

/// The last number given in a contest.
pub(super) fn last_number(conn: &mut Conn, contest: ContestId) -> Result<i64> {
    let last: Option<i64> =
        ideas::table.filter(ideas::contest_id.eq(contest)).select(max(ideas::number)).first(conn)?;
    Ok(last.unwrap_or(0))
}

/// Writes ideas down.
pub(super) fn insert(conn: &mut Conn, rows: &[IdeaInsert]) -> Result<()> {
    for some in rows.chunks(200) {
        match conn {
            AnyConnection::Pg(pg) => diesel::insert_into(ideas::table).values(some).execute(pg)?,
            AnyConnection::Sqlite(sqlite) => {
                diesel::insert_into(ideas::table).values(some).execute(sqlite)?
            }
        };
    }
    Ok(())
}

/// Writes an author down.
pub(super) fn insert_author(conn: &mut Conn, idea: IdeaId, position: i32, author: &Author) -> Result<()> {
    diesel::insert_into(idea_authors::table)
        .values((
            idea_authors::idea_id.eq(idea),
            idea_authors::position.eq(position),
            idea_authors::name.eq(&author.name),
            idea_authors::account_id.eq(author.account_id),
        ))
        .execute(conn)
        .map(drop)
}

/// Writes a step of a trail down.
pub(super) fn insert_step(conn: &mut Conn, step: &DestinyRow) -> Result<()> {
    diesel::insert_into(destinies::table)
        .values((
            destinies::id.eq(step.id),
            destinies::idea_id.eq(step.idea_id),
            destinies::destiny.eq(step.destiny),
            destinies::reason.eq(&step.reason),
            destinies::minilab_id.eq(step.minilab_id),
            destinies::decided_by.eq(step.decided_by),
            destinies::decided_at.eq(step.decided_at),
            destinies::is_told.eq(false),
        ))
        .execute(conn)
        .map(drop)
}

/// Gives an idea another destiny; says whether it changed anything.
pub(super) fn set_current(conn: &mut Conn, step: &DestinyRow) -> Result<bool> {
    let current: Option<(Destiny, Option<MiniLabId>)> =
        ideas::table.find(step.idea_id).select((ideas::destiny, ideas::minilab_id)).first(conn).optional()?;
    let Some((destiny, minilab)) = current else { return Ok(false) };
    if (destiny, minilab) == (step.destiny, step.minilab_id) {
        return Ok(false);
    }
    // Guarded: of two who move it at once, one does.
    let changed =
        diesel::update(ideas::table.filter(ideas::id.eq(step.idea_id).and(ideas::destiny.eq(destiny))))
            .set((
                ideas::destiny.eq(step.destiny),
                ideas::minilab_id.eq(step.minilab_id),
                ideas::updated_at.eq(step.decided_at),
            ))
            .execute(conn)?;
    Ok(changed == 1)
}

/// Who may see an idea: whom its contest is for.
pub(super) fn audience_of(conn: &mut Conn, ids: &[IdeaId]) -> Result<BTreeMap<IdeaId, Audience>> {
    let mut audiences = BTreeMap::new();
    for some in ids.chunks(500) {
        let rows: Vec<(IdeaId, Audience, String)> = ideas::table
            .inner_join(contests::table.on(contests::id.eq(ideas::contest_id)))
            .filter(ideas::id.eq_any(some))
            .select((ideas::id, contests::audience, contests::stage))
            .load(conn)?;
        let shown = |audience, stage: &str| if stage == "draft" { Audience::Team } else { audience };
        audiences.extend(rows.into_iter().map(|(id, audience, stage)| (id, shown(audience, &stage))));
    }
    Ok(audiences)
}

/// A step, if it exists.
pub(super) fn find_step(conn: &mut Conn, id: DestinyId) -> Result<Option<DestinyRow>> {
    DestinyRow::query().filter(destinies::id.eq(id)).first(conn).optional()
}

/// Notes that a step's authors were told; says whether this was the first time.
pub(super) fn set_told(conn: &mut Conn, id: DestinyId) -> Result<bool> {
    let untold = destinies::table.filter(destinies::id.eq(id).and(destinies::is_told.eq(false)));
    Ok(diesel::update(untold).set(destinies::is_told.eq(true)).execute(conn)? == 1)
}
