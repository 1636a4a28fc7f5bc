//! Files of ideas in the API.

use poem::Body;
use poem::http::Method;
use serde_json::{Value, json};

use super::{photo, sent};
use crate::ideas::submit::idea_at;
use crate::support::{ALICE, Answer, BOB, TestApp, Tested};

async fn token(test: &TestApp, email: &str) -> anyhow::Result<String> {
    let asked = call(test, Method::POST, "/accounts/sign-in/code", "", json!({ "email": email })).await?;
    test.run_jobs().await?;
    let body = json!({ "sign_in": asked.json()?["sign_in"], "code": test.last_code(email)? });
    let opened = call(test, Method::POST, "/accounts/sign-in", "", body).await?;
    Ok(format!("Bearer {}", opened.assert_status(200).json()?["token"].as_str().unwrap_or_default()))
}

async fn call(
    test: &TestApp,
    method: Method,
    path: &str,
    token: &str,
    body: Value,
) -> anyhow::Result<Answer> {
    let mut headers = vec![("content-type", "application/json")];
    if !token.is_empty() {
        headers.push(("authorization", token));
    }
    let body = if body.is_null() { Body::empty() } else { Body::from_string(body.to_string()) };
    test.visitor().send(method, &format!("/api/v1{path}"), &headers, body).await
}

async fn upload(test: &TestApp, path: &str, token: &str, bytes: Vec<u8>) -> anyhow::Result<Answer> {
    let headers = [("content-type", "application/octet-stream"), ("authorization", token)];
    test.visitor().send(Method::POST, &format!("/api/v1{path}"), &headers, Body::from_vec(bytes)).await
}

#[tokio::test]
async fn it_works() -> Tested {
    let test = TestApp::with(&[("ATTACHMENT_MAX_MB", "1")]);
    let page = sent(&test, &test.alice().await?).await?;
    let idea = idea_at(&test, &page)?.id;
    let (alice, bob) = (token(&test, ALICE).await?, token(&test, BOB).await?);
    let files = format!("/ideas/{idea}/attachments");
    let named = format!("{files}?name=self.jpg&description=Le%20self");
    upload(&test, &named, &bob, photo(1)).await?.assert_status(404);
    let added = upload(&test, &named, &alice, photo(1)).await?.assert_status(200).json()?;
    assert_eq!((&added["kind"], &added["name"]), (&"jpeg".into(), &"self.jpg".into()));
    upload(&test, &files, &alice, photo(2)).await?.assert_status(422);
    upload(&test, &named, &alice, b"<svg/>".to_vec()).await?.assert_status(422);
    upload(&test, &named, &alice, vec![0; 1_100_000]).await?.assert_status(413);
    let listed = call(&test, Method::GET, &files, &alice, Value::Null).await?;
    assert_eq!(listed.assert_status(200).json()?.as_array().map(Vec::len), Some(1));
    let file = format!("/attachments/{}", added["id"].as_str().unwrap_or_default());
    for (token, status) in [("", 404), (bob.as_str(), 404), (alice.as_str(), 200)] {
        call(&test, Method::GET, &file, token, Value::Null).await?.assert_status(status);
    }
    let removal = format!("{file}/removal");
    call(&test, Method::POST, &removal, &bob, json!({})).await?.assert_status(404);
    call(&test, Method::POST, &removal, &alice, json!({})).await?.assert_status(204);
    call(&test, Method::GET, &file, &alice, Value::Null).await?.assert_status(404);
    test.run_jobs().await
}
