//! What a caller asks of an index, and what it gets.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// What the searcher may see: the access terms it holds. A required argument, so that no caller forgets it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Access(Vec<String>);

impl Access {
    /// Access to the documents that carry at least one of these terms.
    #[must_use]
    pub fn new(terms: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self(terms.into_iter().map(Into::into).collect())
    }

    pub(crate) fn terms(&self) -> &[String] {
        &self.0
    }
}

/// A search. Any text is a valid one; an empty one finds everything that passes the filters.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Query {
    /// As typed. Words in double quotes must follow each other. 32 words are read, and 4,000 bytes.
    pub text: String,
    /// For each name, the values of which one must match.
    pub filters: Vec<(String, Vec<String>)>,
    /// Only these documents, by id; `None` for all.
    pub within: Option<Vec<u64>>,
    /// Not these documents, by id.
    pub without: Vec<u64>,
    /// The facet names to count. The counts of a name ignore the filter on it, so that its other values can be chosen.
    pub facets: Vec<String>,
    /// How many hits to return; at most 1,000 are.
    pub limit: usize,
    /// How many hits to skip; paging stops at the 10,000th.
    pub offset: usize,
    /// Whether the last word may be unfinished, as while typing.
    pub prefix_last_word: bool,
    /// Whether hits carry their title and text with the words found; without, they are ids alone, and cheaper.
    pub highlight: bool,
    /// Whether [`Hits::ids`] are wanted.
    pub all_ids: bool,
}

impl Default for Query {
    fn default() -> Self {
        Self {
            text: String::new(),
            filters: Vec::new(),
            within: None,
            without: Vec::new(),
            facets: Vec::new(),
            limit: 20,
            offset: 0,
            prefix_last_word: false,
            highlight: true,
            all_ids: false,
        }
    }
}

impl Query {
    /// A search for a text, twenty hits, no filter.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }
}

/// The answer to a [`Query`].
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Hits {
    /// How many documents match, whatever the limit.
    pub total: usize,
    /// The best first; equal scores by id, so that pages neither overlap nor skip.
    pub hits: Vec<Hit>,
    /// For each wanted name its values with their counts, the largest first.
    pub facets: BTreeMap<String, Vec<(String, usize)>>,
    /// Whether a typed word was not found and near ones were taken instead.
    pub corrected: bool,
    /// The text with its unknown words replaced, when that is what the hits answer to.
    pub did_you_mean: Option<String>,
    /// The ids of all that match, ascending, for a caller with an order of its own; empty without [`Query::all_ids`].
    pub ids: Vec<u64>,
}

/// A document found.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Hit {
    /// [`Document::id`](crate::Document::id)
    pub id: u64,
    /// BM25 over the weighted fields; only good for comparing hits of one search.
    pub score: f32,
    /// The title, escaped for HTML, with the words found in `<mark>`; empty without [`Query::highlight`].
    pub title_html: String,
    /// The most telling part of the body, escaped for HTML, with the words found in `<mark>`; empty without
    /// [`Query::highlight`].
    pub snippet_html: String,
}
