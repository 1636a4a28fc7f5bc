//! `/desabonnement/:token`: the way out of mails, for whoever holds one of them, signed in or not. Looking changes
//! nothing: a mail gateway that opens links takes nobody off. The button, and the mail program's one click (RFC 8058),
//! send a `POST` that carries no token of a form: the address itself is the proof.

use poem::web::{Data, Path};
use poem::{Response, handler};
use serde::Serialize;

use crate::app::App;
use crate::error::{AppError, AppResult};
use crate::notices::{Mailing, NoticeKind, Unsubscribe};
use crate::web::{Page, Shell};

/// The page.
#[derive(Debug, Clone, Serialize)]
pub struct UnsubscribePage {
    mailing: &'static str,
    is_done: bool,
    action: String,
}

impl Page for UnsubscribePage {
    const TEMPLATE: &'static str = "notices/unsubscribe.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let page = |mailing: Mailing, is_done| Self {
            mailing: mailing.as_str(),
            is_done,
            action: "/desabonnement/0000000000001.digest.abc".into(),
        };
        vec![
            ("asked", page(Mailing::Digest, false)),
            ("asked_one_kind", page(Mailing::Kind(NoticeKind::Comment), false)),
            ("done", page(Mailing::Digest, true)),
        ]
    }
}

fn page(token: &str, mailing: Mailing, is_done: bool) -> UnsubscribePage {
    UnsubscribePage { mailing: mailing.as_str(), is_done, action: format!("/desabonnement/{token}") }
}

#[handler]
pub async fn show(app: Data<&App>, shell: Shell, Path(token): Path<String>) -> AppResult<Response> {
    let (_, mailing) = app.link_key.read_unsubscribe_token(&token).ok_or(AppError::NotFound)?;
    shell.page(&page(&token, mailing, false))
}

#[handler]
pub async fn post(app: Data<&App>, shell: Shell, Path(token): Path<String>) -> AppResult<Response> {
    let mailing = Unsubscribe { token: token.clone() }.run(&app).await?;
    shell.page(&page(&token, mailing, true))
}
