//! `/idees/:slug/fichiers`.

use image::ImageFormat;
use minilabs::attachments;

use super::{add, added, docx, on_disk, photo, picture, sent, shown};
use crate::ideas::submit::idea_at;
use crate::support::{ALICE, TestApp, Tested};

#[tokio::test]
async fn it_works() -> Tested {
    let test = TestApp::new();
    let alice = test.alice().await?;
    let idea = sent(&test, &alice).await?;
    alice.get(&format!("{idea}/recu")).await?.assert_shows("Ajouter une photo ou un document");
    alice.get(&idea).await?.assert_shows("Ajouter une photo ou un document");
    add(&alice, &idea, "self.jpg", &photo(1)).await?.assert_leads_to(&format!("{idea}/fichiers"));
    add(&alice, &idea, "plan.docx", &docx(&[])).await?.assert_status(303);
    let page = alice.get(&idea).await?;
    page.assert_shows("Deux bacs de pain au self").assert_shows("plan.docx").assert_shows("Texte Word");
    let images = page.document().all("img");
    assert_eq!(images.len(), 1);
    assert_eq!(images[0].attribute("alt"), Some("Deux bacs de pain au self"));
    let kinds = test.journal_kinds()?;
    assert_eq!(kinds.iter().filter(|kind| *kind == "attachment.added").count(), 2);
    let written = test.journal()?.into_iter().filter(|entry| entry.kind == "attachment.added");
    for entry in written {
        assert!(!entry.data.contains("self"), "{}", entry.data);
    }
    test.run_jobs().await
}

#[tokio::test]
async fn every_kind_of_picture_is_taken() -> Tested {
    let test = TestApp::new();
    let alice = test.alice().await?;
    let idea = sent(&test, &alice).await?;
    for (format, kind) in [
        (ImageFormat::Jpeg, "image/jpeg"),
        (ImageFormat::WebP, "image/jpeg"),
        (ImageFormat::Png, "image/png"),
        (ImageFormat::Gif, "image/png"),
    ] {
        let file = added(&alice, &idea, "sans ending", &picture(format, 7)).await?;
        for path in [file.clone(), format!("{file}/vignette")] {
            let answer = alice.get(&path).await?;
            assert_eq!(answer.assert_status(200).header("content-type"), kind);
            assert_eq!(image::load_from_memory(&answer.bytes)?.width(), 40);
        }
    }
    Ok(())
}

#[tokio::test]
async fn the_same_file_twice_is_one_and_five_are_enough() -> Tested {
    let test = TestApp::new();
    let alice = test.alice().await?;
    let idea = sent(&test, &alice).await?;
    let (twin, same) = (alice.twin(), photo(9));
    let (first, second) = tokio::join!(add(&alice, &idea, "a.jpg", &same), add(&twin, &idea, "b.jpg", &same));
    first?.assert_status(303);
    second?.assert_status(303);
    assert_eq!(shown(&alice, &idea).await?.len(), 1);
    for shade in 10..14 {
        add(&alice, &idea, "a.jpg", &photo(shade)).await?.assert_status(303);
    }
    alice.get(&format!("{idea}/fichiers")).await?.assert_shows("Il y a déjà 5 fichiers");
    let sixth = add(&alice, &idea, "a.jpg", &photo(20)).await?;
    sixth.assert_status(422).assert_shows("Il y a déjà 5 fichiers");
    assert_eq!(shown(&alice, &idea).await?.len(), 5);
    assert_eq!(on_disk(&test)?.len(), 5, "each is small enough to be its own small one");
    Ok(())
}

#[tokio::test]
async fn it_shows_field_errors_and_keeps_what_was_typed() -> Tested {
    let test = TestApp::new();
    let alice = test.alice().await?;
    let idea = sent(&test, &alice).await?;
    let path = format!("{idea}/fichiers");
    let answer = alice.upload(&path, &[("description", " ")], ("file", "a.jpg", &photo(1))).await?;
    answer.assert_status(422).assert_shows("À remplir");
    let answer = alice.upload(&path, &[("description", "Le <b>self</b>")], ("file", "", b"")).await?;
    answer.assert_status(422);
    assert_eq!(answer.field("description")?, "Le <b>self</b>");
    assert!(on_disk(&test)?.is_empty() && shown(&alice, &idea).await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn it_refuses_strangers_and_settled_ideas() -> Tested {
    let test = TestApp::new();
    let alice = test.alice().await?;
    let idea = sent(&test, &alice).await?;
    test.noe().await?.post(&format!("{idea}/moderation"), &[("to", "published")]).await?.assert_status(303);
    let charlie = test.charlie().await?;
    charlie.get(&idea).await?.assert_status(200);
    charlie.get(&format!("{idea}/fichiers")).await?.assert_status(404);
    add(&charlie, &idea, "a.jpg", &photo(1)).await?.assert_status(404);
    add(&test.visitor(), &idea, "a.jpg", &photo(1)).await?.assert_leads_to("/connexion");
    // The team looks, and adds nothing.
    add(&test.noe().await?, &idea, "a.jpg", &photo(1)).await?.assert_status(404);
    alice.post(&format!("{idea}/retirer"), &[]).await?.assert_status(303);
    add(&alice, &idea, "a.jpg", &photo(1)).await?.assert_status(409);
    assert!(on_disk(&test)?.is_empty());
    test.run_jobs().await
}

#[tokio::test]
async fn who_leaves_takes_their_files_along() -> Tested {
    let test = TestApp::new();
    let alice = test.alice().await?;
    let idea = sent(&test, &alice).await?;
    let file = added(&alice, &idea, "a.jpg", &photo(1)).await?;
    let account = alice.account(ALICE)?.id;
    let kept = test.app.db.read_now(|conn| attachments::export(conn, account))?;
    assert_eq!((&kept[0]["name"], &kept[0]["kind"]), (&"a.jpg".into(), &"jpeg".into()));
    test.app.write_now(|tx| attachments::forget(tx, account))?;
    test.run_jobs().await?;
    alice.get(&file).await?.assert_status(404);
    assert!(on_disk(&test)?.is_empty());
    assert!(idea_at(&test, &idea).is_ok(), "the idea stays");
    Ok(())
}
