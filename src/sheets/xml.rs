//! Walks over XML to see that it is sound, and how many cells it stands for: an OpenDocument sheet says "this cell, a
//! million times" in a few bytes, and the reader takes it at its word.

use std::io::BufRead;

use super::ReadError;

/// Cells that a sheet may stand for, empty ones between others included.
const MAX_CELLS: u64 = 4_000_000;
/// Bytes of text that they may stand for.
const MAX_TEXT: u64 = 256 * 1024 * 1024;
/// Bytes of one tag or of one text between two tags.
const MAX_TOKEN: u64 = 64 * 1024 * 1024;
/// Elements within elements.
const MAX_DEPTH: usize = 256;

/// Reads to the end and answers how many bytes there were.
pub(super) fn check(input: &mut impl BufRead) -> Result<u64, ReadError> {
    let mut walk = Walk::default();
    let mut token = Vec::new();
    loop {
        token.clear();
        let text = walk.take(input, b'<', &mut token)?;
        if !token.ends_with(b"<") {
            return if walk.open.is_empty() { Ok(walk.read) } else { Err(unsound()) };
        }
        walk.sheet.text(text - 1);
        token.clear();
        walk.take_tag(input, &mut token)?;
        walk.tag(&token)?;
    }
}

fn unsound() -> ReadError {
    ReadError::Broken { line: 0, detail: "its XML breaks off or is not well-formed".into() }
}

#[derive(Default)]
struct Walk {
    read: u64,
    open: Vec<Vec<u8>>,
    sheet: Sheet,
}

impl Walk {
    fn take(&mut self, input: &mut impl BufRead, until: u8, token: &mut Vec<u8>) -> Result<u64, ReadError> {
        let mut part = std::io::Read::take(&mut *input, MAX_TOKEN);
        let count = part.read_until(until, token).map_err(|_| unsound())? as u64;
        self.read += count;
        if token.len() as u64 >= MAX_TOKEN { Err(ReadError::TooBig) } else { Ok(count) }
    }

    /// Takes up to the `>` that ends the tag: not one inside an attribute, a comment or a CDATA section.
    fn take_tag(&mut self, input: &mut impl BufRead, token: &mut Vec<u8>) -> Result<(), ReadError> {
        loop {
            if self.take(input, b'>', token)? == 0 || !token.ends_with(b">") {
                return Err(unsound());
            }
            let inside = &token[..token.len() - 1];
            let is_whole = if inside.starts_with(b"!--") {
                inside.len() >= 5 && inside.ends_with(b"--")
            } else if inside.starts_with(b"![CDATA[") {
                inside.ends_with(b"]]")
            } else if inside.starts_with(b"?") {
                inside.len() > 1 && inside.ends_with(b"?")
            } else {
                !is_quoted(inside)
            };
            if is_whole {
                token.pop();
                return Ok(());
            }
        }
    }

    fn tag(&mut self, tag: &[u8]) -> Result<(), ReadError> {
        if tag.starts_with(b"!DOCTYPE") {
            // Entities of its own making are the oldest bomb.
            return Err(unsound());
        }
        if tag.starts_with(b"![CDATA[") {
            self.sheet.text(tag.len() as u64);
            return Ok(());
        }
        if tag.starts_with(b"!") || tag.starts_with(b"?") {
            return Ok(());
        }
        if let Some(name) = tag.strip_prefix(b"/") {
            if self.open.pop().as_deref() != Some(name.trim_ascii_end()) {
                return Err(unsound());
            }
            return self.sheet.end(name.trim_ascii_end());
        }
        let (tag, is_closed) = tag.strip_suffix(b"/").map_or((tag, false), |tag| (tag, true));
        let end = tag.iter().position(u8::is_ascii_whitespace).unwrap_or(tag.len());
        let name = &tag[..end];
        if name.is_empty() {
            return Err(unsound());
        }
        self.sheet.start(name, &tag[end..]);
        if is_closed {
            return self.sheet.end(name);
        }
        self.open.push(name.to_vec());
        if self.open.len() > MAX_DEPTH { Err(unsound()) } else { Ok(()) }
    }
}

fn is_quoted(tag: &[u8]) -> bool {
    let mut open = None;
    for byte in tag.iter().filter(|byte| matches!(byte, b'"' | b'\'')) {
        open = match open {
            None => Some(byte),
            Some(quote) if quote == byte => None,
            other => other,
        };
    }
    open.is_some()
}

/// What a sheet stands for so far.
#[derive(Default)]
struct Sheet {
    rows: u64,
    empty_rows: u64,
    width: u64,
    text: u64,
    row: Repeated,
    cell: Repeated,
    in_cell: bool,
}

/// A row, or a cell, and how many times it stands there.
#[derive(Default)]
struct Repeated {
    times: u64,
    text: u64,
    cells: u64,
    empty_cells: u64,
}

impl Sheet {
    fn text(&mut self, bytes: u64) {
        if self.in_cell {
            self.cell.text = self.cell.text.saturating_add(bytes);
        }
    }

    fn start(&mut self, name: &[u8], attributes: &[u8]) {
        match name {
            b"table:table" => *self = Self::default(),
            b"table:table-row" => {
                let times = number(attributes, b"table:number-rows-repeated=");
                self.row = Repeated { times: times.min(1_048_576), ..Repeated::default() };
            }
            b"table:table-cell" | b"table:covered-table-cell" => {
                let times = number(attributes, b"table:number-columns-repeated=");
                let holds = contains(attributes, b"office:") || contains(attributes, b"table:formula");
                let text = if holds { attributes.len() as u64 } else { 0 };
                self.cell = Repeated { times: times.min(16_384), text, ..Repeated::default() };
                self.in_cell = true;
            }
            b"text:s" if self.in_cell => self.text(number(attributes, b"text:c=")),
            _ => {}
        }
    }

    fn end(&mut self, name: &[u8]) -> Result<(), ReadError> {
        match name {
            b"table:table-cell" | b"table:covered-table-cell" => {
                self.in_cell = false;
                if self.cell.text == 0 {
                    self.row.empty_cells += self.cell.times;
                } else {
                    self.row.cells += self.row.empty_cells + self.cell.times;
                    self.row.empty_cells = 0;
                    let text = self.cell.text.saturating_mul(self.cell.times);
                    self.row.text = self.row.text.saturating_add(text);
                }
            }
            b"table:table-row" if self.row.cells == 0 => self.empty_rows += self.row.times,
            b"table:table-row" => {
                self.rows += self.empty_rows + self.row.times;
                self.empty_rows = 0;
                self.width = self.width.max(self.row.cells);
                self.text = self.text.saturating_add(self.row.text.saturating_mul(self.row.times));
            }
            _ => {}
        }
        let cells = self.rows.max(1).saturating_mul(self.width.max(self.row.cells));
        let text = self.text.saturating_add(self.row.text).saturating_add(self.cell.text);
        if cells > MAX_CELLS || text > MAX_TEXT { Err(ReadError::TooBig) } else { Ok(()) }
    }
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// The number of an attribute, 1 when there is none; one that is too large to read is as large as can be.
fn number(attributes: &[u8], name: &[u8]) -> u64 {
    let Some(place) = attributes.windows(name.len()).position(|window| window == name) else { return 1 };
    let value = attributes[place + name.len()..].iter().skip(1);
    let digits = value.take_while(|byte| byte.is_ascii_digit());
    digits.fold(0u64, |number, digit| number.saturating_mul(10).saturating_add(u64::from(digit - b'0')))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checked(text: &str) -> Result<u64, ReadError> {
        check(&mut text.as_bytes())
    }

    #[test]
    fn sound_xml_is_read_to_its_end() {
        let text = "<?xml version='1.0'?><a x='>'><!-- <b> --><b y=\"/\"/><![CDATA[</a>]]> c</a>\n";
        assert_eq!(checked(text).unwrap(), text.len() as u64);
    }

    #[test]
    fn what_breaks_off_is_refused() {
        for text in
            ["<a>", "<a><b></a></b>", "</a>", "<a", "<a b='>", "<!-- ", "<>", "<!DOCTYPE a>", "<a>&lt;"]
        {
            assert!(matches!(checked(text), Err(ReadError::Broken { .. })), "{text}");
        }
    }

    fn sheet(rows: &str) -> Result<u64, ReadError> {
        checked(&format!("<table:table table:name=\"a\">{rows}</table:table>"))
    }

    #[test]
    fn repetition_is_counted_before_anybody_believes_it() {
        let cell = "<table:table-cell table:number-columns-repeated=\"16384\" office:value=\"1\"/>";
        let many = format!("<table:table-row table:number-rows-repeated=\"1000\">{cell}</table:table-row>");
        assert!(matches!(sheet(&many), Err(ReadError::TooBig)));
        let spaces = "<table:table-row><table:table-cell><text:p><text:s text:c=\"99999999999999999999999\"/></text:p>\
                      </table:table-cell></table:table-row>";
        assert!(matches!(sheet(spaces), Err(ReadError::TooBig)));
        let far = format!(
            "<table:table-row>{cell}</table:table-row>\
             <table:table-row table:number-rows-repeated=\"1000000\"><table:table-cell/></table:table-row>\
             <table:table-row>{cell}</table:table-row>"
        );
        assert!(matches!(sheet(&far), Err(ReadError::TooBig)));
    }

    #[test]
    fn the_empty_end_of_a_sheet_is_no_bomb() {
        let ordinary = "<table:table-row><table:table-cell><text:p>a</text:p></table:table-cell>\
                        <table:table-cell table:number-columns-repeated=\"16383\"></table:table-cell></table:table-row>\
                        <table:table-row table:number-rows-repeated=\"1048575\">\
                        <table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>";
        assert!(sheet(ordinary).is_ok());
    }
}
