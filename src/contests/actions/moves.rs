//! A contest passes from stage to stage: by hand with a reason, or by its calendar.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde_json::json;

use super::contest_for;
use crate::accounts::{self, Actor};
use crate::app::App;
use crate::audience::Audience;
use crate::clock::{Wall, Zone};
use crate::contests::rules::{self, ContestAction, Position, Stage, Step};
use crate::contests::store::{self, Contest, Move};
use crate::error::{AppError, AppResult, FieldErrors};
use crate::ids::{AccountId, ContestId};
use crate::notices::{self, Notice, NoticeKind};
use crate::transaction::Transaction;

/// Passes a contest to another stage; results are announced by [`super::AnnounceAwards`].
pub struct MoveContest {
    /// Which.
    pub slug: String,
    /// Where to.
    pub to: Stage,
    /// Why, in words for whoever reads the calendar.
    pub reason: String,
}

impl MoveContest {
    /// Passes it on. One that is there already stays, so that a button pressed twice is no fault. The calendar leaves
    /// this decision alone: it goes on with the dates that are still to come.
    ///
    /// # Errors
    ///
    /// A fault of `reason`; [`AppError::Refused`] when there is no way; [`AppError::NotFound`],
    /// [`AppError::Forbidden`].
    pub async fn run(self, app: &App, actor: &Actor) -> AppResult<Contest> {
        let actor = actor.clone();
        app.write(move |tx| {
            let contest = contest_for(tx, &actor, ContestAction::Move, &self.slug)?;
            if contest.stage == self.to {
                return Ok(contest);
            }
            let mut errors = FieldErrors::default();
            let reason = errors.text("reason", &self.reason, rules::REASON);
            errors.check()?;
            let to = contest.stage.moved_to(self.to).map_err(|refusal| AppError::Refused(refusal.code()))?;
            pass_on(tx, &actor, contest, to, reason)
        })
        .await
    }
}

/// Writes a person's decision down, where the old stage was consumed.
pub(super) fn pass_on(
    tx: &mut Transaction<'_>,
    actor: &Actor,
    mut contest: Contest,
    to: Stage,
    reason: String,
) -> AppResult<Contest> {
    let (from, now) = (contest.position(), tx.now());
    let to = Position { stage: to, is_over: false };
    if !store::set_position(tx, &contest, to, now)? {
        return Err(AppError::Refused("contest-stage"));
    }
    (contest.stage, contest.is_over, contest.decided_at) = (to.stage, to.is_over, now);
    let passing = Move {
        id: tx.new_id(),
        contest_id: contest.id,
        from_stage: from.stage,
        to_stage: to.stage,
        is_over: false,
        reason,
        moved_by: actor.account(),
        is_by_hand: true,
        moved_at: now,
    };
    store::insert_move(tx, &passing)?;
    let data = json!({ "from": from.stage.as_str(), "to": to.stage.as_str(), "by": "hand" });
    tx.record(actor.account(), "contest.moved", contest.id, contest.standing().shown_to(), data);
    Ok(contest)
}

/// Brings a contest up with its calendar, and reminds the team of an announcement whose day has come. Doing it twice, or
/// in two processes at once, does it once.
///
/// # Errors
///
/// When the database refuses.
pub(in crate::contests) fn keep_up(
    tx: &mut Transaction<'_>,
    zone: Zone,
    id: ContestId,
) -> AppResult<Option<Contest>> {
    let Some(mut contest) = store::find(tx, id)? else { return Ok(None) };
    let (calendar, wall) = (store::calendar_of(tx, id)?, Wall { at: tx.now(), zone });
    for step in contest.steps(&calendar, wall) {
        if !take_step(tx, &mut contest, step)? {
            // Somebody else moved it meanwhile.
            return Ok(store::find(tx, id)?);
        }
    }
    remind(tx, &contest, calendar.announcement_due(contest.stage, wall))?;
    Ok(Some(contest))
}

fn take_step(tx: &mut Transaction<'_>, contest: &mut Contest, step: Step) -> AppResult<bool> {
    let decided_at = contest.decided_at;
    if !store::set_position(tx, contest, step.to, decided_at)? {
        return Ok(false);
    }
    (contest.stage, contest.is_over) = (step.to.stage, step.to.is_over);
    let passing = Move {
        id: tx.new_id(),
        contest_id: contest.id,
        from_stage: step.from.stage,
        to_stage: step.to.stage,
        is_over: step.to.is_over,
        reason: String::new(),
        moved_by: None,
        is_by_hand: false,
        moved_at: step.at,
    };
    store::insert_move(tx, &passing)?;
    let audience = contest.standing().shown_to();
    let stage = step.to.stage.as_str();
    if step.to.is_over {
        tx.record(None, "contest.phase_ended", contest.id, audience, json!({ "stage": stage }));
    } else {
        let data = json!({ "from": step.from.stage.as_str(), "to": stage, "by": "calendar" });
        tx.record(None, "contest.moved", contest.id, audience, data);
    }
    Ok(true)
}

/// The announcement is an act of people: its day comes with a reminder to the team, once.
fn remind(tx: &mut Transaction<'_>, contest: &Contest, due: Option<NaiveDate>) -> AppResult<()> {
    let Some(day) = due.filter(|_| contest.reminded_on != due) else { return Ok(()) };
    if !store::set_reminded(tx, contest.id, day)? {
        return Ok(());
    }
    tx.record(None, "contest.announcement_due", contest.id, Audience::Team, json!({ "on": day }));
    let today = tx.now().date();
    let team: BTreeSet<AccountId> =
        accounts::list_team(tx, today)?.into_iter().map(|(account, _)| account.id).collect();
    for to in team {
        let notice = Notice { to, kind: NoticeKind::Queue, object: contest.id.into(), by: None };
        notices::tell(tx, notice)?;
    }
    Ok(())
}

/// The contest at an address, brought up with its calendar, when it takes ideas from people at this very moment: for
/// what takes one in, in the same transaction.
///
/// # Errors
///
/// [`AppError::Refused`] when it is too early or too late; [`AppError::NotFound`].
pub fn for_submission(tx: &mut Transaction<'_>, zone: Zone, actor: &Actor, slug: &str) -> AppResult<Contest> {
    let contest = contest_for(tx, actor, ContestAction::See, slug)?;
    let contest = keep_up(tx, zone, contest.id)?.ok_or(AppError::NotFound)?;
    contest.takes_submissions().map_err(|refusal| AppError::Refused(refusal.code()))?;
    Ok(contest)
}
