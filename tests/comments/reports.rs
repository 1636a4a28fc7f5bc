//! `/commentaires/:id/signaler`, `/idees/:slug/signaler`, `/signalements`.

use chrono::TimeDelta;
use minilabs::ideas::IdeaState;

use super::{at, count, id_in, of_bob, published, say};
use crate::ideas::submit::idea_at;
use crate::support::{NOE, TestApp, Tested};

const ATTACK: [(&str, &str); 2] = [("reason", "attack"), ("words", "C’est blessant.")];

#[tokio::test]
async fn it_works() -> Tested {
    let test = TestApp::new();
    let (_, page) = published(&test, "agents").await?;
    let comment = of_bob(&test, &page, "CANARI").await?.id;
    let (charlie, url) = (test.charlie().await?, format!("/commentaires/{comment}/signaler"));
    charlie.get(&url).await?.assert_shows("CANARI").assert_shows("ne saura pas qui a signalé");
    let sent = charlie.post(&url, &ATTACK).await?;
    sent.assert_status(303);
    charlie.get(sent.location()).await?.assert_shows("va le lire").assert_shows("C’est blessant.");
    // The same again is the same report.
    assert_eq!(charlie.post(&url, &ATTACK).await?.location(), sent.location());
    assert_eq!(count(&test, "reports")?, 1);
    let noe = test.noe().await?;
    noe.get("/").await?.assert_shows("1 contenu est signalé");
    noe.get("/signalements").await?.assert_shows("CANARI").assert_shows("C’est blessant.");
    let value = format!("comment.{comment}");
    let hide = [("contents", value.as_str()), ("decision", "hide"), ("reason", "attack")];
    let done = noe.post("/signalements", &hide).await?;
    done.assert_status(303);
    test.run_jobs().await?;
    charlie
        .get("/notifications")
        .await?
        .assert_shows("Votre signalement a reçu une réponse.")
        .assert_lacks("CANARI");
    charlie.get(sent.location()).await?.assert_shows("n’est plus affiché");
    charlie.get(&page).await?.assert_lacks("CANARI");
    // Who wrote it is told why, and not by whom.
    let bob = test.bob().await?;
    for path in ["/notifications", page.as_str()] {
        bob.get(path).await?.assert_lacks("charlie").assert_lacks("C’est blessant.");
    }
    bob.get(sent.location()).await?.assert_status(404);
    // Done in one go, undone in one go.
    let batch = done.location().trim_start_matches("/signalements?lot=").to_owned();
    noe.get(done.location()).await?.assert_shows("Annuler ce que je viens de faire");
    noe.post("/signalements/annuler", &[("batch", &batch)]).await?.assert_status(303);
    noe.post("/signalements/annuler", &[("batch", &batch)]).await?.assert_status(303);
    charlie.get(&page).await?.assert_shows("CANARI");
    noe.get("/signalements").await?.assert_shows("CANARI");
    test.advance(TimeDelta::minutes(31));
    noe.post("/signalements/annuler", &[("batch", &batch)]).await?.assert_status(409);
    test.run_jobs().await
}

#[tokio::test]
async fn an_idea_is_reported_and_taken_off() -> Tested {
    let test = TestApp::new();
    let (_, page) = published(&test, "agents").await?;
    let url = format!("{page}/signaler");
    test.alice().await?.post(&url, &ATTACK).await?.assert_status(409);
    let (bob, charlie) = (test.bob().await?, test.charlie().await?);
    let reports = [bob.post(&url, &ATTACK).await?, charlie.post(&url, &[("reason", "off_topic")]).await?];
    let (noe, idea) = (test.noe().await?, idea_at(&test, &page)?);
    noe.get("/").await?.assert_shows("1 contenu est signalé");
    let value = format!("idea.{}", idea.id);
    let hide = [("contents", value.as_str()), ("decision", "hide"), ("reason", "personal")];
    let done = noe.post("/signalements", &hide).await?;
    assert_eq!(idea_at(&test, &page)?.state, IdeaState::Hidden);
    // A decision holds for every report of it.
    bob.get(reports[0].location()).await?.assert_shows("n’est plus affiché");
    charlie.get(reports[1].location()).await?.assert_shows("n’est plus affiché");
    let batch = done.location().trim_start_matches("/signalements?lot=").to_owned();
    noe.post("/signalements/annuler", &[("batch", &batch)]).await?.assert_status(303);
    assert_eq!(idea_at(&test, &page)?.state, IdeaState::Published);
    noe.post("/signalements", &[("contents", &value), ("decision", "dismiss")]).await?.assert_status(303);
    bob.get(reports[0].location()).await?.assert_shows("laisser ce contenu en place");
    noe.get("/signalements").await?.assert_shows("Rien n’attend");
    test.run_jobs().await
}

#[tokio::test]
async fn the_team_is_told_once_a_day_and_hands_over() -> Tested {
    let test = TestApp::new();
    let (_, page) = published(&test, "agents").await?;
    let charlie = test.charlie().await?;
    let report = async |body: &str| -> anyhow::Result<String> {
        let id = of_bob(&test, &page, body).await?.id;
        charlie.post(&format!("/commentaires/{id}/signaler"), &ATTACK).await?.assert_status(303);
        Ok(format!("comment.{id}"))
    };
    report("Un").await?;
    let last = report("Deux ").await?;
    test.run_jobs().await?;
    let noe = test.noe().await?;
    let seen = noe.get("/notifications").await?;
    seen.assert_shows("Quelque chose attend l’équipe.").assert_lacks("fois)");
    test.advance(TimeDelta::days(1) + TimeDelta::minutes(1));
    report("Trois  ").await?;
    let ada = test.ada().await?;
    let to = noe.account(NOE)?.id.to_string();
    let fields = [("contents", last.as_str()), ("decision", "hand_over"), ("to", to.as_str())];
    ada.post("/signalements", &fields).await?.assert_status(303);
    ada.get("/signalements").await?.assert_shows("Confié à Noé Castel");
    let stranger = charlie.account(crate::support::CHARLIE)?.id.to_string();
    let fields = [("contents", last.as_str()), ("decision", "hand_over"), ("to", stranger.as_str())];
    ada.post("/signalements", &fields).await?.assert_status(422);
    // The log says what and when, and names nobody.
    let log = ada.get("/signalements/journal.csv").await?;
    assert!(log.header("content-type").starts_with("text/csv"));
    assert_eq!(log.body, "date,kind,decision,reason\n2026-03-03T08:01:00Z,comment,handed_over,\n");
    test.run_jobs().await
}

#[tokio::test]
async fn it_shows_field_errors_and_keeps_what_was_typed() -> Tested {
    let test = TestApp::new();
    let (_, page) = published(&test, "agents").await?;
    let comment = of_bob(&test, &page, "Une remarque").await?.id;
    let (charlie, url) = (test.charlie().await?, format!("/commentaires/{comment}/signaler"));
    charlie.post(&url, &[("words", "<b>Voilà</b>")]).await?.assert_status(422).assert_shows("<b>Voilà</b>");
    charlie.post(&url, &[("reason", "other")]).await?.assert_status(422);
    charlie.post_raw(&url, &ATTACK).await?.assert_status(422).assert_shows("C’est blessant.");
    assert_eq!(count(&test, "reports")?, 0);
    let noe = test.noe().await?;
    noe.post("/signalements", &[("decision", "hide"), ("reason", "attack")]).await?.assert_status(422);
    noe.post("/signalements", &[("decision", "dismiss"), ("contents", "account.1")])
        .await?
        .assert_status(403);
    test.run_jobs().await
}

#[tokio::test]
async fn what_was_taken_back_meanwhile_is_no_fault() -> Tested {
    let test = TestApp::new();
    let (_, page) = published(&test, "agents").await?;
    let comment = of_bob(&test, &page, "CANARI").await?.id;
    test.charlie()
        .await?
        .post(&format!("/commentaires/{comment}/signaler"), &ATTACK)
        .await?
        .assert_status(303);
    test.bob().await?.post(&format!("/commentaires/{comment}/retirer"), &[]).await?.assert_status(303);
    let (noe, value) = (test.noe().await?, format!("comment.{comment}"));
    noe.get("/signalements").await?.assert_shows("Commentaire retiré.").assert_lacks("CANARI");
    let hide = [("contents", value.as_str()), ("decision", "hide"), ("reason", "attack")];
    noe.post("/signalements", &hide).await?.assert_status(303);
    noe.get("/signalements").await?.assert_shows("Rien n’attend");
    assert!(at(&test, &format!("/commentaires/{comment}"))?.hidden_at.is_none());
    test.run_jobs().await
}

#[tokio::test]
async fn it_refuses_strangers() -> Tested {
    let test = TestApp::new();
    let (_, page) = published(&test, "agents").await?;
    let comment = of_bob(&test, &page, "Une remarque").await?.id;
    let bob = test.bob().await?;
    bob.post(&format!("/commentaires/{comment}/signaler"), &ATTACK).await?.assert_status(409);
    for path in ["/signalements", "/signalements/journal.csv"] {
        bob.get(path).await?.assert_status(403);
        test.visitor().get(path).await?.assert_status(303);
    }
    bob.post("/signalements", &[("decision", "dismiss")]).await?.assert_status(403);
    bob.post("/signalements/annuler", &[("batch", "0000000000001")]).await?.assert_status(403);
    test.run_jobs().await
}

#[tokio::test]
async fn who_is_reported_learns_nothing_though_they_are_on_the_team() -> Tested {
    let test = TestApp::new();
    let (_, page) = published(&test, "agents").await?;
    let noe = test.noe().await?;
    let comment = say(&noe, &page, &[("body", "Un mot de trop")]).await?;
    let charlie = test.charlie().await?;
    charlie.post(&format!("{comment}/signaler"), &ATTACK).await?.assert_status(303);
    for path in ["/signalements", "/notifications", &page] {
        noe.get(path).await?.assert_lacks("C’est blessant.").assert_lacks("charlie");
    }
    let value = format!("comment.{}", id_in(&comment));
    let dismiss = [("contents", value.as_str()), ("decision", "dismiss")];
    noe.post("/signalements", &dismiss).await?.assert_status(409);
    let ada = test.ada().await?;
    ada.get("/signalements").await?.assert_shows("C’est blessant.");
    ada.post("/signalements", &dismiss).await?.assert_status(303);
    test.run_jobs().await
}
