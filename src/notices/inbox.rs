//! The inbox: a page of what a person was told, in the words that hold now.

use crate::accounts::Actor;
use crate::app::App;
use crate::error::AppResult;
use crate::ids::NoticeId;
use crate::web::paging::Pages;

use super::describe::describe;
use super::groups::{Group, group};
use super::store::{self, NoticeRow};

/// Notices on a page.
const PER_PAGE: usize = 30;

/// A page of the inbox.
#[derive(Debug, Clone)]
pub struct Inbox {
    /// What may be seen, grouped by what it is about, the newest first.
    pub groups: Vec<Group>,
    /// What may not be seen any more.
    pub gone: Vec<NoticeRow>,
    /// How much is unread, on all pages.
    pub unread: i64,
    /// The last that was told, so that "all" means what was there.
    pub last: Option<NoticeId>,
    /// The way through it.
    pub pages: Pages,
}

/// A page of somebody's inbox; `url` answers a page's address.
///
/// # Errors
///
/// `SignInFirst` for a visitor.
pub async fn inbox(app: &App, actor: &Actor, page: usize, url: fn(usize) -> String) -> AppResult<Inbox> {
    let (account, actor, describers) = (actor.signed_in()?, actor.clone(), app.describers());
    app.read(move |conn| {
        let total = usize::try_from(store::count(conn, account)?).unwrap_or_default();
        let pages = Pages::new(page, total, PER_PAGE, url);
        let notices = store::list(conn, account, PER_PAGE as i64, pages.offset(PER_PAGE) as i64)?;
        let described = describe(conn, &describers, &actor, &notices)?;
        let (groups, gone) = group(notices, &described);
        let (unread, last) = (store::count_unread(conn, account)?, store::last(conn, account)?);
        Ok::<_, crate::error::AppError>(Inbox { groups, gone, unread, last, pages })
    })
    .await
}
