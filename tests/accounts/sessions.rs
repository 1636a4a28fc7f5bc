//! `POST /mon-compte/sessions`, and how long a session lasts.

use chrono::TimeDelta;

use crate::support::{TestApp, Tested};

const PATH: &str = "/mon-compte/sessions";

#[tokio::test]
async fn one_session_is_ended_from_another() -> Tested {
    let test = TestApp::new();
    let phone = test.alice().await?;
    test.advance(TimeDelta::minutes(20));
    let laptop = test.alice().await?;
    let page = laptop.get("/mon-compte").await?;
    let other = page.document().all("button").into_iter().find_map(|button| {
        (button.attribute("name") == Some("session")).then(|| button.attribute("value").map(str::to_owned))?
    });
    let other = other.unwrap_or_default();
    laptop.post(PATH, &[("session", &other)]).await?.assert_leads_to("/mon-compte");
    phone.get("/mon-compte").await?.assert_status(303);
    laptop.get("/mon-compte").await?.assert_status(200);
    Ok(())
}

#[tokio::test]
async fn all_sessions_are_ended_at_once() -> Tested {
    let test = TestApp::new();
    let (phone, laptop) = (test.alice().await?, test.alice().await?);
    laptop.post(PATH, &[("session", "all")]).await?.assert_status(303);
    for browser in [phone, laptop] {
        browser.get("/mon-compte").await?.assert_status(303);
    }
    Ok(())
}

#[tokio::test]
async fn the_session_of_somebody_else_is_not_found() -> Tested {
    let test = TestApp::new();
    let (alice, bob) = (test.alice().await?, test.bob().await?);
    let twin = test.alice().await?;
    let page = alice.get("/mon-compte").await?;
    let hers = page.document().all("button").into_iter().find_map(|button| {
        (button.attribute("name") == Some("session")).then(|| button.attribute("value").map(str::to_owned))?
    });
    bob.post(PATH, &[("session", &hers.unwrap_or_default())]).await?.assert_status(404);
    bob.post(PATH, &[("session", "not an id")]).await?.assert_status(404);
    twin.get("/mon-compte").await?.assert_status(200);
    Ok(())
}

#[tokio::test]
async fn an_idle_session_ends() -> Tested {
    let test = TestApp::with(&[("SESSION_IDLE_HOURS", "2")]);
    let alice = test.alice().await?;
    test.advance(TimeDelta::minutes(119));
    alice.get("/mon-compte").await?.assert_status(200);
    test.advance(TimeDelta::minutes(121));
    alice.get("/mon-compte").await?.assert_status(303);
    Ok(())
}

#[tokio::test]
async fn a_session_in_use_ends_too() -> Tested {
    let test = TestApp::with(&[("SESSION_MAX_DAYS", "2"), ("SESSION_IDLE_HOURS", "1000")]);
    let alice = test.alice().await?;
    test.advance(TimeDelta::hours(47));
    alice.get("/mon-compte").await?.assert_status(200);
    test.advance(TimeDelta::hours(2));
    alice.get("/mon-compte").await?.assert_status(303);
    Ok(())
}

#[tokio::test]
async fn a_made_up_session_is_nobodys() -> Tested {
    let test = TestApp::new();
    let visitor = test.visitor();
    for made_up in ["x", "", "0", &"A".repeat(43), "'; drop table sessions; --"] {
        visitor.set_cookie("minilabs_session", made_up);
        visitor.get("/mon-compte").await?.assert_status(303);
    }
    Ok(())
}

#[tokio::test]
async fn a_session_of_a_browser_opens_no_api_and_the_other_way_round() -> Tested {
    let test = TestApp::new();
    let alice = test.alice().await?;
    let token = alice.cookie("minilabs_session").unwrap_or_default();
    let bearer = format!("Bearer {token}");
    test.visitor().get_with("/api/v1/accounts/me", &[("authorization", &bearer)]).await?.assert_status(401);
    // A browser's cookie says nothing to the API: no other site can make it write there.
    alice.get("/api/v1/accounts/me").await?.assert_status(401);
    Ok(())
}

#[tokio::test]
async fn it_requires_csrf() -> Tested {
    let test = TestApp::new();
    let alice = test.alice().await?;
    alice.post_raw(PATH, &[("session", "all")]).await?.assert_status(403);
    alice.get("/mon-compte").await?.assert_status(200);
    Ok(())
}
