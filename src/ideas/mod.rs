//! What people submit, and what becomes of it.
//!
//! Its invariant: an idea always has exactly one destiny, and a dated trail of all it had. No idea is ever lost.

mod actions;
mod api;
mod cards;
mod describe;
mod index;
mod jobs;
mod listing;
mod memory;
pub mod pages;
mod rules;
mod store;

pub use actions::{
    AnswerIdea, Inserted, NewAuthor, NewDestiny, NewIdea, insert_all, rename_categories, set_destiny,
};
pub use api::IdeasApi;
pub use cards::{IdeaCard, IdeaLine, cards, lines};
pub use describe::describer;
pub use index::{documents, sources};
pub use jobs::register;
pub use memory::{Link, Memory, remember};
pub use rules::{Destiny, url};
pub use store::{
    Author, DestinyRow, Idea, IdeaFilter, authors_of, count_by_destiny, count_of_contest, find, known_refs,
    list_by_ids, list_of_account, list_of_contest, list_of_minilab, list_visible, trail,
};
