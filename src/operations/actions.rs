//! What an administrator does about background work and mails.

use serde_json::json;

use super::may_operate;
use crate::accounts::Actor;
use crate::app::App;
use crate::audience::Audience;
use crate::error::{AppError, AppResult};
use crate::ids::{JobId, MailId};
use crate::{jobs, mail};

/// Starts a dead job again.
pub struct RetryJob(pub JobId);

impl RetryJob {
    /// Queues it as if it were new.
    ///
    /// # Errors
    ///
    /// [`AppError::NotFound`] for a job that is not dead; [`AppError::Forbidden`] for who is no administrator.
    pub async fn run(self, app: &App, actor: &Actor) -> AppResult<()> {
        actor.require(may_operate(actor))?;
        let by = actor.account();
        app.write(move |tx| {
            let now = tx.now();
            if !jobs::requeue_dead(tx, self.0, now)? {
                return Err(AppError::NotFound);
            }
            tx.record(by, "job.retried", self.0, Audience::Team, json!({}));
            Ok(())
        })
        .await
    }
}

/// Sends a mail again that did not leave.
pub struct SendMailAgain(pub MailId);

impl SendMailAgain {
    /// Gives it its next try now.
    ///
    /// # Errors
    ///
    /// [`AppError::NotFound`]; refused with `mail-gone` for a mail that was sent; [`AppError::Forbidden`] for who is no
    /// administrator.
    pub async fn run(self, app: &App, actor: &Actor) -> AppResult<()> {
        actor.require(may_operate(actor))?;
        let by = actor.account();
        app.write(move |tx| {
            mail::send_again(tx, self.0)?;
            tx.record(by, "mail.sent_again", self.0, Audience::Team, json!({}));
            Ok(())
        })
        .await
    }
}
