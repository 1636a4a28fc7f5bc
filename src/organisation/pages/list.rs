//! `/organisation`: the tree, or what a search finds in it. For administrators.

use std::collections::{BTreeMap, BTreeSet};

use poem::web::{Data, Query};
use poem::{Response, handler};
use serde::{Deserialize, Serialize};

use super::UnitLine;
use crate::app::App;
use crate::error::AppResult;
use crate::ids::UnitId;
use crate::organisation::rules::{UnitKind, key};
use crate::organisation::store::{self, Unit};
use crate::web::{Page, Shell};

/// The page.
#[derive(Debug, Clone, Serialize)]
pub struct TreePage {
    query: String,
    total: usize,
    nodes: Vec<Node>,
    found: Option<Vec<UnitLine>>,
}

/// A unit in the tree, in the order in which the tree is read.
#[derive(Debug, Clone, Serialize)]
struct Node {
    unit: UnitLine,
    /// Whether others belong to it: they come next.
    opens: bool,
    /// How many lists end after it.
    closes: usize,
}

impl Page for TreePage {
    const TEMPLATE: &'static str = "organisation/list.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let node =
            |name: &str, kind, opens, closes| Node { unit: UnitLine::sample(name, kind), opens, closes };
        let nodes = |name: &str| {
            vec![
                node("Direction de l’éducation", UnitKind::Direction, true, 0),
                node(name, UnitKind::Service, false, 1),
                node("Lycée Louise-Weiss", UnitKind::Lycee, false, 0),
            ]
        };
        let page = |name: &str| Self { query: String::new(), total: 3, nodes: nodes(name), found: None };
        let found = |lines| Self { query: "weiss".into(), found: Some(lines), nodes: vec![], total: 3 };
        vec![
            ("tree", page("Service des cantines")),
            ("empty", Self { nodes: vec![], total: 0, ..page("") }),
            ("found", found(vec![UnitLine::sample("Lycée Louise-Weiss", UnitKind::Lycee)])),
            ("nothing_found", found(vec![])),
            ("hostile_text", page("<script>alert(1)</script>")),
            ("very_long_title", page(&"Anticonstitutionnellement ".repeat(6))),
        ]
    }
}

#[derive(Debug, Deserialize)]
pub struct SearchQuery {
    #[serde(default)]
    q: String,
}

#[handler]
pub async fn show(app: Data<&App>, shell: Shell, Query(asked): Query<SearchQuery>) -> AppResult<Response> {
    let units = app.read(store::list).await?;
    let wanted = key(&asked.q);
    let found = (!wanted.is_empty()).then(|| {
        let found = units.iter().filter(|unit| {
            unit.name_key.contains(&wanted) || unit.reference.as_deref() == Some(asked.q.trim())
        });
        found.map(UnitLine::of).collect()
    });
    let nodes = if found.is_some() { Vec::new() } else { tree(&units) };
    shell.page(&TreePage { query: asked.q, total: units.len(), nodes, found })
}

/// The units in the order in which a tree is read.
fn tree(units: &[Unit]) -> Vec<Node> {
    let known: BTreeSet<UnitId> = units.iter().map(|unit| unit.id).collect();
    let mut below: BTreeMap<Option<UnitId>, Vec<&Unit>> = BTreeMap::new();
    for unit in units {
        below.entry(unit.parent_id.filter(|parent| known.contains(parent))).or_default().push(unit);
    }
    let mut nodes: Vec<Node> = Vec::with_capacity(units.len());
    // What is still to be read, the next at the end; nothing where a list ends.
    let mut rest: Vec<Option<&Unit>> = below.remove(&None).into_iter().flatten().rev().map(Some).collect();
    while let Some(next) = rest.pop() {
        match (next, nodes.last_mut()) {
            (Some(unit), _) => {
                let inside = below.remove(&Some(unit.id)).unwrap_or_default();
                nodes.push(Node { unit: UnitLine::of(unit), opens: !inside.is_empty(), closes: 0 });
                if !inside.is_empty() {
                    rest.push(None);
                    rest.extend(inside.into_iter().rev().map(Some));
                }
            }
            (None, Some(last)) => last.closes += 1,
            (None, None) => {}
        }
    }
    nodes
}
