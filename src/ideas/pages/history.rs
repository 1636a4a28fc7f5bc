//! Everything that happened to an idea, as far as a viewer may know: its destinies for everybody; who read it, what was
//! said to its author and how invitations were answered for its authors and the team.

use serde::Serialize;

use crate::accounts::{self, Actor};
use crate::clock::Time;
use crate::db::Conn;
use crate::error::AppResult;
use crate::ideas::rules::{Destiny, IdeaState};
use crate::ideas::store::{self, Idea, Review, VersionRow};
use crate::ids::{AccountId, IdeaId};
use crate::minilabs::{self, MiniLabKind, MiniLabLink};

/// Something that happened.
#[derive(Debug, Clone, Serialize)]
pub struct Step {
    /// Chooses the sentence.
    pub kind: &'static str,
    /// When.
    pub at: Time,
    /// By whom, where that is for the viewer.
    pub by: Option<String>,
    /// Where to.
    pub minilab: Option<MiniLabLink>,
    /// The word of a reason of ours, or nothing.
    pub because: String,
    /// Why, in somebody's words.
    pub reason: String,
}

impl Step {
    fn new(kind: &'static str, at: Time) -> Self {
        Self { kind, at, by: None, minilab: None, because: String::new(), reason: String::new() }
    }

    /// One for samples.
    pub fn sample(kind: &'static str) -> Self {
        let lab = MiniLabLink::sample("Vaisselle et bruit", MiniLabKind::Thematic);
        let minilab = (kind == "in_minilab").then_some(lab);
        Self {
            minilab, reason: "Six idées disent la même chose.".into(), ..Self::new(kind, Time::default())
        }
    }
}

/// All of it, oldest first.
pub fn load(conn: &mut Conn, viewer: &Actor, idea: &Idea, is_own: bool) -> AppResult<Vec<Step>> {
    let mut steps = destinies(conn, viewer, idea)?;
    let versions = store::versions_of(conn, idea.id)?;
    steps.extend(versions.iter().skip(1).map(edited));
    if viewer.is_team_of_contest(idea.contest_id) || is_own {
        steps.extend(reviews(conn, viewer, idea)?);
        steps.extend(invitations(conn, idea.id)?);
    }
    steps.sort_by_key(|step| step.at);
    Ok(steps)
}

fn destinies(conn: &mut Conn, viewer: &Actor, idea: &Idea) -> AppResult<Vec<Step>> {
    let rows = store::trail(conn, idea.id)?;
    let labs: Vec<_> = rows.iter().filter_map(|row| row.minilab_id).collect();
    let labs = minilabs::links_of(conn, &labs)?;
    let people: Vec<AccountId> = rows.iter().filter_map(|row| row.decided_by).collect();
    let names = accounts::names_of(conn, viewer, &people)?;
    let step = |row: store::DestinyRow| {
        let is_sending = row.destiny == Destiny::InContest;
        let kind = if is_sending { "submitted" } else { row.destiny.as_str() };
        Step {
            // Who typed a file in is not who had the idea.
            by: row.decided_by.filter(|_| !is_sending).and_then(|by| names.get(&by).cloned()),
            minilab: row.minilab_id.and_then(|id| labs.get(&id).cloned()),
            reason: row.reason,
            ..Step::new(kind, row.decided_at)
        }
    };
    Ok(rows.into_iter().map(step).collect())
}

fn edited(version: &VersionRow) -> Step {
    Step::new("edited", version.edited_at)
}

/// The first state of an idea is its sending, told already.
fn reviews(conn: &mut Conn, viewer: &Actor, idea: &Idea) -> AppResult<Vec<Step>> {
    let rows = store::reviews_of(conn, idea.id)?;
    let people: Vec<AccountId> = rows.iter().filter_map(|row| row.reviewed_by).collect();
    let is_team = viewer.is_team_of_contest(idea.contest_id);
    let names = if is_team { accounts::names_of(conn, viewer, &people)? } else { Default::default() };
    let step = |row: Review| Step {
        by: row.reviewed_by.and_then(|by| names.get(&by).cloned()),
        because: row.reason,
        reason: row.words,
        ..Step::new(kind_of(row.state), row.reviewed_at)
    };
    Ok(rows.into_iter().skip(1).map(step).collect())
}

fn kind_of(state: IdeaState) -> &'static str {
    match state {
        IdeaState::Submitted => "resubmitted",
        IdeaState::Returned => "returned",
        IdeaState::Published => "published",
        IdeaState::Withdrawn => "withdrawn",
        IdeaState::Hidden => "hidden",
    }
}

fn invitations(conn: &mut Conn, idea: IdeaId) -> AppResult<Vec<Step>> {
    let invitations = minilabs::invitations_of_idea(conn, idea)?;
    let labs: Vec<_> = invitations.iter().map(|invitation| invitation.minilab_id).collect();
    let labs = minilabs::links_of(conn, &labs)?;
    let mut steps = Vec::new();
    for invitation in invitations {
        let minilab = labs.get(&invitation.minilab_id).cloned();
        steps.push(Step { minilab: minilab.clone(), ..Step::new("invited", invitation.created_at) });
        if let Some(at) = invitation.answered_at {
            let reason = minilabs::Wish::read(&invitation.answer).text;
            steps.push(Step { minilab, reason, ..Step::new(invitation.state.as_str(), at) });
        }
    }
    Ok(steps)
}
