//! Telling people: the inbox, mails, what people choose of them, feeds.

mod api;
mod digest;
mod feeds;
mod inbox;
mod outbox;
mod personal_feed;
mod preferences;
mod quiet_hours;
mod tell;
mod unsubscribe;

use minilabs::ideas::{self, Idea};
use minilabs::ids::AccountId;
use minilabs::journal::Object;
use minilabs::mail::{self, Mail};
use minilabs::notices::{self, Notice, NoticeKind};

use crate::clustering::Stage;
use crate::support::{ALICE, TestApp, Tested};

/// Ideas that agents may see, and nothing told yet but what setting them up told.
pub async fn settled() -> anyhow::Result<(Stage, Idea)> {
    let stage = crate::ideas::waiting().await?;
    let idea = crate::ideas::first(&stage)?;
    Ok((stage, idea))
}

/// The account of an address.
pub fn account(test: &TestApp, email: &str) -> anyhow::Result<AccountId> {
    Ok(test.agent(email)?.signed_in()?)
}

/// Tells Alice.
pub fn tell(test: &TestApp, kind: NoticeKind, object: impl Into<Object>) -> Tested {
    let notice = Notice { to: account(test, ALICE)?, kind, object: object.into(), by: None };
    Ok(test.app.write_now(|tx| notices::tell(tx, notice))?)
}

/// The mails of a kind to Alice, the newest first.
pub fn mails(test: &TestApp, kind: &str) -> anyhow::Result<Vec<Mail>> {
    Ok(test.mails_to(ALICE)?.into_iter().filter(|mail| mail.kind == kind).collect())
}

/// Every idea of a stage.
pub fn all(stage: &Stage) -> anyhow::Result<Vec<Idea>> {
    let contest = stage.contest.id;
    Ok(stage.test.app.db.read_now(|conn| ideas::list_of_contest(conn, contest, &[]))?)
}

/// Lets what comes round come round, and does the work.
pub async fn come_round(test: &TestApp) -> Tested {
    test.app.worker().take_turns().await?;
    test.run_jobs().await
}

/// How many mails there are in all.
pub fn count_mails(test: &TestApp) -> anyhow::Result<i64> {
    Ok(test.app.db.read_now(|conn| mail::count(conn, None))?)
}
