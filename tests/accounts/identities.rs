//! Whose is an identity: `/connexion/rapprochement`, `/mon-compte/identites`, `/identites`.

use minilabs::accounts::{IdentityRow, list_own_identities};
use poem::Body;
use poem::http::Method;
use serde_json::{Value, json};

use crate::support::{ADA, ALICE, Answer, Asked, BOB, NOE, OidcServer, Person, TestApp, Tested};

const PROOF: &str = "/connexion/rapprochement";
const TRUSTED: (&str, &str) = ("OIDC_PROCONNECT_TRUST_EMAIL", "always");

fn rows(test: &TestApp, table: &str) -> anyhow::Result<i64> {
    let counts = test.db_counts()?;
    counts
        .into_iter()
        .find(|(name, _)| name == table)
        .map(|(_, rows)| rows)
        .ok_or_else(|| anyhow::anyhow!("no table"))
}

async fn identities(test: &TestApp, email: &str) -> anyhow::Result<Vec<IdentityRow>> {
    let own = list_own_identities(&test.app, &test.agent(email)?).await?;
    Ok(own.into_iter().map(|own| own.identity).collect())
}

/// Proves an address with the code that comes there.
async fn prove(test: &TestApp, browser: &Person<'_>, email: &str, next: &str) -> anyhow::Result<Answer> {
    browser.post(PROOF, &[("by", "code"), ("next", next)]).await?.assert_status(303);
    let sign_in = browser.get("/connexion/code").await?.field("sign_in")?;
    test.run_jobs().await?;
    let code = test.last_code(email)?;
    let answer =
        browser.post("/connexion/code", &[("sign_in", &sign_in), ("code", &code), ("next", next)]).await?;
    test.run_jobs().await?;
    Ok(answer)
}

/// A server that knows Alice under two subjects, and an application where she has an account with the first.
async fn changed() -> anyhow::Result<(OidcServer, TestApp)> {
    let server = OidcServer::start().await?;
    let test = server.app(&[TRUSTED]);
    server.says("email", json!(ALICE));
    server.sign_in(&test.visitor(), "").await?.assert_leads_to("/");
    server.says("sub", json!("angela-2"));
    Ok((server, test))
}

#[tokio::test]
async fn a_trusted_address_finds_its_account() -> Tested {
    let server = OidcServer::start().await?;
    server.says("email", json!("ALICE@example.org"));
    let test = server.app(&[TRUSTED]);
    test.alice().await?;
    let browser = test.visitor();
    server.sign_in(&browser, "/idees").await?.assert_leads_to("/idees");
    browser.get("/mon-compte").await?.assert_shows("alice").assert_lacks("DUBOIS");
    assert_eq!((rows(&test, "accounts")?, identities(&test, ALICE).await?.len()), (1, 1));
    test.run_jobs().await?;
    // Whoever did not do it learns of it.
    let mails = test.mails_to(ALICE)?;
    assert!(mails.iter().any(|mail| mail.kind == "accounts.identity_linked"), "{mails:#?}");
    Ok(())
}

#[tokio::test]
async fn a_verified_address_is_trusted_when_the_provider_says_so() -> Tested {
    let server = OidcServer::start().await?;
    server.says("email", json!(ALICE));
    let test = server.app(&[("OIDC_PROCONNECT_TRUST_EMAIL", "verified")]);
    test.alice().await?;
    for unverified in [Value::Null, json!(false)] {
        server.says("email_verified", unverified);
        server.sign_in(&test.visitor(), "").await?.assert_leads_to(&format!("{PROOF}?next=/"));
    }
    server.says("email_verified", json!(true));
    server.sign_in(&test.visitor(), "").await?.assert_leads_to("/");
    test.run_jobs().await
}

#[tokio::test]
async fn an_untrusted_address_opens_nothing_before_it_is_proven() -> Tested {
    let server = OidcServer::start().await?;
    server.says("email", json!(ALICE));
    let test = server.app(&[]);
    test.alice().await?;
    let (browser, before) = (test.visitor(), test.journal()?.len());
    server.sign_in(&browser, "/idees").await?.assert_leads_to(&format!("{PROOF}?next=/idees"));
    assert_eq!((browser.cookie("minilabs_session"), test.journal()?.len()), (None, before));
    let page = browser.get(&format!("{PROOF}?next=/idees")).await?;
    page.assert_status(200).assert_shows(ALICE).assert_shows("Continuer sans cette adresse");
    // The page is the same when nobody has the address: it does not tell who has an account.
    let other = OidcServer::start().await?;
    other.says("email", json!(ALICE));
    let empty = other.app(&[]);
    let stranger = empty.visitor();
    other.sign_in(&stranger, "/idees").await?;
    let same = stranger.get(&format!("{PROOF}?next=/idees")).await?;
    assert_eq!(same.document().text(), page.document().text());
    // Looking uses nothing up.
    for _ in 0..3 {
        browser.get(PROOF).await?.assert_status(200);
    }
    prove(&test, &browser, ALICE, "/idees").await?.assert_leads_to("/idees");
    browser.get("/mon-compte").await?.assert_status(200).assert_shows("ProConnect");
    assert_eq!((rows(&test, "accounts")?, identities(&test, ALICE).await?.len()), (1, 1));
    assert_eq!(rows(&test, "identity_claims")?, 0);
    // From now on the provider is enough.
    server.sign_in(&test.visitor(), "").await?.assert_leads_to("/");
    Ok(())
}

#[tokio::test]
async fn an_address_that_nobody_proved_is_nobodys() -> Tested {
    let server = OidcServer::start().await?;
    server.says("email", json!(BOB));
    let test = server.app(&[]);
    let mallory = test.visitor();
    server.sign_in(&mallory, "").await?.assert_leads_to(&format!("{PROOF}?next=/"));
    mallory.post(PROOF, &[("by", "alone")]).await?.assert_leads_to("/");
    mallory.get("/mon-compte").await?.assert_shows("Aucune adresse").assert_shows("Angela DUBOIS");
    // Bob comes later, and finds an account of his own.
    let bob = test.bob().await?;
    bob.get("/mon-compte").await?.assert_lacks("DUBOIS").assert_shows("bob");
    assert_eq!((rows(&test, "accounts")?, identities(&test, BOB).await?.len()), (2, 0));
    // The session there ends too, though nothing of that sign-in was kept.
    let out = Asked::read(&mallory.post("/deconnexion", &[]).await?)?;
    assert_eq!((out.get("client_id"), out.get("id_token_hint")), ("minilabs-client", ""));
    server.sign_in(&mallory, "").await?.assert_leads_to("/");
    Ok(())
}

#[tokio::test]
async fn a_code_proves_its_own_address_alone() -> Tested {
    let server = OidcServer::start().await?;
    server.says("email", json!(ALICE));
    let test = server.app(&[]);
    let bob = test.visitor();
    server.sign_in(&bob, "").await?.assert_status(303);
    // Bob proves his own address while Alice's waits to be proven.
    bob.post("/connexion", &[("email", BOB)]).await?.assert_status(303);
    let sign_in = bob.get("/connexion/code").await?.field("sign_in")?;
    test.run_jobs().await?;
    let code = test.last_code(BOB)?;
    bob.post("/connexion/code", &[("sign_in", &sign_in), ("code", &code)]).await?.assert_status(303);
    assert_eq!((identities(&test, BOB).await?.len(), rows(&test, "identities")?), (0, 0));
    Ok(())
}

#[tokio::test]
async fn a_changed_subject_lets_nobody_in_by_itself() -> Tested {
    let (server, test) = changed().await?;
    let browser = test.visitor();
    server.sign_in(&browser, "/idees").await?.assert_leads_to(&format!("{PROOF}?next=/idees"));
    assert_eq!(browser.cookie("minilabs_session"), None);
    let page = browser.get(PROOF).await?;
    page.assert_shows("vous présente autrement qu’avant").assert_lacks("value=\"alone\"");
    // There is no way around it.
    browser.post(PROOF, &[("by", "alone")]).await?.assert_status(409).assert_shows("Prouvez d’abord");
    browser.post(PROOF, &[("by", "magic")]).await?.assert_status(403);
    assert_eq!((rows(&test, "accounts")?, rows(&test, "identities")?), (1, 1));
    prove(&test, &browser, ALICE, "/idees").await?.assert_leads_to("/idees");
    let subjects: Vec<String> = identities(&test, ALICE).await?.into_iter().map(|one| one.subject).collect();
    assert_eq!(subjects, ["angela-1", "angela-2"]);
    server.sign_in(&test.visitor(), "").await?.assert_leads_to("/");
    assert_eq!(rows(&test, "accounts")?, 1);
    Ok(())
}

#[tokio::test]
async fn an_administrator_approves_a_changed_subject() -> Tested {
    let (server, test) = changed().await?;
    let (ada, browser) = (test.ada().await?, test.visitor());
    ada.get("/identites").await?.assert_status(200).assert_shows("Rien à vérifier");
    server.sign_in(&browser, "").await?;
    for _ in 0..2 {
        browser.post(PROOF, &[("by", "administrator")]).await?.assert_leads_to(&format!("{PROOF}?next=/"));
    }
    browser.get(PROOF).await?.assert_shows("C’est demandé");
    // Who decides is told once, though it was asked twice; the rest of the team is not.
    test.run_jobs().await?;
    let asked = |email| -> anyhow::Result<usize> {
        Ok(test.mails_to(email)?.iter().filter(|mail| mail.kind == "accounts.identity_asked").count())
    };
    assert_eq!((asked(ADA)?, asked(NOE)?, asked(ALICE)?), (1, 0, 0));
    ada.get("/").await?.assert_shows("1 identité à rapprocher d’un compte");
    test.noe().await?.get("/").await?.assert_lacks("à rapprocher d’un compte");
    let page = ada.get("/identites").await?;
    page.assert_shows(ALICE).assert_shows("Angela DUBOIS");
    let actions = page.document().all("form");
    let action =
        actions.iter().filter_map(|form| form.attribute("action")).find(|path| path.contains("demandes"));
    let action = action.unwrap_or_default().to_owned();
    for person in [test.noe().await?, test.alice().await?, test.visitor()] {
        let refused = person.post(&action, &[("decision", "approve")]).await?;
        assert!([403, 303].contains(&refused.status.as_u16()) && refused.location() != "/identites");
    }
    assert_eq!(rows(&test, "identities")?, 1);
    ada.post(&action, &[("decision", "approve")]).await?.assert_leads_to("/identites");
    // Twice is once.
    ada.post(&action, &[("decision", "approve")]).await?.assert_status(404);
    server.sign_in(&browser, "/idees").await?.assert_leads_to("/idees");
    browser.get("/mon-compte").await?.assert_shows(ALICE);
    let kinds = test.journal_kinds()?;
    assert_eq!(kinds.iter().filter(|kind| *kind == "account.identity_asked").count(), 1, "{kinds:?}");
    test.run_jobs().await?;
    assert!(test.mails_to(ALICE)?.iter().any(|mail| mail.kind == "accounts.identity_linked"));
    Ok(())
}

#[tokio::test]
async fn an_administrator_refuses_a_changed_subject_in_the_api() -> Tested {
    let (server, test) = changed().await?;
    let browser = test.visitor();
    server.sign_in(&browser, "").await?;
    browser.post(PROOF, &[("by", "administrator")]).await?.assert_status(303);
    test.administrator()?;
    let ada = token(&test, "ada@example.org").await?;
    let alice = token(&test, ALICE).await?;
    let path = "/identity-requests";
    call(&test, Method::GET, path, &alice, None).await?.assert_status(403);
    let waiting = call(&test, Method::GET, path, &ada, None).await?.json()?;
    assert_eq!((&waiting[0]["email"], &waiting[0]["provider"]), (&json!(ALICE), &json!("proconnect")));
    let decision = format!("{path}/{}/decision", waiting[0]["id"].as_str().unwrap_or_default());
    let refuse = Some(json!({ "approved": false }));
    call(&test, Method::POST, &decision, &alice, refuse.clone()).await?.assert_status(403);
    call(&test, Method::POST, &decision, &ada, refuse).await?.assert_status(204);
    assert_eq!((rows(&test, "identities")?, rows(&test, "identity_claims")?), (1, 0));
    assert_eq!(test.journal_kinds()?.last().map(String::as_str), Some("account.identity_refused"));
    // They may come again, and are asked for a proof again.
    server.sign_in(&browser, "").await?.assert_leads_to(&format!("{PROOF}?next=/"));
    Ok(())
}

#[tokio::test]
async fn an_identity_is_linked_and_removed() -> Tested {
    let server = OidcServer::start().await?;
    let test = server.app(&[]);
    let alice = test.alice().await?;
    alice.get("/mon-compte").await?.assert_shows("Ajouter ProConnect");
    let page = alice.post("/mon-compte/identites", &[("provider", "proconnect")]).await?;
    let back = server.consent(&Asked::read(&page)?)?;
    alice.get(&back).await?.assert_leads_to("/mon-compte");
    let page = alice.get("/mon-compte").await?;
    page.assert_shows("Cette façon d’entrer est ajoutée").assert_shows("angela@example.org");
    test.run_jobs().await?;
    // It opens the account, with another address than the account's.
    let phone = test.visitor();
    server.sign_in(&phone, "").await?.assert_leads_to("/");
    phone.get("/mon-compte").await?.assert_shows(ALICE);
    let [identity] = identities(&test, ALICE).await?.try_into().map_err(|all| anyhow::anyhow!("{all:?}"))?;
    let remove = format!("/mon-compte/identites/{}/retrait", identity.id);
    // Nobody else removes it.
    test.bob().await?.post(&remove, &[]).await?.assert_status(404);
    alice.post_raw(&remove, &[]).await?.assert_status(403);
    alice.post(&remove, &[]).await?.assert_leads_to("/mon-compte");
    alice.post(&remove, &[]).await?.assert_status(404);
    // What it opened is closed, this browser is not.
    phone.get("/mon-compte").await?.assert_status(303);
    alice.get("/mon-compte").await?.assert_status(200);
    server.sign_in(&phone, "").await?.assert_leads_to(&format!("{PROOF}?next=/"));
    let kinds = test.journal_kinds()?;
    assert!(kinds.contains(&"account.identity_removed".to_owned()), "{kinds:?}");
    Ok(())
}

#[tokio::test]
async fn an_identity_of_another_account_is_not_linked() -> Tested {
    let server = OidcServer::start().await?;
    let test = server.app(&[TRUSTED]);
    server.sign_in(&test.visitor(), "").await?.assert_leads_to("/");
    let alice = test.alice().await?;
    let link = async |person: &Person<'_>| {
        let page = person.post("/mon-compte/identites", &[("provider", "proconnect")]).await?;
        server.consent(&Asked::read(&page)?)
    };
    alice.get(&link(&alice).await?).await?.assert_status(409).assert_shows("ouvre déjà un autre compte");
    assert_eq!(identities(&test, ALICE).await?.len(), 0);
    // Who gives up is still signed in, and tries again from where they were.
    let page = alice.post("/mon-compte/identites", &[("provider", "proconnect")]).await?;
    let state = Asked::read(&page)?.get("state").to_owned();
    let answer = alice.get(&server.back(&[("error", "access_denied"), ("state", &state)])).await?;
    answer.assert_status(403);
    assert_eq!(
        answer
            .document()
            .all("button")
            .iter()
            .filter(|one| one.attribute("name") == Some("provider"))
            .count(),
        1
    );
    alice.get("/mon-compte").await?.assert_status(200);
    // Signed out or in as somebody else meanwhile: it is nobody's to link.
    server.says("sub", json!("angela-3"));
    let back = link(&alice).await?;
    alice.post("/deconnexion", &[]).await?.assert_status(303);
    alice.get(&back).await?.assert_status(400).assert_shows("n’est plus valable");
    test.visitor()
        .post("/mon-compte/identites", &[("provider", "proconnect")])
        .await?
        .assert_leads_to("/connexion");
    assert_eq!(rows(&test, "identities")?, 1);
    Ok(())
}

#[tokio::test]
async fn the_last_way_in_stays() -> Tested {
    let server = OidcServer::start().await?;
    server.says("email", Value::Null);
    let test = server.app(&[]);
    let browser = test.visitor();
    server.sign_in(&browser, "").await?.assert_leads_to("/");
    let page = browser.get("/mon-compte").await?;
    page.assert_shows("C’est votre seule façon d’entrer").assert_lacks("/retrait");
    let id: Vec<_> = test.app.db.read_now(|conn| {
        use diesel::{QueryDsl, RunQueryDsl};
        minilabs::db::schema::identities::table.select(minilabs::db::schema::identities::id).load::<i64>(conn)
    })?;
    let id: minilabs::ids::IdentityId = minilabs::ids::Id::from_i64(id[0]);
    let remove = format!("/mon-compte/identites/{id}/retrait");
    browser.post(&remove, &[]).await?.assert_status(409).assert_shows("seule façon d’entrer");
    assert_eq!(rows(&test, "identities")?, 1);
    Ok(())
}

#[tokio::test]
async fn the_api_lists_and_removes_ones_identities() -> Tested {
    let server = OidcServer::start().await?;
    server.says("email", json!(ALICE));
    let test = server.app(&[TRUSTED]);
    server.sign_in(&test.visitor(), "").await?.assert_leads_to("/");
    let providers = call(&test, Method::GET, "/providers", "", None).await?;
    assert_eq!(providers.json()?, json!([{ "name": "proconnect", "label": "ProConnect" }]));
    let (alice, bob) = (token(&test, ALICE).await?, token(&test, BOB).await?);
    let own = call(&test, Method::GET, "/me/identities", &alice, None).await?.json()?;
    assert_eq!((&own[0]["provider"], &own[0]["can_remove"]), (&json!("proconnect"), &json!(true)));
    // What the provider knows them by is nobody's business.
    assert!(!own.to_string().contains("angela-1"), "{own}");
    let path = format!("/me/identities/{}", own[0]["id"].as_str().unwrap_or_default());
    call(&test, Method::DELETE, &path, &bob, None).await?.assert_status(404);
    call(&test, Method::DELETE, &path, &alice, None).await?.assert_status(204);
    assert_eq!(call(&test, Method::GET, "/me/identities", &alice, None).await?.json()?, json!([]));
    Ok(())
}

#[tokio::test]
async fn an_administrator_blocks_in_the_api() -> Tested {
    let test = TestApp::new();
    test.administrator()?;
    let (ada, alice) = (token(&test, "ada@example.org").await?, token(&test, ALICE).await?);
    let found = call(&test, Method::GET, "/search?email=alice@example.org", &ada, None).await?.json()?;
    let path = format!("/{}/block", found[0]["id"].as_str().unwrap_or_default());
    call(&test, Method::PUT, &path, &alice, None).await?.assert_status(403);
    call(&test, Method::PUT, &path, &ada, None).await?.assert_status(204);
    call(&test, Method::GET, "/me", &alice, None).await?.assert_status(401);
    let found = call(&test, Method::GET, "/search?email=alice@example.org", &ada, None).await?.json()?;
    assert_eq!(found[0]["is_blocked"], true);
    call(&test, Method::DELETE, &path, &ada, None).await?.assert_status(204);
    token(&test, ALICE).await?;
    Ok(())
}

async fn call(
    test: &TestApp,
    method: Method,
    path: &str,
    token: &str,
    body: Option<Value>,
) -> anyhow::Result<Answer> {
    let bearer = format!("Bearer {token}");
    let mut headers = vec![("content-type", "application/json")];
    if !token.is_empty() {
        headers.push(("authorization", bearer.as_str()));
    }
    let body = body.map_or_else(Body::empty, |body| Body::from_string(body.to_string()));
    test.visitor().send(method, &format!("/api/v1/accounts{path}"), &headers, body).await
}

async fn token(test: &TestApp, email: &str) -> anyhow::Result<String> {
    let asked =
        call(test, Method::POST, "/sign-in/code", "", Some(json!({ "email": email }))).await?.json()?;
    test.run_jobs().await?;
    let body = json!({ "sign_in": asked["sign_in"], "code": test.last_code(email)? });
    let opened = call(test, Method::POST, "/sign-in", "", Some(body)).await?;
    Ok(opened.assert_status(200).json()?["token"].as_str().unwrap_or_default().to_owned())
}
