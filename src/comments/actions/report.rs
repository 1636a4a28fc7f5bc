//! Reports, and what the team decides on them. Who reported is never told to whom it is about.

use chrono::TimeDelta;
use serde_json::json;

use super::comment_for;
use super::moderate::{Decided, MOST, grounds, hide, note};
use crate::accounts::{self, Actor};
use crate::app::App;
use crate::audience::Audience;
use crate::comments::rules::{CommentAction, Content, Decision, ReportState};
use crate::comments::store::{self, Report};
use crate::db::Conn;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::ideas::{self, IdeaState, ReviewIdeas, SeenIdea};
use crate::ids::{AccountId, BatchId, ReportId};
use crate::notices::{self, Notice, NoticeKind};
use crate::transaction::Transaction;

/// How often the team is told of reports at most.
const TELL_TEAM: TimeDelta = TimeDelta::days(1);

/// Says that a content should not stay as it is.
#[derive(Debug, Clone)]
pub struct ReportContent {
    /// Which.
    pub content: Content,
    /// The reason's word.
    pub reason: String,
    /// In the reporter's words; needed when the reason is none of the list.
    pub words: String,
}

impl ReportContent {
    /// Notes it for the team. One person has one open report of one content: the same again answers that one.
    ///
    /// # Errors
    ///
    /// Faults of `reason`, `words`; `comment-own`, `comment-gone`, `idea-own`; [`AppError::NotFound`].
    pub async fn run(self, app: &App, actor: &Actor) -> AppResult<Report> {
        let actor = actor.clone();
        app.write(move |tx| {
            let (me, now) = (actor.signed_in()?, tx.now());
            check_reportable(tx, &actor, self.content)?;
            let (reason, words) = grounds(&self.reason, &self.words)?;
            if let Some(known) = store::find_open(tx, self.content, me)? {
                return Ok(known);
            }
            let told_team = !store::told_team_since(tx, now - TELL_TEAM)?;
            let report = Report {
                id: tx.new_id(),
                object_kind: self.content.kind().to_owned(),
                object_id: self.content.id(),
                reporter_id: Some(me),
                reason,
                words,
                state: ReportState::Open,
                assigned_to: None,
                told_team,
                created_at: now,
                decided_at: None,
                batch_id: None,
            };
            if !store::insert_report(tx, &report)? {
                return store::find_open(tx, self.content, me)?.ok_or(AppError::StaleForm);
            }
            // By nobody: who reported is read on the report alone, by the team.
            tx.record(None, "report.opened", report.id, Audience::Team, json!({}));
            if told_team {
                tell_team(tx, NoticeKind::Queue, report.id, Some(me))?;
            }
            Ok(report)
        })
        .await
    }
}

fn check_reportable(tx: &mut Transaction<'_>, actor: &Actor, content: Content) -> AppResult<()> {
    match content {
        Content::Comment(id) => {
            let now = tx.now();
            comment_for(tx, actor, id, CommentAction::Report, now).map(drop)
        }
        Content::Idea(id) => {
            if SeenIdea::find(tx, actor, id)?.is_own {
                Err(AppError::Refused("idea-own"))
            } else {
                Ok(())
            }
        }
    }
}

/// The open reports that an actor on the team may look at, the oldest first: not those of what they wrote themselves,
/// so that nobody learns who reported them, or decides on it.
///
/// # Errors
///
/// When the database refuses.
pub(in crate::comments) fn open_reports(
    conn: &mut Conn,
    actor: &Actor,
    limit: i64,
) -> AppResult<Vec<Report>> {
    let mut open = Vec::new();
    for report in store::list_open(conn, limit)? {
        let is_own = match report.content() {
            Some(content) => wrote(conn, actor, content)?,
            None => false,
        };
        if !is_own {
            open.push(report);
        }
    }
    Ok(open)
}

/// Whether an actor wrote this.
fn wrote(conn: &mut Conn, actor: &Actor, content: Content) -> AppResult<bool> {
    let Some(me) = actor.account() else { return Ok(false) };
    Ok(match content {
        Content::Comment(id) => store::find(conn, id)?.is_some_and(|comment| comment.account_id == Some(me)),
        Content::Idea(id) => ideas::own_of(conn, me, &[id])?.contains(&id),
    })
}

/// Tells everybody on the team, once each.
pub(super) fn tell_team(
    tx: &mut Transaction<'_>,
    kind: NoticeKind,
    object: impl Into<crate::journal::Object>,
    by: Option<AccountId>,
) -> AppResult<()> {
    let (object, today) = (object.into(), tx.now().date());
    let mut team: Vec<AccountId> =
        accounts::list_team(tx, today)?.into_iter().map(|(account, _)| account.id).collect();
    team.sort_unstable();
    team.dedup();
    for to in team {
        notices::tell(tx, Notice { to, kind, object, by })?;
    }
    Ok(())
}

/// Decides the open reports of contents.
#[derive(Debug, Clone)]
pub struct DecideReports {
    /// Of which contents.
    pub contents: Vec<Content>,
    /// Whether they are hidden; else they stay.
    pub hide: bool,
    /// The reason's word; needed to hide.
    pub reason: String,
    /// What their writers read; needed when the reason is none of the list.
    pub words: String,
}

impl DecideReports {
    /// Decides them, all in one transaction, and tells who reported. What somebody else decided meanwhile is passed over.
    ///
    /// # Errors
    ///
    /// Faults of `contents`, `reason`, `words`; [`AppError::Forbidden`].
    pub async fn run(self, app: &App, actor: &Actor) -> AppResult<Decided> {
        let actor = actor.clone();
        app.write(move |tx| {
            actor.require(actor.is_team())?;
            if self.contents.is_empty() {
                return Err(FieldErrors::one("contents", "choose"));
            }
            let (reason, words) =
                if self.hide { grounds(&self.reason, &self.words)? } else { Default::default() };
            let (batch, mut count): (BatchId, usize) = (tx.new_id(), 0);
            for content in self.contents.iter().take(MOST) {
                if wrote(tx, &actor, *content)? {
                    return Err(AppError::Refused("report-of-own"));
                }
                let closed = if self.hide {
                    take_off(tx, &actor, *content, &reason, &words, batch)?;
                    close(tx, &actor, *content, ReportState::Upheld, batch)?
                } else {
                    close(tx, &actor, *content, ReportState::Dismissed, batch)?
                };
                if closed > 0 && !self.hide {
                    note(tx, &actor, *content, Decision::Dismissed, "", batch)?;
                }
                count += usize::from(closed > 0);
            }
            Ok(Decided { count, batch })
        })
        .await
    }
}

fn take_off(
    tx: &mut Transaction<'_>,
    actor: &Actor,
    content: Content,
    reason: &str,
    words: &str,
    batch: BatchId,
) -> AppResult<()> {
    match content {
        Content::Comment(id) => match hide(tx, actor, id, reason, words, batch) {
            // Its writer took it back: nothing is left to hide.
            Ok(_) | Err(AppError::Refused("comment-gone")) => Ok(()),
            Err(other) => Err(other),
        },
        Content::Idea(id) => {
            let review = ReviewIdeas {
                ideas: vec![id],
                to: IdeaState::Hidden,
                reason: reason.to_owned(),
                words: words.to_owned(),
            };
            if review.run_in(tx, actor, batch)?.count > 0 {
                note(tx, actor, content, Decision::Hidden, reason, batch)?;
            }
            Ok(())
        }
    }
}

fn close(
    tx: &mut Transaction<'_>,
    actor: &Actor,
    content: Content,
    state: ReportState,
    batch: BatchId,
) -> AppResult<usize> {
    let now = tx.now();
    let closed = store::decide(tx, content, state, now, batch)?;
    for report in &closed {
        let data = json!({ "state": state.as_str() });
        tx.record(actor.account(), "report.decided", report.id, Audience::Team, data);
        if let Some(to) = report.reporter_id {
            let object = report.id.into();
            notices::tell(tx, Notice { to, kind: NoticeKind::Report, object, by: actor.account() })?;
        }
    }
    Ok(closed.len())
}

/// Hands the open reports of contents over to a colleague.
#[derive(Debug, Clone)]
pub struct HandOver {
    /// Of which contents.
    pub contents: Vec<Content>,
    /// To whom.
    pub to: AccountId,
}

impl HandOver {
    /// Hands them over, and tells the colleague.
    ///
    /// # Errors
    ///
    /// Faults of `contents`, and of `to` for somebody who is not on the team; [`AppError::Forbidden`].
    pub async fn run(self, app: &App, actor: &Actor) -> AppResult<()> {
        let actor = actor.clone();
        app.write(move |tx| {
            actor.require(actor.is_team())?;
            if self.contents.is_empty() {
                return Err(FieldErrors::one("contents", "choose"));
            }
            let today = tx.now().date();
            if !accounts::actor_of(tx, self.to, today)?.is_team() {
                return Err(FieldErrors::one("to", "choose"));
            }
            let batch: BatchId = tx.new_id();
            for content in self.contents.iter().take(MOST) {
                if store::assign(tx, *content, self.to)? > 0 {
                    note(tx, &actor, *content, Decision::HandedOver, "", batch)?;
                    tell_colleague(tx, &actor, *content, self.to)?;
                }
            }
            Ok(())
        })
        .await
    }
}

fn tell_colleague(tx: &mut Transaction<'_>, actor: &Actor, content: Content, to: AccountId) -> AppResult<()> {
    let handed = store::list_open(tx, 1_000)?.into_iter().find(|report| report.content() == Some(content));
    let Some(id): Option<ReportId> = handed.map(|report| report.id) else { return Ok(()) };
    tx.record(actor.account(), "report.handed_over", id, Audience::Team, json!({ "to": to }));
    notices::tell(tx, Notice { to, kind: NoticeKind::Queue, object: id.into(), by: actor.account() })
}
