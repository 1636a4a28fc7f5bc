//! `/mini-labs` and `/communautes`: the groups that one may see. For everybody, as far as each is open to them.

use std::collections::BTreeSet;

use poem::web::{Data, Query};
use poem::{Response, handler};
use serde::{Deserialize, Serialize};

use crate::accounts::Actor;
use crate::app::App;
use crate::error::{AppError, AppResult};
use crate::minilabs::{MiniLab, MiniLabCard, MiniLabKind, cards, store};
use crate::web::paging::Pages;
use crate::web::{Page, Shell};

/// Groups on a page.
const PER_PAGE: usize = 24;

/// The page.
#[derive(Debug, Clone, Serialize)]
pub struct ListPage {
    kind: Option<MiniLabKind>,
    tabs: Vec<Tab>,
    minilabs: Vec<MiniLabCard>,
    pages: Pages,
}

#[derive(Debug, Clone, Serialize)]
struct Tab {
    kind: &'static str,
    url: String,
    current: bool,
    count: usize,
}

impl Page for ListPage {
    const TEMPLATE: &'static str = "minilabs/list.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let page = |kind, minilabs: Vec<MiniLabCard>| Self {
            kind,
            tabs: tabs(kind, [7, 3]),
            pages: Pages::new(1, minilabs.len() * PER_PAGE, PER_PAGE, |number| address(kind, number)),
            minilabs,
        };
        let several = vec![
            MiniLabCard::sample("Vaisselle et bruit", MiniLabKind::Thematic),
            MiniLabCard {
                purpose: String::new(),
                terms: vec![],
                ..MiniLabCard::sample("Cuisine", MiniLabKind::Trade)
            },
        ];
        let hostile = MiniLabCard::sample("<script>alert(1)</script>", MiniLabKind::Thematic);
        let long = MiniLabCard::sample(&"Anticonstitutionnellement ".repeat(8), MiniLabKind::Trade);
        vec![
            ("several", page(None, several)),
            ("none", page(Some(MiniLabKind::Trade), vec![])),
            ("hostile_text", page(Some(MiniLabKind::Thematic), vec![hostile])),
            ("very_long_title", page(Some(MiniLabKind::Trade), vec![long])),
        ]
    }
}

#[derive(Debug, Deserialize)]
pub struct ListQuery {
    #[serde(default)]
    genre: String,
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
    let kind = (query.genre == MiniLabKind::Thematic.as_str()).then_some(MiniLabKind::Thematic);
    shell.page(&load(&app, &actor, kind, &query.page).await?)
}

#[handler]
pub async fn show_communities(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    query: Query<ListQuery>,
) -> AppResult<Response> {
    shell.page(&load(&app, &actor, Some(MiniLabKind::Trade), &query.page).await?)
}

async fn load(app: &App, actor: &Actor, kind: Option<MiniLabKind>, page: &str) -> AppResult<ListPage> {
    let (actor, number) = (actor.clone(), page.parse().unwrap_or(1));
    app.read(move |conn| {
        let all = store::list(conn, &actor)?;
        let counts = MiniLabKind::ALL.map(|kind| all.iter().filter(|lab| lab.kind == kind).count());
        let nearest: BTreeSet<_> = match actor.account() {
            Some(account) => {
                let invited =
                    store::pending_invitations(conn, account)?.into_iter().map(|one| one.minilab_id);
                let mine = store::list_of_account(conn, account)?.into_iter().map(|lab| lab.id);
                invited.chain(mine).collect()
            }
            None => BTreeSet::new(),
        };
        let mut shown: Vec<MiniLab> =
            all.into_iter().filter(|lab| kind.is_none_or(|kind| lab.kind == kind)).collect();
        // Stable: those I belong to or am invited to come first, each part by title.
        shown.sort_by_key(|lab| !nearest.contains(&lab.id));
        let pages = Pages::new(number, shown.len(), PER_PAGE, |number| address(kind, number));
        let shown = shown.into_iter().skip(pages.offset(PER_PAGE)).take(PER_PAGE).collect();
        let minilabs = cards(conn, shown, actor.account())?;
        Ok::<_, AppError>(ListPage { kind, tabs: tabs(kind, counts), minilabs, pages })
    })
    .await
}

fn tabs(current: Option<MiniLabKind>, [thematic, trade]: [usize; 2]) -> Vec<Tab> {
    let tab = |kind: Option<MiniLabKind>, count| Tab {
        kind: kind.map_or("all", MiniLabKind::as_str),
        url: address(kind, 1),
        current: kind == current,
        count,
    };
    vec![
        tab(None, thematic + trade),
        tab(Some(MiniLabKind::Thematic), thematic),
        tab(Some(MiniLabKind::Trade), trade),
    ]
}

fn address(kind: Option<MiniLabKind>, page: usize) -> String {
    let (path, genre) = match kind {
        None => ("/mini-labs", ""),
        Some(MiniLabKind::Thematic) => ("/mini-labs", MiniLabKind::Thematic.as_str()),
        Some(MiniLabKind::Trade) => ("/communautes", ""),
    };
    let page = if page > 1 { page.to_string() } else { String::new() };
    crate::web::paging::address(path, [("genre", genre), ("page", page.as_str())])
}
