//! Preparing a contest, its file of ideas, its awards.

mod awards;
mod edit;
mod import;

use minilabs::contests::{Contest, ContestDraft, CreateContest, MoveContest, Stage};

use crate::support::TestApp;

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
