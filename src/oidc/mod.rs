//! OpenID Connect: asks a provider who somebody is, and believes its answer only when everything in it fits.
//!
//! Authorization code flow with PKCE, state and nonce. Of an answer are checked: the browser it came back to, the
//! issuer that sent it, the signature and its algorithm, issuer, audience, expiry and nonce of the `id_token`, the
//! level of assurance, that userinfo speaks of the same person, and the roles. This module knows no account.
//!
//! Requests go to the issuers of the settings and to the addresses that these name, never to an address that came
//! from a person. No redirect is followed; time and size are bounded.

mod claims;
mod discovery;
mod errors;
mod http;
mod provider;
mod secrets;

pub use errors::OidcError;
pub use provider::{Answer, Identity, Provider, Providers};
pub use secrets::{SECRET_LENGTH, Secrets};
