//! `/concours/:slug`: the timeline.

use minilabs::contests::{Phase, PhaseDraft};

use crate::support::{TestApp, Tested};

#[tokio::test]
async fn the_timeline_is_an_ordered_list_with_one_step_that_goes_on() -> Tested {
    let test = TestApp::new();
    let phases = vec![
        PhaseDraft::days(Phase::Submission, "2026-03-03", "2026-03-10"),
        PhaseDraft { opens_at: "08:30".into(), ..PhaseDraft::days(Phase::Vote, "2026-03-11", "2026-03-20") },
        PhaseDraft::days(Phase::Jury, "2026-03-25", "2026-03-31"),
    ];
    let contest = super::planned(&test, phases).await?;
    let page = format!("/concours/{}", contest.slug);
    // On 12 March nobody looked at the calendars yet: the page goes by the clock all the same.
    test.advance(chrono::TimeDelta::days(10));
    let noe = test.noe().await?;
    let document = noe.get(&page).await?.assert_status(200).document();
    let steps: Vec<_> = document
        .elements
        .iter()
        .filter(|element| {
            element.name == "li"
                && element.attribute("class").is_some_and(|class| class.starts_with("ml-event"))
        })
        .collect();
    let told: Vec<&str> = steps.iter().map(|step| step.text.as_str()).collect();
    assert_eq!(told.len(), 3, "{told:?}");
    assert!(told[0].starts_with("Dépôt des idées (terminé)"), "{told:?}");
    assert!(
        told[1].starts_with("Vote (maintenant)") && told[1].contains("11 mars 2026 à 8 h 30"),
        "{told:?}"
    );
    assert!(told[2].starts_with("Jury (à venir)"), "{told:?}");
    let now: Vec<bool> = steps.iter().map(|step| step.attribute("aria-current") == Some("step")).collect();
    assert_eq!(now, [false, true, false]);
    assert!(steps.iter().all(|step| step.inside.last().is_some_and(|name| name == "ol")));
    Ok(())
}

#[tokio::test]
async fn texts_stay_texts() -> Tested {
    let test = TestApp::new();
    let noe = test.noe().await?;
    let fields = [
        ("title", "Des textes"),
        ("summary", "Pour tous"),
        ("audience", "public"),
        ("about", "Un\n\n- deux\n- <script>alert(1)</script>"),
        ("rules", "<b>Un seul</b> vote"),
    ];
    let made = noe.post("/concours/nouveau", &fields).await?;
    let page = noe.get(made.location()).await?;
    page.assert_shows("<script>alert(1)</script>").assert_shows("<b>Un seul</b> vote");
    page.assert_lacks("<script>alert").assert_lacks("<b>Un");
    Ok(())
}
