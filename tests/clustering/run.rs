//! `/concours/:slug/regroupement`

use minilabs::clustering::{self, RunState, StartClustering};
use minilabs::error::AppError;
use minilabs::ideas::{self, Destiny, NewDestiny};

use super::Stage;
use crate::support::Tested;

#[tokio::test]
async fn it_works() -> Tested {
    let stage = Stage::unawarded().await?;
    let start = clustering::start_url(&stage.contest.slug);
    let noe = stage.test.noe().await?;
    noe.get(&start).await?.assert_status(200).assert_shows("120");
    let followed = noe.post(&start, &[("clusters", "8")]).await?.location().to_owned();
    assert!(followed.starts_with(&format!("{start}?run=")), "{followed}");
    let poll = format!("{start}/suivi?{}", followed.split('?').next_back().unwrap_or_default());
    assert!(noe.get(&poll).await?.assert_status(200).body.contains("data-poll"));
    stage.test.run_jobs().await?;
    assert!(!noe.get(&poll).await?.assert_status(200).body.contains("data-poll="));
    let list = noe.get(&clustering::proposals_url(&stage.contest.slug)).await?.location().to_owned();
    noe.get(&list).await?.assert_status(200);
    let kinds = stage.test.journal_kinds()?;
    assert!(kinds.iter().any(|kind| kind == "clustering.started"));
    assert_eq!(kinds.iter().filter(|kind| *kind == "clustering.proposed").count(), 1);
    Ok(())
}

#[tokio::test]
async fn it_shows_field_errors() -> Tested {
    let stage = Stage::unawarded().await?;
    let start = clustering::start_url(&stage.contest.slug);
    let noe = stage.test.noe().await?;
    for wrong in ["huit", "1", "1000"] {
        let answer = noe.post(&start, &[("clusters", wrong)]).await?;
        assert_eq!(answer.assert_status(422).field("clusters")?, wrong, "nothing typed is lost");
    }
    Ok(())
}

#[tokio::test]
async fn it_refuses_strangers() -> Tested {
    let stage = Stage::unawarded().await?;
    let start = clustering::start_url(&stage.contest.slug);
    stage.test.visitor().get(&start).await?.assert_status(303);
    let charlie = stage.test.charlie().await?;
    charlie.get(&start).await?.assert_status(403);
    charlie.post(&start, &[]).await?.assert_status(403);
    Ok(())
}

#[tokio::test]
async fn it_refuses_when_nothing_waits() -> Tested {
    let stage = Stage::unawarded().await?;
    let (by, ids) = (stage.animator.account(), stage.idea_ids(&[])?);
    let next = NewDestiny { destiny: Destiny::Awarded, reason: String::new(), minilab: None };
    stage.test.app.write_now(|tx| ideas::set_destiny(tx, by, &ids, next))?;
    let start = StartClustering { contest: stage.contest.id, clusters_wanted: None, community_size: None };
    let refused = start.run(&stage.test.app, &stage.animator).await;
    assert!(matches!(refused, Err(AppError::Refused("too-few-ideas"))));
    stage.test.run_jobs().await
}

#[tokio::test]
async fn it_survives_double_submit() -> Tested {
    let stage = Stage::unawarded().await?;
    let start = clustering::start_url(&stage.contest.slug);
    let noe = stage.test.noe().await?;
    noe.post(&start, &[]).await?.assert_status(303);
    noe.post(&start, &[]).await?.assert_leads_to(&start);
    stage.test.run_jobs().await?;
    let contest = stage.contest.id;
    let run = stage.test.app.db.read_now(|conn| clustering::latest(conn, contest))?;
    assert_eq!(run.map(|run| run.state), Some(RunState::Proposed));
    Ok(())
}

#[tokio::test]
async fn it_answers_404_for_unknown_runs() -> Tested {
    let stage = Stage::unawarded().await?;
    let noe = stage.test.noe().await?;
    let start = clustering::start_url(&stage.contest.slug);
    for id in ["", "x", "0000000000001"] {
        noe.get(&format!("{start}/suivi?run={id}")).await?.assert_status(404);
        noe.get(&format!("{start}/propositions/{id}x")).await?.assert_status(404);
    }
    noe.get("/concours/aucun/regroupement").await?.assert_status(404);
    Ok(())
}
