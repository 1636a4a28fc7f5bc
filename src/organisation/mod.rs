//! What the organisation is made of: directions, services and sites, as a tree.
//!
//! Its invariant: a unit is never removed. One that was merged says into which, and a former name still finds its unit,
//! so that what was written years ago stays readable.

mod actions;
mod api;
mod import;
pub mod pages;
mod rules;
mod store;

pub use actions::{AddUnit, ImportUnits, MergeUnits, UnitDraft, UpdateUnit, read_plan};
pub use api::OrganisationApi;
pub use import::{Fault, Plan};
pub use rules::{Branch, MAX_NAME, UnitKind, is_departement, may_manage};
pub use store::{Unit, current, find, find_by_site_code, line_of, list, names_of_branch, recognise, search};
