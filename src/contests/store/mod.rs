//! Contests, their calendars and their imports in the database. What somebody may see is part of the query.

mod contests;
mod imports;

pub use contests::{Contest, calendar_of, count_authors, count_ideas, find, find_by_slug, list};
pub(super) use contests::{
    NewContest, Words, find_twin, insert, is_taken, set_calendar, set_stage, set_words,
};
pub(super) use imports::{
    Counts, NewImport, advance, count, count_faults, fail, finish, import_by_id, insert_faults,
    insert_import, start,
};
pub use imports::{ImportRow, ImportState, StoredFault, find_import, list_faults, list_imports};
