//! `/concours/:slug/questions`.

use minilabs::contests::{self, Question, QuestionKind};
use minilabs::ids::{Id, QuestionId};

use crate::support::{TestApp, Tested};

fn asked(test: &TestApp, id: minilabs::ids::ContestId) -> anyhow::Result<Vec<Question>> {
    Ok(test.app.db.read_now(|conn| contests::questions_of(conn, id))?)
}

fn labels(questions: &[Question]) -> Vec<&str> {
    questions.iter().map(|question| question.label.as_str()).collect()
}

#[tokio::test]
async fn it_works() -> Tested {
    let test = TestApp::new();
    let contest = super::collecting(&test).await?;
    let (noe, page) = (test.noe().await?, format!("/concours/{}/questions", contest.slug));
    noe.get(&page).await?.assert_status(200).assert_shows("Aucune question");
    let first = [("label", "Où ?"), ("kind", "short_text")];
    let second =
        [("label", "Qui ?"), ("kind", "one_choice"), ("options", "Élèves\r\nAgents\n"), ("required", "on")];
    noe.post(&page, &first).await?.assert_leads_to(&page);
    noe.post(&page, &second).await?.assert_leads_to(&page);
    let questions = asked(&test, contest.id)?;
    assert_eq!(labels(&questions), ["Où ?", "Qui ?"]);
    assert_eq!(questions[1].options, ["Élèves", "Agents"]);
    let one = format!("{page}/{}", questions[1].id);
    for _ in 0..2 {
        noe.post(&format!("{one}/place"), &[("place", "1")]).await?.assert_leads_to(&page);
        assert_eq!(labels(&asked(&test, contest.id)?), ["Qui ?", "Où ?"]);
    }
    noe.get(&one).await?.assert_status(200).assert_shows("Élèves");
    noe.post(&one, &[("label", "Pour qui ?"), ("kind", "yes_no")]).await?.assert_leads_to(&page);
    for _ in 0..2 {
        noe.post(&format!("{one}/retirer"), &[]).await?.assert_leads_to(&page);
    }
    assert_eq!(labels(&asked(&test, contest.id)?), ["Où ?"]);
    // For the answers that were given, it is still known.
    let kept = test.app.db.read_now(|conn| contests::questions_by_ids(conn, &[questions[1].id]))?;
    assert_eq!(labels(&kept), ["Pour qui ?"]);
    noe.get(&one).await?.assert_status(404);
    Ok(())
}

#[tokio::test]
async fn it_shows_field_errors() -> Tested {
    let test = TestApp::new();
    let contest = super::collecting(&test).await?;
    let (noe, page) = (test.noe().await?, format!("/concours/{}/questions", contest.slug));
    let fields = [("label", ""), ("hint", "<b>gardé</b>"), ("kind", "one_choice"), ("options", "Seul")];
    let refused = noe.post(&page, &fields).await?;
    refused.assert_status(422).assert_shows("À remplir.").assert_shows("Il faut au moins 2 choix");
    assert!(refused.body.contains("&lt;b&gt;gardé"), "nothing typed is lost");
    noe.post(&page, &[("label", "Quoi ?"), ("kind", "telepathy")]).await?.assert_status(422);
    assert!(asked(&test, contest.id)?.is_empty());
    Ok(())
}

#[tokio::test]
async fn it_survives_double_submit() -> Tested {
    let test = TestApp::new();
    let contest = super::collecting(&test).await?;
    let (noe, page) = (test.noe().await?, format!("/concours/{}/questions", contest.slug));
    for _ in 0..2 {
        noe.post(&page, &[("label", "Où ?"), ("kind", "short_text")]).await?.assert_status(303);
    }
    assert_eq!(asked(&test, contest.id)?.len(), 1);
    Ok(())
}

#[tokio::test]
async fn a_question_of_another_contest_is_not_there() -> Tested {
    let test = TestApp::new();
    let (contest, other) = (super::collecting(&test).await?, super::planned(&test, vec![]).await?);
    let (noe, page) = (test.noe().await?, format!("/concours/{}/questions", contest.slug));
    noe.post(&page, &[("label", "Où ?"), ("kind", "short_text")]).await?;
    let id = asked(&test, contest.id)?[0].id;
    let wrong = format!("/concours/{}/questions/{id}", other.slug);
    noe.get(&wrong).await?.assert_status(404);
    noe.post(&wrong, &[("label", "Prise"), ("kind", "short_text")]).await?.assert_status(404);
    noe.post(&format!("{wrong}/place"), &[("place", "1")]).await?.assert_status(404);
    noe.post(&format!("{wrong}/retirer"), &[]).await?;
    assert_eq!(labels(&asked(&test, contest.id)?), ["Où ?"]);
    Ok(())
}

#[tokio::test]
async fn it_refuses_strangers() -> Tested {
    let test = TestApp::new();
    let contest = super::collecting(&test).await?;
    let page = format!("/concours/{}/questions", contest.slug);
    test.visitor().get(&page).await?.assert_status(303);
    let charlie = test.charlie().await?;
    charlie.get(&page).await?.assert_status(403);
    charlie.post(&page, &[("label", "Moi ?"), ("kind", "short_text")]).await?.assert_status(403);
    Ok(())
}

#[test]
fn an_answer_is_checked_by_its_kind() {
    let question = |kind, required| Question {
        id: QuestionId::from_i64(1),
        label: "Où ?".into(),
        hint: String::new(),
        kind,
        required,
        options: vec!["Ici".into(), "Là".into()],
    };
    let check = |kind, required, typed: &[&str]| {
        let typed: Vec<String> = typed.iter().map(|text| (*text).to_owned()).collect();
        question(kind, required).check(&typed)
    };
    use QuestionKind::{LongText, OneChoice, SeveralChoices, ShortText, YesNo};
    for kind in QuestionKind::ALL {
        assert_eq!(check(kind, false, &["", " "]), Ok(vec![]), "{kind:?}");
        assert!(check(kind, true, &[" "]).is_err(), "{kind:?}");
    }
    assert_eq!(check(ShortText, true, &[]), Err("required"));
    assert_eq!(check(OneChoice, true, &[]), Err("choose"));
    assert_eq!(check(ShortText, true, &["  Ici "]), Ok(vec!["Ici".into()]));
    assert_eq!(check(ShortText, true, &[&"x".repeat(201)]), Err("too-long"));
    assert!(check(LongText, true, &[&"é".repeat(4_000)]).is_ok());
    assert_eq!(check(OneChoice, true, &["Ici", "Là"]), Err("unknown-choice"));
    assert_eq!(check(OneChoice, true, &["Ailleurs"]), Err("unknown-choice"));
    assert_eq!(check(SeveralChoices, true, &["Là", "Ici", "Là"]), Ok(vec!["Ici".into(), "Là".into()]));
    assert_eq!(check(YesNo, true, &["yes"]), Ok(vec!["yes".into()]));
    assert_eq!(check(YesNo, true, &["oui"]), Err("unknown-choice"));
}
