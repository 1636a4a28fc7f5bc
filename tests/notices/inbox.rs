//! `/notifications`

use minilabs::contests::{MoveContest, Stage as ContestStage};
use minilabs::notices::NoticeKind;

use super::{account, all, settled, tell};
use crate::support::{ALICE, BOB, Person, TestApp, Tested};

async fn read_all(person: &Person<'_>) -> Tested {
    let up_to = person.get("/notifications").await?.field("up_to")?;
    person.post("/notifications/lues", &[("up_to", &up_to)]).await?.assert_leads_to("/notifications");
    Ok(())
}

fn unread(test: &TestApp, email: &str) -> anyhow::Result<i64> {
    let account = account(test, email)?;
    Ok(test.app.db.read_now(|conn| minilabs::notices::count_unread(conn, account))?)
}

#[tokio::test]
async fn it_works() -> Tested {
    let (stage, idea) = settled().await?;
    let alice = stage.test.alice().await?;
    read_all(&alice).await?;
    alice.get("/notifications").await?.assert_shows("Vous avez tout lu.");
    tell(&stage.test, NoticeKind::Comment, idea.id)?;
    let page = alice.get("/notifications").await?;
    page.assert_status(200).assert_shows("1 nouveauté à lire").assert_shows(&idea.title);
    page.assert_shows("Il y a un nouveau commentaire.");
    // Every page says that something waits.
    alice.get("/aide").await?.assert_shows("1 nouveauté");
    alice.post("/notifications/lues", &[("notice", &page.field("notice")?)]).await?.assert_status(303);
    alice.get("/notifications").await?.assert_shows("Vous avez tout lu.").assert_shows(&idea.title);
    alice.get("/aide").await?.assert_lacks("nouveauté");
    Ok(())
}

#[tokio::test]
async fn all_means_what_the_page_showed() -> Tested {
    let (stage, idea) = settled().await?;
    let alice = stage.test.alice().await?;
    let shown = alice.get("/notifications").await?.field("up_to")?;
    tell(&stage.test, NoticeKind::Comment, idea.id)?;
    alice.post("/notifications/lues", &[("up_to", &shown)]).await?.assert_status(303);
    assert_eq!(unread(&stage.test, ALICE)?, 1, "what came meanwhile is still new");
    Ok(())
}

#[tokio::test]
async fn it_has_pages() -> Tested {
    let (stage, _) = settled().await?;
    for idea in all(&stage)? {
        tell(&stage.test, NoticeKind::Comment, idea.id)?;
    }
    let alice = stage.test.alice().await?;
    let (first, last) = (alice.get("/notifications").await?, alice.get("/notifications?page=99").await?);
    first.assert_shows("Page 1 sur 5");
    last.assert_shows("Page 5 sur 5").assert_shows("Une décision est prise sur votre idée.");
    alice
        .post("/notifications/lues", &[("notice", &first.field("notice")?), ("page", "2")])
        .await?
        .assert_leads_to("/notifications?page=2");
    Ok(())
}

#[tokio::test]
async fn nobody_reads_for_somebody_else() -> Tested {
    let (stage, idea) = settled().await?;
    let (alice, bob) = (stage.test.alice().await?, stage.test.bob().await?);
    tell(&stage.test, NoticeKind::Comment, idea.id)?;
    let before = (unread(&stage.test, ALICE)?, unread(&stage.test, BOB)?);
    let hers = alice.get("/notifications").await?.field("notice")?;
    bob.post("/notifications/lues", &[("notice", &hers)]).await?.assert_status(303);
    assert_eq!((unread(&stage.test, ALICE)?, unread(&stage.test, BOB)?), before);
    Ok(())
}

#[tokio::test]
async fn what_may_not_be_seen_any_more_has_no_words() -> Tested {
    let (stage, _) = settled().await?;
    // Somebody else's: one's own is always seen.
    let idea = all(&stage)?.remove(1);
    tell(&stage.test, NoticeKind::Changed, idea.id)?;
    let alice = stage.test.alice().await?;
    for to in [ContestStage::Collecting, ContestStage::Draft] {
        let slug = stage.contest.slug.clone();
        (MoveContest { slug, to, reason: "C’est le jour".into() })
            .run(&stage.test.app, &stage.animator)
            .await?;
    }
    let page = alice.get("/notifications").await?;
    page.assert_lacks(&idea.title).assert_shows("contenu que vous ne pouvez plus voir");
    // It can be put away all the same.
    read_all(&alice).await?;
    assert_eq!(unread(&stage.test, ALICE)?, 0);
    Ok(())
}

#[tokio::test]
async fn it_refuses_strangers_and_says_when_there_is_nothing() -> Tested {
    let test = TestApp::new();
    test.visitor().get("/notifications").await?.assert_leads_to("/connexion?next=/notifications");
    test.charlie().await?.get("/notifications").await?.assert_shows("Rien pour le moment");
    Ok(())
}

#[tokio::test]
async fn it_survives_double_submit() -> Tested {
    let (stage, _) = settled().await?;
    let alice = stage.test.alice().await?;
    let fields = [("up_to", alice.get("/notifications").await?.field("up_to")?)];
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    for _ in 0..2 {
        alice.post("/notifications/lues", &fields).await?.assert_leads_to("/notifications");
    }
    alice.post("/notifications/lues", &[("notice", "nonsense")]).await?.assert_status(403);
    Ok(())
}
