//! The one thing this crate knows: a short proposal with a title, a body and a few labels.

use serde::{Deserialize, Serialize};

use crate::Language;

/// A proposal as the caller hands it over. Only `id` is required; every text may be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Document {
    /// The caller's own identity of the document; adding a document replaces the one with the same id.
    pub id: u64,
    /// One line, the most telling part: it weighs more than the body everywhere.
    pub title: String,
    /// Plain text of any length.
    pub body: String,
    /// The author's job, as typed.
    pub trade: Option<String>,
    /// Where the author works.
    pub site: Option<String>,
    /// Free keywords.
    pub tags: Vec<String>,
    /// The language of title and body; `None` to have it detected.
    pub language: Option<Language>,
    /// Labels to filter by and to count: `("theme", "energy")`. A name may be repeated with other values.
    pub facets: Vec<(String, String)>,
    /// Access terms: whoever holds one of them may see the document. Empty means that nobody can.
    pub access: Vec<String>,
}
