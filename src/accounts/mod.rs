//! Who people are, and who acts now. Every other room leans on this one; it asks the organisation's tree alone, for what
//! a workplace that somebody typed is.
//!
//! Its invariant: a secret is never at rest. Codes, session tokens and the states of sign-ins are kept as hashes only. A
//! provider's `id_token` is kept with the session that it opened, to end it there too; it opens nothing here again.

mod actions;
mod api;
mod cards;
mod grants;
mod jobs;
pub mod pages;
mod personal;
mod pins;
mod rules;
mod store;
mod unused;

pub use actions::administration::{
    BlockAccount, DecideOnIdentity, FoundAccount, find_accounts, list_identity_claims,
};
pub use actions::identities::{
    AskAboutIdentity, GoOnAlone, OwnIdentity, RemoveIdentity, find_claim, list_own_identities,
};
pub use actions::providers::{LeaveForProvider, NoEntry, ReturnFromProvider, Returned, TurnedAway};
pub use actions::{
    GrantRole, NewPerson, RequestCode, SignIn, SignOut, SignedIn, StartSession, UpdateProfile,
    count_writing_to, ensure_account,
};
pub use api::{AccountsApi, ApiActor, CardsApi, PeopleApi};
pub use cards::{
    ActivateCard, CardKey, ChangeCard, IssueCards, IssuedCard, ReplaceCard, SignInWithCard, site_for_cards,
};
pub use grants::{EndGrant, GiveRole, SetDeputy, Term};
pub use jobs::{DeleteStale, register};
pub use personal::{CONFIRMATIONS, EraseAccount, EraseOwnAccount, PersonalData, export_own_data};
pub use rules::{
    Actor, Held, NameLevel, Role, Scope, checked_address, contest_term, initials, may_issue_cards,
    may_manage_accounts,
};
pub use store::identities::{IdentityClaim, IdentityRow, count_asked_claims as count_identity_claims};
pub use store::{
    Account, GrantRow, NewAccount, SessionRow, actor_of, find, find_by_email, grants_of, list_team,
    name_levels_of, name_of, names_of,
};
