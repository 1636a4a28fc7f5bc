//! The list of ideas, an idea with its trail, the answer to it.

mod answer;
mod authors;
mod call;
mod edit;
mod list;
mod manage;
mod paper;
mod review;
mod show;
pub mod submit;

use minilabs::contests::{MoveContest, Stage as ContestStage};
use minilabs::ideas::{self, Idea};

use crate::clustering::Stage;

/// Ideas that wait, in a contest that agents may see, and the index up to date.
pub async fn waiting() -> anyhow::Result<Stage> {
    let stage = Stage::unawarded().await?;
    let slug = stage.contest.slug.clone();
    (MoveContest { slug, to: ContestStage::Jury, reason: "C’est le jour".into() })
        .run(&stage.test.app, &stage.animator)
        .await?;
    stage.test.settle().await?;
    Ok(stage)
}

/// The first idea: Alice's.
pub fn first(stage: &Stage) -> anyhow::Result<Idea> {
    let contest = stage.contest.id;
    let all = stage.test.app.db.read_now(|conn| ideas::list_of_contest(conn, contest, &[]))?;
    all.into_iter().next().ok_or_else(|| anyhow::anyhow!("no idea"))
}
