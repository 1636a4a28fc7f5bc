//! `/mon-compte/donnees.json`, `/mon-compte/effacer`, `/personnes/:id/effacer`.

use std::path::Path;

use crate::ideas::submit::{fields, open_to, send};
use crate::support::{ALICE, BOB, TestApp, Tested, rows_of, table_names};

/// Nobody else's words hold this.
const CANARY: &str = "CANARI";

/// Every row of every table that holds the canary, in any case.
fn db_traces(test: &TestApp) -> anyhow::Result<Vec<String>> {
    let mut traces = Vec::new();
    for table in table_names(&test.app.db)? {
        let found = rows_of(&test.app.db, &table)?.into_iter().filter(|row| holds(row));
        traces.extend(found.map(|row| format!("{table}: {row}")));
    }
    Ok(traces)
}

fn holds(text: &str) -> bool {
    text.to_lowercase().contains(&CANARY.to_lowercase())
}

/// The files below a folder that hold it, but for the database's own.
fn file_traces(folder: &Path, traces: &mut Vec<String>) -> Tested {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            file_traces(&path, traces)?;
        } else if !path.to_string_lossy().contains("minilabs.db") {
            let bytes = std::fs::read(&path)?;
            if holds(&String::from_utf8_lossy(&bytes)) {
                traces.push(path.display().to_string());
            }
        }
    }
    Ok(())
}

#[tokio::test]
async fn nothing_of_a_person_stays_and_their_ideas_do() -> Tested {
    let test = TestApp::new();
    let contest = open_to(&test, "public").await?;
    let address = "canari@example.org";
    let person = test.sign_in(address).await?;
    let profile = [
        ("display_name", "Canari Serin"),
        ("trade", "Canari de métier"),
        ("site", "Lycée Canari"),
        ("direction", "Direction Canari"),
    ];
    person.post("/mon-compte", &profile).await?.assert_status(303);
    let receipt = send(&person, &contest, "Une volière pour tous").await?;
    let page = receipt.trim_end_matches("/recu").to_owned();
    let noe = test.noe().await?;
    noe.post(&format!("{page}/moderation"), &[("to", "published")]).await?.assert_status(303);
    // A draft, a comment, a support, a follow, words on taking back.
    let key = person.get(&format!("{}/deposer?vide=1", contest.url())).await?.field("key")?;
    let mut draft = fields(&key, "Brouillon du canari");
    draft.push(("action", "draft"));
    person.post(&format!("{}/deposer", contest.url()), &draft).await?.assert_status(303);
    let bob = test.bob().await?;
    let other = send(&bob, &contest, "Une idée de Bob").await?;
    let other = other.trim_end_matches("/recu").to_owned();
    noe.post(&format!("{other}/moderation"), &[("to", "published")]).await?.assert_status(303);
    test.settle().await?;
    person.post(&format!("{other}/soutien"), &[("wanted", "yes")]).await?.assert_status(303);
    person.post(&format!("{other}/suivi"), &[("wanted", "yes")]).await?.assert_status(303);
    let form = person.get(&other).await?;
    let comment_key = form.field("key")?;
    let comment = [("key", comment_key.as_str()), ("body", "Très bien vu.")];
    person.post(&format!("{other}/commentaires"), &comment).await?.assert_status(303);
    test.settle().await?;
    test.visitor().get("/idees?q=serin").await?.assert_shows("Une volière pour tous");
    assert!(!db_traces(&test)?.is_empty());

    // They see what is held, and nobody else does.
    let data = person.get("/mon-compte/donnees.json").await?;
    data.assert_status(200);
    assert!(data.header("content-disposition").starts_with("attachment"));
    for held in ["Canari Serin", address, "Brouillon du canari", "Une volière pour tous", "Très bien vu."] {
        assert!(data.body.contains(held), "{held} is not in the export");
    }
    test.visitor().get("/mon-compte/donnees.json").await?.assert_status(303);
    assert!(!bob.get("/mon-compte/donnees.json").await?.body.contains("Canari Serin"));

    person.post("/mon-compte/effacer", &[("confirmation", "oui")]).await?.assert_status(422);
    person.get("/mon-compte/effacer").await?.assert_status(200).assert_shows("[auteur effacé]");
    person.post("/mon-compte/effacer", &[("confirmation", "effacer")]).await?.assert_leads_to("/");
    person.get("/mon-compte").await?.assert_status(303);
    test.settle().await?;

    assert_eq!(db_traces(&test)?, Vec::<String>::new());
    let mut traces = Vec::new();
    file_traces(test.folder(), &mut traces)?;
    assert_eq!(traces, Vec::<String>::new());
    // What was given to all stays.
    test.visitor()
        .get(&page)
        .await?
        .assert_status(200)
        .assert_shows("[auteur effacé]")
        .assert_shows("volière");
    test.visitor().get(&other).await?.assert_shows("Très bien vu.");
    test.visitor().get("/idees?q=serin").await?.assert_lacks("volière");
    assert!(test.journal()?.iter().any(|entry| entry.kind == "account.erased"));
    // The same address begins anew.
    test.sign_in(address).await?.get("/mes-ideas").await?.assert_lacks("volière");
    Ok(())
}

#[tokio::test]
async fn the_last_administrator_stays() -> Tested {
    let test = TestApp::new();
    let ada = test.ada().await?;
    ada.post("/mon-compte/effacer", &[("confirmation", "EFFACER")]).await?.assert_status(409);
    ada.get("/mon-compte").await?.assert_status(200);
    Ok(())
}

#[tokio::test]
async fn administrators_erase_with_a_reason_and_nobody_else_does() -> Tested {
    let test = TestApp::new();
    let (ada, bob) = (test.ada().await?, test.bob().await?);
    test.alice().await?;
    let alice = ada.account(ALICE)?.id;
    let action = format!("/personnes/{alice}/effacer");
    bob.post(&action, &[("erase_reason", "non")]).await?.assert_status(403);
    ada.post(&action, &[("erase_reason", " ")]).await?.assert_status(422);
    ada.post(&action, &[("erase_reason", "Elle l’a demandé")]).await?.assert_leads_to("/personnes");
    ada.post(&action, &[("erase_reason", "Deux fois")]).await?.assert_status(404);
    assert!(ada.account(ALICE).is_err());
    assert!(ada.account(BOB).is_ok());
    test.settle().await
}
