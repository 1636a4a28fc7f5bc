//! Accounts that nobody uses: told, then erased.

use chrono::TimeDelta;
use minilabs::app::App;

use super::card::{first_use, printed};
use crate::ideas::submit::{open_to, send};
use crate::support::{ADA, ALICE, BOB, CHARLIE, TestApp, Tested, rows_of};

/// Lets days pass, and has the last of them do its work.
async fn pass(test: &TestApp, days: i64) -> Tested {
    test.advance(TimeDelta::days(days));
    test.app.worker().take_turns().await?;
    test.run_jobs().await
}

/// How often somebody was told.
fn told(test: &TestApp, email: &str) -> anyhow::Result<usize> {
    Ok(test.mails_to(email)?.iter().filter(|mail| mail.kind == "accounts.unused").count())
}

/// Whether there is an account whose row holds this.
fn is_there(app: &App, mark: &str) -> anyhow::Result<bool> {
    Ok(rows_of(&app.db, "accounts")?.iter().any(|row| row.contains(mark)))
}

#[tokio::test]
async fn who_stays_away_is_told_and_a_month_later_erased() -> Tested {
    let test = TestApp::new();
    let contest = open_to(&test, "public").await?;
    let alice = test.sign_in(ALICE).await?;
    alice.post("/mon-compte", &[("display_name", "Alice Aubry")]).await?.assert_status(303);
    let receipt = send(&alice, &contest, "Une idée qui reste").await?;
    let page = receipt.trim_end_matches("/recu").to_owned();
    let noe = test.noe().await?;
    noe.post(&format!("{page}/moderation"), &[("to", "published")]).await?.assert_status(303);
    test.sign_in(BOB).await?;
    // The platform begins on 2026-03-02: two years are 731 days.
    pass(&test, 699).await?;
    assert_eq!((told(&test, ALICE)?, told(&test, BOB)?), (0, 0));
    pass(&test, 3).await?;
    assert_eq!((told(&test, ALICE)?, told(&test, BOB)?), (1, 1));
    let mails = test.mails_to(ALICE)?;
    let mail = mails.iter().find(|mail| mail.kind == "accounts.unused").expect("just counted");
    assert!(mail.subject.contains("Votre compte sera effacé le"), "{}", mail.subject);
    pass(&test, 2).await?;
    assert_eq!(told(&test, ALICE)?, 1, "nobody is told twice");
    // Bob comes back; Alice does not.
    test.sign_in(BOB).await?;
    pass(&test, 27).await?;
    assert!(is_there(&test.app, ALICE)?, "her month is not over");
    pass(&test, 3).await?;
    assert!(!is_there(&test.app, ALICE)? && is_there(&test.app, BOB)?);
    assert!(test.journal_kinds()?.contains(&"account.erased".to_owned()));
    let idea = test.visitor().get(&page).await?;
    idea.assert_shows("Une idée qui reste").assert_shows("[auteur effacé]").assert_lacks("Alice Aubry");
    // Who came back is told again when they stay away again.
    pass(&test, 705).await?;
    let now = test.app.clock.now();
    let mails = test.mails_to(BOB)?;
    let again =
        mails.iter().any(|mail| mail.kind == "accounts.unused" && now - mail.created_at < TimeDelta::days(1));
    assert!(again, "{mails:?}");
    Ok(())
}

#[tokio::test]
async fn the_last_administrator_a_blocked_account_and_one_in_use_stay() -> Tested {
    let test = TestApp::with(&[("SESSION_MAX_DAYS", "2000"), ("SESSION_IDLE_HOURS", "40000")]);
    let ada = test.ada().await?;
    let charlie = test.charlie().await?;
    test.agent(ALICE)?;
    test.agent(BOB)?;
    let alice = ada.account(ALICE)?;
    let block = [("account", alice.id.to_string()), ("blocked", "yes".to_owned())];
    let block: Vec<(&str, &str)> = block.iter().map(|(name, value)| (*name, value.as_str())).collect();
    ada.post("/identites/blocage", &block).await?.assert_status(303);
    // A session that goes on is a visit, though nobody signed in anew.
    for _ in 0..10 {
        charlie.get("/mon-compte").await?.assert_status(200);
        pass(&test, 100).await?;
    }
    assert!(!is_there(&test.app, BOB)?, "an account that an import made is nobody's for ever");
    for (who, why) in [(ADA, "the last administrator"), (ALICE, "blocked"), (CHARLIE, "in use")] {
        assert!(is_there(&test.app, who)?, "{why}");
    }
    assert_eq!((told(&test, CHARLIE)?, told(&test, ALICE)?), (0, 0));
    Ok(())
}

#[tokio::test]
async fn who_has_no_address_goes_when_the_time_is_over() -> Tested {
    let test = TestApp::new();
    let (_, code, _, card) = printed(&test).await?;
    first_use(&test.visitor(), &code, &card, "Zoé Marin", "").await?.assert_status(303);
    pass(&test, 720).await?;
    assert!(is_there(&test.app, "Zoé Marin")?);
    pass(&test, 15).await?;
    assert!(!is_there(&test.app, "Zoé Marin")?);
    Ok(())
}
