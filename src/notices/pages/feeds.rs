//! `/flux/idees.atom`, `/flux/idees.json`, and the same for one contest: what is new among the ideas that a visitor
//! sees, for everybody.

use poem::http::{HeaderValue, StatusCode, header};
use poem::web::{Data, Path};
use poem::{Request, Response, handler};
use sha2::{Digest, Sha256};

use crate::accounts::Actor;
use crate::app::App;
use crate::clock::Time;
use crate::contests::{self, Contest};
use crate::error::{AppError, AppResult};
use crate::ideas::{self, Idea};
use crate::language::{FluentArgs, Language};
use crate::notices::feed::{Entry, Feed};

/// Ideas in a feed.
const SHOWN: i64 = 50;

/// How a feed is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    /// RFC 4287.
    Atom,
    /// JSON Feed 1.1.
    Json,
}

impl Format {
    fn ending(self) -> &'static str {
        match self {
            Self::Atom => "atom",
            Self::Json => "json",
        }
    }
}

#[handler]
pub async fn ideas_atom(app: Data<&App>, request: &Request) -> AppResult<Response> {
    of_all(&app, request, Format::Atom).await
}

#[handler]
pub async fn ideas_json(app: Data<&App>, request: &Request) -> AppResult<Response> {
    of_all(&app, request, Format::Json).await
}

#[handler]
pub async fn contest_atom(
    app: Data<&App>,
    request: &Request,
    Path(slug): Path<String>,
) -> AppResult<Response> {
    of_contest(&app, request, slug, Format::Atom).await
}

#[handler]
pub async fn contest_json(
    app: Data<&App>,
    request: &Request,
    Path(slug): Path<String>,
) -> AppResult<Response> {
    of_contest(&app, request, slug, Format::Json).await
}

async fn of_all(app: &App, request: &Request, format: Format) -> AppResult<Response> {
    let news = app.read(|conn| ideas::list_news(conn, &Actor::visitor(), None, SHOWN)).await?;
    let feed = feed(app, None, news, &format!("/flux/idees.{}", format.ending()));
    Ok(respond(request, &feed, format, "public, max-age=300"))
}

async fn of_contest(app: &App, request: &Request, slug: String, format: Format) -> AppResult<Response> {
    let (contest, news) = app
        .read(move |conn| {
            let visitor = Actor::visitor();
            let contest = contests::find_by_slug(conn, &visitor, &slug)?.ok_or(AppError::NotFound)?;
            let news = ideas::list_news(conn, &visitor, Some(contest.id), SHOWN)?;
            Ok::<_, AppError>((contest, news))
        })
        .await?;
    let here = format!("/flux{}/idees.{}", contest.url(), format.ending());
    let feed = feed(app, Some(&contest), news, &here);
    Ok(respond(request, &feed, format, "public, max-age=300"))
}

/// In French whoever asks: an answer that everybody shares cannot follow each one's language.
fn feed(app: &App, contest: Option<&Contest>, news: Vec<Idea>, here: &str) -> Feed {
    let (language, base_url) = (Language::default(), &app.config.base_url);
    let words = |key: &str, args: &FluentArgs<'_>| app.catalogue.text(language, key, args);
    let home = contest.map_or("/idees".to_owned(), Contest::url);
    let title = match contest {
        Some(contest) => {
            let mut args = FluentArgs::new();
            args.set("contest", contest.title.clone());
            words("notices-feed-contest", &args)
        }
        None => words("notices-feed-ideas", &FluentArgs::new()),
    };
    let entry = |idea: Idea| {
        let destiny = words(&format!("ideas-destiny-{}", idea.destiny.as_str()), &FluentArgs::new());
        Entry {
            id: format!("{base_url}/idees/{}", idea.id),
            url: format!("{base_url}{}", ideas::url(idea.id, &idea.title)),
            text: format!("{destiny}\n\n{}", idea.text()),
            title: idea.title,
            published: idea.submitted_at,
            updated: idea.updated_at,
            tags: [idea.category, destiny].into_iter().filter(|tag| !tag.is_empty()).collect(),
        }
    };
    Feed {
        title,
        id: format!("{base_url}{home}#nouvelles"),
        home_url: format!("{base_url}{home}"),
        url: format!("{base_url}{here}"),
        author: app.config.organisation.clone(),
        language: language.as_str(),
        entries: news.into_iter().map(entry).collect(),
    }
}

/// The feed, or that nothing changed since the reader last looked.
pub(super) fn respond(request: &Request, feed: &Feed, format: Format, cache: &'static str) -> Response {
    let (kind, body) = match format {
        Format::Atom => ("application/atom+xml; charset=utf-8", feed.atom()),
        Format::Json => ("application/feed+json; charset=utf-8", feed.json().to_string()),
    };
    // Weak: the same feed may come packed or not.
    let tag = format!("W/\"{}\"", data_encoding::HEXLOWER.encode(&Sha256::digest(&body)[..12]));
    let is_known = is_known(request, &tag, feed.updated());
    let mut response = if is_known { StatusCode::NOT_MODIFIED.into() } else { Response::from(body) };
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    if !is_known {
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    }
    for (name, value) in [(header::ETAG, tag), (header::LAST_MODIFIED, http_date(feed.updated()))] {
        if let Ok(value) = value.parse() {
            headers.insert(name, value);
        }
    }
    response
}

/// By the tag when the reader has one, else by the time, as RFC 9110 asks.
fn is_known(request: &Request, tag: &str, updated: Time) -> bool {
    let weak = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    if let Some(known) = request.header(header::IF_NONE_MATCH) {
        return known.split(',').any(|known| known.trim() == "*" || weak(known) == weak(tag));
    }
    let since = request.header(header::IF_MODIFIED_SINCE).map(chrono::DateTime::parse_from_rfc2822);
    since.is_some_and(|since| since.is_ok_and(|since| updated.and_utc().timestamp() <= since.timestamp()))
}

fn http_date(at: Time) -> String {
    at.format("%a, %d %b %Y %H:%M:%S GMT").to_string()
}
