//! `/idees/:slug/modifier`: the words of an idea that was sent. For its authors, while its contest takes ideas.

use std::collections::BTreeMap;

use poem::web::{Data, Path};
use poem::{Response, handler};
use serde::Serialize;

use super::typed::{self, QuestionView};
use crate::accounts::Actor;
use crate::app::App;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::ideas::rules::{self, IdeaAction, IdeaState, id_in};
use crate::ideas::store::{self, Idea, Review};
use crate::ideas::{Call, EditIdea, LIMITS, SeenIdea, TypedIdea};
use crate::ids::IdeaId;
use crate::web::forms::Choice;
use crate::web::{FormState, KeptForm, Page, Shell};

/// The page.
#[derive(Debug, Clone, Serialize)]
pub struct EditPage {
    title: String,
    url: String,
    action: String,
    version: i32,
    state: IdeaState,
    because: String,
    words: String,
    supporters: i64,
    categories: Vec<Choice>,
    questions: Vec<QuestionView>,
    question_names: BTreeMap<String, String>,
    form: FormState,
    title_limit: usize,
    problem_limit: usize,
    body_limit: usize,
    beneficiaries_limit: usize,
}

impl EditPage {
    fn new(idea: &Idea, call: &Call, typed: &TypedIdea, last: Option<Review>, form: FormState) -> Self {
        let mut themes = call.contest.categories();
        // An idea keeps a theme that its contest does not have any more, until its author chooses another.
        if !themes.is_empty() && !idea.category.is_empty() && !themes.contains(&idea.category) {
            themes.push(idea.category.clone());
        }
        let questions = typed::questions(&call.questions, typed);
        let url = rules::url(idea.id, &idea.title);
        let last = last.filter(|review| review.state == IdeaState::Returned);
        Self {
            title: idea.title.clone(),
            action: format!("{url}/modifier"),
            url,
            version: idea.version,
            state: idea.state,
            because: last.as_ref().map(|review| review.reason.clone()).unwrap_or_default(),
            words: last.map(|review| review.words).unwrap_or_default(),
            supporters: 0,
            categories: Choice::plain(themes),
            question_names: questions.iter().map(QuestionView::name).collect(),
            questions,
            form,
            title_limit: LIMITS.title,
            problem_limit: LIMITS.problem,
            body_limit: LIMITS.body,
            beneficiaries_limit: LIMITS.beneficiaries,
        }
    }
}

impl Page for EditPage {
    const TEMPLATE: &'static str = "ideas/edit.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let page = |title: &str, state| Self {
            title: title.into(),
            url: "/idees/une-idee-0000000000001".into(),
            action: "/idees/une-idee-0000000000001/modifier".into(),
            version: 2,
            state,
            because: String::new(),
            words: String::new(),
            supporters: 0,
            categories: Choice::plain(["Restauration"]),
            questions: vec![],
            question_names: BTreeMap::new(),
            form: FormState::filled([
                ("title", title),
                ("problem", "Trop de pain jeté."),
                ("body", "Peser."),
            ]),
            title_limit: 120,
            problem_limit: 3_000,
            body_limit: 5_000,
            beneficiaries_limit: 500,
        };
        let mut errors = FieldErrors::default();
        errors.add("title", "required");
        let returned = Self {
            because: "unclear".into(),
            words: "Dites-nous où cela se passe, <b>sans nommer</b> de collègue.".into(),
            ..page("Moins de gâchis", IdeaState::Returned)
        };
        let faulty = page("<script>alert(1)</script>", IdeaState::Published);
        let form = faulty.form.clone().with_errors(errors);
        vec![
            ("returned", returned),
            (
                "with_questions",
                Self {
                    questions: QuestionView::samples(),
                    question_names: QuestionView::samples().iter().map(QuestionView::name).collect(),
                    ..page("Peser les restes", IdeaState::Submitted)
                },
            ),
            ("supported", Self { supporters: 12, ..page("Peser les restes", IdeaState::Published) }),
            ("without_title", Self { form, ..faulty }),
        ]
    }
}

#[handler]
pub async fn show(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Path(slug): Path<String>,
) -> AppResult<Response> {
    let page = load(&app, &actor, &slug, None).await?;
    shell.page(&page)
}

/// The form with the idea's words, or with what was typed and what is wrong with it.
async fn load(
    app: &App,
    actor: &Actor,
    slug: &str,
    typed: Option<(TypedIdea, FieldErrors)>,
) -> AppResult<EditPage> {
    let (id, actor) = (id_in(slug).ok_or(AppError::NotFound)?, actor.clone());
    app.read(move |conn| {
        let seen = SeenIdea::find(conn, &actor, id)?;
        if !seen.is_own {
            return Err(AppError::NotFound);
        }
        // What was typed is shown even where it can no longer be taken.
        if typed.is_none() && !rules::may(&actor, IdeaAction::Edit, seen.standing(&actor)) {
            return Err(AppError::Refused("idea-settled"));
        }
        let last = store::reviews_of(conn, id)?.pop();
        let idea = seen.idea;
        let call = Call::for_visitor(conn, seen.contest)?;
        let (typed, errors) = match typed {
            Some(typed) => typed,
            None => {
                let answers = store::answers_of(conn, id)?.into_iter();
                let answers = answers.map(|(question, answer)| (question.to_string(), answer)).collect();
                (TypedIdea { answers, ..words_of(&idea) }, FieldErrors::default())
            }
        };
        let form = typed::form_of(&typed).with_errors(errors);
        let supporters = store::count_supporters(conn, id)?;
        Ok(EditPage { supporters, ..EditPage::new(&idea, &call, &typed, last, form) })
    })
    .await
}

fn words_of(idea: &Idea) -> TypedIdea {
    TypedIdea {
        title: idea.title.clone(),
        problem: idea.problem.clone(),
        body: idea.body.clone(),
        beneficiaries: idea.beneficiaries.clone(),
        category: idea.category.clone(),
        ..TypedIdea::default()
    }
}

#[handler]
pub async fn post(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Path(slug): Path<String>,
    form: KeptForm,
) -> AppResult<Response> {
    let id: IdeaId = id_in(&slug).ok_or(AppError::NotFound)?;
    let sent = typed::Sent::read(&form.raw);
    let again = sent.typed.clone();
    let outcome = if form.is_ours {
        EditIdea { idea: id, upon: sent.version, typed: sent.typed, with_answers: true }
            .run(&app, &actor)
            .await
    } else {
        Err(FieldErrors::one("", "stale-form"))
    };
    match outcome {
        Ok(idea) => {
            let key = match idea.state {
                IdeaState::Submitted => "flash-idea-resubmitted",
                _ => "flash-idea-edited",
            };
            Ok(shell.see_other(&rules::url(id, &idea.title), Some(("success", key))))
        }
        Err(AppError::Invalid(errors)) => {
            shell.refused_page(&load(&app, &actor, &slug, Some((again, errors))).await?)
        }
        Err(AppError::Refused(rule)) => {
            // Somebody else changed it, or the phase ended: the words typed here stay on the page.
            let mut errors = FieldErrors::default();
            errors.add("", rule);
            let mut response = shell.page(&load(&app, &actor, &slug, Some((again, errors))).await?)?;
            response.set_status(poem::http::StatusCode::CONFLICT);
            Ok(response)
        }
        Err(other) => Err(other),
    }
}
