//! The organisation's tree.

mod api;
mod import;
mod tree;
mod unit;

use minilabs::db::AnyConnection;
use minilabs::ids::UnitId;
use minilabs::organisation::{self, AddUnit, Unit, UnitDraft};

use crate::support::TestApp;

/// Adds a unit as an administrator does.
pub async fn add(
    test: &TestApp,
    kind: &str,
    name: &str,
    departement: &str,
    parent: &str,
) -> anyhow::Result<UnitId> {
    let draft = UnitDraft {
        kind: kind.into(),
        name: name.into(),
        departement: departement.into(),
        parent: parent.into(),
        reference: String::new(),
    };
    Ok(AddUnit(draft).run(&test.app, &test.administrator()?).await?)
}

/// The unit, as it stands.
pub fn unit(test: &TestApp, id: UnitId) -> anyhow::Result<Unit> {
    let found = test.app.db.read_now(|conn: &mut AnyConnection| organisation::find(conn, id))?;
    found.ok_or_else(|| anyhow::anyhow!("no unit {id}"))
}

/// Every unit of today.
pub fn units(test: &TestApp) -> anyhow::Result<Vec<Unit>> {
    Ok(test.app.db.read_now(organisation::list)?)
}
