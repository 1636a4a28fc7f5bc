//! What surrounds every page: language, navigation, the person's name, the form token, a message from the last step.

use poem::http::{HeaderValue, Uri, header};
use poem::web::cookie::Cookie;
use poem::{FromRequest, IntoResponse, Request, RequestBody, Response};
use serde::Serialize;
use std::sync::Arc;

use super::csrf::{self, CsrfKey, CsrfToken};
use super::render::{Page, Pages};
use super::{cookies, headers, origin};
use crate::error::{AppError, AppResult};
use crate::language::Language;

/// The cookie that remembers the language chosen.
pub const LANGUAGE_COOKIE: &str = "minilabs_language";
/// The cookie that carries a message over a redirect.
pub const FLASH_COOKIE: &str = "minilabs_message";

/// What the shell shows of the person who looks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Viewer {
    /// Tells this person from another in the same browser.
    pub mark: String,
    /// The name they go by.
    pub name: String,
    /// One or two letters of it.
    pub initials: String,
    /// Their roles' words.
    pub roles: Vec<&'static str>,
    /// What waits for them.
    pub unread: i64,
    /// Whether they signed in by card, on a device that others use too.
    pub is_shared: bool,
    /// The language of their profile.
    #[serde(skip)]
    pub language: Option<Language>,
}

/// A place in the navigation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NavEntry {
    /// Chooses the word.
    pub key: &'static str,
    /// Where it leads.
    pub url: &'static str,
    /// Whether this page is there.
    pub current: bool,
}

/// A message from the last step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Flash {
    /// `success`, `error` or `info`.
    pub kind: String,
    /// Chooses the sentence.
    pub key: String,
    /// What the sentence speaks of; messages carry nothing of the kind over a redirect.
    pub args: std::collections::BTreeMap<String, String>,
}

/// Another language of the same page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OtherLanguage {
    code: &'static str,
    label: &'static str,
    url: String,
}

/// What is the same for all requests.
#[derive(Clone)]
pub struct Site {
    /// Draws the pages.
    pub pages: Arc<Pages>,
    /// Signs the forms.
    pub csrf: CsrfKey,
    /// The public address, without a slash at its end.
    pub base_url: String,
    /// Whether cookies need TLS.
    pub secure: bool,
    /// Whether this is the demonstration.
    pub demo: bool,
    /// The name in the header.
    pub organisation: String,
}

/// The shell of one page.
#[derive(Clone, Serialize)]
pub struct Shell {
    /// The page's language.
    pub lang: &'static str,
    /// The others.
    pub other_langs: Vec<OtherLanguage>,
    /// What forms carry.
    pub csrf_token: String,
    /// The page's own path.
    pub path: String,
    /// What lets our scripts run.
    pub nonce: String,
    /// The theme's folder.
    pub theme: &'static str,
    /// Who looks; nobody when signed out.
    pub viewer: Option<Viewer>,
    /// The main navigation.
    pub nav: Vec<NavEntry>,
    /// What the last step left to say.
    pub flash: Option<Flash>,
    /// Whether this is the demonstration.
    pub demo: bool,
    /// What was searched for, shown in the search box.
    pub search_query: String,
    /// The name in the header.
    pub organisation: String,
    /// The program's version.
    pub version: &'static str,
    #[serde(skip)]
    language: Language,
    #[serde(skip)]
    site: Site,
    #[serde(skip)]
    csrf: CsrfToken,
    #[serde(skip)]
    set_language: bool,
    #[serde(skip)]
    new_browser: bool,
    #[serde(skip)]
    is_foreign: bool,
}

/// A fresh browser's name, made once per request before it is known whether it is needed.
#[derive(Clone)]
pub struct FreshBrowser(pub String);

const NAVIGATION: [(&str, &str); 5] = [
    ("contests", "/concours"),
    ("ideas", "/idees"),
    ("minilabs", "/mini-labs"),
    ("incubation", "/accompagnements"),
    ("impact", "/impact"),
];

impl Shell {
    /// The shell of a request that went through the middlewares.
    ///
    /// # Errors
    ///
    /// When it did not: a fault of the program.
    pub fn from_request_parts(request: &Request) -> AppResult<Self> {
        let missing = || AppError::Internal(anyhow::anyhow!("the page's surroundings are missing"));
        let site = request.data::<Site>().ok_or_else(missing)?.clone();
        let nonce = request.data::<headers::Nonce>().ok_or_else(missing)?.0.clone();
        let viewer = request.data::<Viewer>().cloned();
        let path = request.uri().path().to_owned();
        let known_browser = cookies::read(request, csrf::COOKIE).filter(|name| name.len() == 22);
        let csrf = match known_browser {
            Some(name) => site.csrf.token(name),
            None => site.csrf.token(&request.data::<FreshBrowser>().ok_or_else(missing)?.0),
        };
        let chosen = query_language(request.uri());
        let language = chosen.unwrap_or_else(|| wished_language(request, viewer.as_ref()));
        Ok(Self {
            lang: language.as_str(),
            other_langs: other_languages(language, request.uri()),
            csrf_token: csrf.token.clone(),
            nav: navigation(&path),
            path,
            nonce,
            theme: super::assets::THEME,
            viewer,
            flash: cookies::read(request, FLASH_COOKIE)
                .and_then(Flash::parse)
                .filter(|flash| site.pages.has_words(language, &flash.key)),
            demo: site.demo,
            search_query: String::new(),
            organisation: site.organisation.clone(),
            version: env!("CARGO_PKG_VERSION"),
            is_foreign: origin::is_foreign(request, &site.base_url),
            language,
            site,
            csrf,
            set_language: chosen.is_some(),
            new_browser: known_browser.is_none(),
        })
    }

    /// A shell for samples: the same each time.
    pub fn sample(pages: Arc<Pages>, language: Language, viewer: Option<Viewer>) -> Self {
        let csrf = CsrfToken { browser: "browser".into(), token: "token".into() };
        let organisation = "Région Valmont".to_owned();
        Self {
            lang: language.as_str(),
            other_langs: other_languages(language, &Uri::from_static("/")),
            csrf_token: csrf.token.clone(),
            path: "/".into(),
            nonce: "nonce".into(),
            theme: super::assets::THEME,
            viewer,
            nav: navigation("/"),
            flash: None,
            demo: false,
            search_query: String::new(),
            organisation: organisation.clone(),
            version: "0.0.0",
            language,
            site: Site {
                pages,
                csrf: CsrfKey::new([0; 32]),
                base_url: "http://localhost".into(),
                secure: false,
                demo: false,
                organisation,
            },
            csrf,
            set_language: false,
            new_browser: false,
            is_foreign: false,
        }
    }

    /// The page's language.
    pub fn language(&self) -> Language {
        self.language
    }

    /// Whether cookies need TLS.
    pub fn is_secure(&self) -> bool {
        self.site.secure
    }

    /// The mark of this browser, signed in or not.
    pub fn browser(&self) -> &str {
        &self.csrf.browser
    }

    /// # Errors
    ///
    /// [`AppError::StaleForm`] when the token is not this browser's, or the browser says that another site sent the form.
    pub fn check_token(&self, token: &str) -> AppResult<()> {
        let fits = !self.is_foreign && !self.new_browser && self.site.csrf.verify(&self.csrf.browser, token);
        if fits { Ok(()) } else { Err(AppError::StaleForm) }
    }

    /// Draws a page.
    ///
    /// # Errors
    ///
    /// When the template fails: a fault of the program.
    pub fn page<P: Page>(&self, page: &P) -> AppResult<Response> {
        let html = self.site.pages.page(self.language, self, page)?;
        let mut response = poem::web::Html(html).into_response();
        // Asked for before the page itself is read: over a slow network this is when one sees something.
        let style = format!("<{}>; rel=preload; as=style", self.site.pages.style());
        if let Ok(style) = HeaderValue::try_from(style) {
            response.headers_mut().insert(header::LINK, style);
        }
        if self.new_browser {
            self.add_cookie(
                &mut response,
                &cookies::make(csrf::COOKIE, &self.csrf.browser, self.site.secure, None),
            );
        }
        if self.set_language {
            self.add_cookie(&mut response, &language_cookie(self.language, self.site.secure));
        }
        if self.flash.is_some() {
            self.add_cookie(&mut response, &cookies::remove(FLASH_COOKIE, self.site.secure));
        }
        Ok(response)
    }

    /// Draws a page again with what is wrong with its form.
    ///
    /// # Errors
    ///
    /// As [`Shell::page`].
    pub fn refused_page<P: Page>(&self, page: &P) -> AppResult<Response> {
        let mut response = self.page(page)?;
        response.set_status(poem::http::StatusCode::UNPROCESSABLE_ENTITY);
        Ok(response)
    }

    /// Draws a piece of a page, for a script that replaces it.
    ///
    /// # Errors
    ///
    /// As [`Shell::page`].
    pub fn fragment<P: Page>(&self, page: &P) -> AppResult<Response> {
        Ok(poem::web::Html(self.site.pages.page(self.language, self, page)?).into_response())
    }

    /// Sends the browser elsewhere after a write, with something to say there.
    pub fn see_other(&self, path: &str, flash: Option<(&str, &str)>) -> Response {
        let mut response = super::see_other(path);
        if let Some((kind, key)) = flash {
            let minute = std::time::Duration::from_secs(60);
            let cookie =
                cookies::make(FLASH_COOKIE, &format!("{kind}.{key}"), self.site.secure, Some(minute));
            self.add_cookie(&mut response, &cookie);
        }
        response
    }

    /// Has this browser follow the language that was just chosen; its own, for none.
    pub fn remember_language(&self, response: &mut Response, language: Option<Language>) {
        let cookie = match language {
            Some(language) => language_cookie(language, self.site.secure),
            None => cookies::remove(LANGUAGE_COOKIE, self.site.secure),
        };
        self.add_cookie(response, &cookie);
    }

    fn add_cookie(&self, response: &mut Response, cookie: &Cookie) {
        cookies::set(response, cookie);
    }
}

impl<'a> FromRequest<'a> for Shell {
    async fn from_request(request: &'a Request, _body: &mut RequestBody) -> poem::Result<Self> {
        Ok(Self::from_request_parts(request)?)
    }
}

impl Flash {
    /// A message is a kind and a key, joined by what a cookie holds as it is: whatever else a cookie may hold is not shown.
    fn parse(text: &str) -> Option<Self> {
        let (kind, key) = text.split_once('.')?;
        let is_key = key.len() < 80 && key.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
        (["success", "error", "info"].contains(&kind) && is_key && key.starts_with("flash-")).then(|| Self {
            kind: kind.to_owned(),
            key: key.to_owned(),
            args: Default::default(),
        })
    }
}

fn navigation(path: &str) -> Vec<NavEntry> {
    let inside = |url: &str| path == url || path.strip_prefix(url).is_some_and(|rest| rest.starts_with('/'));
    let entry = |(key, url): (&'static str, &'static str)| NavEntry {
        key,
        url,
        current: inside(url) || (key == "minilabs" && inside("/communautes")),
    };
    NAVIGATION.into_iter().map(entry).collect()
}

fn language_cookie(language: Language, secure: bool) -> Cookie {
    let year = std::time::Duration::from_secs(365 * 24 * 3600);
    cookies::make(LANGUAGE_COOKIE, language.as_str(), secure, Some(year))
}

fn query_language(uri: &Uri) -> Option<Language> {
    let query = uri.query()?;
    query.split('&').find_map(|pair| pair.strip_prefix("lang=")).and_then(Language::from_tag)
}

fn wished_language(request: &Request, viewer: Option<&Viewer>) -> Language {
    cookies::read(request, LANGUAGE_COOKIE)
        .and_then(Language::from_tag)
        .or_else(|| viewer.and_then(|viewer| viewer.language))
        .or_else(|| request.header("accept-language").and_then(Language::from_accept_language))
        .unwrap_or_default()
}

fn other_languages(current: Language, uri: &Uri) -> Vec<OtherLanguage> {
    let kept =
        uri.query().into_iter().flat_map(|query| query.split('&')).filter(|pair| !pair.starts_with("lang="));
    let kept: Vec<&str> = kept.collect();
    let others = Language::ALL.into_iter().filter(|language| *language != current);
    others
        .map(|language| {
            let lang = format!("lang={}", language.as_str());
            let query: Vec<&str> = kept.iter().copied().chain([lang.as_str()]).collect();
            let url = format!("{}?{}", uri.path(), query.join("&"));
            OtherLanguage { code: language.as_str(), label: language.own_name(), url }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_a_key_of_ours() {
        assert!(Flash::parse("success.flash-idea-joined").is_some());
        for text in ["", "success", "success.<b>", "owned.flash-a", "success.other-key"] {
            assert_eq!(Flash::parse(text), None, "{text}");
        }
    }

    #[test]
    fn the_other_language_keeps_the_rest_of_the_address() {
        let uri = Uri::from_static("/idees?q=self&lang=fr&page=2");
        assert_eq!(other_languages(Language::French, &uri)[0].url, "/idees?q=self&page=2&lang=en");
    }

    #[test]
    fn a_room_is_current_on_its_own_pages_only() {
        let current = |path| navigation(path).iter().find(|entry| entry.current).map(|entry| entry.key);
        assert_eq!(current("/idees/une-idee"), Some("ideas"));
        assert_eq!(current("/communautes/menage"), Some("minilabs"));
        assert_eq!(current("/ideesque"), None);
    }
}
