//! What contests ask, in the database. A question that is removed stays, for the answers that were given to it.

use diesel::prelude::*;

use crate::clock::Time;
use crate::contests::rules::{CheckedQuestion, Question, QuestionKind};
use crate::db::schema::contest_questions;
use crate::db::{Conn, Result, one_of};
use crate::ids::{ContestId, QuestionId};

#[derive(HasQuery)]
#[diesel(table_name = contest_questions, check_for_backend(diesel::pg::Pg, diesel::sqlite::Sqlite))]
struct QuestionRow {
    id: QuestionId,
    label: String,
    hint: String,
    kind: QuestionKind,
    is_required: bool,
    options: String,
}

impl From<QuestionRow> for Question {
    fn from(row: QuestionRow) -> Self {
        Self {
            id: row.id,
            label: row.label,
            hint: row.hint,
            kind: row.kind,
            required: row.is_required,
            options: serde_json::from_str(&row.options).unwrap_or_default(),
        }
    }
}

/// What a contest asks, in its order.
pub fn questions_of(conn: &mut Conn, contest: ContestId) -> Result<Vec<Question>> {
    let rows: Vec<QuestionRow> = QuestionRow::query()
        .filter(contest_questions::contest_id.eq(contest).and(contest_questions::removed_at.is_null()))
        .order((contest_questions::position, contest_questions::id))
        .load(conn)?;
    Ok(rows.into_iter().map(Question::from).collect())
}

/// These questions, those that were removed too: for the answers that were given to them.
pub fn questions_by_ids(conn: &mut Conn, ids: &[QuestionId]) -> Result<Vec<Question>> {
    let rows: Vec<QuestionRow> = QuestionRow::query()
        .filter(one_of(contest_questions::id, ids))
        .order((contest_questions::position, contest_questions::id))
        .load(conn)?;
    Ok(rows.into_iter().map(Question::from).collect())
}

/// Writes a question down.
pub(in crate::contests) fn insert_question(
    conn: &mut Conn,
    contest: ContestId,
    position: i32,
    question: &Question,
) -> Result<()> {
    diesel::insert_into(contest_questions::table)
        .values((
            contest_questions::id.eq(question.id),
            contest_questions::contest_id.eq(contest),
            contest_questions::position.eq(position),
            contest_questions::label.eq(&question.label),
            contest_questions::hint.eq(&question.hint),
            contest_questions::kind.eq(question.kind),
            contest_questions::is_required.eq(question.required),
            contest_questions::options.eq(json(&question.options)),
        ))
        .execute(conn)
        .map(drop)
}

/// Changes its words.
pub(in crate::contests) fn set_question(
    conn: &mut Conn,
    id: QuestionId,
    question: &CheckedQuestion,
) -> Result<()> {
    diesel::update(contest_questions::table.filter(contest_questions::id.eq(id)))
        .set((
            contest_questions::label.eq(&question.label),
            contest_questions::hint.eq(&question.hint),
            contest_questions::kind.eq(question.kind),
            contest_questions::is_required.eq(question.required),
            contest_questions::options.eq(json(&question.options)),
        ))
        .execute(conn)
        .map(drop)
}

/// Writes the order of questions.
pub(in crate::contests) fn set_question_order(conn: &mut Conn, ids: &[QuestionId]) -> Result<()> {
    for (position, id) in (1i32..).zip(ids) {
        diesel::update(contest_questions::table.filter(contest_questions::id.eq(id)))
            .set(contest_questions::position.eq(position))
            .execute(conn)?;
    }
    Ok(())
}

/// Takes a question away from what is asked; says whether it was asked.
pub(in crate::contests) fn remove_question(conn: &mut Conn, id: QuestionId, at: Time) -> Result<bool> {
    let asked = contest_questions::table
        .filter(contest_questions::id.eq(id).and(contest_questions::removed_at.is_null()));
    Ok(diesel::update(asked).set(contest_questions::removed_at.eq(at)).execute(conn)? == 1)
}

fn json(options: &[String]) -> String {
    serde_json::json!(options).to_string()
}
