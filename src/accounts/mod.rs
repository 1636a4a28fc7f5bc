//! Who people are, and who acts now. Every other room leans on this one; it leans on none.
//!
//! Its invariant: a secret is never at rest. Codes and session tokens are kept as hashes only.

mod actions;
mod api;
mod jobs;
pub mod pages;
mod rules;
mod store;

pub use actions::{
    GrantRole, NewPerson, RequestCode, SignIn, SignOut, SignedIn, StartSession, UpdateProfile, ensure_account,
};
pub use api::{AccountsApi, ApiActor};
pub use jobs::{DeleteStale, register};
pub use rules::{Actor, NameLevel, Role, checked_address, initials, may_manage_accounts};
pub use store::{
    Account, NewAccount, SessionRow, actor_of, find, find_by_email, list_team, name_of, names_of,
};
