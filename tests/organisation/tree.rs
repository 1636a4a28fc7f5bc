//! `/organisation`

use super::add;
use crate::support::{TestApp, Tested};

const PATH: &str = "/organisation";

#[tokio::test]
async fn it_works() -> Tested {
    let test = TestApp::new();
    let ada = test.ada().await?;
    ada.get(PATH).await?.assert_status(200).assert_shows("encore vide");
    add(&test, "direction", "Direction des lycées", "", "").await?;
    add(&test, "service", "Service des cantines", "", "direction des lycees").await?;
    add(&test, "lycee", "Lycée Weiss", "67", "Service des cantines").await?;
    add(&test, "siege", "Siège", "57", "").await?;
    let page = ada.get(PATH).await?;
    let links = page.document().all("a");
    let depth = |name: &str| {
        let link = links.iter().find(|link| link.text == name).unwrap();
        link.inside.iter().filter(|element| *element == "ul").count()
    };
    let depths = ["Direction des lycées", "Service des cantines", "Lycée Weiss", "Siège"].map(depth);
    assert_eq!(depths, [1, 2, 3, 1]);
    Ok(())
}

#[tokio::test]
async fn it_finds_by_a_part_of_the_name() -> Tested {
    let test = TestApp::new();
    let ada = test.ada().await?;
    add(&test, "lycee", "Lycée Louise-Weiss", "67", "").await?;
    ada.get("/organisation?q=louise+wei").await?.assert_shows("Lycée Louise-Weiss");
    ada.get("/organisation?q=kleber").await?.assert_shows("Rien de ce nom").assert_lacks("Louise");
    Ok(())
}

#[tokio::test]
async fn it_refuses_strangers() -> Tested {
    let test = TestApp::new();
    test.noe().await?.get(PATH).await?.assert_status(403);
    test.charlie().await?.get(PATH).await?.assert_status(403);
    test.visitor().get(PATH).await?.assert_status(303);
    Ok(())
}
