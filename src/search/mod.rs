//! The only user of `search-index`: documents in, hits out. Each process keeps its own index and follows the journal
//! from the last number it applied; the index can be thrown away at any time.

mod answers;
mod follow;

pub use follow::{Follower, Source};
pub use search_index::{
    Access, Cluster, ClusterOptions, Clustering, Document, DuplicateOptions, Hits, Language as TextLanguage,
    Member, Orphan, Pair, Query, Similar, TradeTable, Trades, Vectors, cluster, duplicates, trades,
};

use std::path::Path;
use std::sync::Arc;

use anyhow::Context;
use search_index::{Index, Opened, Options};
use serde::Serialize;

use answers::Answers;

use crate::error::{AppError, AppResult};

/// The index, as every part of the program holds it. Cheap to clone.
#[derive(Clone)]
pub struct Search {
    index: Arc<Index>,
    answers: Arc<Answers>,
}

/// A piece of a text, and whether it is what was searched for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fragment {
    /// The text, as it was written.
    pub text: String,
    /// Whether it was found.
    pub hit: bool,
}

impl From<search_index::Error> for AppError {
    fn from(error: search_index::Error) -> Self {
        Self::Unavailable(anyhow::Error::new(error).context("the search index"))
    }
}

impl Search {
    /// Opens the index under `data_dir`. A folder that is missing, damaged or of another version is emptied; the
    /// journal fills it again.
    ///
    /// # Errors
    ///
    /// When the folder cannot be written, or another process holds it.
    pub fn open(data_dir: &Path) -> anyhow::Result<Self> {
        let folder = data_dir.join("index");
        let (index, opened) = Index::open(&folder, &Options::default()).with_context(|| {
            format!(
                "the search index {} cannot be opened: give this user the right to write it, or stop the other \
                 process that uses it (each process needs a DATA_DIR of its own)",
                folder.display()
            )
        })?;
        if let Opened::Rebuilt { why } = opened {
            tracing::warn!(folder = %folder.display(), why, "the search index is made anew");
        }
        Ok(Self { index: Arc::new(index), answers: Arc::default() })
    }

    /// Finds documents, off the async threads.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    pub async fn find(&self, query: Query, access: Access) -> AppResult<Arc<Hits>> {
        let (question, position) = (format!("{query:?} {access:?}"), self.index.position());
        if let Some(known) = self.answers.get(&question, position) {
            return Ok(known);
        }
        let index = Arc::clone(&self.index);
        let found = tokio::task::spawn_blocking(move || index.search(&query, &access));
        let hits = Arc::new(found.await.map_err(anyhow::Error::from)??);
        // The index may have moved meanwhile: the answer is filed under the position it was asked at.
        self.answers.put(question, position, &hits);
        Ok(hits)
    }

    /// Documents that ask for the same as `text`.
    ///
    /// # Errors
    ///
    /// As [`Search::find`].
    pub async fn similar(&self, text: String, access: Access, limit: usize) -> AppResult<Vec<Similar>> {
        let index = Arc::clone(&self.index);
        let found = tokio::task::spawn_blocking(move || index.similar(&text, &access, limit));
        Ok(found.await.map_err(anyhow::Error::from)??)
    }

    /// The journal's number that the index has reached.
    pub fn position(&self) -> i64 {
        self.index.position()
    }

    /// How many documents it holds.
    pub fn count(&self) -> usize {
        self.index.count()
    }

    /// Empties it, to be filled again from the journal.
    ///
    /// # Errors
    ///
    /// When the folder cannot be written.
    pub fn clear(&self) -> AppResult<()> {
        Ok(self.index.clear()?)
    }

    fn apply(&self, upserts: &[Document], deletes: &[u64], position: i64) -> AppResult<()> {
        Ok(self.index.apply(upserts, deletes, position)?)
    }
}

/// Finds among documents at hand, without an index on the disk.
///
/// # Errors
///
/// When there is no memory for it.
pub fn find_in(documents: &[Document], query: &Query, access: &Access) -> anyhow::Result<Hits> {
    let index = Index::in_memory(&Options::default())?;
    index.apply(documents, &[], 1)?;
    Ok(index.search(query, access)?)
}

/// A highlighted text as pieces, for a template that escapes by itself.
pub fn fragments(html: &str) -> Vec<Fragment> {
    let mut pieces = Vec::new();
    for (place, part) in html.split("<mark>").enumerate() {
        let (hit, rest) =
            if place == 0 { ("", part) } else { part.split_once("</mark>").unwrap_or(("", part)) };
        pieces.extend([(hit, true), (rest, false)]);
    }
    let pieces = pieces.into_iter().filter(|(text, _)| !text.is_empty());
    pieces.map(|(text, hit)| Fragment { text: unescape(text), hit }).collect()
}

fn unescape(html: &str) -> String {
    // The ampersand comes last, so that `&amp;lt;` is `&lt;` and not `<`.
    const ENTITIES: [(&str, &str); 6] =
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#x27;", "'"), ("&#39;", "'"), ("&amp;", "&")];
    ENTITIES.iter().fold(html.to_owned(), |text, (entity, letter)| text.replace(entity, letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn highlights_become_pieces() {
        let pieces = fragments("Le <mark>self</mark> &amp;lt; <mark>self</mark>");
        let texts: Vec<_> = pieces.iter().map(|piece| (piece.text.as_str(), piece.hit)).collect();
        assert_eq!(texts, [("Le ", false), ("self", true), (" &lt; ", false), ("self", true)]);
    }
}
