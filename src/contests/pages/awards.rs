//! `/concours/:slug/primees`: the ideas that the jury awarded, and the announcement. For the team.

use std::collections::BTreeSet;

use poem::web::{Data, Path, Query};
use poem::{Response, handler};
use serde::{Deserialize, Serialize};

use super::views::{self, ContestRef, HOSTILE, LONG};
use crate::accounts::Actor;
use crate::app::App;
use crate::contests::rules::folded;
use crate::contests::{AnnounceAwards, Contest, ContestAction, MarkAwards};
use crate::db::Conn;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::ideas::{self, Destiny, Idea, IdeaLine};
use crate::ids::IdeaId;
use crate::web::paging::{Pages, address};
use crate::web::{Form, FormState, Page, Shell};

/// Ideas on one page.
const PER_PAGE: usize = 50;

/// The page.
#[derive(Debug, Clone, Serialize)]
pub struct AwardsPage {
    contest: ContestRef,
    action: String,
    query: String,
    search_url: String,
    awarded_count: usize,
    ideas_count: usize,
    ideas: Vec<AwardLine>,
    closing: bool,
    form: FormState,
    pages: Pages,
}

#[derive(Debug, Clone, Serialize)]
struct AwardLine {
    #[serde(flatten)]
    idea: IdeaLine,
    awarded: bool,
}

impl From<IdeaLine> for AwardLine {
    fn from(idea: IdeaLine) -> Self {
        Self { awarded: idea.destiny == Destiny::Awarded, idea }
    }
}

impl Page for AwardsPage {
    const TEMPLATE: &'static str = "contests/awards.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let page = |query: &str, titles: &[&str], closing| {
            let line = |(place, title): (usize, &&str)| {
                let destiny = if place == 0 { Destiny::Awarded } else { Destiny::InContest };
                let mut idea = IdeaLine::sample(title, destiny);
                idea.id = format!("{place:013}");
                AwardLine::from(idea)
            };
            Self {
                contest: ContestRef::sample(titles.first().copied().unwrap_or("2026")),
                action: "/concours/idees/primees?q=self".into(),
                query: query.into(),
                search_url: "/concours/idees/primees".into(),
                awarded_count: titles.len().min(1),
                ideas_count: 244,
                ideas: titles.iter().enumerate().map(line).collect(),
                closing,
                form: FormState::default(),
                pages: Pages::new(2, 244, PER_PAGE, |number| {
                    format!("/concours/idees/primees?page={number}")
                }),
            }
        };
        let mut errors = FieldErrors::default();
        errors.add_limit("reason", "too-long", 2_000);
        let two = ["Moins de gâchis au self", "Un vélo pour deux"];
        vec![
            ("before_the_announcement", page("", &two, true)),
            ("announced", page("", &two, false)),
            ("nothing_found", page("zzz", &[], true)),
            (
                "reason_too_long",
                Self { form: FormState::default().with_errors(errors), ..page("", &two, true) },
            ),
            ("very_long_title", page(LONG, &[LONG], true)),
            ("hostile_text", page(HOSTILE, &[HOSTILE], true)),
        ]
    }
}

/// What is looked for.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct AwardsQuery {
    q: String,
    page: String,
}

/// The ideas shown, the ticked ones, and whether the results are announced.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct AwardsForm {
    shown: Vec<String>,
    awarded: Vec<String>,
    announce: String,
    reason: String,
}

fn load(
    conn: &mut Conn,
    viewer: &Actor,
    contest: &Contest,
    asked: &AwardsQuery,
    form: FormState,
) -> AppResult<AwardsPage> {
    let waiting = [Destiny::InContest, Destiny::Unawarded, Destiny::Awarded];
    let mut found = ideas::list_of_contest(conn, contest.id, &waiting)?;
    let ideas_count = usize::try_from(ideas::count_of_contest(conn, contest.id)?).unwrap_or_default();
    let awarded_count = found.iter().filter(|idea| idea.destiny == Destiny::Awarded).count();
    let words = folded(&asked.q);
    found.retain(|idea| holds(idea, &words));
    found.sort_by_key(|idea| idea.destiny != Destiny::Awarded);
    let url = format!("{}/primees", contest.url());
    let at = |page: &str| address(&url, [("q", asked.q.as_str()), ("page", page)]);
    let number = asked.page.parse().unwrap_or(1);
    let pages = Pages::new(number, found.len(), PER_PAGE, |number| at(&number.to_string()));
    let shown: Vec<Idea> = found.into_iter().skip(pages.offset(PER_PAGE)).take(PER_PAGE).collect();
    Ok(AwardsPage {
        contest: ContestRef::of(contest),
        action: at(&pages.number.to_string()),
        query: asked.q.clone(),
        search_url: url.clone(),
        awarded_count,
        ideas_count,
        ideas: ideas::lines(conn, viewer, shown)?.into_iter().map(AwardLine::from).collect(),
        closing: !contest.stage.is_announced(),
        form,
        pages,
    })
}

/// Whether an idea holds each of the words, accents aside; its number counts as one.
fn holds(idea: &Idea, words: &str) -> bool {
    if words.is_empty() {
        return true;
    }
    let text = folded(&format!("{} {} {}", idea.number, idea.title, idea.text()));
    words.split('-').all(|word| text.contains(word))
}

async fn page(
    app: &App,
    actor: &Actor,
    contest: Contest,
    asked: AwardsQuery,
    form: FormState,
) -> AppResult<AwardsPage> {
    let actor = actor.clone();
    app.read(move |conn| load(conn, &actor, &contest, &asked, form)).await
}

#[handler]
pub async fn show(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Path(slug): Path<String>,
    Query(asked): Query<AwardsQuery>,
) -> AppResult<Response> {
    let contest = views::contest_for(&app, &actor, ContestAction::Award, &slug).await?;
    shell.page(&page(&app, &actor, contest, asked, FormState::default()).await?)
}

#[handler]
pub async fn post(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Path(slug): Path<String>,
    Query(asked): Query<AwardsQuery>,
    form: Form<AwardsForm>,
) -> AppResult<Response> {
    marks(&slug, &form.values)?.run(&app, &actor).await?;
    if form.values.announce.is_empty() {
        let url =
            address(&format!("/concours/{slug}/primees"), [("q", asked.q.as_str()), ("page", &asked.page)]);
        return Ok(shell.see_other(&url, Some(("success", "flash-awards-saved"))));
    }
    let announce = AnnounceAwards { slug: slug.clone(), reason: form.values.reason.clone() };
    match announce.run(&app, &actor).await {
        Ok(_) => {
            let url = format!("/concours/{slug}");
            Ok(shell.see_other(&url, Some(("success", "flash-awards-announced"))))
        }
        Err(AppError::Invalid(errors)) => {
            let contest = views::contest_for(&app, &actor, ContestAction::Award, &slug).await?;
            let form = FormState::refused(&form.raw, errors, &[]);
            shell.refused_page(&page(&app, &actor, contest, asked, form).await?)
        }
        Err(other) => Err(other),
    }
}

fn marks(slug: &str, form: &AwardsForm) -> AppResult<MarkAwards> {
    let ids = |texts: &[String]| {
        texts
            .iter()
            .map(|text| text.parse::<IdeaId>().map_err(|_| AppError::StaleForm))
            .collect::<AppResult<Vec<_>>>()
    };
    let (shown, awarded) = (ids(&form.shown)?, ids(&form.awarded)?);
    let ticked: BTreeSet<IdeaId> = awarded.iter().copied().collect();
    let withdrawn = shown.into_iter().filter(|id| !ticked.contains(id)).collect();
    Ok(MarkAwards { slug: slug.to_owned(), awarded, withdrawn })
}
