//! `/notifications`: what one was told. For whoever is signed in.

use poem::web::{Data, Query};
use poem::{Response, handler};
use serde::{Deserialize, Serialize};

use crate::accounts::Actor;
use crate::app::App;
use crate::clock::Time;
use crate::error::AppResult;
use crate::ids::{Id, NoticeId};
use crate::notices::{Group, Inbox, Line, MarkRead, NoticeKind, inbox};
use crate::web::paging::{Pages, address};
use crate::web::{Form, Page, Shell};

/// The page.
#[derive(Debug, Clone, Serialize)]
pub struct InboxPage {
    groups: Vec<Group>,
    gone: Vec<NoticeId>,
    is_gone_unread: bool,
    unread: i64,
    last: Option<NoticeId>,
    pages: Pages,
}

impl Page for InboxPage {
    const TEMPLATE: &'static str = "notices/inbox.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let line = |kind, object: &str, title: Option<&str>, excerpt: &str, is_unread| Line {
            ids: vec![NoticeId::from_i64(1), NoticeId::from_i64(2)],
            kind,
            object: object.into(),
            title: title.map(str::to_owned),
            url: "/idees/une-idee-0000000000001".into(),
            excerpt: Some(excerpt.into()).filter(|text: &String| !text.is_empty()),
            at: Time::default(),
            count: 2,
            is_unread,
        };
        let group = |title: &str, lines: Vec<Line>| Group {
            title: title.into(),
            url: "/idees/une-idee-0000000000001".into(),
            is_unread: lines.iter().any(|line| line.is_unread),
            lines,
        };
        let every = NoticeKind::ALL.iter().map(|kind| line(*kind, "idea", None, "Une phrase.", true));
        let groups = vec![
            group("Moins de gâchis au self", every.collect()),
            group(
                &"Anticonstitutionnellement ".repeat(8),
                vec![line(NoticeKind::Comment, "comment", Some("Oui !"), "", false)],
            ),
            group(
                "<script>alert(1)</script>",
                vec![line(NoticeKind::Queue, "need_form", None, "<img src=x onerror=alert(1)>", false)],
            ),
        ];
        let page = |groups, unread| Self {
            groups,
            gone: vec![],
            is_gone_unread: false,
            unread,
            last: Some(NoticeId::from_i64(9)),
            pages: Pages::new(1, 90, 30, page_url),
        };
        let gone = Self { gone: vec![NoticeId::from_i64(3)], is_gone_unread: true, ..page(vec![], 1) };
        let empty = Self { last: None, pages: Pages::single(), ..page(vec![], 0) };
        vec![("some", page(groups, 3)), ("gone", gone), ("empty", empty)]
    }
}

#[derive(Debug, Deserialize)]
pub struct PageQuery {
    #[serde(default)]
    page: String,
}

/// Some, or all up to one; and the page to come back to.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MarkReadForm {
    #[serde(default)]
    notice: Vec<NoticeId>,
    up_to: Option<NoticeId>,
    #[serde(default)]
    page: String,
}

fn page_url(number: usize) -> String {
    address(
        "/notifications",
        [("page", if number > 1 { number.to_string() } else { String::new() }.as_str())],
    )
}

#[handler]
pub async fn show(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    query: Query<PageQuery>,
) -> AppResult<Response> {
    let number = query.page.parse().unwrap_or(1);
    let Inbox { groups, gone, unread, last, pages } = inbox(&app, &actor, number, page_url).await?;
    let is_gone_unread = gone.iter().any(|notice| notice.read_at.is_none());
    let gone = gone.into_iter().map(|notice| notice.id).collect();
    shell.page(&InboxPage { groups, gone, is_gone_unread, unread, last, pages })
}

#[handler]
pub async fn mark_read(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    form: Form<MarkReadForm>,
) -> AppResult<Response> {
    let MarkReadForm { notice, up_to, page } = form.values;
    let marked = up_to.map_or(MarkRead::These(notice), MarkRead::UpTo);
    marked.run(&app, &actor).await?;
    Ok(shell.see_other(&page_url(page.parse().unwrap_or(1)), None))
}
