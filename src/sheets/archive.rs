//! Looks into a workbook, which is a ZIP archive, before anything unpacks it: how much there is in it, and whether its
//! XML is sound. What this lets pass cannot fill the memory or keep a reader busy for ever.

use std::io::{BufReader, Read};

use flate2::read::DeflateDecoder;

use super::ReadError;
use super::xml;

/// Bytes of all parts together, once unpacked.
const MAX_UNPACKED: u64 = 300 * 1024 * 1024;
/// Parts of an archive.
const MAX_PARTS: usize = 10_000;
/// Bytes of the record at the end of an archive, without its comment.
const END: usize = 22;

/// A ZIP archive's table of contents.
pub(super) struct Archive<'a> {
    bytes: &'a [u8],
    parts: Vec<Part>,
}

struct Part {
    name: String,
    packed: bool,
    start: usize,
    size: usize,
}

impl<'a> Archive<'a> {
    /// Reads the table of contents.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, ReadError> {
        parts(bytes).map(|parts| Self { bytes, parts }).ok_or_else(damaged)
    }

    /// Whether there is a part of this name, in lower case.
    pub(super) fn has(&self, name: &str) -> bool {
        self.parts.iter().any(|part| part.name == name)
    }

    /// Whether there are parts in this folder.
    pub(super) fn has_under(&self, folder: &str) -> bool {
        self.parts.iter().any(|part| part.name.starts_with(folder))
    }

    /// Unpacks every part that a reader may look at, keeping nothing of it, and says what is wrong.
    pub(super) fn check(&self) -> Result<(), ReadError> {
        self.check_within(MAX_UNPACKED)
    }

    fn check_within(&self, mut left: u64) -> Result<(), ReadError> {
        for part in &self.parts {
            let raw = part.start.checked_add(part.size).and_then(|end| self.bytes.get(part.start..end));
            let raw = raw.ok_or_else(damaged)?;
            let unpacked: Box<dyn Read> =
                if part.packed { Box::new(DeflateDecoder::new(raw)) } else { Box::new(raw) };
            // One byte more than is left tells a part that ends there from one that goes on.
            let mut counted = BufReader::with_capacity(64 * 1024, unpacked.take(left + 1));
            let read = if part.name.ends_with(".xml") || part.name.ends_with(".rels") {
                xml::check(&mut counted)
            } else {
                std::io::copy(&mut counted, &mut std::io::sink()).map_err(|_| damaged())
            };
            // A part cut short here looks damaged, and is not.
            if counted.get_ref().limit() == 0 {
                return Err(ReadError::TooBig);
            }
            left = left.saturating_sub(read?);
        }
        Ok(())
    }
}

fn damaged() -> ReadError {
    ReadError::Broken { line: 0, detail: "the archive cannot be unpacked".into() }
}

fn parts(bytes: &[u8]) -> Option<Vec<Part>> {
    let last = bytes.len().checked_sub(END)?;
    let first = last.saturating_sub(usize::from(u16::MAX));
    let end = (first..=last).rev().find(|at| bytes[*at..].starts_with(b"PK\x05\x06"))?;
    let count = usize::from(u16_at(bytes, end + 10)?);
    let mut at = u32_at(bytes, end + 16)? as usize;
    if count > MAX_PARTS {
        return None;
    }
    let mut parts = Vec::with_capacity(count);
    for _ in 0..count {
        if !bytes.get(at..)?.starts_with(b"PK\x01\x02") {
            return None;
        }
        let lengths = [28, 30, 32].map(|field| u16_at(bytes, at + field).map(usize::from));
        let [Some(name), Some(extra), Some(comment)] = lengths else { return None };
        let text = String::from_utf8_lossy(bytes.get(at + 46..at + 46 + name)?);
        let packed = match u16_at(bytes, at + 10)? {
            0 => false,
            8 => true,
            _ => return None,
        };
        let size = u32_at(bytes, at + 20)? as usize;
        let local = u32_at(bytes, at + 42)? as usize;
        let start = local
            .checked_add(30 + usize::from(u16_at(bytes, local.checked_add(26)?)?))?
            .checked_add(usize::from(u16_at(bytes, local.checked_add(28)?)?))?;
        let name_in_lower = text.replace('\\', "/").to_lowercase();
        parts.push(Part { name: name_in_lower, packed, start, size });
        at += 46 + name + extra + comment;
    }
    Some(parts)
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOOK: &[u8] = include_bytes!("../../tests/contests/fixtures/ideas.xlsx");

    #[test]
    fn parts_are_found_by_name() {
        let archive = Archive::open(BOOK).unwrap();
        assert!(
            archive.has("[content_types].xml") && archive.has_under("xl/") && !archive.has("content.xml")
        );
    }

    #[test]
    fn what_is_packed_too_well_is_refused() {
        let archive = Archive::open(BOOK).unwrap();
        assert!(archive.check().is_ok());
        assert!(matches!(archive.check_within(1_000), Err(ReadError::TooBig)));
    }
}
