//! What keeps the platform running: its background work and its mails, for who looks after it.

mod actions;
mod api;
pub mod pages;

pub use actions::{RetryJob, SendMailAgain};
pub use api::{MailsApi, OperationsApi};

use crate::accounts::Actor;

/// Whether an actor looks after the platform.
pub fn may_operate(actor: &Actor) -> bool {
    actor.is_administrator()
}
