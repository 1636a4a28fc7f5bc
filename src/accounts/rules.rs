//! Who acts, and what follows from their roles.

mod arrival;

pub use arrival::{Arrival, Arriving, arrival};

use std::str::FromStr;

use crate::audience::Audience;
use crate::db::text_column;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::ids::AccountId;
use crate::web::Access;

/// What a person may be, over the whole platform.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Accounts, settings, jobs; and all that animators do.
    Administrator,
    /// Runs contests and mini-labs.
    Animator,
}

impl Role {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Administrator, Self::Animator];

    /// The word in the database and in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Administrator => "administrator",
            Self::Animator => "animator",
        }
    }
}

impl FromStr for Role {
    type Err = anyhow::Error;

    fn from_str(text: &str) -> anyhow::Result<Self> {
        Self::ALL
            .into_iter()
            .find(|role| role.as_str() == text)
            .ok_or_else(|| anyhow::anyhow!("no role is called {text:?}: administrator or animator"))
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

/// Who acts now: somebody signed in, with their roles, or a visitor.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Actor {
    account: Option<AccountId>,
    roles: Vec<Role>,
}

impl Actor {
    /// Nobody in particular.
    pub fn visitor() -> Self {
        Self::default()
    }

    /// Somebody signed in.
    pub fn new(account: AccountId, roles: Vec<Role>) -> Self {
        Self { account: Some(account), roles }
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

    /// Their roles.
    pub fn roles(&self) -> &[Role] {
        &self.roles
    }

    /// Whether they are on the team that runs the platform.
    pub fn is_team(&self) -> bool {
        self.account.is_some() && !self.roles.is_empty()
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
