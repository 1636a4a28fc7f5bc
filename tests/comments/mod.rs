//! Comments under an idea, thanks, moderation, reports, help to write.

mod help;
mod moderate;
mod reports;
mod visibility;
mod write;

use minilabs::comments::{Comment, PostComment};
use minilabs::contests::Contest;
use minilabs::ids::CommentId;

use crate::ideas::submit::{idea_at, open_to, send};
use crate::support::{BOB, Person, TestApp};

/// A contest open to this audience, and the page of a published idea of Alice's in it.
pub async fn published(test: &TestApp, audience: &str) -> anyhow::Result<(Contest, String)> {
    let contest = open_to(test, audience).await?;
    let alice = test.alice().await?;
    let receipt = send(&alice, &contest, "Moins de pain jeté").await?;
    let page = receipt.trim_end_matches("/recu").to_owned();
    let noe = test.noe().await?;
    noe.post(&format!("{page}/moderation"), &[("to", "published")]).await?.assert_status(303);
    test.settle().await?;
    Ok((contest, page))
}

/// Says something on an idea's page; answers where it is read.
pub async fn say(person: &Person<'_>, page: &str, more: &[(&str, &str)]) -> anyhow::Result<String> {
    let url = format!("{page}/commentaires");
    let key = person.get(&url).await?.field("key")?;
    let fields: Vec<(&str, &str)> = [("key", key.as_str())].into_iter().chain(more.iter().copied()).collect();
    let answer = person.post(&url, &fields).await?;
    answer.assert_status(303);
    Ok(answer.location().to_owned())
}

/// The id in a comment's address.
pub fn id_in(url: &str) -> &str {
    url.trim_start_matches("/commentaires/")
}

/// A comment of Bob's, through the action.
pub async fn of_bob(test: &TestApp, page: &str, body: &str) -> anyhow::Result<Comment> {
    let idea = idea_at(test, page)?;
    let key = minilabs::ideas::new_key(&test.app.clock);
    let comment = PostComment { key, body: body.into(), ..PostComment::default() };
    Ok(comment.run(&test.app, &test.agent(BOB)?, idea.id).await?)
}

/// A comment as it stands.
pub fn at(test: &TestApp, url: &str) -> anyhow::Result<Comment> {
    let id: CommentId = id_in(url).parse()?;
    let found = test.app.db.read_now(|conn| minilabs::comments::find(conn, id))?;
    found.ok_or_else(|| anyhow::anyhow!("no comment at {url}"))
}

/// How many rows a table has.
pub fn count(test: &TestApp, table: &str) -> anyhow::Result<i64> {
    let counts = test.db_counts()?;
    Ok(counts.into_iter().find(|(name, _)| name == table).map(|(_, count)| count).unwrap_or_default())
}
