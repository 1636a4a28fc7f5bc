//! Who is told of what, and by which way.

use minilabs::ids::{AccountId, Id};
use minilabs::notices::{self, Notice, NoticeKind};

use crate::support::{ALICE, BOB, TestApp, Tested};

fn notice(to: AccountId, kind: NoticeKind, by: Option<AccountId>) -> Notice {
    Notice { to, kind, object: AccountId::from_i64(7).into(), by }
}

#[tokio::test]
async fn it_works() -> Tested {
    let test = TestApp::new();
    let (alice, bob) = (test.agent(ALICE)?.signed_in()?, test.agent(BOB)?.signed_in()?);
    test.app.write_now(|tx| {
        notices::tell(tx, notice(alice, NoticeKind::Comment, Some(bob)))?;
        notices::tell(tx, notice(alice, NoticeKind::Decision, None))
    })?;
    test.run_jobs().await?;
    let unread = |account| test.app.db.read_now(move |conn| notices::count_unread(conn, account));
    assert_eq!((unread(alice)?, unread(bob)?), (2, 0));
    Ok(())
}

#[tokio::test]
async fn nobody_is_told_of_their_own_doings_but_for_a_receipt() -> Tested {
    let test = TestApp::new();
    let alice = test.agent(ALICE)?.signed_in()?;
    test.app.write_now(|tx| {
        notices::tell(tx, notice(alice, NoticeKind::Comment, Some(alice)))?;
        notices::tell(tx, notice(alice, NoticeKind::Receipt, Some(alice)))
    })?;
    test.run_jobs().await?;
    assert_eq!(test.app.db.read_now(|conn| notices::count_unread(conn, alice))?, 1);
    Ok(())
}
