//! Roles: who gives them, and what follows.

use minilabs::accounts::{GiveRole, GrantRole, Role, grants_of};
use minilabs::error::AppError;
use minilabs::ids::{AccountId, GrantId};

use crate::support::{ALICE, BOB, NOE, TestApp, Tested};

#[tokio::test]
async fn a_new_role_begins_with_a_new_sign_in() -> Tested {
    let test = TestApp::new();
    let alice = test.alice().await?;
    let ada = test.administrator()?;
    let grant = GrantRole { email: ALICE.into(), name: String::new(), role: Role::Animator };
    grant.run_now(&test.app, Some(&ada))?;
    alice.get("/mon-compte").await?.assert_status(303);
    let again = test.alice().await?;
    again.get("/mon-compte").await?.assert_status(200);
    assert!(test.journal_kinds()?.contains(&"account.role_granted".to_owned()));
    Ok(())
}

#[tokio::test]
async fn a_role_given_twice_changes_nothing() -> Tested {
    let test = TestApp::new();
    test.animator()?;
    let before = test.db_counts()?;
    test.animator()?;
    assert_eq!(test.db_counts()?, before);
    Ok(())
}

#[tokio::test]
async fn only_administrators_give_roles() -> Tested {
    let test = TestApp::new();
    for actor in [test.animator()?, test.agent(BOB)?, minilabs::accounts::Actor::visitor()] {
        let grant = GrantRole { email: BOB.into(), name: String::new(), role: Role::Administrator };
        let refusal = grant.run_now(&test.app, Some(&actor));
        assert!(matches!(refusal, Err(AppError::Forbidden | AppError::SignInFirst)), "{refusal:?}");
    }
    Ok(())
}

#[tokio::test]
async fn an_account_keeps_its_name_when_it_gets_a_role() -> Tested {
    let test = TestApp::new();
    let noe = test.noe().await?;
    assert_eq!(noe.account(NOE)?.display_name, "Noé Castel");
    Ok(())
}

/// Somebody with a role over a territory, and the role.
pub async fn ambassador(test: &TestApp) -> anyhow::Result<(AccountId, GrantId)> {
    let account = test.agent("omar@example.org")?.signed_in()?;
    let ada = test.administrator()?;
    let give = GiveRole {
        account,
        role: "ambassador".into(),
        scope: "departement:67".parse().ok(),
        from: String::new(),
        until: String::new(),
        reason: "Élu par ses collègues".into(),
    };
    give.run(&test.app, &ada).await?;
    let id = test.app.db.read_now(|conn| grants_of(conn, account))?[0].id;
    Ok((account, id))
}
