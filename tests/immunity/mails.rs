//! Mails leave in our name: nobody has us write to whom they like, what they like, as often as they like; and opening what
//! is in them uses nothing up.

use chrono::TimeDelta;
use poem::Body;
use poem::http::Method;

use crate::ideas::submit::{fields, open, send};
use crate::support::{ALICE, BOB, TestApp, Tested};
use crate::world::World;

/// Every address in a text.
fn links(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|c: char| c.is_whitespace() || "\"<>".contains(c));
    words.filter_map(|word| word.strip_prefix("http://127.0.0.1:8080")).filter(|path| path.starts_with('/'))
}

#[tokio::test]
async fn a_gateway_that_opens_every_link_of_every_mail_uses_nothing_up() -> Tested {
    let world = World::new().await?;
    let test = world.test();
    let alice = test.alice().await?;
    let contest = &world.open_contest;
    let page = send(&alice, contest, "À deux").await?.trim_end_matches("/recu").to_owned();
    alice.post(&format!("{page}/auteurs"), &[("email", BOB)]).await?.assert_status(303);
    test.visitor().post("/connexion", &[("email", BOB)]).await?.assert_status(303);
    test.advance(TimeDelta::hours(24));
    crate::notices::come_round(test).await?;
    // Her last look is noted now and then, whatever she looks at: she looks afresh.
    let alice = test.alice().await?;
    let mails = test.app.db.read_now(|conn| minilabs::mail::list_recent(conn, 1_000))?;
    let before = test.db_digest()?;
    let mut kinds = std::collections::BTreeSet::new();
    let mut opened = 0;
    for mail in mails {
        let texts =
            [mail.text_body.as_str(), &mail.html_body, mail.unsubscribe_url.as_deref().unwrap_or_default()];
        for path in texts.into_iter().flat_map(links) {
            for (method, person) in
                [(Method::GET, test.visitor()), (Method::HEAD, test.visitor()), (Method::GET, alice.twin())]
            {
                let answer = person.send(method, path, &[], Body::empty()).await?;
                assert!(answer.status.as_u16() < 500, "{path}: {}", answer.body);
                opened += 1;
            }
        }
        kinds.insert(mail.kind);
    }
    assert!(opened > 50 && kinds.len() >= 4, "{opened} links of {kinds:?}");
    assert_eq!(test.db_changed_since(&before)?, Vec::<String>::new());
    Ok(())
}

#[tokio::test]
async fn a_strangers_link_does_not_go_out_in_our_name() -> Tested {
    let test = TestApp::new();
    let contest = open(&test).await?;
    let alice = test.alice().await?;
    let name = [
        ("display_name", "Votre banque https://evil.example"),
        ("trade", ""),
        ("site", ""),
        ("direction", ""),
    ];
    alice.post("/mon-compte", &name).await?.assert_status(303);
    let title = "Compte bloqué : evil.example/connexion ou www.evil.example";
    let page = send(&alice, &contest, title).await?.trim_end_matches("/recu").to_owned();
    alice.post(&format!("{page}/auteurs"), &[("email", BOB)]).await?.assert_status(303);
    let mut for_bob = fields("AAAAAAAAAAAAAAAAAAAAAA", title);
    for_bob.extend([
        ("behalf", "colleague"),
        ("author_name", "https://evil.example"),
        ("author_email", "lina@example.org"),
        ("consent", "on"),
    ]);
    alice.post(&format!("{}/deposer", contest.url()), &for_bob).await?.assert_status(303);
    test.run_jobs().await?;
    test.advance(TimeDelta::hours(24));
    crate::notices::come_round(&test).await?;
    for to in [BOB, "lina@example.org"] {
        let mails = test.mails_to(to)?;
        assert!(!mails.is_empty(), "{to} is told");
        for mail in mails {
            for text in [&mail.subject, &mail.text_body, &mail.html_body] {
                assert!(!text.contains("evil.example"), "{to}: {text}");
            }
        }
    }
    // On the site it stands as it was written.
    alice.get(&page).await?.assert_shows("evil.example/connexion");
    Ok(())
}

#[tokio::test]
async fn one_person_has_us_write_to_forty_strangers_a_day_and_no_more() -> Tested {
    let test = TestApp::new();
    let contest = open(&test).await?;
    let alice = test.alice().await?;
    let page = send(&alice, &contest, "À plusieurs").await?.trim_end_matches("/recu").to_owned();
    let authors = format!("{page}/auteurs");
    for number in 0..40 {
        let email = format!("agent{number}@example.org");
        alice.post(&authors, &[("email", &email)]).await?.assert_status(303);
        let account = alice.account(&email)?.id.to_string();
        alice.post(&format!("{authors}/retirer"), &[("account", &account)]).await?.assert_status(303);
    }
    alice.post(&authors, &[("email", BOB)]).await?.assert_status(429);
    let mut for_lina = fields("AAAAAAAAAAAAAAAAAAAAAA", "Pour Lina");
    for_lina.extend([
        ("behalf", "colleague"),
        ("author_name", "Lina"),
        ("author_email", "lina@example.org"),
        ("consent", "on"),
    ]);
    let deposit = format!("{}/deposer", contest.url());
    alice.post(&deposit, &for_lina).await?.assert_status(429);
    assert!(test.mails_to(BOB)?.is_empty());
    test.advance(TimeDelta::hours(25));
    test.alice().await?.post(&authors, &[("email", BOB)]).await?.assert_status(303);
    test.run_jobs().await
}

#[tokio::test]
async fn codes_that_one_place_asks_for_and_leaves_are_limited() -> Tested {
    let settings = [("SIGN_IN_CODES_PER_HOUR", "10"), ("CLIENT_ADDRESS_HEADER", "x-forwarded-for")];
    let test = TestApp::with(&settings);
    let ask = async |from: &'static str, email: &str| {
        let visitor = test.visitor();
        let token = visitor.token().await?;
        let body = serde_html_form::to_string([("csrf_token", token.as_str()), ("email", email)])?;
        let headers = [("content-type", "application/x-www-form-urlencoded"), ("x-forwarded-for", from)];
        let answer = visitor.send(Method::POST, "/connexion", &headers, Body::from_string(body)).await?;
        Ok::<_, anyhow::Error>((answer.status.as_u16(), visitor))
    };
    for number in 0..10 {
        assert_eq!(ask("192.0.2.1", &format!("agent{number}@example.org")).await?.0, 303);
    }
    assert_eq!(ask("192.0.2.1", ALICE).await?.0, 429);
    // The client's own words before the proxy's change nothing, nor does the API.
    assert_eq!(ask("203.0.113.9, 192.0.2.1", ALICE).await?.0, 429);
    let api = [("content-type", "application/json"), ("x-forwarded-for", "192.0.2.1")];
    let body = Body::from_string(format!("{{\"email\":\"{ALICE}\"}}"));
    let answer = test.visitor().send(Method::POST, "/api/v1/accounts/sign-in/code", &api, body).await?;
    answer.assert_status(429);
    assert!(test.mails_to(ALICE)?.is_empty());
    let (status, bob) = ask("192.0.2.2", BOB).await?;
    assert_eq!(status, 303);
    // A code that was used counts no longer: a whole site signs in from behind one proxy.
    for number in 0..15 {
        let email = format!("cook{number}@example.org");
        let (status, cook) = ask("192.0.2.3", &email).await?;
        assert_eq!(status, 303, "{number}");
        let (sign_in, token) = (cook.get("/connexion/code").await?.field("sign_in")?, cook.token().await?);
        let code = test.last_code(&email)?;
        let body = [("csrf_token", token.as_str()), ("sign_in", &sign_in), ("code", &code)];
        let headers =
            [("content-type", "application/x-www-form-urlencoded"), ("x-forwarded-for", "192.0.2.3")];
        let body = Body::from_string(serde_html_form::to_string(body)?);
        cook.send(Method::POST, "/connexion/code", &headers, body).await?.assert_status(303);
    }
    test.advance(TimeDelta::minutes(61));
    assert_eq!(ask("192.0.2.1", ALICE).await?.0, 303);
    drop(bob);
    test.run_jobs().await
}
