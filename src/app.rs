//! What the program is made of. [`App`] is the bundle of handles that every room works with; the lists below it are
//! the only place that names every room.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use tokio::sync::{Notify, watch};

use crate::clock::{Clock, Wall};
use crate::config::Config;
use crate::db::{self, Db};
use crate::embeddings::Embedder;
use crate::error::AppResult;
use crate::files::Files;
use crate::jobs::{Registry, Worker};
use crate::language::Catalogue;
use crate::mail::{Deliver, HasMailer, Mailer};
use crate::oidc::Providers;
use crate::search::{Follower, Search, Source};
use crate::transaction::{self, Committed, Transaction};
use crate::web::assets::Assets;
use crate::web::csrf::CsrfKey;
use crate::web::metrics::Metrics;
use crate::web::render::Samples;
use crate::web::shell::Site;
use crate::web::{Pages, Routes};
use crate::{
    accounts, attachments, clustering, comments, contests, help, home, ideas, impact, incubation, minilabs,
    notices, operations, organisation,
};

/// The bundle of handles. Cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Handles>);

/// What [`App`] bundles.
pub struct Handles {
    /// The settings.
    pub config: Config,
    /// The database.
    pub db: Db,
    /// Time, randomness, ids.
    pub clock: Clock,
    /// The words.
    pub catalogue: Arc<Catalogue>,
    /// The templates.
    pub pages: Arc<Pages>,
    /// Style sheets and scripts.
    pub assets: Arc<Assets>,
    /// Files that people sent.
    pub files: Files,
    /// The index.
    pub search: Search,
    /// Who else says who people are.
    pub providers: Providers,
    /// What asks a language model, when there is one.
    pub embedder: Option<Embedder>,
    /// Counters.
    pub metrics: Arc<Metrics>,
    /// What is the same on every page.
    pub site: Site,
    /// How often ideas are seen.
    pub exposure: ideas::Exposure,
    /// Signs addresses in mails.
    pub link_key: notices::LinkKey,
    mailer: Mailer,
    work_wakes: Arc<Notify>,
    journal_grows: Notify,
}

impl std::ops::Deref for App {
    type Target = Handles;

    fn deref(&self) -> &Handles {
        &self.0
    }
}

impl HasMailer for App {
    fn mailer(&self) -> &Mailer {
        &self.0.mailer
    }
}

impl App {
    /// Opens everything. The database's tables must be up to date.
    ///
    /// # Errors
    ///
    /// What cannot be opened, and what to do about it.
    pub fn open(config: Config, clock: Clock) -> anyhow::Result<Self> {
        let db = Db::open(&config.database_url, config.database_connections)?;
        Self::with_db(config, clock, db)
    }

    /// As [`App::open`], on a database that is open already.
    ///
    /// # Errors
    ///
    /// As [`App::open`].
    pub fn with_db(config: Config, clock: Clock, db: Db) -> anyhow::Result<Self> {
        let catalogue = Arc::new(Catalogue::load()?);
        let assets = Arc::new(Assets::load()?);
        let pages = Arc::new(Pages::load(&catalogue, &assets, config.time_zone)?);
        let secret = |name| {
            let fresh = clock.random_bytes();
            db.write_now(|conn| db::secret(conn, name, &fresh)).context("the site's keys cannot be read")
        };
        let (key, link_key) = (secret("csrf_key")?, notices::LinkKey::new(secret("link_key")?));
        let site = Site {
            pages: Arc::clone(&pages),
            csrf: CsrfKey::new(key),
            base_url: config.base_url.clone(),
            secure: config.is_https(),
            demo: config.demo,
            organisation: config.organisation.clone(),
        };
        Ok(Self(Arc::new(Handles {
            files: Files::open(&config.data_dir)
                .with_context(|| format!("the data folder {} cannot be used", config.data_dir.display()))?,
            search: Search::open(&config.data_dir, config.tables_dir.as_deref())?,
            providers: Providers::from_config(&config)?,
            embedder: Embedder::from_config(&config)?,
            mailer: Mailer::new(&config, db.clone(), clock.clone())?,
            metrics: Arc::default(),
            exposure: ideas::Exposure::default(),
            work_wakes: Arc::default(),
            journal_grows: Notify::new(),
            config,
            db,
            clock,
            catalogue,
            pages,
            assets,
            site,
            link_key,
        })))
    }

    /// Runs queries off the async threads.
    ///
    /// # Errors
    ///
    /// What the queries answer.
    pub async fn read<T, E, F>(&self, work: F) -> AppResult<T>
    where
        T: Send + 'static,
        E: Into<crate::error::AppError> + Send + 'static,
        F: FnOnce(&mut db::Conn) -> Result<T, E> + Send + 'static,
    {
        self.db.read(work).await
    }

    /// Runs one transaction off the async threads: rows, journal and jobs, all or nothing.
    ///
    /// # Errors
    ///
    /// What `work` answers, or the database's refusal; nothing is changed then.
    pub async fn write<T, F>(&self, work: F) -> AppResult<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut Transaction<'_>) -> AppResult<T> + Send + 'static,
    {
        let app = self.clone();
        tokio::task::spawn_blocking(move || app.write_now(work)).await.map_err(anyhow::Error::from)?
    }

    /// As [`App::write`], on the calling thread.
    ///
    /// # Errors
    ///
    /// As [`App::write`].
    pub fn write_now<T>(&self, work: impl FnOnce(&mut Transaction<'_>) -> AppResult<T>) -> AppResult<T> {
        let (outcome, Committed { last_seq, has_jobs }) = transaction::run(&self.db, &self.clock, work)?;
        if let Some(seq) = last_seq {
            self.metrics.journal_seq.set(seq);
            self.journal_grows.notify_waiters();
        }
        if has_jobs {
            self.work_wakes.notify_waiters();
        }
        Ok(outcome)
    }

    /// Waits until the journal grew in this process, or `patience` is over: other processes write too.
    pub async fn journal_grown(&self, patience: Duration) {
        let _ = tokio::time::timeout(patience, self.journal_grows.notified()).await;
    }

    /// Brings the index up with the journal, off the async threads.
    ///
    /// # Errors
    ///
    /// When the database or the index's folder cannot be used.
    pub async fn catch_up(&self) -> AppResult<()> {
        let (search, db, metrics) = (self.search.clone(), self.db.clone(), Arc::clone(&self.metrics));
        let caught_up = tokio::task::spawn_blocking(move || {
            let position = Follower { search, db, sources: sources() }.catch_up()?;
            metrics.index_seq.set(position);
            Ok(())
        });
        caught_up.await.map_err(anyhow::Error::from)?
    }

    /// Keeps the index up with the journal until `stop` turns true.
    pub async fn follow_journal(self, stop: watch::Receiver<bool>) {
        while !*stop.borrow() {
            if let Err(error) = self.catch_up().await {
                tracing::error!(%error, "the index cannot follow the journal");
                tokio::time::sleep(Duration::from_secs(5)).await;
            }
            self.journal_grown(Duration::from_millis(500)).await;
        }
    }

    /// Writes down how often ideas were seen, every minute and a last time when `stop` turns true.
    pub async fn count_views(self, mut stop: watch::Receiver<bool>) {
        loop {
            let stopped =
                tokio::time::timeout(Duration::from_secs(60), stop.wait_for(|stop| *stop)).await.is_ok();
            if let Err(error) = self.exposure.write_down(&self).await {
                tracing::warn!(%error, "what was seen is not written down yet");
            }
            if stopped {
                return;
            }
        }
    }

    /// Runs this process's share of the jobs.
    pub fn worker(&self) -> Worker<Self> {
        let registry = Arc::new(registry());
        Worker::new(self.clone(), self.db.clone(), self.clock.clone(), registry, Arc::clone(&self.work_wakes))
    }

    /// What people's clocks show now.
    pub fn wall(&self) -> Wall {
        Wall { at: self.clock.now(), zone: self.config.time_zone }
    }

    /// What says in words what a notice is about.
    pub fn describers(&self) -> Vec<notices::Describer> {
        describers()
    }

    /// Which of these files a room needs. A room that keeps files is asked here, or they are swept away after a day.
    ///
    /// # Errors
    ///
    /// When the database refuses.
    pub fn files_in_use(&self, conn: &mut db::Conn, keys: &[String]) -> AppResult<BTreeSet<String>> {
        let mut used = attachments::files_in_use(conn, keys)?;
        used.extend(contests::files_in_use(conn, keys)?);
        Ok(used)
    }

    /// What each room holds of people.
    pub fn personal_data(&self) -> Vec<accounts::PersonalData> {
        personal_data()
    }

    /// The people of the demonstration; nobody elsewhere.
    pub fn demo_people(&self) -> Vec<accounts::pages::sign_in::DemoPerson> {
        if self.config.demo { crate::demo::people() } else { Vec::new() }
    }

    /// Where mails can be read when none leaves.
    pub fn outbox_url(&self) -> Option<&'static str> {
        (!self.mailer.has_server()).then_some("/courrier")
    }
}

/// Every job.
pub fn registry() -> Registry<App> {
    let mut registry = Registry::default();
    registry.register::<Deliver>();
    accounts::register(&mut registry);
    notices::register(&mut registry);
    contests::register(&mut registry);
    ideas::register(&mut registry);
    attachments::register(&mut registry);
    comments::register(&mut registry);
    clustering::register(&mut registry);
    minilabs::register(&mut registry);
    incubation::register(&mut registry);
    registry
}

/// What goes into the index.
pub fn sources() -> Vec<Source> {
    ideas::sources().to_vec()
}

/// What says in words what a notice is about, for each kind of object that people are told of.
pub fn describers() -> Vec<notices::Describer> {
    let mut describers = vec![contests::describer(), incubation::describer()];
    describers.extend(ideas::describers());
    describers.extend(comments::describers());
    describers.extend(minilabs::describers());
    describers
}

/// What each room holds of people, in the order in which it is forgotten: files while their person is still an author.
pub fn personal_data() -> Vec<accounts::PersonalData> {
    let room = |room, forget, export| accounts::PersonalData { room, forget, export };
    vec![
        room("attachments", attachments::forget, attachments::export),
        room("comments", comments::forget, comments::export),
        room("notices", notices::forget, notices::export),
        // Places and invitations go with the account.
        room("minilabs", |_, _| Ok(()), minilabs::export),
        room("ideas", ideas::forget, ideas::export),
    ]
}

/// Every page.
pub fn routes() -> Routes {
    let mut routes = Routes::default();
    accounts::pages::routes(&mut routes);
    organisation::pages::routes(&mut routes);
    notices::pages::routes(&mut routes);
    contests::pages::routes(&mut routes);
    ideas::pages::routes(&mut routes);
    attachments::pages::routes(&mut routes);
    comments::pages::routes(&mut routes);
    clustering::pages::routes(&mut routes);
    minilabs::pages::routes(&mut routes);
    incubation::pages::routes(&mut routes);
    impact::pages::routes(&mut routes);
    home::pages::routes(&mut routes);
    operations::pages::routes(&mut routes);
    help::pages::routes(&mut routes);
    routes
}

/// Samples of every page.
pub fn samples() -> Samples {
    let mut samples = Samples::default();
    accounts::pages::samples(&mut samples);
    organisation::pages::samples(&mut samples);
    notices::pages::samples(&mut samples);
    contests::pages::samples(&mut samples);
    ideas::pages::samples(&mut samples);
    attachments::pages::samples(&mut samples);
    comments::pages::samples(&mut samples);
    clustering::pages::samples(&mut samples);
    minilabs::pages::samples(&mut samples);
    incubation::pages::samples(&mut samples);
    impact::pages::samples(&mut samples);
    home::pages::samples(&mut samples);
    operations::pages::samples(&mut samples);
    help::pages::samples(&mut samples);
    samples.add::<crate::web::problem::ErrorPage>();
    samples
}
