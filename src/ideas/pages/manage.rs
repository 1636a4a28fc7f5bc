//! `/moderation/publiees`: the published ideas, found as in the public list, to be sorted by theme or taken off many at
//! once. For the team.

use std::collections::BTreeSet;

use poem::web::Data;
use poem::{Request, Response, handler};
use serde::{Deserialize, Serialize};

use super::list::{self, FacetValue};
use super::review::{ids_of, reasons};
use crate::accounts::Actor;
use crate::app::App;
use crate::contests::{self, Contest};
use crate::error::{AppError, AppResult, FieldErrors};
use crate::ideas::cards::{LANGUAGE, filled};
use crate::ideas::listing::{Listing, PER_PAGE};
use crate::ideas::rules::{self, IdeaState, ListOrder};
use crate::ideas::store::{self, Idea};
use crate::ideas::{ReviewIdeas, SetThemes};
use crate::ids::{BatchId, ContestId, IdeaId};
use crate::web::forms::Choice;
use crate::web::paging::{Pages, address};
use crate::web::{Form, FormState, Page, Shell};

/// Where it is.
const ADDRESS: &str = "/moderation/publiees";
/// The choice that takes a theme off; no theme has such a name.
const NONE: &str = "-";

/// The page.
#[derive(Debug, Clone, Serialize)]
pub struct ManagePage {
    query: String,
    total: usize,
    ideas: Vec<Line>,
    contests: Vec<FacetValue>,
    themes: Vec<FacetValue>,
    active_filters: usize,
    clear_url: String,
    keep: Vec<(&'static str, String)>,
    new_themes: Vec<Choice>,
    reasons: Vec<&'static str>,
    form: FormState,
    here: String,
    undo: Option<String>,
    pages: Pages,
}

#[derive(Debug, Clone, Serialize)]
struct Line {
    id: String,
    url: String,
    title: String,
    lang: &'static str,
    number: i64,
    contest: String,
    theme: Option<String>,
    is_checked: bool,
}

impl Page for ManagePage {
    const TEMPLATE: &'static str = "ideas/manage.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let line = |id: &str, title: &str| Line {
            id: id.into(),
            url: "/idees/une-idee-0000000000001".into(),
            title: title.into(),
            lang: LANGUAGE,
            number: 12,
            contest: "Toutes les idées comptent".into(),
            theme: Some("Restauration et gaspillage alimentaire".into()),
            is_checked: false,
        };
        let value = |label: &str| FacetValue {
            value: label.into(),
            label: Some(label.into()),
            count: 12,
            url: ADDRESS.into(),
            selected: true,
        };
        let page = |ideas: Vec<Line>| Self {
            query: String::new(),
            total: ideas.len(),
            ideas,
            contests: vec![value("Toutes les idées comptent")],
            themes: vec![value("Restauration et gaspillage alimentaire")],
            active_filters: 1,
            clear_url: ADDRESS.into(),
            keep: vec![("theme", "Déchets".into())],
            new_themes: Choice::plain(["Déchets", "<b>Autre</b>"]),
            reasons: reasons(),
            form: FormState::default(),
            here: ADDRESS.into(),
            undo: None,
            pages: Pages::new(1, 1, PER_PAGE, |_| String::new()),
        };
        let mut errors = FieldErrors::default();
        errors.add("ideas", "choose");
        errors.add("theme", "theme-of-another-contest");
        let all = vec![
            line("0000000000001", "Moins de gâchis"),
            line("0000000000002", "<script>alert(1)</script>"),
            line("0000000000003", &"Long ".repeat(40)),
        ];
        vec![
            ("nothing", page(vec![])),
            ("some", Self { undo: Some("0000000000009".into()), ..page(all.clone()) }),
            ("refused", Self { form: FormState::default().with_errors(errors), ..page(all) }),
        ]
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ManageForm {
    /// Those ticked.
    ideas: Vec<String>,
    /// The button: `theme` or `hidden`.
    todo: String,
    theme: String,
    review_reason: String,
    words: String,
    /// The list that they were ticked on.
    here: String,
}

#[handler]
pub async fn show(app: Data<&App>, request: &Request, actor: Actor, shell: Shell) -> AppResult<Response> {
    let query = request.uri().query().unwrap_or_default();
    shell.page(&load(&app, &actor, query, FormState::default(), &[]).await?)
}

#[handler]
pub async fn post(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    form: Form<ManageForm>,
) -> AppResult<Response> {
    let ManageForm { ideas, todo, theme, review_reason: reason, words, here } = form.values;
    let ideas = ids_of(&ideas)?;
    let done = match todo.as_str() {
        "theme" if theme.is_empty() => Err(FieldErrors::one("theme", "choose")),
        "theme" => {
            let theme = if theme == NONE { String::new() } else { theme };
            SetThemes { ideas: ideas.clone(), theme }.run(&app, &actor).await
        }
        "hidden" => {
            ReviewIdeas { ideas: ideas.clone(), to: IdeaState::Hidden, reason, words }.run(&app, &actor).await
        }
        _ => return Err(AppError::StaleForm),
    };
    // What the form says of its list is read as a list, never followed as an address.
    let query = here.split_once('?').map_or("", |(_, query)| query).to_owned();
    match done {
        Ok(done) => {
            let list = list::asked(&query);
            let to = at(&list, list.page, &done.batch.to_string());
            Ok(shell.see_other(&to, Some(("success", "flash-ideas-reviewed"))))
        }
        Err(AppError::Invalid(errors)) => {
            let state = FormState::refused(&form.raw, errors, &[]);
            shell.refused_page(&load(&app, &actor, &query, state, &ideas).await?)
        }
        Err(other) => Err(other),
    }
}

/// The address of a page of a list.
fn at(listing: &Listing, page: usize, batch: &str) -> String {
    let kept = list::kept(listing);
    let kept = kept.iter().map(|(name, value)| (*name, value.as_str()));
    let page = if page > 1 { page.to_string() } else { String::new() };
    let ends = [("page", page.as_str()), ("lot", batch)];
    address(ADDRESS, [("q", listing.text.as_str())].into_iter().chain(kept).chain(ends))
}

async fn load(
    app: &App,
    actor: &Actor,
    query: &str,
    form: FormState,
    checked: &[IdeaId],
) -> AppResult<ManagePage> {
    let mut listing = list::asked(query);
    // Work goes through a list from one end to the other: nothing may move meanwhile.
    listing.order = Some(ListOrder::Recent);
    let listed = listing.find(app, actor).await?;
    let undo = list::parameter(query, "lot").filter(|batch| batch.parse::<BatchId>().is_ok());
    let pages = Pages::new(listing.page, listing.reachable(listed.total), PER_PAGE, |number| {
        at(&listing, number, "")
    });
    let (viewer, ids, checked) = (actor.clone(), listed.ids.clone(), checked.to_vec());
    let (lines, contests, counts) = app
        .read(move |conn| {
            let contests = contests::list(conn, &viewer)?;
            let all: Vec<ContestId> = contests.iter().map(|contest| contest.id).collect();
            let counts = contests::count_ideas(conn, &all)?;
            let ideas = store::list_visible_by_ids(conn, &viewer, &ids)?;
            let lines = ideas.into_iter().map(|idea| line(idea, &contests, &checked)).collect();
            Ok::<_, AppError>((lines, contests, counts))
        })
        .await?;
    let is_listed = |contest: &&Contest| {
        let chosen = listing.chosen.get("contest");
        chosen.is_none_or(|chosen| chosen.contains(&contest.id.to_string()))
    };
    let new_themes: BTreeSet<String> =
        contests.iter().filter(is_listed).flat_map(Contest::categories).collect();
    let of_contest = |contest: &Contest| FacetValue {
        value: contest.id.to_string(),
        label: Some(contest.title.clone()),
        count: counts.get(&contest.id).map_or(0, |count| *count as usize),
        url: list::switched(ADDRESS, &listing, "contest", &contest.id.to_string()),
        selected: listing.is_chosen("contest", &contest.id.to_string()),
    };
    Ok(ManagePage {
        query: listing.text.clone(),
        total: listed.total,
        ideas: lines,
        contests: contests.iter().map(of_contest).filter(|one| one.count > 0).collect(),
        themes: list::facet(ADDRESS, &listing, &listed, "theme", false),
        active_filters: listing.chosen.values().map(Vec::len).sum(),
        clear_url: address(ADDRESS, [("q", listing.text.as_str())]),
        keep: list::kept(&listing),
        new_themes: Choice::plain(new_themes),
        reasons: reasons(),
        form,
        here: at(&listing, listing.page, ""),
        undo,
        pages,
    })
}

fn line(idea: Idea, contests: &[Contest], checked: &[IdeaId]) -> Line {
    let contest = contests.iter().find(|contest| contest.id == idea.contest_id);
    Line {
        is_checked: checked.contains(&idea.id),
        id: idea.id.to_string(),
        url: rules::url(idea.id, &idea.title),
        title: idea.title,
        lang: LANGUAGE,
        number: idea.number,
        contest: contest.map(|contest| contest.title.clone()).unwrap_or_default(),
        theme: filled(idea.category),
    }
}
