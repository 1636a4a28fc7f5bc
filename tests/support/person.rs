//! A person in front of a browser: cookies are kept, forms carry the token of their page.

use std::collections::BTreeMap;
use std::sync::{Mutex, OnceLock};

use anyhow::{Context, anyhow};
use minilabs::accounts::{self, Account};
use poem::http::{HeaderMap, Method, StatusCode, header};
use poem::{Body, Request, Response};

use super::{Document, TestApp};

/// What came back.
pub struct Answer {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body, when it is text.
    pub body: String,
    /// The body as it came.
    pub bytes: Vec<u8>,
}

impl Answer {
    /// Reads a response to its end.
    pub async fn of(mut response: Response) -> Self {
        let bytes = response.take_body().into_vec().await.unwrap();
        Self {
            status: response.status(),
            headers: response.headers().clone(),
            body: String::from_utf8_lossy(&bytes).into_owned(),
            bytes,
        }
    }

    /// Fails unless it has this status.
    #[track_caller]
    pub fn assert_status(&self, status: u16) -> &Self {
        assert_eq!(self.status.as_u16(), status, "{}", self.body);
        self
    }

    /// Fails unless the page shows this text.
    #[track_caller]
    pub fn assert_shows(&self, text: &str) -> &Self {
        let document = self.document();
        let shown = document.text();
        // Blanks of every kind are one to a reader.
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(shown.contains(&text), "{text:?} is not in:\n{shown}");
        self
    }

    /// Fails when the page shows this text, or hides it anywhere.
    #[track_caller]
    pub fn assert_lacks(&self, text: &str) -> &Self {
        assert!(!self.body.contains(text), "{text:?} is in:\n{}", self.body);
        self
    }

    /// Fails unless it leads there.
    #[track_caller]
    pub fn assert_leads_to(&self, path: &str) -> &Self {
        self.assert_status(303);
        assert_eq!(self.location(), path);
        self
    }

    /// Where it leads; empty when nowhere.
    pub fn location(&self) -> &str {
        self.header("location")
    }

    /// A header's value; empty when there is none.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// The page.
    pub fn document(&self) -> Document {
        Document::parse(&self.body)
    }

    /// The value of a field of the page's first form that has it.
    pub fn field(&self, name: &str) -> anyhow::Result<String> {
        let fields = self.document().all("input");
        let field = fields.iter().find(|field| field.attribute("name") == Some(name));
        let value = field.and_then(|field| field.attribute("value"));
        value.map(str::to_owned).with_context(|| format!("no field {name} in:\n{}", self.body))
    }

    /// The body as JSON.
    pub fn json(&self) -> anyhow::Result<serde_json::Value> {
        serde_json::from_str(&self.body).with_context(|| self.body.clone())
    }
}

/// Somebody in front of a browser, signed in or not.
pub struct Person<'a> {
    test: &'a TestApp,
    cookies: Mutex<BTreeMap<String, String>>,
    token: OnceLock<String>,
}

impl<'a> Person<'a> {
    /// In front of a fresh browser.
    pub fn new(test: &'a TestApp) -> Self {
        Self { test, cookies: Mutex::default(), token: OnceLock::new() }
    }

    /// The same browser, opened once more: two requests at once.
    pub fn twin(&self) -> Self {
        let cookies = self.cookies.lock().unwrap().clone();
        Self { test: self.test, cookies: Mutex::new(cookies), token: self.token.clone() }
    }

    /// Looks at a page.
    pub async fn get(&self, path: &str) -> anyhow::Result<Answer> {
        self.send(Method::GET, path, &[], Body::empty()).await
    }

    /// Looks at a page with some headers.
    pub async fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> anyhow::Result<Answer> {
        self.send(Method::GET, path, headers, Body::empty()).await
    }

    /// Sends a form of this site.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> anyhow::Result<Answer> {
        let token = self.token().await?;
        let with_token: Vec<_> =
            [("csrf_token", token.as_str())].into_iter().chain(fields.iter().copied()).collect();
        self.post_raw(path, &with_token).await
    }

    /// Sends a form as another site would: without its token.
    pub async fn post_raw(&self, path: &str, fields: &[(&str, &str)]) -> anyhow::Result<Answer> {
        let body = serde_html_form::to_string(fields)?;
        let kind = [("content-type", "application/x-www-form-urlencoded")];
        self.send(Method::POST, path, &kind, Body::from_string(body)).await
    }

    /// Sends a form with a file, its token first.
    pub async fn upload(
        &self,
        path: &str,
        fields: &[(&str, &str)],
        file: (&str, &str, &[u8]),
    ) -> anyhow::Result<Answer> {
        const EDGE: &str = "----minilabs-test";
        let token = self.token().await?;
        let mut body = Vec::new();
        for (name, value) in [("csrf_token", token.as_str())].iter().chain(fields) {
            let part =
                format!("--{EDGE}\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
            body.extend_from_slice(part.as_bytes());
        }
        let (name, file_name, content) = file;
        let part = format!(
            "--{EDGE}\r\ncontent-disposition: form-data; name=\"{name}\"; filename=\"{file_name}\"\r\n\
             content-type: application/octet-stream\r\n\r\n"
        );
        body.extend_from_slice(part.as_bytes());
        body.extend_from_slice(content);
        body.extend_from_slice(format!("\r\n--{EDGE}--\r\n").as_bytes());
        let kind = format!("multipart/form-data; boundary={EDGE}");
        self.send(Method::POST, path, &[("content-type", &kind)], Body::from_vec(body)).await
    }

    /// Sends any request with this browser's cookies, and keeps those that come back.
    pub async fn send(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: Body,
    ) -> anyhow::Result<Answer> {
        let uri = path.parse().with_context(|| format!("{path:?} is no path"))?;
        let mut request = Request::builder().method(method).uri(uri);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let cookies = self.cookie_header();
        if !cookies.is_empty() {
            request = request.header(header::COOKIE, cookies);
        }
        let answer = self.test.call(request.body(body)).await;
        for cookie in answer.headers.get_all(header::SET_COOKIE) {
            self.keep(cookie.to_str()?)?;
        }
        Ok(answer)
    }

    /// The value of a cookie.
    pub fn cookie(&self, name: &str) -> Option<String> {
        self.cookies.lock().unwrap().get(name).cloned()
    }

    /// Sets a cookie, as somebody who writes their own would.
    pub fn set_cookie(&self, name: &str, value: &str) {
        self.cookies.lock().unwrap().insert(name.to_owned(), value.to_owned());
    }

    /// The token of this browser's forms, from a page.
    pub async fn token(&self) -> anyhow::Result<String> {
        if let Some(token) = self.token.get() {
            return Ok(token.clone());
        }
        let token = self.get("/connexion").await?.field("csrf_token")?;
        Ok(self.token.get_or_init(|| token).clone())
    }

    /// The account of an address, as it stands.
    pub fn account(&self, email: &str) -> anyhow::Result<Account> {
        let email = email.to_owned();
        let found = self.test.app.db.read_now(|conn| accounts::find_by_email(conn, &email))?;
        found.ok_or_else(|| anyhow!("{email} has no account"))
    }

    fn cookie_header(&self) -> String {
        let cookies = self.cookies.lock().unwrap();
        let pairs: Vec<_> = cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        pairs.join("; ")
    }

    fn keep(&self, cookie: &str) -> anyhow::Result<()> {
        let (pair, rest) = cookie.split_once(';').unwrap_or((cookie, ""));
        let (name, value) = pair.split_once('=').with_context(|| cookie.to_owned())?;
        let mut cookies = self.cookies.lock().unwrap();
        if rest.to_lowercase().contains("max-age=0") || value.is_empty() {
            cookies.remove(name.trim());
        } else {
            cookies.insert(name.trim().to_owned(), value.trim_matches('"').to_owned());
        }
        Ok(())
    }
}
