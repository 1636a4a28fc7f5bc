//! An idea as lists show it.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::rules::{self, Destiny};
use super::store::{self, Author, Idea};
use crate::accounts::Actor;
use crate::db::{Conn, Result};
use crate::ids::IdeaId;
use crate::search::Fragment;

/// Characters of the text that a card shows when nothing in it was searched for.
const EXCERPT: usize = 180;

/// An idea in a list.
#[derive(Debug, Clone, Serialize)]
pub struct IdeaCard {
    /// Its address.
    pub url: String,
    /// One line.
    pub title: String,
    /// The language of its words.
    pub lang: &'static str,
    /// The part of the text that tells most.
    pub excerpt: Vec<Fragment>,
    /// Whose it is.
    pub author: Option<String>,
    /// Their trade.
    pub trade: Option<String>,
    /// Their site.
    pub site: Option<String>,
    /// The theme.
    pub theme: Option<String>,
    /// Where it is on its way.
    pub destiny: Destiny,
    /// Whether the viewer supports it.
    pub is_supported: bool,
}

/// An idea in a long list: one line.
#[derive(Debug, Clone, Serialize)]
pub struct IdeaLine {
    /// Its id.
    pub id: String,
    /// Its address.
    pub url: String,
    /// One line.
    pub title: String,
    /// The language of its words.
    pub lang: &'static str,
    /// Whose it is.
    pub author: Option<String>,
    /// Where it is on its way.
    pub destiny: Destiny,
}

/// Cards of ideas, in their order, with the names that a viewer may read; `excerpts` holds what a search found in them.
pub fn cards(
    conn: &mut Conn,
    viewer: &Actor,
    ideas: Vec<Idea>,
    excerpts: &BTreeMap<IdeaId, Vec<Fragment>>,
) -> Result<Vec<IdeaCard>> {
    let authors = authors_by_idea(conn, &ideas)?;
    let ids: Vec<IdeaId> = ideas.iter().map(|idea| idea.id).collect();
    let supported = match viewer.account() {
        Some(account) => store::supported_by(conn, account, &ids)?,
        None => BTreeSet::new(),
    };
    let card = |idea: Idea| IdeaCard {
        is_supported: supported.contains(&idea.id),
        url: rules::url(idea.id, &idea.title),
        excerpt: excerpts.get(&idea.id).cloned().unwrap_or_else(|| beginning(&idea.text())),
        author: authors.get(&idea.id).and_then(|authors| names(authors, viewer)),
        title: idea.title,
        lang: LANGUAGE,
        trade: filled(idea.trade),
        site: filled(idea.site),
        theme: filled(idea.category),
        destiny: idea.destiny,
    };
    Ok(ideas.into_iter().map(card).collect())
}

/// Lines of ideas, in their order, with the names that a viewer may read.
pub fn lines(conn: &mut Conn, viewer: &Actor, ideas: Vec<Idea>) -> Result<Vec<IdeaLine>> {
    let authors = authors_by_idea(conn, &ideas)?;
    let line = |idea: Idea| IdeaLine {
        id: idea.id.to_string(),
        url: rules::url(idea.id, &idea.title),
        author: authors.get(&idea.id).and_then(|authors| names(authors, viewer)),
        title: idea.title,
        lang: LANGUAGE,
        destiny: idea.destiny,
    };
    Ok(ideas.into_iter().map(line).collect())
}

/// The language that ideas are written in, for a screen reader's voice.
pub(super) const LANGUAGE: &str = "fr";

fn authors_by_idea(conn: &mut Conn, ideas: &[Idea]) -> Result<BTreeMap<IdeaId, Vec<Author>>> {
    let ids: Vec<IdeaId> = ideas.iter().map(|idea| idea.id).collect();
    store::authors_of(conn, &ids)
}

/// The authors' names as one text, as a viewer may read them; nobody when there is none to read.
pub(super) fn names(authors: &[Author], viewer: &Actor) -> Option<String> {
    let names: Vec<&str> = authors.iter().filter_map(|author| author.shown_to(viewer)).collect();
    filled(names.join(", "))
}

/// A text, unless it is empty.
pub(super) fn filled(text: String) -> Option<String> {
    Some(text).filter(|text| !text.is_empty())
}

/// The beginning of a text, cut at a word.
fn beginning(body: &str) -> Vec<Fragment> {
    let mut text: String = body.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some((end, _)) = text.char_indices().nth(EXCERPT) {
        text.truncate(text[..end].rfind(' ').unwrap_or(end));
        text.push('…');
    }
    if text.is_empty() { Vec::new() } else { vec![Fragment { text, hit: false }] }
}

impl IdeaCard {
    /// A card for samples.
    pub fn sample(title: &str, destiny: Destiny) -> Self {
        Self {
            url: "/idees/une-idee-0000000000001".into(),
            title: title.into(),
            lang: LANGUAGE,
            excerpt: vec![
                Fragment { text: "On jette trop au ".into(), hit: false },
                Fragment { text: "self".into(), hit: true },
            ],
            author: Some("Lina Moreau".into()),
            trade: Some("cantinière".into()),
            site: Some("Lycée Louise-Weiss, Montbrel".into()),
            theme: None,
            destiny,
            is_supported: destiny == Destiny::InContest,
        }
    }
}

impl IdeaLine {
    /// A line for samples.
    pub fn sample(title: &str, destiny: Destiny) -> Self {
        Self {
            id: "0000000000001".into(),
            url: "/idees/une-idee-0000000000001".into(),
            title: title.into(),
            lang: LANGUAGE,
            author: None,
            destiny,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_cut_at_a_word() {
        let text = beginning(&"économie ".repeat(100));
        assert!(text[0].text.chars().count() <= EXCERPT + 1 && text[0].text.ends_with("économie…"));
        assert_eq!(beginning("  court\n texte ")[0].text, "court texte");
        assert!(beginning("  ").is_empty());
        assert_eq!(beginning(&"é".repeat(500))[0].text.chars().count(), EXCERPT + 1);
    }
}
