//! Looks into a ZIP archive without unpacking it to anywhere: what parts it has, and their bytes one after the other, as
//! far as the caller wants to read. A part's own word on its size is never believed.

use std::io::{Read, Take};

use flate2::read::DeflateDecoder;

/// Parts of an archive.
const MAX_PARTS: usize = 10_000;
/// Bytes of the record at the end of an archive, without its comment.
const END: usize = 22;

/// It is no archive, or one that cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the archive cannot be unpacked")]
pub struct Damaged;

/// A ZIP archive's table of contents.
pub struct Archive<'a> {
    bytes: &'a [u8],
    parts: Vec<Part>,
}

/// A file in an archive.
pub struct Part {
    /// Its path, in lower case.
    pub name: String,
    packed: bool,
    start: usize,
    size: usize,
}

impl<'a> Archive<'a> {
    /// Reads the table of contents.
    ///
    /// # Errors
    ///
    /// [`Damaged`].
    pub fn open(bytes: &'a [u8]) -> Result<Self, Damaged> {
        parts(bytes).map(|parts| Self { bytes, parts }).ok_or(Damaged)
    }

    /// Every part, in the order of the table.
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// The part of this name, in lower case.
    pub fn part(&self, name: &str) -> Option<&Part> {
        self.parts.iter().find(|part| part.name == name)
    }

    /// Whether there is a part of this name, in lower case.
    pub fn has(&self, name: &str) -> bool {
        self.part(name).is_some()
    }

    /// Whether there are parts in this folder.
    pub fn has_under(&self, folder: &str) -> bool {
        self.parts.iter().any(|part| part.name.starts_with(folder))
    }

    /// Unpacks a part while it is read, `most` bytes of it at most. When the limit is zero at the end, there may be more.
    ///
    /// # Errors
    ///
    /// [`Damaged`], when the part lies outside of the archive.
    pub fn unpack(&self, part: &Part, most: u64) -> Result<Take<Box<dyn Read + 'a>>, Damaged> {
        let end = part.start.checked_add(part.size).ok_or(Damaged)?;
        let raw = self.bytes.get(part.start..end).ok_or(Damaged)?;
        let unpacked: Box<dyn Read + 'a> =
            if part.packed { Box::new(DeflateDecoder::new(raw)) } else { Box::new(raw) };
        Ok(unpacked.take(most))
    }
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

    const BOOK: &[u8] = include_bytes!("../tests/contests/fixtures/ideas.xlsx");

    #[test]
    fn parts_are_found_by_name() {
        let archive = Archive::open(BOOK).unwrap();
        assert!(
            archive.has("[content_types].xml") && archive.has_under("xl/") && !archive.has("content.xml")
        );
    }

    #[test]
    fn a_part_is_read_no_further_than_asked() {
        let archive = Archive::open(BOOK).unwrap();
        let part = archive.part("[content_types].xml").unwrap();
        let mut text = String::new();
        archive.unpack(part, 5).unwrap().read_to_string(&mut text).unwrap();
        assert_eq!(text, "<?xml");
    }

    #[test]
    fn what_is_cut_or_no_archive_is_damaged() {
        for bytes in [&b""[..], b"PK\x03\x04", &BOOK[..BOOK.len() / 2], &[0; 100]] {
            assert!(Archive::open(bytes).is_err());
        }
    }
}
