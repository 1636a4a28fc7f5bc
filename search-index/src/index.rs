//! The index on disk or in memory: opening, filling, emptying, forgetting.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tantivy::directory::error::OpenDirectoryError;
use tantivy::indexer::IndexWriterOptions;
use tantivy::{IndexReader, IndexWriter, ReloadPolicy, Searcher, TantivyError, Term};

use crate::analyzer::Analyzers;
use crate::schema::{self, Fields, SCHEMA_VERSION};
use crate::{Document, Error, Language, Result, Tables};

/// The name of the file that holds [`SCHEMA_VERSION`].
const VERSION_FILE: &str = "search-index.version";

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
    pub(crate) inner: tantivy::Index,
    reader: IndexReader,
    writer: Mutex<Writer>,
    position: AtomicI64,
}

struct Writer {
    writer: IndexWriter,
    analyzers: Analyzers,
}

impl Index {
    /// Opens the index in a folder of its own, made when missing.
    ///
    /// A folder that holds no index, one of another schema version or a damaged one is emptied; the answer says so.
    ///
    /// # Errors
    /// [`Error::Busy`] when another writer holds the folder, [`Error::Folder`] when it cannot be read or written.
    pub fn open(path: &Path, options: &Options) -> Result<(Self, Opened)> {
        fs::create_dir_all(path).map_err(folder(path))?;
        match sound(path) {
            Ok(inner) => Self::with(inner, options.clone(), path).map(|index| (index, Opened::Ready)),
            Err(why) => {
                let index = Self::rebuild(path, options)?;
                Ok((index, Opened::Rebuilt { why }))
            }
        }
    }

    /// An index that lives as long as this value: for tests and one-off runs.
    ///
    /// # Errors
    /// [`Error::Broken`] when the writer's thread cannot be started.
    pub fn in_memory(options: &Options) -> Result<Self> {
        let (schema, _) = schema::build();
        Self::with(tantivy::Index::create_in_ram(schema), options.clone(), Path::new("memory"))
    }

    fn rebuild(path: &Path, options: &Options) -> Result<Self> {
        empty(path).map_err(folder(path))?;
        let (schema, _) = schema::build();
        let inner = tantivy::Index::create_in_dir(path, schema).map_err(|error| opening(path, &error))?;
        let index = Self::with(inner, options.clone(), path)?;
        fs::write(path.join(VERSION_FILE), SCHEMA_VERSION.to_string()).map_err(folder(path))?;
        Ok(index)
    }

    fn with(inner: tantivy::Index, options: Options, path: &Path) -> Result<Self> {
        let (_, fields) = schema::build();
        let writer_options = IndexWriterOptions::builder()
            .num_worker_threads(1)
            .memory_budget_per_thread(options.writer_memory.max(15_000_000))
            .build();
        let writer = inner.writer_with_options(writer_options).map_err(|error| opening(path, &error))?;
        let reader = inner.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        let position = inner.load_metas()?.payload.and_then(|text| text.parse().ok()).unwrap_or(0);
        let writer = Mutex::new(Writer { writer, analyzers: Analyzers::new(options.language) });
        Ok(Self { fields, options, inner, reader, writer, position: AtomicI64::new(position) })
    }

    /// Adds or replaces documents, removes others by id, and stores the caller's position, in one commit.
    ///
    /// On return the change is on disk and visible to every search. A document given twice counts once, the last.
    ///
    /// # Errors
    /// [`Error::Broken`] when the folder can no longer be written; nothing of the change is then visible.
    pub fn apply(&self, upserts: &[Document], deletes: &[u64], position: i64) -> Result<()> {
        let mut guard = self.lock();
        let Writer { writer, analyzers } = &mut *guard;
        let filled = self.fill(writer, analyzers, upserts, deletes);
        self.finish(writer, filled, position)
    }

    fn fill(
        &self,
        writer: &IndexWriter,
        analyzers: &mut Analyzers,
        upserts: &[Document],
        deletes: &[u64],
    ) -> Result<()> {
        for &id in deletes {
            writer.delete_term(Term::from_field_u64(self.fields.id, id));
        }
        for document in upserts {
            writer.delete_term(Term::from_field_u64(self.fields.id, document.id));
            writer.add_document(self.fields.document(document, analyzers))?;
        }
        Ok(())
    }

    fn finish(&self, writer: &mut IndexWriter, filled: Result<()>, position: i64) -> Result<()> {
        let committed = filled.and_then(|()| {
            let mut commit = writer.prepare_commit()?;
            commit.set_payload(&position.to_string());
            commit.commit()?;
            Ok(())
        });
        if let Err(error) = committed {
            writer.rollback()?;
            return Err(error);
        }
        self.reader.reload()?;
        self.position.store(position, Ordering::Release);
        Ok(())
    }

    /// The position given to the last [`Index::apply`], 0 at first; it survives closing and opening.
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
        let mut guard = self.lock();
        let writer = &mut guard.writer;
        let emptied = writer.delete_all_documents().map(|_| ()).map_err(Error::from);
        self.finish(writer, emptied, 0)
    }

    /// Rewrites what is left so that no word of a removed document stays in the folder's files.
    ///
    /// # Errors
    /// As [`Index::apply`].
    pub fn purge(&self) -> Result<()> {
        let mut guard = self.lock();
        let writer = &mut guard.writer;
        let deleted = |segment: &tantivy::SegmentMeta| segment.num_deleted_docs() > 0;
        let segments = self.inner.searchable_segment_metas()?;
        if segments.iter().any(deleted) {
            let ids: Vec<_> = segments.iter().map(tantivy::SegmentMeta::id).collect();
            writer.merge(&ids).wait()?;
        }
        self.reader.reload()?;
        writer.garbage_collect_files().wait()?;
        Ok(())
    }

    pub(crate) fn searcher(&self) -> Searcher {
        self.reader.searcher()
    }

    /// A panic elsewhere leaves the writer usable: every change is one commit, rolled back when it fails.
    fn lock(&self) -> MutexGuard<'_, Writer> {
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Opens what is in the folder if it can be trusted; otherwise says why not.
fn sound(path: &Path) -> std::result::Result<tantivy::Index, String> {
    let version =
        fs::read_to_string(path.join(VERSION_FILE)).map_err(|_| "no index in the folder".to_owned())?;
    if version.trim() != SCHEMA_VERSION.to_string() {
        return Err(format!("schema version {} instead of {SCHEMA_VERSION}", version.trim()));
    }
    let inner = tantivy::Index::open_in_dir(path).map_err(|error| format!("unreadable: {error}"))?;
    let (schema, _) = schema::build();
    if inner.schema() != schema {
        return Err("other fields than expected".to_owned());
    }
    let damaged = inner.validate_checksum().map_err(|error| format!("unreadable: {error}"))?;
    match damaged.into_iter().next() {
        Some(file) => Err(format!("{} is damaged", file.display())),
        None => Ok(inner),
    }
}

/// Removes the files of an index, and nothing that another program may have put there.
fn empty(path: &Path) -> std::io::Result<()> {
    for entry in fs::read_dir(path)? {
        let entry = entry?;
        if entry.file_type()?.is_file() && is_ours(&entry.file_name().to_string_lossy()) {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

fn is_ours(name: &str) -> bool {
    let segment = |stem: &str| stem.len() == 32 && stem.bytes().all(|byte| byte.is_ascii_hexdigit());
    matches!(
        name,
        VERSION_FILE | "meta.json" | ".managed.json" | ".tantivy-writer.lock" | ".tantivy-meta.lock"
    ) || name.split('.').next().is_some_and(segment)
        || name.starts_with(".tmp")
}

fn folder(path: &Path) -> impl Fn(std::io::Error) -> Error {
    let path: PathBuf = path.to_owned();
    move |source| Error::Folder { path: path.clone(), source }
}

fn opening(path: &Path, error: &TantivyError) -> Error {
    match error {
        TantivyError::LockFailure(..) => Error::Busy(path.to_owned()),
        TantivyError::OpenDirectoryError(OpenDirectoryError::IoError { io_error, .. }) => Error::Folder {
            path: path.to_owned(),
            source: std::io::Error::new(io_error.kind(), io_error.to_string()),
        },
        other => Error::Broken(other.to_string()),
    }
}
