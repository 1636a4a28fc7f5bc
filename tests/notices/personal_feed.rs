//! `/flux/moi/:token`

use diesel::sql_types::Text;
use diesel::{QueryableByName, RunQueryDsl, sql_query};
use minilabs::contests::{MoveContest, Stage as ContestStage};
use minilabs::notices::NoticeKind;

use super::{all, settled, tell};
use crate::support::{Answer, Person, Tested};

const PREFERENCES: &str = "/mon-compte/notifications";

/// Asks for a new address, and reads it off the page.
async fn renew(person: &Person<'_>) -> anyhow::Result<(Answer, String)> {
    let page = person.post(&format!("{PREFERENCES}/flux"), &[]).await?;
    let codes = page.assert_status(200).document().all("code");
    let url = codes.iter().find(|code| code.text.contains("/flux/moi/")).map(|code| code.text.clone());
    let path = url.unwrap_or_default().replace("http://127.0.0.1:8080", "");
    Ok((page, path))
}

#[tokio::test]
async fn it_works() -> Tested {
    let (stage, idea) = settled().await?;
    let test = &stage.test;
    tell(test, NoticeKind::Comment, idea.id)?;
    let alice = test.alice().await?;
    let (_, path) = renew(&alice).await?;
    let feed = test.visitor().get(&path).await?;
    feed.assert_status(200);
    assert_eq!(feed.header("cache-control"), "private, no-cache");
    let document = roxmltree::Document::parse(&feed.body)?;
    let entries = document.descendants().filter(|node| node.tag_name().name() == "entry").count();
    assert_eq!(entries, 21, "a comment and twenty decisions");
    let says =
        |text: &str| document.descendants().any(|node| node.text().is_some_and(|own| own.contains(text)));
    assert!(says(&idea.title));
    let token = path.trim_start_matches("/flux/moi/").trim_end_matches(".atom");
    assert!(!feed.body.contains(token), "a feed does not hand its own key on");
    let json = test.visitor().get(&path.replace(".atom", ".json")).await?.assert_status(200).json()?;
    assert_eq!(json["items"].as_array().map(Vec::len), Some(21));
    let tag = feed.header("etag").to_owned();
    test.visitor().get_with(&path, &[("if-none-match", &tag)]).await?.assert_status(304);
    Ok(())
}

#[tokio::test]
async fn its_address_is_shown_once_can_be_changed_and_closed() -> Tested {
    let (stage, _) = settled().await?;
    let test = &stage.test;
    let alice = test.alice().await?;
    let (_, first) = renew(&alice).await?;
    alice.get(PREFERENCES).await?.assert_lacks("/flux/moi/");
    let (_, second) = renew(&alice).await?;
    assert_ne!(first, second);
    test.visitor().get(&first).await?.assert_status(404);
    test.visitor().get(&second).await?.assert_status(200);
    for _ in 0..2 {
        alice.post(&format!("{PREFERENCES}/flux/fermer"), &[]).await?.assert_leads_to(PREFERENCES);
    }
    test.visitor().get(&second).await?.assert_status(404);
    let kinds = test.journal_kinds()?;
    assert_eq!(kinds.iter().filter(|kind| *kind == "account.feed_closed").count(), 1);
    Ok(())
}

#[tokio::test]
async fn it_shows_only_what_its_owner_may_see_now() -> Tested {
    let (stage, _) = settled().await?;
    let test = &stage.test;
    // Somebody else's: one's own is always seen.
    let idea = all(&stage)?.remove(1);
    tell(test, NoticeKind::Changed, idea.id)?;
    let (_, path) = renew(&test.alice().await?).await?;
    test.visitor().get(&path).await?.assert_status(200).assert_shows(&idea.title);
    for to in [ContestStage::Collecting, ContestStage::Draft] {
        let slug = stage.contest.slug.clone();
        (MoveContest { slug, to, reason: "C’est le jour".into() }).run(&test.app, &stage.animator).await?;
    }
    test.visitor().get(&path).await?.assert_status(200).assert_lacks(&idea.title);
    Ok(())
}

#[tokio::test]
async fn its_token_opens_nothing_else_and_is_nowhere_at_rest() -> Tested {
    #[derive(QueryableByName)]
    struct Row {
        #[diesel(sql_type = Text)]
        token_hash: String,
    }
    let (stage, _) = settled().await?;
    let test = &stage.test;
    let (_, path) = renew(&test.alice().await?).await?;
    let token = path.trim_start_matches("/flux/moi/").trim_end_matches(".atom").to_owned();
    assert_eq!(token.len(), 43);
    let rows: Vec<Row> =
        test.app.db.read_now(|conn| sql_query("select token_hash from notice_feeds").load(conn))?;
    assert!(rows.len() == 1 && rows[0].token_hash.len() == 64 && rows[0].token_hash != token);
    assert!(test.journal()?.iter().all(|entry| !entry.data.contains(&token)));
    let stranger = test.visitor();
    stranger.set_cookie("minilabs_session", &token);
    stranger.get("/notifications").await?.assert_status(303);
    let bearer = format!("Bearer {token}");
    test.visitor().get_with("/api/v1/notices", &[("authorization", &bearer)]).await?.assert_status(401);
    test.visitor().get(&format!("/desabonnement/{token}")).await?.assert_status(404);
    for wrong in ["/flux/moi/x.atom", "/flux/moi/.atom", "/flux/moi/x", &format!("{path}.atom")] {
        test.visitor().get(wrong).await?.assert_status(404);
    }
    Ok(())
}
