//! `/cartes`: cards for people without a work address, site by site. For whoever may give them out there.

use std::collections::BTreeMap;

use poem::web::{Data, Path, Query};
use poem::{Response, handler};
use serde::{Deserialize, Serialize};

use crate::accounts::cards::{MOST_CARDS, MOST_WRONG_PINS};
use crate::accounts::rules::{self, CardState};
use crate::accounts::store::{self, CardRow};
use crate::accounts::{Actor, ChangeCard, IssueCards, IssuedCard, ReplaceCard, site_for_cards};
use crate::app::App;
use crate::clock::Time;
use crate::db::Conn;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::ids::{AccountId, CardId, UnitId};
use crate::organisation::{self, Branch, Unit};
use crate::web::qr::Qr;
use crate::web::{Form, FormState, Page, Shell};

/// Cards shown of a site.
const SHOWN: i64 = 500;

/// The page of all sites.
#[derive(Debug, Clone, Serialize)]
pub struct SitesPage {
    query: String,
    sites: Vec<SiteView>,
}

/// The page of one site.
#[derive(Debug, Clone, Serialize)]
pub struct SiteCardsPage {
    site: SiteView,
    cards: Vec<CardView>,
    form: FormState,
    batch: String,
    most: usize,
}

/// The sheet of cards, shown once.
#[derive(Debug, Clone, Serialize)]
pub struct SheetPage {
    site: SiteView,
    cards: Vec<IssuedCard>,
    address: String,
    qr: Qr,
}

/// The poster of a site.
#[derive(Debug, Clone, Serialize)]
pub struct PosterPage {
    site: SiteView,
    address: String,
    qr: Qr,
}

#[derive(Debug, Clone, Serialize)]
struct SiteView {
    name: String,
    url: String,
    departement: String,
    code: String,
}

#[derive(Debug, Clone, Serialize)]
struct CardView {
    number: String,
    url: String,
    state: &'static str,
    name: Option<String>,
    issued_at: Time,
    activated_at: Option<Time>,
    is_locked: bool,
}

impl SiteView {
    fn of(unit: Unit) -> Self {
        let url = format!("/cartes/{}", unit.id);
        Self { name: unit.name, url, departement: unit.departement, code: unit.site_code.unwrap_or_default() }
    }

    fn sample(name: &str) -> Self {
        let url = "/cartes/0000000000001".into();
        Self { name: name.into(), url, departement: "67".into(), code: "k7m2pd".into() }
    }
}

impl CardView {
    fn of(site: &SiteView, card: CardRow, names: &BTreeMap<AccountId, String>) -> Self {
        Self {
            url: format!("{}/{}", site.url, card.id),
            number: format!(
                "{} {}",
                card.number.get(..4).unwrap_or_default(),
                card.number.get(4..).unwrap_or_default()
            ),
            is_locked: card.wrong_pins >= MOST_WRONG_PINS && card.state != CardState::Void,
            state: card.state.as_str(),
            name: card.account_id.and_then(|id| names.get(&id).cloned()),
            issued_at: card.issued_at,
            activated_at: card.activated_at,
        }
    }

    fn sample(state: CardState, name: Option<&str>, is_locked: bool) -> Self {
        Self {
            number: "4821 9930".into(),
            url: "/cartes/0000000000001/0000000000002".into(),
            state: state.as_str(),
            name: name.map(str::to_owned),
            issued_at: Time::default(),
            activated_at: name.map(|_| Time::default()),
            is_locked,
        }
    }
}

impl Page for SitesPage {
    const TEMPLATE: &'static str = "accounts/cards.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let page = |query: &str, sites| Self { query: query.into(), sites };
        vec![
            ("several", page("", vec![SiteView::sample("Lycée Louise-Weiss"), SiteView::sample("Siège")])),
            ("none", page("kléber", vec![])),
            ("hostile_text", page("<b>", vec![SiteView::sample("<script>alert(1)</script>")])),
            ("very_long_title", page("", vec![SiteView::sample(&"Anticonstitutionnellement ".repeat(4))])),
        ]
    }
}

impl Page for SiteCardsPage {
    const TEMPLATE: &'static str = "accounts/site_cards.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let page = |name: &str, form, cards| Self {
            site: SiteView::sample(name),
            cards,
            form,
            batch: "0000000000003".into(),
            most: MOST_CARDS,
        };
        let mut errors = FieldErrors::default();
        errors.add_limit("count", "too-large", 40);
        let every = vec![
            CardView::sample(CardState::Issued, None, false),
            CardView::sample(CardState::Active, Some("<b>Lina</b>"), false),
            CardView::sample(CardState::Active, None, true),
            CardView::sample(CardState::Void, None, false),
        ];
        vec![
            ("every_state", page("Lycée Louise-Weiss", FormState::default(), every)),
            ("none_yet", page("Siège", FormState::default(), vec![])),
            ("too_many", page("Siège", FormState::filled([("count", "99")]).with_errors(errors), vec![])),
            ("hostile_text", page("<script>alert(1)</script>", FormState::default(), vec![])),
        ]
    }
}

/// What a code leads to, for samples.
fn sample_qr() -> Qr {
    Qr::of("https://minilabs.example/c/k7m2pd").unwrap_or_default()
}

impl Page for SheetPage {
    const TEMPLATE: &'static str = "accounts/card_sheet.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let card = || IssuedCard { number: "4821 9930".into(), pin: "481516".into() };
        let page = |name: &str, count| Self {
            site: SiteView::sample(name),
            cards: (0..count).map(|_| card()).collect(),
            address: "https://minilabs.example/c/k7m2pd".into(),
            qr: sample_qr(),
        };
        vec![
            ("several", page("Lycée Louise-Weiss", 6)),
            ("one", page("<script>alert(1)</script>", 1)),
            ("very_long_title", page(&"Anticonstitutionnellement ".repeat(4), 2)),
        ]
    }
}

impl Page for PosterPage {
    const TEMPLATE: &'static str = "accounts/poster.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let page = |name: &str| Self {
            site: SiteView::sample(name),
            address: "https://minilabs.example/c/k7m2pd".into(),
            qr: sample_qr(),
        };
        vec![("site", page("Lycée Louise-Weiss")), ("hostile_text", page("<script>alert(1)</script>"))]
    }
}

#[derive(Debug, Deserialize)]
pub struct SearchQuery {
    #[serde(default)]
    q: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IssueForm {
    count: String,
    #[serde(default)]
    batch: String,
}

/// Nothing but the token.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoFields {}

#[handler]
pub async fn list(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Query(asked): Query<SearchQuery>,
) -> AppResult<Response> {
    actor.require(rules::may_issue_cards(&actor))?;
    let query = asked.q.clone();
    let sites = app.read(move |conn| sites_of(conn, &actor, &query)).await?;
    shell.page(&SitesPage { query: asked.q, sites: sites.into_iter().map(SiteView::of).collect() })
}

/// The sites of a name where an actor may give cards out.
fn sites_of(conn: &mut Conn, actor: &Actor, name: &str) -> AppResult<Vec<Unit>> {
    let mut sites = Vec::new();
    for site in organisation::search(conn, name, Branch::Sites)? {
        let line: Vec<UnitId> = match actor.is_team() {
            true => Vec::new(),
            false => organisation::line_of(conn, site.id)?.into_iter().map(|unit| unit.id).collect(),
        };
        if rules::may_issue_cards_at(actor, &site.departement, &line) {
            sites.push(site);
        }
    }
    Ok(sites)
}

fn load(
    conn: &mut Conn,
    actor: &Actor,
    site: UnitId,
    batch: String,
    form: FormState,
) -> AppResult<SiteCardsPage> {
    let rows = store::list_cards(conn, site, SHOWN)?;
    let site = SiteView::of(site_for_cards(conn, actor, site)?);
    let people: Vec<AccountId> = rows.iter().filter_map(|card| card.account_id).collect();
    let names = store::names_of(conn, actor, &people)?;
    let cards = rows.into_iter().map(|card| CardView::of(&site, card, &names)).collect();
    Ok(SiteCardsPage { site, cards, form, batch, most: MOST_CARDS })
}

fn site_id(text: &str) -> AppResult<UnitId> {
    text.parse().map_err(|_| AppError::NotFound)
}

async fn page(app: &App, actor: Actor, site: UnitId, form: FormState) -> AppResult<SiteCardsPage> {
    let batch: CardId = app.clock.new_id();
    app.read(move |conn| load(conn, &actor, site, batch.to_string(), form)).await
}

#[handler]
pub async fn show(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Path(id): Path<String>,
) -> AppResult<Response> {
    shell.page(&page(&app, actor, site_id(&id)?, FormState::filled([("count", "8")])).await?)
}

/// What is printed for a site: its address, and the code that leads there.
async fn printed(app: &App, actor: Actor, site: UnitId) -> AppResult<(SiteView, String, Qr)> {
    let site = SiteView::of(app.read(move |conn| site_for_cards(conn, &actor, site)).await?);
    let address = format!("{}/c/{}", app.config.base_url, site.code);
    let qr = Qr::of(&address)?;
    Ok((site, address, qr))
}

/// The sheet is the answer to the form itself: what stands on it is kept nowhere, so that no address could lead to it.
#[handler]
pub async fn issue(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Path(id): Path<String>,
    form: Form<IssueForm>,
) -> AppResult<Response> {
    let site = site_id(&id)?;
    let IssueForm { count, batch } = form.values;
    match (IssueCards { site, count, batch }).run(&app, &actor).await {
        Ok(cards) => {
            let (site, address, qr) = printed(&app, actor, site).await?;
            shell.page(&SheetPage { site, cards, address, qr })
        }
        Err(AppError::Invalid(errors)) => {
            let form = FormState::refused(&form.raw, errors, &[]);
            shell.refused_page(&page(&app, actor, site, form).await?)
        }
        Err(other) => Err(other),
    }
}

#[handler]
pub async fn replace(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Path((id, card)): Path<(String, String)>,
    _form: Form<NoFields>,
) -> AppResult<Response> {
    let (site, card) = (site_id(&id)?, card.parse().map_err(|_| AppError::NotFound)?);
    let card = ReplaceCard { site, card }.run(&app, &actor).await?;
    let (site, address, qr) = printed(&app, actor, site).await?;
    shell.page(&SheetPage { site, cards: vec![card], address, qr })
}

async fn change(
    app: &App,
    actor: &Actor,
    shell: &Shell,
    path: (String, String),
    what: ChangeCard,
    told: &str,
) -> AppResult<Response> {
    let (site, card) = (site_id(&path.0)?, path.1.parse().map_err(|_| AppError::NotFound)?);
    what.run(app, actor, site, card).await?;
    Ok(shell.see_other(&format!("/cartes/{site}"), Some(("success", told))))
}

#[handler]
pub async fn unlock(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Path(path): Path<(String, String)>,
    _form: Form<NoFields>,
) -> AppResult<Response> {
    change(&app, &actor, &shell, path, ChangeCard::Unlock, "flash-card-unlocked").await
}

#[handler]
pub async fn void(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Path(path): Path<(String, String)>,
    _form: Form<NoFields>,
) -> AppResult<Response> {
    change(&app, &actor, &shell, path, ChangeCard::Void, "flash-card-voided").await
}

#[handler]
pub async fn poster(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Path(id): Path<String>,
) -> AppResult<Response> {
    let (site, address, qr) = printed(&app, actor, site_id(&id)?).await?;
    shell.page(&PosterPage { site, address, qr })
}
