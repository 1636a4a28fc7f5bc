//! `/regroupements/:id` and what is decided there.

use minilabs::clustering::{self, Axis, ClusterIdeas, ClusterState, cluster_url};
use minilabs::ideas::{self, Destiny};
use minilabs::minilabs as labs;

use super::Stage;
use crate::support::Tested;

#[tokio::test]
async fn proposals_say_why() -> Tested {
    let (stage, run) = Stage::proposed().await?;
    let noe = stage.test.noe().await?;
    let (themes, trades) = (stage.clusters(Axis::Theme).await?, stage.clusters(Axis::Trade).await?);
    assert!(themes.len() >= 3 && !trades.is_empty(), "{} and {}", themes.len(), trades.len());
    assert_eq!(run.ideas, 120);
    for cluster in themes.iter().chain(&trades) {
        noe.get(&cluster_url(cluster.id)).await?.assert_status(200).assert_shows(&cluster.label);
    }
    for id in ["x", "0000000000001"] {
        noe.get(&format!("/regroupements/{id}")).await?.assert_status(404);
    }
    Ok(())
}

#[tokio::test]
async fn a_name_is_changed() -> Tested {
    let (stage, _) = Stage::proposed().await?;
    let noe = stage.test.noe().await?;
    let here = cluster_url(stage.clusters(Axis::Theme).await?[0].id);
    let rename = format!("{here}/renommer");
    noe.post(&rename, &[("kind", "thematic"), ("title", " "), ("purpose", "")]).await?.assert_status(422);
    noe.post(&rename, &[("title", "Le <b>bruit</b>")]).await?.assert_leads_to(&here);
    noe.get(&here).await?.assert_shows("Le <b>bruit</b>").assert_lacks("Le <b>bruit</b>");
    Ok(())
}

#[tokio::test]
async fn a_group_is_put_aside_and_taken_up_again() -> Tested {
    let (stage, _) = Stage::proposed().await?;
    let noe = stage.test.noe().await?;
    let id = stage.clusters(Axis::Theme).await?[0].id;
    let here = cluster_url(id);
    for _ in 0..2 {
        noe.post(&format!("{here}/ecarter"), &[]).await?.assert_status(303);
        assert_eq!(stage.cluster(id)?.state, ClusterState::Dismissed);
    }
    noe.post(&format!("{here}/accepter"), &[]).await?.assert_status(409);
    noe.post(&format!("{here}/reprendre"), &[]).await?.assert_status(303);
    assert_eq!(stage.cluster(id)?.state, ClusterState::Proposed);
    Ok(())
}

#[tokio::test]
async fn an_idea_is_moved() -> Tested {
    let (stage, _) = Stage::proposed().await?;
    let noe = stage.test.noe().await?;
    let themes = stage.clusters(Axis::Theme).await?;
    let trade = stage.clusters(Axis::Trade).await?[0].id.to_string();
    let (here, there) = (cluster_url(themes[0].id), cluster_url(themes[1].id));
    let target = themes[1].id.to_string();
    let idea = noe.get(&here).await?.field("idea")?;
    let fields = [("idea", idea.as_str()), ("target", target.as_str())];
    for _ in 0..2 {
        noe.post(&format!("{here}/deplacer"), &fields).await?.assert_leads_to(&here);
    }
    let wrong = [("idea", idea.as_str()), ("target", trade.as_str())];
    noe.post(&format!("{there}/deplacer"), &wrong).await?.assert_status(422);
    noe.post(&format!("{there}/deplacer"), &[("idea", &idea), ("target", "")]).await?.assert_status(303);
    noe.post(&format!("{here}/idees/{idea}"), &[]).await?.assert_status(303);
    noe.post(&format!("{here}/idees/0000000000001"), &[]).await?.assert_status(404);
    Ok(())
}

#[tokio::test]
async fn a_theme_and_a_trade_are_opened() -> Tested {
    let (stage, _) = Stage::proposed().await?;
    let noe = stage.test.noe().await?;
    let theme = stage.clusters(Axis::Theme).await?[0].clone();
    let trade = stage.clusters(Axis::Trade).await?[0].clone();
    let accept = format!("{}/accepter", cluster_url(theme.id));
    noe.post(&accept, &[("kind", "thematic"), ("title", ""), ("purpose", "")]).await?.assert_status(422);
    let fields = [("kind", "thematic"), ("title", "Le calme"), ("purpose", "Manger sans crier")];
    for _ in 0..2 {
        noe.post(&accept, &fields).await?.assert_leads_to("/mini-labs/le-calme");
    }
    noe.post(&accept, &[("kind", "trade"), ("title", "Autre")]).await?.assert_status(409);
    noe.post(&format!("{}/accepter", cluster_url(trade.id)), &[]).await?.assert_status(303);
    stage.test.run_jobs().await?;

    let theme = stage.cluster(theme.id)?;
    assert_eq!(theme.state, ClusterState::Accepted);
    let (in_minilab, in_community) =
        (stage.idea_ids(&[Destiny::InMinilab])?, stage.idea_ids(&[Destiny::InCommunity])?);
    assert!(!in_minilab.is_empty() && !in_community.is_empty());
    let trail = stage.test.app.db.read_now(|conn| ideas::trail(conn, in_minilab[0]))?;
    assert_eq!(trail.last().map(|step| step.reason.as_str()), Some("Manger sans crier"));
    let opened = stage.cluster(trade.id)?.minilab_id.into_iter().collect::<Vec<_>>();
    let at_work = stage.test.app.db.read_now(|conn| labs::ideas_of(conn, &opened))?;
    let at_work = at_work.values().next().map_or(0, std::collections::BTreeSet::len);
    assert!(at_work >= in_community.len(), "an idea that has its place is in the community too");
    Ok(())
}

#[tokio::test]
async fn what_was_accepted_stays() -> Tested {
    let (stage, run) = Stage::proposed().await?;
    let noe = stage.test.noe().await?;
    let theme = stage.clusters(Axis::Theme).await?[0].clone();
    noe.post(&format!("{}/accepter", cluster_url(theme.id)), &[]).await?.assert_status(303);
    let accepted = stage.cluster(theme.id)?;
    // The same job again, and another run.
    stage.test.app.write_now(|tx| tx.enqueue(&ClusterIdeas { clustering: run.id }))?;
    noe.post(&clustering::start_url(&stage.contest.slug), &[]).await?.assert_status(303);
    stage.test.run_jobs().await?;
    assert_eq!(stage.cluster(theme.id)?, accepted);
    let contest = stage.contest.id;
    let again = stage.test.app.db.read_now(|conn| clustering::latest_proposed(conn, contest))?;
    assert!(again.is_some_and(|again| again.id != run.id && again.ideas < run.ideas));
    Ok(())
}

#[tokio::test]
async fn it_refuses_strangers() -> Tested {
    let (stage, _) = Stage::proposed().await?;
    let charlie = stage.test.charlie().await?;
    let here = cluster_url(stage.clusters(Axis::Theme).await?[0].id);
    charlie.get(&here).await?.assert_status(403);
    for what in ["accepter", "renommer", "ecarter", "reprendre", "deplacer"] {
        charlie.post(&format!("{here}/{what}"), &[]).await?.assert_status(403);
        stage.test.visitor().post(&format!("{here}/{what}"), &[]).await?.assert_leads_to("/connexion");
    }
    Ok(())
}
