//! The stages of a contest, what each of them opens, and where each leads.

use std::str::FromStr;

use thiserror::Error;

use crate::db::text_column;

/// Where a contest is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// The team prepares it; nobody else sees it.
    Draft,
    /// Ideas come in.
    Collecting,
    /// The ideas that go on are chosen.
    Preselection,
    /// People vote.
    Voting,
    /// The jury reads.
    Jury,
    /// The results are known.
    Awarded,
    /// The other ideas are grouped.
    Analysis,
    /// The groups work.
    Minilabs,
    /// The groups show what they found.
    Tour,
    /// The directions decide.
    Arbitration,
    /// It is over.
    Closed,
}

/// Why a contest does not pass to another stage, or does not take what it is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum StageRefusal {
    /// There is no way from here to there.
    #[error("a contest does not pass from one of these stages to the other")]
    NoWay,
    /// Results are announced with the awards, never by a mere change of stage.
    #[error("results are announced with the awarded ideas")]
    AnnounceInstead,
    /// They were announced already.
    #[error("the results were announced already")]
    Announced,
    /// It takes no ideas yet.
    #[error("the contest takes no ideas yet")]
    NotOpenYet,
    /// It takes no more ideas.
    #[error("the contest takes no more ideas")]
    TakesNoIdeas,
}

impl StageRefusal {
    /// The rule's code: chooses the sentence.
    pub fn code(self) -> &'static str {
        match self {
            Self::NoWay => "contest-stage",
            Self::AnnounceInstead => "contest-announce",
            Self::Announced => "contest-announced",
            Self::NotOpenYet => "contest-not-open",
            Self::TakesNoIdeas => "contest-closed",
        }
    }
}

/// What a contest may open to people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Opportunity {
    /// Send an idea.
    Submit,
    /// Change an idea of one's own.
    EditOwnIdea,
    /// Comment on ideas.
    Comment,
    /// Support ideas.
    Support,
    /// Vote.
    Vote,
    /// Score ideas, for the jury.
    Score,
    /// See how many supported and voted.
    SeeTallies,
    /// See which ideas were awarded.
    SeeResults,
    /// Join a mini-lab.
    JoinMinilabs,
}

impl Opportunity {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Submit,
        Self::EditOwnIdea,
        Self::Comment,
        Self::Support,
        Self::Vote,
        Self::Score,
        Self::SeeTallies,
        Self::SeeResults,
        Self::JoinMinilabs,
    ];

    /// The word in the API and in the choice of sentences.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Submit => "submit",
            Self::EditOwnIdea => "edit_own_idea",
            Self::Comment => "comment",
            Self::Support => "support",
            Self::Vote => "vote",
            Self::Score => "score",
            Self::SeeTallies => "see_tallies",
            Self::SeeResults => "see_results",
            Self::JoinMinilabs => "join_minilabs",
        }
    }

    /// Whether it ends with the last day of what goes on, though the next stage may not have begun.
    pub fn has_a_last_day(self) -> bool {
        matches!(self, Self::Submit | Self::EditOwnIdea | Self::Support | Self::Vote | Self::Score)
    }
}

/// The one table of what each stage opens. Tallies wait for the results, so that nobody follows the crowd; mini-labs
/// outlive their contest.
pub fn opens(stage: Stage) -> &'static [Opportunity] {
    use Opportunity::{
        Comment, EditOwnIdea, JoinMinilabs, Score, SeeResults, SeeTallies, Submit, Support, Vote,
    };
    match stage {
        Stage::Draft => &[],
        Stage::Collecting => &[Submit, EditOwnIdea, Comment, Support],
        Stage::Preselection => &[Comment],
        Stage::Voting => &[Comment, Vote],
        Stage::Jury => &[Comment, Score],
        Stage::Awarded | Stage::Analysis | Stage::Minilabs | Stage::Tour | Stage::Arbitration => {
            &[Comment, SeeTallies, SeeResults, JoinMinilabs]
        }
        Stage::Closed => &[SeeTallies, SeeResults, JoinMinilabs],
    }
}

impl Stage {
    /// All of them, in their order.
    pub const ALL: [Self; 11] = [
        Self::Draft,
        Self::Collecting,
        Self::Preselection,
        Self::Voting,
        Self::Jury,
        Self::Awarded,
        Self::Analysis,
        Self::Minilabs,
        Self::Tour,
        Self::Arbitration,
        Self::Closed,
    ];

    /// The word in the database, in the API and in the choice of sentences.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Collecting => "collecting",
            Self::Preselection => "preselection",
            Self::Voting => "voting",
            Self::Jury => "jury",
            Self::Awarded => "awarded",
            Self::Analysis => "analysis",
            Self::Minilabs => "minilabs",
            Self::Tour => "tour",
            Self::Arbitration => "arbitration",
            Self::Closed => "closed",
        }
    }

    /// Whether it opens this to people.
    pub fn allows(self, what: Opportunity) -> bool {
        opens(self).contains(&what)
    }

    /// The stages that people may move it to from here. A contest whose ideas come in a file goes from its preparation
    /// straight to the jury. The announcement divides them: nothing leads over it but itself, and nothing leads back.
    pub fn moves(self) -> &'static [Self] {
        use Stage::{
            Analysis, Arbitration, Awarded, Closed, Collecting, Draft, Jury, Minilabs, Preselection, Tour,
            Voting,
        };
        match self {
            Draft => &[Collecting, Jury],
            Collecting => &[Preselection, Voting, Jury, Draft],
            Preselection => &[Voting, Jury, Collecting],
            Voting => &[Jury, Collecting, Preselection],
            Jury => &[Collecting, Preselection, Voting],
            Awarded => &[Analysis, Minilabs, Tour, Arbitration, Closed],
            Analysis => &[Minilabs, Tour, Arbitration, Closed, Awarded],
            Minilabs => &[Tour, Arbitration, Closed, Awarded, Analysis],
            Tour => &[Arbitration, Closed, Awarded, Analysis, Minilabs],
            Arbitration => &[Closed, Awarded, Analysis, Minilabs, Tour],
            Closed => &[Awarded, Analysis, Minilabs, Tour, Arbitration],
        }
    }

    /// The next stage, in place of this one.
    ///
    /// # Errors
    ///
    /// When there is no way, or when it is the announcement's business.
    pub fn moved_to(self, to: Self) -> Result<Self, StageRefusal> {
        if self.moves().contains(&to) {
            Ok(to)
        } else if to == Self::Awarded && !self.is_announced() {
            Err(StageRefusal::AnnounceInstead)
        } else {
            Err(StageRefusal::NoWay)
        }
    }

    /// The stage after the announcement, in place of this one.
    ///
    /// # Errors
    ///
    /// When the results are known already.
    pub fn announced(self) -> Result<Self, StageRefusal> {
        if self.is_announced() { Err(StageRefusal::Announced) } else { Ok(Self::Awarded) }
    }

    /// Whether the results are known.
    pub fn is_announced(self) -> bool {
        self >= Self::Awarded
    }

    /// Whether ideas may still be imported: once the results are known, a new idea would have no destiny.
    ///
    /// # Errors
    ///
    /// When they may not.
    pub fn takes_ideas(self) -> Result<(), StageRefusal> {
        if self.is_announced() { Err(StageRefusal::TakesNoIdeas) } else { Ok(()) }
    }

    /// Whether something is going on that concerns everybody, on the way to the results.
    pub fn is_in_progress(self) -> bool {
        !self.is_announced() && self != Self::Draft
    }
}

impl FromStr for Stage {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|stage| stage.as_str() == text).ok_or(())
    }
}

text_column!(Stage);
