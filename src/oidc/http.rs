//! How providers are asked: no redirect, bounded time and size.

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use anyhow::Context;
use openidconnect::http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE};
use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse, UserInfoUrl, http};
use reqwest::{Client, redirect};
use thiserror::Error;

/// The largest answer: a set of keys is some kilobytes.
const ANSWER_BYTES: usize = 512 * 1024;
/// How long a connection may take.
const CONNECT_PATIENCE: Duration = Duration::from_secs(5);

/// What can happen to a request.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum HttpError {
    /// No connection, or one that broke; why.
    #[error("no connection: {0}")]
    Unreachable(String),
    /// No whole answer in time.
    #[error("no answer in time")]
    Slow,
    /// It says that it cannot now.
    #[error("status {0}")]
    Busy(u16),
    /// It sends elsewhere: a code, a secret or a key of elsewhere would not be what was agreed on.
    #[error("a redirect where an answer was due")]
    Redirected,
    /// More than any answer has.
    #[error("an answer that is far too large")]
    TooLarge,
    /// It says no.
    #[error("refused with status {0}")]
    Refused(u16),
    /// No HTTP.
    #[error("an answer that cannot be read")]
    Unreadable,
}

/// Asks providers. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Http(Client);

impl Http {
    /// With this patience for one answer.
    ///
    /// # Errors
    ///
    /// When TLS cannot be used.
    pub fn new(patience: Duration, has_tls: bool) -> anyhow::Result<Self> {
        let client = Client::builder()
            .user_agent(concat!("minilabs/", env!("CARGO_PKG_VERSION")))
            .redirect(redirect::Policy::none())
            .connect_timeout(CONNECT_PATIENCE)
            .timeout(patience)
            .tls_built_in_root_certs(has_tls)
            .build();
        client.map(Self).context("OIDC_PROVIDERS: TLS cannot be used (are ca-certificates installed?)")
    }

    /// Asks for userinfo: the kind of the answer, and its body.
    ///
    /// # Errors
    ///
    /// When there is no answer, or a refusal.
    pub async fn get_userinfo(&self, url: &UserInfoUrl, token: &str) -> Result<(String, Vec<u8>), HttpError> {
        let request = http::Request::get(url.as_str())
            .header(ACCEPT, "application/jwt, application/json")
            .header(AUTHORIZATION, format!("Bearer {token}"))
            .body(Vec::new())
            .map_err(|_| HttpError::Unreadable)?;
        let answer = self.send(request).await?;
        if !answer.status().is_success() {
            return Err(HttpError::Refused(answer.status().as_u16()));
        }
        let kind = answer.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        Ok((kind.to_lowercase(), answer.into_body()))
    }

    async fn send(&self, request: HttpRequest) -> Result<HttpResponse, HttpError> {
        let request = request.try_into().map_err(|_| HttpError::Unreadable)?;
        let mut response = self.0.execute(request).await.map_err(trouble)?;
        let status = response.status();
        if status.is_redirection() {
            return Err(HttpError::Redirected);
        }
        if status.is_server_error() || status.as_u16() == 429 {
            return Err(HttpError::Busy(status.as_u16()));
        }
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(trouble)? {
            if body.len() + chunk.len() > ANSWER_BYTES {
                return Err(HttpError::TooLarge);
            }
            body.extend_from_slice(&chunk);
        }
        let mut answer = HttpResponse::new(body);
        *answer.status_mut() = status;
        *answer.headers_mut() = response.headers().clone();
        Ok(answer)
    }
}

impl<'c> AsyncHttpClient<'c> for Http {
    type Error = HttpError;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, HttpError>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(self.send(request))
    }
}

fn trouble(error: reqwest::Error) -> HttpError {
    if error.is_timeout() && !error.is_connect() {
        return HttpError::Slow;
    }
    // The outer layers say where, the innermost one says what.
    let mut cause: &dyn std::error::Error = &error;
    while let Some(inner) = cause.source() {
        cause = inner;
    }
    HttpError::Unreachable(cause.to_string())
}
