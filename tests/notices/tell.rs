//! Who is told of what, what goes with a person, and what they take along.

use chrono::TimeDelta;
use minilabs::ids::{AccountId, Id};
use minilabs::incubation::{MoveNeedForm, NeedState};
use minilabs::notices::{self, Notice, NoticeKind, RenewFeed};

use super::{account, count_mails, mails, settled, tell};
use crate::support::{ALICE, BOB, NOE, TestApp, Tested};
use crate::world::World;

fn notice(to: AccountId, kind: NoticeKind, by: Option<AccountId>) -> Notice {
    Notice { to, kind, object: AccountId::from_i64(7).into(), by }
}

#[tokio::test]
async fn it_works() -> Tested {
    let test = TestApp::new();
    let (alice, bob) = (account(&test, ALICE)?, account(&test, BOB)?);
    test.app.write_now(|tx| {
        notices::tell(tx, notice(alice, NoticeKind::Comment, Some(bob)))?;
        notices::tell(tx, notice(alice, NoticeKind::Decision, None))
    })?;
    test.run_jobs().await?;
    let unread = |account| test.app.db.read_now(move |conn| notices::count_unread(conn, account));
    assert_eq!((unread(alice)?, unread(bob)?), (2, 0));
    // Nobody describes this kind of object: no mail speaks of it.
    assert_eq!(count_mails(&test)?, 0);
    Ok(())
}

#[tokio::test]
async fn nobody_is_told_of_their_own_doings_unless_it_answers_them() -> Tested {
    let test = TestApp::new();
    let alice = account(&test, ALICE)?;
    test.app.write_now(|tx| {
        notices::tell(tx, notice(alice, NoticeKind::Comment, Some(alice)))?;
        notices::tell(tx, notice(alice, NoticeKind::Receipt, Some(alice)))
    })?;
    test.run_jobs().await?;
    assert_eq!(test.app.db.read_now(|conn| notices::count_unread(conn, alice))?, 1);
    Ok(())
}

/// One event, one mail, in its room's own words; and one notice.
#[tokio::test]
async fn decisions_invitations_and_need_forms_are_told() -> Tested {
    let world = World::new().await?;
    let test = world.test();
    let mut at_once = mails(test, "notices.at_once")?;
    // Receipts have the platform's words.
    at_once.retain(|mail| !mail.subject.starts_with("Votre idée est bien arrivée."));
    assert!(at_once.is_empty(), "their rooms have words of their own: {at_once:#?}");
    assert!(!mails(test, "ideas.destiny_changed")?.is_empty());
    assert!(!mails(test, "minilabs.invitation")?.is_empty());
    let noe = test.mails_to(NOE)?;
    assert_eq!(noe.iter().filter(|mail| mail.kind == "incubation.need_form_submitted").count(), 1);
    let inbox = test.alice().await?.get("/notifications").await?;
    inbox.assert_shows("Votre idée est invitée ici.").assert_shows(&world.lab.title);
    test.noe().await?.get("/notifications").await?.assert_shows(&world.need_form.title);
    // Told by the platform's words where a room has none.
    let moved = MoveNeedForm { id: world.need_form.id, to: NeedState::Studied, reason: String::new() };
    moved.run(&test.app, &test.animator()?).await?;
    test.run_jobs().await?;
    let told = mails(test, "notices.at_once")?.remove(0);
    assert!(told.subject.starts_with("Votre dossier avance.") && told.unsubscribe_url.is_none());
    Ok(())
}

#[tokio::test]
async fn a_strangers_title_is_shortened_and_stays_on_one_line() -> Tested {
    let world = World::new().await?;
    let test = world.test();
    let moved = MoveNeedForm { id: world.need_form.id, to: NeedState::Studied, reason: String::new() };
    moved.run(&test.app, &test.animator()?).await?;
    test.run_jobs().await?;
    for mail in mails(test, "notices.at_once")? {
        assert!(mail.subject.chars().count() <= 120 && !mail.subject.contains(['\r', '\n']));
    }
    Ok(())
}

#[tokio::test]
async fn all_of_it_goes_with_a_person() -> Tested {
    let (stage, idea) = settled().await?;
    let test = &stage.test;
    let (actor, alice) = (test.agent(ALICE)?, account(test, ALICE)?);
    let token = RenewFeed.run(&test.app, &actor).await?;
    tell(test, NoticeKind::Comment, idea.id)?;
    let exported = test.app.db.read_now(|conn| notices::export(conn, alice))?;
    assert_eq!(exported["notices"].as_array().map(Vec::len), Some(21));
    assert_eq!(exported["channels"]["comment"], "digest");
    assert!(exported["feed_since"].is_string());
    let of_others = count_mails(test)? - test.mails_to(ALICE)?.len() as i64;
    for _ in 0..2 {
        test.app.write_now(|tx| notices::forget(tx, alice))?;
    }
    assert_eq!(count_mails(test)?, of_others, "and the others keep theirs");
    test.visitor().get(&format!("/flux/moi/{token}.atom")).await?.assert_status(404);
    let exported = test.app.db.read_now(|conn| notices::export(conn, alice))?;
    assert_eq!(exported["notices"].as_array().map(Vec::len), Some(0));
    test.run_jobs().await
}

#[tokio::test]
async fn what_is_old_is_forgotten() -> Tested {
    let (stage, idea) = settled().await?;
    let test = &stage.test;
    let alice = account(test, ALICE)?;
    test.advance(TimeDelta::days(366));
    tell(test, NoticeKind::Comment, idea.id)?;
    super::come_round(test).await?;
    assert_eq!(test.app.db.read_now(|conn| notices::count_unread(conn, alice))?, 1);
    Ok(())
}
