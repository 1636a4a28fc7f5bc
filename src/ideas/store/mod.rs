//! Ideas in the database. What somebody may see is part of the query: a published idea is seen by whom its contest is
//! for; one that is not by its authors and, where they see its contest, by the team.

mod authors;
mod coauthors;
mod drafts;
mod reviews;
mod supports;
mod trail;
mod versions;
mod views;

pub use authors::{Author, authors_of, own_of};
pub(super) use authors::{erase_author, erase_places, forget_hand, ids_of_accounts, insert_author, is_own};
pub use coauthors::{CoAuthorInvitation, answers_of, coauthor_invitations_of};
pub(super) use coauthors::{
    answer_coauthor_invitation, delete_author, find_coauthor_invitation, insert_coauthor_invitation,
    list_coauthor_invitations, list_invited, next_position, set_answers, withdraw_coauthor_invitation,
};
pub use drafts::{DraftRow, count_drafts, list_drafts};
pub(super) use drafts::{delete_draft, delete_stale_drafts, find_draft, save_draft};
pub use reviews::{Review, reviews_of};
pub(super) use reviews::{insert_review, list_batch, set_state};
pub(super) use supports::{
    carry_supports, delete_follow, delete_support, insert_follow, insert_support, is_following,
    list_changed_since_support, list_followed, list_supported, list_wanted, renew_support, supported_version,
};
pub use supports::{count_supporters, followers_of, supported_by, supporters_of};
pub use trail::{DestinyRow, trail};
pub(super) use trail::{find_step, insert_step, set_current, set_told};
pub use versions::{IdeaWords, VersionRow};
pub(super) use versions::{insert_version, set_words, versions_of, versions_of_batch};
pub(super) use views::{add_views, views_before};

use std::collections::BTreeMap;

use diesel::prelude::*;
use diesel::sql_types::Bool;

use super::rules::{Channel, Destiny, IdeaState};
use crate::accounts::Actor;
use crate::audience::Audience;
use crate::clock::Time;
use crate::contests::open_to;
use crate::db::schema::{contests, idea_authors, ideas};
use crate::db::{AnyConnection, Conn, Result, one_of};
use crate::ids::{AccountId, ContestId, Id, IdeaId, MiniLabId};

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
    /// What it proposes; of an idea from a file, all it says.
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
    /// Whether others may read it.
    pub state: IdeaState,
    /// What goes wrong today, or nothing.
    pub problem: String,
    /// Who would be better off, or nothing.
    pub beneficiaries: String,
    /// Which version of its words this is, from 1.
    pub version: i32,
    /// By which way it came.
    pub channel: Channel,
    /// Who sent it for its author.
    pub filed_by: Option<AccountId>,
    /// When others could first read it.
    pub published_at: Option<Time>,
    /// The idea that its author was shown while writing and finds different.
    pub differs_from: Option<IdeaId>,
    /// Why they find it different.
    pub differs_because: String,
}

impl Idea {
    /// Everything it says below its title: what search, comparison and clusters read.
    pub fn text(&self) -> String {
        let parts = [self.problem.as_str(), self.body.as_str(), self.beneficiaries.as_str()];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n")
    }
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
    pub state: IdeaState,
    pub problem: String,
    pub beneficiaries: String,
    pub channel: Channel,
    pub filed_by: Option<AccountId>,
    pub published_at: Option<Time>,
    pub differs_from: Option<IdeaId>,
    pub differs_because: String,
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

/// The contests whose ideas these audiences see.
#[diesel::dsl::auto_type]
fn open_contests(audiences: Vec<&'static str>, is_team: bool, own: Vec<ContestId>) -> _ {
    let open: open_to = open_to(audiences, is_team, own);
    open.select(contests::id)
}

/// The ideas that an actor may see: the published ones of contests for an audience they belong to, and their own. The
/// team sees those that are not published, too.
#[diesel::dsl::auto_type(no_type_alias)]
fn visible_to(actor: &Actor) -> _ {
    let (is_team, me): (bool, i64) = (actor.is_team(), key_of(actor));
    let (run, run_alone): (Vec<ContestId>, Vec<ContestId>) = (actor.contests(), actor.contests());
    let open: open_contests = open_contests(actor.audiences(), is_team, run);
    let own: own_ideas = own_ideas(me);
    let is_published: published = published();
    ideas::table.filter(
        ideas::contest_id
            .eq_any(open)
            .and(is_published.or(is_team.into_sql::<Bool>()).or(one_of(ideas::contest_id, run_alone)))
            .or(ideas::id.eq_any(own))
            .or(ideas::filed_by.is_not_null().and(ideas::filed_by.assume_not_null().eq(me))),
    )
}

/// Those that everybody whom their contest is for may read.
#[diesel::dsl::auto_type]
fn published() -> _ {
    ideas::state.eq("published")
}

/// Those of an author.
#[diesel::dsl::auto_type]
fn own_ideas(account: i64) -> _ {
    idea_authors::table
        .filter(
            idea_authors::account_id
                .is_not_null()
                .and(idea_authors::account_id.assume_not_null().eq(account)),
        )
        .select(idea_authors::idea_id)
}

/// The actor's account as a number that no row has when there is none.
fn key_of(actor: &Actor) -> i64 {
    actor.account().map_or(-1, Id::as_i64)
}

/// The idea, if the actor may see it.
pub fn find(conn: &mut Conn, actor: &Actor, id: IdeaId) -> Result<Option<Idea>> {
    visible_to(actor).filter(ideas::id.eq(id)).select(Idea::as_select()).first(conn).optional()
}

/// These of the ideas that an actor may see, in the order of the ids.
pub(super) fn list_visible_by_ids(conn: &mut Conn, actor: &Actor, ids: &[IdeaId]) -> Result<Vec<Idea>> {
    let rows: Vec<Idea> =
        visible_to(actor).filter(one_of(ideas::id, ids)).select(Idea::as_select()).load(conn)?;
    let mut by_id: BTreeMap<IdeaId, Idea> = rows.into_iter().map(|idea| (idea.id, idea)).collect();
    Ok(ids.iter().filter_map(|id| by_id.remove(id)).collect())
}

/// A page of the published ideas that an actor may see, the last sent first.
pub fn list_visible(
    conn: &mut Conn,
    actor: &Actor,
    filter: &IdeaFilter,
    limit: i64,
    offset: i64,
) -> Result<Vec<Idea>> {
    let mut query = visible_to(actor).filter(published()).select(Idea::as_select()).into_boxed();
    if let Some(contest) = filter.contest {
        query = query.filter(ideas::contest_id.eq(contest));
    }
    if !filter.destinies.is_empty() {
        query = query.filter(one_of(ideas::destiny, filter.destinies.iter().map(|destiny| destiny.as_str())));
    }
    if !filter.themes.is_empty() {
        query = query.filter(one_of(ideas::category, &filter.themes));
    }
    if !filter.trades.is_empty() {
        query = query.filter(one_of(ideas::trade, &filter.trades));
    }
    if !filter.sites.is_empty() {
        query = query.filter(one_of(ideas::site, &filter.sites));
    }
    query.order(ideas::id.desc()).limit(limit).offset(offset).load(conn)
}

/// What is new among the published ideas that an actor may see, of one contest or of all: those that came or moved last.
pub fn list_news(
    conn: &mut Conn,
    actor: &Actor,
    contest: Option<ContestId>,
    limit: i64,
) -> Result<Vec<Idea>> {
    let mut query = visible_to(actor).filter(published()).select(Idea::as_select()).into_boxed();
    if let Some(contest) = contest {
        query = query.filter(ideas::contest_id.eq(contest));
    }
    query.order((ideas::updated_at.desc(), ideas::id.desc())).limit(limit).load(conn)
}

/// The published ideas of a contest with one of these destinies, by number; all of them for none. For the team's own
/// work.
pub fn list_of_contest(conn: &mut Conn, contest: ContestId, destinies: &[Destiny]) -> Result<Vec<Idea>> {
    let mut query = Idea::query().filter(ideas::contest_id.eq(contest).and(published())).into_boxed();
    if !destinies.is_empty() {
        query = query.filter(one_of(ideas::destiny, destinies.iter().map(|destiny| destiny.as_str())));
    }
    query.order(ideas::number).load(conn)
}

/// The published ideas of a mini-lab or community, by number.
pub fn list_of_minilab(conn: &mut Conn, minilab: MiniLabId) -> Result<Vec<Idea>> {
    Idea::query().filter(ideas::minilab_id.eq(minilab).and(published())).order(ideas::number).load(conn)
}

/// The ideas that an account is an author of, the last moved first.
pub fn list_of_account(conn: &mut Conn, account: AccountId) -> Result<Vec<Idea>> {
    let mine = idea_authors::table.filter(idea_authors::account_id.eq(account)).select(idea_authors::idea_id);
    Idea::query().filter(ideas::id.eq_any(mine)).order(ideas::updated_at.desc()).load(conn)
}

/// The ideas that an account sent for somebody else, the last one first.
pub(super) fn list_filed_by(conn: &mut Conn, account: AccountId) -> Result<Vec<Idea>> {
    Idea::query().filter(ideas::filed_by.eq(account)).order(ideas::id.desc()).limit(200).load(conn)
}

/// The published ones among these ideas, in the order of the ids. The caller has checked who sees their contest.
pub fn list_by_ids(conn: &mut Conn, ids: &[IdeaId]) -> Result<Vec<Idea>> {
    let mut found = list_any_by_ids(conn, ids)?;
    found.retain(|idea| idea.state == IdeaState::Published);
    Ok(found)
}

/// These ideas, published or not, in the order of the ids: for what is told to their authors.
pub fn list_any_by_ids(conn: &mut Conn, ids: &[IdeaId]) -> Result<Vec<Idea>> {
    let mut found = Vec::with_capacity(ids.len());
    // Both databases limit how many values one query takes.
    for some in ids.chunks(500) {
        let rows = Idea::query().filter(one_of(ideas::id, some)).load(conn)?;
        let mut by_id: BTreeMap<IdeaId, Idea> = rows.into_iter().map(|idea| (idea.id, idea)).collect();
        found.extend(some.iter().filter_map(|id| by_id.remove(id)));
    }
    Ok(found)
}

/// The idea with this reference in a contest.
pub(super) fn find_by_ref(conn: &mut Conn, contest: ContestId, source_ref: &str) -> Result<Option<Idea>> {
    Idea::query()
        .filter(ideas::contest_id.eq(contest).and(ideas::source_ref.eq(source_ref)))
        .first(conn)
        .optional()
}

/// The ideas that wait for the team, the longest waiting first, of the contests that the actor sees.
pub(super) fn list_waiting(conn: &mut Conn, actor: &Actor, limit: i64, offset: i64) -> Result<Vec<Idea>> {
    visible_to(actor)
        .filter(ideas::state.eq(IdeaState::Submitted.as_str()))
        .order(ideas::id)
        .limit(limit)
        .offset(offset)
        .select(Idea::as_select())
        .load(conn)
}

/// How many ideas wait for the team, of the contests that the actor sees.
pub fn count_waiting(conn: &mut Conn, actor: &Actor) -> Result<i64> {
    visible_to(actor).filter(ideas::state.eq(IdeaState::Submitted.as_str())).count().get_result(conn)
}

/// Which of these references a contest knows already.
pub fn known_refs(conn: &mut Conn, contest: ContestId, refs: &[String]) -> Result<Vec<String>> {
    let mut known = Vec::new();
    for some in refs.chunks(500) {
        let rows = ideas::table
            .filter(ideas::contest_id.eq(contest).and(one_of(ideas::source_ref, some)))
            .select(ideas::source_ref)
            .load::<String>(conn)?;
        known.extend(rows);
    }
    Ok(known)
}

/// The ideas of contests.
pub(super) fn ids_of_contests(conn: &mut Conn, contests: &[ContestId]) -> Result<Vec<IdeaId>> {
    ideas::table.filter(one_of(ideas::contest_id, contests)).order(ideas::id).select(ideas::id).load(conn)
}

/// The ideas of a contest that have a category.
pub(super) fn ids_of_category(conn: &mut Conn, contest: ContestId, category: &str) -> Result<Vec<IdeaId>> {
    ideas::table
        .filter(ideas::contest_id.eq(contest).and(ideas::category.eq(category)))
        .select(ideas::id)
        .load(conn)
}

/// Gives ideas a category; answers how many there were.
pub(super) fn set_category(conn: &mut Conn, ids: &[IdeaId], category: &str) -> Result<usize> {
    let mut count = 0;
    for some in ids.chunks(500) {
        count += diesel::update(ideas::table.filter(one_of(ideas::id, some)))
            .set(ideas::category.eq(category))
            .execute(conn)?;
    }
    Ok(count)
}

/// The published ideas of contests that are for these audiences.
#[diesel::dsl::auto_type(no_type_alias)]
fn published_for(audiences: &[&'static str]) -> _ {
    let (audiences, is_team): (Vec<&'static str>, bool) =
        (audiences.to_vec(), audiences.contains(&Audience::Team.as_str()));
    let open: open_contests = open_contests(audiences, is_team, Vec::new());
    let is_published: published = published();
    ideas::table.filter(ideas::contest_id.eq_any(open).and(is_published))
}

/// How many published ideas have which destiny, of one contest or of all, for these audiences.
pub fn count_by_destiny(
    conn: &mut Conn,
    contest: Option<ContestId>,
    audiences: &[&'static str],
) -> Result<Vec<(Destiny, i64)>> {
    let mut query = published_for(audiences)
        .group_by(ideas::destiny)
        .select((ideas::destiny, diesel::dsl::count_star()))
        .into_boxed();
    if let Some(contest) = contest {
        query = query.filter(ideas::contest_id.eq(contest));
    }
    query.load(conn)
}

/// The most frequent themes of the published ideas for these audiences, with their counts.
pub fn count_by_theme(conn: &mut Conn, audiences: &[&'static str], most: i64) -> Result<Vec<(String, i64)>> {
    published_for(audiences)
        .filter(ideas::category.ne(""))
        .group_by(ideas::category)
        .select((ideas::category, diesel::dsl::count_star()))
        .order((diesel::dsl::count_star().desc(), ideas::category.asc()))
        .limit(most)
        .load(conn)
}

/// The most frequent trades of the published ideas for these audiences, with their counts.
pub fn count_by_trade(conn: &mut Conn, audiences: &[&'static str], most: i64) -> Result<Vec<(String, i64)>> {
    published_for(audiences)
        .filter(ideas::trade.ne(""))
        .group_by(ideas::trade)
        .select((ideas::trade, diesel::dsl::count_star()))
        .order((diesel::dsl::count_star().desc(), ideas::trade.asc()))
        .limit(most)
        .load(conn)
}

/// How many published ideas a contest has.
pub fn count_of_contest(conn: &mut Conn, contest: ContestId) -> Result<i64> {
    ideas::table.filter(ideas::contest_id.eq(contest).and(published())).count().get_result(conn)
}

/// Takes the next `count` numbers of a contest and answers the first; others wait for the commit.
pub(super) fn take_numbers(conn: &mut Conn, contest: ContestId, count: i64) -> Result<i64> {
    let contest = contests::table.find(contest);
    diesel::update(contest)
        .set(contests::ideas_numbered.eq(contests::ideas_numbered + count))
        .execute(conn)?;
    let last: i64 = contest.select(contests::ideas_numbered).first(conn)?;
    Ok(last - count + 1)
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

/// Who may see what is written about an idea: whom its contest is for once it is published, the team before and after.
pub(super) fn audience_of(conn: &mut Conn, ids: &[IdeaId]) -> Result<BTreeMap<IdeaId, Audience>> {
    let mut audiences = BTreeMap::new();
    for some in ids.chunks(500) {
        let rows: Vec<(IdeaId, IdeaState, Audience, String)> = ideas::table
            .inner_join(contests::table.on(contests::id.eq(ideas::contest_id)))
            .filter(one_of(ideas::id, some))
            .select((ideas::id, ideas::state, contests::audience, contests::stage))
            .load(conn)?;
        audiences.extend(rows.into_iter().map(|(id, state, audience, stage)| {
            let is_open = stage != "draft" && state == IdeaState::Published;
            (id, if is_open { audience } else { Audience::Team })
        }));
    }
    Ok(audiences)
}
