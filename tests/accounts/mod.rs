//! Signing in, one's own account, roles.

mod api;
pub mod card;
mod cards;
mod profile;
mod roles;
mod sessions;
mod sign_in;
mod sign_in_code;
mod sign_out;
