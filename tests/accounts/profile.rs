//! `/mon-compte`

use crate::support::{ALICE, TestApp, Tested};

const PATH: &str = "/mon-compte";

#[tokio::test]
async fn it_works() -> Tested {
    let test = TestApp::new();
    let alice = test.alice().await?;
    let fields = [
        ("display_name", " Alice Martin "),
        ("trade", "cuisinière"),
        ("site", "Lycée Weiss"),
        ("direction", ""),
    ];
    alice.post(PATH, &fields).await?.assert_leads_to(PATH);
    let page = alice.get(PATH).await?;
    page.assert_status(200).assert_shows("Alice Martin").assert_shows(ALICE);
    assert_eq!(page.field("trade")?, "cuisinière");
    assert_eq!(alice.account(ALICE)?.display_name, "Alice Martin");
    assert_eq!(test.journal_kinds()?.last().map(String::as_str), Some("account.profile_updated"));
    Ok(())
}

#[tokio::test]
async fn it_shows_field_errors() -> Tested {
    let test = TestApp::new();
    let alice = test.alice().await?;
    let long = "é".repeat(121);
    let answer = alice.post(PATH, &[("display_name", "  "), ("trade", &long)]).await?;
    answer.assert_status(422);
    assert_eq!(answer.field("trade")?, long, "nothing typed is lost");
    assert_eq!(alice.account(ALICE)?.display_name, "alice");
    Ok(())
}

#[tokio::test]
async fn it_shows_a_hostile_name_as_a_text() -> Tested {
    let test = TestApp::new();
    let alice = test.alice().await?;
    let name = "\"><script>alert(1)</script>";
    alice.post(PATH, &[("display_name", name)]).await?.assert_status(303);
    alice.get(PATH).await?.assert_status(200).assert_shows(name).assert_lacks("<script>alert");
    Ok(())
}

#[tokio::test]
async fn it_takes_no_field_that_the_server_decides() -> Tested {
    let test = TestApp::new();
    let alice = test.alice().await?;
    for field in ["id", "email", "role", "roles", "created_at", "last_seen_at", "language"] {
        let fields = [("display_name", "Eve"), (field, "administrator")];
        alice.post(PATH, &fields).await?.assert_status(403);
    }
    assert_eq!(alice.account(ALICE)?.display_name, "alice");
    Ok(())
}

#[tokio::test]
async fn it_refuses_strangers() -> Tested {
    let test = TestApp::new();
    test.visitor().get(PATH).await?.assert_leads_to("/connexion?next=/mon-compte");
    test.visitor().post(PATH, &[("display_name", "x")]).await?.assert_leads_to("/connexion");
    Ok(())
}

#[tokio::test]
async fn it_requires_csrf() -> Tested {
    let test = TestApp::new();
    let alice = test.alice().await?;
    alice.post_raw(PATH, &[("display_name", "Eve")]).await?.assert_status(403);
    assert_eq!(alice.account(ALICE)?.display_name, "alice");
    Ok(())
}
