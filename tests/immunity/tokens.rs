//! Every secret opens its own door and no other, and none outlives what it was given for.

use minilabs::accounts::{BlockAccount, EndGrant, GrantRole, Role};
use minilabs::ids::Id;
use minilabs::notices::{Mailing, RenewFeed};

use crate::support::{ALICE, BOB, CHARLIE, Person, TestApp, Tested};
use crate::world::World;

/// Doors that a secret could open.
const DOORS: [&str; 8] = ["session", "bearer", "form", "feed", "unsubscribe", "code", "coauthor", "draft"];

/// Whether a secret opens a door to a stranger's browser.
async fn opens(
    test: &TestApp,
    stranger: &Person<'_>,
    door: &str,
    secret: &str,
    contest: &str,
) -> anyhow::Result<bool> {
    let get = async |path: String| Ok::<_, anyhow::Error>(stranger.twin().get(&path).await?.status == 200);
    match door {
        "session" => {
            let browser = test.visitor();
            browser.set_cookie("minilabs_session", secret);
            Ok(browser.get("/mon-compte").await?.status == 200)
        }
        "bearer" => {
            let header = format!("Bearer {secret}");
            let answer =
                test.visitor().get_with("/api/v1/accounts/me", &[("authorization", &header)]).await?;
            Ok(answer.status == 200)
        }
        // The stranger's own browser: the token is good there alone.
        "form" => {
            let fields = [
                ("csrf_token", secret),
                ("display_name", "Charlie"),
                ("trade", ""),
                ("site", ""),
                ("direction", ""),
            ];
            Ok(stranger.twin().post_raw("/mon-compte", &fields).await?.status == 303)
        }
        "feed" => get(format!("/flux/moi/{secret}.atom")).await,
        "unsubscribe" => get(format!("/desabonnement/{secret}")).await,
        "code" => {
            let (sign_in, code) = secret.split_once('.').unwrap_or((secret, secret));
            let answer =
                test.visitor().post("/connexion/code", &[("sign_in", sign_in), ("code", code)]).await?;
            Ok(!answer
                .headers
                .get_all("set-cookie")
                .iter()
                .all(|cookie| !cookie.as_bytes().starts_with(b"minilabs_session=")))
        }
        "coauthor" => get(format!("/co-auteur/{secret}")).await,
        _ => {
            let page =
                stranger.twin().get(&format!("/concours/{contest}/deposer?brouillon={secret}")).await?;
            Ok(page.body.contains("Un début"))
        }
    }
}

#[tokio::test]
async fn every_secret_opens_its_own_door_and_no_other() -> Tested {
    let world = World::new().await?;
    let test = world.test();
    let (alice, charlie) = (test.alice().await?, test.charlie().await?);
    let actor = test.agent(ALICE)?;
    let mallory = test.visitor();
    mallory.post("/connexion", &[("email", "mallory@example.org")]).await?.assert_status(303);
    test.run_jobs().await?;
    let sign_in = mallory.get("/connexion/code").await?.field("sign_in")?;
    let mut secrets = vec![
        ("session", alice.cookie("minilabs_session").unwrap_or_default()),
        ("bearer", test.api_token(ALICE).await?),
        ("form", charlie.token().await?),
        ("another's form", alice.token().await?),
        ("browser", alice.cookie("minilabs_browser").unwrap_or_default()),
        ("feed", RenewFeed.run(&test.app, &actor).await?),
        ("unsubscribe", test.app.link_key.unsubscribe_token(actor.signed_in()?, Mailing::Digest)),
        ("another's coauthor", world.invitation.id.to_string()),
        ("another's draft", "a-draft-of-alices".into()),
        ("site", world.site_code.clone()),
        ("card", world.card.to_string()),
        ("file", world.file.to_string()),
        ("account", actor.signed_in()?.to_string()),
    ];
    // A code is good once: it comes last.
    secrets.push(("code", format!("{sign_in}.{}", test.last_code("mallory@example.org")?)));
    for (kind, secret) in secrets {
        assert!(!secret.is_empty(), "{kind}");
        for door in DOORS {
            let is_open = opens(test, &charlie, door, &secret, &world.open_contest.slug).await?;
            assert_eq!(is_open, door == kind, "{kind} at the door of {door}");
        }
    }
    test.run_jobs().await
}

#[tokio::test]
async fn sessions_and_tokens_end_with_what_they_were_given_for() -> Tested {
    let test = TestApp::new();
    let ada = test.administrator()?;
    let account = |email: &str| test.agent(email).and_then(|actor| Ok(actor.signed_in()?));
    for (what, email) in [
        ("signing out everywhere", ALICE),
        ("a role given", BOB),
        ("a role taken back", BOB),
        ("a block", CHARLIE),
        ("an erasure", ALICE),
    ] {
        let (browser, token) = (test.sign_in(email).await?, test.api_token(email).await?);
        let bearer = format!("Bearer {token}");
        let feed = RenewFeed.run(&test.app, &test.agent(email)?).await?;
        let unsubscribe = test.app.link_key.unsubscribe_token(account(email)?, Mailing::Digest);
        let api =
            async || test.visitor().get_with("/api/v1/accounts/me", &[("authorization", &bearer)]).await;
        browser.get("/mon-compte").await?.assert_status(200);
        api().await?.assert_status(200);
        match what {
            "signing out everywhere" => {
                browser.post("/mon-compte/sessions", &[("session", "all")]).await?.assert_status(303);
            }
            "a role given" => {
                let give = GrantRole { email: email.into(), name: String::new(), role: Role::Animator };
                give.run_now(&test.app, Some(&ada))?;
            }
            "a role taken back" => {
                let id = account(email)?;
                let grants = test.app.db.read_now(|conn| minilabs::accounts::grants_of(conn, id))?;
                let grant =
                    grants.last().map_or_else(|| minilabs::ids::GrantId::from_i64(0), |grant| grant.id);
                (EndGrant { grant, reason: "Fini".into() }).run(&test.app, &ada).await?;
            }
            "a block" => {
                (BlockAccount { account: account(email)?, blocked: true }).run(&test.app, &ada).await?;
            }
            _ => {
                browser.post("/mon-compte/effacer", &[("confirmation", "effacer")]).await?.assert_status(303);
            }
        }
        test.run_jobs().await?;
        browser.get("/mon-compte").await?.assert_status(303);
        api().await?.assert_status(401);
        if what == "an erasure" {
            test.visitor().get(&format!("/flux/moi/{feed}.atom")).await?.assert_status(404);
            let gone = test.visitor().get(&format!("/desabonnement/{unsubscribe}")).await?;
            assert!(gone.status.is_success() || gone.status == 404, "{}", gone.status);
            gone.assert_lacks(ALICE);
        }
    }
    Ok(())
}
