//! One provider: where it sends people, and who it says they are.

use std::sync::Arc;

use anyhow::Context;
use chrono::TimeDelta;
use openidconnect::core::{CoreAuthenticationFlow, CoreJsonWebKey, CoreJwsSigningAlgorithm};
use openidconnect::url::Url;
use openidconnect::{
    AuthType, AuthenticationContextClass, AuthorizationCode, ClientId, ClientSecret, CsrfToken,
    IdTokenVerifier, IssuerUrl, LogoutRequest, Nonce, OAuth2TokenResponse, PkceCodeChallenge,
    PkceCodeVerifier, PostLogoutRedirectUrl, ProviderMetadataWithLogout, RedirectUrl, Scope, TokenResponse,
};
use serde_json::json;

use super::claims::{IdClaims, InfoClaims, OidcClient, Said, SignedClaims, Tokens, one_line};
use super::discovery::Discovery;
use super::errors::OidcError;
use super::http::Http;
use super::secrets::Secrets;
use crate::clock::Time;
use crate::config::Config;
use crate::config::oidc::{OidcConfig, ProviderConfig, TrustEmail, Userinfo};

/// How far clocks may differ.
const LEEWAY: TimeDelta = TimeDelta::seconds(60);
/// The most characters of a subject, by the standard.
const LONGEST_SUBJECT: usize = 255;

/// The providers of the settings, in the order of their buttons.
#[derive(Debug, Clone, Default)]
pub struct Providers(Vec<Arc<Provider>>);

/// One provider.
#[derive(Debug)]
pub struct Provider {
    settings: ProviderConfig,
    discovery: Discovery,
    redirect: RedirectUrl,
    after_logout: PostLogoutRedirectUrl,
    algorithms: Vec<CoreJwsSigningAlgorithm>,
    http: Http,
}

/// What comes back with the browser.
#[derive(Debug, Clone, Default, serde::Deserialize)]
pub struct Answer {
    /// What the sign-in is known by.
    #[serde(default)]
    pub state: String,
    /// What the provider gives for an identity.
    #[serde(default)]
    pub code: String,
    /// Who says that it sends this.
    pub iss: Option<String>,
    /// Why there is no code.
    pub error: Option<String>,
}

/// Who a provider says somebody is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// The provider's name in the settings.
    pub provider: String,
    /// What the provider knows them by, for ever.
    pub subject: String,
    /// Their address, as the provider gave it.
    pub email: Option<String>,
    /// Whether the address is theirs without further proof.
    pub is_email_trusted: bool,
    /// The name they go by; may be empty.
    pub name: String,
    /// The name of their organisation; may be empty.
    pub organisation: String,
    /// What shows the provider, at the end, whose session ends.
    pub id_token: String,
}

impl Providers {
    /// By the settings.
    ///
    /// # Errors
    ///
    /// When a setting cannot be used; the message says which.
    pub fn from_config(config: &Config) -> anyhow::Result<Self> {
        let OidcConfig { providers, timeout } = &config.oidc;
        let has_tls = providers.iter().any(|provider| provider.issuer.starts_with("https://"));
        if providers.is_empty() {
            return Ok(Self::default());
        }
        let http = Http::new(*timeout, has_tls)?;
        let made = providers
            .iter()
            .map(|settings| Ok(Arc::new(Provider::new(settings.clone(), &config.base_url, http.clone())?)));
        made.collect::<anyhow::Result<_>>().map(Self)
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<Provider>> {
        self.0.iter()
    }

    /// The one of this name.
    pub fn find(&self, name: &str) -> Option<&Arc<Provider>> {
        self.0.iter().find(|provider| provider.name() == name)
    }
}

impl Provider {
    fn new(settings: ProviderConfig, base_url: &str, http: Http) -> anyhow::Result<Self> {
        let name = &settings.name;
        let issuer = IssuerUrl::new(settings.issuer.clone())
            .with_context(|| format!("OIDC_{}_ISSUER: write an address", name.to_uppercase()))?;
        let redirect = RedirectUrl::new(format!("{base_url}/connexion/fournisseur/{name}/retour"));
        let after_logout = PostLogoutRedirectUrl::new(format!("{base_url}/deconnexion/retour"));
        let algorithms = settings.algorithms.iter().map(|algorithm| serde_json::from_value(json!(algorithm)));
        Ok(Self {
            discovery: Discovery::new(issuer, http.clone()),
            redirect: redirect.context("BASE_URL: write an address")?,
            after_logout: after_logout.context("BASE_URL: write an address")?,
            algorithms: algorithms.collect::<Result<_, _>>().context("OIDC: an unknown algorithm")?,
            http,
            settings,
        })
    }

    /// Its name in addresses and in the database.
    pub fn name(&self) -> &str {
        &self.settings.name
    }

    /// Its name on the button.
    pub fn label(&self) -> &str {
        &self.settings.label
    }

    /// Whether the button follows ProConnect's rules.
    pub fn is_proconnect(&self) -> bool {
        self.settings.is_proconnect
    }

    /// Whether only some of those whom it knows may enter.
    pub fn is_reserved(&self) -> bool {
        !self.settings.required_roles.is_empty()
    }

    /// Where to send a browser that keeps these secrets.
    ///
    /// # Errors
    ///
    /// When the provider cannot be asked where that is.
    pub async fn start(&self, secrets: &Secrets, now: Time) -> Result<Url, OidcError> {
        let client = self.client(&*self.discovery.get(now).await?);
        let verifier = PkceCodeVerifier::new(secrets.verifier());
        let (state, nonce) = (CsrfToken::new(secrets.state()), Nonce::new(secrets.nonce()));
        let mut request = client
            .authorize_url(CoreAuthenticationFlow::AuthorizationCode, || state, || nonce)
            .set_pkce_challenge(PkceCodeChallenge::from_code_verifier_sha256(&verifier));
        for scope in self.settings.scopes.iter().filter(|scope| *scope != "openid") {
            request = request.add_scope(Scope::new(scope.clone()));
        }
        let levels = &self.settings.acr_values;
        if self.settings.is_proconnect && !levels.is_empty() {
            let acr = json!({ "id_token": { "acr": { "essential": true, "values": levels } } });
            request = request.add_extra_param("claims", acr.to_string());
        } else {
            for level in levels {
                request = request.add_auth_context_value(AuthenticationContextClass::new(level.clone()));
            }
        }
        Ok(request.url().0)
    }

    /// Who the provider says came back with this answer to a browser that keeps these secrets.
    ///
    /// # Errors
    ///
    /// When anything in it does not fit: then nothing of it is believed.
    pub async fn finish(&self, secrets: &Secrets, answer: Answer, now: Time) -> Result<Identity, OidcError> {
        if answer.iss.is_some_and(|issuer| issuer != self.settings.issuer) {
            return Err(OidcError::wrong("it was sent by another issuer"));
        }
        if let Some(code) = answer.error {
            return Err(OidcError::told(&code));
        }
        let mut metadata = self.discovery.get(now).await?;
        let tokens = self.exchange(&self.client(&metadata), secrets, answer.code).await?;
        let id_token = tokens.id_token().ok_or_else(|| OidcError::wrong("no id_token"))?;
        if id_token.signing_key(&self.verifier(&metadata, now)).is_err() {
            metadata = self.discovery.get_again(now).await?;
        }
        let nonce = Nonce::new(secrets.nonce());
        let claims = id_token.claims(&self.verifier(&metadata, now), &nonce)?;
        self.check_party(claims)?;
        let said = match self.settings.userinfo {
            Userinfo::None => Said::by_token(claims),
            _ => self.userinfo(&metadata, &tokens, claims, now).await?.or(Said::by_token(claims)),
        };
        self.identity(claims.subject().as_str(), said, id_token.to_string())
    }

    /// Where to send a browser to end the session there too; nothing when the provider has no such page. Without an
    /// `id_token`, which says whose session it is, the provider asks.
    pub async fn logout_url(&self, id_token: &str, state: String, now: Time) -> Option<Url> {
        let metadata = self.discovery.get(now).await.ok()?;
        let end = metadata.additional_metadata().end_session_endpoint.clone()?;
        let request = LogoutRequest::from(end)
            .set_post_logout_redirect_uri(self.after_logout.clone())
            .set_state(CsrfToken::new(state));
        let request = match id_token.parse::<SignedClaims>() {
            Ok(id_token) => request.set_id_token_hint(&id_token),
            Err(_) => request.set_client_id(self.credentials().0),
        };
        Some(request.http_get_url())
    }

    fn client(&self, metadata: &ProviderMetadataWithLogout) -> OidcClient {
        let (id, secret) = self.credentials();
        let auth = if self.settings.is_basic { AuthType::BasicAuth } else { AuthType::RequestBody };
        OidcClient::from_provider_metadata(metadata.clone(), id, Some(secret))
            .set_auth_type(auth)
            .set_redirect_uri(self.redirect.clone())
    }

    fn credentials(&self) -> (ClientId, ClientSecret) {
        let secret = self.settings.client_secret.reveal().to_owned();
        (ClientId::new(self.settings.client_id.clone()), ClientSecret::new(secret))
    }

    async fn exchange(
        &self,
        client: &OidcClient,
        secrets: &Secrets,
        code: String,
    ) -> Result<Tokens, OidcError> {
        let request = client.exchange_code(AuthorizationCode::new(code)).map_err(OidcError::wrong)?;
        let request = request.set_pkce_verifier(PkceCodeVerifier::new(secrets.verifier()));
        Ok(request.request_async(&self.http).await?)
    }

    /// What checks a signed set of claims: signature and algorithm, issuer, audience, expiry, level of assurance.
    fn verifier(
        &self,
        metadata: &ProviderMetadataWithLogout,
        now: Time,
    ) -> IdTokenVerifier<'_, CoreJsonWebKey> {
        let (id, secret) = self.credentials();
        let keys = metadata.jwks().clone();
        let latest = now.and_utc() + LEEWAY;
        let levels = &self.settings.acr_values;
        IdTokenVerifier::new_confidential_client(id, secret, self.discovery.issuer().clone(), keys)
            .set_allowed_algs(self.algorithms.clone())
            .set_time_fn(move || now.and_utc() - LEEWAY)
            .set_issue_time_verifier_fn(move |issued| {
                if issued > latest { Err("it was issued in the future".to_owned()) } else { Ok(()) }
            })
            .set_auth_context_verifier_fn(move |acr| {
                let is_enough = levels.is_empty() || acr.is_some_and(|acr| levels.contains(acr));
                if is_enough { Ok(()) } else { Err("the level is not one of those asked for".to_owned()) }
            })
    }

    /// Of several parties that a token is for, the one that it was given to must be us.
    fn check_party(&self, claims: &IdClaims) -> Result<(), OidcError> {
        match claims.authorized_party() {
            Some(party) if party.as_str() != self.settings.client_id => {
                Err(OidcError::wrong("the id_token was given to another party"))
            }
            _ => Ok(()),
        }
    }

    async fn userinfo(
        &self,
        metadata: &ProviderMetadataWithLogout,
        tokens: &Tokens,
        id_claims: &IdClaims,
        now: Time,
    ) -> Result<Said, OidcError> {
        let Some(url) = metadata.userinfo_endpoint() else {
            return Err(OidcError::wrong("it has no userinfo endpoint: see OIDC_<NAME>_USERINFO"));
        };
        let (kind, body) = self.http.get_userinfo(url, tokens.access_token().secret()).await?;
        let is_signed = kind.starts_with("application/jwt");
        if is_signed != (self.settings.userinfo == Userinfo::Signed) {
            return Err(OidcError::wrong(format_args!("userinfo is {kind:?}: see OIDC_<NAME>_USERINFO")));
        }
        if !is_signed {
            let claims: InfoClaims =
                InfoClaims::from_json::<std::convert::Infallible>(&body, Some(id_claims.subject()))
                    .map_err(|error| OidcError::wrong(format_args!("userinfo: {error}")))?;
            return Ok(Said::by_userinfo(&claims));
        }
        let token: SignedClaims = String::from_utf8_lossy(&body).trim().parse().map_err(OidcError::wrong)?;
        // The same checks as of an id_token, but for what belongs to a sign-in alone.
        let verifier =
            self.verifier(metadata, now).allow_all_jose_types().set_auth_context_verifier_fn(|_| Ok(()));
        let claims = token.claims(&verifier, |_: Option<&Nonce>| Ok(()))?;
        if claims.subject() != id_claims.subject() {
            return Err(OidcError::wrong("userinfo speaks of another person"));
        }
        Ok(Said::by_token(claims))
    }

    fn identity(&self, subject: &str, said: Said, id_token: String) -> Result<Identity, OidcError> {
        let is_subject = !subject.is_empty()
            && subject.chars().count() <= LONGEST_SUBJECT
            && !subject.chars().any(char::is_control);
        if !is_subject {
            return Err(OidcError::wrong("a subject that is none"));
        }
        let required = &self.settings.required_roles;
        let has_role = |role: &String| said.roles.as_ref().is_some_and(|roles| roles.contains(role));
        if !required.is_empty() && !required.iter().any(has_role) {
            return Err(OidcError::RoleMissing);
        }
        Ok(Identity {
            provider: self.settings.name.clone(),
            subject: subject.to_owned(),
            is_email_trusted: match self.settings.trust_email {
                TrustEmail::No => false,
                TrustEmail::Verified => said.is_email_verified,
                TrustEmail::Always => true,
            },
            name: said.display_name(),
            organisation: one_line(said.organisation.as_deref().unwrap_or_default()),
            email: said.email,
            id_token,
        })
    }
}
