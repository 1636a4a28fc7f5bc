//! `/idees/:slug/modifier`: the words of an idea that was sent. For its authors, while its contest takes ideas.

use poem::web::{Data, Path};
use poem::{Response, handler};
use serde::Serialize;

use super::typed;
use crate::accounts::Actor;
use crate::app::App;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::ideas::rules::{self, IdeaAction, IdeaState, id_in};
use crate::ideas::store::{self, Idea, Review};
use crate::ideas::{EditIdea, LIMITS, TypedIdea, standing};
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
    form: FormState,
    title_limit: usize,
    problem_limit: usize,
    body_limit: usize,
    beneficiaries_limit: usize,
}

impl EditPage {
    fn new(idea: &Idea, last: Option<Review>, form: FormState) -> Self {
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
            categories: Vec::new(),
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

async fn load(app: &App, actor: &Actor, slug: &str, typed: Option<FormState>) -> AppResult<EditPage> {
    let (id, actor) = (id_in(slug).ok_or(AppError::NotFound)?, actor.clone());
    app.read(move |conn| {
        let idea = store::find(conn, &actor, id)?.ok_or(AppError::NotFound)?;
        let standing = standing(conn, &actor, &idea)?;
        if !standing.is_own {
            return Err(AppError::NotFound);
        }
        // What was typed is shown even where it can no longer be taken.
        if typed.is_none() && !rules::may(&actor, IdeaAction::Edit, standing) {
            return Err(AppError::Refused("idea-settled"));
        }
        let last = store::reviews_of(conn, id)?.pop();
        let form = typed.unwrap_or_else(|| typed::form_of(&words_of(&idea)));
        let supporters = store::count_supports(conn, &[id])?.remove(&id).unwrap_or_default();
        Ok(EditPage { supporters, ..EditPage::new(&idea, last, form) })
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
    let mut again = typed::form_of(&sent.typed);
    let outcome = if form.is_ours {
        EditIdea { idea: id, upon: sent.version, typed: sent.typed }.run(&app, &actor).await
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
            again.errors = errors;
            shell.refused_page(&load(&app, &actor, &slug, Some(again)).await?)
        }
        Err(AppError::Refused(rule)) => {
            // Somebody else changed it, or the phase ended: the words typed here stay on the page.
            again.errors.add("", rule);
            let mut response = shell.page(&load(&app, &actor, &slug, Some(again)).await?)?;
            response.set_status(poem::http::StatusCode::CONFLICT);
            Ok(response)
        }
        Err(other) => Err(other),
    }
}
