//! The log of moderation.

use diesel::prelude::*;

use crate::clock::Time;
use crate::comments::rules::Decision;
use crate::db::schema::moderation_decisions;
use crate::db::{Conn, Result};
use crate::ids::{AccountId, BatchId, DecisionId};

/// A step of the log.
#[derive(Debug, Clone, PartialEq, Eq, HasQuery, Insertable)]
#[diesel(table_name = moderation_decisions, check_for_backend(diesel::pg::Pg, diesel::sqlite::Sqlite))]
pub(in crate::comments) struct DecisionRow {
    pub id: DecisionId,
    pub object_kind: String,
    pub object_id: i64,
    pub decision: Decision,
    pub reason: String,
    pub decided_by: Option<AccountId>,
    pub decided_at: Time,
    pub batch_id: BatchId,
}

/// Writes a step down.
pub(in crate::comments) fn insert_decision(conn: &mut Conn, row: &DecisionRow) -> Result<()> {
    diesel::insert_into(moderation_decisions::table).values(row).execute(conn).map(drop)
}

/// What was decided in one go.
pub(in crate::comments) fn list_decisions_of(conn: &mut Conn, batch: BatchId) -> Result<Vec<DecisionRow>> {
    DecisionRow::query()
        .filter(moderation_decisions::batch_id.eq(batch))
        .order(moderation_decisions::id)
        .load(conn)
}

/// The log, the newest first.
pub(in crate::comments) fn list_decisions(conn: &mut Conn, limit: i64) -> Result<Vec<DecisionRow>> {
    DecisionRow::query().order(moderation_decisions::id.desc()).limit(limit).load(conn)
}
