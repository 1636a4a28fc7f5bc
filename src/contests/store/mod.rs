//! Contests, their calendars, what they ask and their imports in the database. What somebody may see is part of the
//! query.

mod contests;
mod imports;
mod moves;
mod questions;

pub use contests::{
    Contest, calendar_of, count_authors, count_ideas, find, find_by_slug, id_at, ids_in_progress, list,
    open_to, titles_of,
};
pub(super) use contests::{
    NewContest, Words, calendars_of, delete, find_twin, insert, is_taken, list_due, list_next, set_calendar,
    set_categories, set_position, set_reminded, set_words,
};
pub(super) use imports::{
    Counts, NewImport, advance, count, count_faults, fail, finish, import_by_id, insert_faults,
    insert_import, start,
};
pub use imports::{
    ImportRow, ImportState, StoredFault, files_in_use, find_import, list_faults, list_imports,
};
pub use moves::{Move, charter_text, moves_of};
pub(super) use moves::{accepted_versions, insert_acceptance, insert_charter, insert_move};
pub(super) use questions::{insert_question, remove_question, set_question, set_question_order};
pub use questions::{questions_by_ids, questions_of};
