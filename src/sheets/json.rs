//! JSON Lines, and a JSON array of objects.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::Value;

use super::ReadError;
use super::cells::Builder;

/// An object with its keys in the order in which they were written.
struct Record(Vec<(String, Value)>);

impl<'de> Deserialize<'de> for Record {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct InOrder;
        impl<'de> Visitor<'de> for InOrder {
            type Value = Record;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Record, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(Record(entries))
            }
        }
        from.deserialize_map(InOrder)
    }
}

/// Reads the text.
pub(super) fn read(text: &str, table: &mut Builder) -> Result<(), ReadError> {
    if text.trim_start().starts_with('[') {
        return read_array(text, table);
    }
    for (number, line) in text.lines().enumerate() {
        if !line.trim().is_empty() {
            read_one(line, number as u64 + 1, table)?;
        }
    }
    Ok(())
}

fn read_one(text: &str, line: u64, table: &mut Builder) -> Result<(), ReadError> {
    match serde_json::from_str::<Record>(text) {
        Ok(Record(entries)) => {
            let named = entries.into_iter().map(|(name, value)| (name, words(value))).collect();
            table.push_named(line, named)
        }
        Err(error) => table.push_broken(line + error.line().max(1) as u64 - 1, error.column() as u64),
    }
}

/// Cuts the array into its elements, so that each has its line and a bad one spoils no other.
fn read_array(text: &str, table: &mut Builder) -> Result<(), ReadError> {
    let (mut depth, mut line, mut quoted, mut escaped) = (0usize, 1u64, false, false);
    let mut element: Option<(usize, u64)> = None;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'\n' => line += 1,
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            _ if quoted => {}
            b'{' | b'[' => depth += 1,
            b'}' | b']' => {
                let Some(outer) = depth.checked_sub(1) else { return Err(ended(line)) };
                depth = outer;
            }
            _ => {}
        }
        let ends = depth == 0 || (depth == 1 && byte == b',' && !quoted);
        match element {
            Some((start, first)) if ends => {
                read_one(text[start..at].trim(), first, table)?;
                element = None;
            }
            None if depth > 1 || quoted || starts_value(depth, byte) => element = Some((at, line)),
            _ => {}
        }
        if depth == 0 && byte == b']' && !quoted {
            let rest = &text[at + 1..];
            return if rest.trim().is_empty() { Ok(()) } else { Err(ended(line)) };
        }
    }
    Err(ended(line))
}

/// A number or a word among the elements: no idea, and said so.
fn starts_value(depth: usize, byte: u8) -> bool {
    depth == 1 && !byte.is_ascii_whitespace() && !b",[]}".contains(&byte)
}

fn ended(line: u64) -> ReadError {
    ReadError::Broken { line, detail: "the list is not closed where it should be".into() }
}

/// A value as a cell shows it; a list of words as words.
fn words(value: Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text,
        Value::Array(items) if items.iter().all(|item| !item.is_array() && !item.is_object()) => {
            items.into_iter().map(words).filter(|item| !item.is_empty()).collect::<Vec<_>>().join("; ")
        }
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheets::{Table, read_bytes};

    fn table(text: &str) -> Table {
        read_bytes(text.as_bytes()).unwrap()
    }

    #[test]
    fn columns_come_in_the_order_of_their_first_use() {
        let table = table("{\"title\":\"a\",\"body\":\"b\"}\n\n{\"id\":7,\"title\":null,\"body\":true}\n");
        assert_eq!(table.columns, ["title", "body", "id"]);
        assert_eq!(table.rows[0].cells, ["a", "b"]);
        assert_eq!(table.rows[1].cells, ["", "true", "7"]);
        assert_eq!(table.rows[1].line, 3);
    }

    #[test]
    fn an_array_is_read_as_well() {
        let table = table(
            "[\n {\"t\": \"a\",\n  \"l\": [\"x\", \"y\"]},\n {\"t\": \"[{,}]\\\"\", \"o\": {\"k\": [1]}}\n]\n",
        );
        assert_eq!(table.rows[0].cells, ["a", "x; y"]);
        assert_eq!(table.rows[1].cells, ["[{,}]\"", "", "{\"k\":[1]}"]);
        assert_eq!(table.rows.iter().map(|row| row.line).collect::<Vec<_>>(), [2, 4]);
    }

    #[test]
    fn a_broken_line_spoils_no_other() {
        let table = table("{\"t\":\"a\"}\n{\"t\":\n{\"t\":\"c\"}\n");
        assert_eq!(table.rows[1].line, 2);
        assert!(table.rows[1].broken_at.is_some() && table.rows[2].cells == ["c"]);
        let array = read_bytes(b"[{\"t\":\"a\"},{\"t\"},7,{\"t\":\"c\"}]").unwrap();
        assert_eq!(
            array.rows.iter().map(|row| row.broken_at.is_some()).collect::<Vec<_>>(),
            [false, true, true, false]
        );
    }

    #[test]
    fn an_array_that_breaks_off_says_where() {
        for text in ["[{\"t\":\"a\"},\n{\"t\":\"b\"", "[{\"t\":\"a\"}] x", "[{\"a\":\"", "[{}]]"] {
            assert!(matches!(read_bytes(text.as_bytes()), Err(ReadError::Broken { .. })), "{text}");
        }
        assert!(matches!(read_bytes(b"[]"), Err(ReadError::Empty)));
        assert!(matches!(read_bytes(b"{\"t\":"), Err(ReadError::Broken { line: 1, .. })));
    }

    #[test]
    fn depth_is_no_trap() {
        let deep = format!("{{\"t\":{}", "[".repeat(200_000));
        assert!(matches!(read_bytes(deep.as_bytes()), Err(ReadError::Broken { .. })));
    }
}
