//! The states of an idea's way, and its address.

use std::str::FromStr;

use crate::accounts::Actor;
use crate::db::text_column;
use crate::ids::{ContestId, IdeaId};
use crate::slug::slug;

/// Where an idea is on its way. It has exactly one at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Destiny {
    /// The contest goes on.
    InContest,
    /// The jury awarded it.
    Awarded,
    /// Not awarded, and waiting for its place.
    Unawarded,
    /// At work in a thematic mini-lab.
    InMinilab,
    /// At work in the community of its author's trade.
    InCommunity,
    /// Answered, with a reason and a next door.
    Answered,
}

impl Destiny {
    /// All of them, the happiest first.
    pub const ALL: [Self; 6] =
        [Self::Awarded, Self::InMinilab, Self::InCommunity, Self::Answered, Self::InContest, Self::Unawarded];

    /// The word in the database, in the API, in the index and in the choice of sentences.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::InContest => "in_contest",
            Self::Awarded => "awarded",
            Self::Unawarded => "unawarded",
            Self::InMinilab => "in_minilab",
            Self::InCommunity => "in_community",
            Self::Answered => "answered",
        }
    }

    /// Whether the author has an answer: all but those who wait for one.
    pub fn is_answer(self) -> bool {
        !matches!(self, Self::InContest | Self::Unawarded)
    }

    /// Whether the team may still answer it by a reason instead of a place.
    pub fn awaits_answer(self) -> bool {
        self == Self::Unawarded
    }
}

impl FromStr for Destiny {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|destiny| destiny.as_str() == text).ok_or(())
    }
}

text_column!(Destiny);

/// Whether an actor may answer the ideas of a contest.
pub fn may_answer(actor: &Actor, contest: ContestId) -> bool {
    actor.is_team_of_contest(contest)
}

/// Characters of the title kept in an address.
const SLUG_LENGTH: usize = 60;

/// The address of an idea: its title for people, its id for the program. A title that changes leaves the id.
pub fn url(id: IdeaId, title: &str) -> String {
    let words = slug(title, SLUG_LENGTH);
    if words.is_empty() { format!("/idees/{id}") } else { format!("/idees/{words}-{id}") }
}

/// The id at the end of an address's last part.
pub fn id_in(slug: &str) -> Option<IdeaId> {
    slug.rsplit('-').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::Id;

    #[test]
    fn an_address_keeps_the_title_for_people_and_the_id_for_the_program() {
        let id = IdeaId::from_i64(77);
        let address = url(id, "Moins de gâchis à la cantine, l'œuf d'abord !");
        assert_eq!(address, "/idees/moins-de-gachis-a-la-cantine-l-oeuf-d-abord-000000000002d");
        assert_eq!(id_in(address.strip_prefix("/idees/").unwrap()), Some(id));
        assert_eq!(id_in("000000000002d"), Some(id));
        assert_eq!(id_in("moins-de-gachis"), None);
    }

    #[test]
    fn any_title_has_an_address() {
        let id = IdeaId::from_i64(1);
        for title in ["", "…", "日本語", "🥖", &"a".repeat(10_000), "../../etc/passwd", "%00"] {
            let address = url(id, title);
            assert!(
                address.len() < 90 && id_in(address.rsplit('/').next().unwrap()) == Some(id),
                "{address}"
            );
        }
    }

    #[test]
    fn who_still_waits() {
        let waiting: Vec<_> = Destiny::ALL.into_iter().filter(|destiny| !destiny.is_answer()).collect();
        assert_eq!(waiting, [Destiny::InContest, Destiny::Unawarded]);
    }
}
