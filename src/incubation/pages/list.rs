//! `/accompagnements`: the need forms that one may see. For everybody, as far as each is open to them.

use poem::web::{Data, Query};
use poem::{Response, handler};
use serde::{Deserialize, Serialize};

use crate::accounts::Actor;
use crate::app::App;
use crate::error::{AppError, AppResult};
use crate::incubation::{NeedForm, NeedFormCard, NeedState, cards, store};
use crate::web::paging::{Pages, address};
use crate::web::{Page, Shell};

/// Forms on a page.
const PER_PAGE: usize = 24;

/// The page.
#[derive(Debug, Clone, Serialize)]
pub struct ListPage {
    files: Vec<NeedFormCard>,
    states: Vec<StateTab>,
    pages: Pages,
}

#[derive(Debug, Clone, Serialize)]
struct StateTab {
    kind: &'static str,
    url: String,
    current: bool,
    count: usize,
}

impl Page for ListPage {
    const TEMPLATE: &'static str = "incubation/list.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let page = |files: Vec<NeedFormCard>| Self {
            states: tabs(Some(NeedState::Submitted), |_| files.len()),
            pages: Pages::new(1, files.len() * PER_PAGE, PER_PAGE, |number| url_of(None, number)),
            files,
        };
        let every = NeedState::ALL.map(|state| NeedFormCard::sample("Un self plus calme", state)).to_vec();
        let alone = NeedFormCard { minilab: None, ..NeedFormCard::sample("Seule", NeedState::Studied) };
        vec![
            ("every_state", page(every)),
            ("none", page(vec![])),
            ("from_no_minilab", page(vec![alone])),
            (
                "hostile_text",
                page(vec![NeedFormCard::sample("<script>alert(1)</script>", NeedState::Accepted)]),
            ),
            (
                "very_long_title",
                page(vec![NeedFormCard::sample(
                    &"Anticonstitutionnellement ".repeat(8),
                    NeedState::Declined,
                )]),
            ),
        ]
    }
}

#[derive(Debug, Deserialize)]
pub struct ListQuery {
    #[serde(default)]
    etat: String,
    #[serde(default)]
    page: String,
}

#[handler]
pub async fn show(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    query: Query<ListQuery>,
) -> AppResult<Response> {
    let state: Option<NeedState> = query.etat.parse().ok();
    let number = query.page.parse().unwrap_or(1);
    let page = app.read(move |conn| {
        let all = store::list(conn, &actor, None)?;
        let states = tabs(state, |of| all.iter().filter(|form| of.is_none_or(|of| form.state == of)).count());
        let shown: Vec<NeedForm> =
            all.into_iter().filter(|form| state.is_none_or(|state| form.state == state)).collect();
        let pages = Pages::new(number, shown.len(), PER_PAGE, |number| url_of(state, number));
        let mut files = cards(conn, shown)?;
        files.sort_by_key(|file| std::cmp::Reverse(file.updated_at));
        let files = files.into_iter().skip(pages.offset(PER_PAGE)).take(PER_PAGE).collect();
        Ok::<_, AppError>(ListPage { files, states, pages })
    });
    shell.page(&page.await?)
}

fn tabs(current: Option<NeedState>, count: impl Fn(Option<NeedState>) -> usize) -> Vec<StateTab> {
    let states = NeedState::ALL.map(Some);
    let tab = |state: Option<NeedState>| StateTab {
        kind: state.map_or("all", NeedState::as_str),
        url: url_of(state, 1),
        current: state == current,
        count: count(state),
    };
    [None].into_iter().chain(states).map(tab).collect()
}

fn url_of(state: Option<NeedState>, page: usize) -> String {
    let page = if page > 1 { page.to_string() } else { String::new() };
    address("/accompagnements", [("etat", state.map_or("", NeedState::as_str)), ("page", &page)])
}
