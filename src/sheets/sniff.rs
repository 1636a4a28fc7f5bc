//! What a file is, from its first bytes and what it contains.

use super::error::ReadError;
use crate::archive::Archive;

/// The formats that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Cells between separators.
    Csv,
    /// A JSON object on each line, or a JSON array of objects.
    Json,
    /// An Excel workbook.
    Xlsx,
    /// A LibreOffice workbook.
    Ods,
}

impl Format {
    /// The word in the API and in the choice of sentences.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Json => "jsonl",
            Self::Xlsx => "xlsx",
            Self::Ods => "ods",
        }
    }
}

/// Beginnings of well-known files that hold no table.
const OTHERS: [&[u8]; 7] =
    [b"%PDF", b"\x1f\x8b", b"\x89PNG", b"\xff\xd8\xff", b"Rar!", b"7z\xbc\xaf\x27\x1c", b"{\\rtf"];
/// The beginning of an old Office file; of a newer one too, when a password locks it.
const OLE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// The workbook that the bytes are; nothing for a text.
pub(super) fn container(bytes: &[u8]) -> Result<Option<Format>, ReadError> {
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return workbook(bytes).map(Some);
    }
    if bytes.starts_with(OLE) {
        let is_locked = contains(bytes, &utf16("EncryptedPackage"));
        return Err(if is_locked { ReadError::Password } else { ReadError::Format });
    }
    let head: Vec<u8> = bytes.iter().copied().skip_while(u8::is_ascii_whitespace).take(16).collect();
    let is_markup =
        head.starts_with(b"<") && head.get(1).is_some_and(|b| b.is_ascii_alphabetic() || b"!?".contains(b));
    if is_markup || OTHERS.iter().any(|start| bytes.starts_with(start)) {
        return Err(ReadError::Format);
    }
    Ok(None)
}

fn workbook(bytes: &[u8]) -> Result<Format, ReadError> {
    let archive = Archive::open(bytes)?;
    if archive.has("content.xml") && archive.has("mimetype") {
        Ok(Format::Ods)
    } else if archive.has("[content_types].xml")
        && !archive.has("xl/workbook.bin")
        && archive.has_under("xl/")
    {
        Ok(Format::Xlsx)
    } else {
        Err(ReadError::Format)
    }
}

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// Whether a text is JSON. A CSV file may begin with a bracket too, but not with one around an object.
pub(super) fn is_json(text: &str) -> bool {
    let text = text.trim_start();
    match text.strip_prefix('[') {
        Some(rest) => rest.trim_start().starts_with(['{', ']']),
        None => text.starts_with('{'),
    }
}
