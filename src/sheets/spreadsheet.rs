//! XLSX and ODS: the first sheet that holds something. Formulas come as their values, dates as `2026-03-02`.

use std::fmt::Display;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{Data, DataRef, ExcelDateTime, Ods, Range, Reader, Xlsx};

use super::archive::check;
use super::cells::{Builder, MAX_COLUMNS, Table};
use super::{Format, ReadError, Source};
use crate::archive::Archive;

/// Reads a workbook.
pub(super) fn read(bytes: &[u8], format: Format) -> Result<Table, ReadError> {
    check(&Archive::open(bytes)?)?;
    let work = || match format {
        Format::Ods => read_ods(bytes),
        _ => read_xlsx(bytes),
    };
    // The library is meant for honest files: it trusts numbers that a crooked one may hold.
    let table = catch_unwind(AssertUnwindSafe(work))
        .unwrap_or_else(|_| Err(damaged(&"a number is out of bounds")))?;
    table.finish(Source { format, encoding: None, separator: None })
}

fn damaged(detail: &dyn Display) -> ReadError {
    ReadError::Broken { line: 0, detail: detail.to_string() }
}

fn read_xlsx(bytes: &[u8]) -> Result<Builder, ReadError> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
    for name in book.sheet_names() {
        let mut table = Builder::default();
        // Cell by cell: a range would be as large as the sheet says it is.
        let Ok(mut cells) = book.worksheet_cells_reader(&name) else { continue };
        let (mut row, mut texts) = (0, Vec::new());
        while let Some(cell) = cells.next_cell().map_err(|error| damaged(&error))? {
            let (line, column) = cell.get_position();
            if line != row {
                table.push(u64::from(row) + 1, std::mem::take(&mut texts))?;
                row = line;
            }
            put(&mut texts, column as usize, shown_ref(cell.get_value()))?;
        }
        table.push(u64::from(row) + 1, texts)?;
        if !table.is_empty() {
            return Ok(table);
        }
    }
    Ok(Builder::default())
}

fn put(texts: &mut Vec<String>, column: usize, text: String) -> Result<(), ReadError> {
    if text.trim().is_empty() {
        return Ok(());
    }
    if column >= MAX_COLUMNS {
        return Err(ReadError::TooManyColumns(MAX_COLUMNS));
    }
    if texts.len() <= column {
        texts.resize(column + 1, String::new());
    }
    texts[column] = text;
    Ok(())
}

fn read_ods(bytes: &[u8]) -> Result<Builder, ReadError> {
    let mut book: Ods<_> = Ods::new(Cursor::new(bytes)).map_err(|error| match error {
        calamine::OdsError::Password => ReadError::Password,
        calamine::OdsError::CellLimitExceeded { .. } => ReadError::TooBig,
        other => damaged(&other),
    })?;
    for name in book.sheet_names() {
        let range: Range<Data> = book.worksheet_range(&name).map_err(|error| damaged(&error))?;
        let mut table = Builder::default();
        let (first, left) = range.start().unwrap_or_default();
        for (place, cells) in range.rows().enumerate() {
            let mut texts = Vec::new();
            for (column, cell) in cells.iter().enumerate() {
                put(&mut texts, left as usize + column, shown(cell))?;
            }
            table.push(u64::from(first) + place as u64 + 1, texts)?;
        }
        if !table.is_empty() {
            return Ok(table);
        }
    }
    Ok(Builder::default())
}

fn shown_ref(value: &DataRef<'_>) -> String {
    match value {
        DataRef::SharedString(text) => (*text).to_owned(),
        other => shown(&Data::from(other.clone())),
    }
}

/// A value as a cell shows it; an error as Excel writes it, for the row's check to find.
fn shown(value: &Data) -> String {
    match value {
        Data::Empty => String::new(),
        Data::String(text) => text.clone(),
        Data::Int(number) => number.to_string(),
        Data::Float(number) => number.to_string(),
        Data::Bool(truth) => truth.to_string(),
        Data::DateTime(at) => date(at),
        Data::DateTimeIso(text) => text.replace('T', " "),
        Data::DurationIso(text) => text.clone(),
        Data::Error(error) => error.to_string(),
    }
}

fn date(at: &ExcelDateTime) -> String {
    let (year, month, day, hour, minute, second, _) = at.to_ymd_hms_milli();
    if !at.is_datetime() || year < 1900 {
        return at.as_f64().to_string();
    }
    let day = format!("{year:04}-{month:02}-{day:02}");
    if (hour, minute, second) == (0, 0, 0) { day } else { format!("{day} {hour:02}:{minute:02}:{second:02}") }
}
