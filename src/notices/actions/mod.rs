//! Telling people, and what they do about it.

mod choose;
mod feed;
mod forget;
mod read;
mod tell;
mod test_mail;
mod unsubscribe;

pub use choose::{Preferences, PreferencesDraft, SetPreferences, preferences_of};
pub use feed::{CloseFeed, RenewFeed};
pub use forget::{export, forget};
pub use read::MarkRead;
pub use tell::{Notice, tell, tell_in_words};
pub use test_mail::SendTestMail;
pub use unsubscribe::Unsubscribe;
