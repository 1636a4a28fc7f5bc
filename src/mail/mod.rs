//! Mails: written down in the transaction that causes them, delivered by a job. Without a mail server they stay in the
//! table, where the outbox page shows them; with one, their text is forgotten once they are sent.

mod deliver;
mod links;
mod store;

pub use deliver::{Deliver, HasMailer, Mailer};
pub use store::{DeliveryState, Mail, count, count_to, delete_old, find, forget, last_to, list, list_recent};

use serde::Serialize;

use crate::error::{AppError, AppResult};
use crate::ids::MailId;
use crate::jobs::{self, JobState};
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
    /// What takes its reader off such mails with one click (RFC 8058); none for a mail that answers or asks them.
    pub unsubscribe_url: Option<String>,
}

/// The most characters of a subject: a title may be somebody else's words.
const SUBJECT: usize = 120;

/// Draws a mail from `<folder>/subject.txt`, `body.txt` and `body.html`. Whatever stands in the context loses its links,
/// but where the platform or the team wrote it: see [`links`].
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
    let mut context = serde_json::to_value(context).map_err(anyhow::Error::from)?;
    links::take_out(&mut context);
    context["lang"] = language.as_str().into();
    let part = |file: &str| pages.draw(language, &format!("{folder}/{file}"), &context);
    // A subject is one line, whatever a title in it holds.
    let subject = shortened(&part("subject.txt")?, SUBJECT);
    Ok(Content { subject, text: part("body.txt")?, html: part("body.html")?, unsubscribe_url: None })
}

/// A text on one line, of at most `limit` characters, cut between words where it can be.
pub fn shortened(text: &str, limit: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= limit {
        return line;
    }
    let kept: String = line.chars().take(limit.saturating_sub(1)).collect();
    let end = kept.rfind(' ').filter(|end| 2 * end > kept.len()).unwrap_or(kept.len());
    format!("{}…", &kept[..end])
}

/// Writes a mail down and asks for its delivery.
///
/// # Errors
///
/// When the database refuses.
pub fn send(tx: &mut Transaction<'_>, kind: &'static str, to: &str, content: Content) -> AppResult<MailId> {
    let id = hold(tx, kind, to, content)?;
    release(tx, id)?;
    Ok(id)
}

/// Writes a mail down that stays until it is released.
///
/// # Errors
///
/// When the database refuses.
pub fn hold(tx: &mut Transaction<'_>, kind: &'static str, to: &str, content: Content) -> AppResult<MailId> {
    let (id, now) = (tx.new_id(), tx.now());
    store::insert(tx, id, kind, to, &content, now)?;
    Ok(id)
}

/// Asks for the delivery of a mail that was held.
///
/// # Errors
///
/// When the database refuses.
pub fn release(tx: &mut Transaction<'_>, id: MailId) -> AppResult<()> {
    let job = tx.enqueue(&Deliver { mail: id })?;
    Ok(store::set_job(tx, id, job)?)
}

/// Sends a mail again that was given up or waits for its next try. It keeps its one job, so that it is not sent twice.
///
/// # Errors
///
/// [`AppError::NotFound`]; refused with `mail-gone` when it was sent already: its text is forgotten.
pub fn send_again(tx: &mut Transaction<'_>, id: MailId) -> AppResult<()> {
    let mail = find(tx, id)?.ok_or(AppError::NotFound)?;
    if mail.sent_at.is_some() {
        return Err(AppError::Refused("mail-gone"));
    }
    let now = tx.now();
    store::reopen(tx, id)?;
    match mail.job_id {
        Some(job) if jobs::requeue_dead(tx, job, now)? || jobs::hasten(tx, job, now)? => Ok(()),
        // It is being sent at this moment.
        Some(job) if jobs::find(tx, job)?.is_some_and(|job| job.state == JobState::Running) => Ok(()),
        _ => release(tx, id),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subject_is_one_short_line() {
        assert_eq!(shortened(" a\r\nBcc: b ", 20), "a Bcc: b");
        assert_eq!(shortened("un deux trois quatre", 12), "un deux…");
        assert_eq!(shortened(&"é".repeat(30), 10), format!("{}…", "é".repeat(9)));
    }
}
