//! `/desabonnement/:token`

use chrono::TimeDelta;
use minilabs::notices::{Mailing, NoticeKind, RenewFeed};

use super::{account, come_round, mails, settled, tell};
use crate::support::{ALICE, BOB, TestApp, Tested};

fn path(test: &TestApp, mailing: Mailing) -> anyhow::Result<String> {
    let token = test.app.link_key.unsubscribe_token(account(test, ALICE)?, mailing);
    Ok(format!("/desabonnement/{token}"))
}

/// What a mail program sends (RFC 8058): no cookie, no token of a form.
const ONE_CLICK: [(&str, &str); 1] = [("List-Unsubscribe", "One-Click")];

#[tokio::test]
async fn it_works() -> Tested {
    let (stage, idea) = settled().await?;
    let test = &stage.test;
    let path = path(test, Mailing::Digest)?;
    tell(test, NoticeKind::Comment, idea.id)?;
    test.advance(TimeDelta::hours(23));
    // A mail gateway looks; nothing happens.
    let before = test.journal()?.len();
    test.visitor().get(&path).await?.assert_status(200).assert_shows("Ne plus les recevoir");
    assert_eq!(test.journal()?.len(), before);
    // Twice is once.
    for _ in 0..2 {
        test.visitor().post_raw(&path, &ONE_CLICK).await?.assert_status(200).assert_shows("C’est fait");
    }
    let kinds = test.journal_kinds()?;
    assert_eq!(kinds.iter().filter(|kind| *kind == "account.unsubscribed").count(), 1);
    come_round(test).await?;
    assert!(mails(test, "notices.digest")?.is_empty());
    Ok(())
}

#[tokio::test]
async fn it_ends_one_kind_and_leaves_the_others() -> Tested {
    let (stage, idea) = settled().await?;
    let test = &stage.test;
    let alice = test.alice().await?;
    let choose = [
        ("digest", "daily"),
        ("digest_day", "1"),
        ("quiet_from", ""),
        ("quiet_until", ""),
        ("comment", "at_once"),
        ("mention", "at_once"),
    ];
    alice.post("/mon-compte/notifications", &choose).await?.assert_status(303);
    let path = path(test, Mailing::Kind(NoticeKind::Comment))?;
    test.visitor().post_raw(&path, &ONE_CLICK).await?.assert_status(200);
    tell(test, NoticeKind::Comment, idea.id)?;
    tell(test, NoticeKind::Mention, idea.id)?;
    test.run_jobs().await?;
    assert_eq!(mails(test, "notices.at_once")?.len(), 1);
    alice.get("/notifications").await?.assert_shows("Il y a un nouveau commentaire.");
    // The way back is in the preferences.
    alice.post("/mon-compte/notifications", &choose).await?.assert_status(303);
    tell(test, NoticeKind::Comment, idea.id)?;
    test.run_jobs().await?;
    assert_eq!(mails(test, "notices.at_once")?.len(), 2);
    Ok(())
}

#[tokio::test]
async fn no_other_token_opens_it() -> Tested {
    let test = TestApp::new();
    let alice = test.alice().await?;
    let actor = test.agent(ALICE)?;
    let (feed, form) = (RenewFeed.run(&test.app, &actor).await?, alice.token().await?);
    let session = alice.cookie("minilabs_session").unwrap_or_default();
    let own = test.app.link_key.unsubscribe_token(account(&test, ALICE)?, Mailing::Digest);
    let bob = account(&test, BOB)?.to_string();
    let mac = own.rsplit('.').next().unwrap_or_default();
    let others = [
        feed.clone(),
        form,
        session,
        format!("{}.digest.{feed}", account(&test, ALICE)?),
        format!("{bob}.digest.{mac}"),
        own.replace("digest", "comment"),
        own.to_uppercase(),
        format!("{own}x"),
    ];
    let before = test.journal()?.len();
    for token in others {
        let path = format!("/desabonnement/{token}");
        test.visitor().get(&path).await?.assert_status(404);
        test.visitor().post_raw(&path, &ONE_CLICK).await?.assert_status(404);
    }
    assert_eq!(test.journal()?.len(), before);
    // And it opens nothing else.
    test.visitor().get(&format!("/flux/moi/{own}.atom")).await?.assert_status(404);
    let stranger = test.visitor();
    stranger.set_cookie("minilabs_session", &own);
    stranger.get("/notifications").await?.assert_status(303);
    let bearer = format!("Bearer {own}");
    let api = test.visitor().get_with("/api/v1/notices", &[("authorization", &bearer)]).await?;
    api.assert_status(401);
    Ok(())
}
