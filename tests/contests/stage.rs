//! `/concours/:slug/etape`.

use minilabs::contests::{self, Stage};

use crate::support::{TestApp, Tested};

#[tokio::test]
async fn it_works() -> Tested {
    let test = TestApp::new();
    let contest = super::collecting(&test).await?;
    let (noe, page) = (test.noe().await?, format!("/concours/{}/etape", contest.slug));
    noe.get(&page).await?.assert_status(200).assert_shows("Ouvrir le vote").assert_lacks("closed");
    let fields = [("stage", "voting"), ("reason", "Le jury <b>attend</b>")];
    noe.post(&page, &fields).await?.assert_leads_to(&format!("/concours/{}", contest.slug));
    assert_eq!(super::again(&test, contest.id)?.stage, Stage::Voting);
    // The reason stands in the timeline, for everybody, and not in the journal.
    let shown = test.visitor().get(&format!("/concours/{}", contest.slug)).await?;
    shown.assert_shows("Le jury <b>attend</b>").assert_shows("Maintenant : voter pour les idées");
    let entry = test.journal()?.into_iter().rfind(|entry| entry.kind == "contest.moved");
    let data = entry.map(|entry| entry.data).unwrap_or_default();
    assert!(data.contains("\"by\":\"hand\"") && !data.contains("jury"), "{data}");
    Ok(())
}

#[tokio::test]
async fn it_shows_field_errors() -> Tested {
    let test = TestApp::new();
    let contest = super::collecting(&test).await?;
    let (noe, page) = (test.noe().await?, format!("/concours/{}/etape", contest.slug));
    let refused = noe.post(&page, &[("stage", "voting"), ("reason", "  ")]).await?;
    refused.assert_status(422).assert_shows("À remplir.");
    noe.post(&page, &[("reason", "Sans étape")]).await?.assert_status(422).assert_shows("Sans étape");
    assert_eq!(super::again(&test, contest.id)?.stage, Stage::Collecting);
    Ok(())
}

#[tokio::test]
async fn it_refuses_what_leads_nowhere() -> Tested {
    let test = TestApp::new();
    let contest = super::collecting(&test).await?;
    let (noe, page) = (test.noe().await?, format!("/concours/{}/etape", contest.slug));
    for stage in ["awarded", "closed", "minilabs"] {
        noe.post(&page, &[("stage", stage), ("reason", "Vite")]).await?.assert_status(409);
    }
    noe.post(&page, &[("stage", "<b>"), ("reason", "Vite")]).await?.assert_status(422);
    Ok(())
}

#[tokio::test]
async fn it_survives_double_submit() -> Tested {
    let test = TestApp::new();
    let contest = super::collecting(&test).await?;
    let (noe, page) = (test.noe().await?, format!("/concours/{}/etape", contest.slug));
    for _ in 0..2 {
        noe.post(&page, &[("stage", "jury"), ("reason", "C’est l’heure")]).await?.assert_status(303);
    }
    let moves = test.app.db.read_now(|conn| contests::moves_of(conn, contest.id))?;
    assert_eq!(moves.iter().filter(|passing| passing.to_stage == Stage::Jury).count(), 1);
    Ok(())
}

#[tokio::test]
async fn it_refuses_strangers() -> Tested {
    let test = TestApp::new();
    let contest = super::collecting(&test).await?;
    let page = format!("/concours/{}/etape", contest.slug);
    test.visitor().get(&page).await?.assert_status(303);
    let charlie = test.charlie().await?;
    charlie.get(&page).await?.assert_status(403);
    charlie.post(&page, &[("stage", "jury"), ("reason", "Moi")]).await?.assert_status(403);
    Ok(())
}
