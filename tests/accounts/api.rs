//! `/api/v1/accounts`: a program signs in as a person does.

use poem::Body;
use poem::http::Method;
use serde_json::{Value, json};

use crate::support::{ALICE, Answer, TestApp, Tested};

async fn send(
    test: &TestApp,
    method: Method,
    path: &str,
    token: &str,
    body: &Value,
) -> anyhow::Result<Answer> {
    let bearer = format!("Bearer {token}");
    let mut headers = vec![("content-type", "application/json")];
    if !token.is_empty() {
        headers.push(("authorization", bearer.as_str()));
    }
    test.visitor()
        .send(method, &format!("/api/v1/accounts{path}"), &headers, Body::from_string(body.to_string()))
        .await
}

async fn token(test: &TestApp) -> anyhow::Result<String> {
    let asked = send(test, Method::POST, "/sign-in/code", "", &json!({ "email": ALICE })).await?;
    let sign_in = asked.assert_status(200).json()?["sign_in"].clone();
    test.run_jobs().await?;
    let body = json!({ "sign_in": sign_in, "code": test.last_code(ALICE)?, "client": "a script" });
    let answer = send(test, Method::POST, "/sign-in", "", &body).await?;
    Ok(answer.assert_status(200).json()?["token"].as_str().unwrap_or_default().to_owned())
}

#[tokio::test]
async fn a_program_signs_in_and_out() -> Tested {
    let test = TestApp::new();
    let token = token(&test).await?;
    let me = send(&test, Method::GET, "/me", &token, &Value::Null).await?;
    assert_eq!(me.assert_status(200).json()?["email"], ALICE);
    send(&test, Method::POST, "/sign-out", &token, &Value::Null).await?.assert_status(204);
    let refused = send(&test, Method::GET, "/me", &token, &Value::Null).await?;
    refused.assert_status(401);
    assert_eq!(refused.header("content-type"), "application/problem+json");
    Ok(())
}

#[tokio::test]
async fn a_wrong_code_is_a_problem_of_its_field() -> Tested {
    let test = TestApp::new();
    let asked = send(&test, Method::POST, "/sign-in/code", "", &json!({ "email": ALICE })).await?;
    test.run_jobs().await?;
    let wrong = if test.last_code(ALICE)? == "000000" { "000001" } else { "000000" };
    let body = json!({ "sign_in": asked.json()?["sign_in"], "code": wrong });
    let answer = send(&test, Method::POST, "/sign-in", "", &body).await?;
    let problem = answer.assert_status(422).json()?;
    assert_eq!(problem["type"], "urn:minilabs:problem:invalid");
    assert_eq!(problem["errors"], json!([{ "field": "code", "kind": "wrong" }]));
    Ok(())
}

#[tokio::test]
async fn the_profile_is_checked_as_in_the_page() -> Tested {
    let test = TestApp::new();
    let token = token(&test).await?;
    let changed = send(&test, Method::PUT, "/me", &token, &json!({ "display_name": "Alice M." })).await?;
    assert_eq!(changed.assert_status(200).json()?["display_name"], "Alice M.");
    let empty = send(&test, Method::PUT, "/me", &token, &json!({ "display_name": " " })).await?;
    assert_eq!(empty.assert_status(422).json()?["errors"][0]["field"], "display_name");
    let strange = json!({ "display_name": "Eve", "roles": ["administrator"] });
    send(&test, Method::PUT, "/me", &token, &strange).await?.assert_status(400);
    Ok(())
}

#[tokio::test]
async fn what_cannot_be_read_is_a_problem_document() -> Tested {
    let test = TestApp::new();
    for (path, body, status) in
        [("/sign-in/code", "{", 400), ("/sign-in/code", "{}", 400), ("/nothing-here", "{}", 404)]
    {
        let headers = [("content-type", "application/json")];
        let path = format!("/api/v1/accounts{path}");
        let answer =
            test.visitor().send(Method::POST, &path, &headers, Body::from_string(body.into())).await?;
        answer.assert_status(status);
        assert_eq!(answer.header("content-type"), "application/problem+json", "{path} {body}");
        assert_eq!(answer.json()?["status"], status);
    }
    Ok(())
}
