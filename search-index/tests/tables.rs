//! Tables that a deployment extends without code.

#![expect(clippy::expect_used, reason = "a test may stop at once")]

#[expect(dead_code, reason = "each test uses a part of it")]
mod common;
#[path = "common/folder.rs"]
#[expect(dead_code, reason = "each test uses a part of it")]
mod folder;

use std::fs;
use std::sync::Arc;

use common::{document, public};
use folder::Folder;
use search_index::{ClusterOptions, Error, Index, Options, Query, Result, Tables, cluster};

fn folder(name: &str, files: &[(&str, &[u8])]) -> Folder {
    let folder = Folder::new(name);
    fs::create_dir_all(&folder.0).expect("create");
    for (file, content) in files {
        fs::write(folder.0.join(file), content).expect("write");
    }
    folder
}

#[test]
fn lines_are_added_to_the_built_in_ones() -> Result<()> {
    let folder = folder(
        "tables",
        &[
            ("synonyms.fr.txt", "\u{feff}# ours\nPopote, self, mess des agents\n".as_bytes()),
            ("synonyms.en.txt", b"bike, bicycle\n"),
            ("themes.fr.txt", "mer / pêche : filet*, chalutier\n".as_bytes()),
            ("generic.fr.txt", b"bidule\n"),
            ("trades.fr.tsv", "Mer\tmatelot\nRestauration\tpopotier\n".as_bytes()),
            ("unknown.txt", b"\xff"),
        ],
    );
    let tables = Arc::new(Tables::read(&folder.0)?);
    let index = Index::in_memory(&Options { tables: Arc::clone(&tables), ..Options::default() })?;
    index.apply(&[document(1, "Le self", ""), document(2, "Le mess des agents", "")], &[], 1)?;
    let total = |text: &str| Ok::<_, Error>(index.search(&Query::new(text), &public())?.total);
    assert_eq!((total("popote")?, total("mess des agents")?, total("cantine")?), (2, 2, 1));
    let trade = |title: &str| tables.trades().trade_of(title).map(|found| found.0);
    assert_eq!(
        (trade("Matelot"), trade("popotier"), trade("cuisinier")),
        (Some("Mer"), Some("Restauration"), Some("Restauration"))
    );
    assert_eq!(Tables::builtin().trades().trade_of("Matelot"), None);
    let ideas: Vec<_> = (0..12)
        .map(|id| document(id, if id % 2 == 0 { "Le chalutier" } else { "Des filets" }, ""))
        .chain((20..40).map(|id| document(id, "La piste cyclable", "")))
        .collect();
    let found = cluster(&ideas, &ClusterOptions { tables, ..ClusterOptions::default() })?;
    assert!(
        found.clusters.iter().any(|one| one.members.len() == 12 && one.label.starts_with("Pêche")),
        "{found:#?}"
    );
    Ok(())
}

#[test]
fn an_empty_folder_adds_nothing() -> Result<()> {
    let folder = folder("tables-empty", &[]);
    assert!(Tables::read(&folder.0)?.trades().trade_of("cuisinier").is_some());
    Ok(())
}

#[test]
fn what_cannot_be_read_is_told_with_its_place() {
    let large = vec![b'#'; 1_000_001];
    let cases: [(&str, &[u8], &str); 5] = [
        (
            "synonyms.fr.txt",
            b"mot, parole\nself\n",
            "synonyms.fr.txt, line 2: a group has at least two entries",
        ),
        ("themes.fr.txt", b"\n\nno colon", "themes.fr.txt, line 3: a colon must stand"),
        ("trades.fr.tsv", b"Sea sailor", "trades.fr.tsv, line 1: a tab must stand"),
        ("generic.fr.txt", b"one\ntwo \xff\n", "generic.fr.txt, line 2: is not UTF-8 text"),
        ("synonyms.de.txt", &large, "synonyms.de.txt: is larger than 1 MB"),
    ];
    for (rank, (file, content, told)) in cases.into_iter().enumerate() {
        let folder = folder(&format!("tables-wrong-{rank}"), &[(file, content)]);
        let error = Tables::read(&folder.0).expect_err(file);
        assert!(matches!(error, Error::Table { .. }) && error.to_string().contains(told), "{error}");
    }
    let nowhere = std::env::temp_dir().join("search-index-nowhere");
    assert!(matches!(Tables::read(&nowhere), Err(Error::Table { .. })));
    let folder = Folder::new("tables-folder");
    fs::create_dir_all(folder.0.join("trades.fr.tsv")).expect("create");
    assert!(matches!(Tables::read(&folder.0), Err(Error::Table { .. })), "a folder in place of a file");
}
