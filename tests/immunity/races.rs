//! Fifty at once are one: whatever a person does, doing it in fifty tabs at the same moment does it once.

use diesel::sql_types::BigInt;
use diesel::{QueryableByName, RunQueryDsl, sql_query};
use minilabs::db::AnyConnection;
use minilabs::minilabs as labs;

use crate::comments::{count, of_bob, published};
use crate::ideas::submit::{fields, idea_at, open};
use crate::support::{ALICE, BOB, Person, TestApp, Tested, all_at_once};

const MANY: usize = 50;

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    rows: i64,
}

/// Sends one form from many tabs at the same time; nobody meets a fault of the program.
async fn rush(person: &Person<'_>, path: &str, form: &[(&str, &str)]) -> anyhow::Result<Vec<u16>> {
    person.token().await?;
    let tabs: Vec<_> = (0..MANY).map(|_| person.twin()).collect();
    let mut statuses = Vec::new();
    for answer in all_at_once(tabs.iter().map(|tab| tab.post(path, form))).await {
        let answer = answer?;
        assert!(answer.status.as_u16() < 500, "{path}: {} {}", answer.status, answer.body);
        statuses.push(answer.status.as_u16());
    }
    Ok(statuses)
}

#[tokio::test]
async fn what_a_reader_does_fifty_times_at_once_is_done_once() -> Tested {
    let test = TestApp::new();
    let (_, page) = published(&test, "agents").await?;
    let charlie = test.charlie().await?;
    for (what, table) in [("soutien", "idea_supports"), ("suivi", "idea_follows")] {
        let before = count(&test, table)?;
        rush(&charlie, &format!("{page}/{what}"), &[("wanted", "yes")]).await?;
        assert_eq!(count(&test, table)?, before + 1, "{what}");
    }
    let comments = format!("{page}/commentaires");
    let key = charlie.get(&comments).await?.field("key")?;
    rush(&charlie, &comments, &[("key", &key), ("body", "Une fois")]).await?;
    assert_eq!(count(&test, "comments")?, 1);
    let comment = of_bob(&test, &page, "Chez nous aussi").await?.id;
    rush(&charlie, &format!("/commentaires/{comment}/merci"), &[("wanted", "yes")]).await?;
    assert_eq!(count(&test, "comment_thanks")?, 1);
    let report = [("reason", "off_topic"), ("words", "Hors sujet")];
    rush(&charlie, &format!("/commentaires/{comment}/signaler"), &report).await?;
    assert_eq!(count(&test, "reports")?, 1);
    test.run_jobs().await
}

#[tokio::test]
async fn an_idea_sent_and_shared_fifty_times_at_once_is_one_with_two_authors() -> Tested {
    let test = TestApp::new();
    let contest = open(&test).await?;
    let (alice, bob) = (test.alice().await?, test.bob().await?);
    let deposit = format!("{}/deposer", contest.url());
    let key = alice.get(&format!("{deposit}?vide=1")).await?.field("key")?;
    let mut draft = fields(&key, "Une fois");
    draft.push(("action", "draft"));
    rush(&alice, &deposit, &draft).await?;
    assert_eq!(count(&test, "idea_drafts")?, 1);
    let help = alice.get(&format!("/demander-aide?brouillon={key}")).await?.field("key")?;
    rush(&alice, "/demander-aide", &[("key", &help), ("draft", &key), ("words", "Les mots")]).await?;
    assert_eq!(count(&test, "help_requests")?, 1);
    let typed = fields(&key, "Une fois");
    rush(&alice, &deposit, &typed).await?;
    assert_eq!((count(&test, "ideas")?, count(&test, "idea_versions")?), (1, 1));
    let page = alice.post(&deposit, &typed).await?.location().trim_end_matches("/recu").to_owned();
    assert_eq!(idea_at(&test, &page)?.number, 1);
    rush(&alice, &format!("{page}/auteurs"), &[("email", BOB)]).await?;
    assert_eq!(count(&test, "coauthor_invitations")?, 1);
    let links = bob.get("/notifications").await?.document().all("a");
    let mut links = links.iter().filter_map(|link| link.attribute("href"));
    let asked = links.find(|href| href.starts_with("/co-auteur/")).unwrap_or_default().to_owned();
    let told = count(&test, "notices")?;
    rush(&bob, &asked, &[("answer", "yes")]).await?;
    assert_eq!((count(&test, "idea_authors")?, count(&test, "notices")?), (2, told + 1));
    rush(&alice, &format!("{page}/retirer"), &[]).await?;
    assert_eq!(count(&test, "idea_reviews")?, 2, "sent, then taken back");
    test.run_jobs().await
}

#[tokio::test]
async fn a_minilab_joined_answered_and_promoted_fifty_times_at_once_is_so_once() -> Tested {
    let (stage, lab, invitation) = crate::minilabs::opened().await?;
    let test = &stage.test;
    let (alice, charlie, noe) = (test.alice().await?, test.charlie().await?, test.noe().await?);
    rush(&charlie, &labs::join_url(&lab), &[]).await?;
    assert_eq!(count(test, "memberships")?, 1);
    rush(&alice, &format!("/invitations/{}", invitation.id), &[("answer", "accepted")]).await?;
    assert_eq!(count(test, "memberships")?, 2);
    let promote = format!("{}/promouvoir", labs::url(&lab));
    let form = noe.get(&promote).await?.document().forms.into_iter().find(|form| form.action == promote);
    let form = form.ok_or_else(|| anyhow::anyhow!("no form to promote"))?;
    let filled: Vec<(&str, &str)> = form
        .fields
        .iter()
        .map(|(name, value, kind)| {
            let is_empty = value.is_empty() && *kind == "text";
            (name.as_str(), if is_empty { "40" } else { value.as_str() })
        })
        .collect();
    rush(&noe, &promote, &filled).await?;
    assert_eq!(count(test, "need_forms")?, 1);
    test.run_jobs().await
}

#[tokio::test]
async fn a_card_used_for_the_first_time_by_two_at_once_is_one_persons() -> Tested {
    let test = TestApp::new();
    let site = crate::organisation::add(&test, "lycee", "Lycée Weiss", "67", "").await?;
    let (_, issued) = crate::accounts::card::issued(&test, site).await?;
    let code = crate::organisation::unit(&test, site)?.site_code.unwrap_or_default();
    let before = count(&test, "accounts")?;
    let browsers: Vec<_> = (0..4).map(|_| test.visitor()).collect();
    for browser in &browsers {
        browser.token().await?;
    }
    let form = [
        ("site_code", code.as_str()),
        ("number", issued.number.as_str()),
        ("pin", issued.pin.as_str()),
        ("display_name", "Lina"),
        ("new_pin", ""),
    ];
    let answers = all_at_once(browsers.iter().map(|browser| browser.post("/c/premiere-fois", &form))).await;
    let statuses: Vec<u16> =
        answers.into_iter().map(|answer| Ok(answer?.status.as_u16())).collect::<anyhow::Result<_>>()?;
    assert_eq!(statuses.iter().filter(|status| **status == 303).count(), 1, "{statuses:?}");
    assert!(statuses.iter().all(|status| [303, 409].contains(status)), "{statuses:?}");
    assert_eq!(count(&test, "accounts")?, before + 1);
    test.run_jobs().await
}

#[tokio::test]
async fn codes_asked_for_fifty_times_at_once_are_five_of_which_one_is_good() -> Tested {
    let test = TestApp::new();
    let statuses = rush(&test.visitor(), "/connexion", &[("email", ALICE)]).await?;
    assert_eq!(statuses.iter().filter(|status| **status == 303).count(), 5, "{statuses:?}");
    assert_eq!((test.mails_to(ALICE)?.len(), count(&test, "sign_ins")?), (5, 5));
    let sql = "select count(*) as rows from sign_ins where used_at is null";
    let good = test.app.db.read_now(|conn: &mut AnyConnection| sql_query(sql).get_result::<Count>(conn))?;
    assert_eq!(good.rows, 1);
    test.run_jobs().await
}
