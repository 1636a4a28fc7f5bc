//! `/organisation/import`

use super::units;
use crate::support::{Person, TestApp, Tested};

const PATH: &str = "/organisation/import";
const FILE: &str = "Type;Nom;Code;Département;Rattachement\n\
                    lycée;Lycée Louise-Weiss;0670001A;67;Direction des lycées\n\
                    lycée;Lycée Kléber;0670002B;67;DL\n\
                    direction;Direction des lycées;DL;;\n\
                    navire;Nautilus;;;\n\
                    maison;Maison de Colmar;MC;1234;\n";

/// Sends a file; answers where its check is.
async fn send(ada: &Person<'_>, file: &[u8]) -> anyhow::Result<String> {
    Ok(ada.upload(PATH, &[], ("file", "unites.csv", file)).await?.assert_status(303).location().to_owned())
}

#[tokio::test]
async fn it_works() -> Tested {
    let test = TestApp::new();
    let ada = test.ada().await?;
    let check = send(&ada, FILE.as_bytes()).await?;
    let before = test.db_counts()?;
    let page = ada.get(&check).await?;
    page.assert_status(200).assert_shows("à ajouter 3").assert_shows("5 Type").assert_shows("6 Département");
    assert_eq!(test.db_counts()?, before, "looking changes nothing");
    ada.post(&check, &[]).await?.assert_leads_to("/organisation");
    let all = units(&test)?;
    assert_eq!(all.len(), 3);
    let direction = all.iter().find(|unit| unit.reference.as_deref() == Some("DL")).unwrap();
    assert_eq!(all.iter().filter(|unit| unit.parent_id == Some(direction.id)).count(), 2);
    Ok(())
}

#[tokio::test]
async fn the_same_file_again_changes_nothing() -> Tested {
    let test = TestApp::new();
    let ada = test.ada().await?;
    let check = send(&ada, FILE.as_bytes()).await?;
    ada.post(&check, &[]).await?.assert_status(303);
    let (before, journal) = (units(&test)?, test.journal()?.len());
    ada.post(&check, &[]).await?.assert_status(303);
    assert_eq!((units(&test)?, test.journal()?.len()), (before, journal));
    ada.get(&check).await?.assert_shows("rien de nouveau");
    Ok(())
}

#[tokio::test]
async fn a_reference_recognises_a_unit_of_another_name() -> Tested {
    let test = TestApp::new();
    let ada = test.ada().await?;
    let check = send(&ada, FILE.as_bytes()).await?;
    ada.post(&check, &[]).await?;
    test.advance(chrono::TimeDelta::days(1));
    let renamed = FILE.replace("Lycée Kléber", "Lycée Simone-Veil");
    let check = send(&ada, renamed.as_bytes()).await?;
    ada.get(&check).await?.assert_shows("à modifier 1");
    ada.post(&check, &[]).await?;
    assert_eq!(units(&test)?.len(), 3);
    ada.get("/organisation?q=simone").await?.assert_shows("Lycée Simone-Veil");
    assert!(test.journal_kinds()?.contains(&"unit.renamed".to_owned()));
    Ok(())
}

#[tokio::test]
async fn it_reads_windows_1252_and_commas() -> Tested {
    let test = TestApp::new();
    let ada = test.ada().await?;
    let check = send(&ada, b"nom,type\nLyc\xe9e Weiss,lyc\xe9e\n").await?;
    ada.post(&check, &[]).await?.assert_status(303);
    assert_eq!(units(&test)?[0].name, "Lycée Weiss");
    Ok(())
}

#[tokio::test]
async fn it_refuses_what_is_no_list_of_units() -> Tested {
    let test = TestApp::new();
    let ada = test.ada().await?;
    for file in ["", "a;b\n1;2\n", "nom;type\n", "%PDF-1.4"] {
        let answer = ada.upload(PATH, &[], ("file", "unites.csv", file.as_bytes())).await?;
        answer.assert_status(422);
    }
    ada.get(&format!("{PATH}/{}", "0".repeat(64))).await?.assert_status(404);
    Ok(())
}

#[tokio::test]
async fn it_refuses_strangers() -> Tested {
    let test = TestApp::new();
    let noe = test.noe().await?;
    noe.get(PATH).await?.assert_status(403);
    noe.upload(PATH, &[], ("file", "unites.csv", FILE.as_bytes())).await?.assert_status(403);
    assert!(units(&test)?.is_empty());
    Ok(())
}
