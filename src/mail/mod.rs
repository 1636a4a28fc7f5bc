//! Mails: written down in the transaction that causes them, delivered by a job. Without a mail server they stay in the
//! table, where the outbox page shows them; with one, their text is forgotten once they are sent.

mod deliver;
mod store;

pub use deliver::{Deliver, HasMailer, Mailer};
pub use store::{Mail, find, list_recent};

use serde::Serialize;

use crate::error::AppResult;
use crate::ids::MailId;
use crate::language::Language;
use crate::transaction::Transaction;
use crate::web::Pages;

/// A mail's words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Content {
    /// One line.
    pub subject: String,
    /// Complete in itself.
    pub text: String,
    /// The same, for who prefers it.
    pub html: String,
}

/// Draws a mail from `<folder>/subject.txt`, `body.txt` and `body.html`.
///
/// # Errors
///
/// When a template fails: a fault of the program.
pub fn render<C: Serialize>(
    pages: &Pages,
    language: Language,
    folder: &str,
    context: &C,
) -> AppResult<Content> {
    #[derive(Serialize)]
    struct InLanguage<'a, C> {
        lang: &'static str,
        #[serde(flatten)]
        context: &'a C,
    }
    let context = InLanguage { lang: language.as_str(), context };
    let part = |file: &str| pages.draw(language, &format!("{folder}/{file}"), &context);
    // A subject is one line, whatever a title in it holds.
    let subject = part("subject.txt")?.split_whitespace().collect::<Vec<_>>().join(" ");
    Ok(Content { subject, text: part("body.txt")?, html: part("body.html")? })
}

/// Writes a mail down and asks for its delivery.
///
/// # Errors
///
/// When the database refuses.
pub fn send(tx: &mut Transaction<'_>, kind: &'static str, to: &str, content: Content) -> AppResult<MailId> {
    let (id, now) = (tx.new_id(), tx.now());
    store::insert(tx, id, kind, to, &content, now)?;
    tx.enqueue(&Deliver { mail: id })?;
    Ok(id)
}
