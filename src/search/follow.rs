//! Keeps the index up with the journal.

use std::collections::BTreeSet;

use super::{Document, Search};
use crate::db::{Conn, Db};
use crate::error::AppResult;
use crate::journal;

/// Journal entries read at a time; each batch is one commit of the index.
const BATCH: i64 = 2_000;

/// What a room puts into the index: the kind of object that the journal speaks of, which documents a change of it
/// touches, and how these are made.
#[derive(Clone, Copy)]
pub struct Source {
    /// The kind of object, as the journal names it.
    pub object_kind: &'static str,
    /// The documents that a change of these objects touches.
    pub touched: fn(&mut Conn, &[i64]) -> AppResult<Vec<i64>>,
    /// The documents of these objects. An object without one is taken out of the index.
    pub documents: fn(&mut Conn, &[i64]) -> AppResult<Vec<Document>>,
}

/// Follows the journal for one index.
pub struct Follower {
    /// The index.
    pub search: Search,
    /// Where the journal is.
    pub db: Db,
    /// What goes in.
    pub sources: Vec<Source>,
}

/// The journal asks every process to make its index anew.
pub const REBUILD_ASKED: &str = "index.rebuild_asked";
/// Entries whose kind ends so took a text away for good: no file may keep it.
const ERASED: &str = ".erased";

impl Follower {
    /// Makes the index anew beside the one that answers, from what the database holds now; answers the position.
    ///
    /// # Errors
    ///
    /// When the database or the index's folder cannot be used; the old index then stays.
    pub fn rebuild(&self) -> AppResult<i64> {
        let end = self.db.read_now(journal::last_seq)?;
        let mut rebuild = self.search.rebuild()?;
        // Two sources may touch the same documents.
        let mut added = BTreeSet::new();
        for source in &self.sources {
            let (mut position, mut known) = (0, BTreeSet::new());
            loop {
                let entries = self.db.read_now(|conn| journal::since(conn, position, BATCH))?;
                let Some(last) = entries.last() else { break };
                position = last.seq;
                let own = entries.iter().filter(|entry| entry.object_kind == source.object_kind);
                let fresh: Vec<i64> =
                    own.map(|entry| entry.object_id).filter(|id| known.insert(*id)).collect();
                let mut touched = self.db.read_now(|conn| (source.touched)(conn, &fresh))?;
                touched.retain(|document| added.insert(*document));
                for some in touched.chunks(BATCH as usize) {
                    rebuild.add(&self.db.read_now(|conn| (source.documents)(conn, some))?)?;
                }
            }
        }
        rebuild.swap(end)?;
        Ok(end)
    }

    /// Applies what the journal holds beyond the index's position, on the calling thread; answers the new position.
    ///
    /// # Errors
    ///
    /// When the database or the index's folder cannot be used; what was applied stays.
    pub fn catch_up(&self) -> AppResult<i64> {
        // A journal that is shorter than the index has read belongs to another database.
        if self.search.position() > self.db.read_now(journal::last_seq)? {
            self.search.clear()?;
        }
        loop {
            let position = self.search.position();
            let entries = self.db.read_now(|conn| journal::since(conn, position, BATCH))?;
            let Some(last) = entries.last() else { return Ok(position) };
            let (mut upserts, mut deletes) = (Vec::new(), Vec::new());
            for source in &self.sources {
                let changed: BTreeSet<i64> = entries
                    .iter()
                    .filter(|entry| entry.object_kind == source.object_kind)
                    .map(|entry| entry.object_id)
                    .collect();
                let changed: Vec<i64> = changed.into_iter().collect();
                if changed.is_empty() {
                    continue;
                }
                let touched = self.db.read_now(|conn| (source.touched)(conn, &changed))?;
                let documents = self.db.read_now(|conn| (source.documents)(conn, &touched))?;
                let found: BTreeSet<u64> = documents.iter().map(|document| document.id).collect();
                deletes.extend(touched.iter().map(|id| *id as u64).filter(|id| !found.contains(id)));
                upserts.extend(documents);
            }
            self.search.apply(&upserts, &deletes, last.seq)?;
            if entries.iter().any(|entry| entry.kind.ends_with(ERASED)) {
                self.search.purge()?;
            }
            if entries.iter().any(|entry| entry.kind == REBUILD_ASKED) {
                self.rebuild()?;
            }
        }
    }
}
