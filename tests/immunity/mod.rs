//! What every page, form and operation must withstand, whichever room it is in. `docs/immunity.md` says which class of
//! mistakes of others each test is about.

mod forms;
mod hostile;
mod mails;
mod page;
mod parameters;
mod races;
mod requests;
mod sources;
mod tokens;

use std::collections::{BTreeSet, VecDeque};

use minilabs::web::Route;
use poem::http::Method;

use crate::route_coverage::sample;
use crate::support::{Answer, Document, Person};
use crate::world::World;

/// What a template, a page, a feed or a spreadsheet might take for its own.
pub const HOSTILE: &str = "=1+1\"'></title></textarea></select><script data-canary>alert(1)</script><img data-canary src=x onerror=alert(1)>\
                           <a href=\"javascript:alert(1)\">{{7*7}}canari{% raw %}<!-- ]]> \u{202e}é🧑‍🍳";

/// Addresses that look like a path of this site, or lead away from it.
pub const ELSEWHERE: [&str; 10] = [
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "https://evil.example",
    "https:evil.example",
    "javascript:alert(1)",
    "/\t/evil.example",
    "%2F%2Fevil.example",
    "/%0d%0alocation:https://evil.example",
];

/// Fails unless nothing that somebody wrote is more than a text in this answer, and it leads nowhere else.
#[track_caller]
pub fn assert_harmless(answer: &Answer, told: &str) {
    assert!(answer.status.as_u16() < 500, "{told}: {} {}", answer.status, answer.body);
    assert_eq!(answer.header("x-content-type-options"), "nosniff", "{told}");
    let to = answer.location();
    let is_local = to.is_empty() || to.starts_with('/') && !to.starts_with("//") && !to.contains('\\');
    assert!(is_local, "{told} leads to {to:?}");
    assert!(!answer.body.contains("49canari"), "{told}: a text was taken for a template");
    match answer.header("content-type").split(';').next().unwrap_or_default() {
        "text/html" => assert_harmless_page(&Document::outline(&answer.body), told),
        "text/csv" => assert_no_formula(&answer.body, told),
        "application/atom+xml" => {
            let feed = roxmltree::Document::parse(&answer.body);
            let feed = feed.unwrap_or_else(|error| panic!("{told}: {error}"));
            let is_ours = |name: &str| !["script", "img", "a"].contains(&name);
            assert!(feed.descendants().all(|node| is_ours(node.tag_name().name())), "{told}");
        }
        // Saved, never shown.
        _ if answer.header("content-disposition").starts_with("attachment; ") => {}
        // Read by programs, never run; a picture and a document are checked where they are taken.
        "application/json"
        | "application/problem+json"
        | "application/feed+json"
        | "text/plain"
        | "image/jpeg" => {}
        "" => assert!(answer.body.is_empty(), "{told}: an answer without a type"),
        other => panic!("{told}: {other} is not looked at: say here how it is harmless"),
    }
}

fn assert_harmless_page(page: &Document, told: &str) {
    for element in &page.elements {
        let is_ours = element.name != "script" || element.attribute("nonce").is_some();
        assert!(is_ours, "{told}: a script that is not ours");
        for (name, value) in &element.attributes {
            let is_plain = name.chars().all(|c| c.is_ascii_alphanumeric() || "-:".contains(c));
            assert!(is_plain, "{told}: {name:?} broke out of its quotes");
            assert!(!name.starts_with("on") && name != "data-canary", "{told}: {name}={value:?}");
            if ["href", "src", "action", "formaction"].contains(&name.as_str()) {
                let is_run = |scheme: &str| value.trim().to_lowercase().starts_with(scheme);
                assert!(
                    !["javascript:", "vbscript:", "data:text"].into_iter().any(is_run),
                    "{told}: {value}"
                );
            }
        }
    }
}

/// Fails when a spreadsheet would calculate a cell.
fn assert_no_formula(csv: &str, told: &str) {
    for cell in csv.lines().flat_map(|line| line.split([',', ';'])) {
        let cell = cell.trim_start_matches('"');
        assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{told}: {cell:?}");
    }
}

/// A page that somebody looked at.
pub struct Seen {
    /// Who, as a place in the list of people.
    pub who: usize,
    /// Where.
    pub path: String,
    /// What they saw.
    pub answer: Answer,
    /// The same, read; nothing for what is no page.
    pub document: Option<Document>,
}

/// Looks at every page as each of these people: at one of each route and at what they ask for besides, then at what those
/// pages lead to, one of each route again. `looks_at` says which routes are of interest to whom.
pub async fn look_around(
    world: &World,
    people: &[Person<'_>],
    besides: &[(usize, String)],
    looks_at: impl Fn(usize, &Route) -> bool,
) -> anyhow::Result<Vec<Seen>> {
    let routes = minilabs::app::routes();
    let mut seen: Vec<Seen> = Vec::new();
    for (who, person) in people.iter().enumerate() {
        let gets = || routes.iter().filter(|route| route.method == Method::GET && looks_at(who, route));
        let own = besides.iter().filter(|(whose, _)| *whose == who).map(|(_, path)| path.clone());
        let mut waiting: VecDeque<String> =
            gets().filter_map(|route| sample(world, route.path)).chain(own).collect();
        let mut known: BTreeSet<String> = waiting.iter().cloned().collect();
        let mut followed: BTreeSet<&str> = BTreeSet::new();
        while let Some(path) = waiting.pop_front() {
            let answer = person.get(&path).await?;
            let is_page = answer.header("content-type").starts_with("text/html");
            let document = is_page.then(|| Document::outline(&answer.body));
            let links = document.iter().flat_map(|document| document.all("a"));
            let links = links.filter_map(|link| link.attribute("href").map(str::to_owned));
            for next in links.chain([answer.location().to_owned()]) {
                let route = gets().find(|route| fits(route, &next)).filter(|_| !known.contains(&next));
                if let Some(route) = route
                    && followed.insert(route.path)
                {
                    known.insert(next.clone());
                    waiting.push_back(next);
                }
            }
            seen.push(Seen { who, path, answer, document });
        }
    }
    Ok(seen)
}

/// Whether an address is of a route.
pub fn fits(route: &Route, address: &str) -> bool {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let (parts, wanted): (Vec<_>, Vec<_>) = (path.split('/').collect(), route.path.split('/').collect());
    let fits = |(part, wanted): (&&str, &&str)| part == wanted || wanted.starts_with(':') && !part.is_empty();
    parts.len() == wanted.len() && parts.iter().zip(&wanted).all(fits)
}
