//! `/courrier`: what became of each mail. The mail server of these tests is away: nothing listens at its address.

use chrono::TimeDelta;
use minilabs::mail::{self, DeliveryState};

use crate::support::{CHARLIE, TestApp, Tested};

fn away() -> TestApp {
    TestApp::with(&[("SMTP_URL", "smtp://127.0.0.1:1")]).leaves_work()
}

#[tokio::test]
async fn a_mail_that_did_not_leave_is_shown_with_its_reason_and_sent_again() -> Tested {
    let test = away();
    let ada = test.ada().await?;
    test.visitor().post("/connexion", &[("email", CHARLIE)]).await?.assert_status(303);
    test.run_jobs().await?;
    let list = ada.get("/courrier?etat=waiting").await?;
    list.assert_status(200).assert_shows("En attente").assert_shows(CHARLIE);
    ada.get("/courrier?etat=sent").await?.assert_lacks(CHARLIE);
    let waiting = test.mails_to(CHARLIE)?.remove(0);
    assert_eq!((waiting.tries, waiting.state()), (1, DeliveryState::Waiting));
    let page = ada.get(&format!("/courrier/{}", waiting.id)).await?;
    page.assert_shows("accounts.sign_in_code").assert_shows("Renvoyer");
    assert!(waiting.last_error.is_some_and(|error| error.contains("mail server")));
    // Sent again, it keeps its one job.
    let jobs = test.db_jobs()?.len();
    ada.post(&format!("/courrier/{}/renvoi", waiting.id), &[]).await?.assert_leads_to("/courrier");
    test.run_jobs().await?;
    assert_eq!(test.db_jobs()?.len(), jobs);
    assert_eq!(test.mails_to(CHARLIE)?[0].tries, 2);
    assert!(test.journal_kinds()?.contains(&"mail.sent_again".to_owned()));
    Ok(())
}

#[tokio::test]
async fn a_mail_waits_over_a_weekend_and_is_given_up_after_three_days() -> Tested {
    let test = away();
    test.visitor().post("/connexion", &[("email", CHARLIE)]).await?.assert_status(303);
    let worker = test.app.worker();
    for _ in 0..71 {
        while worker.step().await? {}
        test.advance(TimeDelta::hours(1));
    }
    while worker.step().await? {}
    let mail = test.mails_to(CHARLIE)?.remove(0);
    assert_eq!(mail.state(), DeliveryState::Waiting);
    assert!(mail.tries > 60 && !mail.text_body.is_empty(), "{}", mail.tries);
    test.advance(TimeDelta::hours(2));
    while worker.step().await? {}
    assert_eq!(test.mails_to(CHARLIE)?[0].state(), DeliveryState::Failed);
    let id = mail.id;
    test.app.write_now(|tx| mail::send_again(tx, id))?;
    assert_eq!(test.mails_to(CHARLIE)?[0].state(), DeliveryState::Waiting, "nothing is lost");
    Ok(())
}

#[tokio::test]
async fn it_refuses_strangers() -> Tested {
    let test = away();
    let charlie = test.charlie().await?;
    let id = test.mails_to(CHARLIE)?[0].id;
    let action = format!("/courrier/{id}/renvoi");
    charlie.post(&action, &[]).await?.assert_status(403);
    charlie.get("/courrier").await?.assert_status(403);
    test.visitor().post(&action, &[]).await?.assert_leads_to("/connexion");
    Ok(())
}

#[tokio::test]
async fn a_person_sees_that_their_mail_waits() -> Tested {
    let test = away();
    let charlie = test.charlie().await?;
    charlie.get("/mon-compte/notifications").await?.assert_shows("n’est pas encore parti");
    Ok(())
}
