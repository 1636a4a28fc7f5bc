//! `/courrier`: the mails kept here. For everybody in the demonstration, whose people have no mail; for administrators
//! elsewhere.

use poem::web::{Data, Path};
use poem::{Response, handler};
use serde::Serialize;

use crate::accounts::Actor;
use crate::app::App;
use crate::clock::Time;
use crate::error::{AppError, AppResult};
use crate::mail::{self, Mail};
use crate::operations::may_operate;
use crate::web::paging::Pages;
use crate::web::{Page, Shell};

/// Mails looked at.
const SHOWN: i64 = 100;

/// The page.
#[derive(Debug, Clone, Serialize)]
pub struct OutboxPage {
    local: bool,
    mails: Vec<MailLine>,
    mail: Option<MailView>,
    pages: Pages,
}

#[derive(Debug, Clone, Serialize)]
struct MailLine {
    url: String,
    kind: String,
    recipient: String,
    subject: String,
    created_at: Time,
    state: &'static str,
    current: bool,
}

#[derive(Debug, Clone, Serialize)]
struct MailView {
    subject: String,
    recipient: String,
    created_at: Time,
    error: Option<String>,
    parts: Vec<Part>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Part {
    text: String,
    url: Option<String>,
}

impl Page for OutboxPage {
    const TEMPLATE: &'static str = "mail/outbox.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let line = |subject: &str, state| MailLine {
            url: "/courrier/0000000000001".into(),
            kind: "accounts.sign_in_code".into(),
            recipient: "lina@valmont.example".into(),
            subject: subject.into(),
            created_at: Time::default(),
            state,
            current: false,
        };
        let lines = vec![line("Votre code", "kept"), line("<script>alert(1)</script>", "not-sent")];
        let mail = MailView {
            subject: "Votre code".into(),
            recipient: "lina@valmont.example".into(),
            created_at: Time::default(),
            error: Some("connection refused".into()),
            parts: parts("Votre code : 123456\n\nhttps://minilabs.example/connexion\n"),
        };
        let page = |mails, mail| Self { local: true, mails, mail, pages: Pages::single() };
        vec![("empty", page(vec![], None)), ("some", page(lines, None)), ("one", page(vec![], Some(mail)))]
    }
}

fn may_read(app: &App, actor: &Actor) -> AppResult<()> {
    actor.require(app.config.demo || may_operate(actor))
}

#[handler]
pub async fn list(app: Data<&App>, actor: Actor, shell: Shell) -> AppResult<Response> {
    may_read(&app, &actor)?;
    let mails = app.read(|conn| mail::list_recent(conn, SHOWN)).await?;
    let local = app.outbox_url().is_some();
    let mails = mails.into_iter().map(|mail| line(mail, local)).collect();
    shell.page(&OutboxPage { local, mails, mail: None, pages: Pages::single() })
}

#[handler]
pub async fn show(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Path(id): Path<String>,
) -> AppResult<Response> {
    may_read(&app, &actor)?;
    let id = id.parse().map_err(|_| AppError::NotFound)?;
    let mail = app.read(move |conn| mail::find(conn, id)).await?.ok_or(AppError::NotFound)?;
    let view = MailView {
        subject: mail.subject,
        recipient: mail.recipient,
        created_at: mail.created_at,
        error: mail.last_error,
        parts: parts(&mail.text_body),
    };
    let local = app.outbox_url().is_some();
    shell.page(&OutboxPage { local, mails: Vec::new(), mail: Some(view), pages: Pages::single() })
}

fn line(mail: Mail, local: bool) -> MailLine {
    let state = match (mail.sent_at, &mail.last_error) {
        (Some(_), _) => "sent",
        (None, Some(_)) => "not-sent",
        (None, None) if local => "kept",
        (None, None) => "not-sent",
    };
    MailLine {
        url: format!("/courrier/{}", mail.id),
        kind: mail.kind,
        recipient: mail.recipient,
        subject: mail.subject,
        created_at: mail.created_at,
        state,
        current: false,
    }
}

/// A text with its addresses apart, so that they can be followed.
fn parts(text: &str) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    for piece in text.split_inclusive(char::is_whitespace) {
        let word = piece.trim_end();
        let is_address = word.starts_with("https://") || word.starts_with("http://");
        if is_address {
            parts.push(Part { text: word.to_owned(), url: Some(word.to_owned()) });
        }
        let rest = if is_address { &piece[word.len()..] } else { piece };
        match parts.last_mut() {
            Some(last) if last.url.is_none() => last.text.push_str(rest),
            _ if rest.is_empty() => {}
            _ => parts.push(Part { text: rest.to_owned(), url: None }),
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_stand_apart() {
        let parts = parts("Voir https://a.example/b\n\nMerci javascript:alert(1)");
        let seen: Vec<_> = parts.iter().map(|part| (part.text.as_str(), part.url.is_some())).collect();
        assert_eq!(
            seen,
            [("Voir ", false), ("https://a.example/b", true), ("\n\nMerci javascript:alert(1)", false)]
        );
    }
}
