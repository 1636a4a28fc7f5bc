//! Ideas as the index takes them, and as the clusters are made from.

use std::collections::BTreeMap;

use chrono::Datelike;

use super::store::{self, Author, Idea};
use crate::audience::Audience;
use crate::db::Conn;
use crate::error::AppResult;
use crate::ids::{ContestId, Id, IdeaId};
use crate::search::{Document, Source};

/// What the index takes from this room: an idea that changed, and all ideas of a contest that opened or closed to
/// somebody.
pub fn sources() -> [Source; 2] {
    let documents = |conn: &mut Conn, ids: &[i64]| load(conn, ids);
    [
        Source { object_kind: "idea", touched: |_, ids| Ok(ids.to_vec()), documents },
        Source { object_kind: "contest", touched: |conn, ids| of_contests(conn, ids), documents },
    ]
}

fn of_contests(conn: &mut Conn, contests: &[i64]) -> AppResult<Vec<i64>> {
    let contests: Vec<ContestId> = contests.iter().map(|id| ContestId::from_i64(*id)).collect();
    Ok(store::ids_of_contests(conn, &contests)?.into_iter().map(Id::as_i64).collect())
}

fn load(conn: &mut Conn, ids: &[i64]) -> AppResult<Vec<Document>> {
    let ids: Vec<IdeaId> = ids.iter().map(|id| IdeaId::from_i64(*id)).collect();
    let ideas = store::list_by_ids(conn, &ids)?;
    let authors = store::authors_of(conn, &ids)?;
    let audiences = store::audience_of(conn, &ids)?;
    Ok(documents(&ideas, &authors, &audiences))
}

/// The documents of ideas. An idea without an audience is for the team alone.
pub fn documents(
    ideas: &[Idea],
    authors: &BTreeMap<IdeaId, Vec<Author>>,
    audiences: &BTreeMap<IdeaId, Audience>,
) -> Vec<Document> {
    let document = |idea: &Idea| {
        let audience = audiences.get(&idea.id).copied().unwrap_or(Audience::Team);
        // Who finds an idea by a name reads that name: it is no wider in the index than on the page.
        let authors = authors.get(&idea.id).into_iter().flatten();
        let names = authors.map(|author| {
            let is_shown = author.level.audience() <= audience;
            if is_shown { author.name.clone() } else { author.pseudonym.clone() }
        });
        Document {
            id: idea.id.as_i64() as u64,
            title: idea.title.clone(),
            body: idea.text(),
            trade: super::cards::filled(idea.trade.clone()),
            site: super::cards::filled(idea.site.clone()),
            tags: names.filter(|name| !name.is_empty()).collect(),
            language: None,
            facets: facets(idea),
            access: vec![audience.as_str().to_owned()],
        }
    };
    ideas.iter().map(document).collect()
}

fn facets(idea: &Idea) -> Vec<(String, String)> {
    let minilab = idea.minilab_id.map(|id| id.to_string()).unwrap_or_default();
    let facets = [
        ("contest", idea.contest_id.to_string()),
        ("destiny", idea.destiny.as_str().to_owned()),
        ("minilab", minilab),
        ("site", idea.site.clone()),
        ("theme", idea.category.clone()),
        ("trade", idea.trade.clone()),
        ("year", idea.submitted_at.year().to_string()),
    ];
    let facets = facets.into_iter().filter(|(_, value)| !value.is_empty());
    facets.map(|(name, value)| (name.to_owned(), value)).collect()
}
