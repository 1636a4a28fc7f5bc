//! Hands mails to a mail server, one job each.

use std::time::Duration;

use anyhow::Context;
use chrono::TimeDelta;
use lettre::message::header::{Header, HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};
use lettre::{Message, SmtpTransport, Transport};
use serde::{Deserialize, Serialize};

use super::store::{self, Mail};
use crate::clock::Clock;
use crate::config::Config;
use crate::db::Db;
use crate::error::AppResult;
use crate::ids::MailId;
use crate::jobs::{Job, JobError, Progress, Run};

/// How long a mail server may take to answer.
const PATIENCE: Duration = Duration::from_secs(20);
/// A mail that no server took for so long is given up; an administrator may send it again.
const GIVE_UP_AFTER: TimeDelta = TimeDelta::days(3);

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
        let message = match self.message(&mail) {
            Ok(message) => message,
            Err(error) => return Err(self.note_failure(id, error, true).await?),
        };
        // Off the async threads. The transport of its own for those cannot be made before they run, nor end after them.
        let smtp = smtp.clone();
        let outcome = tokio::task::spawn_blocking(move || smtp.send(&message)).await;
        let outcome = outcome.map_err(|error| JobError::Retry(error.into()))?;
        let now = self.clock.now();
        match outcome {
            Ok(_) => Ok(self.db.write(move |conn| Ok(store::set_sent(conn, id, now)?)).await?),
            Err(error) => {
                let is_final = error.is_permanent() || mail.created_at < now - GIVE_UP_AFTER;
                let error = anyhow::Error::new(error).context("the mail server did not take it");
                Err(self.note_failure(id, error, is_final).await?)
            }
        }
    }

    /// Notes why a mail did not leave; answers what that means for its job.
    async fn note_failure(&self, id: MailId, error: anyhow::Error, is_final: bool) -> AppResult<JobError> {
        let (now, noted) = (self.clock.now(), format!("{error:#}"));
        self.db.write(move |conn| Ok(store::set_failed(conn, id, &noted, now, is_final)?)).await?;
        Ok(if is_final { JobError::Fail(error) } else { JobError::Retry(error) })
    }

    fn message(&self, mail: &Mail) -> anyhow::Result<Message> {
        // The same id on every try, so that a server that took it twice shows it once.
        let domain = self.from.email.domain();
        let mut builder = Message::builder()
            .from(self.from.clone())
            .to(mail.recipient.parse().context("the address cannot be read")?)
            .message_id(Some(format!("<{}@{domain}>", mail.id)))
            .subject(&mail.subject)
            .header(AutoSubmitted);
        if let Some(url) = &mail.unsubscribe_url {
            builder = builder.header(ListUnsubscribe(format!("<{url}>"))).header(ListUnsubscribePost);
        }
        Ok(builder
            .multipart(MultiPart::alternative_plain_html(mail.text_body.clone(), mail.html_body.clone()))?)
    }
}

/// Makes a header of a fixed name.
macro_rules! header {
    ($(#[$doc:meta])* $type:ident $(($field:ty))?, $name:literal, $value:expr) => {
        $(#[$doc])*
        #[derive(Clone)]
        struct $type $(($field))?;

        impl Header for $type {
            fn name() -> HeaderName {
                HeaderName::new_from_ascii_str($name)
            }

            fn parse(_text: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
                Err("only written, never read".into())
            }

            fn display(&self) -> HeaderValue {
                let value: fn(&Self) -> String = $value;
                HeaderValue::new(Self::name(), value(self))
            }
        }
    };
}

header!(
    /// A program wrote it: no answer of an absence comes back (RFC 3834).
    AutoSubmitted,
    "Auto-Submitted",
    |_| "auto-generated".to_owned()
);
header!(
    /// Where a mail program takes its reader off such mails (RFC 8058).
    ListUnsubscribe(String),
    "List-Unsubscribe",
    |header| header.0.clone()
);
header!(
    /// That one `POST` there is enough.
    ListUnsubscribePost,
    "List-Unsubscribe-Post",
    |_| "List-Unsubscribe=One-Click".to_owned()
);

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
    // The mail's age decides, so that a server may be down over a weekend.
    const MAX_ATTEMPTS: i32 = i32::MAX;
}

impl<A: HasMailer + Send + Sync> Run<A> for Deliver {
    async fn run(&self, app: &A, _progress: &Progress) -> Result<(), JobError> {
        app.mailer().deliver(self.mail).await
    }
}
