//! The only source of the current time, of randomness and of new ids, so that samples and tests are stable.

use std::sync::{Arc, Mutex, PoisonError};

use chrono::{NaiveDate, NaiveDateTime, SubsecRound, TimeDelta, TimeZone};
use rand::rngs::StdRng;
use rand::{Rng, RngCore, SeedableRng};

use crate::ids::Id;

/// A point in time, in UTC, cut to the microsecond: what both databases keep without loss.
pub type Time = NaiveDateTime;

/// A place's clock, with its summer time.
pub use chrono_tz::Tz as Zone;

/// What clocks show there at a point in time.
pub fn local(at: Time, zone: Zone) -> NaiveDateTime {
    zone.from_utc_datetime(&at).naive_local()
}

/// The point in time at which clocks show `shown` there: the first one where an hour comes twice, and the one an hour
/// later where it is skipped.
pub fn from_local(shown: NaiveDateTime, zone: Zone) -> Time {
    let at = |shown: NaiveDateTime| zone.from_local_datetime(&shown).earliest().map(|at| at.naive_utc());
    at(shown).or_else(|| at(shown + TimeDelta::hours(1))).unwrap_or(shown)
}

/// The clock on people's wall: a point in time, and where they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wall {
    /// The point in time.
    pub at: Time,
    /// Where.
    pub zone: Zone,
}

impl Wall {
    /// The day it is there.
    pub fn today(self) -> NaiveDate {
        local(self.at, self.zone).date()
    }
}

/// Milliseconds from the Unix epoch to 2020-01-01, where ids begin to count.
const ID_EPOCH_MS: i64 = 1_577_836_800_000;
/// Bits of an id below its millisecond.
const ID_LOW_BITS: u32 = 22;

/// Tells the time, draws random bytes and makes ids. Cheap to clone; clones share their state.
#[derive(Clone)]
pub struct Clock {
    fixed: Option<Arc<Mutex<Time>>>,
    source: Arc<Mutex<Source>>,
}

struct Source {
    rng: StdRng,
    last_id: i64,
}

impl Clock {
    /// The machine's clock, with randomness from the operating system.
    pub fn system() -> Self {
        Self { fixed: None, source: Source::shared(StdRng::from_os_rng()) }
    }

    /// A clock that stands still until it is moved, with a seeded randomness: for tests and samples.
    pub fn fixed(at: Time, seed: u64) -> Self {
        let fixed = Some(Arc::new(Mutex::new(at.trunc_subsecs(6))));
        Self { fixed, source: Source::shared(StdRng::seed_from_u64(seed)) }
    }

    /// Now, in UTC.
    #[expect(clippy::disallowed_methods, reason = "this is the one place that reads the machine's clock")]
    pub fn now(&self) -> Time {
        match &self.fixed {
            Some(at) => *at.lock().unwrap_or_else(PoisonError::into_inner),
            None => chrono::Utc::now().naive_utc().trunc_subsecs(6),
        }
    }

    /// Moves a fixed clock forward; the machine's clock cannot be moved and ignores it.
    pub fn advance(&self, by: TimeDelta) {
        if let Some(at) = &self.fixed {
            *at.lock().unwrap_or_else(PoisonError::into_inner) += by;
        }
    }

    /// `N` random bytes, fit for secrets.
    pub fn random_bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.source().rng.fill_bytes(&mut bytes);
        bytes
    }

    /// A random number below `bound`.
    pub fn random_below(&self, bound: u32) -> u32 {
        self.source().rng.random_range(0..bound)
    }

    /// A new id: the milliseconds since 2020 above 22 random bits, and always above the one made before it by
    /// this process, so that ids sort by the time of their making.
    pub fn new_id<T: Id>(&self) -> T {
        let milliseconds = self.now().and_utc().timestamp_millis() - ID_EPOCH_MS;
        let mut source = self.source();
        let low = i64::from(source.rng.random_range(0..1u32 << ID_LOW_BITS));
        let id = ((milliseconds << ID_LOW_BITS) | low).max(source.last_id + 1);
        source.last_id = id;
        T::from_i64(id)
    }

    fn source(&self) -> std::sync::MutexGuard<'_, Source> {
        self.source.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Source {
    fn shared(rng: StdRng) -> Arc<Mutex<Self>> {
        Arc::new(Mutex::new(Self { rng, last_id: 0 }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::IdeaId;

    fn at(day: u32) -> Time {
        NaiveDate::from_ymd_opt(2026, 3, day).unwrap().and_hms_opt(8, 0, 0).unwrap()
    }

    #[test]
    fn ids_grow_within_one_millisecond_and_across_days() {
        let clock = Clock::fixed(at(2), 1);
        let burst: Vec<IdeaId> = (0..5_000).map(|_| clock.new_id()).collect();
        assert!(burst.windows(2).all(|pair| pair[0] < pair[1]));
        clock.advance(TimeDelta::days(1));
        assert!(clock.new_id::<IdeaId>() > burst[4_999]);
    }

    #[test]
    fn clocks_of_a_place_know_summer() {
        let shown = |month, day, hour| {
            NaiveDate::from_ymd_opt(2026, month, day).unwrap().and_hms_opt(hour, 30, 0).unwrap()
        };
        let paris: Zone = "Europe/Paris".parse().unwrap();
        assert_eq!(from_local(shown(1, 5, 7), paris), shown(1, 5, 6));
        assert_eq!(from_local(shown(7, 5, 7), paris), shown(7, 5, 5));
        assert_eq!(local(shown(7, 5, 5), paris), shown(7, 5, 7));
        // The hour that is skipped on the last Sunday of March, and the one that comes twice in October.
        assert_eq!(from_local(shown(3, 29, 2), paris), shown(3, 29, 1));
        assert_eq!(from_local(shown(10, 25, 2), paris), shown(10, 25, 0));
    }

    #[test]
    fn the_same_seed_draws_the_same() {
        let (one, other) = (Clock::fixed(at(2), 7), Clock::fixed(at(2), 7));
        assert_eq!(one.random_bytes::<16>(), other.random_bytes::<16>());
        assert_eq!(one.new_id::<IdeaId>(), other.new_id::<IdeaId>());
    }
}
