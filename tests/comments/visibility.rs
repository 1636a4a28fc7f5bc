//! What was hidden, withdrawn or said in private is found nowhere by whom it is not for: on no page, in no answer of the
//! API, no feed, no notice, no digest.

use chrono::TimeDelta;
use minilabs::notices::{RenewFeed, SendDigests};

use super::{id_in, published, say};
use crate::ideas::submit::{idea_at, open_to, send};
use crate::support::{BOB, CHARLIE, Person, TestApp, Tested};

/// Where a text could come up for somebody.
async fn shows(person: &Person<'_>, page: &str, more: &[&str]) -> anyhow::Result<Vec<String>> {
    let id = page.rsplit('-').next().unwrap_or_default();
    let places = [
        page.to_owned(),
        format!("{page}/commentaires"),
        format!("/api/v1/ideas/{id}/comments"),
        format!("/api/v1/ideas/{id}"),
        "/notifications".into(),
        "/".into(),
        "/idees".into(),
        "/idees?q=canari".into(),
        "/mes-ideas".into(),
        "/flux/idees.atom".into(),
        "/flux/idees.json".into(),
    ];
    let mut found = Vec::new();
    for place in places.into_iter().chain(more.iter().map(|place| (*place).to_owned())) {
        if person.get(&place).await?.body.contains("CANARI") {
            found.push(place);
        }
    }
    Ok(found)
}

/// The next morning's digests.
async fn digests(test: &TestApp) -> Tested {
    test.advance(TimeDelta::days(1));
    test.app.write_now(|tx| tx.enqueue(&SendDigests {}).map(drop))?;
    test.run_jobs().await
}

fn mailed(test: &TestApp, email: &str) -> anyhow::Result<bool> {
    Ok(test.mails_to(email)?.iter().any(|mail| {
        [&mail.subject, &mail.text_body, &mail.html_body].iter().any(|text| text.contains("CANARI"))
    }))
}

async fn feed_of(test: &TestApp, email: &str) -> anyhow::Result<String> {
    Ok(format!("/flux/moi/{}.atom", RenewFeed.run(&test.app, &test.agent(email)?).await?))
}

#[tokio::test]
async fn a_hidden_comment() -> Tested {
    let test = TestApp::new();
    let (_, page) = published(&test, "public").await?;
    let (bob, charlie) = (test.bob().await?, test.charlie().await?);
    charlie.post(&format!("{page}/suivi"), &[("wanted", "yes")]).await?.assert_status(303);
    let comment = say(&bob, &page, &[("body", "CANARI à masquer")]).await?;
    test.run_jobs().await?;
    // It was told of while it could be read.
    charlie.get("/notifications").await?.assert_shows("CANARI");
    let noe = test.noe().await?;
    let hide = [("to", "hide"), ("reason", "personal")];
    noe.post(&format!("{comment}/moderation"), &hide).await?.assert_status(303);
    test.settle().await?;
    digests(&test).await?;
    let feed = feed_of(&test, CHARLIE).await?;
    let own = format!("{page}/commentaires?reponse={}", id_in(&comment));
    for person in [&test.visitor(), &charlie, &test.alice().await?] {
        assert_eq!(shows(person, &page, &[&feed, &own, &comment]).await?, Vec::<String>::new());
    }
    assert!(!mailed(&test, CHARLIE)? && !mailed(&test, crate::support::ALICE)?);
    assert!(shows(&bob, &page, &[]).await?.contains(&page));
    assert!(shows(&noe, &page, &[]).await?.contains(&page));
    Ok(())
}

#[tokio::test]
async fn a_comment_under_an_idea_that_is_taken_off_or_withdrawn() -> Tested {
    for by_author in [false, true] {
        let test = TestApp::new();
        let (_, page) = published(&test, "public").await?;
        let (bob, charlie) = (test.bob().await?, test.charlie().await?);
        charlie.post(&format!("{page}/suivi"), &[("wanted", "yes")]).await?.assert_status(303);
        let comment = say(&bob, &page, &[("body", "CANARI sous l’idée")]).await?;
        test.run_jobs().await?;
        let (alice, noe) = (test.alice().await?, test.noe().await?);
        if by_author {
            alice.post(&format!("{page}/retirer"), &[]).await?.assert_status(303);
        } else {
            let hide = [("to", "hidden"), ("review_reason", "personal")];
            noe.post(&format!("{page}/moderation"), &hide).await?.assert_status(303);
        }
        test.settle().await?;
        digests(&test).await?;
        let feed = feed_of(&test, CHARLIE).await?;
        for person in [&test.visitor(), &charlie, &bob] {
            assert_eq!(shows(person, &page, &[&feed, &comment]).await?, Vec::<String>::new());
        }
        assert!(!mailed(&test, CHARLIE)?);
        // Its authors and the team still read what was said to them.
        assert!(shows(&alice, &page, &[]).await?.contains(&page));
        assert!(shows(&noe, &page, &[]).await?.contains(&page));
        let key = [("key", "0123456789abcdef"), ("body", "Encore")];
        alice.post(&format!("{page}/commentaires"), &key).await?.assert_status(409).assert_shows("Encore");
    }
    Ok(())
}

#[tokio::test]
async fn what_is_said_before_an_idea_is_published() -> Tested {
    let test = TestApp::new();
    let contest = open_to(&test, "public").await?;
    let alice = test.alice().await?;
    let receipt = send(&alice, &contest, "Pas encore lue").await?;
    let page = receipt.trim_end_matches("/recu").to_owned();
    let noe = test.noe().await?;
    let comment = say(&noe, &page, &[("body", "CANARI : dites plutôt où")]).await?;
    noe.post(&format!("{page}/moderation"), &[("to", "published")]).await?.assert_status(303);
    say(&alice, &page, &[("body", "CANARI : merci"), ("answer_to", id_in(&comment))]).await?;
    test.settle().await?;
    let bob = test.bob().await?;
    let answer = format!("{page}/commentaires?reponse={}", id_in(&comment));
    for person in [&test.visitor(), &bob] {
        assert_eq!(shows(person, &page, &[&answer, &comment]).await?, Vec::<String>::new());
        person.get(&comment).await?.assert_status(404);
    }
    // Nor does anybody answer what they do not read.
    let into = [("key", "0123456789abcdef"), ("body", "Moi"), ("answer_to", id_in(&comment))];
    bob.post(&format!("{page}/commentaires"), &into).await?.assert_status(404);
    assert!(shows(&alice, &page, &[]).await?.contains(&page));
    alice.get(&page).await?.assert_shows("Entre les auteurs et l’équipe");
    test.run_jobs().await
}

#[tokio::test]
async fn what_is_said_to_who_helps() -> Tested {
    let test = TestApp::new();
    let contest = open_to(&test, "public").await?;
    let bob = test.bob().await?;
    let receipt = send(&bob, &contest, "Aidez-moi").await?;
    let page = receipt.trim_end_matches("/recu").to_owned();
    let idea = idea_at(&test, &page)?.id.to_string();
    let form = [("key", "0123456789abcdef"), ("idea", idea.as_str()), ("words", "Relire")];
    let help = bob.post("/demander-aide", &form).await?.location().to_owned();
    let (noe, ada) = (test.noe().await?, test.ada().await?);
    noe.post(&format!("{help}/prise"), &[]).await?.assert_status(303);
    let message = [("key", "fedcba9876543210"), ("body", "CANARI entre nous")];
    let said = bob.post(&format!("{help}/messages"), &message).await?;
    let id = said.location().rsplit("#c-").next().unwrap_or_default().to_owned();
    noe.post(&format!("{page}/moderation"), &[("to", "published")]).await?.assert_status(303);
    test.settle().await?;
    digests(&test).await?;
    let api = format!("/api/v1/help-requests/{}", help.trim_start_matches("/demandes-aide/"));
    let (comment, feed) = (format!("/commentaires/{id}"), feed_of(&test, BOB).await?);
    let more = [help.as_str(), "/demandes-aide", &api, &comment, "/api/v1/help-requests", "/signalements"];
    let charlie = test.charlie().await?;
    for person in [&test.visitor(), &charlie, &ada] {
        assert_eq!(shows(person, &page, &more).await?, Vec::<String>::new());
        person.get(&format!("{comment}/signaler")).await?.assert_lacks("CANARI");
    }
    assert!(!mailed(&test, CHARLIE)? && !mailed(&test, crate::support::ADA)?);
    // Its writer is not told of their own words; who helps is.
    assert_eq!(shows(&bob, &page, &[&help, &feed]).await?, vec![help.clone()]);
    assert!(shows(&noe, &page, &[&help]).await?.contains(&help) && mailed(&test, crate::support::NOE)?);
    Ok(())
}
