//! `migrate`, `grant`, `reindex`, `check-templates`: what an operator calls now and then.

use std::path::Path;
use std::sync::Arc;

use anyhow::Context;
use serde_json::json;

use super::print;
use crate::accounts::{GrantRole, Role};
use crate::app::{self, App};
use crate::audience::Audience;
use crate::clock::{Clock, Zone};
use crate::config::Config;
use crate::db::{self, Db};
use crate::journal::Object;
use crate::language::{Catalogue, Language};
use crate::search::{Follower, REBUILD_ASKED, is_held};
use crate::transaction;
use crate::web::assets::Assets;
use crate::web::{Pages, Shell};

/// Brings the tables up to date.
pub fn migrate(config: &Config) -> anyhow::Result<()> {
    let db = Db::open(&config.database_url, 1)?;
    let applied = db::run_pending(&db)?;
    print(&format!("{} migrations applied to {:?}", applied.len(), config.database_url))
}

/// Gives somebody a role.
pub fn grant(config: Config, email: String, role: Role, name: String) -> anyhow::Result<()> {
    let app = App::open(config, Clock::system())?;
    (GrantRole { email: email.clone(), name, role }).run_now(&app, None)?;
    print(&format!("{email} is {} now", role.as_str()))
}

/// Makes the index of this process's folder anew, or, when a server holds it, asks every server to do so.
pub fn reindex(config: Config) -> anyhow::Result<()> {
    let app = match App::open(config.clone(), Clock::system()) {
        Err(error) if is_held(&error) => return ask_servers(&config),
        opened => opened?,
    };
    let follower = Follower { search: app.search.clone(), db: app.db.clone(), sources: app::sources() };
    let position = follower.rebuild()?;
    print(&format!("{} documents, up to entry {position} of the journal", app.search.count()))
}

fn ask_servers(config: &Config) -> anyhow::Result<()> {
    let db = Db::open(&config.database_url, 1)?;
    transaction::run(&db, &Clock::system(), |tx| {
        tx.record(None, REBUILD_ASKED, Object { kind: "index", id: 0 }, Audience::Team, json!({}));
        Ok(())
    })?;
    print("A server holds the index: every server makes its own anew now, and answers meanwhile.")
}

/// Draws every page with every sample.
pub fn check_templates(out: &Path) -> anyhow::Result<()> {
    let catalogue = Arc::new(Catalogue::load()?);
    let pages = Arc::new(Pages::load(&catalogue, &Arc::new(Assets::load()?), Zone::UTC)?);
    std::fs::create_dir_all(out).with_context(|| out.display().to_string())?;
    let mut count = 0;
    for language in Language::ALL {
        let shell = Shell::sample(Arc::clone(&pages), language, None);
        for sample in app::samples().iter() {
            let html = sample.draw(&pages, language, &shell)?;
            let page = sample.template.trim_end_matches(".html").replace('/', "-");
            let file = out.join(format!("{page}.{}.{}.html", sample.name, language.as_str()));
            std::fs::write(&file, html).with_context(|| file.display().to_string())?;
            count += 1;
        }
    }
    print(&format!("{count} pages in {}", out.display()))
}
