//! Looks into a workbook, which is a ZIP archive, before anything unpacks it: how much there is in it, and whether its
//! XML is sound. What this lets pass cannot fill the memory or keep a reader busy for ever.

use std::io::BufReader;

use super::ReadError;
use super::xml;
use crate::archive::{Archive, Damaged};

/// Bytes of all parts together, once unpacked.
const MAX_UNPACKED: u64 = 300 * 1024 * 1024;

/// Unpacks every part that a reader may look at, keeping nothing of it, and says what is wrong.
pub(super) fn check(archive: &Archive<'_>) -> Result<(), ReadError> {
    check_within(archive, MAX_UNPACKED)
}

fn check_within(archive: &Archive<'_>, mut left: u64) -> Result<(), ReadError> {
    for part in archive.parts() {
        // One byte more than is left tells a part that ends there from one that goes on.
        let mut counted = BufReader::with_capacity(64 * 1024, archive.unpack(part, left + 1)?);
        let read = if part.name.ends_with(".xml") || part.name.ends_with(".rels") {
            xml::check(&mut counted)
        } else {
            std::io::copy(&mut counted, &mut std::io::sink()).map_err(|_| Damaged.into())
        };
        // A part cut short here looks damaged, and is not.
        if counted.get_ref().limit() == 0 {
            return Err(ReadError::TooBig);
        }
        left = left.saturating_sub(read?);
    }
    Ok(())
}

impl From<Damaged> for ReadError {
    fn from(damaged: Damaged) -> Self {
        Self::Broken { line: 0, detail: damaged.to_string() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOOK: &[u8] = include_bytes!("../../tests/contests/fixtures/ideas.xlsx");

    #[test]
    fn what_is_packed_too_well_is_refused() {
        let archive = Archive::open(BOOK).unwrap();
        assert!(check(&archive).is_ok());
        assert!(matches!(check_within(&archive, 1_000), Err(ReadError::TooBig)));
    }
}
