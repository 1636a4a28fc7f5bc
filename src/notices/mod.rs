//! Telling people: their inbox, the mails that follow, what they chose of them, and feeds.
//!
//! Its invariant: a notice holds ids, never words. What it shows is asked of the room that owns the object at the
//! moment of showing, for the person it is shown to, so that what was hidden or erased is never told.

mod actions;
mod api;
mod describe;
mod feed;
mod groups;
mod inbox;
mod jobs;
mod mails;
pub mod pages;
mod rules;
mod store;
mod tokens;

pub use actions::{
    CloseFeed, MarkRead, Notice, Preferences, PreferencesDraft, RenewFeed, SendTestMail, SetPreferences,
    Unsubscribe, export, forget, preferences_of, tell, tell_in_words,
};
pub use api::NoticesApi;
pub use describe::{Describe, Described, Describer, beginning};
pub use groups::{Group, Line};
pub use inbox::{Inbox, inbox};
pub use jobs::{SendDigests, register};
pub use rules::{Channel, Frequency, NoticeKind, QuietHours, Rhythm};
pub use store::{NoticeRow, count_unread};
pub use tokens::{LinkKey, Mailing};
