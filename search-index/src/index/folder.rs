//! What is on the disk: `served`, a line that names the folder of the index that is served, and that folder.
//!
//! A rebuilt index is written to a folder of its own; replacing the line, which is atomic, is what swaps them. At any
//! instant the line names a whole index or there is none; every other folder is a leftover.

use std::fs::{self, File, TryLockError};
use std::io::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use tantivy::directory::error::OpenDirectoryError;
use tantivy::fastfield::AliveBitSet;
use tantivy::store::{Compressor, ZstdCompressor};
use tantivy::{IndexReader, IndexSettings, ReloadPolicy, TantivyError};

use crate::schema::{self, SCHEMA_VERSION};
use crate::{Error, Result};

/// Holds the schema version and the number of the folder that is served.
const SERVED: &str = "search-index.served";
/// Held while the folder is open, so that nobody else writes to it.
const LOCK: &str = "search-index.lock";
/// What the folders of an index are named, before their number.
const NUMBERED: &str = "index-";

/// A folder that this process alone writes to.
pub struct Folder {
    path: PathBuf,
    /// Unlocked by the system when closed, even by a crash.
    _lock: File,
}

impl Folder {
    /// Takes the folder, made when missing.
    pub fn take(path: &Path) -> Result<Self> {
        fs::create_dir_all(path).map_err(cannot_use(path))?;
        let lock = File::create(path.join(LOCK)).map_err(cannot_use(path))?;
        match lock.try_lock() {
            Ok(()) => Ok(Self { path: path.to_owned(), _lock: lock }),
            Err(TryLockError::WouldBlock) => Err(Error::Busy(path.to_owned())),
            Err(TryLockError::Error(error)) => Err(cannot_use(path)(error)),
        }
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Opens the index that is served if it can be trusted; otherwise says why not.
    pub fn sound(&self) -> std::result::Result<(PathBuf, tantivy::Index), String> {
        let line =
            fs::read_to_string(self.path.join(SERVED)).map_err(|_| "no index in the folder".to_owned())?;
        let mut parts = line.split_whitespace();
        let version = parts.next().unwrap_or_default();
        if version != SCHEMA_VERSION.to_string() {
            return Err(format!("schema version {version:?} instead of {SCHEMA_VERSION}"));
        }
        let number = parts.next().and_then(|number| number.parse().ok()).ok_or("no folder is named")?;
        let path = self.numbered(number);
        let probed = catch_unwind(AssertUnwindSafe(|| probe(&path)));
        let inner = probed.map_err(|_| "unreadable: its files contradict each other".to_owned())??;
        remove_strays(&path, &inner).map_err(|error| format!("its leftovers cannot be removed: {error}"))?;
        Ok((path, inner))
    }

    /// Makes an empty index in a new folder beside the others; nothing serves it yet.
    pub fn fresh(&self) -> Result<(PathBuf, tantivy::Index)> {
        let number = self.numbers()?.into_iter().max().map_or(1, |last| last + 1);
        let path = self.numbered(number);
        fs::create_dir(&path).map_err(cannot_use(&self.path))?;
        let (schema, _) = schema::build();
        let made = tantivy::Index::builder().schema(schema).settings(settings()).create_in_dir(&path);
        Ok((path.clone(), made.map_err(|error| opening(&path, &error))?))
    }

    /// Makes a folder the one that is served. Atomic: after a crash it is either this one or the one before.
    pub fn serve(&self, path: &Path) -> Result<()> {
        let number =
            number_of(path).ok_or_else(|| Error::Broken(format!("{} is no index", path.display())))?;
        let written = || -> std::io::Result<()> {
            let draft = self.path.join(format!("{SERVED}.new"));
            let mut file = File::create(&draft)?;
            writeln!(file, "{SCHEMA_VERSION} {number}")?;
            file.sync_all()?;
            fs::rename(&draft, self.path.join(SERVED))?;
            File::open(&self.path)?.sync_all()
        };
        written().map_err(cannot_use(&self.path))
    }

    /// Removes what an interrupted change or another version left, and nothing that another program put there.
    pub fn sweep(&self, served: &Path) -> Result<()> {
        let swept = || -> std::io::Result<()> {
            for entry in fs::read_dir(&self.path)? {
                let entry = entry?;
                let is_file = entry.file_type()?.is_file();
                if is_file && is_of_old_version(&entry.file_name().to_string_lossy()) {
                    fs::remove_file(entry.path())?;
                } else if !is_file && number_of(&entry.path()).is_some() && entry.path() != served {
                    fs::remove_dir_all(entry.path())?;
                }
            }
            Ok(())
        };
        swept().map_err(cannot_use(&self.path))
    }

    fn numbers(&self) -> Result<Vec<u64>> {
        let entries = fs::read_dir(&self.path).map_err(cannot_use(&self.path))?;
        Ok(entries.filter_map(|entry| number_of(&entry.ok()?.path())).collect())
    }

    fn numbered(&self, number: u64) -> PathBuf {
        self.path.join(format!("{NUMBERED}{number}"))
    }
}

fn number_of(path: &Path) -> Option<u64> {
    path.file_name()?.to_str()?.strip_prefix(NUMBERED)?.parse().ok()
}

/// Short texts compress badly: blocks of many of them, and the stronger method.
pub fn settings() -> IndexSettings {
    IndexSettings {
        docstore_compression: Compressor::Zstd(ZstdCompressor { compression_level: Some(15) }),
        docstore_blocksize: 65_536,
        ..IndexSettings::default()
    }
}

/// Opens an index after looking at everything that could be wrong with it. The list of its segments has no checksum
/// of its own, so that it is held against the files; what contradicts them may also make the library panic.
fn probe(path: &Path) -> std::result::Result<tantivy::Index, String> {
    let unreadable = |error: TantivyError| format!("unreadable: {error}");
    let inner = tantivy::Index::open_in_dir(path).map_err(unreadable)?;
    let (schema, _) = schema::build();
    if inner.schema() != schema {
        return Err("other fields than expected".to_owned());
    }
    let damaged = inner.validate_checksum().map_err(|error| format!("unreadable: {error}"))?;
    if let Some(file) = damaged.into_iter().next() {
        return Err(format!("{} is damaged", file.display()));
    }
    if position_of(&inner).is_none() {
        return Err("its position cannot be trusted".to_owned());
    }
    let reader: IndexReader =
        inner.reader_builder().reload_policy(ReloadPolicy::Manual).try_into().map_err(unreadable)?;
    for segment in reader.searcher().segment_readers() {
        let held = segment.fast_fields().u64("id").map_err(unreadable)?.num_docs();
        let alive = segment.alive_bitset().map_or(held as usize, AliveBitSet::num_alive_docs);
        if held != segment.max_doc() || alive != segment.num_docs() as usize {
            return Err("its list of segments contradicts its files".to_owned());
        }
    }
    Ok(inner)
}

/// Removes the files that a crash left and that no segment knows: one of them might be written again.
fn remove_strays(path: &Path, inner: &tantivy::Index) -> Result<()> {
    let living = inner.load_metas()?.list_segment_files();
    for entry in fs::read_dir(path)? {
        let name = entry?.file_name();
        if is_of_segment(&name.to_string_lossy()) && !living.contains(Path::new(&name)) {
            fs::remove_file(path.join(&name))?;
        }
    }
    Ok(())
}

/// A position with a check, since nothing else guards it against a flipped digit.
pub fn sealed(position: i64) -> String {
    format!("{position} {:x}", seal(position))
}

/// The position stored with the last commit, 0 at first; `None` when it was damaged.
pub fn position_of(inner: &tantivy::Index) -> Option<i64> {
    let Some(payload) = inner.load_metas().ok()?.payload else { return Some(0) };
    let (position, check) = payload.split_once(' ')?;
    let position = position.parse().ok()?;
    (u64::from_str_radix(check, 16) == Ok(seal(position))).then_some(position)
}

/// Spreads every bit over all others (the finaliser of SplitMix64).
fn seal(position: i64) -> u64 {
    let mixed = (position as u64 ^ 0x9E37_79B9_7F4A_7C15).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed ^ (mixed >> 31)
}

/// The files that versions before 3 kept beside the folder's own.
fn is_of_old_version(name: &str) -> bool {
    matches!(
        name,
        "search-index.version"
            | "meta.json"
            | ".managed.json"
            | ".tantivy-writer.lock"
            | ".tantivy-meta.lock"
    ) || is_of_segment(name)
}

/// Segments are named by 32 hexadecimal digits.
fn is_of_segment(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default();
    stem.len() == 32 && stem.bytes().all(|byte| byte.is_ascii_hexdigit())
}

pub fn cannot_use(path: &Path) -> impl Fn(std::io::Error) -> Error {
    let path: PathBuf = path.to_owned();
    move |source| Error::Folder { path: path.clone(), source }
}

pub fn opening(path: &Path, error: &TantivyError) -> Error {
    match error {
        TantivyError::LockFailure(..) => Error::Busy(path.to_owned()),
        TantivyError::OpenDirectoryError(OpenDirectoryError::IoError { io_error, .. }) => Error::Folder {
            path: path.to_owned(),
            source: std::io::Error::new(io_error.kind(), io_error.to_string()),
        },
        other => Error::Broken(other.to_string()),
    }
}
