//! Digests by mail.

use chrono::TimeDelta;
use minilabs::contests::{MoveContest, Stage as ContestStage};
use minilabs::notices::{NoticeKind, SendDigests};

use super::{all, come_round, mails, settled, tell};
use crate::support::{ALICE, TestApp, Tested};

/// The clock stands at 8:00 UTC; digests are due at 7:00 in Paris, which is 6:00 UTC in winter.
const TO_NEXT_MORNING: TimeDelta = TimeDelta::hours(23);

#[tokio::test]
async fn it_works() -> Tested {
    let (stage, first) = settled().await?;
    let test = &stage.test;
    let second = all(&stage)?.remove(1);
    tell(test, NoticeKind::Comment, first.id)?;
    test.advance(TimeDelta::minutes(1));
    tell(test, NoticeKind::Changed, second.id)?;
    tell(test, NoticeKind::Thanks, first.id)?;
    come_round(test).await?;
    assert!(mails(test, "notices.digest")?.is_empty(), "it is not morning yet");
    test.advance(TO_NEXT_MORNING);
    come_round(test).await?;
    let digests = mails(test, "notices.digest")?;
    assert_eq!(digests.len(), 1);
    let text = &digests[0].text_body;
    let place = |words: &str| text.find(words).unwrap_or_else(|| panic!("{words:?} is not in {text}"));
    assert!(place(&first.title) < place(&second.title), "grouped, the newest first: {text}");
    assert!(place("remercie") < place("commentaire"), "{text}");
    place(&first.body.split_whitespace().take(5).collect::<Vec<_>>().join(" "));
    assert!(digests[0].subject.contains('3') && digests[0].html_body.contains("<h2"));
    Ok(())
}

#[tokio::test]
async fn its_links_hold_no_token_but_the_one_that_ends_it() -> Tested {
    let (stage, idea) = settled().await?;
    tell(&stage.test, NoticeKind::Comment, idea.id)?;
    stage.test.advance(TO_NEXT_MORNING);
    come_round(&stage.test).await?;
    let digest = mails(&stage.test, "notices.digest")?.remove(0);
    let unsubscribe = digest.unsubscribe_url.clone().unwrap_or_default();
    assert!(unsubscribe.contains("/desabonnement/"), "{unsubscribe}");
    let mut links: Vec<&str> =
        digest.text_body.split_whitespace().filter(|word| word.starts_with("http")).collect();
    assert!(links.contains(&unsubscribe.as_str()));
    links.retain(|link| *link != unsubscribe);
    let visitor = stage.test.alice().await?;
    for link in links {
        let path = link.strip_prefix("http://127.0.0.1:8080").unwrap_or_else(|| panic!("{link}"));
        visitor.get(if path.is_empty() { "/" } else { path }).await?.assert_status(200);
    }
    Ok(())
}

#[tokio::test]
async fn it_is_never_empty() -> Tested {
    let (stage, idea) = settled().await?;
    let test = &stage.test;
    test.advance(TO_NEXT_MORNING);
    come_round(test).await?;
    assert!(mails(test, "notices.digest")?.is_empty(), "nothing is new");
    tell(test, NoticeKind::Comment, idea.id)?;
    let alice = test.alice().await?;
    let up_to = alice.get("/notifications").await?.field("up_to")?;
    alice.post("/notifications/lues", &[("up_to", &up_to)]).await?.assert_leads_to("/notifications");
    test.advance(TimeDelta::days(1));
    come_round(test).await?;
    assert!(mails(test, "notices.digest")?.is_empty(), "it was read meanwhile");
    Ok(())
}

#[tokio::test]
async fn what_may_not_be_seen_any_more_is_left_out() -> Tested {
    let (stage, _) = settled().await?;
    let test = &stage.test;
    // Somebody else's: one's own is always seen.
    let idea = all(&stage)?.remove(1);
    tell(test, NoticeKind::Comment, idea.id)?;
    let slug = stage.contest.slug.clone();
    for to in [ContestStage::Collecting, ContestStage::Draft] {
        (MoveContest { slug: slug.clone(), to, reason: "C’est le jour".into() })
            .run(&test.app, &stage.animator)
            .await?;
    }
    test.advance(TO_NEXT_MORNING);
    come_round(test).await?;
    assert!(mails(test, "notices.digest")?.is_empty());
    // Shown again later, it is old news.
    (MoveContest { slug, to: ContestStage::Collecting, reason: "C’est le jour".into() })
        .run(&test.app, &stage.animator)
        .await?;
    test.advance(TimeDelta::days(1));
    come_round(test).await?;
    assert!(mails(test, "notices.digest")?.is_empty());
    Ok(())
}

#[tokio::test]
async fn it_comes_once_after_a_downtime() -> Tested {
    let (stage, idea) = settled().await?;
    let test = &stage.test;
    for _ in 0..4 {
        tell(test, NoticeKind::Comment, idea.id)?;
        test.advance(TimeDelta::days(1));
    }
    come_round(test).await?;
    come_round(test).await?;
    assert_eq!(mails(test, "notices.digest")?.len(), 1);
    assert!(mails(test, "notices.digest")?[0].text_body.contains("(4 fois)"));
    Ok(())
}

#[tokio::test]
async fn it_is_written_once_however_often_and_wherever_it_is_asked_for() -> Tested {
    let (stage, idea) = settled().await?;
    let test = &stage.test;
    tell(test, NoticeKind::Comment, idea.id)?;
    test.advance(TO_NEXT_MORNING);
    let other = test.second_process(11);
    let work = async |app: &minilabs::app::App| {
        for _ in 0..3 {
            app.write(|tx| tx.enqueue(&SendDigests {}).map(drop)).await?;
            while app.worker().step().await? {}
        }
        Tested::Ok(())
    };
    let (one, two) = tokio::join!(work(&test.app), work(&other));
    one?;
    two?;
    test.run_jobs().await?;
    assert_eq!(mails(test, "notices.digest")?.len(), 1);
    // Told within the same period: it waits for the next.
    tell(test, NoticeKind::Changed, idea.id)?;
    test.advance(TimeDelta::hours(3));
    come_round(test).await?;
    assert_eq!(mails(test, "notices.digest")?.len(), 1);
    test.advance(TimeDelta::hours(21));
    come_round(test).await?;
    assert_eq!(mails(test, "notices.digest")?.len(), 2);
    Ok(())
}

#[tokio::test]
async fn it_follows_the_day_and_the_language_chosen() -> Tested {
    let (stage, idea) = settled().await?;
    let test = &stage.test;
    let alice = test.alice().await?;
    // 2 March 2026 is a Monday.
    let weekly = [("digest", "weekly"), ("digest_day", "4"), ("quiet_from", ""), ("quiet_until", "")];
    alice.post("/mon-compte/notifications", &weekly).await?.assert_status(303);
    db_speaks_english(test)?;
    tell(test, NoticeKind::Comment, idea.id)?;
    for day in 1..=3 {
        assert!(mails(test, "notices.digest")?.is_empty(), "too early by {} days", 4 - day);
        test.advance(if day == 1 { TO_NEXT_MORNING } else { TimeDelta::days(1) });
        come_round(test).await?;
    }
    let digests = mails(test, "notices.digest")?;
    assert_eq!(digests.len(), 1);
    assert!(digests[0].text_body.contains("There is a new comment."), "{}", digests[0].text_body);
    Ok(())
}

#[tokio::test]
async fn never_is_never() -> Tested {
    let (stage, idea) = settled().await?;
    let test = &stage.test;
    let alice = test.alice().await?;
    tell(test, NoticeKind::Comment, idea.id)?;
    let fields = |digest| [("digest", digest), ("digest_day", "1"), ("quiet_from", ""), ("quiet_until", "")];
    alice.post("/mon-compte/notifications", &fields("never")).await?.assert_status(303);
    tell(test, NoticeKind::Mention, idea.id)?;
    alice.post("/mon-compte/notifications", &fields("daily")).await?.assert_status(303);
    test.advance(TO_NEXT_MORNING);
    come_round(test).await?;
    assert!(mails(test, "notices.digest")?.is_empty(), "what was told meanwhile is in the inbox alone");
    Ok(())
}

fn db_speaks_english(test: &TestApp) -> Tested {
    use diesel::{RunQueryDsl, sql_query};
    let sql = format!("update accounts set language = 'en' where email = '{ALICE}'");
    test.app.db.write_now(|conn| Ok(sql_query(sql).execute(conn).map(drop)?))?;
    Ok(())
}
