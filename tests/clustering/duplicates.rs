//! `/concours/:slug/doublons`

use minilabs::clustering::{self, Axis, StartClustering, Verdict, cluster_url, duplicates_url};

use super::Stage;
use crate::support::Tested;

#[tokio::test]
async fn it_works() -> Tested {
    let (stage, _) = Stage::proposed().await?;
    let noe = stage.test.noe().await?;
    let here = duplicates_url(&stage.contest.slug);
    let page = noe.get(&here).await?;
    page.assert_status(200).assert_shows("Même demande");
    let (first, second) = (page.field("first")?, page.field("second")?);
    let pair = [("first", first.as_str()), ("second", second.as_str())];
    for verdict in ["same", "same", "near", "different", "same"] {
        let fields = [&pair[..], &[("verdict", verdict)]].concat();
        noe.post(&here, &fields).await?.assert_leads_to(&here);
    }
    let (one, other) = (first.parse()?, second.parse()?);
    let judged = stage.test.app.db.read_now(|conn| clustering::find_pair(conn, other, one))?;
    assert!(judged.is_some_and(|pair| pair.verdict == Verdict::Same && pair.decided_by.is_some()));
    let judgements = stage.test.journal_kinds()?;
    assert_eq!(judgements.iter().filter(|kind| *kind == "idea_pair.judged").count(), 4, "twice is once");

    let start = StartClustering { contest: stage.contest.id, clusters_wanted: None, community_size: None };
    start.run(&stage.test.app, &stage.animator).await?;
    stage.test.run_jobs().await?;
    let mut together = 0;
    for theme in stage.clusters_seen_by(&noe, Axis::Theme).await? {
        let shown = noe.get(&cluster_url(theme.id)).await?;
        let has = |id: &str| shown.body.contains(&format!("value=\"{id}\""));
        together += usize::from(has(&first) && has(&second));
    }
    assert_eq!(together, 1, "the same request is in one group");
    noe.get(&here).await?.assert_shows("Déjà examinées");
    Ok(())
}

#[tokio::test]
async fn it_looks_again_when_asked() -> Tested {
    let stage = Stage::unawarded().await?;
    let noe = stage.test.noe().await?;
    let here = duplicates_url(&stage.contest.slug);
    noe.get(&here).await?.assert_shows("Rien à examiner");
    for _ in 0..2 {
        noe.post(&format!("{here}/recherche"), &[]).await?.assert_leads_to(&here);
    }
    stage.test.run_jobs().await?;
    let contest = stage.contest.id;
    assert!(stage.test.app.db.read_now(|conn| clustering::count_near(conn, contest))? > 0);
    noe.get(&here).await?.assert_lacks("Rien à examiner");
    Ok(())
}

#[tokio::test]
async fn it_refuses_strangers() -> Tested {
    let stage = Stage::unawarded().await?;
    let here = duplicates_url(&stage.contest.slug);
    stage.test.visitor().get(&here).await?.assert_status(303);
    let charlie = stage.test.charlie().await?;
    charlie.get(&here).await?.assert_status(403);
    charlie.post(&format!("{here}/recherche"), &[]).await?.assert_status(403);
    Ok(())
}

#[tokio::test]
async fn it_answers_404_for_unknown_pairs() -> Tested {
    let stage = Stage::unawarded().await?;
    let noe = stage.test.noe().await?;
    let here = duplicates_url(&stage.contest.slug);
    let ideas = stage.idea_ids(&[])?;
    let (one, other) = (ideas[0].to_string(), ideas[1].to_string());
    for (first, second) in [("x", "y"), ("0000000000001", "0000000000002"), (&*one, &*other)] {
        let fields = [("first", first), ("second", second), ("verdict", "same")];
        noe.post(&here, &fields).await?.assert_status(404);
    }
    noe.post(&here, &[("first", &*one), ("second", &*other), ("verdict", "maybe")]).await?.assert_status(422);
    noe.get("/concours/aucun/doublons").await?.assert_status(404);
    Ok(())
}
