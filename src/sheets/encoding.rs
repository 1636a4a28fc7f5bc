//! From bytes to letters.

use std::borrow::Cow;

use encoding_rs::{UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::ReadError;

/// How a text's letters are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// What everything should be.
    Utf8,
    /// What Excel writes on a Western machine.
    Windows1252,
    /// What Excel calls "Unicode text".
    Utf16,
}

impl Encoding {
    /// The name people know.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Windows1252 => "Windows-1252",
            Self::Utf16 => "UTF-16",
        }
    }
}

/// The text of the bytes: by their mark when they have one, else as UTF-8 when that fits, else as Windows-1252.
pub(super) fn decode(bytes: &[u8]) -> Result<(Cow<'_, str>, Encoding), ReadError> {
    if let Some(marked) = bytes.strip_prefix(b"\xef\xbb\xbf") {
        return Ok((utf8(marked)?, Encoding::Utf8));
    }
    for (mark, encoding) in [(b"\xff\xfe", UTF_16LE), (b"\xfe\xff", UTF_16BE)] {
        if let Some(marked) = bytes.strip_prefix(mark) {
            let text = encoding.decode_without_bom_handling(marked).0.into_owned();
            return Ok((text.into(), Encoding::Utf16));
        }
    }
    if bytes.contains(&0) {
        return without_mark(bytes);
    }
    match str::from_utf8(bytes) {
        Ok(text) => Ok((text.into(), Encoding::Utf8)),
        Err(error) if is_mostly_utf8(bytes) => Err(at(bytes, error.valid_up_to())),
        Err(_) => Ok((WINDOWS_1252.decode_without_bom_handling(bytes).0, Encoding::Windows1252)),
    }
}

fn utf8(bytes: &[u8]) -> Result<Cow<'_, str>, ReadError> {
    str::from_utf8(bytes).map(Cow::from).map_err(|error| at(bytes, error.valid_up_to()))
}

/// A text with zero bytes is UTF-16 whose mark was lost, or no text.
fn without_mark(bytes: &[u8]) -> Result<(Cow<'_, str>, Encoding), ReadError> {
    let head = &bytes[..bytes.len().min(4_096) & !1];
    let zeros = |place| head.iter().skip(place).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd, most) = (zeros(0), zeros(1), head.len() * 2 / 5);
    let encoding = match (even, odd) {
        (0, odd) if odd >= most => UTF_16LE,
        (even, 0) if even >= most => UTF_16BE,
        _ => return Err(ReadError::Format),
    };
    Ok((encoding.decode_without_bom_handling(bytes).0.into_owned().into(), Encoding::Utf16))
}

/// Whether the accents are UTF-8 and only a few bytes are not: read as Windows-1252, every accent would be garbled.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|letter| !letter.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > 2 * bad
}

fn at(bytes: &[u8], place: usize) -> ReadError {
    let before = &bytes[..place];
    let line = before.iter().filter(|byte| **byte == b'\n').count() as u64 + 1;
    let start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
    let column = String::from_utf8_lossy(&before[start..]).chars().count() as u64 + 1;
    ReadError::Encoding { line, column }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> (String, Encoding) {
        let (text, encoding) = decode(bytes).unwrap();
        (text.into_owned(), encoding)
    }

    #[test]
    fn accents_are_read_however_they_are_written() {
        let le: Vec<u8> = "été".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let be: Vec<u8> = "été".encode_utf16().flat_map(u16::to_be_bytes).collect();
        for (bytes, encoding) in [
            ("été".as_bytes().to_vec(), Encoding::Utf8),
            ([b"\xef\xbb\xbf".as_slice(), "été".as_bytes()].concat(), Encoding::Utf8),
            (b"\xe9t\xe9".to_vec(), Encoding::Windows1252),
            ([b"\xff\xfe".as_slice(), &le].concat(), Encoding::Utf16),
            ([b"\xfe\xff".as_slice(), &be].concat(), Encoding::Utf16),
        ] {
            assert_eq!(read(&bytes), ("été".to_owned(), encoding));
        }
        assert_eq!(read(b"l\x92\xe9t\xe9 \x80").0, "l’été €");
    }

    #[test]
    fn utf16_is_known_without_its_mark() {
        let text = "titre;texte\nété;soleil\n";
        let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(read(&bytes), (text.to_owned(), Encoding::Utf16));
        assert!(matches!(decode(b"a\0\0\0b"), Err(ReadError::Format)));
    }

    #[test]
    fn a_damaged_utf8_text_says_where() {
        let mut bytes = "été\nhéé ".as_bytes().to_vec();
        bytes.push(0xe9);
        assert!(matches!(decode(&bytes), Err(ReadError::Encoding { line: 2, column: 5 })));
    }
}
