//! `/idees`.

use std::collections::BTreeSet;

use minilabs::contests::{ContestDraft, UpdateContest};

use super::{first, waiting};
use crate::support::{Answer, CHARLIE, Person, TestApp, Tested};

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
    page.assert_status(200).assert_shows("120 idées");
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
    visitor.get("/idees?ordre=recent&page=6").await?.assert_status(200).assert_shows(&title);
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
    let noe = stage.test.noe().await?;
    noe.get("/idees?page=6").await?.assert_status(200).assert_shows(&idea.title);
    Ok(())
}

/// What a page lists under one of the choices "for me".
async fn of_mine(person: &Person<'_>, mine: &str) -> anyhow::Result<Vec<String>> {
    Ok(listed(&person.get(&format!("/idees?moi={mine}")).await?))
}

#[tokio::test]
async fn while_people_choose_everybody_has_an_order_of_their_own() -> Tested {
    let stage = waiting().await?;
    let (charlie, bob) = (stage.test.charlie().await?, stage.test.bob().await?);
    let hers = listed(&charlie.get("/idees").await?);
    let his = listed(&bob.get("/idees").await?);
    assert!(hers != his, "the same order for two people");
    // It holds while she looks around, also on the next page and for a filter's part of it.
    assert_eq!(listed(&charlie.twin().get("/idees").await?), hers);
    assert!(listed(&charlie.get("/idees?page=2").await?).iter().all(|idea| !hers.contains(idea)));
    let token = stage.test.api_token(CHARLIE).await?;
    let bearer = format!("Bearer {token}");
    let header = [("authorization", bearer.as_str())];
    let told = stage.test.visitor().get_with("/api/v1/ideas", &header).await?.json()?;
    let urls: Vec<&str> =
        told["ideas"].as_array().into_iter().flatten().filter_map(|idea| idea["url"].as_str()).collect();
    assert_eq!(urls, hers.iter().map(String::as_str).collect::<Vec<_>>());
    // The last sent come first for whoever asks.
    let recent = listed(&charlie.get("/idees?ordre=recent").await?);
    assert_eq!(recent, listed(&bob.get("/idees?ordre=recent").await?));
    let told = stage.test.visitor().get_with("/api/v1/ideas?order=recent", &header).await?.json()?;
    assert_eq!(told["ideas"][0]["url"].as_str(), recent.first().map(String::as_str));
    let unknown = stage.test.visitor().get_with("/api/v1/ideas?order=popular", &header).await?;
    unknown.assert_status(400);
    Ok(())
}

#[tokio::test]
async fn what_was_seen_least_comes_first_the_next_day() -> Tested {
    let stage = waiting().await?;
    let (test, app) = (&stage.test, &stage.test.app);
    let charlie = test.charlie().await?;
    let seen = listed(&charlie.get("/idees").await?);
    app.exposure.write_down(app).await?;
    // Counting changes nothing today: her second page does not repeat the first.
    assert_eq!(listed(&charlie.get("/idees").await?), seen);
    app.exposure.write_down(app).await?;
    test.advance(chrono::TimeDelta::days(1));
    let bob = test.bob().await?;
    let mut all = Vec::new();
    for page in 1..=6 {
        all.extend(listed(&bob.get(&format!("/idees?page={page}")).await?));
    }
    assert_eq!(all.len(), 120);
    let last: BTreeSet<&String> = all[100..].iter().collect();
    assert_eq!(last, seen.iter().collect(), "those seen yesterday come last");
    // A day of others', and the counts of both days together decide.
    app.exposure.write_down(app).await?;
    test.advance(chrono::TimeDelta::days(1));
    let third = listed(&charlie.get("/idees").await?);
    assert!(third.iter().all(|idea| !seen.contains(idea)));
    Ok(())
}

#[tokio::test]
async fn it_tells_what_one_supports_and_follows_and_what_waits_for_one() -> Tested {
    let test = TestApp::new();
    let contest = super::submit::open_to(&test, "public").await?;
    let (alice, bob, noe) = (test.alice().await?, test.bob().await?, test.noe().await?);
    let mut pages = Vec::new();
    for title in ["Du pain en moins", "Un banc au soleil", "Des gants à la taille"] {
        let receipt = super::submit::send(&alice, &contest, title).await?;
        let page = receipt.trim_end_matches("/recu").to_owned();
        noe.post(&format!("{page}/moderation"), &[("to", "published")]).await?.assert_status(303);
        pages.push(page);
    }
    test.settle().await?;
    bob.get("/idees").await?.assert_lacks("Vous la soutenez");
    bob.post(&format!("{}/soutien", pages[0]), &[("wanted", "yes")]).await?.assert_status(303);
    bob.post(&format!("{}/suivi", pages[1]), &[("wanted", "yes")]).await?.assert_status(303);
    bob.get("/idees").await?.assert_shows("Vous la soutenez");
    assert_eq!(of_mine(&bob, "supported").await?, pages[..1]);
    assert_eq!(of_mine(&bob, "followed").await?, pages[1..2]);
    let rest: BTreeSet<String> = of_mine(&bob, "unsupported").await?.into_iter().collect();
    assert_eq!(rest, pages[1..].iter().cloned().collect());
    assert!(of_mine(&bob, "needs_me").await?.is_empty());
    // Nothing is a visitor's, and nobody is told what others support.
    assert!(of_mine(&test.visitor(), "supported").await?.is_empty());
    test.visitor().get("/idees").await?.assert_lacks("Pour moi");
    assert!(of_mine(&noe, "supported").await?.is_empty());
    // A word set right is no other idea; other words are one.
    let words = |body: &'static str| {
        [
            ("title", "Du pain en moins"),
            ("problem", "On jette deux bacs de pain par jour au self."),
            ("body", body),
            ("beneficiaries", "Toute l’équipe"),
        ]
    };
    let edit = async |version: &str, body| {
        let mut form = words(body).to_vec();
        form.push(("version", version));
        alice.post(&format!("{}/modifier", pages[0]), &form).await?.assert_status(303);
        Ok::<_, anyhow::Error>(())
    };
    edit("1", "Peser ce qui est jeté et l’afficher !").await?;
    assert!(of_mine(&bob, "needs_me").await?.is_empty());
    edit("2", "Donner le pain de la veille aux associations du quartier, chaque soir.").await?;
    assert_eq!(of_mine(&bob, "needs_me").await?, pages[..1]);
    bob.get(&pages[0]).await?.assert_shows("Cette idée a changé depuis votre soutien");
    bob.post(&format!("{}/soutien", pages[0]), &[("wanted", "yes")]).await?.assert_status(303);
    bob.get(&pages[0]).await?.assert_lacks("a changé depuis votre soutien").assert_shows("Vous la soutenez");
    assert!(of_mine(&bob, "needs_me").await?.is_empty());
    assert!(test.journal_kinds()?.contains(&"idea.support_renewed".to_owned()));
    Ok(())
}
