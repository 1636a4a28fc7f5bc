//! The visibility oracle: every state of an idea × every viewer × every surface. Each thing that may not be seen by all
//! carries a word that stands nowhere else; the word may show only to whom the rule allows, on whatever page, list, feed,
//! notice, mail or answer of the API. A surface is added by adding a route: pages without parameters are enumerated.

use minilabs::contests::{Contest, ContestDraft, CreateContest};
use minilabs::ideas::{self, Author, IdeaWords, NewIdea, Sending};
use minilabs::web::{Access, Route};
use poem::http::Method;

use crate::ideas::submit::{fields, open_to, send};
use crate::support::{ADA, ALICE, BOB, CHARLIE, NOE, Person, TestApp, Tested, beginning};

/// Who looks.
const VIEWERS: [(&str, &str); 6] =
    [("visitor", ""), ("alice", ALICE), ("bob", BOB), ("charlie", CHARLIE), ("noe", NOE), ("ada", ADA)];
/// Stands in every text, so that a search finds whatever it may.
const COMMON: &str = "quetzalcoatl";

/// A word, and who may read it.
struct Secret {
    word: &'static str,
    seen_by: &'static [&'static str],
    /// Where those who may read it find it.
    at: String,
}

const ALL: &[&str] = &["visitor", "alice", "bob", "charlie", "noe", "ada"];
const AGENTS: &[&str] = &["alice", "bob", "charlie", "noe", "ada"];
const OWN_AND_TEAM: &[&str] = &["alice", "noe", "ada"];
const OWN: &[&str] = &["alice"];

/// An idea of Alice's with a word in its title, sent by the form.
async fn sent(alice: &Person<'_>, contest: &Contest, word: &str) -> anyhow::Result<String> {
    let receipt = send(alice, contest, &format!("{word} {COMMON}")).await?;
    let page = receipt.trim_end_matches("/recu");
    // By its id alone: the words of a whole address come from whoever asks.
    Ok(format!("/idees/{}", page.rsplit('-').next().unwrap_or_default()))
}

async fn decide(noe: &Person<'_>, page: &str, to: &str) -> Tested {
    let form = [("to", to), ("review_reason", "personal")];
    noe.post(&format!("{page}/moderation"), &form).await?.assert_status(303);
    Ok(())
}

/// Ideas in every state, and people who once could read what they may not read now.
async fn secrets(test: &TestApp) -> anyhow::Result<Vec<Secret>> {
    let contest = open_to(test, "public").await?;
    let (alice, bob, noe) = (test.alice().await?, test.bob().await?, test.noe().await?);
    let mut all = Vec::new();
    let mut add = |word, seen_by, at: &str| all.push(Secret { word, seen_by, at: at.to_owned() });
    let published = sent(&alice, &contest, "zorblapublie").await?;
    decide(&noe, &published, "published").await?;
    add("zorblapublie", ALL, &published);
    add("zorblaenvoye", OWN_AND_TEAM, &sent(&alice, &contest, "zorblaenvoye").await?);
    let returned = sent(&alice, &contest, "zorblarendu").await?;
    decide(&noe, &returned, "returned").await?;
    add("zorblarendu", OWN_AND_TEAM, &returned);
    for (word, is_hidden) in [("zorblaretire", false), ("zorblacache", true)] {
        let page = sent(&alice, &contest, word).await?;
        decide(&noe, &page, "published").await?;
        test.settle().await?;
        // Bob supported, followed and answered it while he could.
        bob.post(&format!("{page}/soutien"), &[("wanted", "yes")]).await?.assert_status(303);
        bob.post(&format!("{page}/suivi"), &[("wanted", "yes")]).await?.assert_status(303);
        let whole = bob.get(&page).await?.location().to_owned();
        let key = bob.get(&whole).await?.field("key")?;
        let comment = [("key", key.as_str()), ("body", "D’accord avec vous.")];
        bob.post(&format!("{page}/commentaires"), &comment).await?.assert_status(303);
        let title = format!("{word} encore {COMMON}");
        let edit =
            [("version", "1"), ("title", title.as_str()), ("problem", "Un autre."), ("body", "Encore.")];
        alice.post(&format!("{page}/modifier"), &edit).await?.assert_status(303);
        if is_hidden {
            decide(&noe, &page, "hidden").await?;
        } else {
            alice.post(&format!("{page}/retirer"), &[]).await?.assert_status(303);
        }
        add(word, OWN_AND_TEAM, &page);
    }
    let key = alice.get(&format!("{}/deposer?vide=1", contest.url())).await?.field("key")?;
    let title = format!("zorblabrouillon {COMMON}");
    let mut draft = fields(&key, &title);
    draft.push(("action", "draft"));
    alice.post(&format!("{}/deposer", contest.url()), &draft).await?.assert_status(303);
    add("zorblabrouillon", OWN, &format!("{}/deposer?brouillon={key}", contest.url()));
    for (word, audience, is_open, seen_by) in [
        ("zorblaagents", "agents", true, AGENTS),
        ("zorblaequipe", "team", true, OWN_AND_TEAM),
        ("zorblapreparation", "public", false, OWN_AND_TEAM),
    ] {
        let page = imported(test, word, audience, is_open).await?;
        all.push(Secret { word, seen_by, at: page });
    }
    Ok(all)
}

/// An idea of Alice's in a contest of its own.
async fn imported(test: &TestApp, word: &str, audience: &str, is_open: bool) -> anyhow::Result<String> {
    let animator = test.animator()?;
    let contest = if is_open {
        open_to(test, audience).await?
    } else {
        let draft = ContestDraft {
            title: "En préparation".into(),
            summary: "Pas encore".into(),
            audience: audience.into(),
            ..ContestDraft::default()
        };
        CreateContest(draft).run(&test.app, &animator).await?
    };
    let account_id = test.agent(ALICE)?.account();
    let idea = NewIdea {
        contest_id: contest.id,
        words: IdeaWords {
            title: format!("{word} {COMMON}"),
            body: format!("{COMMON} {word}"),
            ..IdeaWords::default()
        },
        trade: word.to_owned(),
        site: word.to_owned(),
        direction: word.to_owned(),
        source_ref: word.to_owned(),
        submitted_at: beginning(),
        authors: vec![Author { name: format!("Alice {word}"), account_id, ..Author::default() }],
        sending: Sending::default(),
    };
    let audience = contest.standing().shown_to();
    test.app.write_now(|tx| ideas::insert_all(tx, None, audience, vec![idea]))?;
    let id = test.app.db.read_now(|conn| ideas::list_of_contest(conn, contest.id, &[]))?[0].id;
    Ok(format!("/idees/{id}"))
}

/// Where to look: every page without parameters, and what can be asked about each idea.
fn surfaces(secrets: &[Secret]) -> Vec<String> {
    let plain = |route: &&Route| route.method == Method::GET && !route.path.contains(':');
    let routes = minilabs::app::routes();
    let mut paths: Vec<String> = routes
        .iter()
        .filter(plain)
        .filter(|route| route.access != Access::Administrators || route.path != "/taches")
        .map(|route| route.path.to_owned())
        .collect();
    assert!(paths.len() > 25, "the routes were not found");
    for search in ["/idees?q=", "/idees?ordre=recent&q=", "/api/v1/ideas?q=", "/personnes?q="] {
        paths.push(format!("{search}{COMMON}"));
    }
    for mine in ["needs_me", "unsupported", "supported", "followed"] {
        paths.push(format!("/idees?moi={mine}"));
        paths.push(format!("/api/v1/ideas?mine={mine}&order=recent"));
    }
    for list in
        ["/api/v1/ideas", "/api/v1/contests", "/api/v1/impact", "/api/v1/minilabs", "/api/v1/need-forms"]
    {
        paths.push(list.to_owned());
    }
    for secret in secrets.iter().filter(|secret| secret.at.starts_with("/idees/")) {
        let id = secret.at.rsplit(['-', '/']).next().unwrap_or_default();
        for part in ["", "/versions", "/recu", "/modifier", "/retirer", "/auteurs", "/fichiers", "/signaler"]
        {
            paths.push(format!("/idees/{id}{part}"));
        }
        for part in ["", "/versions", "/comments", "/attachments"] {
            paths.push(format!("/api/v1/ideas/{id}{part}"));
        }
    }
    let contests = "/concours/toutes-les-idees-comptent";
    for part in ["", "/deposer?vide=1", "/deposer/proches?texte=", "/refaire", "/primees"] {
        let asked = if part.ends_with('=') { COMMON } else { "" };
        for number in ["", "-2", "-3"] {
            let (path, query) =
                part.split_once('?').map_or((part, String::new()), |(p, q)| (p, format!("?{q}")));
            paths.push(format!("{contests}{number}{path}{query}{asked}"));
        }
    }
    for feed in ["/flux/idees.atom", "/flux/idees.json"] {
        paths.push(feed.to_owned());
    }
    paths.push("/flux/concours/toutes-les-idees-comptent/idees.atom".to_owned());
    paths
}

#[tokio::test]
async fn nobody_reads_what_is_not_for_them_on_any_surface() -> Tested {
    let test = TestApp::new();
    test.administrator()?;
    let secrets = secrets(&test).await?;
    test.settle().await?;
    // A day later, the digests are written.
    test.advance(chrono::TimeDelta::hours(23));
    test.app.worker().take_turns().await?;
    test.settle().await?;
    let paths = surfaces(&secrets);
    let (mut leaks, mut seen) = (Vec::new(), std::collections::BTreeSet::new());
    for (viewer, email) in VIEWERS {
        test.advance(chrono::TimeDelta::hours(1));
        let person = if email.is_empty() { test.visitor() } else { test.sign_in(email).await? };
        let mut told: Vec<(String, String)> = Vec::new();
        for path in paths.iter().chain(secrets.iter().map(|secret| &secret.at)) {
            let mut answer = person.get(path).await?;
            let mut text = format!("{} {}", answer.location(), answer.body);
            if answer.status == 303 && answer.location().starts_with("/idees/") {
                answer = person.get(answer.location()).await?;
                text.push_str(&answer.body);
            }
            told.push((path.clone(), text));
        }
        if !email.is_empty() {
            for mail in test.mails_to(email)? {
                told.push((
                    format!("mail {}", mail.kind),
                    format!("{} {} {}", mail.subject, mail.text_body, mail.html_body),
                ));
            }
        }
        for secret in &secrets {
            for (path, text) in &told {
                if !text.contains(secret.word) {
                    continue;
                }
                // A mail that left while it could be read is with its reader.
                let was_allowed = path.starts_with("mail ") && !path.contains("digest");
                if secret.seen_by.contains(&viewer) {
                    seen.insert((secret.word, viewer));
                } else if !was_allowed {
                    leaks.push(format!("{} to {viewer} at {path}", secret.word));
                }
            }
        }
    }
    assert!(leaks.is_empty(), "{leaks:#?}");
    // The oracle sees: whoever may read a thing found it somewhere.
    for secret in &secrets {
        for viewer in secret.seen_by {
            assert!(seen.contains(&(secret.word, *viewer)), "{} is not found by {viewer}", secret.word);
        }
    }
    Ok(())
}
