//! A table of texts, and how it is filled within bounds.

use super::{ReadError, Source};

/// The most rows of a file.
pub const MAX_ROWS: usize = 200_000;
/// The most columns.
pub const MAX_COLUMNS: usize = 256;
/// Characters of a cell that are kept: more than any field takes, so that what is cut here is refused there.
const MAX_CELL: usize = 40_000;
/// Bytes of all cells together.
const MAX_TEXT: usize = 256 * 1024 * 1024;

/// What a file holds, whatever its format: a line of titles, and rows of texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// How it was read.
    pub source: Source,
    /// The titles; one may be empty.
    pub columns: Vec<String>,
    /// The rows that hold something, in the file's order.
    pub rows: Vec<Row>,
}

/// A row of the file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Row {
    /// Its line in the file, or its number in the sheet, from 1; always above that of the row before.
    pub line: u64,
    /// Its cells, without the empty ones at its end.
    pub cells: Vec<String>,
    /// Where in the line reading stopped, when it could not be read.
    pub broken_at: Option<u64>,
}

impl Row {
    /// The text of a cell, without blanks around it.
    pub fn cell(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", |cell| cell.trim())
    }
}

/// Fills a table.
#[derive(Default)]
pub(super) struct Builder {
    columns: Option<Vec<String>>,
    rows: Vec<Row>,
    text: usize,
}

impl Builder {
    /// Adds a row of a file whose first row holds the titles.
    pub(super) fn push(&mut self, line: u64, cells: Vec<String>) -> Result<(), ReadError> {
        let cells = trimmed(cells);
        if cells.is_empty() {
            return Ok(());
        }
        if cells.len() > MAX_COLUMNS {
            return Err(ReadError::TooManyColumns(MAX_COLUMNS));
        }
        match &self.columns {
            Some(_) => self.add(Row { line, cells, broken_at: None }),
            None => {
                self.columns = Some(cells.into_iter().map(|title| one_line(&title)).collect());
                Ok(())
            }
        }
    }

    /// Adds a row whose cells are named one by one, for formats without a line of titles.
    pub(super) fn push_named(&mut self, line: u64, named: Vec<(String, String)>) -> Result<(), ReadError> {
        let mut cells = Vec::new();
        for (name, text) in named {
            let place = self.column(&name)?;
            if cells.len() <= place {
                cells.resize(place + 1, String::new());
            }
            cells[place] = text;
        }
        let cells = trimmed(cells);
        if cells.is_empty() { Ok(()) } else { self.add(Row { line, cells, broken_at: None }) }
    }

    /// Adds a row that could not be read.
    pub(super) fn push_broken(&mut self, line: u64, column: u64) -> Result<(), ReadError> {
        self.columns.get_or_insert_default();
        self.add(Row { line, cells: Vec::new(), broken_at: Some(column) })
    }

    fn column(&mut self, name: &str) -> Result<usize, ReadError> {
        let columns = self.columns.get_or_insert_default();
        if let Some(place) = columns.iter().position(|known| known == name) {
            return Ok(place);
        }
        if columns.len() == MAX_COLUMNS {
            return Err(ReadError::TooManyColumns(MAX_COLUMNS));
        }
        columns.push(name.to_owned());
        Ok(columns.len() - 1)
    }

    fn add(&mut self, mut row: Row) -> Result<(), ReadError> {
        if self.rows.len() == MAX_ROWS {
            return Err(ReadError::TooManyRows(MAX_ROWS));
        }
        self.text += row.cells.iter().map(String::len).sum::<usize>();
        if self.text > MAX_TEXT {
            return Err(ReadError::TooBig);
        }
        // A crooked file may number two rows alike; faults are kept by line.
        let last = self.rows.last().map_or(0, |last| last.line);
        row.line = row.line.max(last + 1);
        self.rows.push(row);
        Ok(())
    }

    /// Whether nothing was put in.
    pub(super) fn is_empty(&self) -> bool {
        self.columns.is_none()
    }

    /// The table, when anything is in it.
    pub(super) fn finish(self, source: Source) -> Result<Table, ReadError> {
        let mut columns = self.columns.ok_or(ReadError::Empty)?;
        if self.rows.iter().all(|row| row.cells.is_empty()) {
            return Err(match self.rows.first() {
                Some(row) => {
                    let detail = format!("column {}", row.broken_at.unwrap_or_default());
                    ReadError::Broken { line: row.line, detail }
                }
                None => ReadError::NoRows,
            });
        }
        let width = self.rows.iter().map(|row| row.cells.len()).max().unwrap_or_default();
        columns.resize(columns.len().max(width), String::new());
        Ok(Table { source, columns, rows: self.rows })
    }
}

/// Without the empty cells at the end; each cell without what a database or a page cannot hold.
fn trimmed(cells: Vec<String>) -> Vec<String> {
    let mut cells: Vec<String> = cells.into_iter().map(clean).collect();
    while cells.last().is_some_and(|cell| cell.trim().is_empty()) {
        cells.pop();
    }
    cells
}

/// A cell's text: line ends of one kind, no control characters, no more than is ever used.
pub(super) fn clean(text: String) -> String {
    let is_strange = |c: char| c.is_control() && c != '\n';
    let is_fine = !text.contains(is_strange) && !text.contains('\u{feff}');
    let mut text = if is_fine {
        text
    } else {
        text.replace("\r\n", "\n").replace('\u{feff}', "").replace('\r', "\n").replace(is_strange, " ")
    };
    if text.len() > MAX_CELL
        && let Some((end, _)) = text.char_indices().nth(MAX_CELL)
    {
        text.truncate(end);
    }
    text
}

fn one_line(title: &str) -> String {
    let title: String = title.split_whitespace().collect::<Vec<_>>().join(" ");
    title.chars().take(120).collect()
}
