//! `/fichiers/:id` and `/fichiers/:id/vignette`.

use super::{added, docx, photo, sent};
use crate::support::{ALICE, Person, TestApp, Tested};

async fn assert_gone(person: &Person<'_>, file: &str) -> Tested {
    for path in [file.to_owned(), format!("{file}/vignette")] {
        person.get(&path).await?.assert_status(404);
    }
    Ok(())
}

#[tokio::test]
async fn a_picture_is_shown_and_a_document_is_saved() -> Tested {
    let test = TestApp::new();
    let alice = test.alice().await?;
    let idea = sent(&test, &alice).await?;
    let picture = added(&alice, &idea, "Été.jpg", &photo(1)).await?;
    let answer = alice.get(&picture).await?;
    answer.assert_status(200);
    assert_eq!(
        answer.header("content-disposition"),
        "inline; filename=\"_t_.jpg\"; filename*=UTF-8''%C3%89t%C3%A9.jpg"
    );
    assert_eq!(answer.header("content-security-policy"), "default-src 'none'; sandbox");
    assert_eq!(answer.header("x-content-type-options"), "nosniff");
    assert_eq!(answer.header("cache-control"), "private, no-store");
    let document = added(&alice, &idea, "plan.docx", &docx(&[])).await?;
    let answer = alice.get(&document).await?;
    assert!(answer.header("content-disposition").starts_with("attachment; "));
    assert_eq!(answer.bytes, docx(&[]));
    alice.get(&format!("{document}/vignette")).await?.assert_status(404);
    Ok(())
}

#[tokio::test]
async fn an_address_opens_to_whom_the_idea_is_seen_by_now() -> Tested {
    let test = TestApp::new();
    let alice = test.alice().await?;
    let idea = sent(&test, &alice).await?;
    let file = added(&alice, &idea, "a.jpg", &photo(1)).await?;
    let (visitor, charlie, noe) = (test.visitor(), test.charlie().await?, test.noe().await?);
    // Not published yet.
    for person in [&visitor, &charlie] {
        assert_gone(person, &file).await?;
    }
    noe.get(&file).await?.assert_status(200);
    let review = format!("{idea}/moderation");
    noe.post(&review, &[("to", "published")]).await?.assert_status(303);
    for person in [&visitor, &charlie, &alice] {
        person.get(&file).await?.assert_status(200);
    }
    noe.post(&review, &[("to", "hidden"), ("review_reason", "personal")]).await?.assert_status(303);
    for person in [&visitor, &charlie] {
        assert_gone(person, &file).await?;
    }
    alice.get(&file).await?.assert_status(200);
    // Signed out, with the same address.
    alice.post("/deconnexion", &[]).await?.assert_status(303);
    assert_gone(&alice, &file).await?;
    let account = alice.account(ALICE)?.id;
    test.app.write_now(|tx| minilabs::attachments::forget(tx, account))?;
    assert_gone(&noe, &file).await?;
    test.run_jobs().await
}
