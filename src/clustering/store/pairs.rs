//! What is known of two ideas together: that they ask for the same thing, or are not to be in one group.

use diesel::prelude::*;

use crate::clock::Time;
use crate::clustering::rules::Verdict;
use crate::db::schema::idea_pairs;
use crate::db::{Conn, Result, one_of};
use crate::ids::{AccountId, ContestId, IdeaId};

/// Two ideas of one contest, the one with the smaller id first.
#[derive(Debug, Clone, PartialEq, HasQuery, Insertable)]
#[diesel(table_name = idea_pairs, check_for_backend(diesel::pg::Pg, diesel::sqlite::Sqlite))]
pub struct IdeaPair {
    /// The one.
    pub first_id: IdeaId,
    /// The other.
    pub second_id: IdeaId,
    /// Their contest.
    pub contest_id: ContestId,
    /// What is known.
    pub verdict: Verdict,
    /// How alike the machine finds them, from 0 to 1; 0 when only people put them together.
    pub score: f64,
    /// The words of both, one a line.
    pub shared_terms: String,
    /// Who said so, when it was a person.
    pub decided_by: Option<AccountId>,
    /// When.
    pub decided_at: Option<Time>,
}

impl IdeaPair {
    /// The words of both, the most telling first.
    pub fn shared_terms(&self) -> Vec<String> {
        self.shared_terms.lines().map(str::to_owned).collect()
    }
}

/// What is known of two ideas.
pub fn find_pair(conn: &mut Conn, one: IdeaId, other: IdeaId) -> Result<Option<IdeaPair>> {
    let (first, second) = (one.min(other), one.max(other));
    IdeaPair::query()
        .filter(idea_pairs::first_id.eq(first).and(idea_pairs::second_id.eq(second)))
        .first(conn)
        .optional()
}

/// How many pairs of a contest wait for somebody to say whether they ask the same.
pub fn count_near(conn: &mut Conn, contest: ContestId) -> Result<i64> {
    idea_pairs::table
        .filter(idea_pairs::contest_id.eq(contest).and(idea_pairs::verdict.eq(Verdict::Near)))
        .count()
        .get_result(conn)
}

/// A contest's pairs with one of these verdicts, the most alike first.
pub(in crate::clustering) fn list_pairs(
    conn: &mut Conn,
    contest: ContestId,
    verdicts: &[Verdict],
) -> Result<Vec<IdeaPair>> {
    IdeaPair::query()
        .filter(idea_pairs::contest_id.eq(contest).and(one_of(idea_pairs::verdict, verdicts)))
        .order((idea_pairs::score.desc(), idea_pairs::first_id, idea_pairs::second_id))
        .load(conn)
}

/// A contest's pairs on which people decided.
pub(in crate::clustering) fn list_decided(conn: &mut Conn, contest: ContestId) -> Result<Vec<IdeaPair>> {
    list_pairs(conn, contest, &[Verdict::Same, Verdict::Different, Verdict::Apart])
}

/// Takes back what the machine found of a contest and nobody judged.
pub(in crate::clustering) fn forget_near(conn: &mut Conn, contest: ContestId) -> Result<()> {
    let near = idea_pairs::table
        .filter(idea_pairs::contest_id.eq(contest).and(idea_pairs::verdict.eq(Verdict::Near)));
    diesel::delete(near).execute(conn).map(drop)
}

/// Writes down a pair that nobody judged; nothing when one is known already.
pub(in crate::clustering) fn insert_near(conn: &mut Conn, pair: &IdeaPair) -> Result<()> {
    if find_pair(conn, pair.first_id, pair.second_id)?.is_none() {
        diesel::insert_into(idea_pairs::table).values(pair).execute(conn)?;
    }
    Ok(())
}

/// Says what is known of a pair; says whether there is one.
pub(in crate::clustering) fn set_verdict(conn: &mut Conn, pair: &IdeaPair) -> Result<bool> {
    let here = idea_pairs::table
        .filter(idea_pairs::first_id.eq(pair.first_id).and(idea_pairs::second_id.eq(pair.second_id)));
    let changes = (
        idea_pairs::verdict.eq(pair.verdict),
        idea_pairs::decided_by.eq(pair.decided_by),
        idea_pairs::decided_at.eq(pair.decided_at),
    );
    Ok(diesel::update(here).set(changes).execute(conn)? == 1)
}

/// Keeps two ideas out of one group, whatever was known of them.
pub(in crate::clustering) fn put_apart(conn: &mut Conn, pair: &IdeaPair) -> Result<()> {
    if !set_verdict(conn, pair)? {
        diesel::insert_into(idea_pairs::table).values(pair).execute(conn)?;
    }
    Ok(())
}

/// Lets an idea be in one group with these again.
pub(in crate::clustering) fn delete_apart(conn: &mut Conn, idea: IdeaId, others: &[IdeaId]) -> Result<()> {
    for some in others.chunks(500) {
        let one_way = idea_pairs::first_id.eq(idea).and(one_of(idea_pairs::second_id, some));
        let other_way = idea_pairs::second_id.eq(idea).and(one_of(idea_pairs::first_id, some));
        let apart =
            idea_pairs::table.filter(idea_pairs::verdict.eq(Verdict::Apart).and(one_way.or(other_way)));
        diesel::delete(apart).execute(conn)?;
    }
    Ok(())
}
