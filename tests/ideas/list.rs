//! `/idees`.

use std::collections::BTreeSet;

use minilabs::contests::{ContestDraft, UpdateContest};

use super::{first, waiting};
use crate::support::{Answer, Tested};

/// The addresses of the ideas that a page lists.
fn listed(page: &Answer) -> Vec<String> {
    let links = page.document().all("a");
    let ideas =
        links.iter().filter_map(|link| link.attribute("href")).filter(|href| href.starts_with("/idees/"));
    ideas.map(str::to_owned).collect()
}

#[tokio::test]
async fn it_works() -> Tested {
    let stage = waiting().await?;
    let charlie = stage.test.charlie().await?;
    let page = charlie.get("/idees").await?;
    page.assert_status(200).assert_shows("120 idées").assert_shows(&first(&stage)?.title);
    assert_eq!(listed(&page).len(), 20);
    Ok(())
}

#[tokio::test]
async fn its_pages_together_are_all_ideas_once_each() -> Tested {
    let stage = waiting().await?;
    let charlie = stage.test.charlie().await?;
    let mut seen = Vec::new();
    for page in 1..=6 {
        seen.extend(listed(&charlie.get(&format!("/idees?page={page}")).await?));
    }
    assert_eq!(seen.len(), 120);
    assert_eq!(seen.iter().collect::<BTreeSet<_>>().len(), 120);
    Ok(())
}

#[tokio::test]
async fn it_finds_what_was_mistyped_without_accents() -> Tested {
    let stage = waiting().await?;
    let charlie = stage.test.charlie().await?;
    let right = listed(&charlie.get("/idees?q=gaspillage%20cantine").await?);
    assert!(!right.is_empty());
    let mistyped = charlie.get("/idees?q=gaspilage%20cantinne").await?;
    mistyped.assert_status(200).assert_shows("gaspilage cantinne");
    assert_eq!(listed(&mistyped).iter().collect::<BTreeSet<_>>(), right.iter().collect());
    Ok(())
}

#[tokio::test]
async fn a_filter_shows_what_it_counts() -> Tested {
    let stage = waiting().await?;
    let charlie = stage.test.charlie().await?;
    let answer = charlie.get("/idees?destin=unawarded&site=Lyc%C3%A9e%20Louise-Weiss%2C%20Montbrel").await?;
    answer.assert_status(200).assert_shows("Lycée Louise-Weiss, Montbrel");
    assert!((1..20).contains(&listed(&answer).len()));
    charlie.get("/idees?destin=awarded").await?.assert_status(200).assert_shows("Rien ne correspond");
    charlie.get("/idees?destin=nonsense&page=-3&lang=xx").await?.assert_shows("120 idées");
    Ok(())
}

#[tokio::test]
async fn it_hides_what_is_not_for_the_viewer() -> Tested {
    let stage = waiting().await?;
    let title = first(&stage)?.title;
    let visitor = stage.test.visitor();
    let page = visitor.get("/idees").await?;
    page.assert_status(200).assert_lacks(&title).assert_lacks("Louise-Weiss");
    visitor.get("/idees?q=restes").await?.assert_status(200).assert_lacks(&title);
    visitor.get("/api/v1/ideas").await?.assert_status(200).assert_lacks(&title).assert_lacks("Louise-Weiss");
    // Once the contest is open to everybody, the index follows.
    let draft = ContestDraft {
        title: stage.contest.title.clone(),
        slug: stage.contest.slug.clone(),
        summary: stage.contest.summary.clone(),
        audience: "public".into(),
        ..ContestDraft::default()
    };
    let update = UpdateContest { slug: stage.contest.slug.clone(), draft };
    update.run(&stage.test.app, &stage.animator).await?;
    stage.test.settle().await?;
    visitor.get("/idees").await?.assert_status(200).assert_shows(&title);
    Ok(())
}

#[tokio::test]
async fn the_ideas_of_a_draft_are_the_teams() -> Tested {
    let stage = crate::clustering::Stage::unawarded().await?;
    stage.test.settle().await?;
    let idea = first(&stage)?;
    let charlie = stage.test.charlie().await?;
    charlie.get("/idees").await?.assert_status(200).assert_lacks(&idea.title);
    charlie.get(&minilabs::ideas::url(idea.id, &idea.title)).await?.assert_status(404);
    stage.test.noe().await?.get("/idees").await?.assert_shows(&idea.title);
    Ok(())
}
