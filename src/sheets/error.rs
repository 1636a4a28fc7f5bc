//! Why a file cannot be read.

use std::io;

use thiserror::Error;

/// What is wrong with a file as a whole. The message is for the command line; pages choose their words by
/// [`ReadError::kind`].
#[derive(Debug, Error)]
pub enum ReadError {
    /// The disk says no.
    #[error("the file cannot be opened: {0}")]
    Io(#[from] io::Error),
    /// Nothing is in it.
    #[error("the file is empty: export it again, with a line of titles and a line for each idea")]
    Empty,
    /// Titles, and nothing below them.
    #[error("the file has a line of titles and no idea below it: export it again with its rows")]
    NoRows,
    /// It is something else.
    #[error("this format is not read: save the file as CSV, XLSX, ODS or JSON Lines")]
    Format,
    /// It is locked.
    #[error("the file is protected by a password: take the password off and save it again")]
    Password,
    /// Most of it is UTF-8, and some is not.
    #[error(
        "line {line}, column {column}: a letter is not readable as UTF-8: save the file again, encoded in UTF-8"
    )]
    Encoding {
        /// The line in the file, from 1.
        line: u64,
        /// The character in the line, from 1.
        column: u64,
    },
    /// A quote swallows the rest of the file.
    #[error(
        "line {line}: a quote is opened and never closed: close it, or write it twice (\"\") inside a cell"
    )]
    Quote {
        /// The line where it was opened.
        line: u64,
    },
    /// It stops making sense.
    #[error("line {line}: the file is damaged from here on ({detail}): export it again")]
    Broken {
        /// The line in the file, or 0 where there are no lines.
        line: u64,
        /// What the reader found.
        detail: String,
    },
    /// More ideas than anybody reads.
    #[error("the file has more than {0} rows: cut it into several files")]
    TooManyRows(usize),
    /// More columns than a table of ideas has.
    #[error("the file has more than {0} columns: keep those that describe the ideas")]
    TooManyColumns(usize),
    /// It would fill the memory once unpacked.
    #[error(
        "the file holds too much once unpacked: keep the sheet of ideas alone, or cut it into several files"
    )]
    TooBig,
}

impl ReadError {
    /// The stable word for this kind: as in the fault of the field `file`.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Io(_) => "try-again",
            Self::Empty => "file-empty",
            Self::NoRows => "file-no-rows",
            Self::Format => "file-format",
            Self::Password => "file-password",
            Self::Encoding { .. } => "file-encoding-at",
            Self::Quote { .. } => "file-quote",
            Self::Broken { line: 0, .. } => "file-broken",
            Self::Broken { .. } => "file-broken-at",
            Self::TooManyRows(_) => "file-too-many-rows",
            Self::TooManyColumns(_) => "file-too-many-columns",
            Self::TooBig => "file-too-big",
        }
    }

    /// The number that the sentence of this kind speaks of: a line, or a bound.
    pub fn number(&self) -> Option<i64> {
        let number = match *self {
            Self::Encoding { line, .. } | Self::Quote { line } | Self::Broken { line, .. } => line as i64,
            Self::TooManyRows(limit) | Self::TooManyColumns(limit) => limit as i64,
            _ => 0,
        };
        Some(number).filter(|number| *number > 0)
    }
}
