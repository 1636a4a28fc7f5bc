//! `/api/v1/notices` and `/api/v1/mails`.

use minilabs::notices::NoticeKind;
use poem::Body;
use poem::http::Method;
use serde_json::{Value, json};

use super::{settled, tell};
use crate::support::{ADA, ALICE, Answer, TestApp, Tested};

async fn send(
    test: &TestApp,
    method: Method,
    path: &str,
    token: &str,
    body: Value,
) -> anyhow::Result<Answer> {
    let bearer = format!("Bearer {token}");
    let mut headers = vec![("content-type", "application/json")];
    if !token.is_empty() {
        headers.push(("authorization", bearer.as_str()));
    }
    let body = Body::from_string(body.to_string());
    test.visitor().send(method, &format!("/api/v1{path}"), &headers, body).await
}

async fn token(test: &TestApp, email: &str) -> anyhow::Result<String> {
    let asked =
        send(test, Method::POST, "/accounts/sign-in/code", "", json!({ "email": email })).await?.json()?;
    test.run_jobs().await?;
    let body = json!({ "sign_in": asked["sign_in"], "code": test.last_code(email)? });
    let answer = send(test, Method::POST, "/accounts/sign-in", "", body).await?;
    Ok(answer.assert_status(200).json()?["token"].as_str().unwrap_or_default().to_owned())
}

#[tokio::test]
async fn the_inbox_is_read() -> Tested {
    let (stage, idea) = settled().await?;
    let test = &stage.test;
    tell(test, NoticeKind::Comment, idea.id)?;
    let token = token(test, ALICE).await?;
    let inbox = send(test, Method::GET, "/notices", &token, Value::Null).await?.assert_status(200).json()?;
    assert_eq!((&inbox["unread"], &inbox["pages"]), (&json!(21), &json!(1)));
    assert_eq!(inbox["groups"][0]["title"], json!(idea.title));
    assert_eq!(inbox["groups"][0]["lines"][0]["kind"], "comment");
    let one = json!({ "notices": inbox["groups"][0]["lines"][0]["ids"] });
    let marked = send(test, Method::POST, "/notices/read", &token, one.clone()).await?.json()?;
    assert_eq!(marked["marked"], 1);
    assert_eq!(send(test, Method::POST, "/notices/read", &token, one).await?.json()?["marked"], 0);
    let rest = json!({ "up_to": inbox["last"] });
    assert_eq!(send(test, Method::POST, "/notices/read", &token, rest).await?.json()?["marked"], 20);
    let unread = send(test, Method::GET, "/notices/unread", &token, Value::Null).await?.json()?;
    assert_eq!(unread["unread"], 0);
    let wrong = json!({ "notices": ["x"] });
    send(test, Method::POST, "/notices/read", &token, wrong).await?.assert_status(422);
    Ok(())
}

#[tokio::test]
async fn preferences_are_chosen() -> Tested {
    let test = TestApp::new();
    let token = token(&test, ALICE).await?;
    let path = "/notices/preferences";
    let before = send(&test, Method::GET, path, &token, Value::Null).await?.assert_status(200).json()?;
    assert_eq!(before["channels"]["decision"], "at_once");
    assert_eq!(before["channels"]["comment"], "digest");
    let body = json!({ "channels": { "comment": "inbox" }, "digest": "weekly", "digest_day": 5,
                       "quiet_from": 20, "quiet_until": 7 });
    let after = send(&test, Method::PUT, path, &token, body).await?.assert_status(200).json()?;
    assert_eq!((&after["channels"]["comment"], &after["quiet_from"]), (&json!("inbox"), &json!(20)));
    assert_eq!(after["channels"]["decision"], "at_once");
    for wrong in [
        json!({ "digest": "hourly", "digest_day": 1 }),
        json!({ "digest": "daily", "digest_day": 9 }),
        json!({ "channels": { "pigeon": "inbox" }, "digest": "daily", "digest_day": 1 }),
        json!({ "digest": "daily", "digest_day": 1, "quiet_from": 3 }),
    ] {
        send(&test, Method::PUT, path, &token, wrong).await?.assert_status(422);
    }
    Ok(())
}

#[tokio::test]
async fn a_feed_is_opened_and_closed() -> Tested {
    let test = TestApp::new();
    let token = token(&test, ALICE).await?;
    let made = send(&test, Method::POST, "/notices/feed", &token, Value::Null).await?;
    let url = made.assert_status(200).json()?["url"].as_str().unwrap_or_default().to_owned();
    let path = url.trim_start_matches("http://127.0.0.1:8080").to_owned();
    test.visitor().get(&path).await?.assert_status(200);
    send(&test, Method::DELETE, "/notices/feed", &token, Value::Null).await?.assert_status(204);
    test.visitor().get(&path).await?.assert_status(404);
    Ok(())
}

#[tokio::test]
async fn administrators_see_the_delivery_log() -> Tested {
    let test = TestApp::with(&[("SMTP_URL", "smtp://127.0.0.1:1")]).leaves_work();
    test.administrator()?;
    let (ada, alice) = (token(&test, ADA).await?, token(&test, ALICE).await?);
    send(&test, Method::GET, "/mails", &alice, Value::Null).await?.assert_status(403);
    let log = send(&test, Method::GET, "/mails?state=waiting", &ada, Value::Null).await?;
    let log = log.assert_status(200).json()?;
    assert_eq!(log[0]["recipient"], ALICE);
    assert!(log[0].get("text").is_none());
    let again = format!("/mails/{}/send", log[0]["id"].as_str().unwrap_or_default());
    send(&test, Method::POST, &again, &alice, Value::Null).await?.assert_status(403);
    send(&test, Method::POST, &again, &ada, Value::Null).await?.assert_status(204);
    send(&test, Method::GET, "/mails?state=lost", &ada, Value::Null).await?.assert_status(422);
    Ok(())
}
