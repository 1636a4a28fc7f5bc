//! The whole application for a test: fixed clock, seeded randomness, a database of its own, and the people who use it.
//!
//! Tests act through what everybody can reach, pages and API, or through the rooms' actions; only functions whose name
//! begins with `db_` look into the database, for what no page shows.

mod database;
mod html;
mod oidc;
mod person;

pub use database::{PrivateDatabase, rows_of, table_names};
pub use html::{Document, Element, PageForm};
pub use oidc::{Asked, Fault, OidcServer};
pub use person::{Answer, Person};

use std::path::Path;

use anyhow::{Context, anyhow, ensure};
use chrono::{NaiveDate, TimeDelta};
use minilabs::accounts::{self, Actor, GrantRole, Role};
use minilabs::app::App;
use minilabs::clock::{Clock, Time};
use minilabs::config::Config;
use minilabs::jobs::{self, JobRow, JobState};
use minilabs::journal::{self, Entry};
use minilabs::mail::{self, Mail};
use minilabs::server;
use poem::endpoint::BoxEndpoint;
use poem::{Endpoint, Request, Response};

/// What a test answers.
pub type Tested = anyhow::Result<()>;

/// The author of ideas.
pub const ALICE: &str = "alice@example.org";
/// Who works with her.
pub const BOB: &str = "bob@example.org";
/// Who has nothing to do with them.
pub const CHARLIE: &str = "charlie@example.org";
/// The administrator.
pub const ADA: &str = "ada@example.org";
/// The animator.
pub const NOE: &str = "noe@example.org";

/// The moment at which every test begins: Monday 2 March 2026, 08:00 UTC.
pub fn beginning() -> Time {
    NaiveDate::from_ymd_opt(2026, 3, 2).and_then(|day| day.and_hms_opt(8, 0, 0)).unwrap()
}

/// The whole application. Dropped at the end of a test, it fails it when work is still queued.
pub struct TestApp {
    /// The program's own bundle of handles.
    pub app: App,
    endpoint: BoxEndpoint<'static, Response>,
    leaves_work: bool,
    // Last: its database goes away when nothing uses it any more.
    place: PrivateDatabase,
}

impl TestApp {
    /// With the settings' defaults.
    pub fn new() -> Self {
        Self::with(&[])
    }

    /// With some settings.
    pub fn with(settings: &[(&str, &str)]) -> Self {
        Self::configured(settings, |_| {})
    }

    /// With settings that no variable of the environment holds.
    pub fn configured(settings: &[(&str, &str)], change: impl FnOnce(&mut Config)) -> Self {
        let place = PrivateDatabase::new();
        let mut config = config(&place, settings);
        change(&mut config);
        let app = App::open(config, Clock::fixed(beginning(), 7)).unwrap();
        Self { endpoint: server::endpoint(&app), app, leaves_work: false, place }
    }

    /// A second process on the same database, with an index of its own.
    pub fn second_process(&self, seed: u64) -> App {
        let mut config = self.app.config.clone();
        config.data_dir = self.place.folder().join(format!("process-{seed}"));
        App::open(config, Clock::fixed(self.app.clock.now(), seed)).unwrap()
    }

    /// For a test that looks at work that nobody does.
    pub fn leaves_work(mut self) -> Self {
        self.leaves_work = true;
        self
    }

    /// A folder that goes away with the test.
    pub fn folder(&self) -> &Path {
        self.place.folder()
    }

    /// Answers a request as the server would.
    pub async fn call(&self, request: Request) -> Answer {
        Answer::of(self.endpoint.get_response(request).await).await
    }

    /// Moves the clock.
    pub fn advance(&self, by: TimeDelta) {
        self.app.clock.advance(by);
    }

    /// Does the work that is due, and what follows from it. Fails when some of it is given up.
    pub async fn run_jobs(&self) -> Tested {
        let worker = self.app.worker();
        while worker.step().await? {}
        let dead: Vec<_> = self.db_jobs()?.into_iter().filter(|job| job.state == JobState::Dead).collect();
        ensure!(dead.is_empty(), "given up: {dead:#?}");
        Ok(())
    }

    /// Does the work, then lets the index follow.
    pub async fn settle(&self) -> Tested {
        self.run_jobs().await?;
        Ok(self.app.catch_up().await?)
    }

    /// A browser of nobody in particular.
    pub fn visitor(&self) -> Person<'_> {
        Person::new(self)
    }

    /// Signs somebody in with the code that comes by mail.
    pub async fn sign_in(&self, email: &str) -> anyhow::Result<Person<'_>> {
        let person = self.visitor();
        person.post("/connexion", &[("email", email)]).await?.assert_status(303);
        let page = person.get("/connexion/code").await?;
        let (sign_in, code) = (page.field("sign_in")?, self.last_code(email)?);
        let answer = person.post("/connexion/code", &[("sign_in", &sign_in), ("code", &code)]).await?;
        answer.assert_status(303);
        self.run_jobs().await?;
        Ok(person)
    }

    /// The bearer token of somebody's program.
    pub async fn api_token(&self, email: &str) -> anyhow::Result<String> {
        let headers = [("content-type", "application/json")];
        let send = async |path: &str, body: serde_json::Value| {
            let body = poem::Body::from_string(body.to_string());
            self.visitor().send(poem::http::Method::POST, path, &headers, body).await
        };
        let email_body = serde_json::json!({ "email": email });
        let asked = send("/api/v1/accounts/sign-in/code", email_body).await?.json()?;
        self.run_jobs().await?;
        let body = serde_json::json!({ "sign_in": asked["sign_in"], "code": self.last_code(email)? });
        let opened = send("/api/v1/accounts/sign-in", body).await?;
        Ok(opened.assert_status(200).json()?["token"].as_str().unwrap_or_default().to_owned())
    }

    /// The author of ideas, signed in.
    pub async fn alice(&self) -> anyhow::Result<Person<'_>> {
        self.sign_in(ALICE).await
    }

    /// Who works with her, signed in.
    pub async fn bob(&self) -> anyhow::Result<Person<'_>> {
        self.sign_in(BOB).await
    }

    /// The stranger, signed in.
    pub async fn charlie(&self) -> anyhow::Result<Person<'_>> {
        self.sign_in(CHARLIE).await
    }

    /// The administrator, signed in.
    pub async fn ada(&self) -> anyhow::Result<Person<'_>> {
        self.grant(ADA, "Ada Ferrand", Role::Administrator)?;
        self.sign_in(ADA).await
    }

    /// The animator, signed in.
    pub async fn noe(&self) -> anyhow::Result<Person<'_>> {
        self.grant(NOE, "Noé Castel", Role::Animator)?;
        self.sign_in(NOE).await
    }

    /// The animator as actions know him, for what comes before a test.
    pub fn animator(&self) -> anyhow::Result<Actor> {
        self.grant(NOE, "Noé Castel", Role::Animator)
    }

    /// The administrator as actions know her.
    pub fn administrator(&self) -> anyhow::Result<Actor> {
        self.grant(ADA, "Ada Ferrand", Role::Administrator)
    }

    fn grant(&self, email: &str, name: &str, role: Role) -> anyhow::Result<Actor> {
        let grant = GrantRole { email: email.into(), name: name.into(), role };
        Ok(Actor::new(grant.run_now(&self.app, None)?, vec![role]))
    }

    /// Somebody as actions know them, with an account and no role.
    pub fn agent(&self, email: &str) -> anyhow::Result<Actor> {
        let email = email.to_owned();
        let account = self.app.write_now(|tx| {
            accounts::ensure_account(tx, accounts::NewPerson { email, ..Default::default() })
        })?;
        Ok(Actor::new(account, vec![]))
    }

    /// The mails to an address, the newest first.
    pub fn mails_to(&self, email: &str) -> anyhow::Result<Vec<Mail>> {
        let all = self.app.db.read_now(|conn| mail::list_recent(conn, 1_000))?;
        Ok(all.into_iter().filter(|mail| mail.recipient == email).collect())
    }

    /// The code in the last mail to an address.
    pub fn last_code(&self, email: &str) -> anyhow::Result<String> {
        let mails = self.mails_to(email)?;
        let mail = mails.iter().find(|mail| mail.kind == "accounts.sign_in_code");
        code_in(&mail.context("no code was sent")?.text_body)
    }

    /// The whole journal.
    pub fn journal(&self) -> anyhow::Result<Vec<Entry>> {
        Ok(self.app.db.read_now(|conn| journal::since(conn, 0, 100_000))?)
    }

    /// What happened, as the journal words it.
    pub fn journal_kinds(&self) -> anyhow::Result<Vec<String>> {
        Ok(self.journal()?.into_iter().map(|entry| entry.kind).collect())
    }

    /// Every job.
    pub fn db_jobs(&self) -> anyhow::Result<Vec<JobRow>> {
        Ok(self.app.db.read_now(|conn| jobs::list_recent(conn, 10_000))?)
    }

    /// A mark of all that each table holds: another one after any change.
    pub fn db_digest(&self) -> anyhow::Result<Vec<(String, u64)>> {
        database::digest(&self.app.db)
    }

    /// The tables that hold something else than when this mark was taken.
    pub fn db_changed_since(&self, before: &[(String, u64)]) -> anyhow::Result<Vec<String>> {
        let now = self.db_digest()?;
        let changed = now.into_iter().zip(before).filter(|(now, before)| now != *before);
        Ok(changed.map(|((table, _), _)| table).collect())
    }

    /// How many rows each table has.
    pub fn db_counts(&self) -> anyhow::Result<Vec<(String, i64)>> {
        database::counts(&self.app.db)
    }
}

impl Drop for TestApp {
    fn drop(&mut self) {
        if std::thread::panicking() || self.leaves_work {
            return;
        }
        let waiting = self.app.db.read_now(jobs::count_waiting).unwrap();
        assert_eq!(waiting, 0, "the test leaves work behind: end it with run_jobs()");
    }
}

fn config(place: &PrivateDatabase, settings: &[(&str, &str)]) -> Config {
    let (url, data) = (place.url().to_owned(), place.folder().display().to_string());
    Config::load(|name| {
        let given = settings.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned());
        given.or_else(|| match name {
            "DATABASE_URL" => Some(url.clone()),
            "DATA_DIR" => Some(data.clone()),
            "DATABASE_CONNECTIONS" => Some("4".into()),
            _ => None,
        })
    })
    .unwrap()
}

/// The six digits of a mail.
fn code_in(text: &str) -> anyhow::Result<String> {
    let digits = text.split(|c: char| !c.is_ascii_digit()).find(|part| part.len() == 6);
    digits.map(str::to_owned).ok_or_else(|| anyhow!("no code in {text:?}"))
}

/// All of them, at the same time.
pub async fn all_at_once<F: Future>(all: impl IntoIterator<Item = F>) -> Vec<F::Output> {
    let mut waiting: Vec<_> = all.into_iter().map(|future| (Box::pin(future), None)).collect();
    std::future::poll_fn(|context| {
        let mut is_pending = false;
        for (future, outcome) in waiting.iter_mut().filter(|(_, outcome)| outcome.is_none()) {
            match future.as_mut().poll(context) {
                std::task::Poll::Ready(done) => *outcome = Some(done),
                std::task::Poll::Pending => is_pending = true,
            }
        }
        if is_pending { std::task::Poll::Pending } else { std::task::Poll::Ready(()) }
    })
    .await;
    waiting.into_iter().filter_map(|(_, outcome)| outcome).collect()
}

/// Compares a text with a committed file; with `UPDATE=1` the file is written instead.
#[expect(clippy::disallowed_methods, reason = "asked for by a person, on the command line")]
pub fn committed(path: &str, text: &str) -> Tested {
    if std::env::var("UPDATE").is_ok_and(|value| value == "1") {
        if let Some(folder) = Path::new(path).parent() {
            std::fs::create_dir_all(folder)?;
        }
        return Ok(std::fs::write(path, text)?);
    }
    let written = std::fs::read_to_string(path).unwrap_or_default();
    let first = text.lines().zip(written.lines()).position(|(new, old)| new != old);
    ensure!(
        text == written,
        "{path} is not what the program says (first at line {}): look at the change, then write it with UPDATE=1 \
         cargo test --test main",
        first.unwrap_or_else(|| text.lines().count().min(written.lines().count())) + 1
    );
    Ok(())
}
