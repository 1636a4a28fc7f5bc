//! Takes ideas from the rows of a file: which column is what, and what is wrong with a row. No web and no database in
//! here, so that the command line and the pages read alike.

mod columns;
mod dates;
mod rows;

pub use columns::{Field, Mapping};
pub use rows::{BODY, FaultKind, IdeaRow, Limits, RowFault, TITLE, to_rows};

#[cfg(test)]
mod tests;
