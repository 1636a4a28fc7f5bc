//! Who acts, and what follows from their roles.

mod arrival;

pub use arrival::{Arrival, Arriving, arrival};

use std::str::FromStr;

use crate::audience::Audience;
use crate::db::text_column;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::ids::{AccountId, ContestId, MiniLabId, UnitId};
use crate::organisation::is_departement;
use crate::web::Access;

/// What a person may be, over the whole platform or a part of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Accounts, settings, jobs; and all that animators do.
    Administrator,
    /// Runs contests and mini-labs.
    Animator,
    /// Looks after what is published.
    Moderator,
    /// Brings colleagues in where they work, and gives cards out there.
    Ambassador,
}

impl Role {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Administrator, Self::Animator, Self::Moderator, Self::Ambassador];

    /// The word in the database and in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Administrator => "administrator",
            Self::Animator => "animator",
            Self::Moderator => "moderator",
            Self::Ambassador => "ambassador",
        }
    }
}

impl Role {
    /// Whether who holds it runs what it holds over.
    fn runs_things(self) -> bool {
        matches!(self, Self::Administrator | Self::Animator)
    }
}

impl FromStr for Role {
    type Err = anyhow::Error;

    fn from_str(text: &str) -> anyhow::Result<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == text).ok_or_else(|| {
            anyhow::anyhow!("no role is called {text:?}: administrator, animator, moderator or ambassador")
        })
    }
}

text_column!(Role);

/// To whom a person's name is shown.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum NameLevel {
    /// To whoever sees what they wrote.
    #[default]
    Public,
    /// To colleagues who are signed in.
    Community,
    /// To the team that runs the platform, and to nobody else: others see a pseudonym, or none.
    Team,
}

impl NameLevel {
    /// All of them, from the widest.
    pub const ALL: [Self; 3] = [Self::Public, Self::Community, Self::Team];

    /// The word in the database, in the API and in the choice of sentences.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Community => "community",
            Self::Team => "team",
        }
    }

    /// Who reads the name: the narrower of this and of whom the thing itself is for.
    pub fn audience(self) -> Audience {
        match self {
            Self::Public => Audience::Public,
            Self::Community => Audience::Agents,
            Self::Team => Audience::Team,
        }
    }

    /// Whether this viewer reads the name of somebody else.
    pub fn shows_to(self, viewer: &Actor) -> bool {
        viewer.sees().contains(&self.audience())
    }
}

impl FromStr for NameLevel {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|level| level.as_str() == text).ok_or(())
    }
}

text_column!(NameLevel);

/// Over what a role holds. In the database it is one text: its word and, after a colon, of what.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// Everything.
    Platform,
    /// A contest and its ideas.
    Contest(ContestId),
    /// A mini-lab or a community.
    MiniLab(MiniLabId),
    /// A territory: a département, by its code.
    Departement(String),
    /// A territory: a unit and all that belongs to it.
    Unit(UnitId),
}

impl Scope {
    /// Its word, and of what.
    pub fn parts(&self) -> (&'static str, String) {
        match self {
            Self::Platform => ("platform", String::new()),
            Self::Contest(id) => ("contest", id.to_string()),
            Self::MiniLab(id) => ("minilab", id.to_string()),
            Self::Departement(code) => ("departement", code.clone()),
            Self::Unit(id) => ("unit", id.to_string()),
        }
    }

    /// As the database and the API write it.
    pub fn to_text(&self) -> String {
        match self.parts() {
            (word, what) if what.is_empty() => word.to_owned(),
            (word, what) => format!("{word}:{what}"),
        }
    }

    /// Whether a role may hold over this.
    pub fn suits(&self, role: Role) -> bool {
        match (role, self) {
            (Role::Administrator, scope) => *scope == Self::Platform,
            (Role::Animator | Role::Moderator, scope) => {
                matches!(scope, Self::Platform | Self::Contest(_) | Self::MiniLab(_))
            }
            (Role::Ambassador, scope) => {
                matches!(scope, Self::Platform | Self::Departement(_) | Self::Unit(_))
            }
        }
    }
}

impl FromStr for Scope {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        match text.split_once(':') {
            None if text == "platform" => Ok(Self::Platform),
            Some(("contest", id)) => id.parse().map(Self::Contest).map_err(drop),
            Some(("minilab", id)) => id.parse().map(Self::MiniLab).map_err(drop),
            Some(("unit", id)) => id.parse().map(Self::Unit).map_err(drop),
            Some(("departement", code)) if is_departement(code) => Ok(Self::Departement(code.to_owned())),
            _ => Err(()),
        }
    }
}

/// A role that somebody holds now, and over what.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Held {
    /// The role.
    pub role: Role,
    /// Over what.
    pub scope: Scope,
}

/// Who acts now: somebody signed in, with the roles they hold, or a visitor.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Actor {
    account: Option<AccountId>,
    held: Vec<Held>,
    roles: Vec<Role>,
}

impl Actor {
    /// Nobody in particular.
    pub fn visitor() -> Self {
        Self::default()
    }

    /// Somebody signed in, with roles over the whole platform.
    pub fn new(account: AccountId, roles: Vec<Role>) -> Self {
        let over_all = |role| Held { role, scope: Scope::Platform };
        Self::holding(account, roles.into_iter().map(over_all).collect())
    }

    /// Somebody signed in, with the roles they hold now.
    pub fn holding(account: AccountId, held: Vec<Held>) -> Self {
        let over_all = held.iter().filter(|held| held.scope == Scope::Platform);
        let roles = over_all.map(|held| held.role).collect();
        Self { account: Some(account), held, roles }
    }

    /// Their account, if they are signed in.
    pub fn account(&self) -> Option<AccountId> {
        self.account
    }

    /// Their account.
    ///
    /// # Errors
    ///
    /// [`AppError::SignInFirst`] for a visitor.
    pub fn signed_in(&self) -> AppResult<AccountId> {
        self.account.ok_or(AppError::SignInFirst)
    }

    /// Their roles over the whole platform.
    pub fn roles(&self) -> &[Role] {
        &self.roles
    }

    /// The roles they hold, and over what.
    pub fn held(&self) -> &[Held] {
        &self.held
    }

    /// Whether they are on the team that runs the platform.
    pub fn is_team(&self) -> bool {
        self.account.is_some() && self.roles.iter().any(|role| role.runs_things())
    }

    /// Whether they are on the team of anything at all.
    pub fn is_team_of_something(&self) -> bool {
        self.account.is_some() && self.held.iter().any(|held| held.role.runs_things())
    }

    /// Whether they run this contest: with the platform, or alone.
    pub fn is_team_of_contest(&self, contest: ContestId) -> bool {
        self.is_team() || self.contests().contains(&contest)
    }

    /// The same person as they act inside a contest: who runs it alone is its team there.
    pub fn within_contest(&self, contest: ContestId) -> Self {
        self.raised(self.is_team_of_contest(contest))
    }

    /// The same person as they act inside a mini-lab of a contest.
    pub fn within_minilab(&self, minilab: MiniLabId, contest: ContestId) -> Self {
        self.raised(self.is_team_of_minilab(minilab) || self.is_team_of_contest(contest))
    }

    fn raised(&self, runs: bool) -> Self {
        let mut actor = self.clone();
        if runs && !actor.is_team() {
            actor.roles.push(Role::Animator);
        }
        actor
    }

    /// Whether they run this mini-lab: with the platform, or alone.
    pub fn is_team_of_minilab(&self, minilab: MiniLabId) -> bool {
        self.is_team() || self.minilabs().contains(&minilab)
    }

    /// The contests that they run alone, for a query.
    pub fn contests(&self) -> Vec<ContestId> {
        let run = self.held.iter().filter(|held| held.role.runs_things());
        let contests = run.filter_map(|held| match held.scope {
            Scope::Contest(id) => Some(id),
            _ => None,
        });
        contests.collect()
    }

    /// The mini-labs that they run alone, for a query.
    pub fn minilabs(&self) -> Vec<MiniLabId> {
        let run = self.held.iter().filter(|held| held.role.runs_things());
        let minilabs = run.filter_map(|held| match held.scope {
            Scope::MiniLab(id) => Some(id),
            _ => None,
        });
        minilabs.collect()
    }

    /// What opens a document of the index to them: their audiences, and the contests that they run.
    pub fn access_terms(&self) -> Vec<String> {
        let audiences = self.audiences().into_iter().map(str::to_owned);
        audiences.chain(self.contests().into_iter().map(contest_term)).collect()
    }

    /// Whether they are ambassador of a place: of its département, or of a unit of its line.
    pub fn is_ambassador_of(&self, departement: &str, line: &[UnitId]) -> bool {
        self.held.iter().filter(|held| held.role == Role::Ambassador).any(|held| match &held.scope {
            Scope::Platform => true,
            Scope::Departement(code) => !departement.is_empty() && code == departement,
            Scope::Unit(id) => line.contains(id),
            Scope::Contest(_) | Scope::MiniLab(_) => false,
        })
    }

    /// Whether they are ambassador of any place.
    pub fn is_ambassador(&self) -> bool {
        self.held.iter().any(|held| held.role == Role::Ambassador)
    }

    /// Whether they administer the platform.
    pub fn is_administrator(&self) -> bool {
        self.account.is_some() && self.roles.contains(&Role::Administrator)
    }

    /// Fails unless `allowed`: with the way to sign in for a visitor, and plainly for who is known.
    ///
    /// # Errors
    ///
    /// [`AppError::SignInFirst`] or [`AppError::Forbidden`].
    pub fn require(&self, allowed: bool) -> AppResult<()> {
        match (allowed, self.account) {
            (true, _) => Ok(()),
            (false, None) => Err(AppError::SignInFirst),
            (false, Some(_)) => Err(AppError::Forbidden),
        }
    }

    /// Whether a page with this word opens for them.
    ///
    /// # Errors
    ///
    /// As [`Actor::require`].
    pub fn open(&self, access: Access) -> AppResult<()> {
        self.require(match access {
            Access::Everybody => true,
            Access::SignedIn => self.account.is_some(),
            Access::Team => self.is_team(),
            Access::AnyTeam => self.is_team_of_something(),
            Access::Administrators => self.is_administrator(),
        })
    }

    /// The audiences they belong to, as words for a query or an index.
    pub fn audiences(&self) -> Vec<&'static str> {
        self.sees().iter().map(|audience| audience.as_str()).collect()
    }

    /// The audiences they belong to.
    pub fn sees(&self) -> &'static [Audience] {
        match (self.account, self.is_team()) {
            (None, _) => &[Audience::Public],
            (Some(_), false) => &[Audience::Public, Audience::Agents],
            (Some(_), true) => &[Audience::Public, Audience::Agents, Audience::Team],
        }
    }
}

/// Whether an actor may give and take roles.
pub fn may_manage_accounts(actor: &Actor) -> bool {
    actor.is_administrator()
}

/// The word in the index for who runs a contest.
pub fn contest_term(contest: ContestId) -> String {
    format!("contest:{contest}")
}

/// Whether an actor may give cards out somewhere.
pub fn may_issue_cards(actor: &Actor) -> bool {
    actor.is_team() || actor.is_ambassador()
}

/// Whether an actor may give cards out at a site of this département, which belongs to these units.
pub fn may_issue_cards_at(actor: &Actor, departement: &str, line: &[UnitId]) -> bool {
    actor.is_team() || actor.is_ambassador_of(departement, line)
}

/// What a card is, as its issuer sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CardState {
    /// Printed, and not used yet.
    Issued,
    /// Somebody's.
    Active,
    /// Of no use any more.
    Void,
}

impl CardState {
    /// The word in the database and in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Issued => "issued",
            Self::Active => "active",
            Self::Void => "void",
        }
    }
}

impl FromStr for CardState {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        [Self::Issued, Self::Active, Self::Void].into_iter().find(|state| state.as_str() == text).ok_or(())
    }
}

text_column!(CardState);

/// The most characters of a name, a trade, a site.
pub const SHORT_TEXT: usize = 120;
/// The most characters of an address, by RFC 5321.
const LONGEST_ADDRESS: usize = 254;

/// An address as it is compared: without blanks around it, in lower case.
///
/// # Errors
///
/// A fault of the field `email` when it is no address, or not of a domain that may sign in.
pub fn checked_address(text: &str, domains: &[String]) -> AppResult<String> {
    let address = text.trim().to_lowercase();
    if address.is_empty() {
        return Err(FieldErrors::one("email", "required"));
    }
    let parts = address.rsplit_once('@').filter(|(user, domain)| !user.is_empty() && domain.contains('.'));
    let Some((_, domain)) = parts else { return Err(FieldErrors::one("email", "not-an-address")) };
    let has_strange =
        address.chars().any(|c| c.is_control() || c.is_whitespace() || "<>,;\"()[]\\".contains(c));
    if has_strange || address.len() > LONGEST_ADDRESS || domain.starts_with('.') || domain.ends_with('.') {
        return Err(FieldErrors::one("email", "not-an-address"));
    }
    if !domains.is_empty() && !domains.iter().any(|allowed| belongs_to(domain, allowed)) {
        return Err(FieldErrors::one("email", "domain-not-allowed"));
    }
    Ok(address)
}

/// Compared on a label's boundary: `evil-example.org` is not of `example.org`.
fn belongs_to(domain: &str, allowed: &str) -> bool {
    domain == allowed || domain.strip_suffix(allowed).is_some_and(|rest| rest.ends_with('.'))
}

/// One or two letters of a name, for a round mark.
pub fn initials(name: &str) -> String {
    let letters: Vec<char> = name.split([' ', '-', '\'']).filter_map(|word| word.chars().next()).collect();
    let picked = match letters.as_slice() {
        [] => return "?".to_owned(),
        [only] => vec![*only],
        [first, .., last] => vec![*first, *last],
    };
    picked.into_iter().flat_map(char::to_uppercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::Id;

    fn agent(roles: &[Role]) -> Actor {
        Actor::new(AccountId::from_i64(1), roles.to_vec())
    }

    #[test]
    fn who_is_on_the_team() {
        assert!(!Actor::visitor().is_team() && !agent(&[]).is_team());
        assert!(agent(&[Role::Animator]).is_team() && !agent(&[Role::Animator]).is_administrator());
        assert!(agent(&[Role::Administrator]).is_team());
    }

    #[test]
    fn addresses_are_compared_in_one_form() {
        assert_eq!(checked_address(" Ada@Example.ORG ", &[]).unwrap(), "ada@example.org");
        for wrong in
            ["", "ada", "@example.org", "ada@org", "a b@example.org", "<ada@example.org>", "ada@.org"]
        {
            assert!(checked_address(wrong, &[]).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_domain_is_compared_on_a_label_boundary() {
        let domains = ["example.org".to_owned()];
        assert!(checked_address("a@example.org", &domains).is_ok());
        assert!(checked_address("a@lycee.example.org", &domains).is_ok());
        assert!(checked_address("a@evil-example.org", &domains).is_err());
        assert!(checked_address("a@example.org.evil.net", &domains).is_err());
    }

    #[test]
    fn a_mark_is_made_of_any_name() {
        for (name, mark) in [("Ada Lovelace", "AL"), ("élise", "É"), ("", "?"), ("Jean-Luc d'Arc", "JA")] {
            assert_eq!(initials(name), mark);
        }
    }
}
