//! What a provider says of itself: its addresses and its keys, kept in memory.

use std::sync::{Arc, Mutex, PoisonError};

use chrono::TimeDelta;
use openidconnect::url::Url;
use openidconnect::{IssuerUrl, ProviderMetadataWithLogout, TokenUrl, UserInfoUrl};

use super::errors::OidcError;
use super::http::Http;
use crate::clock::Time;

/// How long what a provider says of itself is believed.
const FRESH: TimeDelta = TimeDelta::hours(1);
/// How soon a provider's keys may be asked for again, when a signature is of none of those that are known.
const KEYS_AGAIN: TimeDelta = TimeDelta::seconds(10);

/// What is known of one provider.
#[derive(Debug)]
pub struct Discovery {
    issuer: IssuerUrl,
    http: Http,
    known: Mutex<Option<(Arc<ProviderMetadataWithLogout>, Time)>>,
}

impl Discovery {
    /// Of this issuer, of whom nothing is known yet.
    pub fn new(issuer: IssuerUrl, http: Http) -> Self {
        Self { issuer, http, known: Mutex::default() }
    }

    /// Whose it is.
    pub fn issuer(&self) -> &IssuerUrl {
        &self.issuer
    }

    /// What the provider says, asked again when it is an hour old.
    ///
    /// # Errors
    ///
    /// When it cannot be asked, or its answer is not its own.
    pub async fn get(&self, now: Time) -> Result<Arc<ProviderMetadataWithLogout>, OidcError> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner).clone();
        match known {
            Some((metadata, at)) if now - at < FRESH => Ok(metadata),
            _ => self.ask(now).await,
        }
    }

    /// What the provider says now, since it may have changed its keys; unless it was asked a moment ago: signatures that
    /// are made up do not make us ask each time.
    ///
    /// # Errors
    ///
    /// As [`Discovery::get`].
    pub async fn get_again(&self, now: Time) -> Result<Arc<ProviderMetadataWithLogout>, OidcError> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner).clone();
        match known {
            Some((metadata, at)) if now - at < KEYS_AGAIN => Ok(metadata),
            _ => self.ask(now).await,
        }
    }

    async fn ask(&self, now: Time) -> Result<Arc<ProviderMetadataWithLogout>, OidcError> {
        let found = ProviderMetadataWithLogout::discover_async(self.issuer.clone(), &self.http).await?;
        if self.issuer.url().scheme() == "https" && !endpoints(&found).all(|url| url.scheme() == "https") {
            return Err(OidcError::wrong("discovery: an address without TLS"));
        }
        let found = Arc::new(found);
        *self.known.lock().unwrap_or_else(PoisonError::into_inner) = Some((Arc::clone(&found), now));
        Ok(found)
    }
}

/// The addresses that secrets and keys travel to and from.
fn endpoints(metadata: &ProviderMetadataWithLogout) -> impl Iterator<Item = &Url> {
    let needed = [metadata.authorization_endpoint().url(), metadata.jwks_uri().url()];
    let token = metadata.token_endpoint().map(TokenUrl::url);
    let userinfo = metadata.userinfo_endpoint().map(UserInfoUrl::url);
    needed.into_iter().chain(token).chain(userinfo)
}
