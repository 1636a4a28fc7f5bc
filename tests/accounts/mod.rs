//! Signing in, one's own account, roles.

mod api;
mod identities;
mod oidc;
mod profile;
mod roles;
mod sessions;
mod sign_in;
mod sign_in_code;
mod sign_out;
