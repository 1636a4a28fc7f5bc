//! Who people are, and who acts now. Every other room leans on this one; it leans on none.
//!
//! Its invariant: a secret is never at rest. Codes, session tokens and the states of sign-ins are kept as hashes only. A
//! provider's `id_token` is kept with the session that it opened, to end it there too; it opens nothing here again.

mod actions;
mod api;
mod jobs;
pub mod pages;
mod rules;
mod store;

pub use actions::administration::{
    BlockAccount, DecideOnIdentity, FoundAccount, find_accounts, list_identity_claims,
};
pub use actions::identities::{
    AskAboutIdentity, GoOnAlone, OwnIdentity, RemoveIdentity, find_claim, list_own_identities,
};
pub use actions::providers::{LeaveForProvider, NoEntry, ReturnFromProvider, Returned, TurnedAway};
pub use actions::{
    GrantRole, NewPerson, RequestCode, SignIn, SignOut, SignedIn, StartSession, UpdateProfile, ensure_account,
};
pub use api::{AccountsApi, ApiActor};
pub use jobs::{DeleteStale, register};
pub use rules::{Actor, NameLevel, Role, checked_address, initials, may_manage_accounts};
pub use store::identities::{IdentityClaim, IdentityRow};
pub use store::{
    Account, NewAccount, SessionRow, actor_of, find, find_by_email, list_team, name_of, names_of,
};
