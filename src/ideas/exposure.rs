//! Fair lists: while people still choose, each of them sees the ideas in an order of their own, and those that were seen
//! least come first. Popularity has no part in it.
//!
//! The order is recomputed from three things that can be published: the day, who looks, and how often each idea had been
//! seen when the day began.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{Datelike, NaiveDate};

use super::store;
use crate::app::App;
use crate::error::AppResult;
use crate::ids::{AccountId, Id, IdeaId};

/// Ideas by how often they were seen: 0, 1, 2–3, 4–7 times, and so on. Those seen about as often are equal, or the
/// order would be everybody's.
type Tiers = HashMap<u64, u32>;

/// Counts what is seen, and knows what had been seen before today. One to a process.
#[derive(Default)]
pub struct Exposure {
    /// Seen since the last [`Exposure::write_down`].
    tally: Mutex<BTreeMap<IdeaId, i64>>,
    tiers: Mutex<Option<(NaiveDate, Arc<Tiers>)>>,
}

impl Exposure {
    /// Notes that somebody has these ideas before their eyes. Nothing is written: looking changes nothing.
    pub fn saw(&self, ideas: impl IntoIterator<Item = IdeaId>) {
        let mut tally = self.tally.lock().unwrap_or_else(PoisonError::into_inner);
        for idea in ideas {
            *tally.entry(idea).or_default() += 1;
        }
    }

    /// Adds to the database what was seen since the last time. When that fails it is kept for the next time; a process
    /// that is killed loses a minute of counts, which nobody was promised.
    ///
    /// # Errors
    ///
    /// When the database refuses.
    pub async fn write_down(&self, app: &App) -> AppResult<()> {
        let seen = std::mem::take(&mut *self.tally.lock().unwrap_or_else(PoisonError::into_inner));
        if seen.is_empty() {
            return Ok(());
        }
        let (today, counts) = (app.wall().today(), seen.clone());
        let written = app.db.write(move |conn| Ok(store::add_views(conn, today, &counts)?)).await;
        if written.is_err() {
            let mut tally = self.tally.lock().unwrap_or_else(PoisonError::into_inner);
            seen.into_iter().for_each(|(idea, count)| *tally.entry(idea).or_default() += count);
        }
        written
    }

    /// These ideas as this viewer meets them today.
    ///
    /// # Errors
    ///
    /// When the database cannot be read.
    pub(super) async fn order(&self, app: &App, ids: &[u64], viewer: Option<AccountId>) -> AppResult<Order> {
        let wall = app.wall();
        let today = wall.today();
        let known = self.tiers.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let tiers = match known {
            Some((day, tiers)) if day == today => tiers,
            _ => {
                let counts = app.read(move |conn| store::views_before(conn, today)).await?;
                let tiers: Tiers =
                    counts.into_iter().map(|(id, count)| (id.as_i64() as u64, tier(count))).collect();
                let tiers = Arc::new(tiers);
                *self.tiers.lock().unwrap_or_else(PoisonError::into_inner) =
                    Some((today, Arc::clone(&tiers)));
                tiers
            }
        };
        // Nothing tells visitors apart: theirs is the order of the day.
        let viewer = viewer.map_or(0, |account| account.as_i64() as u64);
        Ok(Order::new(ids, &tiers, mixed(viewer ^ mixed(today.num_days_from_ce() as u64))))
    }
}

/// Ideas in the order of one viewer, sorted as far as it is asked for.
pub(super) struct Order(Vec<(u32, u64, u64)>);

impl Order {
    fn new(ids: &[u64], tiers: &Tiers, seed: u64) -> Self {
        let key = |id: &u64| (tiers.get(id).copied().unwrap_or(0), mixed(seed ^ *id), *id);
        Self(ids.iter().map(key).collect())
    }

    /// A page of it.
    pub fn page(mut self, offset: usize, limit: usize) -> Vec<u64> {
        let end = offset.saturating_add(limit).min(self.0.len());
        if offset >= end {
            return Vec::new();
        }
        if end < self.0.len() {
            self.0.select_nth_unstable(end - 1);
        }
        self.0.truncate(end);
        self.0.sort_unstable();
        self.0[offset..].iter().map(|(_, _, id)| *id).collect()
    }
}

/// How many times a count can be halved.
fn tier(count: i64) -> u32 {
    count.checked_ilog2().map_or(0, |log| log + 1)
}

/// The finaliser of SplitMix64 (Steele, Lea, Flood, 2014): near numbers become far ones, and no two the same.
fn mixed(number: u64) -> u64 {
    let mut mixed = number.wrapping_add(0x9E37_79B9_7F4A_7C15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn pages_are_the_whole_cut_in_pieces() {
        let ids: Vec<u64> = (0..1_003).collect();
        let tiers: Tiers = ids.iter().map(|id| (*id, (*id % 3) as u32)).collect();
        let whole = Order::new(&ids, &tiers, 7).page(0, usize::MAX);
        assert_eq!(whole.iter().collect::<BTreeSet<_>>().len(), ids.len());
        let pieces: Vec<u64> =
            (0..60).flat_map(|page| Order::new(&ids, &tiers, 7).page(page * 20, 20)).collect();
        assert_eq!(pieces, whole);
        assert!(whole.is_sorted_by_key(|id| tiers[id]));
        assert!(Order::new(&[], &tiers, 7).page(0, 20).is_empty());
    }

    #[test]
    fn every_place_is_as_likely_for_every_idea() {
        let ids: Vec<u64> = (1..=20).collect();
        let mut first = BTreeMap::new();
        for person in 0..20_000 {
            let page = Order::new(&ids, &Tiers::new(), mixed(person)).page(0, 1);
            *first.entry(page[0]).or_insert(0_u32) += 1;
        }
        // A thousand each are expected; four deviations of a binomial are 123.
        assert!(first.len() == 20 && first.values().all(|count| (877..=1_123).contains(count)), "{first:?}");
    }

    #[test]
    fn tiers_double() {
        assert_eq!([0, 1, 2, 3, 4, 7, 8].map(tier), [0, 1, 2, 2, 3, 3, 4]);
    }
}
