//! `/moderation`, and what the team does from an idea's page.

use minilabs::ideas::{IdeaState, count_waiting};

use super::submit::{idea_at, open, open_to, send};
use crate::support::{TestApp, Tested};

#[tokio::test]
async fn it_works() -> Tested {
    let test = TestApp::new();
    let contest = open(&test).await?;
    let alice = test.alice().await?;
    let (first, second) =
        (send(&alice, &contest, "Première").await?, send(&alice, &contest, "Deuxième").await?);
    let noe = test.noe().await?;
    noe.get("/moderation").await?.assert_shows("2 idées attendent").assert_shows("Première");
    let ids = [idea_at(&test, &first)?.id.to_string(), idea_at(&test, &second)?.id.to_string()];
    let all = [("ideas", ids[0].as_str()), ("ideas", ids[1].as_str()), ("to", "published")];
    let done = noe.post("/moderation", &all).await?;
    done.assert_status(303);
    test.settle().await?;
    let charlie = test.charlie().await?;
    charlie.get("/idees").await?.assert_shows("Première").assert_shows("Deuxième");
    // Done in one go, undone in one go.
    let page = noe.get(done.location()).await?;
    page.assert_shows("Annuler ce que je viens de faire").assert_shows("Rien n’attend");
    let batch = done.location().trim_start_matches("/moderation?lot=").to_owned();
    noe.post("/moderation/annuler", &[("batch", &batch)]).await?.assert_status(303);
    test.settle().await?;
    charlie.get("/idees").await?.assert_lacks("Première");
    let animator = test.animator()?;
    assert_eq!(test.app.db.read_now(|conn| count_waiting(conn, &animator))?, 2);
    // Twice is no fault and changes nothing more.
    noe.post("/moderation/annuler", &[("batch", &batch)]).await?.assert_status(303);
    test.advance(chrono::TimeDelta::minutes(31));
    noe.post("/moderation/annuler", &[("batch", &batch)]).await?.assert_status(409);
    Ok(())
}

#[tokio::test]
async fn an_idea_is_given_back_with_a_reason_and_sent_again() -> Tested {
    let test = TestApp::new();
    let contest = open(&test).await?;
    let alice = test.alice().await?;
    let receipt = send(&alice, &contest, "Le chef crie").await?;
    let page = receipt.trim_end_matches("/recu").to_owned();
    let noe = test.noe().await?;
    noe.post(&format!("{page}/moderation"), &[("to", "returned")]).await?.assert_status(422);
    let told =
        [("to", "returned"), ("review_reason", "attack"), ("words", "Dites ce qui se passe, sans accuser.")];
    noe.post(&format!("{page}/moderation"), &told).await?.assert_status(303);
    test.run_jobs().await?;
    let seen = alice.get(&page).await?;
    seen.assert_shows("Elle met quelqu’un en cause.")
        .assert_shows("sans accuser")
        .assert_shows("Modifier et renvoyer");
    let form = [
        ("version", "1"),
        ("title", "Le bruit en cuisine"),
        ("problem", "On ne s’entend pas."),
        ("body", "Un temps calme."),
    ];
    alice.post(&format!("{page}/modifier"), &form).await?.assert_status(303);
    let idea = idea_at(&test, &page)?;
    assert_eq!((idea.state, idea.version, idea.number), (IdeaState::Submitted, 2, 1));
    noe.get("/moderation").await?.assert_shows("Le bruit en cuisine");
    Ok(())
}

#[tokio::test]
async fn what_is_taken_off_is_seen_by_its_author_and_the_team_alone() -> Tested {
    let test = TestApp::new();
    let contest = open_to(&test, "public").await?;
    let alice = test.alice().await?;
    let receipt = send(&alice, &contest, "CANARI affichée puis retirée").await?;
    let page = receipt.trim_end_matches("/recu").to_owned();
    let noe = test.noe().await?;
    noe.post(&format!("{page}/moderation"), &[("to", "published")]).await?.assert_status(303);
    test.settle().await?;
    test.visitor().get(&page).await?.assert_status(200);
    let hide = [("to", "hidden"), ("review_reason", "personal")];
    noe.post(&format!("{page}/moderation"), &hide).await?.assert_status(303);
    test.settle().await?;
    for person in [test.visitor(), test.charlie().await?] {
        person.get(&page).await?.assert_status(404).assert_lacks("CANARI");
        for list in ["/idees", "/idees?q=canari", "/", &contest.url(), "/api/v1/ideas"] {
            person.get(list).await?.assert_lacks("CANARI");
        }
    }
    alice.get(&page).await?.assert_status(200).assert_shows("n’est plus affichée");
    noe.get(&page).await?.assert_status(200);
    Ok(())
}

#[tokio::test]
async fn it_refuses_strangers() -> Tested {
    let test = TestApp::new();
    let contest = open(&test).await?;
    let alice = test.alice().await?;
    let receipt = send(&alice, &contest, "À moi").await?;
    let page = receipt.trim_end_matches("/recu").to_owned();
    for path in [format!("{page}/moderation"), "/moderation".into(), "/moderation/annuler".into()] {
        alice.post(&path, &[("to", "published")]).await?.assert_status(403);
        test.visitor().post(&path, &[("to", "published")]).await?.assert_leads_to("/connexion");
    }
    alice.get("/moderation").await?.assert_status(403);
    assert_eq!(idea_at(&test, &page)?.state, IdeaState::Submitted);
    test.run_jobs().await
}
