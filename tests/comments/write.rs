//! Writing a comment, changing it, thanking for it; who is told; under which name.

use chrono::TimeDelta;
use minilabs::accounts::Actor;
use minilabs::comments::ThankComment;
use minilabs::notices;

use super::{at, count, id_in, of_bob, published, say};
use crate::ideas::submit::{fields, open};
use crate::support::{ALICE, BOB, CHARLIE, TestApp, Tested};

#[tokio::test]
async fn it_works() -> Tested {
    let test = TestApp::new();
    let (_, page) = published(&test, "public").await?;
    let bob = test.bob().await?;
    let first = say(&bob, &page, &[("body", "Chez nous aussi.\r\n\r\nDeux bacs par jour.")]).await?;
    let charlie = test.charlie().await?;
    let answer = say(&charlie, &page, &[("body", "Et le soir ?"), ("answer_to", id_in(&first))]).await?;
    // An answer to an answer stands in the same thread.
    let last = say(&bob, &page, &[("body", "Surtout le soir."), ("answer_to", id_in(&answer))]).await?;
    assert_eq!(at(&test, &last)?.thread_id, at(&test, &first)?.id);
    test.run_jobs().await?;
    let seen = test.visitor().get(&page).await?;
    seen.assert_status(200).assert_shows("3 commentaires").assert_shows("Deux bacs par jour.");
    let document = seen.document();
    let text = document.text();
    let place = |words: &str| text.find(words).unwrap();
    assert!(
        place("Chez nous aussi") < place("Et le soir ?") && place("Et le soir ?") < place("Surtout le soir")
    );
    bob.get(&last).await?.assert_leads_to(&format!("{page}#c-{}", id_in(&last)));
    assert!(test.journal_kinds()?.contains(&"comment.posted".to_owned()));
    Ok(())
}

#[tokio::test]
async fn threads_stand_by_their_last_word_twenty_on_a_page() -> Tested {
    let test = TestApp::new();
    let (_, page) = published(&test, "agents").await?;
    let oldest = of_bob(&test, &page, "Le plus ancien").await?;
    for number in 0..20 {
        test.advance(TimeDelta::minutes(1));
        of_bob(&test, &page, &format!("Fil {}", "x".repeat(number + 1))).await?;
    }
    let charlie = test.charlie().await?;
    charlie.get(&page).await?.assert_lacks("Le plus ancien");
    charlie.get(&format!("{page}?fils=2")).await?.assert_shows("Le plus ancien");
    let there = format!("{page}?fils=2#c-{}", oldest.id);
    charlie.get(&format!("/commentaires/{}", oldest.id)).await?.assert_leads_to(&there);
    test.advance(TimeDelta::minutes(1));
    say(&charlie, &page, &[("body", "Je réponds"), ("answer_to", &oldest.id.to_string())]).await?;
    charlie.get(&page).await?.assert_shows("Le plus ancien").assert_shows("Je réponds");
    test.run_jobs().await
}

#[tokio::test]
async fn it_refuses_strangers() -> Tested {
    let test = TestApp::new();
    let (contest, page) = published(&test, "agents").await?;
    let url = format!("{page}/commentaires");
    let form = [("key", "0123456789abcdef"), ("body", "CANARI")];
    test.visitor().post(&url, &form).await?.assert_status(404);
    // The contest is over: what was typed comes back.
    let animator = test.animator()?;
    let slug = contest.slug.clone();
    let close = minilabs::contests::MoveContest {
        slug,
        to: minilabs::contests::Stage::Jury,
        reason: "C’est le jour".into(),
    };
    close.run(&test.app, &animator).await?;
    let bob = test.bob().await?;
    let comment = say(&bob, &page, &[("body", "Pendant le jury")]).await?;
    let charlie = test.charlie().await?;
    charlie.get(&format!("{comment}/modifier")).await?.assert_status(409);
    charlie.post(&format!("{comment}/modifier"), &[("body", "Autre")]).await?.assert_status(409);
    charlie.post(&format!("{comment}/retirer"), &[]).await?.assert_status(409);
    charlie.post(&format!("{comment}/moderation"), &[("to", "hide")]).await?.assert_status(403);
    bob.post(&format!("{comment}/merci"), &[("wanted", "yes")]).await?.assert_status(409);
    assert_eq!(at(&test, &comment)?.body, "Pendant le jury");
    test.run_jobs().await
}

#[tokio::test]
async fn it_shows_field_errors_and_keeps_what_was_typed() -> Tested {
    let test = TestApp::new();
    let (_, page) = published(&test, "public").await?;
    let url = format!("{page}/commentaires");
    let bob = test.bob().await?;
    let long = format!("<b>{}</b>", "mot ".repeat(600));
    let key = bob.get(&url).await?.field("key")?;
    let refused = bob.post(&url, &[("key", &key), ("body", &long), ("tell", "author-0")]).await?;
    refused.assert_status(422).assert_shows("Trop long");
    assert!(refused.body.contains("&lt;b&gt;mot mot"));
    let ticked = refused
        .document()
        .all("input")
        .into_iter()
        .any(|box_| box_.attribute("value") == Some("author-0") && box_.attribute("checked").is_some());
    assert!(ticked && refused.field("key")? == key);
    bob.post(&url, &[("key", &key), ("body", "  ")]).await?.assert_status(422);
    // A form of another browser, and one sent after the session ended, come back filled.
    let stale = bob.post_raw(&url, &[("csrf_token", "x"), ("key", &key), ("body", "Gardé ?")]).await?;
    stale.assert_status(422).assert_shows("Gardé ?").assert_shows("Rien n’est perdu");
    let visitor = test.visitor();
    let kept = visitor.post(&url, &[("key", &key), ("body", "Gardé aussi")]).await?;
    kept.assert_status(422).assert_shows("Gardé aussi").assert_shows("Me connecter");
    let document = kept.document();
    let has = |name: &str, value: &str| {
        let starts = |text: Option<&str>| text.is_some_and(|text| text.starts_with(value));
        document.elements.iter().any(|element| starts(element.attribute(name)))
    };
    assert!(has("data-draft", "comment:") && has("href", "/connexion?next=/idees/"));
    assert_eq!(count(&test, "comments")?, 0);
    Ok(())
}

#[tokio::test]
async fn it_survives_double_submit() -> Tested {
    let test = TestApp::new();
    let (_, page) = published(&test, "agents").await?;
    let bob = test.bob().await?;
    let url = format!("{page}/commentaires");
    let key = bob.get(&url).await?.field("key")?;
    let (form, twin) = ([("key", key.as_str()), ("body", "Une fois")], bob.twin());
    let (first, second) = tokio::join!(bob.post(&url, &form), twin.post(&url, &form));
    assert_eq!(first?.location(), second?.location());
    bob.post(&url, &form).await?.assert_status(303);
    assert_eq!(count(&test, "comments")?, 1);
    // Somebody else's sending is not theirs to take.
    test.charlie().await?.post(&url, &form).await?.assert_status(422);
    test.run_jobs().await
}

#[tokio::test]
async fn a_comment_is_changed_for_a_quarter_of_an_hour_and_taken_back_at_any_time() -> Tested {
    let test = TestApp::new();
    let (_, page) = published(&test, "agents").await?;
    let bob = test.bob().await?;
    let comment = say(&bob, &page, &[("body", "Trois bacs")]).await?;
    let answer =
        say(&test.alice().await?, &page, &[("body", "Vraiment ?"), ("answer_to", id_in(&comment))]).await?;
    test.advance(TimeDelta::minutes(14));
    bob.get(&format!("{comment}/modifier")).await?.assert_shows("Trois bacs");
    bob.post(&format!("{comment}/modifier"), &[("body", "")]).await?.assert_status(422);
    bob.post(&format!("{comment}/modifier"), &[("body", "Deux bacs")]).await?.assert_status(303);
    let charlie = test.charlie().await?;
    charlie.get(&page).await?.assert_shows("Deux bacs").assert_shows("modifié").assert_lacks("Trois bacs");
    test.advance(TimeDelta::minutes(2));
    bob.post(&format!("{comment}/modifier"), &[("body", "Un bac")]).await?.assert_status(409);
    bob.post(&format!("{comment}/retirer"), &[]).await?.assert_status(303);
    bob.post(&format!("{comment}/retirer"), &[]).await?.assert_status(409);
    let seen = charlie.get(&page).await?;
    seen.assert_shows("Commentaire retiré.").assert_shows("Vraiment ?").assert_lacks("Deux bacs");
    assert!(at(&test, &answer)?.withdrawn_at.is_none());
    test.run_jobs().await
}

#[tokio::test]
async fn fifty_thanks_at_once_are_one_and_only_the_writer_counts_them() -> Tested {
    let test = TestApp::new();
    let (_, page) = published(&test, "agents").await?;
    let comment = format!("/commentaires/{}", of_bob(&test, &page, "Voici comment nous faisons").await?.id);
    let charlie = test.charlie().await?;
    let actor = Actor::new(charlie.account(CHARLIE)?.id, vec![]);
    let thank = ThankComment { comment: id_in(&comment).parse()?, wanted: true };
    let mut rush = tokio::task::JoinSet::new();
    for _ in 0..50 {
        let (app, actor, thank) = (test.app.clone(), actor.clone(), thank.clone());
        rush.spawn(async move { thank.run(&app, &actor).await });
    }
    for outcome in rush.join_all().await {
        outcome?;
    }
    assert_eq!(count(&test, "comment_thanks")?, 1);
    let bob = test.bob().await?;
    bob.get(&page).await?.assert_shows("Une personne vous remercie.");
    for person in [&charlie, &test.alice().await?, &test.noe().await?] {
        person.get(&page).await?.assert_lacks("vous remercie");
    }
    bob.get("/notifications").await?.assert_shows("Quelqu’un vous remercie.").assert_lacks("fois)");
    charlie.post(&format!("{comment}/merci"), &[("wanted", "no")]).await?.assert_status(303);
    assert_eq!(count(&test, "comment_thanks")?, 0);
    test.run_jobs().await
}

#[tokio::test]
async fn it_tells_the_right_people() -> Tested {
    let test = TestApp::new();
    let (_, page) = published(&test, "agents").await?;
    let (alice, bob, charlie) = (test.alice().await?, test.bob().await?, test.charlie().await?);
    say(&bob, &page, &[("body", "Première remarque")]).await?;
    test.run_jobs().await?;
    let unread = |person: &crate::support::Person<'_>, email| -> anyhow::Result<i64> {
        let account = person.account(email)?.id;
        Ok(test.app.db.read_now(|conn| notices::count_unread(conn, account))?)
    };
    let before = [unread(&alice, ALICE)?, unread(&bob, BOB)?, unread(&charlie, CHARLIE)?];
    alice.get("/notifications").await?.assert_shows("Première remarque");
    // Whoever wrote follows, and is told of what others say; nobody of their own.
    say(&charlie, &page, &[("body", "Deuxième remarque")]).await?;
    test.run_jobs().await?;
    let after = [unread(&alice, ALICE)?, unread(&bob, BOB)?, unread(&charlie, CHARLIE)?];
    assert_eq!(after, [before[0] + 1, before[1] + 1, before[2]]);
    bob.get("/notifications").await?.assert_shows("Deuxième remarque");
    // Who follows no longer is not told, and does not follow again by writing.
    bob.post(&format!("{page}/suivi"), &[("wanted", "no")]).await?.assert_status(303);
    say(&bob, &page, &[("body", "Troisième remarque")]).await?;
    say(&charlie, &page, &[("body", "Quatrième remarque")]).await?;
    test.run_jobs().await?;
    assert_eq!(unread(&bob, BOB)?, after[1]);
    Ok(())
}

#[tokio::test]
async fn who_is_called_is_told_so() -> Tested {
    let test = TestApp::new();
    let (_, page) = published(&test, "agents").await?;
    let (bob, charlie) = (test.bob().await?, test.charlie().await?);
    let name = |email: &str| -> anyhow::Result<String> { Ok(bob.account(email)?.display_name) };
    say(&bob, &page, &[("body", "Je connais cela")]).await?;
    let called = format!("Qu’en dites-vous, @{} ?", name(BOB)?);
    say(&charlie, &page, &[("body", &called), ("tell", "author-0")]).await?;
    test.run_jobs().await?;
    for person in [&bob, &test.alice().await?] {
        person.get("/notifications").await?.assert_shows("Quelqu’un parle de vous.");
    }
    charlie.get("/notifications").await?.assert_lacks("Quelqu’un parle de vous.");
    Ok(())
}

#[tokio::test]
async fn nobody_learns_who_a_pseudonymous_author_is() -> Tested {
    let test = TestApp::new();
    let contest = open(&test).await?;
    let alice = test.alice().await?;
    let form = alice.get(&format!("{}/deposer", contest.url())).await?;
    let key = form.field("key")?;
    let mut sent = fields(&key, "Ce que personne ne dit");
    sent.extend([("name_level", "team"), ("pseudonym", "Une cantinière")]);
    let receipt = alice.post(&format!("{}/deposer", contest.url()), &sent).await?;
    let page = receipt.location().trim_end_matches("/recu").to_owned();
    let noe = test.noe().await?;
    noe.post(&format!("{page}/moderation"), &[("to", "published")]).await?.assert_status(303);
    let own = alice.account(ALICE)?.display_name;
    // She asks for her own name: she speaks as on her idea all the same.
    let comment = say(&alice, &page, &[("body", "Je précise"), ("name_level", "public")]).await?;
    let (bob, charlie) = (test.bob().await?, test.charlie().await?);
    say(&bob, &page, &[("body", "Merci"), ("answer_to", id_in(&comment)), ("tell", "author-0")]).await?;
    test.settle().await?;
    let api = format!("/api/v1/ideas/{}/comments", page.rsplit('-').next().unwrap_or_default());
    let write = format!("{page}/commentaires");
    for path in [&page, &write, &api, "/notifications"] {
        let seen = charlie.get(path).await?;
        seen.assert_lacks(&own);
        assert!(!seen.body.contains(&alice.account(ALICE)?.id.to_string()), "{path}");
    }
    charlie.get(&page).await?.assert_shows("Une cantinière").assert_shows("Je précise");
    noe.get(&page).await?.assert_shows(&own);
    // Nobody else speaks under her pseudonym.
    let key = charlie.get(&write).await?.field("key")?;
    let taken =
        [("key", key.as_str()), ("body", "Moi"), ("name_level", "team"), ("pseudonym", "une CANTINIÈRE")];
    charlie.post(&write, &taken).await?.assert_status(422).assert_shows("Déjà pris");
    test.run_jobs().await
}

#[tokio::test]
async fn what_a_person_said_stays_without_their_name() -> Tested {
    let test = TestApp::new();
    let (_, page) = published(&test, "agents").await?;
    let bob = test.bob().await?;
    say(&bob, &page, &[("body", "Ce que j’ai vu"), ("name_level", "team"), ("pseudonym", "Bébert")]).await?;
    test.run_jobs().await?;
    let account = bob.account(BOB)?.id;
    let kept = test.app.db.read_now(|conn| minilabs::comments::export(conn, account))?;
    assert_eq!(kept["comments"][0]["body"], "Ce que j’ai vu");
    test.app.write_now(|tx| minilabs::comments::forget(tx, account))?;
    let seen = test.charlie().await?.get(&page).await?;
    seen.assert_shows("Ce que j’ai vu").assert_shows("[auteur effacé]").assert_lacks("Bébert");
    let left = test.app.db.read_now(|conn| minilabs::comments::export(conn, account))?;
    assert_eq!(left["comments"].as_array().map(Vec::len), Some(0));
    Ok(())
}
