//! `POST /idees/:slug/reponse`.

use minilabs::ideas;

use super::{first, waiting};
use crate::support::{ALICE, Tested};

#[tokio::test]
async fn it_works() -> Tested {
    let stage = waiting().await?;
    let idea = first(&stage)?;
    let here = ideas::url(idea.id, &idea.title);
    let noe = stage.test.noe().await?;
    noe.post(&format!("{here}/reponse"), &[("reason", "C’est déjà en place à Montbrel.")])
        .await?
        .assert_status(303);
    stage.test.run_jobs().await?;
    let page = stage.test.charlie().await?.get(&here).await?;
    page.assert_shows("C’est déjà en place à Montbrel.").assert_shows("Réponse donnée");
    Ok(())
}

#[tokio::test]
async fn it_tells_the_right_people() -> Tested {
    let stage = waiting().await?;
    let idea = first(&stage)?;
    let before = stage.test.mails_to(ALICE)?.len();
    let action = format!("{}/reponse", ideas::url(idea.id, &idea.title));
    stage.test.noe().await?.post(&action, &[("reason", "Nous le faisons.")]).await?.assert_status(303);
    stage.test.run_jobs().await?;
    let mails = stage.test.mails_to(ALICE)?;
    assert_eq!(mails.len(), before + 1);
    assert!(mails[0].text_body.contains("Nous le faisons."), "{}", mails[0].text_body);
    assert!(stage.test.journal()?.iter().any(|entry| entry.data.contains("answered")));
    Ok(())
}

#[tokio::test]
async fn it_shows_field_errors() -> Tested {
    let stage = waiting().await?;
    let idea = first(&stage)?;
    let action = format!("{}/reponse", ideas::url(idea.id, &idea.title));
    let noe = stage.test.noe().await?;
    noe.post(&action, &[("reason", "  ")]).await?.assert_status(422).assert_shows(&idea.title);
    let long = "mot ".repeat(600);
    noe.post(&action, &[("reason", &long)]).await?.assert_status(422).assert_shows("mot mot");
    Ok(())
}

#[tokio::test]
async fn it_refuses_strangers() -> Tested {
    let stage = waiting().await?;
    let idea = first(&stage)?;
    let action = format!("{}/reponse", ideas::url(idea.id, &idea.title));
    stage.test.visitor().post(&action, &[("reason", "Non.")]).await?.assert_leads_to("/connexion");
    stage.test.alice().await?.post(&action, &[("reason", "Non.")]).await?.assert_status(403);
    Ok(())
}

#[tokio::test]
async fn it_survives_double_submit() -> Tested {
    let stage = waiting().await?;
    let idea = first(&stage)?;
    let action = format!("{}/reponse", ideas::url(idea.id, &idea.title));
    let noe = stage.test.noe().await?;
    noe.post(&action, &[("reason", "Une fois.")]).await?.assert_status(303);
    noe.post(&action, &[("reason", "Deux fois.")]).await?.assert_status(409);
    let trail = stage.test.app.db.read_now(|conn| ideas::trail(conn, idea.id))?;
    assert_eq!(trail.len(), 3);
    stage.test.run_jobs().await
}
