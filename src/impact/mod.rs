//! What the platform brings about, in figures. Each has one definition and one query, wherever it is shown.

mod api;
mod figures;
pub mod pages;
mod store;

pub use api::ImpactApi;
pub use figures::{DestinyCount, Figures, Group, Indicator, destinies};
