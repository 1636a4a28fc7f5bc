//! `/commentaires/:id/moderation`.

use super::{at, count, of_bob, published};
use crate::support::{TestApp, Tested};

#[tokio::test]
async fn it_works() -> Tested {
    let test = TestApp::new();
    let (_, page) = published(&test, "agents").await?;
    let comment = format!("/commentaires/{}", of_bob(&test, &page, "CANARI contre le chef").await?.id);
    let (noe, url) = (test.noe().await?, format!("{comment}/moderation"));
    noe.get(&url).await?.assert_shows("CANARI contre le chef");
    let told = [("to", "hide"), ("reason", "attack"), ("words", "Sans nommer, s’il vous plaît.")];
    noe.post(&url, &told).await?.assert_status(303);
    // Twice is no fault and says nothing twice.
    noe.post(&url, &told).await?.assert_status(303);
    test.run_jobs().await?;
    let charlie = test.charlie().await?;
    charlie.get(&page).await?.assert_shows("Commentaire masqué").assert_lacks("CANARI").assert_lacks("bob");
    let bob = test.bob().await?;
    let seen = bob.get(&page).await?;
    seen.assert_shows("CANARI").assert_shows("Il met quelqu’un en cause.").assert_shows("Sans nommer");
    bob.get("/notifications").await?.assert_shows("a relu ce que vous avez écrit").assert_lacks("fois)");
    noe.get(&page).await?.assert_shows("CANARI").assert_shows("Ce commentaire est masqué.");
    // What is hidden is not changed, thanked for or reported.
    for (part, form) in
        [("modifier", ("body", "Autre")), ("merci", ("wanted", "yes")), ("signaler", ("reason", "attack"))]
    {
        charlie.post(&format!("{comment}/{part}"), &[form]).await?.assert_status(409);
    }
    bob.post(&format!("{comment}/modifier"), &[("body", "Autre")]).await?.assert_status(409);
    noe.post(&url, &[("to", "show")]).await?.assert_status(303);
    charlie.get(&page).await?.assert_shows("CANARI");
    assert_eq!(count(&test, "moderation_decisions")?, 2);
    let kinds = test.journal_kinds()?;
    assert!(kinds.contains(&"comment.hidden".to_owned()) && kinds.contains(&"comment.shown".to_owned()));
    test.run_jobs().await
}

#[tokio::test]
async fn it_shows_field_errors_and_keeps_what_was_typed() -> Tested {
    let test = TestApp::new();
    let (_, page) = published(&test, "agents").await?;
    let comment = format!("/commentaires/{}", of_bob(&test, &page, "Une remarque").await?.id);
    let (noe, url) = (test.noe().await?, format!("{comment}/moderation"));
    let without = noe.post(&url, &[("to", "hide"), ("words", "<b>Pourquoi</b>")]).await?;
    without.assert_status(422).assert_shows("<b>Pourquoi</b>");
    noe.post(&url, &[("to", "hide"), ("reason", "other")]).await?.assert_status(422);
    noe.post(&url, &[("to", "erase")]).await?.assert_status(403);
    assert!(at(&test, &comment)?.hidden_at.is_none());
    test.run_jobs().await
}

#[tokio::test]
async fn it_refuses_strangers() -> Tested {
    let test = TestApp::new();
    let (_, page) = published(&test, "agents").await?;
    let url = format!("/commentaires/{}/moderation", of_bob(&test, &page, "Une remarque").await?.id);
    for person in [test.alice().await?, test.bob().await?, test.charlie().await?] {
        person.get(&url).await?.assert_status(403);
        person.post(&url, &[("to", "hide"), ("reason", "attack")]).await?.assert_status(403);
    }
    test.visitor().post(&url, &[("to", "hide")]).await?.assert_leads_to("/connexion");
    test.run_jobs().await
}
