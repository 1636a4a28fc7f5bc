//! From a table's rows to ideas, or to what is wrong with each row.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use chrono::NaiveDateTime;
use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use super::columns::{Field, Mapping};
use super::dates;
use crate::accounts;
use crate::sheets::{Row, Table};

/// The most characters of a title.
pub const TITLE: usize = 200;
/// The most characters of a text.
pub const BODY: usize = 20_000;
/// The most characters of a name, a trade, a site, a reference.
const SHORT: usize = 200;
/// The most authors of an idea.
const AUTHORS: usize = 30;
/// Characters of a title that is taken from the text.
const DERIVED: usize = 80;
/// What a spreadsheet shows when a formula has no value.
const BROKEN_FORMULAS: [&str; 11] = [
    "#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#VALEUR!", "#NOM?", "#NOMBRE!",
    "Err:502",
];

/// An idea of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdeaRow {
    /// Its line.
    pub line: u64,
    /// The idea in one line.
    pub title: String,
    /// Whether the title was taken from the text, for want of one.
    pub is_title_derived: bool,
    /// The idea in its author's words.
    pub body: String,
    /// The theme, or nothing.
    pub category: String,
    /// The author's trade, or nothing.
    pub trade: String,
    /// The author's site, or nothing.
    pub site: String,
    /// The author's direction, or nothing.
    pub direction: String,
    /// The authors' names, in their order.
    pub authors: Vec<String>,
    /// The first author's address, in its compared form.
    pub email: Option<String>,
    /// When it was sent, as far as the file says.
    pub submitted_at: Option<NaiveDateTime>,
    /// What tells it from the contest's other ideas: its reference, or else a hash of what it says and who says it.
    pub source_ref: String,
}

/// What is wrong with a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FaultKind {
    /// Nothing is written, and something must be.
    Required,
    /// Too many characters.
    TooLong,
    /// The reference stands on this line already.
    Duplicate(u64),
    /// The whole idea stands on this line already.
    Repeated(u64),
    /// Not a date.
    NotADate,
    /// Not an address.
    NotAnAddress,
    /// A formula that has no value.
    Formula,
    /// The line makes no sense, from this column on.
    Unreadable(u64),
}

impl FaultKind {
    /// The word in the choice of sentences.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Required => "required",
            Self::TooLong => "too-long",
            Self::Duplicate(_) => "duplicate",
            Self::Repeated(_) => "repeated",
            Self::NotADate => "not-a-date",
            Self::NotAnAddress => "not-an-address",
            Self::Formula => "formula",
            Self::Unreadable(_) => "unreadable",
        }
    }

    /// The line or column that the sentence speaks of.
    pub fn number(self) -> Option<u64> {
        match self {
            Self::Duplicate(number) | Self::Repeated(number) | Self::Unreadable(number) => Some(number),
            _ => None,
        }
    }
}

/// A cell that must be corrected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowFault {
    /// The line in the file.
    pub line: u64,
    /// Which field.
    pub field: Field,
    /// What is wrong with it.
    pub kind: FaultKind,
    /// The beginning of what is written there.
    pub value: String,
}

/// How long the texts of an idea may be, in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The title.
    pub title: usize,
    /// The text.
    pub body: usize,
}

impl Limits {
    /// What a contest takes.
    pub const CONTEST: Self = Self { title: TITLE, body: BODY };
    /// Whatever somebody has: for looking at a file without taking it in.
    pub const NONE: Self = Self { title: usize::MAX, body: usize::MAX };
}

/// Checks every row: an idea, or all that is wrong with it.
pub fn to_rows(table: &Table, mapping: &Mapping, limits: Limits) -> Vec<Result<IdeaRow, Vec<RowFault>>> {
    let mut seen = HashMap::new();
    let rows = table.rows.iter().map(|row| read_row(row, mapping, limits));
    rows.map(|row| row.and_then(|idea| once(idea, &mut seen))).collect()
}

/// The first line of a reference counts; the next ones say where it was.
fn once(idea: IdeaRow, seen: &mut HashMap<String, u64>) -> Result<IdeaRow, Vec<RowFault>> {
    match seen.entry(idea.source_ref.clone()) {
        Entry::Vacant(place) => {
            place.insert(idea.line);
            Ok(idea)
        }
        Entry::Occupied(first) => {
            let (field, kind, value) = if idea.source_ref.starts_with(HASHED) {
                (Field::Title, FaultKind::Repeated(*first.get()), &idea.title)
            } else {
                (Field::SourceRef, FaultKind::Duplicate(*first.get()), &idea.source_ref)
            };
            Err(vec![RowFault { line: idea.line, field, kind, value: beginning(value) }])
        }
    }
}

fn read_row(row: &Row, mapping: &Mapping, limits: Limits) -> Result<IdeaRow, Vec<RowFault>> {
    if let Some(column) = row.broken_at {
        let kind = FaultKind::Unreadable(column);
        return Err(vec![RowFault { line: row.line, field: Field::Title, kind, value: String::new() }]);
    }
    let mut reader = Reader { row, mapping, faults: Vec::new() };
    let (title, body) = (reader.line(Field::Title, limits.title), reader.text(Field::Body, limits.body));
    if title.is_empty() && body.is_empty() && reader.faults.is_empty() {
        let asked = if mapping.column(Field::Title).is_some() { Field::Title } else { Field::Body };
        reader.fault(asked, FaultKind::Required);
    }
    let mut idea = IdeaRow {
        line: row.line,
        is_title_derived: title.is_empty(),
        title: if title.is_empty() { first_words(&body) } else { title },
        body,
        category: reader.line(Field::Category, SHORT),
        trade: reader.line(Field::Trade, SHORT),
        site: reader.line(Field::Site, SHORT),
        direction: reader.line(Field::Direction, SHORT),
        authors: reader.authors(),
        email: reader.email(),
        submitted_at: reader.date(),
        source_ref: reader.line(Field::SourceRef, SHORT),
    };
    if idea.source_ref.is_empty() {
        idea.source_ref = hash_of(&idea);
    }
    if reader.faults.is_empty() { Ok(idea) } else { Err(reader.faults) }
}

/// What a hash begins with, so that no reference of a file is taken for one.
const HASHED: &str = "sha256:";

fn hash_of(idea: &IdeaRow) -> String {
    let mut hash = Sha256::new();
    for part in
        [idea.title.as_str(), idea.body.as_str()].into_iter().chain(idea.authors.iter().map(String::as_str))
    {
        // The length goes before each part, so that no two ways of cutting give the same bytes.
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    format!("{HASHED}{}", HEXLOWER.encode(&hash.finalize()))
}

struct Reader<'a> {
    row: &'a Row,
    mapping: &'a Mapping,
    faults: Vec<RowFault>,
}

impl Reader<'_> {
    fn cell(&self, field: Field) -> &str {
        self.mapping.column(field).map_or("", |column| self.row.cell(column))
    }

    fn fault(&mut self, field: Field, kind: FaultKind) {
        let value = beginning(self.cell(field));
        self.faults.push(RowFault { line: self.row.line, field, kind, value });
    }

    fn text(&mut self, field: Field, limit: usize) -> String {
        let text = self.cell(field).to_owned();
        if BROKEN_FORMULAS.contains(&text.as_str()) {
            self.fault(field, FaultKind::Formula);
        } else if text.chars().count() > limit {
            self.fault(field, FaultKind::TooLong);
        }
        text
    }

    fn line(&mut self, field: Field, limit: usize) -> String {
        let text = self.text(field, limit);
        if text.contains(['\n', '\t']) { text.split_whitespace().collect::<Vec<_>>().join(" ") } else { text }
    }

    fn authors(&mut self) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for field in [Field::Authors, Field::CoAuthors] {
            let cell = self.text(field, SHORT * AUTHORS);
            let parts = cell.split([';', '|', '\n']).map(str::trim).filter(|name| !name.is_empty());
            names.extend(parts.map(str::to_owned));
            let is_too_long = names.len() > AUTHORS || names.iter().any(|name| name.chars().count() > SHORT);
            if is_too_long && !self.faults.iter().any(|fault| fault.field == field) {
                self.fault(field, FaultKind::TooLong);
            }
        }
        names
    }

    fn email(&mut self) -> Option<String> {
        let cell = self.cell(Field::Email);
        if cell.is_empty() {
            return None;
        }
        let address = accounts::checked_address(cell, &[]).ok();
        if address.is_none() {
            self.fault(Field::Email, FaultKind::NotAnAddress);
        }
        address
    }

    fn date(&mut self) -> Option<NaiveDateTime> {
        let cell = self.cell(Field::SubmittedAt);
        if cell.is_empty() {
            return None;
        }
        let at = dates::parse(cell);
        if at.is_none() {
            self.fault(Field::SubmittedAt, FaultKind::NotADate);
        }
        at
    }
}

/// The first words of a text, as a title: its first sentence when that is short.
fn first_words(body: &str) -> String {
    let text = body.split_whitespace().collect::<Vec<_>>().join(" ");
    let sentence = text.split_inclusive(['.', '!', '?']).next().unwrap_or_default().trim_end_matches('.');
    if !sentence.is_empty() && sentence.chars().count() <= DERIVED {
        return sentence.to_owned();
    }
    match text.char_indices().nth(DERIVED) {
        Some((end, _)) => {
            format!("{}…", text[..end].rsplit_once(' ').map_or(&text[..end], |(words, _)| words))
        }
        None => text,
    }
}

fn beginning(text: &str) -> String {
    match text.char_indices().nth(DERIVED) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
