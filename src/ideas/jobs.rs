//! Word to authors of what became of their idea.

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::actions::KEPT_UNSIGNED;
use super::rules;
use super::store;
use crate::accounts;
use crate::app::App;
use crate::config::Config;
use crate::db::Conn;
use crate::error::{AppError, AppResult};
use crate::ids::DestinyId;
use crate::jobs::{Job, JobError, Progress, Registry, Run};
use crate::language::Language;
use crate::mail;
use crate::minilabs;
use crate::notices::{self, Notice, NoticeKind};

/// Tells the authors of these steps of their ideas' trails.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct TellAuthors {
    /// The steps.
    pub steps: Vec<DestinyId>,
}

impl Job for TellAuthors {
    const NAME: &'static str = "ideas.tell_authors";
}

/// One author to tell.
struct Word {
    notice: Notice,
    language: Language,
    context: serde_json::Value,
}

impl Run<App> for TellAuthors {
    async fn run(&self, app: &App, progress: &Progress) -> Result<(), JobError> {
        let total = self.steps.len() as i64;
        for (done, step) in (1..).zip(self.steps.clone()) {
            let config = app.config.clone();
            let words = app.read(move |conn| words(conn, step, &config)).await?;
            let mut mails = Vec::new();
            for word in words {
                let content =
                    mail::render(&app.pages, word.language, "ideas/emails/destiny_changed", &word.context)?;
                mails.push((word.notice, content));
            }
            app.write(move |tx| {
                // A step that was told already is not told again when the job is run twice.
                if store::set_told(tx, step)? {
                    for (notice, content) in mails {
                        notices::tell_in_words(tx, notice, "ideas.destiny_changed", content)?;
                    }
                }
                Ok(())
            })
            .await?;
            progress.set(done, total).await?;
        }
        Ok(())
    }
}

fn words(conn: &mut Conn, step: DestinyId, config: &Config) -> AppResult<Vec<Word>> {
    let (base_url, organisation) = (&config.base_url, &config.organisation);
    let Some(step) = store::find_step(conn, step)? else { return Ok(Vec::new()) };
    let idea = store::list_any_by_ids(conn, &[step.idea_id])?.pop().ok_or(AppError::NotFound)?;
    let authors = store::authors_of(conn, &[idea.id])?.remove(&idea.id).unwrap_or_default();
    let minilab = match step.minilab_id {
        Some(id) => minilabs::titles_of(conn, &[id])?.remove(&id),
        None => None,
    };
    let mut words = Vec::new();
    for account in authors.into_iter().filter_map(|author| author.account_id) {
        let Some(account) = accounts::find(conn, account)? else { continue };
        let context = json!({
            "name": account.display_name,
            "idea_title": idea.title,
            "minilab_title": minilab,
            "destiny": step.destiny.as_str(),
            "reason": step.reason,
            "url": format!("{base_url}{}", rules::url(idea.id, &idea.title)),
            "organisation": organisation,
            "base_url": base_url,
        });
        let language = account.reading_language();
        let (kind, object) = (NoticeKind::Decision, idea.id.into());
        let notice = Notice { to: account.id, kind, object, by: step.decided_by };
        words.push(Word { notice, language, context });
    }
    Ok(words)
}

/// Forgets the drafts of browsers in which nobody signed in.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct DeleteStaleDrafts {}

impl Job for DeleteStaleDrafts {
    const NAME: &'static str = "ideas.delete_stale_drafts";
    const PRIORITY: i32 = -10;

    fn collapse_key(&self) -> Option<String> {
        Some(String::new())
    }
}

impl Run<App> for DeleteStaleDrafts {
    async fn run(&self, app: &App, _progress: &Progress) -> Result<(), JobError> {
        let before = app.clock.now() - KEPT_UNSIGNED;
        app.db.write(move |conn| Ok(store::delete_stale_drafts(conn, before)?)).await?;
        Ok(())
    }
}

/// This room's jobs.
pub fn register(registry: &mut Registry<App>) {
    registry.register::<TellAuthors>().every(TimeDelta::days(1), DeleteStaleDrafts {});
}
