//! `…/promouvoir`, `/accompagnements` and `/accompagnements/:id`

use minilabs::error::AppError;
use minilabs::incubation::{NeedFormText, PromoteMiniLab};
use minilabs::minilabs as labs;

use crate::minilabs::opened;
use crate::support::{NOE, Tested};

const FORM: [(&str, &str); 5] = [
    ("title", "Un self calme"),
    ("need", "On ne s'entend plus"),
    ("beneficiaries", "Les élèves"),
    ("is_result_open", "on"),
    ("collaborative_share", "60"),
];

#[tokio::test]
async fn it_works() -> Tested {
    let (stage, lab, _) = opened().await?;
    let noe = stage.test.noe().await?;
    let path = format!("{}/promouvoir", labs::url(&lab));
    assert_eq!(noe.get(&path).await?.assert_status(200).field("title")?, lab.title);
    let file = noe.post(&path, &FORM).await?.assert_status(303).location().to_owned();
    noe.post(&path, &FORM).await?.assert_leads_to(&file);
    noe.get(&path).await?.assert_leads_to(&file);
    noe.get(&file).await?.assert_status(200).assert_shows("On ne s'entend plus");
    noe.get("/accompagnements").await?.assert_shows("Un self calme");
    noe.get(&labs::url(&lab)).await?.assert_shows("Un self calme");
    stage.test.run_jobs().await?;
    let told = stage.test.mails_to(NOE)?;
    assert_eq!(told.iter().filter(|mail| mail.kind == "incubation.need_form_submitted").count(), 1);
    let kinds = stage.test.journal_kinds()?;
    assert_eq!(kinds.iter().filter(|kind| *kind == "minilab.promoted").count(), 1);
    Ok(())
}

#[tokio::test]
async fn it_shows_field_errors() -> Tested {
    let (stage, lab, _) = opened().await?;
    let noe = stage.test.noe().await?;
    let path = format!("{}/promouvoir", labs::url(&lab));
    let fields =
        [("title", ""), ("need", "Le bruit"), ("beneficiaries", ""), ("collaborative_share", "beaucoup")];
    let answer = noe.post(&path, &fields).await?;
    assert_eq!(answer.assert_status(422).field("collaborative_share")?, "beaucoup");
    Ok(())
}

#[tokio::test]
async fn a_minilab_is_promoted_once() -> Tested {
    let (stage, lab, _) = opened().await?;
    let text = |title: &str| NeedFormText {
        title: title.into(),
        need: "Le bruit".into(),
        beneficiaries: "Les élèves".into(),
        collaborative_share: "10".into(),
        ..NeedFormText::default()
    };
    let promote = |title: &str| PromoteMiniLab { slug: lab.slug.clone(), text: text(title) };
    let first = promote("Un").run(&stage.test.app, &stage.animator).await?;
    assert_eq!(promote("Un").run(&stage.test.app, &stage.animator).await?.id, first.id);
    let second = promote("Deux").run(&stage.test.app, &stage.animator).await;
    assert!(matches!(second, Err(AppError::Refused("minilab-promoted"))));
    stage.test.run_jobs().await
}

#[tokio::test]
async fn the_file_moves_where_the_way_leads() -> Tested {
    let (stage, lab, _) = opened().await?;
    let noe = stage.test.noe().await?;
    let file = noe.post(&format!("{}/promouvoir", labs::url(&lab)), &FORM).await?.location().to_owned();
    noe.post(&format!("{file}/etat/accepted"), &[]).await?.assert_status(409);
    noe.post(&format!("{file}/etat/nowhere"), &[]).await?.assert_status(404);
    for _ in 0..2 {
        noe.post(&format!("{file}/etat/studied"), &[]).await?.assert_leads_to(&file);
    }
    noe.post(&format!("{file}/etat/declined"), &[("reason", "Trop tôt")]).await?.assert_status(303);
    noe.get(&file).await?.assert_shows("Trop tôt");
    stage.test.run_jobs().await
}

#[tokio::test]
async fn it_refuses_strangers() -> Tested {
    let (stage, lab, _) = opened().await?;
    let path = format!("{}/promouvoir", labs::url(&lab));
    let charlie = stage.test.charlie().await?;
    charlie.get(&path).await?.assert_status(403);
    charlie.post(&path, &FORM).await?.assert_status(403);
    let noe = stage.test.noe().await?;
    let file = noe.post(&path, &FORM).await?.location().to_owned();
    charlie.get(&file).await?.assert_status(200);
    charlie.post(&format!("{file}/etat/studied"), &[]).await?.assert_status(403);
    stage.test.visitor().get(&file).await?.assert_status(404);
    stage.test.visitor().get("/accompagnements").await?.assert_status(200).assert_lacks("Un self calme");
    stage.test.run_jobs().await
}
