//! `serve`, `work` and `demo`: the processes that stay.

use std::path::Path;
use std::time::Duration;

use anyhow::{Context, bail};
use tokio::runtime::Runtime;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;
use tracing_subscriber::EnvFilter;

use super::print;
use crate::app::App;
use crate::clock::Clock;
use crate::config::Config;
use crate::db::{self, Db};
use crate::{app, demo, server};

/// Threads for what may not run on the async ones: as many as there are database connections to wait for, and some.
const BLOCKING_THREADS: usize = 24;
/// How long running jobs get when the process is asked to stop.
const JOBS_FAREWELL: Duration = Duration::from_secs(20);

/// Serves pages and API; `works` also does background work.
pub fn serve(config: Config, clock: Clock, works: bool) -> anyhow::Result<()> {
    start_log(&config)?;
    let app = open(config, clock)?;
    runtime()?.block_on(run(app, true, works))
}

/// Does background work only.
pub fn work(config: Config, clock: Clock) -> anyhow::Result<()> {
    start_log(&config)?;
    let app = open(config, clock)?;
    runtime()?.block_on(run(app, false, true))
}

/// Serves the demonstration on a database of its own.
pub fn demo(mut config: Config, fresh: bool) -> anyhow::Result<()> {
    let folder = Path::new("var/demo");
    if fresh && folder.exists() {
        std::fs::remove_dir_all(folder).context("var/demo cannot be removed")?;
    }
    config.database_url = db::DatabaseUrl::Sqlite(folder.join("minilabs.db"));
    config.data_dir = folder.into();
    config.smtp_url = None;
    config.demo = true;
    config.organisation = "Région Valmont".into();
    if config.log == "info" {
        config.log = "warn".into();
    }
    start_log(&config)?;
    print("MiniLabs: the demonstration. The region, its people and their ideas do not exist.")?;
    let db = Db::open(&config.database_url, config.database_connections)?;
    db::run_pending(&db)?;
    let clock = Clock::system();
    let app = App::with_db(config, clock, db)?;
    let runtime = runtime()?;
    // The port is taken before the work begins, so that one in use is told at once.
    let listener = runtime.block_on(server::listen(&app))?;
    runtime.block_on(demo::fill(&app))?;
    print(&demo::welcome(&app.config.base_url))?;
    runtime.block_on(run_on(app, Some(listener), true))
}

fn open(config: Config, clock: Clock) -> anyhow::Result<App> {
    let db = Db::open(&config.database_url, config.database_connections)?;
    if db::pending(&db)? {
        bail!("the database's tables are behind this version: run `minilabs migrate` first");
    }
    App::with_db(config, clock, db)
}

fn runtime() -> anyhow::Result<Runtime> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .max_blocking_threads(BLOCKING_THREADS)
        .enable_all()
        .build()
        .context("no threads")?;
    Ok(runtime)
}

async fn run(app: App, serves: bool, works: bool) -> anyhow::Result<()> {
    let listener = if serves { Some(server::listen(&app).await?) } else { None };
    run_on(app, listener, works).await
}

async fn run_on(app: App, listener: Option<tokio::net::TcpListener>, works: bool) -> anyhow::Result<()> {
    let (stop, stopped) = watch::channel(false);
    tokio::spawn(async move {
        wait_for_signal().await;
        tracing::info!("stopping");
        let _ = stop.send(true);
    });
    let follower = tokio::spawn(app.clone().follow_journal(stopped.clone()));
    let counter = tokio::spawn(app.clone().count_views(stopped.clone()));
    let worker = works.then(|| {
        for schedule in app::registry().schedules() {
            tracing::info!(name = schedule.name, minutes = schedule.every.num_minutes(), "comes round");
        }
        tokio::spawn(app.worker().run(stopped.clone()))
    });
    if let Some(listener) = listener {
        tracing::info!(address = %listener.local_addr()?, "listening");
        server::serve(&app, listener, stopped.clone()).await?;
    } else {
        stopped.clone().wait_for(|stop| *stop).await?;
    }
    let _ = tokio::time::timeout(JOBS_FAREWELL, counter).await;
    if let Some(worker) = worker {
        // A job that does not end in time is taken up again once its lease is over.
        let _ = tokio::time::timeout(JOBS_FAREWELL, worker).await;
    }
    follower.abort();
    Ok(())
}

async fn wait_for_signal() {
    let terminate = async {
        match signal(SignalKind::terminate()) {
            Ok(mut signal) => drop(signal.recv().await),
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        () = terminate => {}
    }
}

fn start_log(config: &Config) -> anyhow::Result<()> {
    let filter = EnvFilter::try_new(&config.log).context("LOG: write a level, or module=level,…")?;
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    let started = if config.log_json { log.json().try_init() } else { log.try_init() };
    started.map_err(|error| anyhow::anyhow!("the log cannot be started: {error}"))
}
