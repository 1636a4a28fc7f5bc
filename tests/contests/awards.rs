//! `/concours/:slug/primees`.

use minilabs::contests;
use minilabs::ideas::{self, Destiny, IdeaWords, NewAuthor, NewIdea, Sending};

use crate::support::{ALICE, TestApp, Tested, beginning};

/// A contest with three ideas, the first of them Alice's.
async fn three(test: &TestApp) -> anyhow::Result<contests::Contest> {
    let contest = super::collecting(test).await?;
    let alice = test.agent(ALICE)?.account();
    let idea = |title: &str, account_id| NewIdea {
        contest_id: contest.id,
        words: IdeaWords { title: title.into(), body: "Un texte".into(), ..IdeaWords::default() },
        trade: String::new(),
        site: String::new(),
        direction: String::new(),
        source_ref: title.into(),
        submitted_at: beginning(),
        authors: vec![NewAuthor { name: "Quelqu’un".into(), account_id, ..NewAuthor::default() }],
        sending: Sending::default(),
    };
    let all = vec![idea("Première", alice), idea("Deuxième", None), idea("Troisième", None)];
    test.app.write_now(|tx| ideas::insert_all(tx, None, contest.audience, all))?;
    Ok(contest)
}

#[tokio::test]
async fn once_announced_every_idea_has_its_destiny_and_authors_are_told() -> Tested {
    let test = TestApp::new();
    let contest = three(&test).await?;
    let all = test.app.db.read_now(|conn| ideas::list_of_contest(conn, contest.id, &[]))?;
    let (page, winner) = (format!("/concours/{}/primees", contest.slug), all[1].id.to_string());
    let noe = test.noe().await?;
    noe.get(&page).await?.assert_status(200).assert_shows("Première");
    let shown: Vec<String> = all.iter().map(|idea| idea.id.to_string()).collect();
    let mut fields: Vec<(&str, &str)> = shown.iter().map(|id| ("shown", id.as_str())).collect();
    fields.extend([("awarded", winner.as_str()), ("announce", "1")]);
    noe.post(&page, &fields).await?.assert_status(303);
    test.settle().await?;
    let all = test.app.db.read_now(|conn| ideas::list_of_contest(conn, contest.id, &[]))?;
    let destinies: Vec<Destiny> = all.iter().map(|idea| idea.destiny).collect();
    assert_eq!(destinies, [Destiny::Unawarded, Destiny::Awarded, Destiny::Unawarded]);
    let told = test.mails_to(ALICE)?;
    assert_eq!(told.iter().filter(|mail| mail.kind == "ideas.destiny_changed").count(), 1);
    Ok(())
}

#[tokio::test]
async fn it_refuses_strangers() -> Tested {
    let test = TestApp::new();
    let contest = three(&test).await?;
    let page = format!("/concours/{}/primees", contest.slug);
    test.charlie().await?.get(&page).await?.assert_status(403);
    test.alice().await?.post(&page, &[("announce", "1")]).await?.assert_status(403);
    Ok(())
}
