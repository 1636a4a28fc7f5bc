//! What a proposal may become, when a trade is large enough for a community, and who decides.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::accounts::Actor;
use crate::db::text_column;
use crate::error::{AppResult, FieldErrors};

/// A trade with fewer ideas than this is no community, however few ideas there are.
pub const SMALLEST_COMMUNITY: usize = 8;
/// The share of a contest's ideas from which a trade is a community.
pub const COMMUNITY_SHARE: f64 = 0.08;
/// Ideas without which there is nothing to compare.
pub const FEWEST_IDEAS: usize = 2;
/// The same ideas give the same proposals; it is published with them.
pub const SEED: i64 = 1;
/// The fewest and the most clusters that may be asked for.
pub const CLUSTERS_WANTED: (i64, i64) = (2, 100);

/// The fewest and the most ideas of one trade from which a community may be asked for.
pub const COMMUNITY_SIZES: (i64, i64) = (2, 10_000);

/// From how many ideas of one trade a community is proposed, among that many.
pub fn community_size(ideas: usize) -> usize {
    ((ideas as f64 * COMMUNITY_SHARE).ceil() as usize).max(SMALLEST_COMMUNITY)
}

/// What brings the ideas of a cluster together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Axis {
    /// They speak of the same thing.
    Theme,
    /// Their authors have the same trade.
    Trade,
}

impl Axis {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Theme, Self::Trade];

    /// The word in the database, in the API and in the choice of sentences.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Theme => "theme",
            Self::Trade => "trade",
        }
    }
}

impl FromStr for Axis {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|axis| axis.as_str() == text).ok_or(())
    }
}

text_column!(Axis);

/// Where a run of the machine stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RunState {
    /// It works, or waits to.
    Running,
    /// Its proposals are there.
    Proposed,
    /// It came to nothing; the failure says why.
    Failed,
}

impl RunState {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Running, Self::Proposed, Self::Failed];

    /// The word in the database, in the API and in the choice of sentences.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Proposed => "proposed",
            Self::Failed => "failed",
        }
    }
}

impl FromStr for RunState {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|state| state.as_str() == text).ok_or(())
    }
}

text_column!(RunState);

/// Where a proposal stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClusterState {
    /// Waits for the team.
    Proposed,
    /// A mini-lab or community was opened from it: nothing moves any more.
    Accepted,
    /// Put aside; may be taken up again.
    Dismissed,
}

impl ClusterState {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Proposed, Self::Accepted, Self::Dismissed];

    /// The word in the database, in the API and in the choice of sentences.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::Accepted => "accepted",
            Self::Dismissed => "dismissed",
        }
    }

    /// Whether an idea may be taken out of a cluster in this state.
    pub fn may_lose_ideas(self) -> bool {
        self != Self::Accepted
    }

    /// Whether an idea may be put into a cluster in this state.
    pub fn may_take_ideas(self) -> bool {
        self == Self::Proposed
    }

    /// Whether a cluster in this state may become `to`.
    pub fn may_become(self, to: Self) -> bool {
        matches!(
            (self, to),
            (Self::Proposed, Self::Accepted | Self::Dismissed) | (Self::Dismissed, Self::Proposed)
        )
    }
}

impl FromStr for ClusterState {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|state| state.as_str() == text).ok_or(())
    }
}

text_column!(ClusterState);

/// What is known of two ideas together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The machine finds them alike; nobody has said anything yet.
    Near,
    /// They ask for the same thing: they are grouped together from now on.
    Same,
    /// They do not ask for the same thing; they may share a group all the same.
    Different,
    /// They are not to be in one group.
    Apart,
}

impl Verdict {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Near, Self::Same, Self::Different, Self::Apart];

    /// The word in the database, in the API and in the choice of sentences.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Near => "near",
            Self::Same => "same",
            Self::Different => "different",
            Self::Apart => "apart",
        }
    }
}

impl FromStr for Verdict {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|verdict| verdict.as_str() == text).ok_or(())
    }
}

text_column!(Verdict);

/// Whether a run compared what ideas mean beside their words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Meaning {
    /// No language model is set.
    Off,
    /// It did.
    Used,
    /// The language model did not answer: words alone were compared.
    Unavailable,
}

impl Meaning {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Off, Self::Used, Self::Unavailable];

    /// The word in the database, in the API and in the choice of sentences.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Used => "used",
            Self::Unavailable => "unavailable",
        }
    }
}

impl FromStr for Meaning {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|meaning| meaning.as_str() == text).ok_or(())
    }
}

text_column!(Meaning);

/// How many things a run found otherwise than the one before it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Changes {
    /// Ideas that are in another group, or in none.
    pub moved: usize,
    /// Groups that nobody had seen before.
    pub new: usize,
    /// Groups that are no more.
    pub gone: usize,
    /// Groups whose ideas are in several now.
    pub split: usize,
    /// Groups with the ideas of several.
    pub merged: usize,
}

impl Changes {
    /// Whether there is nothing to tell.
    pub fn is_empty(self) -> bool {
        self == Self::default()
    }
}

/// Why a run came to nothing; chooses the sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failure {
    /// A fault of the program; the log says more.
    Unknown,
    /// There were not enough ideas left when it began.
    TooFew,
    /// Its job was given up.
    Interrupted,
}

impl Failure {
    /// The word in the database and in the choice of sentences.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::TooFew => "too-few",
            Self::Interrupted => "interrupted",
        }
    }
}

/// What is done with proposals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// Read them.
    See,
    /// Have the machine make them.
    Start,
    /// Rename, change, accept, put aside.
    Decide,
}

impl Action {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::See, Self::Start, Self::Decide];
}

/// Whether an actor may do this. Proposals are the team's own working paper: authors learn of a group when it opens.
pub fn may(actor: &Actor, action: Action) -> bool {
    match action {
        Action::See | Action::Start | Action::Decide => actor.is_team(),
    }
}

/// The number of clusters typed; nothing for nothing.
///
/// # Errors
///
/// A fault of `clusters`.
pub fn checked_wish(typed: &str) -> AppResult<Option<i64>> {
    typed_number("clusters", typed)?.map(checked_number).transpose()
}

/// The number of clusters asked for.
///
/// # Errors
///
/// A fault of `clusters`.
pub fn checked_number(wanted: i64) -> AppResult<i64> {
    within("clusters", wanted, CLUSTERS_WANTED)
}

/// The size of a community typed; nothing for nothing.
///
/// # Errors
///
/// A fault of `community_size`.
pub fn checked_typed_size(typed: &str) -> AppResult<Option<i64>> {
    typed_number("community_size", typed)?.map(checked_size).transpose()
}

/// The size of a community asked for.
///
/// # Errors
///
/// A fault of `community_size`.
pub fn checked_size(wanted: i64) -> AppResult<i64> {
    within("community_size", wanted, COMMUNITY_SIZES)
}

fn typed_number(field: &'static str, typed: &str) -> AppResult<Option<i64>> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    let number = typed.parse().map_err(|_| FieldErrors::one(field, "invalid-number"))?;
    Ok(Some(number))
}

fn within(field: &'static str, number: i64, (least, most): (i64, i64)) -> AppResult<i64> {
    let mut errors = FieldErrors::default();
    if number < least {
        errors.add_limit(field, "too-small", least);
    }
    if number > most {
        errors.add_limit(field, "too-large", most);
    }
    errors.check()?;
    Ok(number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::accounts::Role;
    use crate::ids::{AccountId, Id};

    #[test]
    fn a_community_is_a_share_of_the_ideas_and_never_tiny() {
        let sizes = [0, 50, 100, 101, 240, 20_000].map(community_size);
        assert_eq!(sizes, [8, 8, 8, 9, 20, 1_600]);
    }

    #[test]
    fn what_a_proposal_may_become() {
        use ClusterState::{Accepted, Dismissed, Proposed};
        let may: Vec<_> = ClusterState::ALL
            .into_iter()
            .flat_map(|from| ClusterState::ALL.into_iter().map(move |to| (from, to)))
            .filter(|(from, to)| from.may_become(*to))
            .collect();
        assert_eq!(may, [(Proposed, Accepted), (Proposed, Dismissed), (Dismissed, Proposed)]);
        assert!(Dismissed.may_lose_ideas() && !Dismissed.may_take_ideas());
        assert!(!Accepted.may_lose_ideas() && !Accepted.may_take_ideas());
    }

    #[test]
    fn only_the_team_sees_proposals() {
        let agent = Actor::new(AccountId::from_i64(1), vec![]);
        let animator = Actor::new(AccountId::from_i64(2), vec![Role::Animator]);
        for action in Action::ALL {
            assert!(!may(&Actor::visitor(), action) && !may(&agent, action) && may(&animator, action));
        }
    }

    #[test]
    fn a_wish_is_a_number_within_reason() {
        assert_eq!(checked_wish("  ").unwrap(), None);
        assert_eq!(checked_wish(" 10 ").unwrap(), Some(10));
        for wrong in ["0", "1", "-3", "101", "dix", "1e3", "99999999999999999999"] {
            assert!(checked_wish(wrong).is_err(), "{wrong}");
        }
        assert_eq!(checked_typed_size(" 6 ").unwrap(), Some(6));
        for wrong in ["1", "10001", "six"] {
            assert!(checked_typed_size(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn words_are_read_back() {
        assert_eq!(Axis::ALL.map(|axis| axis.as_str().parse()), Axis::ALL.map(Ok));
        assert_eq!(RunState::ALL.map(|state| state.as_str().parse()), RunState::ALL.map(Ok));
        assert_eq!(ClusterState::ALL.map(|state| state.as_str().parse()), ClusterState::ALL.map(Ok));
        assert_eq!(Verdict::ALL.map(|verdict| verdict.as_str().parse()), Verdict::ALL.map(Ok));
        assert_eq!(Meaning::ALL.map(|meaning| meaning.as_str().parse()), Meaning::ALL.map(Ok));
    }
}
