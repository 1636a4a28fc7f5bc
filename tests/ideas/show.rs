//! `/idees/:slug`.

use minilabs::ideas;

use super::{first, waiting};
use crate::support::Tested;

#[tokio::test]
async fn it_works() -> Tested {
    let stage = waiting().await?;
    let idea = first(&stage)?;
    let page = stage.test.charlie().await?.get(&ideas::url(idea.id, &idea.title)).await?;
    page.assert_status(200).assert_shows(&idea.title).assert_shows("Agent 0");
    page.assert_shows("Idée déposée").assert_shows("Non primée, en attente d’une suite");
    page.assert_lacks("/reponse");
    Ok(())
}

#[tokio::test]
async fn an_older_address_leads_to_the_one_of_today() -> Tested {
    let stage = waiting().await?;
    let idea = first(&stage)?;
    let charlie = stage.test.charlie().await?;
    let here = ideas::url(idea.id, &idea.title);
    charlie.get(&format!("/idees/un-ancien-titre-{}", idea.id)).await?.assert_leads_to(&here);
    charlie.get(&format!("/idees/{}", idea.id)).await?.assert_leads_to(&here);
    Ok(())
}

#[tokio::test]
async fn it_answers_404_for_unknown_ideas_and_for_strangers() -> Tested {
    let stage = waiting().await?;
    let idea = first(&stage)?;
    let here = ideas::url(idea.id, &idea.title);
    stage.test.visitor().get(&here).await?.assert_status(404).assert_lacks(&idea.title);
    let charlie = stage.test.charlie().await?;
    for path in ["/idees/aucune", "/idees/0000000000000", "/idees/x-zzzzzzzzzzzzz"] {
        charlie.get(path).await?.assert_status(404);
    }
    Ok(())
}

#[tokio::test]
async fn the_trail_says_where_it_went_and_who_decided() -> Tested {
    let (stage, lab, _) = crate::minilabs::opened().await?;
    let placed = stage.test.app.db.read_now(|conn| ideas::list_of_minilab(conn, lab.id))?;
    let here = ideas::url(placed[0].id, &placed[0].title);
    let noe = stage.test.noe().await?;
    noe.get(&here)
        .await?
        .assert_status(200)
        .assert_shows("Entrée dans un mini-lab")
        .assert_shows("Noé Castel");
    Ok(())
}
