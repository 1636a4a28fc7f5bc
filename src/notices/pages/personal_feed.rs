//! `/flux/moi/<token>.atom` and `.json`: what one was told, for a feed reader that cannot sign in. The token opens this
//! feed and nothing else; it shows what its owner may see now.

use poem::web::{Data, Path};
use poem::{Request, Response, handler};

use super::feeds::{Format, respond};
use crate::accounts;
use crate::app::App;
use crate::error::{AppError, AppResult};
use crate::language::{FluentArgs, Language};
use crate::notices::describe::describe;
use crate::notices::feed::{Entry, Feed};
use crate::notices::groups::{Group, Line, group};
use crate::notices::{store, tokens};

/// Notices in a feed.
const SHOWN: i64 = 50;

#[handler]
pub async fn show(app: Data<&App>, request: &Request, Path(token): Path<String>) -> AppResult<Response> {
    let (token, format) = match token.rsplit_once('.') {
        Some((token, "atom")) => (token, Format::Atom),
        Some((token, "json")) => (token, Format::Json),
        _ => return Err(AppError::NotFound),
    };
    let (hash, describers) = (tokens::feed_token_hash(token), app.describers());
    let today = app.clock.now().date();
    let (account, groups) = app
        .read(move |conn| {
            let owner = store::owner_of_feed(conn, &hash)?.ok_or(AppError::NotFound)?;
            let account = accounts::find(conn, owner)?.ok_or(AppError::NotFound)?;
            let actor = accounts::actor_of(conn, owner, today)?;
            let notices = store::list(conn, owner, SHOWN, 0)?;
            let described = describe(conn, &describers, &actor, &notices)?;
            Ok::<_, AppError>((account, group(notices, &described).0))
        })
        .await?;
    let feed = feed(&app, account.reading_language(), groups);
    Ok(respond(request, &feed, format, "private, no-cache"))
}

/// It does not name its own address: what a reader shows of a feed need not open it.
fn feed(app: &App, language: Language, groups: Vec<Group>) -> Feed {
    let home = format!("{}/notifications", app.config.base_url);
    let lines = groups.into_iter().flat_map(|group| {
        let title = group.title;
        group.lines.into_iter().map(move |line| (title.clone(), line))
    });
    let mut entries: Vec<Entry> = lines.map(|(title, line)| entry(app, language, title, line)).collect();
    entries.sort_by_key(|entry| std::cmp::Reverse(entry.updated));
    Feed {
        title: app.catalogue.text(language, "notices-feed-own", &FluentArgs::new()),
        id: home.clone(),
        url: home.clone(),
        home_url: home,
        author: app.config.organisation.clone(),
        language: language.as_str(),
        entries,
    }
}

fn entry(app: &App, language: Language, title: String, line: Line) -> Entry {
    let base_url = &app.config.base_url;
    let mut args = FluentArgs::new();
    args.set("object", line.object);
    let sentence = app.catalogue.text(language, &format!("notices-line-{}", line.kind.as_str()), &args);
    let newest = line.ids.first().map(ToString::to_string).unwrap_or_default();
    Entry {
        id: format!("{base_url}/notifications#{newest}"),
        url: format!("{base_url}{}", line.url),
        title: format!("{sentence} {title}"),
        text: [line.title, line.excerpt].into_iter().flatten().collect::<Vec<_>>().join("\n\n"),
        published: line.at,
        updated: line.at,
        tags: vec![],
    }
}
