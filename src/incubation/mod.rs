//! What grows: need forms sent to the innovation laboratory, from a mini-lab or by themselves, and the support that
//! follows.
//!
//! Its invariant: a mini-lab is promoted once, and every move of a form says who, when and why.

mod actions;
mod api;
mod cards;
mod describe;
pub mod pages;
mod rules;
mod store;

pub use actions::{MoveNeedForm, PromoteMiniLab, SubmitNeedForm};
pub use api::IncubationApi;
pub use cards::{NeedFormCard, cards};
pub use describe::describer;
pub use rules::{Action, Gates, NeedFormText, NeedState, Standing, may};
pub use store::{NeedForm, count, count_by_state, find, find_of_minilab, list};

use crate::app::App;
use crate::ids::NeedFormId;
use crate::jobs::Registry;

/// The address of a form.
pub fn url(form: &NeedForm) -> String {
    address(form.id)
}

fn address(id: NeedFormId) -> String {
    format!("/accompagnements/{id}")
}

/// This room's jobs: none, its mails are written with what causes them.
pub fn register(_registry: &mut Registry<App>) {}
