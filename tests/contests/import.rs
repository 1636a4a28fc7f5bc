//! `/concours/:slug/import`: a file of ideas in three steps.

use minilabs::ideas;

use crate::support::{Person, TestApp, Tested};

/// Sends a file; answers the address of its columns.
async fn sent(noe: &Person<'_>, slug: &str, name: &str, bytes: &[u8]) -> anyhow::Result<String> {
    let answer = noe.upload(&format!("/concours/{slug}/import"), &[], ("file", name, bytes)).await?;
    Ok(answer.assert_status(303).location().to_owned())
}

/// Takes the first column for the reference, the next for the title, the third for the text, and starts.
async fn started(noe: &Person<'_>, columns: &str) -> Tested {
    let fields = [("source_ref", "0"), ("title", "1"), ("body", "2"), ("step", "import")];
    noe.post(columns, &fields).await?.assert_status(303);
    Ok(())
}

#[tokio::test]
async fn the_same_file_twice_adds_nothing() -> Tested {
    let test = TestApp::new();
    let contest = super::collecting(&test).await?;
    let noe = test.noe().await?;
    // Windows-1252, semicolons, a quote and a line break in a cell.
    let file =
        b"n\xb0;titre;texte\n1;\xc9couter les agents;\"Une fois,\nvraiment\"\n2;Moins de bruit;Au \"self\"\n";
    for expected in [2, 2] {
        let columns = sent(&noe, &contest.slug, "idees.csv", file).await?;
        noe.get(&columns).await?.assert_status(200).assert_shows("Écouter les agents");
        started(&noe, &columns).await?;
        test.settle().await?;
        let count = test.app.db.read_now(|conn| ideas::count_of_contest(conn, contest.id))?;
        assert_eq!(count, expected);
    }
    noe.get("/idees?q=ecouter").await?.assert_shows("Écouter les agents");
    Ok(())
}

#[tokio::test]
async fn a_bad_row_is_told_with_its_line_and_takes_nothing_else_along() -> Tested {
    let test = TestApp::new();
    let contest = super::collecting(&test).await?;
    let noe = test.noe().await?;
    let file = format!(
        "id,titre,texte\na,{},Trop long\nb,Bonne,Elle reste\nb,Autre,Même numéro\n",
        "x".repeat(10_000)
    );
    let columns = sent(&noe, &contest.slug, "idees.csv", file.as_bytes()).await?;
    let fields = [("source_ref", "0"), ("title", "1"), ("body", "2"), ("step", "check")];
    let checked = noe.post(&columns, &fields).await?;
    checked
        .assert_status(200)
        .assert_shows("C’est trop long.")
        .assert_shows("Cette référence est déjà à la ligne");
    started(&noe, &columns).await?;
    test.settle().await?;
    let kept = test.app.db.read_now(|conn| ideas::list_of_contest(conn, contest.id, &[]))?;
    assert_eq!(kept.iter().map(|idea| idea.title.as_str()).collect::<Vec<_>>(), ["Bonne"]);
    Ok(())
}

#[tokio::test]
async fn a_file_that_cannot_be_read_is_told_on_the_page() -> Tested {
    let test = TestApp::new();
    let contest = super::collecting(&test).await?;
    let noe = test.noe().await?;
    let path = format!("/concours/{}/import", contest.slug);
    for (name, bytes) in [
        ("vide.csv", &b""[..]),
        ("image.png", b"\x89PNG\r\n\x1a\n\0\0"),
        ("faux.xlsx", b"PK\x03\x04nonsense"),
    ] {
        let answer = noe.upload(&path, &[], ("file", name, bytes)).await?;
        answer.assert_status(422);
    }
    let before = test.journal()?.len();
    noe.post_raw(&path, &[]).await?.assert_status(403);
    assert_eq!(test.journal()?.len(), before);
    Ok(())
}

#[tokio::test]
async fn a_file_past_the_limit_is_told_on_the_page_and_leaves_nothing() -> Tested {
    let test = TestApp::with(&[("UPLOAD_MAX_MB", "1")]);
    let contest = super::collecting(&test).await?;
    let noe = test.noe().await?;
    let file = "titre;texte\n".to_owned() + &"Une idée;Encore\n".repeat(120_000);
    let path = format!("/concours/{}/import", contest.slug);
    let answer = noe.upload(&path, &[], ("file", "idees.csv", file.as_bytes())).await?;
    answer.assert_status(422).assert_shows("Ce fichier dépasse 1 Mo");
    assert_eq!(std::fs::read_dir(test.app.config.data_dir.join("files/incoming"))?.count(), 0);
    Ok(())
}

#[tokio::test]
async fn it_refuses_strangers() -> Tested {
    let test = TestApp::new();
    let contest = super::collecting(&test).await?;
    let path = format!("/concours/{}/import", contest.slug);
    test.charlie().await?.get(&path).await?.assert_status(403);
    test.visitor().get(&path).await?.assert_status(303);
    Ok(())
}
