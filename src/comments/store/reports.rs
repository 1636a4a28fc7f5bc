//! Reports. One person has one open report of one content.

use diesel::dsl::count;
use diesel::prelude::*;

use crate::clock::Time;
use crate::comments::rules::{Content, ReportState};
use crate::db::schema::reports;
use crate::db::{AnyConnection, Conn, Result, one_of};
use crate::ids::{AccountId, BatchId, ReportId};

/// Somebody's word that a content should not stay as it is.
#[derive(Debug, Clone, PartialEq, Eq, HasQuery, Insertable)]
#[diesel(table_name = reports, check_for_backend(diesel::pg::Pg, diesel::sqlite::Sqlite))]
pub struct Report {
    /// Its id.
    pub id: ReportId,
    /// The kind of the content.
    pub object_kind: String,
    /// Its id.
    pub object_id: i64,
    /// Who says so; nobody once they are forgotten.
    pub reporter_id: Option<AccountId>,
    /// The reason's word.
    pub reason: String,
    /// In their words, or nothing.
    pub words: String,
    /// What became of it.
    pub state: ReportState,
    /// Who on the team looks at it.
    pub assigned_to: Option<AccountId>,
    /// Whether the team was told of it.
    pub told_team: bool,
    /// When it was said.
    pub created_at: Time,
    /// When it was decided.
    pub decided_at: Option<Time>,
    /// What undoes the decision.
    pub batch_id: Option<BatchId>,
}

impl Report {
    /// What it is about.
    pub fn content(&self) -> Option<Content> {
        Content::new(&self.object_kind, self.object_id)
    }
}

/// A report.
pub(in crate::comments) fn find_report(conn: &mut Conn, id: ReportId) -> Result<Option<Report>> {
    Report::query().filter(reports::id.eq(id)).first(conn).optional()
}

/// These reports.
pub(in crate::comments) fn list_reports_by_ids(conn: &mut Conn, ids: &[ReportId]) -> Result<Vec<Report>> {
    Report::query().filter(one_of(reports::id, ids)).load(conn)
}

/// The open report of a content by an account.
pub(in crate::comments) fn find_open(
    conn: &mut Conn,
    content: Content,
    reporter: AccountId,
) -> Result<Option<Report>> {
    Report::query()
        .filter(reports::object_kind.eq(content.kind()).and(reports::object_id.eq(content.id())))
        .filter(reports::reporter_id.eq(reporter).and(reports::state.eq(ReportState::Open)))
        .first(conn)
        .optional()
}

/// Writes a report down; says whether this person had none open of the content.
pub(in crate::comments) fn insert_report(conn: &mut Conn, report: &Report) -> Result<bool> {
    let insert = diesel::insert_into(reports::table).values(report).on_conflict_do_nothing();
    let inserted = match conn {
        AnyConnection::Pg(pg) => insert.execute(pg)?,
        AnyConnection::Sqlite(sqlite) => insert.execute(sqlite)?,
    };
    Ok(inserted == 1)
}

/// Whether the team was told of a report since then.
pub(in crate::comments) fn told_team_since(conn: &mut Conn, since: Time) -> Result<bool> {
    let told: i64 = reports::table
        .filter(reports::told_team.eq(true).and(reports::created_at.gt(since)))
        .count()
        .get_result(conn)?;
    Ok(told > 0)
}

/// The open reports, the oldest first.
pub(in crate::comments) fn list_open(conn: &mut Conn, limit: i64) -> Result<Vec<Report>> {
    Report::query().filter(reports::state.eq(ReportState::Open)).order(reports::id).limit(limit).load(conn)
}

/// How many contents have an open report.
pub fn count_open_reports(conn: &mut Conn) -> Result<i64> {
    let mut total = 0;
    for kind in ["idea", "comment"] {
        let some: i64 = reports::table
            .filter(reports::state.eq(ReportState::Open).and(reports::object_kind.eq(kind)))
            .select(count(reports::object_id).aggregate_distinct())
            .get_result(conn)?;
        total += some;
    }
    Ok(total)
}

/// Decides the open reports of a content; answers those that it closed.
pub(in crate::comments) fn decide(
    conn: &mut Conn,
    content: Content,
    state: ReportState,
    at: Time,
    batch: BatchId,
) -> Result<Vec<Report>> {
    let open = Report::query()
        .filter(reports::object_kind.eq(content.kind()).and(reports::object_id.eq(content.id())))
        .filter(reports::state.eq(ReportState::Open))
        .order(reports::id)
        .load(conn)?;
    let mut closed = Vec::with_capacity(open.len());
    for report in open {
        let row = reports::table.filter(reports::id.eq(report.id).and(reports::state.eq(ReportState::Open)));
        let changes =
            (reports::state.eq(state), reports::decided_at.eq(Some(at)), reports::batch_id.eq(Some(batch)));
        if diesel::update(row).set(changes).execute(conn)? == 1 {
            closed.push(report);
        }
    }
    Ok(closed)
}

/// The reports that were decided in one go.
pub(in crate::comments) fn list_of_batch(conn: &mut Conn, batch: BatchId) -> Result<Vec<Report>> {
    Report::query().filter(reports::batch_id.eq(batch)).order(reports::id).load(conn)
}

/// Opens a report again.
pub(in crate::comments) fn reopen(conn: &mut Conn, id: ReportId) -> Result<()> {
    diesel::update(reports::table.find(id))
        .set((
            reports::state.eq(ReportState::Open),
            reports::decided_at.eq(None::<Time>),
            reports::batch_id.eq(None::<BatchId>),
        ))
        .execute(conn)
        .map(drop)
}

/// Hands the open reports of a content over; answers how many there were.
pub(in crate::comments) fn assign(conn: &mut Conn, content: Content, to: AccountId) -> Result<usize> {
    let open = reports::table
        .filter(reports::object_kind.eq(content.kind()).and(reports::object_id.eq(content.id())))
        .filter(reports::state.eq(ReportState::Open));
    diesel::update(open).set(reports::assigned_to.eq(Some(to))).execute(conn)
}

/// What an account reported.
pub(in crate::comments) fn list_reports_of(conn: &mut Conn, account: AccountId) -> Result<Vec<Report>> {
    Report::query().filter(reports::reporter_id.eq(account)).order(reports::id).load(conn)
}

/// Leaves the reports of an account without a name.
pub(in crate::comments) fn forget_reporter(conn: &mut Conn, account: AccountId) -> Result<()> {
    diesel::update(reports::table.filter(reports::reporter_id.eq(account)))
        .set(reports::reporter_id.eq(None::<AccountId>))
        .execute(conn)
        .map(drop)
}
