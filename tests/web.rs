//! What surrounds every page: limits, headers, languages, messages, what supervisors ask.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;
use minilabs::app::App;
use poem::Body;
use poem::http::Method;

use crate::support::{ALICE, TestApp, Tested};

const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");

#[tokio::test]
async fn a_packed_body_is_not_unpacked() -> Tested {
    let test = TestApp::new();
    let visitor = test.visitor();
    let token = visitor.token().await?;
    let mut packer = GzEncoder::new(Vec::new(), Compression::best());
    write!(packer, "csrf_token={token}&email={ALICE}&next=")?;
    packer.write_all(&vec![b'a'; 20_000_000])?;
    let bomb = packer.finish()?;
    assert!(bomb.len() < 100_000);
    let headers = [FORM, ("content-encoding", "gzip")];
    let answer = visitor.send(Method::POST, "/connexion", &headers, Body::from_vec(bomb)).await?;
    answer.assert_status(403);
    assert!(test.mails_to(ALICE)?.is_empty());
    Ok(())
}

#[tokio::test]
async fn a_body_that_is_too_large_gets_a_page_that_says_so() -> Tested {
    let test = TestApp::new();
    let visitor = test.visitor();
    let token = visitor.token().await?;
    let body = format!("csrf_token={token}&email={}", "a".repeat(600 * 1024));
    let answer = visitor.send(Method::POST, "/connexion", &[FORM], Body::from_string(body)).await?;
    answer.assert_status(413);
    assert_eq!(answer.document().all("main").len(), 1, "{}", answer.body);
    Ok(())
}

#[tokio::test]
async fn a_body_of_another_kind_is_no_form() -> Tested {
    let test = TestApp::new();
    let visitor = test.visitor();
    let token = visitor.token().await?;
    let body = format!("csrf_token={token}&email={ALICE}");
    for kind in ["text/plain", "application/json", "multipart/form-data; boundary=x", ""] {
        let headers = [("content-type", kind)];
        let answer =
            visitor.send(Method::POST, "/connexion", &headers, Body::from_string(body.clone())).await?;
        answer.assert_status(403);
    }
    assert!(test.mails_to(ALICE)?.is_empty());
    Ok(())
}

#[tokio::test]
async fn a_page_that_does_not_exist_offers_a_way_on() -> Tested {
    let test = TestApp::new();
    for path in ["/nulle-part", "/idees/../../etc/passwd", "/mini-labs/%00", "/%F0%9F%A5%96", "/connexion/"] {
        let answer = test.visitor().get(path).await?;
        answer.assert_status(404);
        let document = answer.document();
        assert!(document.all("main").len() == 1 && document.all("nav").iter().any(|nav| nav.text.len() > 10));
    }
    Ok(())
}

#[tokio::test]
async fn an_answer_can_be_named_in_the_log() -> Tested {
    let test = TestApp::new();
    let (first, second) = (test.visitor().get("/connexion").await?, test.visitor().get("/connexion").await?);
    assert_eq!(first.header("x-request-id").len(), 16);
    assert_ne!(first.header("x-request-id"), second.header("x-request-id"));
    Ok(())
}

#[tokio::test]
async fn scripts_run_by_a_fresh_word_only() -> Tested {
    let test = TestApp::new();
    let mut words = Vec::new();
    for _ in 0..2 {
        let answer = test.visitor().get("/connexion").await?;
        let policy = answer.header("content-security-policy").to_owned();
        for forbidden in ["unsafe-inline", "unsafe-eval", "*", "http:"] {
            assert!(!policy.contains(forbidden), "{policy}");
        }
        let word =
            policy.split("'nonce-").nth(1).and_then(|rest| rest.split('\'').next()).unwrap_or_default();
        assert!(word.len() >= 22, "{policy}");
        for script in answer.document().all("script") {
            assert_eq!(script.attribute("nonce"), Some(word));
        }
        words.push(word.to_owned());
    }
    assert_ne!(words[0], words[1]);
    Ok(())
}

#[tokio::test]
async fn supervisors_are_answered() -> Tested {
    let test = TestApp::new();
    let visitor = test.visitor();
    assert_eq!(visitor.get("/healthz").await?.assert_status(200).body, "ok");
    assert_eq!(visitor.get("/readyz").await?.assert_status(200).body, "ready");
    visitor.get("/connexion").await?;
    let metrics = visitor.get("/metrics").await?;
    metrics.assert_status(200);
    for name in [
        "minilabs_http_requests_total{",
        "minilabs_jobs_waiting",
        "minilabs_journal_seq",
        "path=\"/connexion\"",
    ] {
        assert!(metrics.body.contains(name), "{name} is not in:\n{}", metrics.body);
    }
    Ok(())
}

#[tokio::test]
async fn counters_know_routes_and_not_paths() -> Tested {
    let test = TestApp::new();
    let visitor = test.visitor();
    visitor.get("/secret-in-a-path").await?;
    visitor.get("/idees/secret-in-a-path").await?;
    visitor.get("/metrics").await?.assert_lacks("secret-in-a-path");
    Ok(())
}

#[tokio::test]
async fn a_browser_that_takes_gzip_gets_it() -> Tested {
    let test = TestApp::new();
    let packed = test.visitor().get_with("/connexion", &[("accept-encoding", "br, gzip")]).await?;
    assert_eq!((packed.header("content-encoding"), packed.header("vary")), ("gzip", "accept-encoding"));
    let mut unpacked = flate2::write::GzDecoder::new(Vec::new());
    unpacked.write_all(&packed.bytes)?;
    assert!(String::from_utf8(unpacked.finish()?)?.contains("csrf_token"));
    for refusing in ["", "br", "gzip;q=0"] {
        let plain = test.visitor().get_with("/connexion", &[("accept-encoding", refusing)]).await?;
        assert_eq!(plain.header("content-encoding"), "", "{refusing}");
    }
    Ok(())
}

#[tokio::test]
async fn assets_are_kept_by_browsers_and_pages_are_not() -> Tested {
    let test = TestApp::new();
    let page = test.visitor().get("/connexion").await?;
    assert_eq!(page.header("cache-control"), "private, no-store");
    let document = page.document();
    let sheet = document.all("link").into_iter().find(|link| link.attribute("rel") == Some("stylesheet"));
    let sheet = sheet.and_then(|link| link.attribute("href").map(str::to_owned)).unwrap_or_default();
    let answer = test.visitor().get(&sheet).await?;
    answer.assert_status(200);
    assert!(answer.header("cache-control").contains("immutable"), "{:?}", answer.headers);
    assert!(answer.header("content-type").starts_with("text/css"));
    test.visitor().get("/assets/nothing").await?.assert_status(404);
    test.visitor().get("/assets/..%2f..%2fCargo.toml").await?.assert_status(404);
    Ok(())
}

#[tokio::test]
async fn the_language_is_the_persons_choice() -> Tested {
    let test = TestApp::new();
    let visitor = test.visitor();
    let lang = |answer: &crate::support::Answer| {
        answer.document().all("html")[0].attribute("lang").unwrap_or_default().to_owned()
    };
    assert_eq!(lang(&visitor.get("/connexion").await?), "fr");
    let english = [("accept-language", "en-GB,fr;q=0.5")];
    assert_eq!(lang(&visitor.get_with("/connexion", &english).await?), "en");
    assert_eq!(lang(&visitor.get("/connexion?lang=en").await?), "en");
    assert_eq!(lang(&visitor.get("/connexion").await?), "en", "the choice is remembered");
    assert_eq!(lang(&visitor.get("/connexion?lang=xx").await?), "en");
    assert_eq!(lang(&visitor.get("/connexion?lang=fr").await?), "fr");
    Ok(())
}

#[tokio::test]
async fn a_mail_speaks_the_language_of_the_page() -> Tested {
    let test = TestApp::new();
    let visitor = test.visitor();
    visitor.post("/connexion?lang=en", &[("email", ALICE)]).await?.assert_status(303);
    let french = test.visitor();
    french.post("/connexion", &[("email", "bob@example.org")]).await?.assert_status(303);
    test.run_jobs().await?;
    let (english, french) = (test.mails_to(ALICE)?, test.mails_to("bob@example.org")?);
    assert_ne!(english[0].subject, french[0].subject);
    Ok(())
}

#[tokio::test]
async fn a_message_is_shown_once() -> Tested {
    let test = TestApp::new();
    let alice = test.alice().await?;
    alice.post("/mon-compte", &[("display_name", "Alice")]).await?.assert_status(303);
    let with = alice.get("/mon-compte").await?;
    let without = alice.get("/mon-compte").await?;
    assert_ne!(with.document().text(), without.document().text());
    Ok(())
}

#[tokio::test]
async fn a_message_that_somebody_made_up_is_not_shown() -> Tested {
    let test = TestApp::new();
    let visitor = test.visitor();
    let plain = visitor.get("/connexion").await?.document().text().to_owned();
    for made_up in
        ["success.<b>won</b>", "won.flash-profile-saved", "success.errors-won", "success.flash-no-such-key"]
    {
        visitor.set_cookie("minilabs_message", made_up);
        let answer = visitor.get("/connexion").await?;
        answer.assert_status(200).assert_lacks("<b>won");
        assert_eq!(answer.document().text(), plain, "{made_up}");
    }
    Ok(())
}

#[tokio::test]
async fn reading_goes_on_while_somebody_writes() -> Tested {
    let test = TestApp::new();
    let visitor = test.visitor();
    visitor.token().await?;
    // Somebody holds the only writer.
    let app: App = test.app.clone();
    let (held, release) = (std::sync::mpsc::channel::<()>(), std::sync::mpsc::channel::<()>());
    let holder = std::thread::spawn(move || {
        app.db.write_now(|_| {
            let _ = held.0.send(());
            let _ = release.1.recv();
            Ok(())
        })
    });
    held.1.recv()?;
    visitor.get("/connexion").await?.assert_status(200);
    visitor.get("/readyz").await?.assert_status(200);
    release.0.send(())?;
    holder.join().unwrap()?;
    visitor.post("/connexion", &[("email", ALICE)]).await?.assert_status(303);
    test.run_jobs().await
}
