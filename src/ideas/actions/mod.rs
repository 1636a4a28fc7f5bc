//! Ideas come in, and move on. For what comes in from files and for what moves into groups, who may cause it is the
//! business of the room that calls; what people do with one idea is checked here.

mod call;
mod coauthors;
mod drafts;
mod edit;
mod forget;
mod review;
mod submit;
mod support;
mod telling;
mod themes;
mod withdraw;

pub use call::{Call, field_of};
pub use coauthors::{AnswerCoAuthor, InviteCoAuthor, RemoveCoAuthor};
pub use drafts::{DiscardDraft, KEPT_UNSIGNED, SaveDraft, Saved, Writer, draft_for, new_key};
pub use edit::EditIdea;
pub use forget::{export, forget};
pub use review::{ReviewIdeas, Reviewed, UndoReview};
pub use submit::{Behalf, LIMITS, SubmitIdea, Submitted, TypedIdea, checked_key};
pub use support::{FollowIdea, SupportIdea, follow};
pub use themes::SetThemes;
pub use withdraw::{RestoreIdea, WithdrawIdea};

use std::collections::BTreeSet;

use serde_json::json;

use super::jobs::TellAuthors;
use super::rules::{self, Channel, Destiny, IdeaAction, IdeaState};
use super::seen::SeenIdea;
use super::store::{self, DestinyRow, Idea, IdeaInsert, IdeaWords};
use crate::accounts::Actor;
use crate::app::App;
use crate::audience::Audience;
use crate::clock::Time;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::ids::{AccountId, ContestId, IdeaId, MiniLabId};
use crate::transaction::Transaction;

pub use super::store::Author as NewAuthor;

/// An idea about to come in.
#[derive(Debug, Clone)]
pub struct NewIdea {
    /// The contest.
    pub contest_id: ContestId,
    /// What it says.
    pub words: IdeaWords,
    /// The author's trade.
    pub trade: String,
    /// The author's site.
    pub site: String,
    /// The author's direction.
    pub direction: String,
    /// What tells it apart in its contest.
    pub source_ref: String,
    /// When it was sent.
    pub submitted_at: Time,
    /// Whose it is.
    pub authors: Vec<NewAuthor>,
    /// How it came.
    pub sending: Sending,
}

/// How an idea came; by itself, in a file.
#[derive(Debug, Clone)]
pub struct Sending {
    /// Whether others read it at once.
    pub state: IdeaState,
    /// By which way it came.
    pub channel: Channel,
    /// Who sent it for its author.
    pub filed_by: Option<AccountId>,
    /// The idea that its author finds different from theirs, and why.
    pub differs: Option<(IdeaId, String)>,
}

impl Default for Sending {
    fn default() -> Self {
        Self { state: IdeaState::Published, channel: Channel::Import, filed_by: None, differs: None }
    }
}

/// What became of ideas that came in together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Inserted {
    /// New ones.
    pub added: usize,
    /// Those that the contest knew.
    pub known: usize,
}

/// Takes ideas of one contest in, numbers them and begins their trails. Those the contest knows by their reference are
/// passed over: the same file twice adds nothing.
///
/// # Errors
///
/// When the database refuses; none is taken in then.
pub fn insert_all(
    tx: &mut Transaction<'_>,
    actor: Option<AccountId>,
    audience: Audience,
    ideas: Vec<NewIdea>,
) -> AppResult<Inserted> {
    let Some(contest) = ideas.first().map(|idea| idea.contest_id) else { return Ok(Inserted::default()) };
    let refs: Vec<String> = ideas.iter().map(|idea| idea.source_ref.clone()).collect();
    let mut known: BTreeSet<String> = store::known_refs(tx, contest, &refs)?.into_iter().collect();
    let total = ideas.len();
    let fresh: Vec<NewIdea> =
        ideas.into_iter().filter(|idea| known.insert(idea.source_ref.clone())).collect();
    let first = store::take_numbers(tx, contest, fresh.len() as i64)?;
    let (mut rows, mut authors) = (Vec::with_capacity(total), Vec::with_capacity(total));
    for (number, idea) in (first..).zip(fresh) {
        let id = tx.new_id();
        authors.push((id, idea.authors.clone()));
        rows.push(row(id, number, tx.now(), idea));
    }
    store::insert(tx, &rows)?;
    for (id, authors) in authors {
        for (position, author) in (0..).zip(&authors) {
            store::insert_author(tx, id, position, author)?;
        }
    }
    for row in &rows {
        let step = DestinyRow {
            id: tx.new_id(),
            idea_id: row.id,
            destiny: Destiny::InContest,
            reason: String::new(),
            minilab_id: None,
            decided_by: actor,
            decided_at: row.submitted_at,
        };
        store::insert_step(tx, &step)?;
        let shown_to = if row.state == IdeaState::Published { audience } else { Audience::Team };
        tx.record(actor, "idea.submitted", row.id, shown_to, json!({ "contest": contest }));
    }
    Ok(Inserted { added: rows.len(), known: total - rows.len() })
}

fn row(id: IdeaId, number: i64, now: Time, idea: NewIdea) -> IdeaInsert {
    let Sending { state, channel, filed_by, differs } = idea.sending;
    let (differs_from, differs_because) = differs.unzip();
    IdeaInsert {
        id,
        contest_id: idea.contest_id,
        number,
        title: idea.words.title,
        problem: idea.words.problem,
        body: idea.words.body,
        beneficiaries: idea.words.beneficiaries,
        category: idea.words.category,
        state,
        channel,
        filed_by,
        published_at: (state == IdeaState::Published).then_some(idea.submitted_at),
        differs_from,
        differs_because: differs_because.unwrap_or_default(),
        trade: idea.trade,
        site: idea.site,
        direction: idea.direction,
        source_ref: idea.source_ref,
        submitted_at: idea.submitted_at,
        updated_at: now,
        destiny: Destiny::InContest,
    }
}

/// Where ideas go next, and why.
#[derive(Debug, Clone)]
pub struct NewDestiny {
    /// What they become.
    pub destiny: Destiny,
    /// Why, in words for the author.
    pub reason: String,
    /// The mini-lab or community, when that is where they go.
    pub minilab: Option<MiniLabId>,
}

/// Gives ideas another destiny, with a step on their trails, a line in the journal and word to their authors. Those
/// that have it already are left alone. Answers how many moved.
///
/// # Errors
///
/// When the database refuses.
pub fn set_destiny(
    tx: &mut Transaction<'_>,
    actor: Option<AccountId>,
    ids: &[IdeaId],
    next: NewDestiny,
) -> AppResult<usize> {
    let audiences = store::audience_of(tx, ids)?;
    let mut moved = Vec::new();
    for (&idea_id, &audience) in &audiences {
        let step = DestinyRow {
            id: tx.new_id(),
            idea_id,
            destiny: next.destiny,
            reason: next.reason.clone(),
            minilab_id: next.minilab,
            decided_by: actor,
            decided_at: tx.now(),
        };
        if store::set_current(tx, &step)? {
            store::insert_step(tx, &step)?;
            let data = json!({ "destiny": next.destiny.as_str() });
            tx.record(actor, "idea.destiny_set", idea_id, audience, data);
            moved.push(step.id);
        }
    }
    let count = moved.len();
    let changed: Vec<IdeaId> = audiences.keys().copied().collect();
    for idea in store::list_wanted(tx, &changed)? {
        telling::moved(tx, &idea, actor)?;
    }
    // Into a mini-lab its authors are invited, which tells them: one event, one mail.
    let to_tell = if next.minilab.is_some() { &[] } else { moved.as_slice() };
    for steps in to_tell.chunks(200) {
        tx.enqueue(&TellAuthors { steps: steps.to_vec() })?;
    }
    Ok(count)
}

/// Gives the ideas of a contest the new names of their categories, all at once, so that two names can be exchanged.
/// Answers how many changed. The caller says in the journal that the contest changed.
///
/// # Errors
///
/// When the database refuses.
pub fn rename_categories(
    tx: &mut Transaction<'_>,
    contest: ContestId,
    renamed: &[(String, String)],
) -> AppResult<usize> {
    let mut moves = Vec::with_capacity(renamed.len());
    for (was, name) in renamed {
        moves.push((store::ids_of_category(tx, contest, was)?, name));
    }
    let mut count = 0;
    for (ids, name) in moves {
        count += store::set_category(tx, &ids, name)?;
    }
    Ok(count)
}

/// The most characters of an answer.
const LONGEST_ANSWER: usize = 2_000;

/// Answers an idea that has no place, with a reason and a next door.
#[derive(Debug, Clone)]
pub struct AnswerIdea {
    /// Which.
    pub idea: IdeaId,
    /// Why, in words for its author.
    pub reason: String,
}

impl AnswerIdea {
    /// Gives the answer; its author is told.
    ///
    /// # Errors
    ///
    /// A fault of `reason`; [`AppError::Forbidden`] for who is not on the team; `idea-placed` for an idea that has its
    /// place already.
    pub async fn run(self, app: &App, actor: &Actor) -> AppResult<()> {
        let (actor, id) = (actor.clone(), self.idea);
        app.write(move |tx| {
            let idea = idea_for(tx, &actor, id, IdeaAction::Answer)?;
            let mut errors = FieldErrors::default();
            let reason = errors.text("reason", &self.reason, LONGEST_ANSWER);
            errors.check()?;
            if !idea.destiny.awaits_answer() {
                return Err(AppError::Refused("idea-placed"));
            }
            let next = NewDestiny { destiny: Destiny::Answered, reason, minilab: None };
            set_destiny(tx, actor.account(), &[id], next).map(drop)
        })
        .await
    }
}

/// The idea, when the actor may do this with it.
fn idea_for(tx: &mut Transaction<'_>, actor: &Actor, id: IdeaId, action: IdeaAction) -> AppResult<Idea> {
    let seen = SeenIdea::find(tx, actor, id)?;
    let standing = seen.standing(actor);
    if rules::may(&actor.within_contest(seen.idea.contest_id), action, standing) {
        return Ok(seen.idea);
    }
    actor.signed_in()?;
    let is_for_its_own = matches!(action, IdeaAction::Edit | IdeaAction::Withdraw | IdeaAction::Restore);
    match (is_for_its_own, standing.is_own) {
        // It was theirs to do, and no longer is: a closed contest or another state, told as such.
        (true, true) => Err(AppError::Refused("idea-settled")),
        (true, false) => Err(AppError::NotFound),
        (false, true) if action == IdeaAction::Support => Err(AppError::Refused("own-idea")),
        (false, _) => Err(AppError::Forbidden),
    }
}
