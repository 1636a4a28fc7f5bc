//! Changing the words of an idea that was sent.

use serde_json::json;

use super::submit::version_of;
use super::{Call, TypedIdea, idea_for, telling};
use crate::accounts::Actor;
use crate::app::App;
use crate::audience::Audience;
use crate::contests;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::ideas::rules::{IdeaAction, IdeaState, is_material};
use crate::ideas::store::{self, Idea, IdeaWords, VersionRow};
use crate::ids::{BatchId, IdeaId, QuestionId};
use crate::transaction::Transaction;

/// Gives an idea other words.
pub struct EditIdea {
    /// Which.
    pub idea: IdeaId,
    /// The version that they were written upon.
    pub upon: i32,
    /// What was typed; only the words and the answers count.
    pub typed: TypedIdea,
    /// Whether the contest's questions were asked again; without, the answers stay.
    pub with_answers: bool,
}

impl EditIdea {
    /// Changes them and keeps the ones before. An idea that was given back is sent again by it. Words that did not
    /// change are no version.
    ///
    /// # Errors
    ///
    /// Faults of the fields; `idea-changed` when somebody else changed it meanwhile; `idea-settled` when it can no
    /// longer be changed; [`AppError::NotFound`], [`AppError::Forbidden`].
    pub async fn run(self, app: &App, actor: &Actor) -> AppResult<Idea> {
        let actor = actor.clone();
        app.write(move |tx| {
            let idea = idea_for(tx, &actor, self.idea, IdeaAction::Edit)?;
            let mut errors = FieldErrors::default();
            let words = self.typed.words(&mut errors);
            let contest = contests::find(tx, idea.contest_id)?.ok_or(AppError::NotFound)?;
            let call = Call::for_visitor(tx, contest)?;
            // A theme that the contest does not have any more stays until another is chosen.
            if words.category != idea.category {
                call.check_category(&words.category, &mut errors);
            }
            let answers = self.with_answers.then(|| call.check_answers(&self.typed.answers, &mut errors));
            errors.check()?;
            let answers =
                answers.map(|answers| new_answers(tx, &call, &idea, answers)).transpose()?.flatten();
            if let Some(answers) = answers {
                if idea.version != self.upon {
                    return Err(AppError::Refused("idea-changed"));
                }
                store::set_answers(tx, idea.id, &answers)?;
                let audience = store::audience_of(tx, &[idea.id])?.remove(&idea.id).unwrap_or(Audience::Team);
                tx.record(actor.account(), "idea.answers_changed", idea.id, audience, json!({}));
            }
            change(tx, &actor, idea, self.upon, words)
        })
        .await
    }
}

/// Answers, by question.
type Answers = Vec<(QuestionId, Vec<String>)>;

/// All of its answers, if some changed. Those to questions that are not asked any more stay.
fn new_answers(
    tx: &mut Transaction<'_>,
    call: &Call,
    idea: &Idea,
    mut answers: Answers,
) -> AppResult<Option<Answers>> {
    let before = store::answers_of(tx, idea.id)?;
    let is_asked = |id: QuestionId| call.questions.iter().any(|question| question.id == id);
    answers.extend(before.iter().filter(|(id, _)| !is_asked(*id)).cloned());
    answers.sort();
    Ok((answers != before).then_some(answers))
}

fn change(
    tx: &mut Transaction<'_>,
    actor: &Actor,
    idea: Idea,
    upon: i32,
    words: IdeaWords,
) -> AppResult<Idea> {
    let before = words_of(&idea);
    if words != before {
        if idea.version != upon {
            return Err(AppError::Refused("idea-changed"));
        }
        let material = rewrite(tx, actor, &idea, &words, None)?.ok_or(AppError::Refused("idea-changed"))?;
        if material && idea.state == IdeaState::Published {
            telling::changed(tx, &idea, actor.account())?;
        }
    }
    if idea.state == IdeaState::Returned {
        super::review::pass(tx, actor.account(), &idea, IdeaState::Submitted, Default::default())?;
    }
    store::find(tx, actor, idea.id)?.ok_or(AppError::NotFound)
}

/// Gives an idea other words and keeps the ones before. Says whether it asks for something else now; if it does not,
/// those who support it go on doing so. `None` when somebody else changed it meanwhile.
pub(super) fn rewrite(
    tx: &mut Transaction<'_>,
    actor: &Actor,
    idea: &Idea,
    words: &IdeaWords,
    batch_id: Option<BatchId>,
) -> AppResult<Option<bool>> {
    let (before, now, version) = (words_of(idea), tx.now(), idea.version + 1);
    keep_first(tx, idea, &before)?;
    if !store::set_words(tx, idea.id, idea.version, words, now)? {
        return Ok(None);
    }
    let changed = Idea { updated_at: now, ..idea.clone() };
    let row = version_of(&changed, words, version, actor.account());
    store::insert_version(tx, &VersionRow { batch_id, ..row })?;
    let material = is_material(
        [&before.title, &before.problem, &before.body],
        [&words.title, &words.problem, &words.body],
    );
    if !material {
        store::carry_supports(tx, idea.id, idea.version, version)?;
    }
    let audience = store::audience_of(tx, &[idea.id])?.remove(&idea.id).ok_or(AppError::NotFound)?;
    let data = json!({ "version": version, "material": material });
    tx.record(actor.account(), "idea.edited", idea.id, audience, data);
    Ok(Some(material))
}

/// The words of today.
pub(super) fn words_of(idea: &Idea) -> IdeaWords {
    IdeaWords {
        title: idea.title.clone(),
        problem: idea.problem.clone(),
        body: idea.body.clone(),
        beneficiaries: idea.beneficiaries.clone(),
        category: idea.category.clone(),
    }
}

/// An idea from a file has no version until it is changed.
fn keep_first(tx: &mut Transaction<'_>, idea: &Idea, words: &IdeaWords) -> AppResult<()> {
    if store::versions_of(tx, idea.id)?.is_empty() {
        let sent = Idea { updated_at: idea.submitted_at, ..idea.clone() };
        store::insert_version(tx, &version_of(&sent, words, idea.version, None))?;
    }
    Ok(())
}
