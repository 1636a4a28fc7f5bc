//! The list of ideas, which is also the search: what was asked, what was found, and what else could be chosen. Pages
//! and API share it.

use std::collections::BTreeMap;

use super::cards::{self, IdeaCard};
use super::rules::Destiny;
use super::store;
use crate::accounts::Actor;
use crate::app::App;
use crate::error::AppResult;
use crate::ids::{Id, IdeaId};
use crate::search::{Access, Query, fragments};

/// Ideas on one page of the list.
pub const PER_PAGE: usize = 20;
/// The filters, by their name in the index.
pub const FILTERS: [&str; 5] = ["destiny", "theme", "trade", "site", "contest"];
/// The furthest that paging goes: the index sorts no more than that.
const FURTHEST: usize = 10_000;

/// What is asked of the list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Listing {
    /// Words, as typed.
    pub text: String,
    /// What was chosen, by filter.
    pub chosen: BTreeMap<&'static str, Vec<String>>,
    /// The page, from 1.
    pub page: usize,
}

/// What was found.
pub struct Listed {
    /// How many in all.
    pub total: usize,
    /// This page's.
    pub cards: Vec<IdeaCard>,
    /// Their ids, in the same order.
    pub ids: Vec<IdeaId>,
    /// For each filter its values with their counts.
    pub facets: BTreeMap<String, Vec<(String, usize)>>,
    /// What was searched instead of what was typed.
    pub searched_instead: Option<String>,
}

impl Listing {
    /// How far the list can be paged through.
    pub fn reachable(total: usize) -> usize {
        total.min(FURTHEST)
    }

    /// Looks in the index for what the actor may see, and reads it from the database.
    ///
    /// # Errors
    ///
    /// When one of them cannot be read.
    pub async fn run(&self, app: &App, actor: &Actor) -> AppResult<Listed> {
        let is_search = !self.text.trim().is_empty();
        let offset = (self.page.clamp(1, FURTHEST) - 1) * PER_PAGE;
        let query = Query {
            text: self.text.clone(),
            filters: self.chosen.iter().map(|(name, values)| ((*name).to_owned(), values.clone())).collect(),
            facets: FILTERS[..4].iter().map(|name| (*name).to_owned()).collect(),
            limit: PER_PAGE,
            offset: offset.min(FURTHEST),
            highlight: is_search,
            ..Query::default()
        };
        let hits = app.search.find(query, Access::new(actor.access_terms())).await?;
        let ids: Vec<IdeaId> = hits.hits.iter().map(|hit| IdeaId::from_i64(hit.id as i64)).collect();
        let found = hits.hits.iter().filter(|hit| !hit.snippet_html.is_empty());
        let excerpts: BTreeMap<IdeaId, _> =
            found.map(|hit| (IdeaId::from_i64(hit.id as i64), fragments(&hit.snippet_html))).collect();
        let (actor, wanted) = (actor.clone(), ids.clone());
        // The index may lag behind by a moment: what is shown is what the database says may be seen.
        let cards = app
            .read(move |conn| {
                let ideas = store::list_visible_by_ids(conn, &actor, &wanted)?;
                cards::cards(conn, &actor, ideas, &excerpts)
            })
            .await?;
        let searched_instead = hits.did_you_mean.clone();
        Ok(Listed { total: hits.total, cards, ids, facets: hits.facets.clone(), searched_instead })
    }

    /// Whether a value of a filter is chosen.
    pub fn is_chosen(&self, name: &str, value: &str) -> bool {
        self.chosen.get(name).is_some_and(|values| values.iter().any(|chosen| chosen == value))
    }

    /// Drops destinies that do not exist, so that a mistyped address shows a list and not an error.
    pub fn with_known_destinies(mut self) -> Self {
        if let Some(destinies) = self.chosen.get_mut("destiny") {
            destinies.retain(|word| word.parse::<Destiny>().is_ok());
        }
        self.chosen.retain(|_, values| !values.is_empty());
        self
    }
}
