//! What a language model makes of a text: a vector, asked of any server that answers `POST …/embeddings` as OpenAI's
//! does. Off unless `EMBEDDINGS_URL` names one.
//!
//! Nothing but the texts leaves, and nothing that comes back is believed before it was looked at: as many vectors as
//! texts, of finite numbers, all of one size.

mod answer;
mod errors;
#[cfg(test)]
mod tests;

pub use errors::{EmbeddingsError, Trouble};

use std::net::IpAddr;
use std::time::Duration;

use anyhow::{Context, bail, ensure};
use reqwest::header::{AUTHORIZATION, CONTENT_TYPE, HeaderValue, RETRY_AFTER};
use reqwest::{Client, Response, StatusCode, Url, redirect};
use serde::Serialize;
use tokio::time::{Instant, sleep, timeout_at};

use crate::config::{Config, EmbeddingsConfig};

/// Texts in one request: what common servers take by default.
const BATCH_TEXTS: usize = 32;
/// Bytes of text in one request, unless a single text has more.
const BATCH_BYTES: usize = 100_000;
/// Characters of a text that are sent. What an idea is about is said by then, and models read little more.
const TEXT_CHARACTERS: usize = 2_000;
/// How long a connection may take.
const CONNECT_PATIENCE: Duration = Duration::from_secs(5);
/// How often a request is tried again when the server says that it cannot now.
const RETRIES: u32 = 2;
/// Bytes of a refusal that are read, for what it says.
const REFUSAL_BYTES: usize = 4_096;

/// A text's vector, of length 1; nothing when the text is empty or the model has nothing to say of it.
pub type Vector = Option<Vec<f32>>;

/// Asks for vectors. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Embedder {
    client: Client,
    url: Url,
    /// The server as messages name it.
    server: String,
    model: String,
    authorization: Option<HeaderValue>,
    patience: Duration,
    limits: Limits,
}

/// What no setting changes.
#[derive(Debug, Clone, Copy)]
struct Limits {
    /// Of one answer.
    answer_bytes: usize,
    /// Before the first new try; three times as long before the next.
    pause: Duration,
    /// The longest that a server's `Retry-After` is waited for.
    longest_pause: Duration,
    /// For all requests of one call.
    whole: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            answer_bytes: 64_000_000,
            pause: Duration::from_millis(500),
            longest_pause: Duration::from_secs(5),
            whole: Duration::from_secs(30 * 60),
        }
    }
}

/// The text of an idea as it is asked about.
pub fn text_of(title: &str, body: &str) -> String {
    match (title.trim(), body.trim()) {
        ("", text) | (text, "") => text.to_owned(),
        (title, body) => format!("{title}. {body}"),
    }
}

/// What of a text is sent: its beginning, without the white space around it.
pub fn as_sent(text: &str) -> &str {
    let text = text.trim();
    let end = text.char_indices().nth(TEXT_CHARACTERS).map_or(text.len(), |(end, _)| end);
    text[..end].trim_end()
}

impl Embedder {
    /// An embedder by the settings; none when they name no server.
    ///
    /// # Errors
    ///
    /// When a setting cannot be used; the message says which.
    pub fn from_config(config: &Config) -> anyhow::Result<Option<Self>> {
        Self::new(&config.embeddings)
    }

    /// As [`Embedder::from_config`], by these settings alone.
    ///
    /// # Errors
    ///
    /// As [`Embedder::from_config`].
    pub fn new(settings: &EmbeddingsConfig) -> anyhow::Result<Option<Self>> {
        let Some(address) = &settings.url else { return Ok(None) };
        let url = endpoint(address)?;
        let authorization = settings.key.as_ref().map(|key| bearer(key.reveal())).transpose()?;
        // A redirect would take texts and key where nobody said.
        let mut client = Client::builder()
            .user_agent(concat!("minilabs/", env!("CARGO_PKG_VERSION")))
            .redirect(redirect::Policy::none())
            .connect_timeout(CONNECT_PATIENCE)
            .timeout(settings.timeout)
            .tls_built_in_root_certs(url.scheme() == "https");
        if is_this_machine(&url) {
            client = client.no_proxy();
        }
        Ok(Some(Self {
            client: client
                .build()
                .context("EMBEDDINGS_URL: TLS cannot be used (are ca-certificates installed?)")?,
            server: url.origin().ascii_serialization(),
            url,
            model: settings.model.clone(),
            authorization,
            patience: settings.timeout,
            limits: Limits::default(),
        }))
    }

    /// The model that is asked; vectors of two models cannot be compared.
    pub fn model(&self) -> &str {
        &self.model
    }

    /// The vectors of these texts, in their order.
    ///
    /// # Errors
    ///
    /// When the server cannot be used.
    pub async fn embed(&self, texts: &[String]) -> Result<Vec<Vector>, EmbeddingsError> {
        let mut vectors = vec![None; texts.len()];
        let mut asking = self.ask(texts.iter().map(String::as_str));
        while let Some(batch) = asking.next().await? {
            for (place, vector) in batch {
                vectors[place] = vector;
            }
        }
        Ok(vectors)
    }

    /// As [`Embedder::embed`], a batch at a time, for who keeps what has come.
    pub fn ask<'a>(&'a self, texts: impl IntoIterator<Item = &'a str>) -> Asking<'a> {
        let batches = batches(texts);
        let total = batches.iter().map(Vec::len).sum();
        Asking {
            embedder: self,
            batches: batches.into_iter(),
            size: None,
            until: Instant::now() + self.limits.whole,
            done: 0,
            total,
        }
    }

    /// The vectors of one batch.
    async fn vectors(&self, texts: &[&str]) -> Result<Vec<Vec<f32>>, Trouble> {
        #[derive(Serialize)]
        struct Question<'a> {
            model: &'a str,
            input: &'a [&'a str],
            encoding_format: &'static str,
        }
        let question = Question { model: &self.model, input: texts, encoding_format: "float" };
        let question =
            serde_json::to_vec(&question).map_err(|error| Trouble::Unreadable(error.to_string()))?;
        let mut pause = self.limits.pause;
        let mut tries = 0;
        loop {
            let response = self.post(&question).await?;
            let status = response.status();
            if status.is_success() {
                let bytes = self.read(response).await?;
                return answer::read(&bytes, texts.len())
                    .map_err(|detail| Trouble::Unreadable(self.quote(&detail)));
            }
            if status.is_redirection() {
                return Err(Trouble::Redirected(status.as_u16()));
            }
            let is_passing = status == StatusCode::TOO_MANY_REQUESTS || status.is_server_error();
            if !is_passing || tries == RETRIES {
                let said = self.refusal(response).await;
                return Err(Trouble::Refused { status: status.as_u16(), said });
            }
            tries += 1;
            sleep(retry_after(&response).unwrap_or(pause).min(self.limits.longest_pause)).await;
            pause *= 3;
        }
    }

    async fn post(&self, question: &[u8]) -> Result<Response, Trouble> {
        let mut request = self.client.post(self.url.clone());
        if let Some(authorization) = &self.authorization {
            request = request.header(AUTHORIZATION, authorization);
        }
        let request = request.header(CONTENT_TYPE, "application/json").body(question.to_vec());
        request.send().await.map_err(|error| self.trouble(&error))
    }

    async fn read(&self, mut response: Response) -> Result<Vec<u8>, Trouble> {
        let mut bytes = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(|error| self.trouble(&error))? {
            if bytes.len() + chunk.len() > self.limits.answer_bytes {
                return Err(Trouble::TooLarge);
            }
            bytes.extend_from_slice(&chunk);
        }
        Ok(bytes)
    }

    /// What a refusal says, as far as it can be had.
    async fn refusal(&self, mut response: Response) -> String {
        let mut bytes = Vec::new();
        while let (true, Ok(Some(chunk))) = (bytes.len() < REFUSAL_BYTES, response.chunk().await) {
            bytes.extend_from_slice(&chunk);
        }
        bytes.truncate(REFUSAL_BYTES);
        self.quote(&String::from_utf8_lossy(&bytes))
    }

    fn trouble(&self, error: &reqwest::Error) -> Trouble {
        if error.is_timeout() && !error.is_connect() {
            return Trouble::Slow(self.patience);
        }
        // The outer layers say where, which the message says already; the innermost one says what.
        let mut cause: &dyn std::error::Error = error;
        while let Some(inner) = cause.source() {
            cause = inner;
        }
        Trouble::Unreachable(self.quote(&cause.to_string()))
    }

    /// Words of others, short and without the key, should they repeat it.
    fn quote(&self, words: &str) -> String {
        const LONGEST: usize = 200;
        let key = self.authorization.as_ref().and_then(|value| value.to_str().ok()?.strip_prefix("Bearer "));
        let words = key.map_or_else(|| words.to_owned(), |key| words.replace(key, "…"));
        let words =
            words.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty());
        let words = words.collect::<Vec<_>>().join(" ");
        match words.char_indices().nth(LONGEST) {
            Some((end, _)) => format!("{}…", &words[..end]),
            None => words,
        }
    }
}

/// Requests under way for a list of texts, one after the other.
pub struct Asking<'a> {
    embedder: &'a Embedder,
    batches: std::vec::IntoIter<Vec<(usize, &'a str)>>,
    size: Option<usize>,
    until: Instant,
    done: usize,
    total: usize,
}

impl Asking<'_> {
    /// The next vectors, each with the place of its text; none when all were given. Empty texts are passed over.
    ///
    /// # Errors
    ///
    /// When the server cannot be used; what was given before stays good.
    pub async fn next(&mut self) -> Result<Option<Vec<(usize, Vector)>>, EmbeddingsError> {
        let Some(batch) = self.batches.next() else { return Ok(None) };
        let (places, texts): (Vec<usize>, Vec<&str>) = batch.into_iter().unzip();
        let told = |trouble| EmbeddingsError { server: self.embedder.server.clone(), trouble };
        let answered = timeout_at(self.until, self.embedder.vectors(&texts)).await;
        let out_of_time = |_| told(Trouble::OutOfTime { done: self.done, total: self.total });
        let vectors = answered.map_err(out_of_time)?.map_err(told)?;
        let size =
            answer::one_size(&vectors, self.size).map_err(|detail| told(Trouble::Unreadable(detail)))?;
        self.size = Some(size);
        self.done += places.len();
        Ok(Some(places.into_iter().zip(vectors.into_iter().map(answer::of_length_one)).collect()))
    }

    /// Texts whose vectors were given, and texts that have or will have one.
    pub fn how_far(&self) -> (usize, usize) {
        (self.done, self.total)
    }
}

/// The texts that are not empty, with their places, as requests hold them.
fn batches<'a>(texts: impl IntoIterator<Item = &'a str>) -> Vec<Vec<(usize, &'a str)>> {
    let mut batches: Vec<Vec<(usize, &str)>> = Vec::new();
    let mut bytes = 0;
    for (place, text) in texts.into_iter().map(as_sent).enumerate().filter(|(_, text)| !text.is_empty()) {
        bytes += text.len();
        match batches.last_mut() {
            Some(batch) if batch.len() < BATCH_TEXTS && bytes <= BATCH_BYTES => batch.push((place, text)),
            _ => {
                bytes = text.len();
                batches.push(vec![(place, text)]);
            }
        }
    }
    batches
}

/// The address that is asked: the setting's, with `/embeddings` behind.
fn endpoint(address: &str) -> anyhow::Result<Url> {
    // The address itself is not repeated: it may hold a password.
    let meant = "the server of embeddings (EMBEDDINGS_URL): write an address such as \
                 https://albert.api.etalab.gouv.fr/v1";
    let mut url: Url = address.parse().context(meant)?;
    ensure!(matches!(url.scheme(), "http" | "https") && url.has_host(), meant);
    if !url.username().is_empty() || url.password().is_some() {
        bail!("EMBEDDINGS_URL: leave the name and password out of it; a key goes into EMBEDDINGS_KEY");
    }
    url.set_fragment(None);
    let path = url.path().trim_end_matches('/').to_owned();
    if !path.ends_with("/embeddings") {
        url.set_path(&format!("{path}/embeddings"));
    }
    Ok(url)
}

fn bearer(key: &str) -> anyhow::Result<HeaderValue> {
    let value = HeaderValue::try_from(format!("Bearer {key}"));
    let mut value = value.ok().context("EMBEDDINGS_KEY: it holds a character that no key has")?;
    value.set_sensitive(true);
    Ok(value)
}

/// Whether a proxy of the environment would only be in the way.
fn is_this_machine(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default().trim_matches(['[', ']']);
    host == "localhost" || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

/// The seconds that a server asks to wait.
fn retry_after(response: &Response) -> Option<Duration> {
    let seconds = response.headers().get(RETRY_AFTER)?.to_str().ok()?.trim().parse().ok()?;
    Some(Duration::from_secs(seconds))
}
