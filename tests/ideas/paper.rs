//! `/concours/:slug/carte-papier`.

use super::submit::{fields, idea_at, open};
use crate::support::{TestApp, Tested};

#[tokio::test]
async fn it_works() -> Tested {
    let test = TestApp::new();
    let contest = open(&test).await?;
    let path = format!("{}/carte-papier", contest.url());
    let alice = test.alice().await?;
    let card = alice.get(&path).await?;
    card.assert_status(200)
        .assert_shows("Toutes les idées comptent")
        .assert_shows("Reçu à détacher")
        .assert_shows(&format!("{}{}", test.app.config.base_url, contest.url()));
    assert!(card.body.contains("ml-paper-a4"));
    assert!(alice.get(&format!("{path}?format=a5")).await?.body.contains("ml-paper-a5"));
    // The form for somebody else leads to it, and the contest does for who meets them.
    alice.get(&format!("{}/deposer", contest.url())).await?.assert_shows("Imprimer la carte papier");
    alice.get(&contest.url()).await?.assert_lacks("Imprimer la carte papier");
    test.noe().await?.get(&contest.url()).await?.assert_shows("Imprimer la carte papier");
    alice.get(&format!("{path}?lang=en")).await?.assert_shows("Receipt to tear off");
    Ok(())
}

#[tokio::test]
async fn a_filled_card_becomes_an_idea_with_a_number_to_give_back() -> Tested {
    let test = TestApp::new();
    let contest = open(&test).await?;
    let alice = test.alice().await?;
    let url = format!("{}/deposer", contest.url());
    let key = alice.get(&url).await?.field("key")?;
    let mut form = fields(&key, "Un crochet pour les clés");
    form.extend([("behalf", "paper"), ("author_name", "Jeannine Petit"), ("consent", "on")]);
    let sent = alice.post(&url, &form).await?;
    let receipt = sent.assert_status(303).location();
    let number = idea_at(&test, receipt)?.number;
    alice.get(receipt).await?.assert_shows(&format!("n° {number}")).assert_shows("Jeannine Petit");
    test.run_jobs().await
}

#[tokio::test]
async fn it_refuses_strangers() -> Tested {
    let test = TestApp::new();
    let contest = open(&test).await?;
    let path = format!("{}/carte-papier", contest.url());
    test.visitor().get(&path).await?.assert_status(404);
    test.alice().await?.get("/concours/nulle-part/carte-papier").await?.assert_status(404);
    Ok(())
}
