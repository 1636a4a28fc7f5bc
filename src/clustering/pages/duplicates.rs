//! `/concours/:slug/doublons`: pairs of ideas that seem to ask for the same thing, to be judged. For the team.

use std::collections::{BTreeMap, BTreeSet};

use poem::web::{Data, Path, Query};
use poem::{Response, handler};
use serde::{Deserialize, Serialize};

use super::cards::ContestView;
use super::decide::NoFields;
use crate::accounts::Actor;
use crate::app::App;
use crate::clustering::rules::Verdict;
use crate::clustering::store::{self, IdeaPair};
use crate::clustering::{JudgePair, StartFindingDuplicates, duplicates_url, start_url};
use crate::contests;
use crate::db::Conn;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::ideas::{self, Destiny, IdeaCard};
use crate::ids::IdeaId;
use crate::web::paging::{Pages, address};
use crate::web::{Form, Page, Shell};

/// Pairs on a page.
const PER_PAGE: usize = 20;

/// The page.
#[derive(Debug, Clone, Serialize)]
pub struct DuplicatesPage {
    contest: ContestView,
    pairs: Vec<PairView>,
    judged: Vec<PairView>,
    judge_action: String,
    search_action: String,
    groups_url: String,
    waiting: usize,
    pages: Pages,
}

#[derive(Debug, Clone, Serialize)]
struct PairView {
    first: IdeaCard,
    second: IdeaCard,
    first_id: String,
    second_id: String,
    score: f64,
    shared_terms: Vec<String>,
    verdict: Verdict,
}

#[derive(Debug, Deserialize)]
pub struct DuplicatesQuery {
    #[serde(default)]
    page: String,
}

/// A pair, and what a person says of it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct JudgeForm {
    first: String,
    second: String,
    verdict: String,
}

#[handler]
pub async fn show(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Path(slug): Path<String>,
    query: Query<DuplicatesQuery>,
) -> AppResult<Response> {
    let number = query.page.parse().unwrap_or(1);
    shell.page(&app.read(move |conn| load(conn, &actor, &slug, number)).await?)
}

#[handler]
pub async fn search(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Path(slug): Path<String>,
    _form: Form<NoFields>,
) -> AppResult<Response> {
    let (who, name) = (actor.clone(), slug.clone());
    let contest = app.read(move |conn| contests::find_by_slug(conn, &who, &name)).await?;
    let contest = contest.ok_or(AppError::NotFound)?;
    StartFindingDuplicates { contest: contest.id }.run(&app, &actor).await?;
    Ok(shell.see_other(&duplicates_url(&contest.slug), Some(("success", "flash-duplicates-asked"))))
}

#[handler]
pub async fn judge(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Path(slug): Path<String>,
    form: Form<JudgeForm>,
) -> AppResult<Response> {
    let JudgeForm { first, second, verdict } = &form.values;
    let id = |text: &str| text.parse::<IdeaId>().map_err(|_| AppError::NotFound);
    let verdict: Verdict = verdict.parse().map_err(|()| FieldErrors::one("verdict", "unknown-choice"))?;
    JudgePair { one: id(first)?, other: id(second)?, verdict }.run(&app, &actor).await?;
    let flash = match verdict {
        Verdict::Near => "flash-pair-undone",
        _ => "flash-pair-judged",
    };
    Ok(shell.see_other(&duplicates_url(&slug), Some(("success", flash))))
}

fn load(conn: &mut Conn, actor: &Actor, slug: &str, number: usize) -> AppResult<DuplicatesPage> {
    let contest = contests::find_by_slug(conn, actor, slug)?.ok_or(AppError::NotFound)?;
    let near = store::list_pairs(conn, contest.id, &[Verdict::Near])?;
    let judged = store::list_pairs(conn, contest.id, &[Verdict::Same, Verdict::Different])?;
    let here = duplicates_url(&contest.slug);
    let pages = Pages::new(number, near.len(), PER_PAGE, |number| {
        address(&here, [("page", number.to_string().as_str())])
    });
    let waiting = near.len();
    let shown = near.into_iter().skip(pages.offset(PER_PAGE)).take(PER_PAGE).collect();
    Ok(DuplicatesPage {
        pairs: views(conn, actor, shown)?,
        judged: views(conn, actor, judged)?,
        judge_action: here.clone(),
        search_action: format!("{here}/recherche"),
        groups_url: start_url(&contest.slug),
        waiting,
        pages,
        contest: ContestView::of(&contest),
    })
}

fn views(conn: &mut Conn, viewer: &Actor, pairs: Vec<IdeaPair>) -> AppResult<Vec<PairView>> {
    let ids: BTreeSet<IdeaId> = pairs.iter().flat_map(|pair| [pair.first_id, pair.second_id]).collect();
    let ideas = ideas::list_by_ids(conn, &ids.into_iter().collect::<Vec<_>>())?;
    let ids: Vec<IdeaId> = ideas.iter().map(|idea| idea.id).collect();
    let cards: BTreeMap<IdeaId, IdeaCard> =
        ids.into_iter().zip(ideas::cards(conn, viewer, ideas, &BTreeMap::new())?).collect();
    let view = |pair: IdeaPair| {
        Some(PairView {
            first: cards.get(&pair.first_id)?.clone(),
            second: cards.get(&pair.second_id)?.clone(),
            first_id: pair.first_id.to_string(),
            second_id: pair.second_id.to_string(),
            score: pair.score,
            shared_terms: pair.shared_terms(),
            verdict: pair.verdict,
        })
    };
    Ok(pairs.into_iter().filter_map(view).collect())
}

impl Page for DuplicatesPage {
    const TEMPLATE: &'static str = "clustering/duplicates.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let page = |title: &str| {
            let pair = |verdict| PairView {
                first: IdeaCard::sample(title, Destiny::Unawarded),
                second: IdeaCard::sample(title, Destiny::InMinilab),
                first_id: "0000000000001".into(),
                second_id: "0000000000002".into(),
                score: 0.83,
                shared_terms: vec!["vaisselle".into(), "<b>bruit</b>".into()],
                verdict,
            };
            let here = "/concours/idees-2026/doublons";
            Self {
                contest: ContestView::sample(title),
                pairs: vec![pair(Verdict::Near), pair(Verdict::Near)],
                judged: vec![pair(Verdict::Same), pair(Verdict::Different)],
                judge_action: here.into(),
                search_action: format!("{here}/recherche"),
                groups_url: "/concours/idees-2026/regroupement".into(),
                waiting: 42,
                pages: Pages::new(1, 42, PER_PAGE, |number| format!("{here}?page={number}")),
            }
        };
        let none = Self { pairs: vec![], judged: vec![], waiting: 0, ..page("Idées 2026") };
        vec![
            ("pairs", page("Idées 2026")),
            ("none", Self { pages: Pages::new(1, 0, PER_PAGE, |_| String::new()), ..none }),
            ("hostile_text", page("<script>alert(1)</script>")),
            ("very_long_title", page(&"Anticonstitutionnellement ".repeat(8))),
        ]
    }
}
