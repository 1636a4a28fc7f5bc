//! Hours in which no mail leaves. The clock begins at 8:00 UTC, 9:00 in Paris.

use chrono::TimeDelta;
use minilabs::ideas;
use minilabs::notices::NoticeKind;

use super::{come_round, mails, settled, tell};
use crate::support::{ALICE, Tested};

const QUIET: [(&str, &str); 5] = [
    ("digest", "daily"),
    ("digest_day", "1"),
    ("quiet_from", "7"),
    ("quiet_until", "12"),
    ("comment", "at_once"),
];

#[tokio::test]
async fn a_mail_at_once_waits_for_their_end() -> Tested {
    let (stage, idea) = settled().await?;
    let test = &stage.test;
    test.alice().await?.post("/mon-compte/notifications", &QUIET).await?.assert_status(303);
    let answer = format!("{}/reponse", ideas::url(idea.id, &idea.title));
    test.noe().await?.post(&answer, &[("reason", "C’est fait.")]).await?.assert_status(303);
    tell(test, NoticeKind::Comment, idea.id)?;
    test.run_jobs().await?;
    // In its room's own words a mail is written at once and held; the other is not written yet.
    let held = mails(test, "ideas.destiny_changed")?.remove(0);
    assert!(held.text_body.contains("C’est fait.") && held.job_id.is_none());
    assert!(mails(test, "notices.at_once")?.is_empty());
    test.advance(TimeDelta::minutes(179));
    test.run_jobs().await?;
    assert!(mails(test, "ideas.destiny_changed")?[0].job_id.is_none(), "11:59 is quiet");
    test.advance(TimeDelta::minutes(1));
    test.run_jobs().await?;
    assert!(mails(test, "ideas.destiny_changed")?[0].job_id.is_some());
    assert_eq!(mails(test, "notices.at_once")?.len(), 1);
    Ok(())
}

#[tokio::test]
async fn a_sign_in_code_never_waits() -> Tested {
    let (stage, _) = settled().await?;
    let test = &stage.test;
    test.alice().await?.post("/mon-compte/notifications", &QUIET).await?.assert_status(303);
    test.visitor().post("/connexion", &[("email", ALICE)]).await?.assert_status(303);
    test.run_jobs().await?;
    assert!(mails(test, "accounts.sign_in_code")?[0].job_id.is_some());
    Ok(())
}

#[tokio::test]
async fn a_digest_waits_too() -> Tested {
    let (stage, idea) = settled().await?;
    let test = &stage.test;
    let fields = [("digest", "daily"), ("digest_day", "1"), ("quiet_from", "6"), ("quiet_until", "9")];
    test.alice().await?.post("/mon-compte/notifications", &fields).await?.assert_status(303);
    tell(test, NoticeKind::Comment, idea.id)?;
    test.advance(TimeDelta::hours(23));
    come_round(test).await?;
    assert!(mails(test, "notices.digest")?.is_empty(), "8:00 in Paris is quiet");
    test.advance(TimeDelta::hours(1));
    come_round(test).await?;
    assert_eq!(mails(test, "notices.digest")?.len(), 1);
    Ok(())
}
