//! Whole files, good and bad, from bytes to rows.

use super::*;
use crate::sheets::*;

/// The sheets hold the same ideas, with a date, a number, a formula and an empty first sheet.
const XLSX: &[u8] = include_bytes!("../../../tests/contests/fixtures/ideas.xlsx");
const ODS: &[u8] = include_bytes!("../../../tests/contests/fixtures/ideas.ods");
const CSV: &[u8] = include_bytes!("../../../tests/contests/fixtures/ideas.csv");
const JSONL: &[u8] = include_bytes!("../../../tests/contests/fixtures/ideas.jsonl");

fn rows(bytes: &[u8]) -> Vec<Result<IdeaRow, Vec<RowFault>>> {
    let table = read_bytes(bytes).unwrap();
    to_rows(&table, &Mapping::guess(&table.columns), Limits::CONTEST)
}

fn ideas(bytes: &[u8]) -> Vec<IdeaRow> {
    rows(bytes).into_iter().filter_map(Result::ok).collect()
}

fn faults(bytes: &[u8]) -> Vec<(u64, &'static str, &'static str, Option<u64>)> {
    let faults = rows(bytes).into_iter().filter_map(Result::err).flatten();
    faults.map(|fault| (fault.line, fault.field.as_str(), fault.kind.as_str(), fault.kind.number())).collect()
}

#[test]
fn every_format_gives_the_same_ideas() {
    let expected = ideas(CSV);
    assert_eq!(expected.len(), 3);
    assert_eq!(expected[0].title, "Moins de gâchis à la cantine");
    assert_eq!(expected[0].authors, ["Lina Moreau", "Karim Belkacem"]);
    assert_eq!(expected[0].email.as_deref(), Some("lina.moreau@example.org"));
    assert_eq!(expected[0].submitted_at.map(|at| at.to_string()).as_deref(), Some("2026-03-02 00:00:00"));
    assert_eq!(expected[1].title, "=1+1 vélos pour deux agents");
    assert_eq!(expected[2].source_ref, "12");
    for (name, bytes) in [("xlsx", XLSX), ("ods", ODS), ("jsonl", JSONL)] {
        let mut read = ideas(bytes);
        for (row, expected) in read.iter_mut().zip(&expected) {
            row.line = expected.line;
        }
        assert_eq!(read, expected, "{name}");
    }
}

#[test]
fn a_format_is_known_by_its_content() {
    for (bytes, format) in
        [(XLSX, Format::Xlsx), (ODS, Format::Ods), (CSV, Format::Csv), (JSONL, Format::Json)]
    {
        assert_eq!(read_bytes(bytes).unwrap().source.format, format);
    }
}

#[test]
fn sheet_rows_are_those_of_the_sheet() {
    assert_eq!(ideas(XLSX).iter().map(|idea| idea.line).collect::<Vec<_>>(), [2, 3, 5]);
    assert_eq!(ideas(ODS).iter().map(|idea| idea.line).collect::<Vec<_>>(), [2, 3, 5]);
}

#[test]
fn every_fault_says_where_and_what() {
    let long = "a".repeat(10_000);
    let file = format!(
        "id;titre;texte;courriel;date\n1;A;;;\n1;B;;;\n2;;;;\n3;{long};;;\n4;C;;pas une adresse;31/02/2026\n5;#REF!;;;\n"
    );
    let expected = [
        (3, "source_ref", "duplicate", Some(2)),
        (4, "title", "required", None),
        (5, "title", "too-long", None),
        (6, "email", "not-an-address", None),
        (6, "submitted_at", "not-a-date", None),
        (7, "title", "formula", None),
    ];
    assert_eq!(faults(file.as_bytes()), expected);
    assert_eq!(faults(b"{\"title\":\"a\"}\n{\"title\":\n"), [(2, "title", "unreadable", Some(9))]);
}

#[test]
fn without_references_the_words_tell_ideas_apart() {
    let file = "titre;texte;auteur\nA;b;Ada\nA;b;Alan\nA;b;Ada\n";
    assert_eq!(faults(file.as_bytes()), [(4, "title", "repeated", Some(2))]);
    assert_eq!(ideas(file.as_bytes())[0].source_ref, ideas(b"auteur,texte,titre\nAda,b,A\n")[0].source_ref);
}

#[test]
fn a_title_is_taken_from_the_text_when_there_is_none() {
    let file = format!("id,title,body\n1,,Doubler les effectifs. Et vite.\n2,,{}\n", "très ".repeat(100));
    let ideas = ideas(file.as_bytes());
    assert_eq!((ideas[0].title.as_str(), ideas[0].is_title_derived), ("Doubler les effectifs", true));
    assert!(ideas[1].title.ends_with("très…") && ideas[1].title.chars().count() <= 81);
}

#[test]
fn no_cell_holds_what_a_database_refuses() {
    let ideas = ideas(b"{\"id\":\"\\u0000x\",\"title\":\"a\\u0000b\\tc\\nd\",\"body\":\"e\\r\\nf\"}");
    assert_eq!((ideas[0].title.as_str(), ideas[0].source_ref.as_str()), ("a b c d", "x"));
    assert_eq!(ideas[0].body, "e\nf");
}

#[test]
fn what_is_no_table_is_refused_with_its_reason() {
    let gzip = [b"\x1f\x8b\x08\0".as_slice(), &[0; 40]].concat();
    let old = [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".as_slice(), &[0; 600]].concat();
    for (bytes, kind) in [
        (b"".as_slice(), "file-empty"),
        (b" \r\n\t", "file-empty"),
        (b"\xef\xbb\xbf", "file-empty"),
        (b"titre;texte\n;;\n", "file-no-rows"),
        (b"%PDF-1.7 ...", "file-format"),
        (b"<html><table><tr>", "file-format"),
        (&gzip, "file-format"),
        (&old, "file-format"),
        (b"\0\x01\x02\x03\xff\xfe", "file-format"),
        (b"PK\x03\x04 truncated", "file-broken"),
        (&XLSX[..XLSX.len() / 2], "file-broken"),
        (b"titre\n\"a\nb", "file-quote"),
    ] {
        assert_eq!(read_bytes(bytes).unwrap_err().kind(), kind, "{:?}", &bytes[..bytes.len().min(12)]);
    }
}

#[test]
fn bounds_are_refused_not_reached() {
    let many = "titre\n".to_owned() + &"a\n".repeat(MAX_ROWS + 1);
    assert!(matches!(read_bytes(many.as_bytes()), Err(ReadError::TooManyRows(_))));
    let wide = ",a".repeat(MAX_COLUMNS + 1);
    assert!(matches!(read_bytes(wide.as_bytes()), Err(ReadError::TooManyColumns(_))));
    let keys: Vec<String> = (0..=MAX_COLUMNS).map(|key| format!("{{\"{key}\":1}}")).collect();
    assert!(matches!(read_bytes(keys.join("\n").as_bytes()), Err(ReadError::TooManyColumns(_))));
}

#[test]
fn a_bomb_is_refused_before_it_is_unpacked() {
    let sheet = include_bytes!("../../../tests/contests/fixtures/bomb.ods");
    assert!(matches!(read_bytes(sheet), Err(ReadError::TooBig)));
    let hang = include_bytes!("../../../tests/contests/fixtures/unclosed.ods");
    assert!(matches!(read_bytes(hang), Err(ReadError::Broken { .. })));
}

/// Any bytes end in a table or an error; a panic fails the test. The changes are the same at each run.
#[test]
fn no_change_of_a_file_makes_it_panic() {
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut next = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % below.max(1) as u64) as usize
    };
    for sample in [CSV, JSONL, XLSX, ODS] {
        for _ in 0..400 {
            let mut bytes = sample.to_vec();
            for _ in 0..=next(6) {
                let place = next(bytes.len());
                match next(4) {
                    0 => bytes[place] = next(256) as u8,
                    1 => bytes.truncate(place + 1),
                    2 => bytes.insert(place, b"\"\n;{[<\0\xff"[next(8)]),
                    _ => drop(bytes.drain(place..bytes.len().min(place + next(9)))),
                }
                if bytes.is_empty() {
                    bytes.push(0);
                }
            }
            if let Ok(table) = read_bytes(&bytes) {
                to_rows(&table, &Mapping::guess(&table.columns), Limits::CONTEST);
            }
        }
    }
}
