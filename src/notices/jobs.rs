//! Mails of notices: one at once, or a digest.

use serde::{Deserialize, Serialize};

use super::store;
use crate::app::App;
use crate::ids::NoticeId;
use crate::jobs::{Job, JobError, Progress, Registry, Run};
use crate::mail;

/// Sends the mail of a notice that goes out at once.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct MailNotice {
    /// Which.
    pub notice: NoticeId,
}

impl Job for MailNotice {
    const NAME: &'static str = "notices.mail_notice";
    const PRIORITY: i32 = 5;
}

impl Run<App> for MailNotice {
    async fn run(&self, app: &App, _progress: &Progress) -> Result<(), JobError> {
        let id = self.notice;
        app.write(move |tx| {
            let now = tx.now();
            let Some(notice) = store::find(tx, id)? else { return Ok(()) };
            if store::settle(tx, id, now)?
                && let Some(mail) = notice.mail_id
            {
                mail::release(tx, mail)?;
            }
            Ok(())
        })
        .await?;
        Ok(())
    }
}

/// This room's jobs.
pub fn register(registry: &mut Registry<App>) {
    registry.register::<MailNotice>();
}
