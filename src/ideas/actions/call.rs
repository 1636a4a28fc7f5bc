//! What a contest asks of an idea: its categories, its questions, its charter.

use std::collections::BTreeMap;

use crate::contests::{self, Contest, Question};
use crate::db::Conn;
use crate::error::{AppResult, FieldErrors};
use crate::ids::{AccountId, QuestionId};

/// A contest as somebody who writes an idea for it meets it.
pub struct Call {
    /// The contest.
    pub contest: Contest,
    /// What it asks besides the idea.
    pub questions: Vec<Question>,
    /// Whether this person has its charter still to accept.
    pub must_accept: bool,
}

/// Whether an idea of this contest may have this theme: one of the contest's or none; any where the contest has none.
pub(super) fn knows(contest: &Contest, theme: &str) -> bool {
    let known = contest.categories();
    theme.is_empty() || known.is_empty() || known.iter().any(|one| one == theme)
}

/// The name of a question's field, in forms and in faults.
pub fn field_of(question: QuestionId) -> String {
    format!("q_{question}")
}

impl Call {
    /// What the contest asks of this person.
    ///
    /// # Errors
    ///
    /// When the database refuses.
    pub fn new(conn: &mut Conn, contest: Contest, account: AccountId) -> AppResult<Self> {
        let must_accept = !contests::has_accepted(conn, &contest, account)?;
        Ok(Self { questions: contests::questions_of(conn, contest.id)?, must_accept, contest })
    }

    /// What it asks of somebody who is not signed in yet.
    ///
    /// # Errors
    ///
    /// When the database refuses.
    pub fn for_visitor(conn: &mut Conn, contest: Contest) -> AppResult<Self> {
        let must_accept = contest.has_charter();
        Ok(Self { questions: contests::questions_of(conn, contest.id)?, must_accept, contest })
    }

    /// A theme is one of the contest's, or none; where the contest has none, whatever was said.
    pub(super) fn check_category(&self, category: &str, errors: &mut FieldErrors) {
        if !knows(&self.contest, category) {
            errors.add("category", "unknown-choice");
        }
    }

    /// The answers as they are kept, with their faults noted. Answers to what is not asked are passed over.
    pub(super) fn check_answers(
        &self,
        typed: &BTreeMap<String, Vec<String>>,
        errors: &mut FieldErrors,
    ) -> Vec<(QuestionId, Vec<String>)> {
        let mut answers = Vec::new();
        for question in &self.questions {
            let given = typed.get(&question.id.to_string()).map_or(&[][..], Vec::as_slice);
            match question.check(given) {
                Ok(answer) if answer.is_empty() => {}
                Ok(answer) => answers.push((question.id, answer)),
                Err("too-long") => {
                    errors.add_limit(field_of(question.id), "too-long", question.limit() as i64);
                }
                Err(fault) => errors.add(field_of(question.id), fault),
            }
        }
        answers
    }
}
