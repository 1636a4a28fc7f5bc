//! `/connexion`

use crate::support::{ALICE, TestApp, Tested};

#[tokio::test]
async fn it_works() -> Tested {
    let test = TestApp::new();
    let visitor = test.visitor();
    visitor.get("/connexion").await?.assert_status(200);
    let answer = visitor.post("/connexion", &[("email", " Alice@Example.ORG ")]).await?;
    answer.assert_leads_to("/connexion/code?next=");
    test.run_jobs().await?;
    let mails = test.mails_to(ALICE)?;
    assert_eq!(mails.len(), 1);
    assert!(mails[0].text_body.contains(&test.last_code(ALICE)?));
    assert!(
        !mails[0].subject.contains(&test.last_code(ALICE)?),
        "a code in a subject shows on a locked screen"
    );
    Ok(())
}

#[tokio::test]
async fn it_answers_the_same_for_known_and_unknown_people() -> Tested {
    let test = TestApp::new();
    test.alice().await?;
    let (known, unknown) = (test.visitor(), test.visitor());
    let first = known.post("/connexion", &[("email", ALICE)]).await?;
    let second = unknown.post("/connexion", &[("email", "nobody@example.org")]).await?;
    assert_eq!((first.status, first.location()), (second.status, second.location()));
    assert_eq!(first.body, second.body);
    test.run_jobs().await
}

#[tokio::test]
async fn it_shows_field_errors() -> Tested {
    let test = TestApp::new();
    let visitor = test.visitor();
    for wrong in ["", "alice", "alice@", "<script>@example.org", "a b@example.org"] {
        let answer = visitor.post("/connexion", &[("email", wrong), ("next", "/idees")]).await?;
        answer.assert_status(422).assert_lacks("<script>@");
        assert_eq!(answer.field("email")?, wrong, "what was typed is shown again");
        assert_eq!(answer.field("next")?, "/idees");
    }
    Ok(())
}

#[tokio::test]
async fn it_takes_only_the_domains_of_the_settings() -> Tested {
    let test = TestApp::with(&[("EMAIL_DOMAINS", "example.org")]);
    let visitor = test.visitor();
    visitor.post("/connexion", &[("email", "a@evil-example.org")]).await?.assert_status(422);
    visitor.post("/connexion", &[("email", "a@lycee.example.org")]).await?.assert_status(303);
    test.run_jobs().await
}

#[tokio::test]
async fn it_requires_csrf() -> Tested {
    let test = TestApp::new();
    let visitor = test.visitor();
    visitor.post_raw("/connexion", &[("email", ALICE)]).await?.assert_status(403);
    visitor.get("/connexion").await?;
    visitor.post_raw("/connexion", &[("csrf_token", "wrong"), ("email", ALICE)]).await?.assert_status(403);
    assert!(test.mails_to(ALICE)?.is_empty());
    // The token of one browser is of no use in another.
    let other = test.visitor();
    let token = other.token().await?;
    let fields = [("csrf_token", token.as_str()), ("email", ALICE)];
    visitor.post_raw("/connexion", &fields).await?.assert_status(403);
    Ok(())
}

#[tokio::test]
async fn it_refuses_fields_of_no_form() -> Tested {
    let test = TestApp::new();
    let fields = [("email", ALICE), ("role", "administrator")];
    test.visitor().post("/connexion", &fields).await?.assert_status(403);
    assert!(test.mails_to(ALICE)?.is_empty());
    Ok(())
}

#[tokio::test]
async fn it_sends_five_codes_an_hour_and_no_more() -> Tested {
    let test = TestApp::new();
    let visitor = test.visitor();
    for _ in 0..5 {
        visitor.post("/connexion", &[("email", ALICE)]).await?.assert_status(303);
    }
    visitor.post("/connexion", &[("email", ALICE)]).await?.assert_status(429);
    visitor.post("/connexion", &[("email", "bob@example.org")]).await?.assert_status(303);
    test.advance(chrono::TimeDelta::minutes(61));
    visitor.post("/connexion", &[("email", ALICE)]).await?.assert_status(303);
    test.run_jobs().await
}

#[tokio::test]
async fn it_shows_the_people_of_the_demonstration_there_alone() -> Tested {
    let test = TestApp::new();
    test.visitor().get("/connexion").await?.assert_status(200).assert_lacks("@valmont.example");
    let demo = TestApp::configured(&[], |config| config.demo = true);
    let page = demo.visitor().get("/connexion").await?;
    assert!(page.body.contains("@valmont.example"));
    Ok(())
}
