//! The pages of the organisation's tree. For administrators.

mod import;
mod list;
mod unit;

use std::collections::BTreeMap;

use serde::Serialize;

use crate::ids::UnitId;
use crate::organisation::rules::UnitKind;
use crate::organisation::store::Unit;
use crate::web::render::Samples;
use crate::web::{Access, Routes};

/// Where the tree is.
const TREE: &str = "/organisation";
/// Names offered while one types.
const SUGGESTIONS: usize = 2_000;

/// This room's pages.
pub fn routes(routes: &mut Routes) {
    routes
        .get("/organisation", Access::Administrators, list::show)
        .get("/organisation/nouvelle", Access::Administrators, unit::show_new)
        .post("/organisation/nouvelle", Access::Administrators, unit::post_new)
        .get("/organisation/import", Access::Administrators, import::show)
        .post("/organisation/import", Access::Administrators, import::send)
        .get("/organisation/import/:id", Access::Administrators, import::check)
        .post("/organisation/import/:id", Access::Administrators, import::post)
        .get("/organisation/:id", Access::Administrators, unit::show)
        .post("/organisation/:id", Access::Administrators, unit::post)
        .post("/organisation/:id/fusion", Access::Administrators, unit::merge);
}

/// Samples of this room's pages.
pub fn samples(samples: &mut Samples) {
    samples
        .add::<list::TreePage>()
        .add::<unit::NewUnitPage>()
        .add::<unit::UnitPage>()
        .add::<import::ImportPage>()
        .add::<import::CheckPage>();
}

/// A unit in a list.
#[derive(Debug, Clone, Serialize)]
struct UnitLine {
    name: String,
    url: String,
    kind: UnitKind,
    departement: String,
    reference: Option<String>,
}

impl UnitLine {
    fn of(unit: &Unit) -> Self {
        Self {
            name: unit.name.clone(),
            url: url(unit.id),
            kind: unit.kind,
            departement: unit.departement.clone(),
            reference: unit.reference.clone(),
        }
    }

    fn sample(name: &str, kind: UnitKind) -> Self {
        let url = format!("{TREE}/0000000000001");
        Self { name: name.into(), url, kind, departement: "67".into(), reference: None }
    }
}

/// The address of a unit.
fn url(id: UnitId) -> String {
    format!("{TREE}/{id}")
}

/// What to offer where a unit is asked for: its name, or its reference where others have the same name.
fn suggestions(units: &[Unit], is_wanted: impl Fn(&Unit) -> bool) -> Vec<String> {
    let mut namesakes: BTreeMap<&str, usize> = BTreeMap::new();
    for unit in units {
        *namesakes.entry(&unit.name_key).or_default() += 1;
    }
    let wanted = units.iter().filter(|unit| is_wanted(unit)).take(SUGGESTIONS);
    let text = |unit: &Unit| match &unit.reference {
        Some(reference) if namesakes.get(unit.name_key.as_str()).is_some_and(|count| *count > 1) => {
            reference.clone()
        }
        _ => unit.name.clone(),
    };
    wanted.map(text).collect()
}
