//! Units in the API.

use poem::Body;
use poem::http::Method;
use serde_json::{Value, json};

use super::units;
use crate::support::{ADA, TestApp, Tested};

#[tokio::test]
async fn it_works() -> Tested {
    let test = TestApp::new();
    test.administrator()?;
    let token = test.api_token(ADA).await?;
    let bearer = format!("Bearer {token}");
    let call = async |method: Method, path: &str, body: Value| {
        let headers = [("content-type", "application/json"), ("authorization", bearer.as_str())];
        let body = Body::from_string(body.to_string());
        test.visitor().send(method, &format!("/api/v1/units{path}"), &headers, body).await
    };
    let csv = "nom;type;parent\nCantines;service;Lycées\nLycées;direction;\nX;navire;\n";
    let told = call(Method::POST, "/import", json!({ "csv": csv, "dry_run": true })).await?;
    assert_eq!(told.assert_status(200).json()?["added"], 2);
    assert_eq!(told.json()?["faults"][0]["line"], 4);
    assert!(units(&test)?.is_empty());
    call(Method::POST, "/import", json!({ "csv": csv, "dry_run": false })).await?.assert_status(200);
    let added =
        call(Method::POST, "", json!({ "kind": "siege", "name": "Siège", "departement": "67" })).await?;
    let id = added.assert_status(200).json()?["id"].as_str().unwrap_or_default().to_owned();
    let renamed = json!({ "kind": "siege", "name": "Hôtel", "departement": "57" });
    call(Method::PUT, &format!("/{id}"), renamed).await?.assert_status(200);
    call(Method::POST, &format!("/{id}/merge"), json!({ "into": "Cantines" })).await?.assert_status(422);
    let found = call(Method::GET, "?q=hotel", Value::Null).await?.assert_status(200).json()?;
    assert_eq!(found["units"][0]["departement"], "57");
    Ok(())
}
