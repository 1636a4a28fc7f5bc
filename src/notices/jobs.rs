//! Mails of notices: one at once, or a digest.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use super::describe::{Described, Describer, describe};
use super::groups::{Group, group};
use super::store::{self, NoticeRow};
use super::{mails, rules::Rhythm};
use crate::accounts::{self, Account};
use crate::app::App;
use crate::clock::Time;
use crate::db::Conn;
use crate::error::{AppError, AppResult};
use crate::ids::{AccountId, Id, NoticeId};
use crate::jobs::{Job, JobError, Progress, Registry, Run};
use crate::mail;

/// How often it is looked whether digests are due.
const LOOK_EVERY: TimeDelta = TimeDelta::minutes(10);
/// People looked at by one query.
const BATCH: i64 = 200;
/// Notices in one digest; what is more stays in the inbox, and the mail says so.
const IN_ONE_DIGEST: usize = 100;
/// How long a notice is kept.
const KEEP_NOTICES: TimeDelta = TimeDelta::days(365);
/// How long a mail stays in the delivery log once it was sent or given up.
const KEEP_MAILS: TimeDelta = TimeDelta::days(90);

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

/// A notice whose mail is due, with what the mail needs.
struct Due {
    notice: NoticeRow,
    account: Option<Account>,
    rhythm: Rhythm,
    group: Option<Group>,
}

impl Run<App> for MailNotice {
    async fn run(&self, app: &App, _progress: &Progress) -> Result<(), JobError> {
        let (id, describers) = (self.notice, app.describers());
        let Some(due) = app.read(move |conn| load(conn, &describers, id)).await? else { return Ok(()) };
        let quiet_end = due.rhythm.quiet.and_then(|quiet| quiet.end(app.clock.now(), app.config.time_zone));
        if let Some(end) = quiet_end {
            let again = self.clone();
            app.write(move |tx| tx.enqueue_at(&again, end).map(drop)).await?;
            return Ok(());
        }
        let written = match (due.account, due.group) {
            (Some(account), Some(group)) if due.notice.mail_id.is_none() && due.notice.read_at.is_none() => {
                let content = mails::single(app, &account, due.notice.kind, group)?;
                account.email.map(|email| (email, content))
            }
            _ => None,
        };
        app.write(move |tx| {
            let now = tx.now();
            if !store::settle(tx, id, now)? {
                return Ok(());
            }
            if let Some(held) = due.notice.mail_id {
                mail::release(tx, held)?;
            }
            if let Some((email, content)) = written {
                mail::send(tx, "notices.at_once", &email, content)?;
            }
            Ok(())
        })
        .await?;
        Ok(())
    }
}

/// The notice, unless its mail is settled.
fn load(conn: &mut Conn, describers: &[Describer], id: NoticeId) -> AppResult<Option<Due>> {
    let Some(notice) = store::find(conn, id)?.filter(|notice| notice.settled_at.is_none()) else {
        return Ok(None);
    };
    let account = accounts::find(conn, notice.account_id)?;
    let rhythm = store::rhythm(conn, notice.account_id)?.0;
    let actor = accounts::actor_of(conn, notice.account_id)?;
    let described = describe(conn, describers, &actor, std::slice::from_ref(&notice))?;
    let group = group(vec![notice.clone()], &described).0.pop();
    Ok(Some(Due { notice, account, rhythm, group }))
}

/// Sends the digests that are due.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SendDigests {}

impl Job for SendDigests {
    const NAME: &'static str = "notices.send_digests";

    fn collapse_key(&self) -> Option<String> {
        Some(String::new())
    }
}

impl Run<App> for SendDigests {
    async fn run(&self, app: &App, _progress: &Progress) -> Result<(), JobError> {
        let (mut last, mut outcome) = (AccountId::from_i64(0), Ok(()));
        loop {
            let people = app.read(move |conn| store::list_awaiting_digest(conn, last, BATCH)).await?;
            let Some(&end) = people.last() else { return outcome };
            for account in people {
                // What goes wrong with one person's is no reason to leave the others without theirs.
                if let Err(error) = send_digest(app, account).await {
                    outcome = Err(error.into());
                }
            }
            last = end;
        }
    }
}

/// What a person's digest is made of.
struct Pending {
    account: Account,
    due: Time,
    notices: Vec<NoticeRow>,
    described: BTreeMap<(String, i64), Described>,
}

/// Writes one person's digest, when it is due. All of it is one transaction that begins by taking the period's turn:
/// after a crash nothing was done, and of two processes one goes on.
async fn send_digest(app: &App, id: AccountId) -> AppResult<()> {
    let (now, zone, describers) = (app.clock.now(), app.config.time_zone, app.describers());
    let found = app
        .read(move |conn| {
            let (rhythm, last) = store::rhythm(conn, id)?;
            let is_quiet = rhythm.quiet.is_some_and(|quiet| quiet.end(now, zone).is_some());
            let due =
                rhythm.last_due(now, zone).filter(|due| last.is_none_or(|last| last < *due) && !is_quiet);
            match due {
                Some(due) => pending(conn, &describers, id, due),
                None => Ok(None),
            }
        })
        .await?;
    let Some(Pending { account, due, notices, described }) = found else { return Ok(()) };
    let ids: Vec<NoticeId> = notices.iter().map(|notice| notice.id).collect();
    let mut shown = notices;
    shown.retain(|notice| described.contains_key(&(notice.object_kind.clone(), notice.object_id)));
    let left_out = shown.len().saturating_sub(IN_ONE_DIGEST);
    shown.truncate(IN_ONE_DIGEST);
    let (groups, _) = group(shown, &described);
    let mail = match account.email.clone().filter(|_| !groups.is_empty()) {
        Some(email) => Some((email, mails::digest(app, &account, groups, left_out)?)),
        None => None,
    };
    app.write(move |tx| {
        if !store::take_digest(tx, id, due)? {
            return Ok(());
        }
        if store::settle_pending(tx, &ids, now)? != ids.len() {
            // Some of it was read in the meantime. Nothing is kept of this try; the next look draws it again.
            return Err(AppError::Refused("digest-changed"));
        }
        if let Some((email, content)) = mail {
            mail::send(tx, "notices.digest", &email, content)?;
        }
        Ok(())
    })
    .await
    .or_else(|error| match error {
        AppError::Refused("digest-changed") => Ok(()),
        other => Err(other),
    })
}

/// What waits for a digest that is due; nothing when nothing waits.
fn pending(
    conn: &mut Conn,
    describers: &[Describer],
    id: AccountId,
    due: Time,
) -> AppResult<Option<Pending>> {
    let notices = store::list_pending(conn, id, due)?;
    let Some(account) = accounts::find(conn, id)?.filter(|_| !notices.is_empty()) else { return Ok(None) };
    let actor = accounts::actor_of(conn, id)?;
    let described = describe(conn, describers, &actor, &notices)?;
    Ok(Some(Pending { account, due, notices, described }))
}

/// Forgets old notices, and mails long sent.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct DeleteOld {}

impl Job for DeleteOld {
    const NAME: &'static str = "notices.delete_old";
    const PRIORITY: i32 = -10;

    fn collapse_key(&self) -> Option<String> {
        Some(String::new())
    }
}

impl Run<App> for DeleteOld {
    async fn run(&self, app: &App, _progress: &Progress) -> Result<(), JobError> {
        let now = app.clock.now();
        app.write(move |tx| {
            store::delete_old(tx, now - KEEP_NOTICES)?;
            Ok(mail::delete_old(tx, now - KEEP_MAILS)?)
        })
        .await?;
        Ok(())
    }
}

/// This room's jobs.
pub fn register(registry: &mut Registry<App>) {
    registry
        .register::<MailNotice>()
        .every(LOOK_EVERY, SendDigests {})
        .every(TimeDelta::days(1), DeleteOld {});
}
