//! `/personnes` and `/personnes/revue`: everybody with an account, and the roles to look at. For administrators.

use poem::web::{Data, Query};
use poem::{Response, handler};
use serde::{Deserialize, Serialize};

use crate::accounts::grants;
use crate::accounts::rules::Role;
use crate::accounts::store::{self, Account, GrantRow, PersonFilter};
use crate::app::App;
use crate::clock::Time;
use crate::db::Conn;
use crate::error::AppResult;
use crate::ids::AccountId;
use crate::web::paging::{Pages, address};
use crate::web::{Page, Shell};

use super::person::{ScopeView, scope_view};

/// People on a page.
const PER_PAGE: usize = 50;

/// The list.
#[derive(Debug, Clone, Serialize)]
pub struct PeoplePage {
    query: String,
    role: String,
    roles: [Role; 4],
    total: i64,
    people: Vec<PersonLine>,
    pages: Pages,
}

/// The roles to look at.
#[derive(Debug, Clone, Serialize)]
pub struct ReviewPage {
    lines: Vec<ReviewLine>,
}

#[derive(Debug, Clone, Serialize)]
struct PersonLine {
    name: String,
    url: String,
    email: Option<String>,
    trade: String,
    last_seen_at: Option<Time>,
    roles: Vec<Role>,
}

#[derive(Debug, Clone, Serialize)]
struct ReviewLine {
    name: String,
    url: String,
    role: Role,
    scope: ScopeView,
    ends_on: Option<String>,
    why: &'static str,
}

/// The address of a person.
pub(super) fn url(id: AccountId) -> String {
    format!("/personnes/{id}")
}

impl Page for PeoplePage {
    const TEMPLATE: &'static str = "accounts/people.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let person = |name: &str| PersonLine {
            name: name.into(),
            url: "/personnes/0000000000001".into(),
            email: Some("lina@example.org".into()),
            trade: "cantinière".into(),
            last_seen_at: None,
            roles: vec![Role::Animator],
        };
        let page = |people: Vec<PersonLine>| Self {
            query: String::new(),
            role: "animator".into(),
            roles: Role::ALL,
            total: people.len() as i64,
            people,
            pages: Pages::single(),
        };
        vec![
            ("several", page(vec![person("Lina Moreau"), person("Ada Ferrand")])),
            ("none", Self { query: "<b>".into(), ..page(vec![]) }),
            ("hostile_text", page(vec![person("<script>alert(1)</script>")])),
            ("very_long_title", page(vec![person(&"Anticonstitutionnellement ".repeat(4))])),
        ]
    }
}

impl Page for ReviewPage {
    const TEMPLATE: &'static str = "accounts/review.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let line = |why| ReviewLine {
            name: "<b>Lina</b>".into(),
            url: "/personnes/0000000000001".into(),
            role: Role::Ambassador,
            scope: ScopeView::sample(),
            ends_on: Some("2026-06-30".into()),
            why,
        };
        vec![
            ("every_reason", Self { lines: ["over", "ends-soon", "never-used"].map(line).to_vec() }),
            ("none", Self { lines: vec![] }),
        ]
    }
}

#[derive(Debug, Deserialize)]
pub struct PeopleQuery {
    #[serde(default)]
    q: String,
    #[serde(default)]
    role: String,
    #[serde(default)]
    page: String,
}

#[handler]
pub async fn list(app: Data<&App>, shell: Shell, Query(asked): Query<PeopleQuery>) -> AppResult<Response> {
    let today = app.clock.now().date();
    shell.page(&app.read(move |conn| load(conn, asked, today)).await?)
}

fn load(conn: &mut Conn, asked: PeopleQuery, today: chrono::NaiveDate) -> AppResult<PeoplePage> {
    let filter = PersonFilter { text: asked.q.clone(), role: asked.role.parse().ok() };
    let number = asked.page.parse::<usize>().unwrap_or(1).max(1);
    let (_, total) = store::search_people(conn, &filter, 0, 0)?;
    let pages = Pages::new(number, total as usize, PER_PAGE, |number| {
        let number = number.to_string();
        address("/personnes", [("q", asked.q.as_str()), ("role", &asked.role), ("page", &number)])
    });
    let offset = pages.offset(PER_PAGE) as i64;
    let (found, _) = store::search_people(conn, &filter, PER_PAGE as i64, offset)?;
    let mut people = Vec::with_capacity(found.len());
    for account in found {
        let held = store::held_by(conn, account.id, today)?;
        let mut roles: Vec<Role> = held.into_iter().map(|held| held.role).collect();
        roles.dedup();
        people.push(line(account, roles));
    }
    let role = filter.role.map(|role| role.as_str().to_owned()).unwrap_or_default();
    Ok(PeoplePage { query: asked.q, role, roles: Role::ALL, total, people, pages })
}

fn line(account: Account, roles: Vec<Role>) -> PersonLine {
    PersonLine {
        url: url(account.id),
        name: account.display_name,
        email: account.email,
        trade: account.trade,
        last_seen_at: account.last_seen_at,
        roles,
    }
}

#[handler]
pub async fn review(app: Data<&App>, shell: Shell) -> AppResult<Response> {
    let today = app.clock.now().date();
    let lines = app.read(move |conn| {
        let mut lines = Vec::new();
        for (grant, account) in store::list_grants(conn)? {
            if let Some(why) = grants::review(&grant, account.last_seen_at, today) {
                lines.push(review_line(conn, grant, account, why)?);
            }
        }
        Ok::<_, crate::error::AppError>(lines)
    });
    shell.page(&ReviewPage { lines: lines.await? })
}

fn review_line(
    conn: &mut Conn,
    grant: GrantRow,
    account: Account,
    why: &'static str,
) -> AppResult<ReviewLine> {
    Ok(ReviewLine {
        name: account.display_name,
        url: url(account.id),
        role: grant.role,
        scope: scope_view(conn, &grant)?,
        ends_on: grant.ends_on.map(|day| day.to_string()),
        why,
    })
}
