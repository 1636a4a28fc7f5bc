//! An OpenID Connect provider of this process, that answers well, or wrongly in one way. It signs with its own keys.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use anyhow::{Context, ensure};
use data_encoding::BASE64URL_NOPAD;
use hmac::{Hmac, KeyInit, Mac};
use p256::ecdsa::signature::Signer;
use p256::ecdsa::{Signature, SigningKey};
use poem::http::{StatusCode, header};
use poem::listener::{Acceptor, Listener, TcpListener};
use poem::web::Data;
use poem::{Body, EndpointExt, Request, Response, Route, Server, handler};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::{Answer, Person, TestApp, beginning};

/// What it knows us by.
pub const CLIENT: &str = "minilabs-client";
const SECRET: &str = "a-secret-of-forty-characters-for-the-tests";

/// What is wrong with its answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Fault {
    /// Nothing.
    #[default]
    None,
    /// The discovery document says that it is another issuer's.
    DiscoveryOfAnother,
    /// The discovery document takes longer than anybody waits.
    SlowDiscovery,
    /// The answer to the code takes longer than anybody waits.
    SlowToken,
    /// It says that it cannot now.
    ServerError,
    /// The answer to the code is no JSON.
    NoJson,
    /// The answer to the code never ends.
    Huge,
    /// The answer to the code is elsewhere.
    Redirect,
    /// It does not know our secret.
    UnknownClient,
    /// There is no `id_token`.
    NoIdToken,
    /// The nonce is of another sign-in.
    WrongNonce,
    /// There is no nonce.
    NoNonce,
    /// The `id_token` is for another client.
    WrongAudience,
    /// It is for us, and for somebody else whom we do not know.
    TwoAudiences,
    /// It was given to another party.
    WrongParty,
    /// It is over.
    Expired,
    /// It is of tomorrow.
    Early,
    /// It is of another issuer.
    WrongIssuer,
    /// `alg: none`.
    Unsigned,
    /// A signature of an algorithm that nobody knows.
    UnknownAlgorithm,
    /// Signed with our secret, where keys were agreed on.
    SignedWithSecret,
    /// Signed with a secret that is its public key, which everybody knows.
    SignedWithPublicKey,
    /// Signed with a key of somebody else.
    WrongKey,
    /// The claims were changed after they were signed.
    Changed,
    /// Userinfo speaks of somebody else.
    OtherPerson,
    /// Userinfo is signed with a key of somebody else.
    WrongUserinfoKey,
    /// Userinfo is not there.
    NoUserinfo,
}

struct Pending {
    nonce: String,
    challenge: String,
    redirect: String,
}

struct State {
    url: String,
    fault: Fault,
    /// What the `id_token` says beyond what it must.
    id_claims: Value,
    /// What userinfo says.
    person: Value,
    signs_userinfo: bool,
    key: SigningKey,
    key_name: String,
    codes: BTreeMap<String, Pending>,
    codes_given: usize,
    discoveries: usize,
}

/// The provider.
pub struct OidcServer {
    /// Its issuer.
    pub url: String,
    state: Arc<Mutex<State>>,
}

impl OidcServer {
    /// One that knows Angela.
    pub async fn start() -> anyhow::Result<Self> {
        let acceptor = TcpListener::bind("127.0.0.1:0").into_acceptor().await?;
        let address = acceptor.local_addr().remove(0);
        let address = address.as_socket_addr().context("no address")?.to_owned();
        let url = format!("http://{address}/api/v2");
        let state = Arc::new(Mutex::new(State {
            url: url.clone(),
            fault: Fault::None,
            id_claims: json!({ "acr": "eidas1" }),
            person: json!({
                "sub": "angela-1", "given_name": "Angela Claire", "usual_name": "DUBOIS", "email": "Angela@Example.org",
                "siret": "13002526500013", "organization_label": "Rectorat", "roles": ["agent_public"],
            }),
            signs_userinfo: false,
            key: key(1),
            key_name: "first".into(),
            codes: BTreeMap::new(),
            codes_given: 0,
            discoveries: 0,
        }));
        let routes = Route::new()
            .at("/api/v2/.well-known/openid-configuration", poem::get(discovery))
            .at("/api/v2/jwks", poem::get(jwks))
            .at("/api/v2/token", poem::post(token))
            .at("/api/v2/userinfo", poem::get(userinfo))
            .data(Arc::clone(&state));
        tokio::spawn(Server::new_with_acceptor(acceptor).run(routes));
        Ok(Self { url, state })
    }

    /// An application that signs in through it under the name `proconnect`, with more settings.
    pub fn app(&self, more: &[(&str, &str)]) -> TestApp {
        let mut settings = vec![
            ("OIDC_PROVIDERS", "proconnect"),
            ("OIDC_PROCONNECT_PROCONNECT", "yes"),
            ("OIDC_PROCONNECT_ISSUER", self.url.as_str()),
            ("OIDC_PROCONNECT_CLIENT_ID", CLIENT),
            ("OIDC_PROCONNECT_CLIENT_SECRET", SECRET),
        ];
        settings.retain(|(name, _)| more.iter().all(|(other, _)| other != name));
        settings.extend_from_slice(more);
        TestApp::with(&settings)
    }

    /// Answers with this fault from now on.
    pub fn fault(&self, fault: Fault) {
        self.state.lock().unwrap().fault = fault;
    }

    /// Changes what it says of the person; `null` takes a claim away.
    pub fn says(&self, claim: &str, value: Value) {
        self.state.lock().unwrap().person[claim] = value;
    }

    /// Changes what the `id_token` says beyond what it must.
    pub fn token_says(&self, claim: &str, value: Value) {
        self.state.lock().unwrap().id_claims[claim] = value;
    }

    /// Signs userinfo from now on.
    pub fn sign_userinfo(&self) {
        self.state.lock().unwrap().signs_userinfo = true;
    }

    /// Signs with another key from now on.
    pub fn change_key(&self) {
        let mut state = self.state.lock().unwrap();
        state.key = key(9);
        state.key_name = "second".into();
    }

    /// How often it was asked who it is.
    pub fn discoveries(&self) -> usize {
        self.state.lock().unwrap().discoveries
    }

    /// Sends a browser off, and answers where the page leads it.
    pub async fn leave(&self, browser: &Person<'_>, next: &str) -> anyhow::Result<Asked> {
        let path = "/connexion/fournisseur/proconnect";
        let page = browser.post(path, &[("next", next)]).await?;
        page.assert_status(200);
        Asked::read(&page)
    }

    /// What the person's consent brings back, as a path of ours.
    pub fn consent(&self, asked: &Asked) -> anyhow::Result<String> {
        let mut state = self.state.lock().unwrap();
        state.codes_given += 1;
        let code = format!("code-{}", state.codes_given);
        let [nonce, challenge, redirect] =
            ["nonce", "code_challenge", "redirect_uri"].map(|name| asked.get(name).to_owned());
        ensure!(asked.get("client_id") == CLIENT && asked.get("response_type") == "code", "{asked:?}");
        state.codes.insert(code.clone(), Pending { nonce, challenge, redirect });
        Ok(self.back(&[("code", &code), ("state", asked.get("state")), ("iss", &self.url)]))
    }

    /// A return with these parameters.
    pub fn back(&self, query: &[(&str, &str)]) -> String {
        let query = serde_html_form::to_string(query).unwrap();
        format!("/connexion/fournisseur/proconnect/retour?{query}")
    }

    /// Off, consent, and back.
    pub async fn sign_in(&self, browser: &Person<'_>, next: &str) -> anyhow::Result<Answer> {
        let asked = self.leave(browser, next).await?;
        browser.get(&self.consent(&asked)?).await
    }
}

/// What a browser asks of a provider.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The address without its parameters.
    pub place: String,
    query: Vec<(String, String)>,
}

impl Asked {
    /// Where a page leads that leaves by itself; its link says the same.
    pub fn read(page: &Answer) -> anyhow::Result<Self> {
        let refresh = page.header("refresh").strip_prefix("0; url=").context("it does not leave")?;
        let links = page.document().all("a");
        ensure!(links.iter().any(|link| link.attribute("href") == Some(refresh)), "no link: {}", page.body);
        let (place, query) = refresh.split_once('?').context("no parameters")?;
        Ok(Self { place: place.to_owned(), query: serde_html_form::from_str(query)? })
    }

    /// A parameter; empty when there is none.
    pub fn get(&self, name: &str) -> &str {
        self.query.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }
}

type Shared = Arc<Mutex<State>>;

#[handler]
async fn discovery(state: Data<&Shared>) -> Response {
    let (url, fault) = {
        let mut state = state.lock().unwrap();
        state.discoveries += 1;
        (state.url.clone(), state.fault)
    };
    if fault == Fault::SlowDiscovery {
        tokio::time::sleep(Duration::from_secs(30)).await;
    }
    let issuer =
        if fault == Fault::DiscoveryOfAnother { "https://evil.example/api/v2" } else { url.as_str() };
    answer(&json!({
        "issuer": issuer,
        "authorization_endpoint": format!("{url}/authorize"),
        "token_endpoint": format!("{url}/token"),
        "userinfo_endpoint": format!("{url}/userinfo"),
        "jwks_uri": format!("{url}/jwks"),
        "end_session_endpoint": format!("{url}/session/end"),
        "response_types_supported": ["code"],
        "subject_types_supported": ["pairwise"],
        "id_token_signing_alg_values_supported": ["ES256", "RS256", "HS256"],
    }))
}

#[handler]
fn jwks(state: Data<&Shared>) -> Response {
    let state = state.lock().unwrap();
    answer(&json!({ "keys": [public_key(&state.key, &state.key_name)] }))
}

#[handler]
async fn token(state: Data<&Shared>, request: &Request, body: String) -> Response {
    let fault = state.lock().unwrap().fault;
    match fault {
        Fault::SlowToken => tokio::time::sleep(Duration::from_secs(30)).await,
        Fault::ServerError => return StatusCode::SERVICE_UNAVAILABLE.into(),
        Fault::NoJson => return Response::builder().content_type("text/html").body("<h1>Maintenance</h1>"),
        Fault::Huge => return Response::builder().content_type("application/json").body(endless()),
        Fault::Redirect => {
            let elsewhere = format!("{}/jwks", state.lock().unwrap().url);
            return Response::builder()
                .status(StatusCode::TEMPORARY_REDIRECT)
                .header("location", elsewhere)
                .finish();
        }
        _ => {}
    }
    let form: Vec<(String, String)> = serde_html_form::from_str(&body).unwrap();
    let field =
        |name: &str| form.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value.as_str());
    let basic = format!("Basic {}", data_encoding::BASE64.encode(format!("{CLIENT}:{SECRET}").as_bytes()));
    let is_ours = (field("client_id"), field("client_secret")) == (CLIENT, SECRET)
        || request.header(header::AUTHORIZATION) == Some(basic.as_str());
    if !is_ours || fault == Fault::UnknownClient {
        return refusal("invalid_client");
    }
    let mut state = state.lock().unwrap();
    let challenge = BASE64URL_NOPAD.encode(&Sha256::digest(field("code_verifier")));
    let pending = state.codes.remove(field("code"));
    let pending =
        pending.filter(|pending| pending.challenge == challenge && pending.redirect == field("redirect_uri"));
    let Some(pending) = pending else { return refusal("invalid_grant") };
    let mut tokens = json!({ "access_token": "access", "token_type": "Bearer", "expires_in": 3600 });
    if fault != Fault::NoIdToken {
        tokens["id_token"] = json!(state.id_token(&pending.nonce));
    }
    answer(&tokens)
}

#[handler]
fn userinfo(state: Data<&Shared>, request: &Request) -> Response {
    let state = state.lock().unwrap();
    let may = request.header(header::AUTHORIZATION) == Some("Bearer access");
    if !may || state.fault == Fault::NoUserinfo {
        return StatusCode::UNAUTHORIZED.into();
    }
    let mut person = state.person.clone();
    if state.fault == Fault::OtherPerson {
        person["sub"] = json!("somebody-else");
    }
    if !state.signs_userinfo {
        return answer(&person);
    }
    for (claim, value) in state.standard_claims().as_object().into_iter().flatten() {
        person[claim] = value.clone();
    }
    let key = if state.fault == Fault::WrongUserinfoKey { key(5) } else { state.key.clone() };
    let head = json!({ "alg": "ES256", "typ": "JWT", "kid": state.key_name });
    Response::builder().content_type("application/jwt").body(signed(&head, &person, &key))
}

impl State {
    fn standard_claims(&self) -> Value {
        let now = beginning().and_utc().timestamp();
        json!({ "iss": self.url, "aud": CLIENT, "iat": now, "exp": now + 3600 })
    }

    fn id_token(&self, nonce: &str) -> String {
        let now = beginning().and_utc().timestamp();
        let mut claims = self.standard_claims();
        claims["sub"] = self.person["sub"].clone();
        claims["nonce"] = json!(nonce);
        for (claim, value) in self.id_claims.as_object().into_iter().flatten() {
            claims[claim] = value.clone();
        }
        match self.fault {
            Fault::WrongNonce => claims["nonce"] = json!("n".repeat(43)),
            Fault::NoNonce => drop(claims.as_object_mut().map(|claims| claims.remove("nonce"))),
            Fault::WrongAudience => claims["aud"] = json!("another-client"),
            Fault::TwoAudiences => claims["aud"] = json!([CLIENT, "another-client"]),
            Fault::WrongParty => claims["azp"] = json!("another-client"),
            Fault::Expired => claims["exp"] = json!(now - 120),
            Fault::Early => claims["iat"] = json!(now + 86_400),
            Fault::WrongIssuer => claims["iss"] = json!("https://evil.example"),
            _ => {}
        }
        let mut head = json!({ "alg": "ES256", "typ": "JWT", "kid": self.key_name });
        match self.fault {
            Fault::Unsigned => {
                head["alg"] = json!("none");
                format!("{}.", unsigned(&head, &claims))
            }
            Fault::UnknownAlgorithm => {
                head["alg"] = json!("XS256");
                signed(&head, &claims, &self.key)
            }
            Fault::SignedWithSecret => with_secret(&claims, SECRET.as_bytes()),
            Fault::SignedWithPublicKey => {
                with_secret(&claims, public_key(&self.key, &self.key_name).to_string().as_bytes())
            }
            Fault::WrongKey => signed(&head, &claims, &key(5)),
            Fault::Changed => {
                let before = signed(&head, &claims, &self.key);
                claims["sub"] = json!("an-administrator");
                let signature = before.rsplit('.').next().unwrap_or_default().to_owned();
                format!("{}.{signature}", unsigned(&head, &claims))
            }
            _ => signed(&head, &claims, &self.key),
        }
    }
}

fn answer(body: &Value) -> Response {
    Response::builder().content_type("application/json").body(body.to_string())
}

fn refusal(error: &str) -> Response {
    let body = json!({ "error": error }).to_string();
    Response::builder().status(StatusCode::BAD_REQUEST).content_type("application/json").body(body)
}

fn endless() -> Body {
    Body::from_async_read(tokio::io::repeat(b' '))
}

fn key(seed: u8) -> SigningKey {
    SigningKey::from_slice(&[seed; 32]).unwrap()
}

fn public_key(key: &SigningKey, name: &str) -> Value {
    let point = key.verifying_key().to_sec1_point(false);
    // An uncompressed point: the byte 4, then x and y.
    let (x, y) = point.as_bytes()[1..].split_at(32);
    let (x, y) = (BASE64URL_NOPAD.encode(x), BASE64URL_NOPAD.encode(y));
    json!({ "kty": "EC", "crv": "P-256", "use": "sig", "kid": name, "x": x, "y": y })
}

fn unsigned(head: &Value, claims: &Value) -> String {
    let part = |value: &Value| BASE64URL_NOPAD.encode(value.to_string().as_bytes());
    format!("{}.{}", part(head), part(claims))
}

fn signed(head: &Value, claims: &Value, key: &SigningKey) -> String {
    let text = unsigned(head, claims);
    let signature: Signature = key.sign(text.as_bytes());
    format!("{text}.{}", BASE64URL_NOPAD.encode(&signature.to_bytes()))
}

fn with_secret(claims: &Value, secret: &[u8]) -> String {
    let text = unsigned(&json!({ "alg": "HS256", "typ": "JWT" }), claims);
    let mut mac = Hmac::<Sha256>::new_from_slice(secret).unwrap();
    mac.update(text.as_bytes());
    format!("{text}.{}", BASE64URL_NOPAD.encode(&mac.finalize().into_bytes()))
}
