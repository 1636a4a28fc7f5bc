//! What earlier editions of a contest know about a text being typed: ideas that ask for the same, and what became of
//! them.

use std::collections::BTreeMap;

use serde::Serialize;

use super::cards::{self, IdeaCard};
use super::near::{COMPARED, worth_showing};
use super::store::{self, Idea};
use crate::accounts::Actor;
use crate::app::App;
use crate::contests::{self, Contest};
use crate::db::Conn;
use crate::error::AppResult;
use crate::ids::{ContestId, IdeaId};
use crate::minilabs;
use crate::search::Access;

/// Ideas remembered at most.
const MOST: usize = 5;

/// An idea of an earlier edition, and what became of it.
#[derive(Debug, Clone, Serialize)]
pub struct Memory {
    /// Its id.
    pub id: String,
    /// The idea; its destiny is on the card.
    pub idea: IdeaCard,
    /// The edition's title and page.
    pub contest: Link,
    /// Why it is where it is, in the words of who decided; may be empty.
    pub reason: String,
    /// The mini-lab or community where it is, if the viewer may see it.
    pub minilab: Option<Link>,
    /// The words that both texts use.
    pub terms: Vec<String>,
}

/// A title and where it leads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Link {
    /// The title.
    pub title: String,
    /// The page.
    pub url: String,
}

/// What the earlier editions of a contest know about a text, as far as the viewer may see it; the nearest first.
///
/// # Errors
///
/// When the database or the index cannot be read.
pub async fn remember(app: &App, viewer: &Actor, contest: ContestId, text: &str) -> AppResult<Vec<Memory>> {
    let earlier = app.read(move |conn| contests::earlier_editions(conn, contest)).await?;
    if earlier.is_empty() || text.trim().is_empty() {
        return Ok(Vec::new());
    }
    let text: String = text.chars().take(COMPARED).collect();
    let ids: Vec<String> = earlier.iter().map(|contest| contest.id.to_string()).collect();
    let filters = vec![("contest".to_owned(), ids)];
    let access = Access::new(viewer.audiences());
    let near = app.search.similar_among(text, access, filters, MOST).await?;
    let near = worth_showing(&near).collect();
    let viewer = viewer.clone();
    app.read(move |conn| memories(conn, &viewer, &earlier, near)).await
}

/// The index may lag behind by a moment: what is shown is what the database says may be seen.
fn memories(
    conn: &mut Conn,
    viewer: &Actor,
    earlier: &[Contest],
    near: Vec<(IdeaId, Vec<String>)>,
) -> AppResult<Vec<Memory>> {
    let ids: Vec<IdeaId> = near.iter().map(|(id, _)| *id).collect();
    let mut terms: BTreeMap<IdeaId, Vec<String>> = near.into_iter().collect();
    let ideas = store::list_visible_by_ids(conn, viewer, &ids)?;
    let cards = cards::cards(conn, viewer, ideas.clone(), &BTreeMap::new())?;
    let mut memories = Vec::with_capacity(ideas.len());
    for (found, card) in ideas.iter().zip(cards) {
        let Some(contest) = earlier.iter().find(|contest| contest.id == found.contest_id) else { continue };
        memories.push(Memory {
            id: found.id.to_string(),
            idea: card,
            contest: Link { title: contest.title.clone(), url: contests::url(contest) },
            reason: store::trail(conn, found.id)?.pop().map(|step| step.reason).unwrap_or_default(),
            minilab: minilab_of(conn, viewer, found)?,
            terms: terms.remove(&found.id).unwrap_or_default(),
        });
    }
    Ok(memories)
}

fn minilab_of(conn: &mut Conn, viewer: &Actor, idea: &Idea) -> AppResult<Option<Link>> {
    let Some(id) = idea.minilab_id else { return Ok(None) };
    let lab = minilabs::find(conn, id)?.filter(|lab| viewer.sees().contains(&lab.audience));
    Ok(lab.map(|lab| Link { url: minilabs::url(&lab), title: lab.title }))
}
