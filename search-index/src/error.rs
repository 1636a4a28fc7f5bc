//! What can go wrong, worded by what the caller can do about it.

use std::path::PathBuf;

/// The result of every fallible call of this crate.
pub type Result<T> = std::result::Result<T, Error>;

/// One error for the whole crate; each variant says what the caller can do.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// Another process or another [`Index`](crate::Index) writes to this folder: close it, or use another folder.
    #[error("the index folder {0} is in use by another writer")]
    Busy(PathBuf),
    /// The folder could not be read or written: check that it exists, its rights and the free space.
    #[error("the index folder {path} cannot be used: {source}")]
    Folder {
        /// The folder that was asked for.
        path: PathBuf,
        /// What the operating system said.
        source: std::io::Error,
    },
    /// The index broke while in use: open it again; it is then emptied, and must be filled again.
    #[error("the index is broken, open it again and refill it: {0}")]
    Broken(String),
    /// An option makes no sense: the message says which and what would.
    #[error("{0}")]
    Invalid(String),
    /// A file of a deployment's own tables cannot be read: the message names it, and the line to correct.
    #[error("the table {path}{place}: {why}")]
    Table {
        /// The file or the folder.
        path: PathBuf,
        /// `, line 3` when one line is at fault, else nothing.
        place: String,
        /// What is wrong with it.
        why: String,
    },
    /// The caller's progress callback asked to stop.
    #[error("stopped at the caller's request")]
    Cancelled,
}

impl From<tantivy::TantivyError> for Error {
    fn from(error: tantivy::TantivyError) -> Self {
        Self::Broken(error.to_string())
    }
}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        Self::Broken(error.to_string())
    }
}
