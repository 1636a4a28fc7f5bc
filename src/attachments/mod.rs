//! Files of ideas: photos and documents that their authors add.
//!
//! Its invariant: a file is seen by whom its idea is seen by, now; and what a file is says its content, never its name.

mod actions;
mod api;
mod cards;
mod jobs;
pub mod pages;
mod rules;
mod sniff;
mod store;

pub use actions::{AddAttachment, RemoveAttachment, export, find_visible, forget, idea_to_add_to};
pub use api::AttachmentsApi;
pub use cards::{FileView, FilesView, files_of};
pub use jobs::register;
pub use rules::{AttachmentAction, FileKind, MAX_FILES, files_url, may};
pub use store::{Attachment, files_in_use};
