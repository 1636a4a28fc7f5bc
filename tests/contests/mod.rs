//! Preparing a contest, its stages and calendar, its file of ideas, its awards, its editions.

mod api;
mod awards;
mod calendar;
mod categories;
mod charter;
mod copy;
mod delete;
mod edit;
mod import;
mod memory;
mod questions;
mod show;
mod stage;

use minilabs::contests::{Contest, ContestDraft, CreateContest, MoveContest, Stage};

use minilabs::contests::{PhaseDraft, find};
use minilabs::ideas::{IdeaWords, NewIdea, Sending};
use minilabs::ids::ContestId;

use crate::support::{TestApp, beginning};

/// A contest that takes ideas, open to everybody.
pub async fn collecting(test: &TestApp) -> anyhow::Result<Contest> {
    let animator = test.animator()?;
    let draft = ContestDraft {
        title: "Toutes les idées comptent".into(),
        summary: "Ce qui améliore nos journées".into(),
        audience: "public".into(),
        ..ContestDraft::default()
    };
    let contest = CreateContest(draft).run(&test.app, &animator).await?;
    Ok((MoveContest { slug: contest.slug, to: Stage::Collecting, reason: "C’est le jour".into() })
        .run(&test.app, &animator)
        .await?)
}

/// A draft open to everybody that follows its calendar.
pub async fn planned(test: &TestApp, phases: Vec<PhaseDraft>) -> anyhow::Result<Contest> {
    let draft = ContestDraft {
        title: "Un concours daté".into(),
        summary: "À ses dates".into(),
        audience: "public".into(),
        phases,
        follows_calendar: true,
        ..ContestDraft::default()
    };
    Ok(CreateContest(draft).run(&test.app, &test.animator()?).await?)
}

/// A contest as it stands now.
pub fn again(test: &TestApp, id: ContestId) -> anyhow::Result<Contest> {
    let found = test.app.db.read_now(|conn| find(conn, id))?;
    found.ok_or_else(|| anyhow::anyhow!("the contest is gone"))
}

/// An idea about to come in, of nobody in particular.
pub fn idea(contest: &Contest, title: &str, body: &str, category: &str) -> NewIdea {
    NewIdea {
        contest_id: contest.id,
        words: IdeaWords {
            title: title.into(),
            body: body.into(),
            category: category.into(),
            ..IdeaWords::default()
        },
        trade: String::new(),
        site: String::new(),
        direction: String::new(),
        source_ref: title.into(),
        submitted_at: beginning(),
        authors: vec![],
        sending: Sending::default(),
    }
}
