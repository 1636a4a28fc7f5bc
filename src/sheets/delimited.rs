//! CSV: cells between `,`, `;` or tabs, quoted as RFC 4180 says.

use csv::{ReaderBuilder, StringRecord, Terminator};

use super::ReadError;
use super::cells::Builder;

const SEPARATORS: [char; 3] = [';', ',', '\t'];
/// How far the separator is looked for.
const SAMPLE: usize = 64 * 1024;

/// Reads the text; answers the separator found.
pub(super) fn read(text: &str, table: &mut Builder) -> Result<char, ReadError> {
    let (text, skipped, named) = without_hint(text);
    // Old machines end lines with CR alone; the reader counts LF.
    let owned = (!text.contains('\n') && text.contains('\r')).then(|| text.replace('\r', "\n"));
    let text = owned.as_deref().unwrap_or(text);
    let separator = named.unwrap_or_else(|| guess(text));
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator as u8)
        .terminator(Terminator::CRLF)
        .from_reader(text.as_bytes());
    let mut record = StringRecord::new();
    while reader.read_record(&mut record).map_err(|error| broken(&error))? {
        let (start, line) = record.position().map_or((0, 0), |at| (at.byte() as usize, at.line()));
        let end = reader.position().byte() as usize;
        // The reader counts from where it stood, before the blank lines that it passed over.
        let ahead = text.get(start..).unwrap_or_default();
        let blank =
            ahead.bytes().take_while(|byte| b"\r\n".contains(byte)).filter(|byte| *byte == b'\n').count();
        let line = line + skipped + blank as u64;
        if end >= text.len() && is_open(ahead) {
            return Err(ReadError::Quote { line });
        }
        table.push(line, record.iter().map(str::to_owned).collect())?;
    }
    Ok(separator)
}

fn broken(error: &csv::Error) -> ReadError {
    let line = error.position().map_or(0, csv::Position::line);
    ReadError::Broken { line, detail: error.to_string() }
}

/// Excel writes `sep=;` on a first line of its own.
fn without_hint(text: &str) -> (&str, u64, Option<char>) {
    let hinted = text.strip_prefix("sep=").and_then(|rest| {
        let separator = rest.chars().next().filter(|letter| SEPARATORS.contains(letter))?;
        let rest = &rest[1..];
        rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix('\n')).map(|rest| (rest, separator))
    });
    hinted.map_or((text, 0, None), |(rest, separator)| (rest, 1, Some(separator)))
}

/// Whether the last record leaves a quote open: it runs over several lines, with an odd number of quotes.
fn is_open(record: &str) -> bool {
    record.trim_end().contains('\n') && record.matches('"').count() % 2 == 1
}

/// The separator that the first records agree on: outside quotes, the same number of times in each, and often.
fn guess(text: &str) -> char {
    let end = text.char_indices().map(|(at, _)| at).take_while(|at| *at < SAMPLE).last().unwrap_or_default();
    let sample = if text.len() > SAMPLE { &text[..end] } else { text };
    let score = |separator: char| {
        let counts = per_record(sample, separator);
        let first = counts.first().copied().unwrap_or_default();
        let agreeing = counts.iter().filter(|count| **count == first).count();
        // All agreeing is worth more than a greater number: commas abound in sentences.
        (first > 0, agreeing * 100 / counts.len().max(1) / 10, first)
    };
    let found = SEPARATORS.into_iter().rev().filter(|separator| score(*separator).0);
    found.max_by_key(|separator| score(*separator)).unwrap_or(',')
}

/// How often the separator stands outside quotes, in each of the first records that are not blank.
fn per_record(sample: &str, separator: char) -> Vec<usize> {
    let (mut counts, mut count, mut quoted, mut blank) = (Vec::new(), 0, false, true);
    for letter in sample.chars() {
        match letter {
            '"' => quoted = !quoted,
            '\n' if !quoted => {
                if !blank {
                    counts.push(count);
                }
                (count, blank) = (0, true);
            }
            _ if letter == separator && !quoted => count += 1,
            _ => {}
        }
        blank = blank && letter.is_whitespace();
        if counts.len() == 50 {
            return counts;
        }
    }
    if !blank {
        counts.push(count);
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheets::{Table, read_bytes};

    fn table(text: &str) -> Table {
        read_bytes(text.as_bytes()).unwrap()
    }

    #[test]
    fn the_separator_is_found() {
        for (text, separator) in [
            ("titre;texte\nUn, deux;trois, quatre, cinq", ';'),
            ("title,body\n\"a;b;c\",d", ','),
            ("titre\ttexte\na, b\tc; d", '\t'),
            ("sep=;\r\ntitre;texte,\r\na;b", ';'),
            ("titre\nune idée", ','),
        ] {
            assert_eq!(table(text).source.separator, Some(separator), "{text}");
        }
    }

    #[test]
    fn lines_are_those_of_the_file() {
        let table = table("titre;texte\r\n\r\na;\"un\r\ndeux \"\"trois\"\"\"\r\n;;;\r\nb;c\r\n");
        let lines: Vec<u64> = table.rows.iter().map(|row| row.line).collect();
        assert_eq!(lines, [3, 6]);
        assert_eq!(table.rows[0].cells, ["a", "un\ndeux \"trois\""]);
    }

    #[test]
    fn old_line_ends_count_too() {
        let table = table("titre;texte\ra;b\rc;d");
        assert_eq!(table.rows.iter().map(|row| row.line).collect::<Vec<_>>(), [2, 3]);
    }

    #[test]
    fn the_line_under_a_hint_is_the_second() {
        assert_eq!(table("sep=,\ntitre,texte\na,b").rows[0].line, 3);
    }

    #[test]
    fn an_open_quote_says_where_it_was_opened() {
        let refusal = read_bytes(b"titre;texte\na;b\nc;\"d\ne;f\n").unwrap_err();
        assert!(matches!(refusal, ReadError::Quote { line: 3 }), "{refusal}");
        assert_eq!(table("titre;taille\nécran;24\"\n").rows[0].cell(1), "24\"");
    }

    #[test]
    fn formulas_stay_what_was_typed() {
        let table = table("titre;texte\n=1+1;@here\n+33;-2\n");
        assert_eq!(table.rows[0].cells, ["=1+1", "@here"]);
        assert_eq!(table.rows[1].cells, ["+33", "-2"]);
    }

    #[test]
    fn ragged_rows_are_kept_and_named() {
        let table = table("titre\na;b;c\n");
        assert_eq!(table.columns.len(), table.rows[0].cells.len());
    }
}
