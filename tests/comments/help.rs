//! `/demander-aide`, `/demandes-aide`.

use super::{count, published};
use crate::ideas::submit::{fields, idea_at, open, send};
use crate::support::{TestApp, Tested};

#[tokio::test]
async fn it_works() -> Tested {
    let test = TestApp::new();
    let contest = open(&test).await?;
    let alice = test.alice().await?;
    let deposit = format!("{}/deposer", contest.url());
    let key = alice.get(&deposit).await?.field("key")?;
    let mut draft = fields(&key, "Un début d’idée");
    draft.push(("action", "draft"));
    let kept = alice.post(&deposit, &draft).await?;
    alice.get(kept.location()).await?.assert_shows("Demander de l’aide pour écrire");
    let asking = alice.get(&format!("/demander-aide?brouillon={key}")).await?;
    let name = asking.field("key")?;
    let form =
        [("key", name.as_str()), ("draft", &key), ("words", "Trouver les mots"), ("contact", "Le matin")];
    let asked = alice.post("/demander-aide", &form).await?;
    asked.assert_status(303);
    let page = asked.location().to_owned();
    assert_eq!(alice.post("/demander-aide", &form).await?.location(), page);
    assert_eq!(count(&test, "help_requests")?, 1);
    let (noe, ada) = (test.noe().await?, test.ada().await?);
    noe.get("/").await?.assert_shows("1 personne demande de l’aide");
    noe.get("/demandes-aide")
        .await?
        .assert_shows("Un début d’idée")
        .assert_shows("Personne ne l’a encore prise");
    noe.get("/notifications").await?.assert_shows("demande d’aide");
    noe.get(&page).await?.assert_shows("On jette deux bacs").assert_shows("Le matin");
    noe.post(&format!("{page}/prise"), &[]).await?.assert_status(303);
    ada.post(&format!("{page}/prise"), &[]).await?.assert_status(409);
    alice.get(&page).await?.assert_shows("Avec Noé Castel");
    let word = noe.get(&page).await?.field("key")?;
    let message = [("key", word.as_str()), ("body", "CANARI : et si vous commenciez par le pain ?")];
    let said = noe.post(&format!("{page}/messages"), &message).await?;
    assert_eq!(noe.post(&format!("{page}/messages"), &message).await?.location(), said.location());
    assert_eq!(count(&test, "comments")?, 1);
    test.run_jobs().await?;
    alice.get(&page).await?.assert_shows("commenciez par le pain");
    alice.get("/notifications").await?.assert_shows("commenciez par le pain");
    // The draft becomes an idea; what was said stays between the two.
    let receipt = alice.post(&deposit, &fields(&key, "Un début d’idée")).await?;
    let idea = receipt.location().trim_end_matches("/recu").to_owned();
    noe.post(&format!("{idea}/moderation"), &[("to", "published")]).await?.assert_status(303);
    test.settle().await?;
    alice.get(&page).await?.assert_shows("Voir l’idée");
    for person in [&ada, &test.charlie().await?, &test.visitor(), &alice] {
        person.get(&idea).await?.assert_lacks("CANARI");
    }
    ada.get(&page).await?.assert_status(200).assert_lacks("CANARI");
    alice.post(&format!("{page}/cloture"), &[]).await?.assert_status(303);
    alice.post(&format!("{page}/cloture"), &[]).await?.assert_status(303);
    noe.post(&format!("{page}/messages"), &message).await?.assert_status(409);
    noe.get("/demandes-aide").await?.assert_shows("Rien n’attend");
    let kinds = test.journal_kinds()?;
    for kind in ["help_request.opened", "help_request.taken", "help_request.closed"] {
        assert!(kinds.contains(&kind.to_owned()), "{kind}");
    }
    test.run_jobs().await
}

#[tokio::test]
async fn it_shows_field_errors_and_keeps_what_was_typed() -> Tested {
    let test = TestApp::new();
    let contest = open(&test).await?;
    let alice = test.alice().await?;
    let receipt = send(&alice, &contest, "Pas encore lue").await?;
    let page = receipt.trim_end_matches("/recu");
    alice.get(page).await?.assert_shows("Demander de l’aide pour écrire");
    let idea = idea_at(&test, page)?.id.to_string();
    let key = alice.get(&format!("/demander-aide?idee={idea}")).await?.field("key")?;
    let empty = [("key", key.as_str()), ("idea", &idea), ("contact", "<b>Midi</b>")];
    let refused = alice.post("/demander-aide", &empty).await?;
    refused.assert_status(422);
    assert!(refused.body.contains("&lt;b&gt;Midi") && refused.body.contains(&format!("value=\"{idea}\"")));
    let stale = [("csrf_token", "x"), ("idea", idea.as_str()), ("words", "Rien de perdu ?")];
    alice.post_raw("/demander-aide", &stale).await?.assert_status(422).assert_shows("Rien de perdu ?");
    assert_eq!(count(&test, "help_requests")?, 0);
    test.run_jobs().await
}

#[tokio::test]
async fn it_refuses_strangers() -> Tested {
    let test = TestApp::new();
    let (contest, published) = published(&test, "agents").await?;
    let alice = test.alice().await?;
    let receipt = send(&alice, &contest, "À moi").await?;
    let idea = idea_at(&test, receipt.trim_end_matches("/recu"))?.id.to_string();
    let form = [("key", "0123456789abcdef"), ("idea", idea.as_str()), ("words", "Aidez-moi")];
    let charlie = test.charlie().await?;
    charlie.post("/demander-aide", &form).await?.assert_status(404);
    // What is published is talked about in public.
    let public = idea_at(&test, &published)?.id.to_string();
    let of_public = [("key", "fedcba9876543210"), ("idea", public.as_str()), ("words", "Aidez-moi")];
    alice.post("/demander-aide", &of_public).await?.assert_status(409);
    let page = alice.post("/demander-aide", &form).await?.location().to_owned();
    charlie.get(&page).await?.assert_status(404);
    charlie.get("/demandes-aide").await?.assert_status(403);
    charlie.post(&format!("{page}/prise"), &[]).await?.assert_status(403);
    for part in ["messages", "cloture"] {
        charlie
            .post(&format!("{page}/{part}"), &[("body", "x")][..usize::from(part == "messages")])
            .await?
            .assert_status(404);
    }
    test.visitor().get(&page).await?.assert_status(303);
    test.run_jobs().await
}
