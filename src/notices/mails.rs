//! Mails of notices, in words.

use serde::Serialize;

use super::groups::Group;
use super::rules::NoticeKind;
use super::tokens::Mailing;
use crate::accounts::Account;
use crate::app::App;
use crate::error::AppResult;
use crate::mail::{self, Content, shortened};

/// Characters of a title in a subject: it may be a stranger's words.
const SUBJECT_TITLE: usize = 60;

#[derive(Serialize)]
struct MailContext<'a> {
    organisation: &'a str,
    base_url: &'a str,
    name: &'a str,
    is_digest: bool,
    subject_title: String,
    groups: Vec<Group>,
    count: usize,
    left_out: usize,
    unsubscribe_url: Option<&'a str>,
}

/// A digest; `left_out` is how much more there is in the inbox.
pub(super) fn digest(app: &App, to: &Account, groups: Vec<Group>, left_out: usize) -> AppResult<Content> {
    draw(app, to, groups, left_out, Some(Mailing::Digest), true)
}

/// The mail of one notice.
pub(super) fn single(app: &App, to: &Account, kind: NoticeKind, group: Group) -> AppResult<Content> {
    let mailing = (!kind.is_essential()).then_some(Mailing::Kind(kind));
    draw(app, to, vec![group], 0, mailing, false)
}

fn draw(
    app: &App,
    to: &Account,
    groups: Vec<Group>,
    left_out: usize,
    mailing: Option<Mailing>,
    is_digest: bool,
) -> AppResult<Content> {
    let base_url = app.config.base_url.as_str();
    let token = mailing.map(|mailing| app.link_key.unsubscribe_token(to.id, mailing));
    let unsubscribe_url = token.map(|token| format!("{base_url}/desabonnement/{token}"));
    let title = groups.first().map(|group| group.title.as_str()).unwrap_or_default();
    let context = MailContext {
        organisation: &app.config.organisation,
        base_url,
        name: &to.display_name,
        is_digest,
        subject_title: shortened(title, SUBJECT_TITLE),
        count: groups.iter().map(|group| group.lines.len()).sum::<usize>() + left_out,
        left_out,
        groups,
        unsubscribe_url: unsubscribe_url.as_deref(),
    };
    let content = mail::render(&app.pages, to.reading_language(), "notices/emails/news", &context)?;
    Ok(Content { unsubscribe_url, ..content })
}
