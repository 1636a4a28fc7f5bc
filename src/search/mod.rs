//! The only user of `search-index`: documents in, hits out. Each process keeps its own index and follows the journal
//! from the last number it applied; the index can be thrown away at any time.

mod answers;
mod follow;

pub use follow::{Follower, REBUILD_ASKED, Source};
pub use search_index::{
    Access, Cluster, ClusterOptions, Clustering, Decisions, Document, DuplicateOptions, Earlier, Hits,
    Language as TextLanguage, Member, Orphan, Pair, Query, Similar, Tables, TradeTable, Trades, Vectors,
    cluster, duplicates, trades,
};

use std::path::Path;
use std::sync::Arc;

use anyhow::Context;
use search_index::{Index, Opened, Options, Rebuild};
use serde::Serialize;

use answers::Answers;

use crate::error::{AppError, AppResult};

/// Lists kept at a time; one holds up to all ids there are.
const LISTS: usize = 256;
/// Texts kept at a time with what is like them; a few hundred bytes of answer each.
const TEXTS: usize = 8_000;

/// The index, as every part of the program holds it. Cheap to clone.
#[derive(Clone)]
pub struct Search {
    index: Arc<Index>,
    found: Arc<Answers<Hits>>,
    alike: Arc<Answers<Vec<Similar>>>,
    tables: Arc<Tables>,
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
    /// When the folder cannot be written, or another process holds it; when a table of words cannot be read.
    pub fn open(data_dir: &Path, tables_dir: Option<&Path>) -> anyhow::Result<Self> {
        let folder = data_dir.join("index");
        let tables = tables(tables_dir)?;
        let options = Options { tables: Arc::clone(&tables), ..Options::default() };
        let (index, opened) = Index::open(&folder, &options).with_context(|| {
            format!(
                "the search index {} cannot be opened: give this user the right to write it, or stop the other \
                 process that uses it (each process needs a DATA_DIR of its own)",
                folder.display()
            )
        })?;
        if let Opened::Rebuilt { why } = opened {
            tracing::warn!(folder = %folder.display(), why, "the search index is made anew");
        }
        let (found, alike) = (Arc::new(Answers::new(LISTS)), Arc::new(Answers::new(TEXTS)));
        Ok(Self { index: Arc::new(index), found, alike, tables })
    }

    /// Finds documents, off the async threads.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    pub async fn find(&self, query: Query, access: Access) -> AppResult<Arc<Hits>> {
        let question = format!("{query:?} {access:?}");
        self.asked(&self.found, question, move |index| index.search(&query, &access)).await
    }

    /// The answer to a question, if it is known; else asks the index, off the async threads.
    async fn asked<T: Send + 'static>(
        &self,
        answers: &Answers<T>,
        question: String,
        ask: impl FnOnce(&Index) -> search_index::Result<T> + Send + 'static,
    ) -> AppResult<Arc<T>> {
        let position = self.index.position();
        if let Some(known) = answers.get(&question, position) {
            return Ok(known);
        }
        let index = Arc::clone(&self.index);
        let asked = tokio::task::spawn_blocking(move || ask(&index));
        let answer = Arc::new(asked.await.map_err(anyhow::Error::from)??);
        // The index may have moved meanwhile: the answer is filed under the position it was asked at.
        answers.put(question, position, &answer);
        Ok(answer)
    }

    /// Documents that ask for the same as `text`.
    ///
    /// # Errors
    ///
    /// As [`Search::find`].
    pub async fn similar(&self, text: String, access: Access, limit: usize) -> AppResult<Arc<Vec<Similar>>> {
        self.similar_among(text, access, Vec::new(), limit).await
    }

    /// As [`Search::similar`], among the documents with one of the values of each facet.
    ///
    /// # Errors
    ///
    /// As [`Search::find`].
    pub async fn similar_among(
        &self,
        text: String,
        access: Access,
        filters: Vec<(String, Vec<String>)>,
        limit: usize,
    ) -> AppResult<Arc<Vec<Similar>>> {
        let question = format!("{limit} {access:?} {filters:?} {text}");
        let ask = move |index: &Index| index.similar_among(&text, &access, &filters, limit);
        self.asked(&self.alike, question, ask).await
    }

    /// The journal's number that the index has reached.
    pub fn position(&self) -> i64 {
        self.index.position()
    }

    /// How many documents it holds.
    pub fn count(&self) -> usize {
        self.index.count()
    }

    /// What words mean to the people who write here.
    pub fn tables(&self) -> Arc<Tables> {
        Arc::clone(&self.tables)
    }

    /// Begins a new index beside this one, which answers as before until the other takes its place.
    ///
    /// # Errors
    ///
    /// When the folder cannot be written, or another rebuild goes on.
    fn rebuild(&self) -> AppResult<Rebuild> {
        Ok(self.index.rebuild()?)
    }

    /// Rewrites what is left, so that no word of a removed document stays in the folder.
    ///
    /// # Errors
    ///
    /// When the folder cannot be written.
    fn purge(&self) -> AppResult<()> {
        Ok(self.index.purge()?)
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

/// Whether the index could not be opened because another process holds it.
pub fn is_held(error: &anyhow::Error) -> bool {
    matches!(error.downcast_ref(), Some(search_index::Error::Busy(_)))
}

/// The tables of words: the built-in ones, and what a folder adds to them.
///
/// # Errors
///
/// When a file of the folder cannot be read or has a line that means nothing; the message names both.
pub fn tables(folder: Option<&Path>) -> anyhow::Result<Arc<Tables>> {
    match folder {
        Some(folder) => {
            let read = Tables::read(folder).with_context(|| {
                format!("TABLES_DIR={}: correct the file, or leave the setting empty", folder.display())
            });
            Ok(Arc::new(read?))
        }
        None => Ok(Tables::builtin()),
    }
}

/// Finds among documents at hand, without an index on the disk.
///
/// # Errors
///
/// When there is no memory for it.
pub fn find_in(
    documents: &[Document],
    query: &Query,
    access: &Access,
    tables: Arc<Tables>,
) -> anyhow::Result<Hits> {
    let index = Index::in_memory(&Options { tables, ..Options::default() })?;
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
