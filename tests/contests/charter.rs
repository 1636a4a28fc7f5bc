//! The charter that authors accept, by its version.

use minilabs::contests::{self, AcceptCharter, ContestDraft, UpdateContest};
use minilabs::error::AppError;

use crate::support::{ALICE, TestApp, Tested};

async fn write(test: &TestApp, slug: &str, charter: &str) -> anyhow::Result<contests::Contest> {
    let draft = ContestDraft {
        title: "Un concours".into(),
        summary: "Pour tous".into(),
        audience: "public".into(),
        charter: charter.into(),
        ..ContestDraft::default()
    };
    Ok(UpdateContest { slug: slug.into(), draft }.run(&test.app, &test.animator()?).await?)
}

#[tokio::test]
async fn an_acceptance_is_of_one_text() -> Tested {
    let test = TestApp::new();
    let slug = super::collecting(&test).await?.slug;
    let alice = test.agent(ALICE)?;
    let account = alice.signed_in()?;
    let accepted = |contest: &contests::Contest| {
        test.app.db.read_now(|conn| contests::has_accepted(conn, contest, account))
    };
    let accept = |version| AcceptCharter { slug: slug.clone(), version };
    // Without a charter there is nothing to accept, and nothing that can be.
    assert!(accepted(&super::collecting(&test).await?)?);
    assert!(matches!(accept(0).run(&test.app, &alice).await, Err(AppError::Invalid(_))));
    let first = write(&test, &slug, "Soyons polis.").await?;
    assert_eq!((first.charter_version, accepted(&first)?), (1, false));
    for _ in 0..2 {
        accept(1).run(&test.app, &alice).await?;
    }
    assert!(accepted(&first)?);
    assert_eq!(test.journal_kinds()?.iter().filter(|kind| *kind == "contest.charter_accepted").count(), 1);
    // The same text with other line ends is the same.
    assert_eq!(write(&test, &slug, " Soyons polis.\r\n").await?.charter_version, 1);
    let second = write(&test, &slug, "Soyons polis et brefs.").await?;
    assert_eq!((second.charter_version, accepted(&second)?), (2, false));
    // What was read before is not what is accepted now.
    assert!(matches!(accept(1).run(&test.app, &alice).await, Err(AppError::Invalid(_))));
    let old = test.app.db.read_now(|conn| contests::charter_text(conn, second.id, 1))?;
    assert_eq!(old.as_deref(), Some("Soyons polis."));
    test.visitor().get(&format!("/concours/{slug}")).await?.assert_shows("Soyons polis et brefs.");
    Ok(())
}
