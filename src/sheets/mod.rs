//! Reads files of rows, whoever needs them: no web and no database in here, so that the command line and the pages read
//! alike.
//!
//! A file is known by its content, never by its name. Whatever its bytes, reading ends in a table or in an error that
//! says where and what to do: it never panics, and never grows far beyond the file.

mod archive;
mod cells;
mod delimited;
mod encoding;
mod error;
mod json;
mod sniff;
mod spreadsheet;
mod xml;

pub use cells::{MAX_COLUMNS, MAX_ROWS, Row, Table};
pub use encoding::Encoding;
pub use error::ReadError;
pub use sniff::Format;

use std::path::Path;

use cells::Builder;

/// Files of more bytes are not even looked at; uploads have a lower limit of their own.
const MAX_FILE_BYTES: u64 = 512 * 1024 * 1024;

/// How a file was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Source {
    /// What it is.
    pub format: Format,
    /// How its letters are written, for a text.
    pub encoding: Option<Encoding>,
    /// What stands between two cells, for a CSV file.
    pub separator: Option<char>,
}

/// Reads a file into a table.
///
/// # Errors
///
/// What is wrong with it, where, and what to do.
pub fn read_file(path: &Path) -> Result<Table, ReadError> {
    if std::fs::metadata(path)?.len() > MAX_FILE_BYTES {
        return Err(ReadError::TooBig);
    }
    read_bytes(&std::fs::read(path)?)
}

/// As [`read_file`], on bytes in memory.
///
/// # Errors
///
/// As [`read_file`].
pub fn read_bytes(bytes: &[u8]) -> Result<Table, ReadError> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(ReadError::Empty);
    }
    match sniff::container(bytes)? {
        Some(format) => spreadsheet::read(bytes, format),
        None => read_text(bytes),
    }
}

fn read_text(bytes: &[u8]) -> Result<Table, ReadError> {
    let (text, encoding) = encoding::decode(bytes)?;
    let mut source = Source { format: Format::Json, encoding: Some(encoding), separator: None };
    let mut table = Builder::default();
    if sniff::is_json(&text) {
        json::read(&text, &mut table)?;
    } else {
        source.format = Format::Csv;
        source.separator = Some(delimited::read(&text, &mut table)?);
    }
    table.finish(source)
}
