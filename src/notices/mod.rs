//! Telling people: their inbox, the mails that follow, what they chose of them, and feeds.
//!
//! Its invariant: a notice holds ids, never words. What it shows is asked of the room that owns the object at the
//! moment of showing, for the person it is shown to, so that what was hidden or erased is never told.

mod actions;
mod describe;
mod jobs;
mod rules;
mod store;

pub use actions::{Notice, tell, tell_in_words};
pub use describe::{Described, Describer, beginning};
pub use jobs::register;
pub use rules::{Channel, Frequency, NoticeKind, QuietHours, Rhythm};
pub use store::{NoticeRow, count_unread};
