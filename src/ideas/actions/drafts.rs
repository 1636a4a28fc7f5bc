//! What somebody writes and has not sent, kept by the server as it is typed.

use chrono::TimeDelta;
use data_encoding::{BASE64URL_NOPAD, HEXLOWER};
use sha2::{Digest, Sha256};

use super::{LIMITS, TypedIdea, checked_key};
use crate::accounts::Actor;
use crate::app::App;
use crate::clock::Clock;
use crate::contests;
use crate::db::Conn;
use crate::error::{AppError, AppResult};
use crate::ideas::store::{self, DraftRow};
use crate::ids::AccountId;
use crate::transaction::Transaction;

/// Drafts that one person keeps at most; the browser keeps what is beyond.
const MOST_DRAFTS: i64 = 50;
/// Far more than the form takes: what is too long is kept all the same, and told when it is sent.
const LONGEST: usize = 8 * (LIMITS.problem + LIMITS.body);
/// How long the draft of somebody who never signed in is kept.
pub const KEPT_UNSIGNED: TimeDelta = TimeDelta::days(7);

/// Who writes: somebody signed in, or a browser.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Writer {
    account: Option<AccountId>,
    browser_hash: String,
}

impl Writer {
    /// Who acts, in the browser with this mark.
    pub fn new(actor: &Actor, browser: &str) -> Self {
        let browser_hash = HEXLOWER.encode(&Sha256::digest(format!("draft:{browser}")));
        Self { account: actor.account(), browser_hash }
    }

    /// Whether a draft is theirs. One that was begun before they signed in becomes theirs in the same browser.
    fn owns(&self, draft: &DraftRow) -> bool {
        match draft.account_id {
            Some(account) => self.account == Some(account),
            None => draft.browser_hash.as_ref() == Some(&self.browser_hash),
        }
    }

    /// Whether they wrote just this: a second click is no second draft.
    fn has_said(&self, draft: &DraftRow, content: &str) -> bool {
        self.owns(draft) && draft.account_id == self.account && draft.content == content
    }
}

/// A new word that names a draft and its sending.
pub fn new_key(clock: &Clock) -> String {
    BASE64URL_NOPAD.encode(&clock.random_bytes::<16>())
}

/// The draft of this key, if it is this writer's.
///
/// # Errors
///
/// When the database refuses.
pub fn draft_for(conn: &mut Conn, writer: &Writer, key: &str) -> AppResult<Option<DraftRow>> {
    Ok(store::find_draft(conn, key)?.filter(|draft| writer.owns(draft)))
}

/// Keeps what was typed so far.
pub struct SaveDraft {
    /// For which contest.
    pub contest: String,
    /// What names the draft.
    pub key: String,
    /// The version that was typed upon; 0 for the first.
    pub version: i32,
    /// What was typed.
    pub typed: TypedIdea,
}

/// Where it was kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saved {
    /// What names the draft; another one when the same draft was changed elsewhere meanwhile.
    pub key: String,
    /// Its version now.
    pub version: i32,
}

impl Saved {
    fn of(draft: DraftRow) -> Self {
        Self { key: draft.key, version: draft.version }
    }
}

impl SaveDraft {
    /// Keeps it. Of two tabs that write the same draft the later one gets a draft of its own: nothing typed is lost.
    /// What was kept already is kept once. Nor is what is typed on after a session ended lost, in a contest that only
    /// somebody signed in sees: it is the browser's draft then. A contest that does not exist is answered in the same way.
    ///
    /// # Errors
    ///
    /// [`AppError::NotFound`] for a contest that a writer with an account does not see; [`AppError::TooLarge`];
    /// `drafts-full`.
    pub async fn run(self, app: &App, actor: &Actor, writer: Writer) -> AppResult<Saved> {
        let actor = actor.clone();
        app.write(move |tx| {
            let contest = match contests::find_by_slug(tx, &actor, &self.contest)? {
                Some(contest) => Some(contest.id),
                None if writer.account.is_none() => contests::id_at(tx, &self.contest)?,
                None => return Err(AppError::NotFound),
            };
            let content = serde_json::to_string(&self.typed).map_err(anyhow::Error::from)?;
            if content.len() > LONGEST {
                return Err(AppError::TooLarge);
            }
            let key = checked_key(&self.key)?;
            let Some(contest) = contest else {
                return Ok(Saved { key: self.key, version: self.version.saturating_add(1) });
            };
            // A page that is still open after the sending saves no draft of what is sent.
            if store::find_by_ref(tx, contest, &format!("web:{key}"))?.is_some() {
                return Err(AppError::Refused("idea-sent"));
            }
            // Somebody else may write the same draft in the same instant: then it is looked at again.
            for _ in 0..3 {
                let known = store::find_draft(tx, key)?;
                let mut draft = match known {
                    Some(draft) if writer.has_said(&draft, &content) => return Ok(Saved::of(draft)),
                    Some(draft) if writer.owns(&draft) && draft.version == self.version => draft,
                    Some(_) => begin(tx, &writer, new_key(tx.clock()), contest)?,
                    None => begin(tx, &writer, key.to_owned(), contest)?,
                };
                draft.version += 1;
                draft.content.clone_from(&content);
                draft.updated_at = tx.now();
                draft.account_id = writer.account;
                draft.browser_hash = writer.account.is_none().then(|| writer.browser_hash.clone());
                if store::save_draft(tx, &draft)? {
                    return Ok(Saved::of(draft));
                }
            }
            Err(AppError::Unavailable(anyhow::anyhow!("the draft changed in the same instant")))
        })
        .await
    }
}

fn begin(
    tx: &mut Transaction<'_>,
    writer: &Writer,
    key: String,
    contest: crate::ids::ContestId,
) -> AppResult<DraftRow> {
    if let Some(account) = writer.account
        && store::count_drafts(tx, account)? >= MOST_DRAFTS
    {
        return Err(AppError::Refused("drafts-full"));
    }
    Ok(DraftRow {
        id: tx.new_id(),
        key,
        contest_id: contest,
        account_id: None,
        browser_hash: None,
        content: String::new(),
        version: 0,
        created_at: tx.now(),
        updated_at: tx.now(),
    })
}

/// Throws a draft away.
pub struct DiscardDraft {
    /// What names it.
    pub key: String,
}

impl DiscardDraft {
    /// Throws it away; one that is gone already is no fault.
    ///
    /// # Errors
    ///
    /// When the database refuses.
    pub async fn run(self, app: &App, writer: Writer) -> AppResult<()> {
        app.write(move |tx| match draft_for(tx, &writer, &self.key)? {
            Some(draft) => Ok(store::delete_draft(tx, &draft.key)?),
            None => Ok(()),
        })
        .await
    }
}
