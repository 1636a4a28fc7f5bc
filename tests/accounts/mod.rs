//! Signing in, one's own account, roles.

mod api;
pub mod card;
mod cards;
mod erasure;
mod identities;
mod oidc;
mod people;
mod profile;
pub mod roles;
mod sessions;
mod sign_in;
mod sign_in_code;
mod sign_out;
mod unused;
