//! `/connexion/code`

use chrono::TimeDelta;

use crate::support::{ALICE, Person, TestApp, Tested, all_at_once};

const PATH: &str = "/connexion/code";

/// A browser that waits for its code: the sending's id and the code.
async fn asked<'a>(test: &'a TestApp, next: &str) -> anyhow::Result<(Person<'a>, String, String)> {
    let person = test.visitor();
    person.post("/connexion", &[("email", ALICE), ("next", next)]).await?.assert_status(303);
    let sign_in = person.get(PATH).await?.field("sign_in")?;
    test.run_jobs().await?;
    Ok((person, sign_in, test.last_code(ALICE)?))
}

/// A code that is not the one sent.
fn another(code: &str) -> String {
    let number: u32 = code.parse().unwrap();
    format!("{:06}", (number + 1) % 1_000_000)
}

#[tokio::test]
async fn it_works() -> Tested {
    let test = TestApp::new();
    let (person, sign_in, code) = asked(&test, "/aide").await?;
    // Written as people write it.
    let spaced = format!(" {} {} ", &code[..3], &code[3..]);
    let answer = person.post(PATH, &[("sign_in", &sign_in), ("code", &spaced), ("next", "/aide")]).await?;
    answer.assert_leads_to("/aide");
    person.get("/mon-compte").await?.assert_status(200).assert_shows("alice");
    assert_eq!(test.journal_kinds()?, ["account.created", "account.signed_in"]);
    let cookie = answer
        .headers
        .get_all("set-cookie")
        .iter()
        .find_map(|value| value.to_str().ok().filter(|text| text.starts_with("minilabs_session=")));
    let cookie = cookie.unwrap_or_default();
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
    Ok(())
}

#[tokio::test]
async fn its_cookie_needs_tls_where_the_site_has_it() -> Tested {
    let test = TestApp::with(&[("BASE_URL", "https://minilabs.example")]);
    let (person, sign_in, code) = asked(&test, "").await?;
    let answer = person.post(PATH, &[("sign_in", &sign_in), ("code", &code)]).await?;
    for cookie in answer.headers.get_all("set-cookie") {
        assert!(cookie.to_str()?.contains("Secure"), "{cookie:?}");
    }
    assert!(answer.header("strict-transport-security").starts_with("max-age="));
    Ok(())
}

#[tokio::test]
async fn it_keeps_no_secret_at_rest() -> Tested {
    let test = TestApp::new();
    let (person, sign_in, code) = asked(&test, "").await?;
    person.post(PATH, &[("sign_in", &sign_in), ("code", &code)]).await?.assert_status(303);
    let session = person.cookie("minilabs_session").unwrap_or_default();
    assert!(session.len() > 40);
    for entry in test.journal()? {
        assert!(!entry.data.contains(&code) && !entry.data.contains(ALICE), "{entry:?}");
    }
    Ok(())
}

#[tokio::test]
async fn it_refuses_the_sixth_try() -> Tested {
    let test = TestApp::new();
    let (person, sign_in, code) = asked(&test, "").await?;
    let wrong = another(&code);
    for _ in 0..5 {
        let answer = person.post(PATH, &[("sign_in", &sign_in), ("code", &wrong)]).await?;
        answer.assert_status(422).assert_lacks(&format!("value=\"{wrong}\""));
    }
    // Even the right one comes too late.
    person.post(PATH, &[("sign_in", &sign_in), ("code", &code)]).await?.assert_status(422);
    person.get("/mon-compte").await?.assert_status(303);
    Ok(())
}

#[tokio::test]
async fn it_refuses_six_tries_at_once() -> Tested {
    let test = TestApp::new();
    let (person, sign_in, code) = asked(&test, "").await?;
    let wrong = another(&code);
    let twins: Vec<Person<'_>> = (0..12).map(|_| person.twin()).collect();
    let fields = [("sign_in", sign_in.as_str()), ("code", wrong.as_str())];
    for answer in all_at_once(twins.iter().map(|twin| twin.post(PATH, &fields))).await {
        answer?.assert_status(422);
    }
    person.post(PATH, &[("sign_in", &sign_in), ("code", &code)]).await?.assert_status(422);
    Ok(())
}

#[tokio::test]
async fn it_opens_one_session_for_a_code_used_twice_at_once() -> Tested {
    let test = TestApp::new();
    let (person, sign_in, code) = asked(&test, "").await?;
    let twins: Vec<Person<'_>> = (0..4).map(|_| person.twin()).collect();
    let fields = [("sign_in", sign_in.as_str()), ("code", code.as_str())];
    let answers = all_at_once(twins.iter().map(|twin| twin.post(PATH, &fields))).await;
    let statuses: Vec<u16> =
        answers.into_iter().map(|answer| Ok(answer?.status.as_u16())).collect::<anyhow::Result<_>>()?;
    assert_eq!(statuses.iter().filter(|status| **status == 303).count(), 1, "{statuses:?}");
    let sessions = test.db_counts()?.into_iter().find(|(table, _)| table == "sessions");
    assert_eq!(sessions, Some(("sessions".into(), 1)));
    Ok(())
}

#[tokio::test]
async fn it_refuses_a_code_that_was_used() -> Tested {
    let test = TestApp::new();
    let (person, sign_in, code) = asked(&test, "").await?;
    let other = person.twin();
    person.post(PATH, &[("sign_in", &sign_in), ("code", &code)]).await?.assert_status(303);
    other.post(PATH, &[("sign_in", &sign_in), ("code", &code)]).await?.assert_status(422);
    Ok(())
}

#[tokio::test]
async fn it_refuses_a_code_that_is_too_old() -> Tested {
    let test = TestApp::new();
    let (person, sign_in, code) = asked(&test, "").await?;
    test.advance(TimeDelta::minutes(15));
    person.post(PATH, &[("sign_in", &sign_in), ("code", &code)]).await?.assert_status(422);
    Ok(())
}

#[tokio::test]
async fn a_newer_code_voids_the_older() -> Tested {
    let test = TestApp::new();
    let (first, old_sign_in, old_code) = asked(&test, "").await?;
    test.advance(TimeDelta::minutes(1));
    let (second, sign_in, code) = asked(&test, "").await?;
    first.post(PATH, &[("sign_in", &old_sign_in), ("code", &old_code)]).await?.assert_status(422);
    second.post(PATH, &[("sign_in", &sign_in), ("code", &code)]).await?.assert_status(303);
    Ok(())
}

#[tokio::test]
async fn a_code_is_good_for_its_own_sending_alone() -> Tested {
    let test = TestApp::new();
    let (_, _, code) = asked(&test, "").await?;
    let mallory = test.visitor();
    mallory.post("/connexion", &[("email", "mallory@example.org")]).await?;
    test.run_jobs().await?;
    let sign_in = mallory.get(PATH).await?.field("sign_in")?;
    if code != test.last_code("mallory@example.org")? {
        mallory.post(PATH, &[("sign_in", &sign_in), ("code", &code)]).await?.assert_status(422);
    }
    mallory.get("/mon-compte").await?.assert_status(303);
    Ok(())
}

#[tokio::test]
async fn looking_uses_nothing_up() -> Tested {
    let test = TestApp::new();
    let (person, sign_in, code) = asked(&test, "").await?;
    let before = test.db_counts()?;
    for _ in 0..8 {
        person.get(PATH).await?.assert_status(200).assert_lacks(&code);
        person.get(&format!("{PATH}?code={code}&sign_in={sign_in}")).await?;
    }
    assert_eq!(test.db_counts()?, before);
    person.post(PATH, &[("sign_in", &sign_in), ("code", &code)]).await?.assert_status(303);
    Ok(())
}

#[tokio::test]
async fn it_leads_back_to_the_address_when_no_code_was_asked_for() -> Tested {
    let test = TestApp::new();
    test.visitor().get(PATH).await?.assert_leads_to("/connexion");
    Ok(())
}

#[tokio::test]
async fn it_refuses_malformed_and_unknown_sendings() -> Tested {
    let test = TestApp::new();
    let (person, _, code) = asked(&test, "").await?;
    person.post(PATH, &[("sign_in", "x"), ("code", &code)]).await?.assert_status(403);
    person.post(PATH, &[("sign_in", "0000000000009"), ("code", &code)]).await?.assert_status(422);
    Ok(())
}

#[tokio::test]
async fn it_leads_nowhere_else() -> Tested {
    for elsewhere in [
        "//evil.example",
        "https://evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "javascript:alert(1)",
        "/\tevil",
        "%2F%2Fevil.example",
        "evil.example",
    ] {
        let test = TestApp::new();
        let (person, sign_in, code) = asked(&test, elsewhere).await?;
        let answer =
            person.post(PATH, &[("sign_in", &sign_in), ("code", &code), ("next", elsewhere)]).await?;
        answer.assert_leads_to("/");
    }
    Ok(())
}

#[tokio::test]
async fn it_requires_csrf() -> Tested {
    let test = TestApp::new();
    let (person, sign_in, code) = asked(&test, "").await?;
    person.post_raw(PATH, &[("sign_in", &sign_in), ("code", &code)]).await?.assert_status(403);
    person.get("/mon-compte").await?.assert_status(303);
    Ok(())
}
