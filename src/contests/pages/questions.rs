//! `/concours/:slug/questions`: what a contest asks besides the idea itself. For the team.

use poem::web::{Data, Path};
use poem::{Response, handler};
use serde::{Deserialize, Serialize};

use super::views::{self, ContestRef, HOSTILE, LONG, id_of};
use crate::accounts::Actor;
use crate::app::App;
use crate::contests::{
    AddQuestion, ChangeQuestion, Contest, ContestAction, MoveQuestion, Question, QuestionDraft, QuestionKind,
    RemoveQuestion, questions_of,
};
use crate::error::{AppError, AppResult, FieldErrors};
use crate::ids::{Id, QuestionId};
use crate::web::{Form, FormState, Page, Shell};

/// The list, with a form for one more.
#[derive(Debug, Clone, Serialize)]
pub struct QuestionsPage {
    contest: ContestRef,
    action: String,
    questions: Vec<QuestionView>,
    kinds: [QuestionKind; 5],
    form: FormState,
}

#[derive(Debug, Clone, Serialize)]
struct QuestionView {
    #[serde(flatten)]
    question: Question,
    url: String,
    /// The places before and after its own.
    place_before: usize,
    place_after: usize,
}

impl QuestionsPage {
    fn of(contest: &Contest, questions: Vec<Question>, form: FormState) -> Self {
        Self::at(ContestRef::of(contest), questions, form)
    }

    fn at(contest: ContestRef, questions: Vec<Question>, form: FormState) -> Self {
        let action = format!("{}/questions", contest.url);
        let view = |(place, question): (usize, Question)| QuestionView {
            url: format!("{action}/{}", question.id),
            place_before: place.saturating_sub(1),
            place_after: place + 1,
            question,
        };
        let questions = (1..).zip(questions).map(view).collect();
        Self { contest, action, questions, kinds: QuestionKind::ALL, form }
    }
}

impl Page for QuestionsPage {
    const TEMPLATE: &'static str = "contests/questions.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let page = |title: &str, questions| {
            Self::at(ContestRef::sample(title), questions, FormState::filled([("kind", "short_text")]))
        };
        let mut errors = FieldErrors::default();
        errors.add("label", "required");
        errors.add_limit("options", "too-few-options", 2);
        let form = FormState::filled([("kind", "one_choice")]).with_errors(errors);
        vec![
            ("none_yet", page("Les agents ont des idées", vec![])),
            ("several", page("Les agents ont des idées", vec![sample("À qui cela sert-il ?"), sample(LONG)])),
            ("two_errors", Self { form, ..page("Les agents ont des idées", vec![]) }),
            ("very_long_title", page(LONG, vec![sample(LONG)])),
            ("hostile_text", page(HOSTILE, vec![sample(HOSTILE)])),
        ]
    }
}

fn sample(label: &str) -> Question {
    Question {
        id: QuestionId::from_i64(label.len() as i64),
        label: label.into(),
        hint: label.into(),
        kind: QuestionKind::OneChoice,
        required: true,
        options: vec!["Les élèves".into(), label.into()],
    }
}

/// One question.
#[derive(Debug, Clone, Serialize)]
pub struct QuestionPage {
    contest: ContestRef,
    list_url: String,
    action: String,
    kinds: [QuestionKind; 5],
    form: FormState,
}

impl QuestionPage {
    fn of(contest: &Contest, id: QuestionId, form: FormState) -> Self {
        Self::at(ContestRef::of(contest), id, form)
    }

    fn at(contest: ContestRef, id: QuestionId, form: FormState) -> Self {
        let list_url = format!("{}/questions", contest.url);
        Self { contest, action: format!("{list_url}/{id}"), list_url, kinds: QuestionKind::ALL, form }
    }
}

impl Page for QuestionPage {
    const TEMPLATE: &'static str = "contests/question.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let page = |title: &str| {
            Self::at(ContestRef::sample(title), QuestionId::from_i64(1), filled(&sample(title)))
        };
        let mut errors = FieldErrors::default();
        errors.add("label", "required");
        let form = FormState::filled([("kind", "long_text")]).with_errors(errors);
        vec![
            ("existing", page("Les agents ont des idées")),
            ("one_error", Self { form, ..page("Les agents ont des idées") }),
            ("very_long_title", page(LONG)),
            ("hostile_text", page(HOSTILE)),
        ]
    }
}

fn filled(question: &Question) -> FormState {
    FormState::filled([
        ("label", &question.label),
        ("hint", &question.hint),
        ("kind", question.kind.as_str()),
        ("required", if question.required { "on" } else { "" }),
        ("options", &question.options.join("\n")),
    ])
}

/// What was typed.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuestionForm {
    label: String,
    #[serde(default)]
    hint: String,
    #[serde(default)]
    kind: String,
    #[serde(default)]
    required: String,
    #[serde(default)]
    options: String,
}

impl From<QuestionForm> for QuestionDraft {
    fn from(form: QuestionForm) -> Self {
        let QuestionForm { label, hint, kind, required, options } = form;
        Self { label, hint, kind, required: !required.is_empty(), options }
    }
}

/// The address of a question.
#[derive(Debug, Clone, Deserialize)]
struct QuestionPath {
    slug: String,
    id: String,
}

/// Where a question goes.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlaceForm {
    place: usize,
}

/// Nothing but the token.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoFields {}

/// The contest and what it asks, for the team.
async fn load(app: &App, actor: &Actor, slug: &str) -> AppResult<(Contest, Vec<Question>)> {
    let contest = views::contest_for(app, actor, ContestAction::Edit, slug).await?;
    let id = contest.id;
    Ok((contest, app.read(move |conn| questions_of(conn, id)).await?))
}

#[handler]
pub async fn list(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Path(slug): Path<String>,
) -> AppResult<Response> {
    let (contest, questions) = load(&app, &actor, &slug).await?;
    let form = FormState::filled([("kind", QuestionKind::ShortText.as_str())]);
    shell.page(&QuestionsPage::of(&contest, questions, form))
}

#[handler]
pub async fn add(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Path(slug): Path<String>,
    form: Form<QuestionForm>,
) -> AppResult<Response> {
    let draft = form.values.into();
    match (AddQuestion { slug: slug.clone(), draft }).run(&app, &actor).await {
        Ok(_) => Ok(shell
            .see_other(&format!("/concours/{slug}/questions"), Some(("success", "flash-question-added")))),
        Err(AppError::Invalid(errors)) => {
            let (contest, questions) = load(&app, &actor, &slug).await?;
            let form = FormState::refused(&form.raw, errors, &[]);
            shell.refused_page(&QuestionsPage::of(&contest, questions, form))
        }
        Err(other) => Err(other),
    }
}

#[handler]
pub async fn show(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Path(path): Path<QuestionPath>,
) -> AppResult<Response> {
    let (contest, questions) = load(&app, &actor, &path.slug).await?;
    let id: QuestionId = id_of(&path.id)?;
    let question = questions.iter().find(|question| question.id == id).ok_or(AppError::NotFound)?;
    shell.page(&QuestionPage::of(&contest, id, filled(question)))
}

#[handler]
pub async fn change(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Path(path): Path<QuestionPath>,
    form: Form<QuestionForm>,
) -> AppResult<Response> {
    let (id, draft) = (id_of(&path.id)?, form.values.into());
    let change = ChangeQuestion { slug: path.slug.clone(), question: id, draft };
    match change.run(&app, &actor).await {
        Ok(()) => {
            Ok(shell
                .see_other(&format!("/concours/{}/questions", path.slug), Some(("success", "flash-saved"))))
        }
        Err(AppError::Invalid(errors)) => {
            let contest = views::contest_for(&app, &actor, ContestAction::Edit, &path.slug).await?;
            let form = FormState::refused(&form.raw, errors, &[]);
            shell.refused_page(&QuestionPage::of(&contest, id, form))
        }
        Err(other) => Err(other),
    }
}

#[handler]
pub async fn put(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Path(path): Path<QuestionPath>,
    form: Form<PlaceForm>,
) -> AppResult<Response> {
    let (question, place) = (id_of(&path.id)?, form.values.place);
    MoveQuestion { slug: path.slug.clone(), question, place }.run(&app, &actor).await?;
    Ok(shell.see_other(&format!("/concours/{}/questions", path.slug), Some(("success", "flash-saved"))))
}

#[handler]
pub async fn remove(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Path(path): Path<QuestionPath>,
    _form: Form<NoFields>,
) -> AppResult<Response> {
    let question = id_of(&path.id)?;
    RemoveQuestion { slug: path.slug.clone(), question }.run(&app, &actor).await?;
    let page = format!("/concours/{}/questions", path.slug);
    Ok(shell.see_other(&page, Some(("success", "flash-question-removed"))))
}
