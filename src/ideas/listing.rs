//! The list of ideas, which is also the search: what was asked, what was found, and what else could be chosen. Pages
//! and API share it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::cards::{self, IdeaCard};
use super::rules::{Destiny, ListOrder, Mine};
use super::store;
use crate::accounts::Actor;
use crate::app::App;
use crate::contests;
use crate::db::{Conn, Result};
use crate::error::{AppError, AppResult};
use crate::ids::{AccountId, Id, IdeaId};
use crate::minilabs;
use crate::search::{Access, Fragment, Hits, Query, fragments};

/// Ideas on one page of the list.
pub const PER_PAGE: usize = 20;
/// The filters, by their name in the index.
pub const FILTERS: [&str; 5] = ["destiny", "theme", "trade", "site", "contest"];
/// The furthest that the paging of a search goes: the index sorts no more than that.
const FURTHEST: usize = 10_000;

/// What is asked of the list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Listing {
    /// Words, as typed.
    pub text: String,
    /// What was chosen, by filter.
    pub chosen: BTreeMap<&'static str, Vec<String>>,
    /// What the ideas are to who looks.
    pub mine: Option<Mine>,
    /// The order, where the usual one is not wanted. What is searched for comes in the order of its closeness.
    pub order: Option<ListOrder>,
    /// The page, from 1.
    pub page: usize,
}

/// What was found.
pub struct Listed {
    /// How many in all.
    pub total: usize,
    /// This page's ideas.
    pub ids: Vec<IdeaId>,
    /// What a search found in them.
    pub excerpts: BTreeMap<IdeaId, Vec<Fragment>>,
    /// For each filter its values with their counts.
    pub facets: BTreeMap<String, Vec<(String, usize)>>,
    /// How many of the ideas are what to who looks; nothing for a visitor.
    pub mine: Vec<(Mine, usize)>,
    /// The order they are in.
    pub order: ListOrder,
    /// Whether people still choose among them.
    pub is_open: bool,
    /// What was searched instead of what was typed.
    pub searched_instead: Option<String>,
}

impl Listed {
    /// This page's ideas as cards.
    ///
    /// # Errors
    ///
    /// When the database cannot be read.
    pub async fn cards(&mut self, app: &App, actor: &Actor) -> AppResult<Vec<IdeaCard>> {
        let (viewer, ids, excerpts) = (actor.clone(), self.ids.clone(), std::mem::take(&mut self.excerpts));
        // The index may lag behind by a moment: what is shown is what the database says may be seen.
        app.read(move |conn| {
            let ideas = store::list_visible_by_ids(conn, &viewer, &ids)?;
            cards::cards(conn, &viewer, ideas, &excerpts)
        })
        .await
    }
}

impl Listing {
    /// How far the list can be paged through.
    pub fn reachable(&self, total: usize) -> usize {
        if self.is_search() { total.min(FURTHEST) } else { total }
    }

    fn is_search(&self) -> bool {
        !self.text.trim().is_empty()
    }

    /// Looks in the index for what the actor may see.
    ///
    /// # Errors
    ///
    /// When one of them cannot be read.
    pub async fn find(&self, app: &App, actor: &Actor) -> AppResult<Listed> {
        let offset = (self.page.max(1) - 1).saturating_mul(PER_PAGE);
        let query = Query {
            text: self.text.clone(),
            filters: self.chosen.iter().map(|(name, values)| ((*name).to_owned(), values.clone())).collect(),
            facets: FILTERS[..4].iter().map(|name| (*name).to_owned()).collect(),
            limit: if self.is_search() { PER_PAGE } else { 0 },
            offset: if self.is_search() { offset.min(FURTHEST) } else { 0 },
            highlight: self.is_search(),
            all_ids: true,
            ..Query::default()
        };
        let access = Access::new(actor.access_terms());
        let all = app.search.find(query.clone(), access.clone()).await?;
        let (viewer, contests) = (actor.clone(), self.chosen.get("contest").cloned().unwrap_or_default());
        let (own, is_open) = app
            .read(move |conn| {
                let own = viewer.account().map(|account| Own::load(conn, account)).transpose()?;
                Ok::<_, AppError>((own, is_open(conn, &viewer, &contests)?))
            })
            .await?;
        let mine = own.as_ref().map_or_else(Vec::new, |own| own.counts(&all.ids));
        let hits = match (self.mine, &own) {
            (Some(mine), Some(own)) => app.search.find(own.narrowed(query, mine), access).await?,
            // Nothing is a visitor's.
            (Some(mine), None) if mine != Mine::Unsupported => Arc::new(Hits::default()),
            _ => all,
        };
        let order = self.order_of(is_open);
        let ids = match order {
            ListOrder::Relevance => hits.hits.iter().map(|hit| hit.id).collect(),
            ListOrder::Recent => hits.ids.iter().rev().skip(offset).take(PER_PAGE).copied().collect(),
            ListOrder::Fair => {
                app.exposure.order(app, &hits.ids, actor.account()).await?.page(offset, PER_PAGE)
            }
        };
        let ids: Vec<IdeaId> = ids.into_iter().map(|id| IdeaId::from_i64(id as i64)).collect();
        let found = hits.hits.iter().filter(|hit| !hit.snippet_html.is_empty());
        let excerpts: BTreeMap<IdeaId, _> =
            found.map(|hit| (IdeaId::from_i64(hit.id as i64), fragments(&hit.snippet_html))).collect();
        app.exposure.saw(ids.iter().copied());
        Ok(Listed {
            total: hits.total,
            ids,
            excerpts,
            facets: hits.facets.clone(),
            mine,
            order,
            is_open,
            searched_instead: hits.did_you_mean.clone(),
        })
    }

    /// What is searched for comes by closeness; what is leafed through, in a fair order while people still choose.
    fn order_of(&self, is_open: bool) -> ListOrder {
        match self.order {
            _ if self.is_search() => ListOrder::Relevance,
            Some(order) if order != ListOrder::Relevance => order,
            _ if is_open => ListOrder::Fair,
            _ => ListOrder::Recent,
        }
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

/// Whether people still choose among ideas of these contests, or of any when none is named.
fn is_open(conn: &mut Conn, viewer: &Actor, among: &[String]) -> Result<bool> {
    let mut in_progress = contests::ids_in_progress(conn, viewer)?.into_iter();
    Ok(in_progress.any(|id| among.is_empty() || among.contains(&id.to_string())))
}

/// What ideas are to somebody.
struct Own {
    supported: BTreeSet<u64>,
    followed: BTreeSet<u64>,
    needing: BTreeSet<u64>,
}

impl Own {
    fn load(conn: &mut Conn, account: AccountId) -> Result<Self> {
        let set = |ids: Vec<IdeaId>| ids.into_iter().map(|id| id.as_i64() as u64).collect::<BTreeSet<_>>();
        let mut needing = store::list_changed_since_support(conn, account)?;
        let invited = store::coauthor_invitations_of(conn, account)?;
        needing.extend(invited.into_iter().map(|invitation| invitation.idea_id));
        let asked = minilabs::pending_invitations(conn, account)?;
        needing.extend(asked.into_iter().map(|invitation| invitation.idea_id));
        Ok(Self {
            supported: set(store::list_supported(conn, account)?),
            followed: set(store::list_followed(conn, account)?),
            needing: set(needing),
        })
    }

    /// How many of these are what, whatever is chosen among them.
    fn counts(&self, ids: &[u64]) -> Vec<(Mine, usize)> {
        let among = |set: &BTreeSet<u64>| set.iter().filter(|id| ids.binary_search(id).is_ok()).count();
        let supported = among(&self.supported);
        vec![
            (Mine::NeedsMe, among(&self.needing)),
            (Mine::Unsupported, ids.len() - supported),
            (Mine::Supported, supported),
            (Mine::Followed, among(&self.followed)),
        ]
    }

    fn narrowed(&self, query: Query, mine: Mine) -> Query {
        let all = |set: &BTreeSet<u64>| set.iter().copied().collect::<Vec<_>>();
        match mine {
            Mine::NeedsMe => Query { within: Some(all(&self.needing)), ..query },
            Mine::Unsupported => Query { without: all(&self.supported), ..query },
            Mine::Supported => Query { within: Some(all(&self.supported)), ..query },
            Mine::Followed => Query { within: Some(all(&self.followed)), ..query },
        }
    }
}
