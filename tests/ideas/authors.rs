//! `/idees/:slug/auteurs` and `/co-auteur/:id`.

use super::submit::{open, send};
use crate::support::{BOB, TestApp, Tested};

/// Where the person is asked whether they will be an author, too, from their inbox.
fn asked_at(page: &crate::support::Answer) -> Option<String> {
    let links = page.document().all("a");
    links
        .iter()
        .filter_map(|link| link.attribute("href"))
        .find(|href| href.starts_with("/co-auteur/"))
        .map(str::to_owned)
}

#[tokio::test]
async fn it_works() -> Tested {
    let test = TestApp::new();
    let contest = open(&test).await?;
    let (alice, bob) = (test.alice().await?, test.bob().await?);
    let receipt = send(&alice, &contest, "CANARI à deux").await?;
    let page = receipt.trim_end_matches("/recu").to_owned();
    let authors = format!("{page}/auteurs");
    alice.post(&authors, &[("email", BOB)]).await?.assert_leads_to(&authors);
    alice.get(&authors).await?.assert_shows("Invitations en attente");
    test.run_jobs().await?;
    assert!(test.mails_to(BOB)?.iter().any(|mail| mail.subject.contains("CANARI à deux")));
    // Asked is not yet an author: the idea is not published.
    bob.get(&page).await?.assert_status(404);
    let inbox = bob.get("/notifications").await?;
    let here = asked_at(&inbox).ok_or_else(|| anyhow::anyhow!("not asked: {}", inbox.document().text()))?;
    bob.get(&here).await?.assert_status(200).assert_shows("CANARI à deux");
    // Looking at it answers nothing, whoever looks.
    test.charlie().await?.get(&here).await?.assert_status(404).assert_lacks("CANARI");
    test.charlie().await?.post(&here, &[("answer", "yes")]).await?.assert_status(404);
    bob.get(&page).await?.assert_status(404);
    bob.post(&here, &[("answer", "yes")]).await?.assert_status(303);
    bob.post(&here, &[("answer", "yes")]).await?.assert_status(303);
    bob.post(&here, &[("answer", "no")]).await?.assert_status(409);
    bob.get(&page).await?.assert_status(200);
    bob.get("/mes-ideas").await?.assert_shows("CANARI à deux");
    alice.get(&authors).await?.assert_lacks("Invitations en attente").assert_shows("bob");
    test.run_jobs().await
}

#[tokio::test]
async fn an_author_leaves_and_the_last_one_stays() -> Tested {
    let test = TestApp::new();
    let contest = open(&test).await?;
    let (alice, bob) = (test.alice().await?, test.bob().await?);
    let receipt = send(&alice, &contest, "À deux puis seule").await?;
    let page = receipt.trim_end_matches("/recu").to_owned();
    let authors = format!("{page}/auteurs");
    alice.post(&authors, &[("email", BOB)]).await?.assert_status(303);
    let here = asked_at(&bob.get("/notifications").await?).unwrap_or_default();
    bob.post(&here, &[("answer", "yes")]).await?.assert_status(303);
    let account = |person: &str| bob.account(person).map(|account| account.id.to_string());
    // Nobody takes another author off.
    alice.post(&format!("{authors}/retirer"), &[("account", &account(BOB)?)]).await?.assert_status(403);
    bob.post(&format!("{authors}/retirer"), &[("account", &account(BOB)?)])
        .await?
        .assert_leads_to("/mes-ideas");
    bob.get(&page).await?.assert_status(404);
    let alone = account(crate::support::ALICE)?;
    alice.post(&format!("{authors}/retirer"), &[("account", &alone)]).await?.assert_status(409);
    test.run_jobs().await
}

#[tokio::test]
async fn it_refuses_strangers_and_bad_addresses() -> Tested {
    let test = TestApp::new();
    let contest = open(&test).await?;
    let alice = test.alice().await?;
    let receipt = send(&alice, &contest, "À moi").await?;
    let authors = format!("{}/auteurs", receipt.trim_end_matches("/recu"));
    alice
        .post(&authors, &[("email", "lina")])
        .await?
        .assert_status(422)
        .assert_shows("ne semble pas complète");
    alice.post(&authors, &[("email", crate::support::ALICE)]).await?.assert_status(422);
    let charlie = test.charlie().await?;
    charlie.get(&authors).await?.assert_status(404);
    charlie.post(&authors, &[("email", BOB)]).await?.assert_status(404);
    test.visitor().post(&authors, &[("email", BOB)]).await?.assert_leads_to("/connexion");
    test.run_jobs().await
}
