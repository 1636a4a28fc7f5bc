//! What a contest asks of an idea: categories, questions, a charter; and who is told.

use minilabs::contests::{
    CategoryDraft, ContestDraft, CreateContest, MoveContest, SetCategories, Stage as ContestStage,
};

use super::submit::{fields, idea_at, open_to, send};
use crate::support::{ALICE, TestApp, Tested};

#[tokio::test]
async fn categories_and_charter_are_asked_for() -> Tested {
    let test = TestApp::new();
    let animator = test.animator()?;
    let draft = ContestDraft {
        title: "Avec une charte".into(),
        summary: "Ce qui améliore nos journées".into(),
        audience: "agents".into(),
        charter: "Pas de noms de personnes.".into(),
        moderation: "after".into(),
        ..ContestDraft::default()
    };
    let contest = CreateContest(draft).run(&test.app, &animator).await?;
    let category = |name: &str| CategoryDraft { was: String::new(), name: name.into() };
    let categories = vec![category("Restauration"), category("Ménage")];
    SetCategories { slug: contest.slug.clone(), categories }.run(&test.app, &animator).await?;
    let to = ContestStage::Collecting;
    (MoveContest { slug: contest.slug.clone(), to, reason: "Prêt".into() }).run(&test.app, &animator).await?;
    let alice = test.alice().await?;
    let url = format!("{}/deposer", contest.url());
    let page = alice.get(&url).await?;
    page.assert_shows("Pas de noms de personnes.").assert_shows("Ménage");
    let (key, version) = (page.field("key")?, page.field("charter_version")?);
    let mut form = fields(&key, "Sans accord");
    form.push(("category", "Sport"));
    alice.post(&url, &form).await?.assert_status(422).assert_shows("2 points à corriger");
    form.pop();
    form.extend([("category", "Ménage"), ("charter", "on"), ("charter_version", "77")]);
    alice.post(&url, &form).await?.assert_status(422).assert_shows("La charte vient de changer");
    form.pop();
    form.push(("charter_version", &version));
    let receipt = alice.post(&url, &form).await?;
    receipt.assert_status(303);
    test.settle().await?;
    // Moderated after: others read it at once. Accepted once, it is not asked for again.
    let idea = idea_at(&test, receipt.location())?;
    assert_eq!(idea.category, "Ménage");
    test.charlie().await?.get("/idees").await?.assert_shows("Sans accord");
    alice.get(&format!("{url}?vide=1")).await?.assert_lacks("charter_version");
    Ok(())
}

#[tokio::test]
async fn it_tells_the_right_people() -> Tested {
    let test = TestApp::new();
    let contest = open_to(&test, "public").await?;
    let (alice, bob, charlie) = (test.alice().await?, test.bob().await?, test.charlie().await?);
    let receipt = send(&alice, &contest, "Moins de pain jeté").await?;
    let page = receipt.trim_end_matches("/recu").to_owned();
    test.run_jobs().await?;
    // The receipt leaves at once.
    assert!(test.mails_to(ALICE)?[0].subject.contains("Moins de pain jeté"));
    let noe = test.noe().await?;
    noe.post(&format!("{page}/moderation"), &[("to", "published")]).await?.assert_status(303);
    test.settle().await?;
    bob.post(&format!("{page}/soutien"), &[("wanted", "yes")]).await?.assert_status(303);
    let words = |title: &'static str| {
        [
            ("version", "1"),
            ("title", title),
            ("problem", "On jette deux bacs de pain par jour au self."),
            ("body", "Peser."),
        ]
    };
    // Whoever supported it is told that it says something else now; nobody else is.
    alice.post(&format!("{page}/modifier"), &words("Plus de pain jeté")).await?.assert_status(303);
    test.run_jobs().await?;
    bob.get("/notifications").await?.assert_shows("Plus de pain jeté");
    charlie.get("/notifications").await?.assert_lacks("pain jeté");
    // A refusal reaches the author at once, with its reason on the page.
    let before = test.mails_to(ALICE)?.len();
    let hide = [("to", "hidden"), ("review_reason", "personal")];
    noe.post(&format!("{page}/moderation"), &hide).await?.assert_status(303);
    test.run_jobs().await?;
    assert_eq!(test.mails_to(ALICE)?.len(), before + 1);
    // What is taken off is told no more to those who followed it.
    bob.get("/notifications").await?.assert_lacks("pain jeté");
    Ok(())
}
