//! Marking what one was told as read.

use crate::accounts::Actor;
use crate::app::App;
use crate::error::AppResult;
use crate::ids::NoticeId;
use crate::notices::store;

/// Marks some of one's own notices as read.
#[derive(Debug, Clone)]
pub enum MarkRead {
    /// These; those of somebody else are passed over.
    These(Vec<NoticeId>),
    /// Everything up to this one: what came after the page was shown stays unread.
    UpTo(NoticeId),
}

impl MarkRead {
    /// Marks them; answers how many were unread. Nothing of it concerns others: the journal says nothing.
    ///
    /// # Errors
    ///
    /// `SignInFirst` for a visitor.
    pub async fn run(self, app: &App, actor: &Actor) -> AppResult<usize> {
        let account = actor.signed_in()?;
        app.write(move |tx| {
            let now = tx.now();
            Ok(match self {
                Self::These(ids) => store::set_read(tx, account, &ids, now)?,
                Self::UpTo(last) => store::set_read_up_to(tx, account, last, now)?,
            })
        })
        .await
    }
}
