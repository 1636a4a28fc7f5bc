//! The index on disk or in memory: opening, filling, emptying, forgetting.

mod folder;
mod rebuild;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};
use std::thread::sleep;
use std::time::Duration;

use tantivy::indexer::{IndexWriterOptions, LogMergePolicy};
use tantivy::{IndexReader, IndexWriter, ReloadPolicy, Searcher, SegmentMeta, Term};

use crate::analyzer::Analyzers;
use crate::schema::{self, Fields};
use crate::{Document, Error, Language, Result, Tables};
use folder::{Folder, opening};
pub use rebuild::Rebuild;

/// This many segments of a size are merged into one: fewer are faster to search and share their dictionary.
const SEGMENTS: usize = 4;
/// How often a merge is tried again while another holds the same segments, and how long to wait between.
const TRIES: usize = 100;
const WAIT: Duration = Duration::from_millis(50);

/// How an index is opened.
#[derive(Clone, Debug)]
pub struct Options {
    /// The language of documents and queries that do not say theirs.
    pub language: Language,
    /// Which words mean the same.
    pub tables: Arc<Tables>,
    /// Memory of the writer, in bytes, before it writes a segment. At least 15 MB are taken.
    pub writer_memory: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self { language: Language::French, tables: Tables::builtin(), writer_memory: 32_000_000 }
    }
}

/// What [`Index::open`] found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Opened {
    /// The folder held a sound index.
    Ready,
    /// The folder held none that can be used: the index is now empty and the caller must fill it again.
    Rebuilt {
        /// What was wrong with the folder, for a log line.
        why: String,
    },
}

/// Documents that can be searched: one writer inside, many cheap readers; to be shared behind an `Arc`.
pub struct Index {
    pub(crate) fields: Fields,
    pub(crate) options: Options,
    core: RwLock<Core>,
    /// Taken before `core` where both are.
    writer: Mutex<Writer>,
    position: AtomicI64,
    rebuilding: AtomicBool,
    /// `None` in memory. Dropped last: the lock is held until the writer has ended.
    folder: Option<Folder>,
}

/// What searches are answered from.
struct Core {
    inner: tantivy::Index,
    reader: IndexReader,
}

/// What changes are written with.
struct Writer {
    writer: IndexWriter,
    analyzers: Analyzers,
    /// `None` in memory.
    folder: Option<PathBuf>,
}

impl Index {
    /// Opens the index in a folder of its own, made when missing.
    ///
    /// A folder that holds no index, one of another schema version or a damaged one is emptied; the answer says so.
    /// What an interrupted [`Index::rebuild`] left is removed.
    ///
    /// # Errors
    /// [`Error::Busy`] when another writer holds the folder, [`Error::Folder`] when it cannot be read or written.
    pub fn open(path: &Path, options: &Options) -> Result<(Self, Opened)> {
        let folder = Folder::take(path)?;
        let (served, inner, opened) = match folder.sound() {
            Ok((served, inner)) => (served, inner, Opened::Ready),
            Err(why) => {
                let (fresh, inner) = folder.fresh()?;
                folder.serve(&fresh)?;
                (fresh, inner, Opened::Rebuilt { why })
            }
        };
        folder.sweep(&served)?;
        Self::with(inner, Some((folder, served)), options).map(|index| (index, opened))
    }

    /// An index that lives as long as this value: for tests and one-off runs.
    ///
    /// # Errors
    /// [`Error::Broken`] when the writer's thread cannot be started.
    pub fn in_memory(options: &Options) -> Result<Self> {
        Self::with(in_ram()?, None, options)
    }

    fn with(inner: tantivy::Index, place: Option<(Folder, PathBuf)>, options: &Options) -> Result<Self> {
        let (_, fields) = schema::build();
        let position = folder::position_of(&inner).unwrap_or(0);
        let (folder, served) = place.unzip();
        let (core, writer) = serving(inner, served, options)?;
        Ok(Self {
            fields,
            options: options.clone(),
            core: RwLock::new(core),
            writer: Mutex::new(writer),
            position: AtomicI64::new(position),
            rebuilding: AtomicBool::new(false),
            folder,
        })
    }

    /// Adds or replaces documents, removes others by id, and stores the caller's position, in one commit.
    ///
    /// On return the change is on disk and visible to every search. A document given twice counts once, the last.
    ///
    /// # Errors
    /// [`Error::Broken`] when the folder can no longer be written; nothing of the change is then visible.
    pub fn apply(&self, upserts: &[Document], deletes: &[u64], position: i64) -> Result<()> {
        let mut writer = self.lock();
        let filled = writer.fill(self.fields, upserts, deletes);
        self.finish(&mut writer, filled, position)
    }

    fn finish(&self, writer: &mut Writer, filled: Result<()>, position: i64) -> Result<()> {
        writer.commit(filled, position)?;
        self.reader().reload()?;
        self.position.store(position, Ordering::Release);
        Ok(())
    }

    /// The position given to the last change, 0 at first; it survives closing and opening.
    #[must_use]
    pub fn position(&self) -> i64 {
        self.position.load(Ordering::Acquire)
    }

    /// The number of documents, whoever may see them.
    #[must_use]
    pub fn count(&self) -> usize {
        usize::try_from(self.searcher().num_docs()).unwrap_or(usize::MAX)
    }

    /// Removes every document and sets the position to 0.
    ///
    /// # Errors
    /// As [`Index::apply`].
    pub fn clear(&self) -> Result<()> {
        let mut writer = self.lock();
        let emptied = writer.writer.delete_all_documents().map(|_| ()).map_err(Error::from);
        self.finish(&mut writer, emptied, 0)
    }

    /// Rewrites what is left so that no word of a removed document stays in the folder's files.
    ///
    /// # Errors
    /// As [`Index::apply`].
    pub fn purge(&self) -> Result<()> {
        let mut writer = self.lock();
        let core = self.core.read().unwrap_or_else(PoisonError::into_inner);
        writer.compact(&core, |segment| segment.num_deleted_docs() > 0)?;
        core.reader.reload()?;
        writer.writer.garbage_collect_files().wait()?;
        Ok(())
    }

    pub(crate) fn searcher(&self) -> Searcher {
        self.reader().searcher()
    }

    fn reader(&self) -> IndexReader {
        self.core.read().unwrap_or_else(PoisonError::into_inner).reader.clone()
    }

    /// Answers from another index from now on. The caller holds the writer.
    fn serve(&self, core: Core, position: i64) {
        *self.core.write().unwrap_or_else(PoisonError::into_inner) = core;
        self.position.store(position, Ordering::Release);
    }

    fn path(&self) -> PathBuf {
        self.folder.as_ref().map_or_else(|| PathBuf::from("memory"), |folder| folder.path().to_owned())
    }

    /// A panic elsewhere leaves the writer usable: every change is one commit, rolled back when it fails.
    fn lock(&self) -> MutexGuard<'_, Writer> {
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Writer {
    fn fill(&mut self, fields: Fields, upserts: &[Document], deletes: &[u64]) -> Result<()> {
        let Self { writer, analyzers, .. } = self;
        for &id in deletes {
            writer.delete_term(Term::from_field_u64(fields.id, id));
        }
        for document in upserts {
            writer.delete_term(Term::from_field_u64(fields.id, document.id));
            writer.add_document(fields.document(document, analyzers))?;
        }
        Ok(())
    }

    /// Writes what was filled to the disk, or forgets it when something failed.
    fn commit(&mut self, filled: Result<()>, position: i64) -> Result<()> {
        let committed = filled.and_then(|()| {
            let mut commit = self.writer.prepare_commit()?;
            commit.set_payload(&folder::sealed(position));
            commit.commit()?;
            Ok(())
        });
        if committed.is_err() {
            self.writer.rollback()?;
        }
        committed
    }

    /// Merges all segments into one when there is reason to. Merges that run by themselves hold theirs for a while.
    fn compact(&mut self, core: &Core, reason: impl Fn(&SegmentMeta) -> bool) -> Result<()> {
        for rest in (0..TRIES).rev() {
            let segments = core.inner.searchable_segment_metas()?;
            let done = segments.len() < 2 && segments.iter().all(|segment| segment.num_deleted_docs() == 0);
            if done || !segments.iter().any(&reason) {
                return Ok(());
            }
            let ids: Vec<_> = segments.iter().map(SegmentMeta::id).collect();
            match self.writer.merge(&ids).wait() {
                Err(error) if rest == 0 => return Err(error.into()),
                Err(_) => sleep(WAIT),
                Ok(_) => {}
            }
        }
        Ok(())
    }

    /// Ends the writer and removes its folder. What cannot be removed now is swept when the index is next opened.
    fn retire(self) {
        self.writer.wait_merging_threads().unwrap_or_default();
        if let Some(folder) = &self.folder {
            fs::remove_dir_all(folder).unwrap_or_default();
        }
    }
}

fn in_ram() -> Result<tantivy::Index> {
    let (schema, _) = schema::build();
    Ok(tantivy::Index::builder().schema(schema).settings(folder::settings()).create_in_ram()?)
}

/// A reader and the only writer of an index.
fn serving(inner: tantivy::Index, folder: Option<PathBuf>, options: &Options) -> Result<(Core, Writer)> {
    let writer_options = IndexWriterOptions::builder()
        .num_worker_threads(1)
        .memory_budget_per_thread(options.writer_memory.max(15_000_000))
        .build();
    let path = folder.as_deref().unwrap_or(Path::new("memory"));
    let writer = inner.writer_with_options(writer_options).map_err(|error| opening(path, &error))?;
    let mut merges = LogMergePolicy::default();
    merges.set_min_num_segments(SEGMENTS);
    writer.set_merge_policy(Box::new(merges));
    let reader = inner.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
    Ok((Core { inner, reader }, Writer { writer, analyzers: Analyzers::new(options.language), folder }))
}
