//! Ideas that ask for the same as a text: on an idea's page, and while another is being typed. Those of earlier
//! editions come with what became of them, so that nobody begins again where others ended.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::cards::{self, IdeaCard, filled};
use super::store::{self, Idea};
use crate::accounts::Actor;
use crate::app::App;
use crate::contests;
use crate::db::Conn;
use crate::error::AppResult;
use crate::ids::{ContestId, Id, IdeaId};
use crate::search::{Access, Similar};

/// Below this score two ideas are not worth showing together. Of the judged pairs, as many duplicates are shown
/// from here on as from 0.1 (26 of 37), but 3 instead of 7 of the 8 that differ (the bench `duplicates` prints it).
const ALIKE: f32 = 0.3;
/// Characters of a text being typed that are compared.
pub const COMPARED: usize = 2_000;

/// An idea that asks for the same.
#[derive(Debug, Clone, Serialize)]
pub struct NearIdea {
    /// Its id.
    pub id: String,
    /// The idea.
    pub idea: IdeaCard,
    /// The words that both have.
    pub terms: Vec<String>,
    /// The contest it was sent to.
    pub contest: String,
    /// What its author was answered, when it was.
    pub answer: Option<String>,
    /// Whether the viewer may say that they want it too.
    pub can_support: bool,
    /// Whether they said so.
    pub is_supported: bool,
}

/// The closest ideas that an actor may see, closest first; `but` is left out.
///
/// # Errors
///
/// When the index or the database cannot be read.
pub async fn near(
    app: &App,
    actor: &Actor,
    text: &str,
    but: Option<IdeaId>,
    most: usize,
) -> AppResult<Vec<NearIdea>> {
    let text: String = text.chars().take(COMPARED).collect();
    if text.trim().is_empty() {
        return Ok(Vec::new());
    }
    let found = app.search.similar(text, Access::new(actor.access_terms()), most + 1).await?;
    let found: Vec<_> = worth_showing(&found).filter(|(id, _)| Some(*id) != but).take(most).collect();
    let actor = actor.clone();
    app.read(move |conn| describe(conn, &actor, found)).await
}

/// Those that the index found close enough, with the words that both texts have.
pub(super) fn worth_showing(found: &[Similar]) -> impl Iterator<Item = (IdeaId, Vec<String>)> {
    let close = found.iter().filter(|near| near.score >= ALIKE);
    close.map(|near| (IdeaId::from_i64(near.id as i64), near.shared_terms.clone()))
}

fn describe(conn: &mut Conn, actor: &Actor, found: Vec<(IdeaId, Vec<String>)>) -> AppResult<Vec<NearIdea>> {
    if found.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<IdeaId> = found.iter().map(|(id, _)| *id).collect();
    let ideas = store::list_visible_by_ids(conn, actor, &ids)?;
    let contests: BTreeSet<ContestId> = ideas.iter().map(|idea| idea.contest_id).collect();
    let contests = contests::titles_of(conn, &contests.into_iter().collect::<Vec<_>>())?;
    let seen: Vec<IdeaId> = ideas.iter().map(|idea| idea.id).collect();
    let own = match actor.account() {
        Some(account) => store::own_of(conn, account, &seen)?,
        None => Default::default(),
    };
    let mut terms: BTreeMap<IdeaId, Vec<String>> = found.into_iter().collect();
    let mut near = Vec::with_capacity(ideas.len());
    for (idea, card) in ideas.clone().into_iter().zip(cards::cards(conn, actor, ideas, &BTreeMap::new())?) {
        near.push(NearIdea {
            id: idea.id.to_string(),
            terms: terms.remove(&idea.id).unwrap_or_default(),
            contest: contests.get(&idea.contest_id).cloned().unwrap_or_default(),
            answer: answer(conn, &idea)?,
            can_support: actor.account().is_some() && !own.contains(&idea.id),
            is_supported: card.is_supported,
            idea: card,
        });
    }
    Ok(near)
}

/// The reason of its last step, when that is an answer.
fn answer(conn: &mut Conn, idea: &Idea) -> AppResult<Option<String>> {
    if !idea.destiny.is_answer() {
        return Ok(None);
    }
    Ok(store::trail(conn, idea.id)?.pop().and_then(|step| filled(step.reason)))
}

impl NearIdea {
    /// One for samples.
    pub fn sample(title: &str) -> Self {
        Self {
            id: "0000000000001".into(),
            idea: IdeaCard::sample(title, super::Destiny::Answered),
            terms: vec!["pain".into(), "jeté".into()],
            contest: "Les agents ont des idées 2024".into(),
            answer: Some("C’est en place à Montbrel depuis mars.".into()),
            can_support: true,
            is_supported: false,
        }
    }
}
