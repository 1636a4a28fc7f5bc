//! What a contest asks besides the idea itself.

use std::str::FromStr;

use crate::db::text_column;
use crate::error::{AppResult, FieldErrors};
use crate::ids::QuestionId;

/// The most questions of a contest: each costs ideas.
pub const MOST_QUESTIONS: usize = 12;
/// The most characters of a question and of its hint.
pub const LABEL: usize = 200;
/// The most characters of a hint.
pub const HINT: usize = 500;
/// The most choices, and the most characters of one.
const MOST_OPTIONS: usize = 30;
const OPTION: usize = 120;
/// The most characters of an answer.
const SHORT: usize = 200;
const LONG: usize = 4_000;

/// What an answer looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QuestionKind {
    /// One line.
    ShortText,
    /// Several lines.
    LongText,
    /// One of its options.
    OneChoice,
    /// Any of its options.
    SeveralChoices,
    /// `yes` or `no`.
    YesNo,
}

impl QuestionKind {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::ShortText, Self::LongText, Self::OneChoice, Self::SeveralChoices, Self::YesNo];

    /// The word in the database, in the API and in the choice of sentences.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ShortText => "short_text",
            Self::LongText => "long_text",
            Self::OneChoice => "one_choice",
            Self::SeveralChoices => "several_choices",
            Self::YesNo => "yes_no",
        }
    }

    /// Whether it has options.
    pub fn is_choice(self) -> bool {
        matches!(self, Self::OneChoice | Self::SeveralChoices)
    }
}

impl FromStr for QuestionKind {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text).ok_or(())
    }
}

text_column!(QuestionKind);

/// A question.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Question {
    /// Its id.
    pub id: QuestionId,
    /// What is asked.
    pub label: String,
    /// What helps to answer; may be empty.
    pub hint: String,
    /// What an answer looks like.
    pub kind: QuestionKind,
    /// Whether an idea needs an answer.
    pub required: bool,
    /// What can be chosen.
    pub options: Vec<String>,
}

impl Question {
    /// The most characters of an answer.
    pub fn limit(&self) -> usize {
        match self.kind {
            QuestionKind::LongText => LONG,
            QuestionKind::ShortText => SHORT,
            QuestionKind::OneChoice | QuestionKind::SeveralChoices | QuestionKind::YesNo => OPTION,
        }
    }

    /// The answer as it is kept: one text, or the options chosen in their order; nothing for none.
    ///
    /// # Errors
    ///
    /// The kind of the fault: `required`, `choose`, `too-long`, `unknown-choice`.
    pub fn check(&self, typed: &[String]) -> Result<Vec<String>, &'static str> {
        let given: Vec<&str> = typed.iter().map(|text| text.trim()).filter(|text| !text.is_empty()).collect();
        match self.kind {
            _ if given.is_empty() => self.without_answer(),
            QuestionKind::ShortText | QuestionKind::LongText => self.text(&given),
            QuestionKind::YesNo => chosen(&["yes", "no"], &given, 1),
            QuestionKind::OneChoice => chosen(&self.option_texts(), &given, 1),
            QuestionKind::SeveralChoices => chosen(&self.option_texts(), &given, usize::MAX),
        }
    }

    fn without_answer(&self) -> Result<Vec<String>, &'static str> {
        match self.kind {
            _ if !self.required => Ok(Vec::new()),
            QuestionKind::ShortText | QuestionKind::LongText => Err("required"),
            _ => Err("choose"),
        }
    }

    fn text(&self, given: &[&str]) -> Result<Vec<String>, &'static str> {
        match given {
            [one] if one.chars().count() > self.limit() => Err("too-long"),
            [one] => Ok(vec![(*one).to_owned()]),
            _ => Err("unknown-choice"),
        }
    }

    fn option_texts(&self) -> Vec<&str> {
        self.options.iter().map(String::as_str).collect()
    }
}

fn chosen(options: &[&str], given: &[&str], most: usize) -> Result<Vec<String>, &'static str> {
    let kept: Vec<String> =
        options.iter().filter(|option| given.contains(option)).map(|option| (*option).to_owned()).collect();
    let all_known = given.iter().all(|text| options.contains(text));
    if all_known && kept.len() <= most { Ok(kept) } else { Err("unknown-choice") }
}

/// A question as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct QuestionDraft {
    /// What is asked.
    pub label: String,
    /// What helps to answer.
    pub hint: String,
    /// The word of its kind.
    pub kind: String,
    /// Whether an idea needs an answer.
    pub required: bool,
    /// One on each line.
    pub options: String,
}

/// What was typed, checked.
pub struct CheckedQuestion {
    pub label: String,
    pub hint: String,
    pub kind: QuestionKind,
    pub required: bool,
    pub options: Vec<String>,
}

impl QuestionDraft {
    /// # Errors
    ///
    /// Faults of the fields.
    pub fn checked(&self) -> AppResult<CheckedQuestion> {
        let mut errors = FieldErrors::default();
        let label = errors.text("label", &self.label, LABEL);
        let hint = errors.optional_text("hint", &self.hint, HINT);
        let kind = self.kind.parse().unwrap_or(QuestionKind::ShortText);
        if self.kind.parse::<QuestionKind>().is_err() {
            errors.add("kind", "choose");
        }
        let options = if kind.is_choice() { options(&self.options, &mut errors) } else { Vec::new() };
        errors.check()?;
        Ok(CheckedQuestion { label, hint, kind, required: self.required, options })
    }
}

fn options(typed: &str, errors: &mut FieldErrors) -> Vec<String> {
    let mut options: Vec<String> = Vec::new();
    for line in typed.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if !options.iter().any(|known| known == line) {
            options.push(line.to_owned());
        }
    }
    if options.len() < 2 {
        errors.add_limit("options", "too-few-options", 2);
    }
    if options.len() > MOST_OPTIONS {
        errors.add_limit("options", "too-many", MOST_OPTIONS as i64);
    }
    if options.iter().any(|option| option.chars().count() > OPTION) {
        errors.add_limit("options", "too-long", OPTION as i64);
    }
    options
}
