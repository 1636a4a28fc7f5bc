//! `/fichiers/:id/retirer`.

use minilabs::notices;

use super::{add, added, on_disk, photo, sent, shown};
use crate::support::{ALICE, TestApp, Tested};

#[tokio::test]
async fn its_author_removes_a_file() -> Tested {
    let test = TestApp::new();
    let alice = test.alice().await?;
    let idea = sent(&test, &alice).await?;
    let file = added(&alice, &idea, "a.jpg", &photo(1)).await?;
    let path = format!("{file}/retirer");
    alice
        .get(&path)
        .await?
        .assert_status(200)
        .assert_shows("Il est supprimé pour de bon")
        .assert_lacks("<select");
    test.charlie().await?.get(&path).await?.assert_status(404);
    test.charlie().await?.post(&path, &[]).await?.assert_status(404);
    alice.post_raw(&path, &[]).await?.assert_status(403);
    alice.post(&path, &[]).await?.assert_leads_to(&format!("{idea}/fichiers"));
    // A double click finds nothing more to do.
    alice.post(&path, &[]).await?.assert_status(404);
    alice.get(&file).await?.assert_status(404);
    test.run_jobs().await?;
    assert!(on_disk(&test)?.is_empty());
    // It may come again.
    add(&alice, &idea, "a.jpg", &photo(1)).await?.assert_status(303);
    Ok(())
}

#[tokio::test]
async fn the_team_removes_a_file_with_a_reason_and_its_author_is_told() -> Tested {
    let test = TestApp::new();
    let alice = test.alice().await?;
    let idea = sent(&test, &alice).await?;
    let file = added(&alice, &idea, "a.jpg", &photo(1)).await?;
    let noe = test.noe().await?;
    let path = format!("{file}/retirer");
    let refused = noe.post(&path, &[("reason", ""), ("words", "On voit <b>Paul</b>")]).await?;
    refused.assert_status(422).assert_shows("Choisissez une réponse").assert_shows("On voit <b>Paul</b>");
    noe.post(&path, &[("reason", "other"), ("words", "")]).await?.assert_status(422);
    let before = unread(&test)?;
    let grounds = [("reason", "personal"), ("words", "On voit un élève.")];
    noe.post(&path, &grounds).await?.assert_leads_to(&format!("{idea}/fichiers"));
    assert_eq!(unread(&test)?, before + 1);
    let page = alice.get(&format!("{idea}/fichiers")).await?;
    page.assert_shows("L’équipe a retiré un fichier").assert_shows("On voit un élève.");
    assert!(shown(&alice, &idea).await?.is_empty());
    let again = add(&alice, &idea, "autre.jpg", &photo(1)).await?;
    again.assert_status(422).assert_shows("L’équipe a retiré ce fichier");
    test.run_jobs().await?;
    assert!(on_disk(&test)?.is_empty());
    let entries = test.journal()?;
    let entry = entries.iter().find(|entry| entry.kind == "attachment.removed");
    let data = entry.map(|entry| entry.data.clone()).unwrap_or_default();
    assert!(data.contains("personal") && !data.contains("élève"), "{data}");
    Ok(())
}

fn unread(test: &TestApp) -> anyhow::Result<i64> {
    let alice = test.agent(ALICE)?.signed_in()?;
    Ok(test.app.db.read_now(|conn| notices::count_unread(conn, alice))?)
}
