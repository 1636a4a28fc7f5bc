//! The fields of an idea between a form and what was typed. Fields that no form of ours has are passed over.

use serde::Serialize;

use crate::contests::{Question, QuestionKind};
use crate::ideas::TypedIdea;
use crate::ideas::actions::field_of;
use crate::web::FormState;
use crate::web::forms::RawForm;

/// A form of an idea as it was sent.
#[derive(Debug, Clone, Default)]
pub struct Sent {
    /// Names the draft and the sending.
    pub key: String,
    /// The version of the draft or of the idea that was typed upon.
    pub version: i32,
    /// Which button.
    pub action: String,
    /// What was typed.
    pub typed: TypedIdea,
}

impl Sent {
    /// Reads the fields.
    pub fn read(raw: &RawForm) -> Self {
        let mut typed = TypedIdea::default();
        for (name, value) in &raw.0 {
            if let Some(question) = name.strip_prefix("q_") {
                typed.answers.entry(question.to_owned()).or_default().push(value.replace("\r\n", "\n"));
            } else if let Some(field) = field(&mut typed, name) {
                // A browser sends line ends as two characters; counts and versions know one.
                *field = value.replace("\r\n", "\n");
            }
        }
        if raw.get("charter") == Some("on") {
            typed.charter = raw.get("charter_version").unwrap_or_default().to_owned();
        }
        Self {
            key: raw.get("key").unwrap_or_default().to_owned(),
            version: raw.get("version").and_then(|version| version.parse().ok()).unwrap_or_default(),
            action: raw.get("action").unwrap_or_default().to_owned(),
            typed,
        }
    }
}

/// The form as a page shows it.
pub fn form_of(typed: &TypedIdea) -> FormState {
    let mut typed = typed.clone();
    let mut form = FormState::default();
    for name in NAMES {
        if let Some(value) = field(&mut typed, name).filter(|value| !value.is_empty()) {
            form.values.insert(name.to_owned(), value.clone());
        }
    }
    if !typed.charter.is_empty() {
        form.values.insert("charter".to_owned(), "on".to_owned());
    }
    for (question, answer) in &typed.answers {
        form.values.insert(format!("q_{question}"), answer.join("\n"));
    }
    form
}

/// A question of the contest as a form asks it.
#[derive(Debug, Clone, Serialize)]
pub struct QuestionView {
    name: String,
    label: String,
    hint: String,
    kind: QuestionKind,
    required: bool,
    options: Vec<OptionView>,
    limit: usize,
}

#[derive(Debug, Clone, Serialize)]
struct OptionView {
    value: String,
    label: String,
    hint: Option<String>,
    checked: bool,
}

/// The questions with what was answered so far.
pub fn questions(questions: &[Question], typed: &TypedIdea) -> Vec<QuestionView> {
    let view = |question: &Question| {
        let given = typed.answers.get(&question.id.to_string());
        let option = |option: &String| OptionView {
            value: option.clone(),
            label: option.clone(),
            hint: None,
            checked: given.is_some_and(|given| given.contains(option)),
        };
        QuestionView {
            name: field_of(question.id),
            label: question.label.clone(),
            hint: question.hint.clone(),
            kind: question.kind,
            required: question.required,
            options: question.options.iter().map(option).collect(),
            limit: question.limit(),
        }
    };
    questions.iter().map(view).collect()
}

impl QuestionView {
    /// Its field and what is asked, for who lists what is wrong.
    pub fn name(&self) -> (String, String) {
        (self.name.clone(), self.label.clone())
    }

    /// One of each kind, for samples.
    pub fn samples() -> Vec<Self> {
        let question = |place: usize, kind: QuestionKind| Self {
            name: format!("q_000000000000{place}"),
            label: "Où cela se passe-t-il ?".into(),
            hint: "Sans nommer <b>personne</b>.".into(),
            kind,
            required: place == 0,
            options: if kind.is_choice() {
                vec![OptionView {
                    value: "Au self".into(),
                    label: "Au self".into(),
                    hint: None,
                    checked: true,
                }]
            } else {
                vec![]
            },
            limit: 200,
        };
        QuestionKind::ALL.into_iter().enumerate().map(|(place, kind)| question(place, kind)).collect()
    }
}

/// The fields' names.
const NAMES: [&str; 15] = [
    "title",
    "problem",
    "body",
    "beneficiaries",
    "category",
    "name_level",
    "pseudonym",
    "trade",
    "site",
    "behalf",
    "author_name",
    "author_email",
    "consent",
    "differs_from",
    "differs_because",
];

fn field<'t>(typed: &'t mut TypedIdea, name: &str) -> Option<&'t mut String> {
    Some(match name {
        "title" => &mut typed.title,
        "problem" => &mut typed.problem,
        "body" => &mut typed.body,
        "beneficiaries" => &mut typed.beneficiaries,
        "category" => &mut typed.category,
        "name_level" => &mut typed.name_level,
        "pseudonym" => &mut typed.pseudonym,
        "trade" => &mut typed.trade,
        "site" => &mut typed.site,
        "behalf" => &mut typed.behalf,
        "author_name" => &mut typed.author_name,
        "author_email" => &mut typed.author_email,
        "consent" => &mut typed.consent,
        "differs_from" => &mut typed.differs_from,
        "differs_because" => &mut typed.differs_because,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_comes_back_as_it_was() {
        let raw = |name: &str| (name.to_owned(), format!("{name}\r\n<b>"));
        let sent =
            Sent::read(&RawForm(NAMES.map(raw).into_iter().chain([raw("destiny"), raw("state")]).collect()));
        let form = form_of(&sent.typed);
        assert_eq!(form.values.len(), NAMES.len());
        for name in NAMES {
            assert_eq!(form.values[name], format!("{name}\n<b>"));
        }
    }
}
