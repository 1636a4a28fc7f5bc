//! Hands mails to a mail server, one job each.

use std::time::Duration;

use anyhow::{Context, anyhow};
use lettre::message::{Mailbox, MultiPart};
use lettre::{Message, SmtpTransport, Transport};
use serde::{Deserialize, Serialize};

use super::store::{self, Mail};
use crate::clock::Clock;
use crate::config::Config;
use crate::db::Db;
use crate::ids::MailId;
use crate::jobs::{Job, JobError, Progress, Run};

/// How long a mail server may take to answer.
const PATIENCE: Duration = Duration::from_secs(20);

/// What delivers.
#[derive(Clone)]
pub struct Mailer {
    db: Db,
    clock: Clock,
    from: Mailbox,
    smtp: Option<SmtpTransport>,
}

impl Mailer {
    /// A mailer by the settings.
    ///
    /// # Errors
    ///
    /// When `SMTP_URL` or `MAIL_FROM` cannot be read.
    pub fn new(config: &Config, db: Db, clock: Clock) -> anyhow::Result<Self> {
        let from = config.mail_from.parse().context("MAIL_FROM: write Name <user@example.org>")?;
        let smtp = config.smtp_url.as_deref().map(transport).transpose()?;
        Ok(Self { db, clock, from, smtp })
    }

    /// Whether mails leave, or stay in the outbox page.
    pub fn has_server(&self) -> bool {
        self.smtp.is_some()
    }

    async fn deliver(&self, id: MailId) -> Result<(), JobError> {
        let Some(smtp) = &self.smtp else { return Ok(()) };
        let mail = self.db.read(move |conn| store::find(conn, id)).await?;
        let Some(mail) = mail.filter(|mail| mail.sent_at.is_none()) else { return Ok(()) };
        let message = self.message(&mail).map_err(JobError::Fail)?;
        // Off the async threads. The transport of its own for those cannot be made before they run, nor end after them.
        let smtp = smtp.clone();
        let outcome = tokio::task::spawn_blocking(move || smtp.send(&message)).await;
        let outcome = outcome.map_err(|error| JobError::Retry(error.into()))?;
        let now = self.clock.now();
        match outcome {
            Ok(_) => Ok(self.db.write(move |conn| Ok(store::set_sent(conn, id, now)?)).await?),
            Err(error) => {
                let (is_final, text) = (error.is_permanent(), format!("{error:#}"));
                let noted = text.clone();
                self.db.write(move |conn| Ok(store::set_failed(conn, id, &noted)?)).await?;
                let error = anyhow!("the mail server did not take it: {text}");
                Err(if is_final { JobError::Fail(error) } else { JobError::Retry(error) })
            }
        }
    }

    fn message(&self, mail: &Mail) -> anyhow::Result<Message> {
        // The same id on every try, so that a server that took it twice shows it once.
        let domain = self.from.email.domain();
        Ok(Message::builder()
            .from(self.from.clone())
            .to(mail.recipient.parse().context("the address cannot be read")?)
            .message_id(Some(format!("<{}@{domain}>", mail.id)))
            .subject(&mail.subject)
            .multipart(MultiPart::alternative_plain_html(mail.text_body.clone(), mail.html_body.clone()))?)
    }
}

/// `smtp://` takes STARTTLS when the server offers it and goes on without when it does not, as mail servers do among
/// themselves; `?tls=required` insists. `smtps://` is encrypted from the first byte.
fn transport(url: &str) -> anyhow::Result<SmtpTransport> {
    let url = if url.starts_with("smtp://") && !url.contains("tls=") {
        format!("{url}{}tls=opportunistic", if url.contains('?') { '&' } else { '?' })
    } else {
        url.to_owned()
    };
    let builder = SmtpTransport::from_url(&url).context("SMTP_URL: write smtp://user:password@host:587")?;
    Ok(builder.timeout(Some(PATIENCE)).build())
}

/// Delivers one mail.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Deliver {
    /// Which.
    pub mail: MailId,
}

/// What a program hands to this job.
pub trait HasMailer {
    /// The mailer.
    fn mailer(&self) -> &Mailer;
}

impl Job for Deliver {
    const NAME: &'static str = "mail.deliver";
    const PRIORITY: i32 = 10;
}

impl<A: HasMailer + Send + Sync> Run<A> for Deliver {
    async fn run(&self, app: &A, _progress: &Progress) -> Result<(), JobError> {
        app.mailer().deliver(self.mail).await
    }
}
