//! Telling people.

use chrono::TimeDelta;

use crate::accounts;
use crate::db::Result;
use crate::error::AppResult;
use crate::ids::{AccountId, MailId};
use crate::journal::Object;
use crate::mail::{self, Content};
use crate::notices::jobs::MailNotice;
use crate::notices::rules::{self, AT_ONCE_BY_ONE, AT_ONCE_TO_ONE, Channel, Frequency, NoticeKind};
use crate::notices::store::{self, NoticeRow};
use crate::transaction::Transaction;

/// Something to tell somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Notice {
    /// Whom.
    pub to: AccountId,
    /// Of what.
    pub kind: NoticeKind,
    /// About which object. A room that tells of a kind of objects lists a describer for it in `app.rs`.
    pub object: Object,
    /// Who did it; nobody when it was the platform. Nobody is told of their own doings, unless the kind is essential.
    pub by: Option<AccountId>,
}

/// Tells somebody: in their inbox, and by the mail they chose for this kind.
///
/// # Errors
///
/// When the database refuses.
pub fn tell(tx: &mut Transaction<'_>, notice: Notice) -> AppResult<()> {
    if rules::is_news(notice.to, notice.kind, notice.by) {
        let channel = channel(tx, notice)?;
        write_down(tx, notice, channel, None)?;
    }
    Ok(())
}

/// As [`tell`], with a mail in the room's own words for those who want one at once.
///
/// # Errors
///
/// As [`tell`].
pub fn tell_in_words(
    tx: &mut Transaction<'_>,
    notice: Notice,
    mail_kind: &'static str,
    content: Content,
) -> AppResult<()> {
    if !rules::is_news(notice.to, notice.kind, notice.by) {
        return Ok(());
    }
    let channel = channel(tx, notice)?;
    let address = accounts::find(tx, notice.to)?.and_then(|account| account.email);
    let mail = match address.filter(|_| channel == Channel::AtOnce) {
        Some(address) => Some(mail::hold(tx, mail_kind, &address, content)?),
        None => None,
    };
    write_down(tx, notice, channel, mail)
}

fn write_down(
    tx: &mut Transaction<'_>,
    notice: Notice,
    channel: Channel,
    mail_id: Option<MailId>,
) -> AppResult<()> {
    let Notice { to, kind, object, by } = notice;
    let row = NoticeRow {
        id: tx.new_id(),
        account_id: to,
        kind,
        object_kind: object.kind.to_owned(),
        object_id: object.id,
        by_id: by,
        channel,
        mail_id,
        created_at: tx.now(),
        read_at: None,
        settled_at: None,
    };
    store::insert(tx, &row)?;
    if channel == Channel::AtOnce {
        tx.enqueue(&MailNotice { notice: row.id })?;
    }
    Ok(())
}

/// The way a notice goes: as the person chose, and into the digest when mails at once become a flood.
fn channel(tx: &mut Transaction<'_>, notice: Notice) -> Result<Channel> {
    let chosen = store::channels(tx, notice.to)?.get(&notice.kind).copied();
    let mut channel = chosen.unwrap_or_else(|| notice.kind.default_channel());
    if channel == Channel::AtOnce && !notice.kind.is_essential() && is_flood(tx, notice)? {
        channel = Channel::Digest;
    }
    if channel == Channel::Digest && store::rhythm(tx, notice.to)?.0.digest == Frequency::Never {
        channel = Channel::Inbox;
    }
    Ok(channel)
}

fn is_flood(tx: &mut Transaction<'_>, notice: Notice) -> Result<bool> {
    let since = tx.now() - TimeDelta::hours(1);
    let by = match notice.by {
        Some(by) => store::count_at_once_by(tx, by, since)?,
        None => 0,
    };
    Ok(by >= AT_ONCE_BY_ONE || store::count_at_once_to(tx, notice.to, since)? >= AT_ONCE_TO_ONE)
}
