//! What lies between a browser and us: caches, addresses that exist nowhere, other methods, other sites.

use poem::Body;
use poem::http::Method;

use crate::ideas::submit::open_to;
use crate::support::{ALICE, TestApp, Tested};

#[tokio::test]
async fn what_may_be_shared_holds_nothing_of_one_person_and_no_error_is_kept() -> Tested {
    let test = TestApp::new();
    let slug = &open_to(&test, "public").await?.slug;
    let alice = test.alice().await?;
    for path in [
        "/flux/idees.atom".to_owned(),
        "/flux/idees.json".into(),
        format!("/flux/concours/{slug}/idees.atom"),
        format!("/flux/concours/{slug}/idees.json"),
    ] {
        let (hers, anybodys) = (alice.get(&path).await?, test.visitor().get(&path).await?);
        assert!(hers.header("cache-control").starts_with("public"), "{path}");
        assert_eq!(hers.body, anybodys.body, "{path}");
        for answer in [&hers, &anybodys] {
            assert!(
                answer.headers.get("set-cookie").is_none(),
                "{path} sets a cookie that others would share"
            );
        }
        let with_language = test.visitor().get(&format!("{path}?lang=en")).await?;
        assert!(with_language.headers.get("set-cookie").is_none(), "{path}");
    }
    for path in [
        "/flux/concours/aucun/idees.atom",
        "/flux/moi/x.atom",
        "/nulle-part",
        "/assets/nulle-part.js",
        "/api/v1/nowhere",
        "/api/v1/ideas/x",
        "/api/v1/ideas?page=x",
        "/idees/0000000000009",
        "/fichiers/0000000000009",
    ] {
        let answer = alice.get(path).await?;
        assert!(answer.status.is_client_error(), "{path}: {}", answer.status);
        assert_eq!(answer.header("cache-control"), "private, no-store", "{path}");
    }
    for (method, path) in
        [(Method::PUT, "/flux/idees.atom"), (Method::POST, "/flux/idees.atom"), (Method::DELETE, "/idees")]
    {
        let answer = alice.send(method, path, &[], Body::empty()).await?;
        assert_eq!(answer.header("cache-control"), "private, no-store", "{path}");
        assert!(answer.status.is_client_error(), "{path}: {}", answer.status);
    }
    test.run_jobs().await
}

#[tokio::test]
async fn a_form_of_our_own_page_is_taken_however_its_browser_says_so() -> Tested {
    let test = TestApp::with(&[("BASE_URL", "https://lab.example")]);
    for headers in [
        &[][..],
        &[("sec-fetch-site", "same-origin"), ("origin", "https://lab.example")],
        &[("origin", "https://lab.example"), ("host", "inside:8080")],
        &[("origin", "http://inside:8080"), ("host", "inside:8080")],
    ] {
        let visitor = test.visitor();
        let token = visitor.token().await?;
        let fields = [("csrf_token", token.as_str()), ("email", ALICE)];
        let body = Body::from_string(serde_html_form::to_string(fields)?);
        let kind = [("content-type", "application/x-www-form-urlencoded")];
        let headers: Vec<_> = headers.iter().chain(&kind).copied().collect();
        visitor.send(Method::POST, "/connexion", &headers, body).await?.assert_status(303);
    }
    test.run_jobs().await
}
