//! `POST /deconnexion`

use crate::support::{TestApp, Tested};

#[tokio::test]
async fn it_works() -> Tested {
    let test = TestApp::new();
    let alice = test.alice().await?;
    let kept = alice.twin();
    let answer = alice.post("/deconnexion", &[]).await?;
    answer.assert_leads_to("/");
    assert_eq!(alice.cookie("minilabs_session"), None);
    // The session is over on the server, too: a copy of the cookie is worth nothing.
    kept.get("/mon-compte").await?.assert_leads_to("/connexion?next=/mon-compte");
    assert_eq!(test.journal_kinds()?.last().map(String::as_str), Some("account.signed_out"));
    Ok(())
}

#[tokio::test]
async fn it_is_no_get() -> Tested {
    let test = TestApp::new();
    let alice = test.alice().await?;
    alice.get("/deconnexion").await?.assert_status(405);
    alice.get("/mon-compte").await?.assert_status(200);
    Ok(())
}

#[tokio::test]
async fn it_requires_csrf() -> Tested {
    let test = TestApp::new();
    let alice = test.alice().await?;
    alice.post_raw("/deconnexion", &[]).await?.assert_status(403);
    alice.get("/mon-compte").await?.assert_status(200);
    Ok(())
}

#[tokio::test]
async fn a_visitor_is_sent_to_sign_in() -> Tested {
    let test = TestApp::new();
    test.visitor().post("/deconnexion", &[]).await?.assert_leads_to("/connexion");
    Ok(())
}
