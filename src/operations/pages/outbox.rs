//! `/courrier`: the mails kept here, and what became of each. For everybody in the demonstration, whose people have no
//! mail; for administrators elsewhere.

use poem::web::{Data, Path, Query};
use poem::{Response, handler};
use serde::{Deserialize, Serialize};

use crate::accounts::Actor;
use crate::app::App;
use crate::clock::Time;
use crate::error::{AppError, AppResult};
use crate::mail::{self, DeliveryState, Mail};
use crate::operations::{SendMailAgain, may_operate};
use crate::web::paging::{Pages, address};
use crate::web::{Form, Page, Shell};

/// Mails on a page.
const PER_PAGE: usize = 50;

/// The page.
#[derive(Debug, Clone, Serialize)]
pub struct OutboxPage {
    local: bool,
    states: Vec<StateTab>,
    mails: Vec<MailLine>,
    mail: Option<MailView>,
    pages: Pages,
}

/// Mails in one state, or all of them.
#[derive(Debug, Clone, Serialize)]
struct StateTab {
    state: &'static str,
    url: String,
    current: bool,
}

#[derive(Debug, Clone, Serialize)]
struct MailLine {
    url: String,
    kind: String,
    recipient: String,
    subject: String,
    created_at: Time,
    state: &'static str,
    tries: i32,
    error: Option<String>,
}

#[derive(Debug, Clone, Serialize)]
struct MailView {
    subject: String,
    recipient: String,
    kind: String,
    state: &'static str,
    created_at: Time,
    sent_at: Option<Time>,
    tried_at: Option<Time>,
    tries: i32,
    error: Option<String>,
    parts: Vec<Part>,
    resend_url: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Part {
    text: String,
    url: Option<String>,
}

impl Page for OutboxPage {
    const TEMPLATE: &'static str = "mail/outbox.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let line = |subject: &str, state, error: Option<&str>| MailLine {
            url: "/courrier/0000000000001".into(),
            kind: "accounts.sign_in_code".into(),
            recipient: "lina@valmont.example".into(),
            subject: subject.into(),
            created_at: Time::default(),
            state,
            tries: 3,
            error: error.map(str::to_owned),
        };
        let lines = vec![
            line("Votre code", "kept", None),
            line("Votre idée", "sent", None),
            line("Vos nouvelles", "waiting", Some("connection refused")),
            line("<script>alert(1)</script>", "failed", Some("550 <b>unknown</b> user")),
        ];
        let mail = MailView {
            subject: "Votre code".into(),
            recipient: "lina@valmont.example".into(),
            kind: "accounts.sign_in_code".into(),
            state: "failed",
            created_at: Time::default(),
            sent_at: None,
            tried_at: Some(Time::default()),
            tries: 3,
            error: Some("connection refused".into()),
            parts: parts("Votre code : 123456\n\nhttps://minilabs.example/connexion\n"),
            resend_url: Some("/courrier/0000000000001/renvoi".into()),
        };
        let sent = MailView { state: "sent", parts: vec![], error: None, resend_url: None, ..mail.clone() };
        let page = |local, mails, mail| Self {
            local,
            states: if local { vec![] } else { tabs(None) },
            mails,
            mail,
            pages: Pages::single(),
        };
        vec![
            ("empty", page(true, vec![], None)),
            ("kept_here", page(true, lines.clone(), None)),
            ("log", page(false, lines, None)),
            ("one", page(false, vec![], Some(mail))),
            ("one_sent", page(false, vec![], Some(sent))),
        ]
    }
}

#[derive(Debug, Deserialize)]
pub struct LogQuery {
    #[serde(default)]
    etat: String,
    #[serde(default)]
    page: String,
}

/// Nothing but the token.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoFields {}

fn may_read(app: &App, actor: &Actor) -> AppResult<()> {
    actor.require(app.config.demo || may_operate(actor))
}

fn page_url(state: Option<DeliveryState>, page: usize) -> String {
    let number = if page > 1 { page.to_string() } else { String::new() };
    address("/courrier", [("etat", state.map_or("", DeliveryState::as_str)), ("page", number.as_str())])
}

fn tabs(current: Option<DeliveryState>) -> Vec<StateTab> {
    let states = [None].into_iter().chain(DeliveryState::ALL.map(Some));
    let tab = |state: Option<DeliveryState>| StateTab {
        state: state.map_or("all", DeliveryState::as_str),
        url: page_url(state, 1),
        current: state == current,
    };
    states.map(tab).collect()
}

#[handler]
pub async fn list(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    query: Query<LogQuery>,
) -> AppResult<Response> {
    may_read(&app, &actor)?;
    let (state, number) = (query.etat.parse().ok(), query.page.parse().unwrap_or(1));
    let (mails, pages) = app
        .read(move |conn| {
            let total = usize::try_from(mail::count(conn, state)?).unwrap_or_default();
            let pages = Pages::new(number, total, PER_PAGE, |page| page_url(state, page));
            let offset = pages.offset(PER_PAGE) as i64;
            Ok::<_, AppError>((mail::list(conn, state, PER_PAGE as i64, offset)?, pages))
        })
        .await?;
    let local = app.outbox_url().is_some();
    let mails = mails.into_iter().map(|mail| line(mail, local)).collect();
    // Where no mail leaves, there is nothing to tell apart.
    let states = if local { Vec::new() } else { tabs(state) };
    shell.page(&OutboxPage { local, states, mails, mail: None, pages })
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
    let local = app.outbox_url().is_some();
    let may_resend = !local && may_operate(&actor) && mail.sent_at.is_none();
    let view = MailView {
        state: state_of(&mail, local),
        parts: parts(&mail.text_body),
        resend_url: may_resend.then(|| format!("/courrier/{id}/renvoi")),
        subject: mail.subject,
        recipient: mail.recipient,
        kind: mail.kind,
        created_at: mail.created_at,
        sent_at: mail.sent_at,
        tried_at: mail.tried_at,
        tries: mail.tries,
        error: mail.last_error,
    };
    shell.page(&OutboxPage {
        local,
        states: Vec::new(),
        mails: Vec::new(),
        mail: Some(view),
        pages: Pages::single(),
    })
}

#[handler]
pub async fn send_again(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Path(id): Path<String>,
    _form: Form<NoFields>,
) -> AppResult<Response> {
    let id = id.parse().map_err(|_| AppError::NotFound)?;
    SendMailAgain(id).run(&app, &actor).await?;
    Ok(shell.see_other("/courrier", Some(("success", "flash-mail-sent-again"))))
}

fn state_of(mail: &Mail, local: bool) -> &'static str {
    match mail.state() {
        DeliveryState::Waiting if local => "kept",
        state => state.as_str(),
    }
}

fn line(mail: Mail, local: bool) -> MailLine {
    MailLine {
        url: format!("/courrier/{}", mail.id),
        state: state_of(&mail, local),
        kind: mail.kind,
        recipient: mail.recipient,
        subject: mail.subject,
        created_at: mail.created_at,
        tries: mail.tries,
        error: mail.last_error,
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
