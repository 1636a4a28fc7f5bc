//! The index of a process: made anew when the journal asks for it, and with the words of a deployment.

use std::fs;
use std::process::Command;

use minilabs::audience::Audience;
use minilabs::journal::Object;
use minilabs::search::{Access, Query, REBUILD_ASKED};

use crate::support::Tested;
use crate::world::World;

#[tokio::test]
async fn it_is_made_anew_when_the_journal_asks() -> Tested {
    let world = World::new().await?;
    let app = &world.test().app;
    app.catch_up().await?;
    let (documents, position) = (app.search.count(), app.search.position());
    assert!(documents > 0);
    app.write_now(|tx| {
        tx.record(
            None,
            REBUILD_ASKED,
            Object { kind: "index", id: 0 },
            Audience::Team,
            serde_json::json!({}),
        );
        Ok(())
    })?;
    app.catch_up().await?;
    assert_eq!(app.search.count(), documents, "what the database holds is there again");
    assert_eq!(app.search.position(), position + 1);
    let found = app.search.find(Query::new(""), Access::new(["public", "agents", "team"])).await?;
    assert_eq!(found.total, documents);
    Ok(())
}

#[test]
fn a_deployment_adds_its_own_words() -> Tested {
    let folder = tempfile::tempdir()?;
    let (ideas, tables) = (folder.path().join("ideas.csv"), folder.path().join("tables"));
    fs::write(&ideas, "id,title\n1,Un frigo au foyer\n2,Une piste cyclable\n")?;
    fs::create_dir(&tables)?;
    let search = |tables: Option<&str>| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_minilabs"));
        command.args(["search"]).arg(&ideas).arg("cambuse");
        if let Some(tables) = tables {
            command.args(["--tables", tables]);
        }
        command.output()
    };
    let path = tables.to_string_lossy().into_owned();
    assert!(search(None)?.stdout.is_empty(), "nobody else calls it so");
    fs::write(tables.join("synonyms.fr.txt"), "# Ours\ncambuse, foyer\n")?;
    let found = String::from_utf8(search(Some(&path))?.stdout)?;
    assert!(found.contains("frigo") && !found.contains("piste"), "{found}");

    fs::write(tables.join("synonyms.fr.txt"), "cambuse, foyer\nseule\n")?;
    let refused = search(Some(&path))?;
    let told = String::from_utf8(refused.stderr)?;
    assert!(!refused.status.success() && told.contains("synonyms.fr.txt") && told.contains('2'), "{told}");
    Ok(())
}
