//! Contests in the API.

use poem::Body;
use poem::http::Method;
use serde_json::{Value, json};

use crate::support::{NOE, TestApp, Tested};

/// Signs the animator in and answers what sends with their token.
async fn token(test: &TestApp) -> anyhow::Result<String> {
    test.animator()?;
    let asked = send(test, "", Method::POST, "/accounts/sign-in/code", json!({ "email": NOE })).await?;
    test.run_jobs().await?;
    let body = json!({ "sign_in": asked["sign_in"], "code": test.last_code(NOE)? });
    let opened = send(test, "", Method::POST, "/accounts/sign-in", body).await?;
    Ok(opened["token"].as_str().unwrap_or_default().to_owned())
}

async fn send(test: &TestApp, token: &str, method: Method, path: &str, body: Value) -> anyhow::Result<Value> {
    let bearer = format!("Bearer {token}");
    let mut headers = vec![("content-type", "application/json")];
    if !token.is_empty() {
        headers.push(("authorization", bearer.as_str()));
    }
    let path = format!("/api/v1{path}");
    let answer = test.visitor().send(method, &path, &headers, Body::from_string(body.to_string())).await?;
    if answer.body.is_empty() { Ok(Value::Null) } else { answer.json() }
}

#[tokio::test]
async fn a_contest_is_prepared_moved_and_copied() -> Tested {
    let test = TestApp::new();
    let token = token(&test).await?;
    let call = async |method: Method, path: &str, body: Value| send(&test, &token, method, path, body).await;
    let made = call(
        Method::POST,
        "/contests",
        json!({
            "title": "Par l’API", "summary": "Pour tous", "audience": "public", "rules": "Un vote", "charter": "Polis",
            "moderation": "after", "follows_calendar": true,
            "phases": [{ "phase": "submission", "opens_on": "2026-03-10", "opens_at": "08:30", "closes_on": "2026-03-31" }]
        }),
    )
    .await?;
    assert_eq!((&made["stage"], &made["opens"]), (&json!("draft"), &json!([])), "{made}");
    assert_eq!(made["phases"][0]["opens_at"], "08:30");
    let categories = json!({ "categories": [{ "name": "Mobilité" }, { "name": "Restauration" }] });
    let set = call(Method::PUT, "/contests/par-l-api/categories", categories).await?;
    assert_eq!(set["categories"], json!(["Mobilité", "Restauration"]));
    let question =
        json!({ "label": "Où ?", "kind": "one_choice", "options": ["Ici", "Là"], "required": true });
    let asked = call(Method::POST, "/contests/par-l-api/questions", question).await?;
    let one = format!("/contests/par-l-api/questions/{}", asked["id"].as_str().unwrap_or_default());
    call(Method::PUT, &one, json!({ "label": "Où donc ?", "kind": "short_text" })).await?;
    call(Method::PUT, &format!("{one}/place"), json!({ "place": 1 })).await?;
    let refused =
        call(Method::PUT, "/contests/par-l-api/stage", json!({ "stage": "collecting", "reason": "" }))
            .await?;
    assert_eq!(refused["status"], 422, "{refused}");
    let moved =
        call(Method::PUT, "/contests/par-l-api/stage", json!({ "stage": "collecting", "reason": "Tôt" }))
            .await?;
    assert_eq!(moved["opens"], json!(["submit", "edit_own_idea", "comment", "support"]));
    assert_eq!(moved["questions"][0]["label"], "Où donc ?");
    let moves = call(Method::GET, "/contests/par-l-api/moves", Value::Null).await?;
    assert_eq!((&moves[0]["to"], &moves[0]["reason"]), (&json!("collecting"), &json!("Tôt")));
    call(Method::POST, "/contests/par-l-api/charter/acceptance", json!({ "version": 1 })).await?;
    assert!(test.journal_kinds()?.contains(&"contest.charter_accepted".to_owned()));
    let copy = call(
        Method::POST,
        "/contests/par-l-api/copies",
        json!({ "title": "Encore", "first_day": "2027-01-10" }),
    )
    .await?;
    assert_eq!((&copy["previous_id"], &copy["stage"]), (&made["id"], &json!("draft")));
    call(Method::DELETE, "/contests/encore", Value::Null).await?;
    assert_eq!(call(Method::GET, "/contests/encore", Value::Null).await?["status"], 404);
    call(Method::DELETE, &one, Value::Null).await?;
    assert_eq!(call(Method::GET, "/contests/par-l-api", Value::Null).await?["questions"], json!([]));
    Ok(())
}
