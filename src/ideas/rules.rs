//! The states of an idea's way, and its address.

use std::str::FromStr;

use crate::accounts::Actor;
use crate::db::text_column;
use crate::ids::{CoAuthorInvitationId, IdeaId};
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

/// The order of a list of ideas.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ListOrder {
    /// The closest to what is searched for.
    Relevance,
    /// Each viewer's own, those seen least first.
    Fair,
    /// The last sent first.
    Recent,
}

impl ListOrder {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Relevance, Self::Fair, Self::Recent];

    /// The word in addresses, in the API and in the choice of sentences.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Relevance => "relevance",
            Self::Fair => "fair",
            Self::Recent => "recent",
        }
    }
}

impl FromStr for ListOrder {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|order| order.as_str() == text).ok_or(())
    }
}

/// What an idea is to who looks at a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Mine {
    /// It waits for their word: it changed since they supported it, or they are asked to sign it or to join its place.
    NeedsMe,
    /// They do not support it.
    Unsupported,
    /// They support it.
    Supported,
    /// They want to know what becomes of it.
    Followed,
}

impl Mine {
    /// All of them, as a list offers them.
    pub const ALL: [Self; 4] = [Self::NeedsMe, Self::Unsupported, Self::Supported, Self::Followed];

    /// The word in addresses, in the API and in the choice of sentences.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NeedsMe => "needs_me",
            Self::Unsupported => "unsupported",
            Self::Supported => "supported",
            Self::Followed => "followed",
        }
    }
}

impl FromStr for Mine {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|mine| mine.as_str() == text).ok_or(())
    }
}

/// Whether others may read an idea. Its destiny is another matter: that one begins with the sending and never ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IdeaState {
    /// Sent; the team reads it before others do.
    Submitted,
    /// Given back to its author with a reason; it may be changed and sent again.
    Returned,
    /// Everybody whom the contest is for reads it.
    Published,
    /// Taken back by its author.
    Withdrawn,
    /// Taken off by the team after it was published.
    Hidden,
}

impl IdeaState {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::Submitted, Self::Returned, Self::Published, Self::Withdrawn, Self::Hidden];

    /// The word in the database, in the API and in the choice of sentences.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Submitted => "submitted",
            Self::Returned => "returned",
            Self::Published => "published",
            Self::Withdrawn => "withdrawn",
            Self::Hidden => "hidden",
        }
    }

    /// The states that the team may give to an idea that has this one.
    pub fn reviews(self) -> &'static [Self] {
        match self {
            Self::Submitted => &[Self::Published, Self::Returned],
            Self::Returned | Self::Hidden => &[Self::Published],
            Self::Published => &[Self::Hidden],
            Self::Withdrawn => &[],
        }
    }
}

impl FromStr for IdeaState {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|state| state.as_str() == text).ok_or(())
    }
}

text_column!(IdeaState);

/// By which way an idea came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// In a file, with others.
    Import,
    /// Its author sent it.
    Web,
    /// A colleague sent it for its author.
    Behalf,
    /// Somebody copied it from a paper card.
    Paper,
}

impl Channel {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Import, Self::Web, Self::Behalf, Self::Paper];

    /// The word in the database and in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Import => "import",
            Self::Web => "web",
            Self::Behalf => "behalf",
            Self::Paper => "paper",
        }
    }
}

impl FromStr for Channel {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|channel| channel.as_str() == text).ok_or(())
    }
}

text_column!(Channel);

/// Why an idea is given back or taken off: what the author is told, before the team's own words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReviewReason {
    /// It names or points at a person.
    NamesAPerson,
    /// It tells something personal, of the author or of others.
    Personal,
    /// It attacks somebody.
    Attack,
    /// It is about something else than the contest.
    OffTopic,
    /// It cannot be understood yet.
    Unclear,
    /// Its author sent it already.
    Twice,
    /// It tells what must stay inside.
    Confidential,
    /// None of these: the team's words say it.
    Other,
}

impl ReviewReason {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::NamesAPerson,
        Self::Personal,
        Self::Attack,
        Self::OffTopic,
        Self::Unclear,
        Self::Twice,
        Self::Confidential,
        Self::Other,
    ];

    /// The word in the database, in the API and in the choice of sentences.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NamesAPerson => "names_a_person",
            Self::Personal => "personal",
            Self::Attack => "attack",
            Self::OffTopic => "off_topic",
            Self::Unclear => "unclear",
            Self::Twice => "twice",
            Self::Confidential => "confidential",
            Self::Other => "other",
        }
    }
}

impl FromStr for ReviewReason {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|reason| reason.as_str() == text).ok_or(())
    }
}

/// An idea as its rules see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// Whether others may read it.
    pub state: IdeaState,
    /// Whether it is the actor's: they are an author, or sent it for one.
    pub is_own: bool,
    /// Whether the actor sees its contest.
    pub is_contest_seen: bool,
    /// Whether its contest still takes ideas.
    pub takes_ideas: bool,
}

/// What may be done with an idea.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IdeaAction {
    /// Read it.
    See,
    /// Change its words.
    Edit,
    /// Take it back.
    Withdraw,
    /// Give it back to the contest after it was taken back.
    Restore,
    /// Say that one wants it too.
    Support,
    /// Be told what becomes of it.
    Follow,
    /// Publish it, give it back or take it off.
    Review,
    /// Answer it by a reason instead of a place.
    Answer,
}

impl IdeaAction {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::See,
        Self::Edit,
        Self::Withdraw,
        Self::Restore,
        Self::Support,
        Self::Follow,
        Self::Review,
        Self::Answer,
    ];
}

/// Whether an actor may do this with an idea that stands so. The destiny says in its turn whether an answer is due.
pub fn may(actor: &Actor, action: IdeaAction, idea: Standing) -> bool {
    use IdeaState::{Published, Returned, Submitted, Withdrawn};
    let is_agent = actor.account().is_some();
    let is_read = idea.is_contest_seen && idea.state == Published;
    match action {
        IdeaAction::See => is_read || idea.is_own || (actor.is_team() && idea.is_contest_seen),
        IdeaAction::Edit => {
            idea.is_own && idea.takes_ideas && matches!(idea.state, Submitted | Returned | Published)
        }
        IdeaAction::Withdraw => idea.is_own && matches!(idea.state, Submitted | Returned | Published),
        IdeaAction::Restore => idea.is_own && idea.takes_ideas && idea.state == Withdrawn,
        IdeaAction::Support => is_agent && is_read && !idea.is_own,
        IdeaAction::Follow => is_agent && is_read,
        IdeaAction::Review => actor.is_team() && idea.is_contest_seen,
        IdeaAction::Answer => actor.is_team() && idea.is_contest_seen && idea.state == Published,
    }
}

/// Whether somebody who was asked to be an author, too, answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CoAuthorState {
    /// Not yet.
    Sent,
    /// They are an author.
    Accepted,
    /// They are not.
    Declined,
    /// They are no longer asked.
    Withdrawn,
}

impl CoAuthorState {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Sent, Self::Accepted, Self::Declined, Self::Withdrawn];

    /// The word in the database and in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::Accepted => "accepted",
            Self::Declined => "declined",
            Self::Withdrawn => "withdrawn",
        }
    }
}

impl FromStr for CoAuthorState {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|state| state.as_str() == text).ok_or(())
    }
}

text_column!(CoAuthorState);

/// Whether a change of words changes what people said yes to: more than blanks, marks and capitals, in what an idea says.
pub fn is_material(before: [&str; 3], after: [&str; 3]) -> bool {
    let heart = |text: &str| -> String {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    before.into_iter().zip(after).any(|(before, after)| heart(before) != heart(after))
}

/// Characters of the title kept in an address.
const SLUG_LENGTH: usize = 60;

/// The address of an idea: its title for people, its id for the program. A title that changes leaves the id.
pub fn url(id: IdeaId, title: &str) -> String {
    let words = slug(title, SLUG_LENGTH);
    if words.is_empty() { format!("/idees/{id}") } else { format!("/idees/{words}-{id}") }
}

/// Where somebody answers whether they will be an author, too.
pub fn coauthor_url(id: CoAuthorInvitationId) -> String {
    format!("/co-auteur/{id}")
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
