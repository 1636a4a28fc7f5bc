//! `/flux/idees.atom`, `/flux/idees.json`, and those of one contest.

use minilabs::contests::{Contest, ContestDraft, CreateContest, MoveContest, Stage as ContestStage};
use minilabs::ideas::{self, IdeaWords, NewIdea, Sending};
use roxmltree::Document;

use crate::support::{TestApp, Tested, beginning};

const ATOM: &str = "http://www.w3.org/2005/Atom";

/// A contest with one idea.
async fn contest(test: &TestApp, title: &str, audience: &str, idea: (&str, &str)) -> anyhow::Result<Contest> {
    let animator = test.animator()?;
    let draft = ContestDraft {
        title: title.into(),
        summary: "Une phrase".into(),
        audience: audience.into(),
        ..ContestDraft::default()
    };
    let contest = CreateContest(draft).run(&test.app, &animator).await?;
    let (slug, to) = (contest.slug.clone(), ContestStage::Collecting);
    (MoveContest { slug, to, reason: "C’est le jour".into() }).run(&test.app, &animator).await?;
    let new = NewIdea {
        contest_id: contest.id,
        words: IdeaWords {
            title: idea.0.into(),
            body: idea.1.into(),
            category: "Thème & co".into(),
            ..IdeaWords::default()
        },
        trade: String::new(),
        site: String::new(),
        direction: String::new(),
        source_ref: "1".into(),
        submitted_at: beginning(),
        authors: vec![],
        sending: Sending::default(),
    };
    test.app.write_now(|tx| ideas::insert_all(tx, None, contest.audience, vec![new]))?;
    test.settle().await?;
    Ok(contest)
}

#[tokio::test]
async fn it_works() -> Tested {
    let test = TestApp::new();
    let open = contest(&test, "Ouvert", "public", ("Moins de bruit", "Il y en a trop.")).await?;
    let other = contest(&test, "Un autre", "public", ("Plus de vélos", "Il y en a peu.")).await?;
    let answer = test.visitor().get("/flux/idees.atom").await?;
    answer.assert_status(200);
    assert_eq!(answer.header("content-type"), "application/atom+xml; charset=utf-8");
    assert_eq!(answer.header("cache-control"), "public, max-age=300");
    let document = Document::parse(&answer.body)?;
    let titles: Vec<_> = document
        .descendants()
        .filter(|node| node.has_tag_name((ATOM, "entry")))
        .filter_map(|entry| entry.children().find(|node| node.has_tag_name((ATOM, "title")))?.text())
        .collect();
    assert_eq!(titles, ["Plus de vélos", "Moins de bruit"], "the newest first");
    for name in ["id", "updated", "title"] {
        assert!(document.root_element().children().any(|node| node.has_tag_name((ATOM, name))), "{name}");
    }
    let feed = test.visitor().get(&format!("/flux/concours/{}/idees.json", open.slug)).await?;
    assert_eq!(feed.header("content-type"), "application/feed+json; charset=utf-8");
    let feed = feed.assert_status(200).json()?;
    assert_eq!(feed["version"], "https://jsonfeed.org/version/1.1");
    assert_eq!(feed["items"].as_array().map(Vec::len), Some(1));
    assert!(feed["items"][0]["content_text"].as_str().is_some_and(|text| text.contains("Il y en a trop.")));
    test.visitor().get(&format!("/flux/concours/{}/idees.atom", other.slug)).await?.assert_status(200);
    test.visitor().get("/idees").await?.assert_status(200);
    let links = test.visitor().get("/idees").await?.document().all("link");
    let feeds = links.iter().filter(|link| link.attribute("rel") == Some("alternate"));
    assert_eq!(
        feeds.filter_map(|link| link.attribute("href")).collect::<Vec<_>>(),
        ["/flux/idees.atom", "/flux/idees.json"]
    );
    Ok(())
}

#[tokio::test]
async fn it_shows_what_a_visitor_sees_whoever_asks() -> Tested {
    let test = TestApp::new();
    let closed = contest(&test, "Entre agents", "agents", ("Canari", "Secret de canari")).await?;
    let noe = test.noe().await?;
    for path in ["/flux/idees.atom", "/flux/idees.json"] {
        noe.get(path).await?.assert_status(200).assert_lacks("anari");
        test.visitor().get(path).await?.assert_status(200).assert_lacks("anari");
    }
    let here = format!("/flux/concours/{}/idees.atom", closed.slug);
    noe.get(&here).await?.assert_status(404);
    test.visitor().get("/flux/concours/inconnu/idees.json").await?.assert_status(404);
    Ok(())
}

#[tokio::test]
async fn it_is_well_formed_whatever_the_texts() -> Tested {
    let hostile = [
        "]]> <script>alert(1)</script> &amp; &nbsp; <!-- --> <?xml?>",
        "\"'><img src=x onerror=alert(1)>",
        "\u{1}\u{8}\u{b}\u{1f}\u{7f}\u{85}\u{feff}\u{fffe}\u{ffff}\u{202e}",
        "🥖 日本語 \r\n\t fin",
    ];
    for (place, text) in hostile.into_iter().enumerate() {
        let test = TestApp::new();
        let contest = contest(&test, &format!("Concours {place} {text}"), "public", (text, text)).await?;
        for path in ["/flux/idees.atom".to_owned(), format!("/flux/concours/{}/idees.atom", contest.slug)] {
            let answer = test.visitor().get(&path).await?;
            let document =
                Document::parse(&answer.body).map_err(|error| anyhow::anyhow!("{text:?}: {error}"))?;
            let content = document.descendants().find(|node| node.has_tag_name((ATOM, "content")));
            let shown = content.and_then(|node| node.text()).unwrap_or_default();
            let kept: String =
                text.chars().filter(|c| *c >= ' ' && !"\u{fffe}\u{ffff}".contains(*c)).collect();
            assert!(shown.replace(['\r', '\n', '\t'], "").ends_with(&kept), "{shown:?} {kept:?}");
        }
        let json = test.visitor().get("/flux/idees.json").await?.json()?;
        assert_eq!(json["items"][0]["title"], text);
    }
    Ok(())
}

#[tokio::test]
async fn what_did_not_change_is_not_sent_again() -> Tested {
    let test = TestApp::new();
    contest(&test, "Ouvert", "public", ("Moins de bruit", "Il y en a trop.")).await?;
    let visitor = test.visitor();
    let first = visitor.get("/flux/idees.atom").await?;
    let (tag, date) = (first.header("etag").to_owned(), first.header("last-modified").to_owned());
    assert!(tag.starts_with("W/\"") && date.ends_with("GMT"), "{tag} {date}");
    let again = visitor.get_with("/flux/idees.atom", &[("if-none-match", &tag)]).await?;
    again.assert_status(304);
    assert!(again.body.is_empty() && again.header("etag") == tag);
    visitor.get_with("/flux/idees.atom", &[("if-modified-since", &date)]).await?.assert_status(304);
    let other = [("if-none-match", "\"other\""), ("if-modified-since", date.as_str())];
    visitor.get_with("/flux/idees.atom", &other).await?.assert_status(200);
    test.advance(chrono::TimeDelta::hours(1));
    contest(&test, "Un autre", "public", ("Plus de vélos", "Il y en a peu.")).await?;
    visitor.get_with("/flux/idees.atom", &[("if-none-match", &tag)]).await?.assert_status(200);
    visitor.get_with("/flux/idees.atom", &[("if-modified-since", &date)]).await?.assert_status(200);
    Ok(())
}
