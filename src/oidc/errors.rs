//! Why nobody was let in: each kind has a page of its own, with a way out.

use std::fmt;

use openidconnect::core::CoreErrorResponseType;
use openidconnect::{ClaimsVerificationError, DiscoveryError, RequestTokenError, StandardErrorResponse};

use super::http::HttpError;

/// Why a provider's answer lets nobody in. The details are for the log, never for a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OidcError {
    /// No connection, or it says that it cannot now.
    Down(String),
    /// No whole answer in time.
    Slow,
    /// An answer that does not fit.
    WrongAnswer(String),
    /// The person, or the provider, said no.
    Denied,
    /// Nobody is signed in there.
    LoginRequired,
    /// The level of assurance is not enough.
    AcrTooLow,
    /// None of the roles that may enter.
    RoleMissing,
    /// The provider does not take our request; its word for why.
    Refused(String),
}

impl OidcError {
    /// The word that chooses the page's sentences.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Down(_) => "down",
            Self::Slow => "slow",
            Self::WrongAnswer(_) => "wrong-answer",
            Self::Denied => "denied",
            Self::LoginRequired => "login-required",
            Self::AcrTooLow => "acr-too-low",
            Self::RoleMissing => "role-missing",
            Self::Refused(_) => "refused",
        }
    }

    /// What an `error` that comes back with the browser means.
    pub fn told(code: &str) -> Self {
        match code {
            "access_denied" => Self::Denied,
            "login_required" | "interaction_required" | "account_selection_required" | "consent_required" => {
                Self::LoginRequired
            }
            "unmet_authentication_requirements" => Self::AcrTooLow,
            "temporarily_unavailable" | "server_error" => Self::Down(code.to_owned()),
            other => Self::Refused(plain(other)),
        }
    }

    pub(super) fn wrong(what: impl fmt::Display) -> Self {
        Self::WrongAnswer(plain(&what.to_string()))
    }
}

impl fmt::Display for OidcError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Down(why) => write!(out, "the provider cannot be used: {why}"),
            Self::Slow => out.write_str("the provider did not answer in time: see OIDC_TIMEOUT_SECONDS"),
            Self::WrongAnswer(why) => write!(out, "the provider's answer does not fit: {why}"),
            Self::Denied => out.write_str("the provider says no"),
            Self::LoginRequired => out.write_str("nobody is signed in at the provider"),
            Self::AcrTooLow => out.write_str("the level of assurance is not enough"),
            Self::RoleMissing => out.write_str("none of the roles that may enter"),
            Self::Refused(why) => write!(out, "the provider does not take the request: {why}"),
        }
    }
}

impl From<HttpError> for OidcError {
    fn from(error: HttpError) -> Self {
        match error {
            HttpError::Slow => Self::Slow,
            HttpError::Unreachable(why) => Self::Down(plain(&why)),
            HttpError::Busy(status) => Self::Down(format!("status {status}")),
            HttpError::Redirected | HttpError::TooLarge | HttpError::Refused(_) | HttpError::Unreadable => {
                Self::wrong(error)
            }
        }
    }
}

impl From<DiscoveryError<HttpError>> for OidcError {
    fn from(error: DiscoveryError<HttpError>) -> Self {
        match error {
            DiscoveryError::Request(error) => error.into(),
            other => Self::wrong(format_args!("discovery: {other}")),
        }
    }
}

type TokenError = RequestTokenError<HttpError, StandardErrorResponse<CoreErrorResponseType>>;

impl From<TokenError> for OidcError {
    fn from(error: TokenError) -> Self {
        match error {
            RequestTokenError::Request(error) => error.into(),
            RequestTokenError::ServerResponse(answer) => Self::Refused(plain(answer.error().as_ref())),
            RequestTokenError::Parse(error, _) => Self::wrong(format_args!("token: {error}")),
            RequestTokenError::Other(why) => Self::wrong(format_args!("token: {why}")),
        }
    }
}

impl From<ClaimsVerificationError> for OidcError {
    fn from(error: ClaimsVerificationError) -> Self {
        match error {
            ClaimsVerificationError::InvalidAuthContext(_) => Self::AcrTooLow,
            ClaimsVerificationError::SignatureVerification(why) => {
                Self::wrong(format_args!("signature: {why}"))
            }
            other => Self::wrong(other),
        }
    }
}

/// Words of others as a line of a log holds them.
fn plain(words: &str) -> String {
    words.chars().map(|c| if c.is_control() { ' ' } else { c }).take(300).collect()
}
