//! `/mon-compte/notifications`

use chrono::TimeDelta;
use minilabs::notices::NoticeKind;

use super::{come_round, mails, settled, tell};
use crate::support::{TestApp, Tested};

const PATH: &str = "/mon-compte/notifications";
const PLAIN: [(&str, &str); 4] =
    [("digest", "daily"), ("digest_day", "1"), ("quiet_from", ""), ("quiet_until", "")];

#[tokio::test]
async fn it_works() -> Tested {
    let (stage, idea) = settled().await?;
    let test = &stage.test;
    let alice = test.alice().await?;
    let fields = [&PLAIN[..], &[("comment", "at_once"), ("mention", "inbox")]].concat();
    for _ in 0..2 {
        alice.post(PATH, &fields).await?.assert_leads_to(PATH);
    }
    for kind in [NoticeKind::Comment, NoticeKind::Mention, NoticeKind::Thanks] {
        tell(test, kind, idea.id)?;
    }
    test.run_jobs().await?;
    let at_once = mails(test, "notices.at_once")?;
    assert_eq!(at_once.len(), 1);
    assert!(at_once[0].subject.starts_with("Il y a un nouveau commentaire."), "{}", at_once[0].subject);
    assert!(at_once[0].unsubscribe_url.as_ref().is_some_and(|url| url.contains(".comment.")));
    test.advance(TimeDelta::hours(23));
    come_round(test).await?;
    let digest = mails(test, "notices.digest")?.remove(0);
    assert!(digest.text_body.contains("remercie") && !digest.text_body.contains("parle de vous"));
    assert!(test.journal_kinds()?.contains(&"account.notices_chosen".to_owned()));
    Ok(())
}

#[tokio::test]
async fn it_shows_field_errors() -> Tested {
    let test = TestApp::new();
    let alice = test.alice().await?;
    let fields = [
        ("digest", "weekly"),
        ("digest_day", "4"),
        ("quiet_from", "20"),
        ("quiet_until", ""),
        ("comment", "inbox"),
    ];
    let page = alice.post(PATH, &fields).await?;
    page.assert_status(422).assert_shows("À remplir.");
    let chosen: Vec<String> = page
        .document()
        .all("option")
        .iter()
        .filter(|option| option.attribute("selected").is_some())
        .filter_map(|option| option.attribute("value").map(str::to_owned))
        .collect();
    assert!(
        chosen.contains(&"20".into()) && chosen.contains(&"inbox".into()),
        "nothing typed is lost: {chosen:?}"
    );
    let unknown = [&PLAIN[..], &[("pigeon", "at_once")]].concat();
    alice.post(PATH, &unknown).await?.assert_status(403);
    Ok(())
}

#[tokio::test]
async fn the_team_chooses_what_concerns_the_team() -> Tested {
    let test = TestApp::new();
    test.alice().await?.get(PATH).await?.assert_lacks("(équipe)");
    test.noe().await?.get(PATH).await?.assert_shows("Quelque chose attend l’équipe (équipe)");
    test.visitor().get(PATH).await?.assert_leads_to("/connexion?next=/mon-compte/notifications");
    Ok(())
}

#[tokio::test]
async fn a_test_mail_shows_whether_mails_arrive() -> Tested {
    let test = TestApp::new();
    let alice = test.alice().await?;
    let action = format!("{PATH}/essai");
    for _ in 0..3 {
        alice.post(&action, &[]).await?.assert_leads_to(PATH);
    }
    alice.post(&action, &[]).await?.assert_status(429);
    test.run_jobs().await?;
    let sent = mails(&test, "notices.test")?;
    assert_eq!(sent.len(), 3);
    assert!(sent[0].unsubscribe_url.is_none());
    // Without a mail server the page says so.
    alice.get(PATH).await?.assert_shows("ce site n’envoie pas de courriel");
    test.advance(TimeDelta::hours(2));
    alice.post(&action, &[]).await?.assert_leads_to(PATH);
    test.run_jobs().await
}

#[tokio::test]
async fn a_flood_of_mails_at_once_becomes_a_digest() -> Tested {
    let (stage, idea) = settled().await?;
    let test = &stage.test;
    let fields = [&PLAIN[..], &[("comment", "at_once")]].concat();
    test.alice().await?.post(PATH, &fields).await?.assert_status(303);
    test.advance(TimeDelta::hours(2));
    for _ in 0..30 {
        tell(test, NoticeKind::Comment, idea.id)?;
    }
    test.run_jobs().await?;
    assert_eq!(mails(test, "notices.at_once")?.len(), 20);
    test.advance(TimeDelta::hours(21));
    come_round(test).await?;
    assert!(mails(test, "notices.digest")?[0].text_body.contains("(10 fois)"));
    Ok(())
}
