//! `/connexion/fournisseur/{name}` and its return: what is believed of a provider, and what is not.

use chrono::TimeDelta;
use minilabs::accounts;
use minilabs::accounts::{Actor, GrantRole, Role};
use serde_json::{Value, json};

use crate::support::{ALICE, Answer, Asked, Fault, OidcServer, Person, TestApp, Tested};

const ANGELA: &str = "angela@example.org";
const TRUSTED: (&str, &str) = ("OIDC_PROCONNECT_TRUST_EMAIL", "always");

/// What a refusal must leave as it was.
fn people(test: &TestApp) -> anyhow::Result<Vec<(String, i64)>> {
    let tables = ["accounts", "identities", "identity_claims", "sessions", "session_identities"];
    Ok(test.db_counts()?.into_iter().filter(|(table, _)| tables.contains(&table.as_str())).collect())
}

/// Fails unless this is a page of its own with ways on, nobody is in, and nothing was made.
async fn assert_refused(
    test: &TestApp,
    browser: &Person<'_>,
    answer: &Answer,
    status: u16,
    words: &str,
) -> Tested {
    answer.assert_status(status).assert_shows(words).assert_shows("Recevoir un code par courriel");
    let page = answer.document();
    let again = page
        .all("form")
        .iter()
        .any(|form| form.attribute("action") == Some("/connexion/fournisseur/proconnect"));
    assert!(again, "no way to try again: {}", answer.body);
    assert_eq!(browser.cookie("minilabs_session"), None);
    assert!(people(test)?.iter().all(|(_, rows)| *rows == 0), "{words}: {:?}", people(test)?);
    assert!(test.journal()?.is_empty());
    Ok(())
}

#[tokio::test]
async fn it_works() -> Tested {
    let server = OidcServer::start().await?;
    let test = server.app(&[TRUSTED]);
    let browser = test.visitor();
    let asked = server.leave(&browser, "/mon-compte?a=1").await?;
    assert_eq!(asked.place, format!("{}/authorize", server.url));
    assert_eq!(asked.get("scope"), "openid given_name usual_name email");
    assert_eq!(asked.get("code_challenge_method"), "S256");
    assert_eq!(asked.get("redirect_uri"), "http://127.0.0.1:8080/connexion/fournisseur/proconnect/retour");
    assert!(asked.get("state").len() >= 32 && asked.get("nonce").len() >= 32);
    assert_ne!(asked.get("state"), asked.get("nonce"));
    // ProConnect refuses parameters that it does not know.
    for unknown in ["acr_values", "max_age", "ui_locales", "claims"] {
        assert_eq!(asked.get(unknown), "", "{unknown}");
    }
    browser.get(&server.consent(&asked)?).await?.assert_leads_to("/mon-compte?a=1");
    let page = browser.get("/mon-compte").await?;
    page.assert_status(200).assert_shows("Angela DUBOIS").assert_shows(ANGELA).assert_shows("ProConnect");
    assert_eq!(page.field("direction")?, "Rectorat");
    // What must not be kept is not.
    page.assert_lacks("13002526500013");
    assert_eq!(test.journal_kinds()?, ["account.created", "account.identity_linked", "account.signed_in"]);
    for entry in test.journal()? {
        assert!(!entry.data.contains("angela") && !entry.data.contains("DUBOIS"), "{entry:?}");
    }
    // The next time it is the same account, whatever name and address come along.
    server.says("email", json!("a.dubois@example.org"));
    let phone = test.visitor();
    server.sign_in(&phone, "").await?.assert_leads_to("/");
    phone.get("/mon-compte").await?.assert_shows("Angela DUBOIS");
    assert_eq!(people(&test)?.iter().find(|(table, _)| table == "accounts").map(|(_, rows)| *rows), Some(1));
    Ok(())
}

#[tokio::test]
async fn a_wrong_answer_lets_nobody_in() -> Tested {
    for (fault, status, words) in [
        (Fault::DiscoveryOfAnother, 502, "ne convient pas"),
        (Fault::ServerError, 503, "ne répond pas"),
        (Fault::NoJson, 502, "ne convient pas"),
        (Fault::Huge, 502, "ne convient pas"),
        (Fault::Redirect, 502, "ne convient pas"),
        (Fault::UnknownClient, 502, "n’accepte pas notre demande"),
        (Fault::NoIdToken, 502, "ne convient pas"),
        (Fault::WrongNonce, 502, "ne convient pas"),
        (Fault::NoNonce, 502, "ne convient pas"),
        (Fault::WrongAudience, 502, "ne convient pas"),
        (Fault::TwoAudiences, 502, "ne convient pas"),
        (Fault::WrongParty, 502, "ne convient pas"),
        (Fault::Expired, 502, "ne convient pas"),
        (Fault::Early, 502, "ne convient pas"),
        (Fault::WrongIssuer, 502, "ne convient pas"),
        (Fault::Unsigned, 502, "ne convient pas"),
        (Fault::UnknownAlgorithm, 502, "ne convient pas"),
        (Fault::SignedWithSecret, 502, "ne convient pas"),
        (Fault::SignedWithPublicKey, 502, "ne convient pas"),
        (Fault::WrongKey, 502, "ne convient pas"),
        (Fault::Changed, 502, "ne convient pas"),
        (Fault::OtherPerson, 502, "ne convient pas"),
        (Fault::NoUserinfo, 502, "ne convient pas"),
    ] {
        let server = OidcServer::start().await?;
        let test = server.app(&[TRUSTED]);
        let browser = test.visitor();
        server.fault(fault);
        let answer = if fault == Fault::DiscoveryOfAnother {
            browser.post("/connexion/fournisseur/proconnect", &[("next", "/idees")]).await?
        } else {
            server.sign_in(&browser, "/idees").await?
        };
        assert_refused(&test, &browser, &answer, status, words).await?;
        // Once the provider is well again, so is the sign-in.
        server.fault(Fault::None);
        server.sign_in(&browser, "/idees").await?.assert_leads_to("/idees");
    }
    Ok(())
}

#[tokio::test]
async fn a_provider_that_is_down_or_slow_is_told() -> Tested {
    let server = OidcServer::start().await?;
    let down = server.app(&[("OIDC_PROCONNECT_ISSUER", "http://127.0.0.1:1/api/v2")]);
    let browser = down.visitor();
    let answer = browser.post("/connexion/fournisseur/proconnect", &[("next", "/idees")]).await?;
    assert_refused(&down, &browser, &answer, 503, "ProConnect ne répond pas").await?;
    assert_eq!(answer.field("next")?, "/idees", "where the person was is not lost");
    let test = server.app(&[("OIDC_TIMEOUT_SECONDS", "1")]);
    let browser = test.visitor();
    server.fault(Fault::SlowDiscovery);
    let answer = browser.post("/connexion/fournisseur/proconnect", &[]).await?;
    assert_refused(&test, &browser, &answer, 503, "met trop de temps").await?;
    server.fault(Fault::SlowToken);
    let answer = server.sign_in(&browser, "").await?;
    assert_refused(&test, &browser, &answer, 503, "met trop de temps").await
}

#[tokio::test]
async fn what_a_provider_says_instead_of_a_code_is_explained() -> Tested {
    for (error, status, words) in [
        ("access_denied", 403, "La connexion a été interrompue"),
        ("login_required", 403, "Personne n’est connecté chez ProConnect"),
        ("temporarily_unavailable", 503, "ProConnect ne répond pas"),
        ("unmet_authentication_requirements", 403, "Il faut une connexion plus sûre"),
        ("invalid_scope", 502, "n’accepte pas notre demande"),
        ("<script>alert(1)</script>", 502, "n’accepte pas notre demande"),
    ] {
        let server = OidcServer::start().await?;
        let test = server.app(&[]);
        let browser = test.visitor();
        let asked = server.leave(&browser, "/idees").await?;
        let back = server.back(&[("error", error), ("state", asked.get("state"))]);
        let answer = browser.get(&back).await?;
        answer.assert_lacks("<script>alert");
        assert_eq!(answer.field("next")?, "/idees", "where the person was is not lost");
        assert_refused(&test, &browser, &answer, status, words).await?;
        assert_eq!(answer.body.contains("invalid_scope"), error == "invalid_scope");
    }
    Ok(())
}

#[tokio::test]
async fn a_return_to_another_browser_uses_nothing_up() -> Tested {
    let server = OidcServer::start().await?;
    let test = server.app(&[TRUSTED]);
    let (browser, other) = (test.visitor(), test.visitor());
    let back = server.consent(&server.leave(&browser, "/idees").await?)?;
    // A gateway opens the link, somebody passes it on, somebody has a sign-in of their own under way.
    for _ in 0..3 {
        let answer = other.get(&back).await?;
        assert_refused(&test, &other, &answer, 400, "Cette connexion n’est plus valable").await?;
    }
    server.leave(&other, "").await?;
    assert_refused(&test, &other, &other.get(&back).await?, 400, "n’est plus valable").await?;
    for made_up in ["", "x", &"A".repeat(43), "'; drop table accounts; --", "\u{0}"] {
        let answer = other.get(&server.back(&[("code", "x"), ("state", made_up)])).await?;
        assert_refused(&test, &other, &answer, 400, "n’est plus valable").await?;
    }
    browser.get(&back).await?.assert_leads_to("/idees");
    Ok(())
}

#[tokio::test]
async fn a_return_works_once() -> Tested {
    let server = OidcServer::start().await?;
    let test = server.app(&[TRUSTED]);
    let browser = test.visitor();
    let asked = server.leave(&browser, "").await?;
    let back = server.consent(&asked)?;
    // Twice at once, from the same browser.
    let twin = browser.twin();
    let (one, other) = (browser.get(&back), twin.get(&back));
    let (one, other) = (one.await?, other.await?);
    one.assert_status(303);
    other.assert_status(400).assert_shows("n’est plus valable");
    assert_eq!(
        test.db_counts()?.iter().find(|(table, _)| table == "sessions").map(|(_, rows)| *rows),
        Some(1)
    );
    // The code once more, in a sign-in of its own.
    let thief = test.visitor();
    let fresh = server.leave(&thief, "").await?;
    let replay = server.back(&[("code", "code-1"), ("state", fresh.get("state"))]);
    thief.get(&replay).await?.assert_status(502).assert_shows("n’accepte pas notre demande");
    assert_eq!(thief.cookie("minilabs_session"), None);
    Ok(())
}

#[tokio::test]
async fn a_return_comes_in_time_and_from_the_right_provider() -> Tested {
    let server = OidcServer::start().await?;
    let test = server.app(&[TRUSTED]);
    let browser = test.visitor();
    let asked = server.leave(&browser, "").await?;
    let back =
        server.back(&[("code", "code-1"), ("state", asked.get("state")), ("iss", "https://evil.example")]);
    assert_refused(&test, &browser, &browser.get(&back).await?, 502, "ne convient pas").await?;
    let asked = server.leave(&browser, "").await?;
    test.advance(TimeDelta::minutes(15));
    let answer = browser.get(&server.consent(&asked)?).await?;
    assert_refused(&test, &browser, &answer, 400, "n’est plus valable").await
}

#[tokio::test]
async fn two_tabs_do_not_take_each_others_sign_in() -> Tested {
    let server = OidcServer::start().await?;
    let test = server.app(&[TRUSTED]);
    let browser = test.visitor();
    let (first, second) = (server.leave(&browser, "/idees").await?, server.leave(&browser, "/impact").await?);
    browser.get(&server.consent(&first)?).await?.assert_leads_to("/idees");
    browser.get(&server.consent(&second)?).await?.assert_leads_to("/impact");
    Ok(())
}

#[tokio::test]
async fn the_level_is_asked_for_and_checked_again() -> Tested {
    let level = ("OIDC_PROCONNECT_ACR_VALUES", "eidas1-mfa eidas2");
    let server = OidcServer::start().await?;
    let test = server.app(&[TRUSTED, level]);
    let browser = test.visitor();
    let asked = server.leave(&browser, "").await?;
    let claims: Value = serde_json::from_str(asked.get("claims"))?;
    assert_eq!(
        claims,
        json!({ "id_token": { "acr": { "essential": true, "values": ["eidas1-mfa", "eidas2"] } } })
    );
    assert_eq!(asked.get("acr_values"), "");
    for too_low in [json!("eidas1"), json!("EIDAS2"), json!("")] {
        server.token_says("acr", too_low);
        let answer = server.sign_in(&browser, "").await?;
        assert_refused(&test, &browser, &answer, 403, "Il faut une connexion plus sûre").await?;
    }
    server.token_says("acr", json!("eidas2"));
    server.sign_in(&browser, "").await?.assert_status(303);
    // Others than ProConnect are asked in the usual way.
    let plain = server.app(&[("OIDC_PROCONNECT_PROCONNECT", "no"), level]);
    let asked = server.leave(&plain.visitor(), "").await?;
    assert_eq!((asked.get("acr_values"), asked.get("claims")), ("eidas1-mfa eidas2", ""));
    assert_eq!(asked.get("scope"), "openid profile email");
    Ok(())
}

#[tokio::test]
async fn a_role_is_required_where_the_settings_say_so() -> Tested {
    let server = OidcServer::start().await?;
    let roles = ("OIDC_PROCONNECT_REQUIRED_ROLES", "agent_public_etat agent_public");
    let test = server.app(&[TRUSTED, roles]);
    let browser = test.visitor();
    browser.get("/connexion").await?.assert_shows("Pour les agents que leur administration reconnaît");
    for none in [json!([]), Value::Null, json!(["agent"]), json!("agent_public_"), json!(["AGENT_PUBLIC"])] {
        server.says("roles", none);
        let answer = server.sign_in(&browser, "").await?;
        assert_refused(&test, &browser, &answer, 403, "réservé à certains agents").await?;
    }
    for enough in [json!(["x", "agent_public"]), json!("agent_public_etat")] {
        server.says("roles", enough);
        assert!(server.leave(&browser, "").await?.get("scope").contains("roles"));
        server.sign_in(&browser, "").await?.assert_status(303);
    }
    Ok(())
}

#[tokio::test]
async fn only_the_domains_of_the_settings_enter() -> Tested {
    let server = OidcServer::start().await?;
    let test = server.app(&[TRUSTED, ("EMAIL_DOMAINS", "example.org")]);
    let browser = test.visitor();
    for other in [json!("a@evil-example.org"), json!("no address"), Value::Null] {
        server.says("email", other);
        let answer = server.sign_in(&browser, "").await?;
        assert_refused(&test, &browser, &answer, 403, "Cette adresse n’est pas de l’organisation").await?;
    }
    server.says("email", json!("a@lycee.example.org"));
    server.sign_in(&browser, "").await?.assert_status(303);
    Ok(())
}

#[tokio::test]
async fn userinfo_is_believed_as_the_settings_say() -> Tested {
    let server = OidcServer::start().await?;
    server.sign_userinfo();
    let test = server.app(&[TRUSTED, ("OIDC_PROCONNECT_USERINFO", "signed")]);
    let browser = test.visitor();
    for fault in [Fault::WrongUserinfoKey, Fault::OtherPerson] {
        server.fault(fault);
        let answer = server.sign_in(&browser, "").await?;
        assert_refused(&test, &browser, &answer, 502, "ne convient pas").await?;
    }
    server.fault(Fault::None);
    server.sign_in(&browser, "/mon-compte").await?.assert_leads_to("/mon-compte");
    browser.get("/mon-compte").await?.assert_shows("Angela DUBOIS");
    // What comes unsigned where a signature is due, and the other way round.
    let json = server.app(&[TRUSTED]);
    let answer = server.sign_in(&json.visitor(), "").await?;
    answer.assert_status(502).assert_shows("ne convient pas");
    let unsigned = OidcServer::start().await?;
    let test = unsigned.app(&[("OIDC_PROCONNECT_USERINFO", "signed")]);
    let browser = test.visitor();
    let answer = unsigned.sign_in(&browser, "").await?;
    assert_refused(&test, &browser, &answer, 502, "ne convient pas").await?;
    // Or it is not asked at all.
    let test = unsigned.app(&[("OIDC_PROCONNECT_USERINFO", "none")]);
    unsigned.token_says("name", json!("Angela"));
    unsigned.fault(Fault::NoUserinfo);
    let browser = test.visitor();
    unsigned.sign_in(&browser, "").await?.assert_leads_to("/");
    browser.get("/mon-compte").await?.assert_shows("Angela").assert_shows("Aucune adresse");
    Ok(())
}

#[tokio::test]
async fn a_subject_is_a_short_word() -> Tested {
    let server = OidcServer::start().await?;
    let test = server.app(&[TRUSTED]);
    let browser = test.visitor();
    for wrong in ["s".repeat(256), String::new(), "a\u{0}b".to_owned(), "a\nb".to_owned()] {
        server.says("sub", json!(wrong));
        let answer = server.sign_in(&browser, "").await?;
        assert_refused(&test, &browser, &answer, 502, "ne convient pas").await?;
    }
    server.says("sub", json!("é".repeat(255)));
    server.sign_in(&browser, "").await?.assert_leads_to("/");
    Ok(())
}

#[tokio::test]
async fn hostile_words_of_a_provider_stay_words() -> Tested {
    let server = OidcServer::start().await?;
    let hostile = "<script>alert(1)</script>\u{0}\r\n\"'";
    for claim in ["given_name", "usual_name", "organization_label"] {
        server.says(claim, json!(hostile.repeat(40)));
    }
    let test = server.app(&[TRUSTED]);
    let browser = test.visitor();
    server.sign_in(&browser, "").await?.assert_leads_to("/");
    browser.get("/mon-compte").await?.assert_status(200).assert_lacks("<script>alert");
    // What is no word at all is an answer that does not fit.
    for wrong in [json!({ "a": 1 }), json!([1]), json!(7)] {
        server.says("usual_name", wrong);
        server.sign_in(&test.visitor(), "").await?.assert_status(502);
    }
    Ok(())
}

#[tokio::test]
async fn a_secret_signs_only_where_the_settings_say_so() -> Tested {
    let server = OidcServer::start().await?;
    server.fault(Fault::SignedWithSecret);
    let test = server.app(&[TRUSTED, ("OIDC_PROCONNECT_ALGORITHMS", "HS256")]);
    let browser = test.visitor();
    server.sign_in(&browser, "").await?.assert_leads_to("/");
    // Then nothing else does.
    server.fault(Fault::None);
    server.sign_in(&test.visitor(), "").await?.assert_status(502);
    let test = server.app(&[TRUSTED, ("OIDC_PROCONNECT_ALGORITHMS", "RS256")]);
    let browser = test.visitor();
    assert_refused(&test, &browser, &server.sign_in(&browser, "").await?, 502, "ne convient pas").await?;
    // And the secret may go into a header.
    let test = server.app(&[TRUSTED, ("OIDC_PROCONNECT_CLIENT_AUTH", "basic")]);
    server.sign_in(&test.visitor(), "").await?.assert_leads_to("/");
    Ok(())
}

#[tokio::test]
async fn what_a_provider_says_of_itself_is_kept_until_its_keys_change() -> Tested {
    let server = OidcServer::start().await?;
    let test = server.app(&[TRUSTED]);
    for _ in 0..3 {
        server.sign_in(&test.visitor(), "").await?.assert_leads_to("/");
    }
    assert_eq!(server.discoveries(), 1);
    server.change_key();
    // Keys are not asked for at every wrong signature.
    server.sign_in(&test.visitor(), "").await?.assert_status(502);
    assert_eq!(server.discoveries(), 1);
    test.advance(TimeDelta::seconds(11));
    server.sign_in(&test.visitor(), "").await?.assert_leads_to("/");
    assert_eq!(server.discoveries(), 2);
    Ok(())
}

#[tokio::test]
async fn it_leads_nowhere_else() -> Tested {
    let server = OidcServer::start().await?;
    let test = server.app(&[TRUSTED]);
    for elsewhere in ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)"] {
        server.sign_in(&test.visitor(), elsewhere).await?.assert_leads_to("/");
    }
    Ok(())
}

#[tokio::test]
async fn it_requires_csrf_and_a_provider_of_the_settings() -> Tested {
    let server = OidcServer::start().await?;
    let test = server.app(&[]);
    let browser = test.visitor();
    browser.post_raw("/connexion/fournisseur/proconnect", &[("next", "/")]).await?.assert_status(403);
    assert_eq!(server.discoveries(), 0);
    for unknown in ["azure", "PROCONNECT", "proconnect.evil.example", "http:%2F%2F169.254.169.254"] {
        let path = format!("/connexion/fournisseur/{unknown}");
        browser.post(&path, &[]).await?.assert_status(404);
        browser.get(&format!("{path}/retour?code=a&state=b")).await?.assert_status(404);
    }
    Ok(())
}

#[tokio::test]
async fn the_buttons_follow_proconnects_rules() -> Tested {
    let server = OidcServer::start().await?;
    let test = server.app(&[
        ("OIDC_PROVIDERS", "azure,proconnect"),
        ("OIDC_AZURE_ISSUER", "https://login.example"),
        ("OIDC_AZURE_CLIENT_ID", "a"),
        ("OIDC_AZURE_CLIENT_SECRET", "s"),
        ("OIDC_AZURE_LABEL", "Région Valmont"),
    ]);
    let page = test.visitor().get("/connexion?next=/idees").await?;
    let buttons: Vec<String> = page.document().all("button").into_iter().map(|button| button.text).collect();
    let main: Vec<&str> = buttons.iter().map(String::as_str).collect();
    assert_eq!(
        main,
        ["S’identifier avec ProConnect", "Se connecter avec Région Valmont", "Recevoir mon code"]
    );
    let links = page.document().all("a");
    let what = links.iter().find(|link| link.attribute("href") == Some("https://www.proconnect.gouv.fr/"));
    let what = what.ok_or_else(|| anyhow::anyhow!("no link"))?;
    assert_eq!(what.text, "Qu’est-ce que ProConnect ?");
    assert_eq!(what.attribute("rel"), Some("noopener noreferrer"));
    assert!(what.attribute("title").is_some_and(|title| title.ends_with(" - nouvelle fenêtre")));
    let nexts = page.document().all("input");
    let nexts = nexts.iter().filter(|input| input.attribute("name") == Some("next"));
    assert!(
        nexts.clone().count() == 3 && nexts.into_iter().all(|next| next.attribute("value") == Some("/idees"))
    );
    // Without a provider the page is what it was.
    TestApp::new().visitor().get("/connexion").await?.assert_lacks("ProConnect");
    Ok(())
}

#[tokio::test]
async fn signing_out_ends_the_session_there_too() -> Tested {
    let server = OidcServer::start().await?;
    let test = server.app(&[TRUSTED]);
    let browser = test.visitor();
    server.sign_in(&browser, "").await?.assert_status(303);
    let kept = browser.twin();
    let page = browser.post("/deconnexion", &[]).await?;
    page.assert_status(200).assert_shows("Vous êtes déconnecté d’ici");
    // Here it is over before the browser is there.
    kept.get("/mon-compte").await?.assert_status(303);
    assert_eq!(
        test.db_counts()?.iter().find(|(table, _)| table == "session_identities").map(|(_, rows)| *rows),
        Some(0)
    );
    let asked = Asked::read(&page)?;
    assert_eq!(asked.place, format!("{}/session/end", server.url));
    assert_eq!(asked.get("post_logout_redirect_uri"), "http://127.0.0.1:8080/deconnexion/retour");
    assert_eq!(asked.get("id_token_hint").split('.').count(), 3);
    let state = asked.get("state");
    assert!(state.len() >= 32);
    for wrong in ["", "?state=", "?state=x", &format!("?state={}", "A".repeat(43))] {
        let answer = browser.get(&format!("/deconnexion/retour{wrong}")).await?;
        answer.assert_leads_to("/");
        assert_eq!(browser.cookie("minilabs_message"), None, "{wrong}");
    }
    browser.get(&format!("/deconnexion/retour?state={state}")).await?.assert_leads_to("/");
    browser.get("/").await?.assert_shows("Vous êtes déconnecté");
    // With a provider that is gone, here it ends all the same.
    let gone = server.app(&[TRUSTED]);
    let browser = gone.visitor();
    server.sign_in(&browser, "").await?;
    gone.advance(TimeDelta::hours(2));
    server.fault(Fault::DiscoveryOfAnother);
    browser.post("/deconnexion", &[]).await?.assert_leads_to("/");
    browser.get("/mon-compte").await?.assert_status(303);
    Ok(())
}

#[tokio::test]
async fn a_new_role_ends_the_sessions_of_an_identity() -> Tested {
    let server = OidcServer::start().await?;
    let test = server.app(&[TRUSTED]);
    let browser = test.visitor();
    server.sign_in(&browser, "").await?.assert_status(303);
    let grant = GrantRole { email: ANGELA.into(), name: String::new(), role: Role::Animator };
    grant.run_now(&test.app, Some(&test.administrator()?))?;
    browser.get("/mon-compte").await?.assert_status(303);
    server.sign_in(&browser, "").await?.assert_status(303);
    browser.get("/mon-compte").await?.assert_status(200).assert_shows("Animation");
    Ok(())
}

#[tokio::test]
async fn a_blocked_account_is_entered_in_no_way() -> Tested {
    let server = OidcServer::start().await?;
    let test = server.app(&[TRUSTED]);
    let (ada, browser) = (test.ada().await?, test.visitor());
    server.sign_in(&browser, "").await?.assert_status(303);
    let page = ada.get("/identites?email=Angela@example.org").await?;
    page.assert_status(200).assert_shows("Angela DUBOIS").assert_shows("ProConnect");
    let account = page.field("account")?;
    let block = [("account", account.as_str()), ("blocked", "yes")];
    ada.post("/identites/blocage", &block).await?.assert_leads_to("/identites");
    // Twice is once.
    ada.post("/identites/blocage", &block).await?.assert_leads_to("/identites");
    browser.get("/mon-compte").await?.assert_status(303);
    server.sign_in(&browser, "").await?.assert_status(409).assert_shows("Ce compte est fermé");
    browser.post("/connexion", &[("email", ANGELA)]).await?.assert_status(303);
    test.run_jobs().await?;
    let sign_in = browser.get("/connexion/code").await?.field("sign_in")?;
    let code = test.last_code(ANGELA)?;
    browser.post("/connexion/code", &[("sign_in", &sign_in), ("code", &code)]).await?.assert_status(409);
    browser.get("/mon-compte").await?.assert_status(303);
    ada.get("/identites?email=angela@example.org").await?.assert_shows("Fermé");
    ada.post("/identites/blocage", &[("account", &account), ("blocked", "no")]).await?.assert_status(303);
    server.sign_in(&browser, "").await?.assert_leads_to("/");
    let kinds = test.journal_kinds()?;
    assert_eq!(kinds.iter().filter(|kind| *kind == "account.blocked").count(), 1, "{kinds:?}");
    // Nobody shuts themselves out, and nobody else decides.
    let own = ada.account("ada@example.org")?.id.to_string();
    ada.post("/identites/blocage", &[("account", &own), ("blocked", "yes")]).await?.assert_status(409);
    for person in [test.noe().await?, browser] {
        person.get("/identites").await?.assert_status(403);
        person.post("/identites/blocage", &block).await?.assert_status(403);
    }
    let blocked = accounts::BlockAccount { account: account.parse()?, blocked: true };
    assert!(blocked.run(&test.app, &Actor::visitor()).await.is_err());
    assert!(accounts::find_accounts(&test.app, &test.agent(ALICE)?, ANGELA).await.is_err());
    Ok(())
}
