//! What a file is, by its content: its name and what a browser says of it are not looked at. An office document is a ZIP
//! archive; all of it is unpacked once, up to a bound, and kept nowhere.

use std::io::Read;

use super::rules::FileKind;
use crate::archive::{Archive, Damaged, Part};
use crate::images::Format;

/// Bytes of an archive once unpacked, with the archives in it.
const MAX_UNPACKED: u64 = 200 * 1024 * 1024;
/// Archives in archives: a table in a text is one.
const MAX_DEPTH: u32 = 2;
/// Bytes of the parts that say what a document is.
const MAX_LABEL: u64 = 1024 * 1024;

/// What may be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sniffed {
    /// A picture, to be written anew.
    Picture(Format),
    /// A document, kept as it is.
    Document(FileKind),
}

/// Why a file is not taken; the code chooses the sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unfit {
    /// There is nothing in it.
    Empty,
    /// It is nothing that is taken.
    Unknown,
    /// A photo as some phones write it.
    Heic,
    /// A drawing that is a program too.
    Svg,
    /// A document as it was written twenty years ago, or behind a password.
    OldOffice,
    /// A document with a program in it.
    Macro,
    /// It cannot be read.
    Broken,
    /// It would be far larger once unpacked.
    Bomb,
}

impl Unfit {
    /// The code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Empty => "file-empty",
            Self::Unknown => "attachment-format",
            Self::Heic => "attachment-heic",
            Self::Svg => "attachment-svg",
            Self::OldOffice => "attachment-old-office",
            Self::Macro => "attachment-macro",
            Self::Broken => "attachment-broken",
            Self::Bomb => "attachment-bomb",
        }
    }
}

impl From<Damaged> for Unfit {
    fn from(_: Damaged) -> Self {
        Self::Broken
    }
}

/// Looks at a file.
pub fn sniff(bytes: &[u8]) -> Result<Sniffed, Unfit> {
    match bytes {
        [] => Err(Unfit::Empty),
        [0xff, 0xd8, 0xff, ..] => Ok(Sniffed::Picture(Format::Jpeg)),
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Ok(Sniffed::Picture(Format::Png)),
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Ok(Sniffed::Picture(Format::Gif)),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => {
            Ok(Sniffed::Picture(Format::Webp))
        }
        [b'%', b'P', b'D', b'F', b'-', ..] => Ok(Sniffed::Document(FileKind::Pdf)),
        [b'P', b'K', 3, 4, ..] => office(bytes).map(Sniffed::Document),
        [0xd0, 0xcf, 0x11, 0xe0, ..] => Err(Unfit::OldOffice),
        [_, _, _, _, b'f', b't', b'y', b'p', b'h' | b'm' | b'a', ..] => Err(Unfit::Heic),
        _ if is_svg(bytes) => Err(Unfit::Svg),
        _ => Err(Unfit::Unknown),
    }
}

fn is_svg(bytes: &[u8]) -> bool {
    let beginning = String::from_utf8_lossy(&bytes[..bytes.len().min(4_096)]).to_lowercase();
    beginning.contains("<svg")
}

fn office(bytes: &[u8]) -> Result<FileKind, Unfit> {
    let archive = Archive::open(bytes)?;
    let kind = kind_of(&archive)?.ok_or(Unfit::Unknown)?;
    unpack(&archive, &mut { MAX_UNPACKED }, 0)?;
    Ok(kind)
}

/// The document that an archive is, if it is one and holds no program.
fn kind_of(archive: &Archive<'_>) -> Result<Option<FileKind>, Unfit> {
    if let Some(part) = archive.part("mimetype") {
        let label = label(archive, part)?;
        let scripts = ["basic/", "scripts/", "dialogs/"];
        if scripts.iter().any(|folder| archive.has_under(folder)) {
            return Err(Unfit::Macro);
        }
        let all = [FileKind::Odt, FileKind::Ods, FileKind::Odp];
        return Ok(all.into_iter().find(|kind| kind.media_type() == label.trim()));
    }
    let Some(part) = archive.part("[content_types].xml") else { return Ok(None) };
    let label = label(archive, part)?.to_lowercase();
    let has_program = ["macroenabled", "vbaproject", "activex"].iter().any(|word| label.contains(word))
        || archive
            .parts()
            .iter()
            .any(|part| part.name.ends_with("vbaproject.bin") || part.name.contains("/activex/"));
    if has_program {
        return Err(Unfit::Macro);
    }
    let all = [FileKind::Docx, FileKind::Xlsx, FileKind::Pptx];
    Ok(all.into_iter().find(|kind| label.contains(&format!("\"{}.main+xml\"", kind.media_type()))))
}

fn label(archive: &Archive<'_>, part: &Part) -> Result<String, Unfit> {
    let mut bytes = Vec::new();
    archive.unpack(part, MAX_LABEL)?.read_to_end(&mut bytes).map_err(|_| Unfit::Broken)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// Unpacks every part to nowhere, and the archives in it.
fn unpack(archive: &Archive<'_>, left: &mut u64, depth: u32) -> Result<(), Unfit> {
    if depth > MAX_DEPTH {
        return Err(Unfit::Bomb);
    }
    for part in archive.parts() {
        // One byte more than is left tells a part that ends there from one that goes on.
        let mut reader = archive.unpack(part, *left + 1)?;
        let mut first = Vec::new();
        (&mut reader).take(4).read_to_end(&mut first).map_err(|_| Unfit::Broken)?;
        let read = if first == b"PK\x03\x04" {
            reader.read_to_end(&mut first).map_err(|_| Unfit::Broken)?;
            first.len() as u64
        } else {
            4.min(first.len() as u64)
                + std::io::copy(&mut reader, &mut std::io::sink()).map_err(|_| Unfit::Broken)?
        };
        if read > *left {
            return Err(Unfit::Bomb);
        }
        *left -= read;
        if first.starts_with(b"PK\x03\x04") {
            let inner = Archive::open(&first)?;
            kind_of(&inner)?;
            unpack(&inner, left, depth + 1)?;
        }
    }
    Ok(())
}
