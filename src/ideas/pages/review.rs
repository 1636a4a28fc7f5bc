//! `/moderation`: the ideas that wait for the team, the longest waiting first. For the team.

use std::str::FromStr;

use poem::web::{Data, Path, Query};
use poem::{Response, handler};
use serde::{Deserialize, Serialize};

use crate::accounts::Actor;
use crate::app::App;
use crate::clock::Time;
use crate::contests;
use crate::db::Conn;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::ideas::cards::{LANGUAGE, filled, names};
use crate::ideas::rules::{self, Channel, IdeaState, ReviewReason, id_in};
use crate::ideas::store::{self, Idea};
use crate::ideas::{ReviewIdeas, UndoReview};
use crate::ids::{BatchId, IdeaId};
use crate::web::paging::Pages;
use crate::web::{Form, FormState, Page, Shell};

/// Ideas on one page.
const PER_PAGE: usize = 20;

/// The page.
#[derive(Debug, Clone, Serialize)]
pub struct ReviewPage {
    total: i64,
    ideas: Vec<WaitingIdea>,
    reasons: Vec<&'static str>,
    form: FormState,
    undo: Option<String>,
    pages: Pages,
}

#[derive(Debug, Clone, Serialize)]
struct WaitingIdea {
    id: String,
    url: String,
    title: String,
    lang: &'static str,
    number: i64,
    problem: String,
    body: String,
    beneficiaries: String,
    category: Option<String>,
    author: Option<String>,
    contest: String,
    channel: Channel,
    since: Time,
    version: i32,
    differs: Option<Differs>,
    is_checked: bool,
}

#[derive(Debug, Clone, Serialize)]
struct Differs {
    title: String,
    url: String,
    because: String,
}

pub(super) fn reasons() -> Vec<&'static str> {
    ReviewReason::ALL.map(ReviewReason::as_str).to_vec()
}

impl Page for ReviewPage {
    const TEMPLATE: &'static str = "ideas/review.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let idea = |id: &str, title: &str| WaitingIdea {
            id: id.into(),
            url: "/idees/une-idee-0000000000001".into(),
            title: title.into(),
            lang: LANGUAGE,
            number: 12,
            problem: "On jette deux bacs de pain par jour.".into(),
            body: "Peser,\n\nafficher, <b>recommencer</b>.".into(),
            beneficiaries: "Tout le self".into(),
            category: Some("Restauration".into()),
            author: None,
            contest: "Toutes les idées comptent".into(),
            channel: Channel::Paper,
            since: Time::default(),
            version: 2,
            differs: Some(Differs {
                title: "Trop de pain jeté".into(),
                url: "/idees/a-0000000000002".into(),
                because: "Ici c’est le soir.".into(),
            }),
            is_checked: false,
        };
        let page = |ideas: Vec<WaitingIdea>| Self {
            total: ideas.len() as i64,
            ideas,
            reasons: reasons(),
            form: FormState::default(),
            undo: None,
            pages: Pages::new(1, 1, PER_PAGE, |_| String::new()),
        };
        let mut errors = FieldErrors::default();
        errors.add("ideas", "choose");
        errors.add("review_reason", "choose");
        let all = vec![
            idea("0000000000001", "Moins de gâchis"),
            idea("0000000000002", "<script>alert(1)</script>"),
            idea("0000000000003", &"Très long ".repeat(20)),
        ];
        vec![
            ("nothing", page(vec![])),
            ("some", Self { undo: Some("0000000000009".into()), ..page(all.clone()) }),
            ("without_reason", Self { form: FormState::default().with_errors(errors), ..page(all) }),
        ]
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ReviewQuery {
    page: String,
    lot: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ReviewForm {
    /// Those ticked.
    ideas: Vec<String>,
    /// The button: `published` or `returned`; with an id behind a point, of that idea alone.
    to: String,
    review_reason: String,
    words: String,
}

#[handler]
pub async fn show(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Query(query): Query<ReviewQuery>,
) -> AppResult<Response> {
    shell.page(&load(&app, &actor, query, FormState::default(), &[]).await?)
}

async fn load(
    app: &App,
    actor: &Actor,
    query: ReviewQuery,
    form: FormState,
    checked: &[IdeaId],
) -> AppResult<ReviewPage> {
    let (actor, checked) = (actor.clone(), checked.to_vec());
    app.read(move |conn| {
        let total = store::count_waiting(conn, &actor)?;
        let number = query.page.parse().unwrap_or(1);
        let pages =
            Pages::new(number, total as usize, PER_PAGE, |number| format!("/moderation?page={number}"));
        let offset = pages.offset(PER_PAGE) as i64;
        let waiting = store::list_waiting(conn, &actor, PER_PAGE as i64, offset)?;
        let mut ideas = Vec::with_capacity(waiting.len());
        for idea in waiting {
            let is_checked = checked.contains(&idea.id);
            ideas.push(WaitingIdea { is_checked, ..view(conn, &actor, idea)? });
        }
        let undo = BatchId::from_str(&query.lot).ok().map(|batch| batch.to_string());
        Ok::<_, AppError>(ReviewPage { total, ideas, reasons: reasons(), form, undo, pages })
    })
    .await
}

fn view(conn: &mut Conn, actor: &Actor, idea: Idea) -> AppResult<WaitingIdea> {
    let authors = store::authors_of(conn, &[idea.id])?.remove(&idea.id).unwrap_or_default();
    let since = store::reviews_of(conn, idea.id)?.pop().map(|review| review.reviewed_at);
    let differs = match idea.differs_from {
        Some(other) => store::find(conn, actor, other)?,
        None => None,
    };
    Ok(WaitingIdea {
        id: idea.id.to_string(),
        url: rules::url(idea.id, &idea.title),
        lang: LANGUAGE,
        number: idea.number,
        category: filled(idea.category),
        author: names(&authors, actor),
        contest: contests::find(conn, idea.contest_id)?.map(|contest| contest.title).unwrap_or_default(),
        channel: idea.channel,
        since: since.unwrap_or(idea.submitted_at),
        version: idea.version,
        differs: differs.map(|other| Differs {
            url: rules::url(other.id, &other.title),
            title: other.title,
            because: idea.differs_because.clone(),
        }),
        title: idea.title,
        problem: idea.problem,
        body: idea.body,
        beneficiaries: idea.beneficiaries,
        is_checked: false,
    })
}

pub(super) fn ids_of(texts: &[String]) -> AppResult<Vec<IdeaId>> {
    texts.iter().map(|text| text.parse().map_err(|_| AppError::StaleForm)).collect()
}

#[handler]
pub async fn post(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    form: Form<ReviewForm>,
) -> AppResult<Response> {
    let (to, only) = form.values.to.split_once('.').unwrap_or((&form.values.to, ""));
    let to: IdeaState = to.parse().map_err(|()| AppError::StaleForm)?;
    let ideas = if only.is_empty() { ids_of(&form.values.ideas)? } else { ids_of(&[only.to_owned()])? };
    let review = ReviewIdeas {
        ideas: ideas.clone(),
        to,
        reason: form.values.review_reason.clone(),
        words: form.values.words.clone(),
    };
    match review.run(&app, &actor).await {
        Ok(done) => {
            let to = format!("/moderation?lot={}", done.batch);
            Ok(shell.see_other(&to, Some(("success", "flash-ideas-reviewed"))))
        }
        Err(AppError::Invalid(errors)) => {
            let state = FormState::refused(&form.raw, errors, &[]);
            shell.refused_page(&load(&app, &actor, ReviewQuery::default(), state, &ideas).await?)
        }
        Err(other) => Err(other),
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UndoForm {
    batch: String,
}

#[handler]
pub async fn undo_batch(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    form: Form<UndoForm>,
) -> AppResult<Response> {
    let batch = form.values.batch.parse().map_err(|_| AppError::NotFound)?;
    UndoReview { batch }.run(&app, &actor).await?;
    Ok(shell.see_other("/moderation", Some(("success", "flash-ideas-review-undone"))))
}

/// What the team does with one idea from its page.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct OneForm {
    to: String,
    review_reason: String,
    words: String,
}

#[handler]
pub async fn one(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Path(slug): Path<String>,
    form: Form<OneForm>,
) -> AppResult<Response> {
    let id = id_in(&slug).ok_or(AppError::NotFound)?;
    let OneForm { to, review_reason: reason, words } = form.values;
    let to: IdeaState = to.parse().map_err(|()| AppError::StaleForm)?;
    match (ReviewIdeas { ideas: vec![id], to, reason, words }).run(&app, &actor).await {
        Ok(_) => {
            let idea =
                app.read(move |conn| store::find(conn, &actor, id)).await?.ok_or(AppError::NotFound)?;
            Ok(shell.see_other(&rules::url(id, &idea.title), Some(("success", "flash-ideas-reviewed"))))
        }
        Err(AppError::Invalid(errors)) => {
            let state = FormState::refused(&form.raw, errors, &[]);
            shell.refused_page(&super::show::load(&app, &actor, id, state, 1).await?)
        }
        Err(other) => Err(other),
    }
}
