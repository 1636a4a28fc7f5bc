//! `/idees/:slug/modifier`, `/versions`, `/retirer`, `/remettre`, `/soutien`, `/suivi`.

use minilabs::contests::{self, AddQuestion, CategoryDraft, QuestionDraft, SetCategories};
use minilabs::ideas::IdeaState;

use super::submit::{fields, idea_at, open_to, send};
use crate::support::{TestApp, Tested, all_at_once};

/// A published idea of Alice's; its page.
async fn published(test: &TestApp) -> anyhow::Result<String> {
    let contest = open_to(test, "public").await?;
    let alice = test.alice().await?;
    let receipt = send(&alice, &contest, "Moins de pain jeté").await?;
    let page = receipt.trim_end_matches("/recu").to_owned();
    test.noe().await?.post(&format!("{page}/moderation"), &[("to", "published")]).await?.assert_status(303);
    test.settle().await?;
    Ok(page)
}

fn words<'w>(version: &'w str, body: &'w str) -> [(&'w str, &'w str); 4] {
    [("version", version), ("title", "Moins de pain jeté"), ("problem", "On jette trop."), ("body", body)]
}

#[tokio::test]
async fn it_keeps_what_was_said_before() -> Tested {
    let test = TestApp::new();
    let page = published(&test).await?;
    let alice = test.alice().await?;
    alice.get(&format!("{page}/modifier")).await?.assert_status(200).assert_shows("Modifier cette idée");
    alice.post(&format!("{page}/modifier"), &words("1", "Peser chaque jour.")).await?.assert_leads_to(&page);
    alice.post(&format!("{page}/modifier"), &words("2", "Peser chaque jour.")).await?.assert_leads_to(&page);
    test.settle().await?;
    let visitor = test.visitor();
    visitor.get(&page).await?.assert_shows("Peser chaque jour.").assert_shows("voir ce qui a changé");
    visitor.get(&format!("{page}/versions")).await?.assert_shows("Version 2").assert_shows("l’afficher");
    visitor.get("/idees?q=peser").await?.assert_shows("Moins de pain jeté");
    assert_eq!(idea_at(&test, &page)?.version, 2);
    Ok(())
}

#[tokio::test]
async fn of_two_who_change_it_the_later_is_told_and_loses_no_word() -> Tested {
    let test = TestApp::new();
    let page = published(&test).await?;
    let alice = test.alice().await?;
    let edit = format!("{page}/modifier");
    alice.post(&edit, &words("1", "D’un onglet.")).await?.assert_status(303);
    let late = alice.post(&edit, &words("1", "De l’autre onglet.")).await?;
    late.assert_status(409).assert_shows("modifiée ailleurs").assert_shows("De l’autre onglet.");
    assert_eq!(idea_at(&test, &page)?.body, "D’un onglet.");
    let stale = alice.post_raw(&edit, &words("2", "Sans jeton.")).await?;
    stale.assert_status(422).assert_shows("Sans jeton.");
    alice.post(&edit, &[("version", "2"), ("title", "")]).await?.assert_status(422);
    Ok(())
}

#[tokio::test]
async fn an_idea_is_taken_back_and_given_again() -> Tested {
    let test = TestApp::new();
    let page = published(&test).await?;
    let alice = test.alice().await?;
    alice.get(&format!("{page}/retirer")).await?.assert_status(200).assert_shows("Elle n’est pas effacée");
    alice.post(&format!("{page}/retirer"), &[("words", "Je réfléchis")]).await?.assert_leads_to(&page);
    test.settle().await?;
    test.visitor().get(&page).await?.assert_status(404);
    test.visitor().get("/idees").await?.assert_lacks("Moins de pain jeté");
    // A double click is told, and changes nothing.
    alice.post(&format!("{page}/retirer"), &[]).await?.assert_status(409);
    alice.get(&page).await?.assert_shows("Remettre cette idée");
    alice.post(&format!("{page}/remettre"), &[]).await?.assert_leads_to(&page);
    assert_eq!(idea_at(&test, &page)?.state, IdeaState::Submitted);
    Ok(())
}

#[tokio::test]
async fn supports_are_counted_once_and_told_with_the_results() -> Tested {
    let test = TestApp::new();
    let page = published(&test).await?;
    let (bob, charlie) = (test.bob().await?, test.charlie().await?);
    let support = format!("{page}/soutien");
    for person in [&bob, &charlie, &charlie.twin()] {
        person.post(&support, &[("wanted", "yes")]).await?.assert_leads_to(&page);
    }
    bob.get(&page).await?.assert_shows("Vous la soutenez").assert_lacks("2 personnes");
    test.visitor().get(&page).await?.assert_lacks("2 personnes");
    charlie.post(&support, &[("wanted", "no")]).await?.assert_status(303);
    charlie.post(&support, &[("wanted", "no")]).await?.assert_status(303);
    charlie.get(&page).await?.assert_lacks("Vous la soutenez");
    // Nobody supports their own, and nobody what they do not see.
    test.alice().await?.post(&support, &[("wanted", "yes")]).await?.assert_status(409);
    test.visitor().post(&support, &[("wanted", "yes")]).await?.assert_leads_to("/connexion");
    charlie.post(&format!("{page}/suivi"), &[("wanted", "yes")]).await?.assert_leads_to(&page);
    charlie.get(&page).await?.assert_shows("Ne plus suivre");
    charlie.post(&format!("{page}/suivi"), &[("wanted", "perhaps")]).await?.assert_status(403);
    Ok(())
}

#[tokio::test]
async fn fifty_supports_at_once_are_one() -> Tested {
    let test = TestApp::new();
    let page = published(&test).await?;
    let charlie = test.charlie().await?;
    let support = format!("{page}/soutien");
    let twins: Vec<_> = (0..50).map(|_| charlie.twin()).collect();
    let sent = twins.iter().map(|twin| twin.post(&support, &[("wanted", "yes")]));
    for answer in all_at_once(sent).await {
        assert!(answer?.status.as_u16() < 400);
    }
    let counts = test.db_counts()?;
    assert!(counts.contains(&("idea_supports".to_owned(), 1)), "{counts:?}");
    Ok(())
}

#[tokio::test]
async fn strangers_change_nothing() -> Tested {
    let test = TestApp::new();
    let page = published(&test).await?;
    let charlie = test.charlie().await?;
    charlie.get(&format!("{page}/modifier")).await?.assert_status(404);
    charlie.post(&format!("{page}/modifier"), &words("1", "Piratée")).await?.assert_status(404);
    charlie.post(&format!("{page}/retirer"), &[]).await?.assert_status(404);
    charlie.post(&format!("{page}/remettre"), &[]).await?.assert_status(404);
    assert!(!idea_at(&test, &page)?.body.contains("Piratée"));
    Ok(())
}

#[tokio::test]
async fn the_theme_and_the_answers_are_kept_and_can_be_changed() -> Tested {
    let test = TestApp::new();
    let (animator, contest) = (test.animator()?, open_to(&test, "public").await?);
    let category = |name: &str| CategoryDraft { was: String::new(), name: name.into() };
    let categories = vec![category("Restauration"), category("Ménage")];
    SetCategories { slug: contest.slug.clone(), categories }.run(&test.app, &animator).await?;
    let draft = QuestionDraft {
        label: "Où cela se passe-t-il ?".into(),
        hint: String::new(),
        kind: "short_text".into(),
        required: true,
        options: String::new(),
    };
    AddQuestion { slug: contest.slug.clone(), draft }.run(&test.app, &animator).await?;
    let question = test.app.db.read_now(|conn| contests::questions_of(conn, contest.id))?[0].id;
    let field = format!("q_{question}");
    let alice = test.alice().await?;
    let key = alice.get(&format!("{}/deposer", contest.url())).await?.field("key")?;
    let mut form = fields(&key, "Moins de pain jeté");
    form.extend([("category", "Ménage"), (field.as_str(), "Au self")]);
    let receipt = alice.post(&format!("{}/deposer", contest.url()), &form).await?;
    receipt.assert_status(303);
    let page = receipt.location().trim_end_matches("/recu").to_owned();
    let edit = format!("{page}/modifier");
    let shown = alice.get(&edit).await?;
    shown.assert_shows("Ménage").assert_shows("Où cela se passe-t-il");
    assert_eq!(shown.field(&field)?, "Au self");
    let with = |version, category, answer| {
        let mut form = words(version, "Peser.").to_vec();
        form.extend([("category", category), (field.as_str(), answer)]);
        form
    };
    alice.post(&edit, &with("1", "Sport", "Au self")).await?.assert_status(422);
    let refused = alice.post(&edit, &with("1", "Ménage", "")).await?;
    refused.assert_status(422).assert_shows("Où cela se passe-t-il");
    alice.post(&edit, &with("1", "Ménage", "À l’internat")).await?.assert_leads_to(&page);
    let idea = idea_at(&test, &page)?;
    assert_eq!((idea.category.as_str(), idea.version), ("Ménage", 2));
    alice.get(&page).await?.assert_shows("À l’internat").assert_lacks("Au self");
    assert!(test.journal_kinds()?.contains(&"idea.answers_changed".to_owned()));
    // A theme that the contest gave up stays with the idea until another is chosen.
    let categories = vec![category("Restauration")];
    SetCategories { slug: contest.slug.clone(), categories }.run(&test.app, &animator).await?;
    let theme = idea_at(&test, &page)?.category;
    alice.get(&edit).await?.assert_shows(&theme);
    alice.post(&edit, &with("2", &theme, "À l’internat")).await?.assert_leads_to(&page);
    // From an older page neither words nor answers are overwritten.
    alice.post(&edit, &with("1", &theme, "Ailleurs")).await?.assert_status(409);
    alice.get(&page).await?.assert_lacks("Ailleurs");
    test.run_jobs().await
}
