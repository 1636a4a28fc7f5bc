//! The states of a need form, the two gates that the laboratory looks at, and who may do what.
//!
//! The gates come from the laboratory's own charter: at least half of the work is done together, and the expected
//! result is not defined in advance. They are shown to whoever studies the form and refuse nothing by themselves.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::accounts::Actor;
use crate::db::text_column;
use crate::error::{AppResult, FieldErrors};

/// The least share of work done together, in percent, that opens the first gate.
pub const COLLABORATIVE_SHARE: i32 = 50;
/// The most characters of a title.
pub const TITLE: usize = 120;
/// The most characters of the need.
pub const NEED: usize = 5_000;
/// The most characters of who it is for.
pub const BENEFICIARIES: usize = 1_000;
/// The most characters of what is expected.
pub const EXPECTED: usize = 2_000;
/// The most characters of a reason.
pub const REASON: usize = 1_000;

/// Where a need form stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NeedState {
    /// It came in.
    Submitted,
    /// The laboratory studies it.
    Studied,
    /// It fits; what remains is to meet.
    Prequalified,
    /// The laboratory goes along.
    Accepted,
    /// Not this time, and why.
    Declined,
}

/// A move that the way does not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a form that is {from:?} cannot become {to:?}")]
pub struct NoSuchMove {
    /// From where.
    pub from: NeedState,
    /// To where.
    pub to: NeedState,
}

impl NeedState {
    /// All of them, in the order of the way.
    pub const ALL: [Self; 5] =
        [Self::Submitted, Self::Studied, Self::Prequalified, Self::Accepted, Self::Declined];

    /// The word in the database, in the API and in the choice of sentences.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Submitted => "submitted",
            Self::Studied => "studied",
            Self::Prequalified => "prequalified",
            Self::Accepted => "accepted",
            Self::Declined => "declined",
        }
    }

    /// Begins the study.
    ///
    /// # Errors
    ///
    /// [`NoSuchMove`] from elsewhere than [`NeedState::Submitted`].
    pub fn study(self) -> Result<Self, NoSuchMove> {
        self.step(Self::Submitted, Self::Studied)
    }

    /// Finds that it fits.
    ///
    /// # Errors
    ///
    /// [`NoSuchMove`] from elsewhere than [`NeedState::Studied`].
    pub fn prequalify(self) -> Result<Self, NoSuchMove> {
        self.step(Self::Studied, Self::Prequalified)
    }

    /// Goes along.
    ///
    /// # Errors
    ///
    /// [`NoSuchMove`] from elsewhere than [`NeedState::Prequalified`].
    pub fn accept(self) -> Result<Self, NoSuchMove> {
        self.step(Self::Prequalified, Self::Accepted)
    }

    /// Says no, at any time before the end.
    ///
    /// # Errors
    ///
    /// [`NoSuchMove`] once it is accepted or declined.
    pub fn decline(self) -> Result<Self, NoSuchMove> {
        match self {
            Self::Submitted | Self::Studied | Self::Prequalified => Ok(Self::Declined),
            Self::Accepted | Self::Declined => Err(NoSuchMove { from: self, to: Self::Declined }),
        }
    }

    /// Moves to `to`, if the way leads there.
    ///
    /// # Errors
    ///
    /// [`NoSuchMove`].
    pub fn move_to(self, to: Self) -> Result<Self, NoSuchMove> {
        match to {
            Self::Submitted => Err(NoSuchMove { from: self, to }),
            Self::Studied => self.study(),
            Self::Prequalified => self.prequalify(),
            Self::Accepted => self.accept(),
            Self::Declined => self.decline(),
        }
    }

    /// Where the way leads from here.
    pub fn next(self) -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().filter(move |to| self.move_to(*to).is_ok())
    }

    fn step(self, from: Self, to: Self) -> Result<Self, NoSuchMove> {
        if self == from { Ok(to) } else { Err(NoSuchMove { from: self, to }) }
    }
}

impl FromStr for NeedState {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|state| state.as_str() == text).ok_or(())
    }
}

text_column!(NeedState);

/// What the laboratory looks at before anything else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gates {
    /// At least half of the work is done together.
    pub is_collaborative: bool,
    /// The expected result is not defined in advance.
    pub is_result_open: bool,
}

impl Gates {
    /// The gates of a form with these answers.
    pub fn of(collaborative_share: i32, is_result_open: bool) -> Self {
        Self { is_collaborative: collaborative_share >= COLLABORATIVE_SHARE, is_result_open }
    }

    /// Whether both are open.
    pub fn are_open(self) -> bool {
        self.is_collaborative && self.is_result_open
    }
}

/// A need form as it is typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NeedFormText {
    /// Its name.
    pub title: String,
    /// What is wrong or missing, for whom, since when.
    pub need: String,
    /// Who is better off.
    pub beneficiaries: String,
    /// What is hoped for; may be empty.
    pub expected: String,
    /// Whether the result is still open.
    pub is_result_open: bool,
    /// The share of work done together, in percent.
    pub collaborative_share: String,
}

/// The same, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckedText {
    /// See [`NeedFormText`].
    pub title: String,
    /// See [`NeedFormText`].
    pub need: String,
    /// See [`NeedFormText`].
    pub beneficiaries: String,
    /// See [`NeedFormText`].
    pub expected: String,
    /// See [`NeedFormText`].
    pub is_result_open: bool,
    /// From 0 to 100.
    pub collaborative_share: i32,
}

impl NeedFormText {
    /// Checks every field.
    ///
    /// # Errors
    ///
    /// The faults of the fields.
    pub fn checked(&self) -> AppResult<CheckedText> {
        let mut errors = FieldErrors::default();
        let checked = CheckedText {
            title: errors.text("title", &self.title, TITLE),
            need: errors.text("need", &self.need, NEED),
            beneficiaries: errors.text("beneficiaries", &self.beneficiaries, BENEFICIARIES),
            expected: errors.optional_text("expected", &self.expected, EXPECTED),
            is_result_open: self.is_result_open,
            collaborative_share: share(&mut errors, &self.collaborative_share),
        };
        errors.check()?;
        Ok(checked)
    }
}

fn share(errors: &mut FieldErrors, typed: &str) -> i32 {
    const FIELD: &str = "collaborative_share";
    let typed = typed.trim().trim_end_matches('%').trim_end();
    match typed.parse::<i32>() {
        Ok(share) if share > 100 => errors.add_limit(FIELD, "too-large", 100),
        Ok(share) if share < 0 => errors.add_limit(FIELD, "too-small", 0),
        Ok(share) => return share,
        Err(_) if typed.is_empty() => errors.add(FIELD, "required"),
        Err(_) => errors.add(FIELD, "invalid-number"),
    }
    0
}

/// What is done with need forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// Look at it.
    See,
    /// Send a new one in.
    Submit,
    /// Move it along its way.
    Move,
}

impl Action {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::See, Self::Submit, Self::Move];
}

/// What decides about a form: whose it is, and whether the mini-lab that it comes from is open to the actor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// The actor sent it in.
    pub is_own: bool,
    /// It comes from a mini-lab that the actor may see.
    pub is_from_visible_minilab: bool,
}

/// Whether an actor may do this with a form of that standing.
pub fn may(actor: &Actor, action: Action, form: Standing) -> bool {
    match action {
        Action::See => {
            actor.is_team() || form.is_from_visible_minilab || (form.is_own && actor.account().is_some())
        }
        Action::Submit => actor.account().is_some(),
        Action::Move => actor.is_team(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::accounts::Role;
    use crate::error::{AppError, FieldError};
    use crate::ids::{AccountId, Id};

    #[test]
    fn the_way_of_a_form() {
        use NeedState::{Accepted, Declined, Prequalified, Studied, Submitted};
        let moves = NeedState::ALL.map(|from| from.next().collect::<Vec<_>>());
        let expected =
            [vec![Studied, Declined], vec![Prequalified, Declined], vec![Accepted, Declined], vec![], vec![]];
        assert_eq!(moves, expected);
        assert_eq!(Submitted.prequalify(), Err(NoSuchMove { from: Submitted, to: Prequalified }));
        assert_eq!(Studied.study(), Err(NoSuchMove { from: Studied, to: Studied }));
        assert_eq!(Declined.accept(), Err(NoSuchMove { from: Declined, to: Accepted }));
        assert_eq!(Accepted.move_to(Submitted), Err(NoSuchMove { from: Accepted, to: Submitted }));
        assert_eq!(NeedState::ALL.map(|state| state.as_str().parse()), NeedState::ALL.map(Ok));
    }

    #[test]
    fn half_of_the_work_is_done_together_and_the_result_is_open() {
        assert!(Gates::of(50, true).are_open());
        assert!(!Gates::of(49, true).are_open() && !Gates::of(100, false).are_open());
    }

    #[test]
    fn every_fault_is_told_at_once() {
        let faults = |text: NeedFormText| match text.checked() {
            Err(AppError::Invalid(errors)) => errors.0.iter().map(FieldError::pair).collect::<Vec<_>>(),
            _ => vec![],
        };
        let empty = faults(NeedFormText::default());
        let required =
            ["title", "need", "beneficiaries", "collaborative_share"].map(|field| (field, "required"));
        assert_eq!(empty, required);
        let text = |share: &str| NeedFormText {
            title: "Un self calme".into(),
            need: "Le bruit".into(),
            beneficiaries: "Les élèves".into(),
            collaborative_share: share.into(),
            ..NeedFormText::default()
        };
        assert_eq!(text(" 60 % ").checked().unwrap().collaborative_share, 60);
        assert_eq!(faults(text("101")), [("collaborative_share", "too-large")]);
        assert_eq!(faults(text("-1")), [("collaborative_share", "too-small")]);
        assert_eq!(faults(text("moitié")), [("collaborative_share", "invalid-number")]);
        let long = NeedFormText { title: "a".repeat(TITLE + 1), ..text("60") };
        assert_eq!(faults(long), [("title", "too-long")]);
    }

    #[test]
    fn who_may_do_what() {
        let agent = Actor::new(AccountId::from_i64(1), vec![]);
        let animator = Actor::new(AccountId::from_i64(2), vec![Role::Animator]);
        let closed = Standing { is_own: false, is_from_visible_minilab: false };
        let allowed = |actor: &Actor, form| {
            Action::ALL.into_iter().filter(|&action| may(actor, action, form)).collect::<Vec<_>>()
        };
        assert_eq!(allowed(&Actor::visitor(), closed), []);
        assert_eq!(
            allowed(&Actor::visitor(), Standing { is_from_visible_minilab: true, ..closed }),
            [Action::See]
        );
        assert_eq!(allowed(&agent, closed), [Action::Submit]);
        assert_eq!(allowed(&agent, Standing { is_own: true, ..closed }), [Action::See, Action::Submit]);
        assert_eq!(allowed(&animator, closed), Action::ALL);
    }
}
