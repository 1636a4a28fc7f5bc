//! Grouping again after people decided: what they did stays.

use minilabs::clustering::{self, Axis, Cluster, StartClustering, cluster_url};
use minilabs::ids::{ClusterId, IdeaId};

use super::Stage;
use crate::support::{Person, Tested};

impl Stage {
    /// Groups again and answers the themes found.
    async fn again(&self, noe: &Person<'_>) -> anyhow::Result<Vec<Cluster>> {
        let start = StartClustering { contest: self.contest.id, clusters_wanted: None, community_size: None };
        start.run(&self.test.app, &self.animator).await?;
        self.test.run_jobs().await?;
        self.clusters_seen_by(noe, Axis::Theme).await
    }

    /// The ideas of a proposal, as its page shows them.
    async fn members(&self, noe: &Person<'_>, cluster: ClusterId) -> anyhow::Result<Vec<IdeaId>> {
        let (mut found, mut page) = (Vec::new(), 1);
        loop {
            let shown = noe.get(&format!("{}?page={page}", cluster_url(cluster))).await?.document();
            let ideas =
                shown.all("input").into_iter().filter(|input| input.attribute("name") == Some("idea"));
            let before = found.len();
            for id in ideas.filter_map(|input| input.attribute("value")?.parse().ok()) {
                if !found.contains(&id) {
                    found.push(id);
                }
            }
            if found.len() == before {
                return Ok(found);
            }
            page += 1;
        }
    }
}

fn with_key<'a>(themes: &'a [Cluster], key: &str) -> anyhow::Result<&'a Cluster> {
    themes.iter().find(|theme| theme.key == key).ok_or_else(|| anyhow::anyhow!("no group {key}"))
}

#[tokio::test]
async fn nothing_changes_where_nobody_did_anything() -> Tested {
    let (stage, _) = Stage::proposed().await?;
    let noe = stage.test.noe().await?;
    let before = stage.clusters_seen_by(&noe, Axis::Theme).await?;
    let after = stage.again(&noe).await?;
    let keys = |themes: &[Cluster]| themes.iter().map(|theme| theme.key.clone()).collect::<Vec<_>>();
    assert_eq!(keys(&before), keys(&after));
    let contest = stage.contest.id;
    let run = stage.test.app.db.read_now(|conn| clustering::latest_proposed(conn, contest))?;
    assert!(run.is_some_and(|run| run.changes().is_empty()));
    let list = noe.get(&clustering::proposals_url(&stage.contest.slug)).await?.location().to_owned();
    noe.get(&list).await?.assert_lacks("Depuis le regroupement précédent");
    Ok(())
}

#[tokio::test]
async fn a_moved_idea_stays_where_a_person_put_it() -> Tested {
    let (stage, _) = Stage::proposed().await?;
    let noe = stage.test.noe().await?;
    let themes = stage.clusters_seen_by(&noe, Axis::Theme).await?;
    let (from, to) = (&themes[0], &themes[1]);
    let idea = stage.members(&noe, from.id).await?[0];
    let (id, target) = (idea.to_string(), to.id.to_string());
    let fields = [("idea", id.as_str()), ("target", target.as_str())];
    noe.post(&format!("{}/deplacer", cluster_url(from.id)), &fields).await?.assert_status(303);
    noe.get(&cluster_url(to.id)).await?.assert_shows("Placée par vous");
    for _ in 0..2 {
        let after = stage.again(&noe).await?;
        let there = with_key(&after, &to.key)?;
        assert!(stage.members(&noe, there.id).await?.contains(&idea), "it is there again");
        noe.get(&cluster_url(there.id)).await?.assert_shows("Placée par vous");
        let contest = stage.contest.id;
        let run = stage.test.app.db.read_now(|conn| clustering::latest_proposed(conn, contest))?;
        let moved = run.map_or(0, |run| run.changes().moved);
        assert!(moved <= 6, "one idea moved by hand moves {moved} others of 120");
    }
    Ok(())
}

#[tokio::test]
async fn an_idea_that_was_taken_out_does_not_come_back() -> Tested {
    let (stage, _) = Stage::proposed().await?;
    let noe = stage.test.noe().await?;
    let theme = stage.clusters_seen_by(&noe, Axis::Theme).await?[0].clone();
    let members = stage.members(&noe, theme.id).await?;
    let idea = members[1];
    let fields = [("idea", idea.to_string()), ("target", String::new())];
    let fields = fields.each_ref().map(|(name, value)| (*name, value.as_str()));
    noe.post(&format!("{}/deplacer", cluster_url(theme.id)), &fields).await?.assert_status(303);
    let after = stage.again(&noe).await?;
    for cluster in &after {
        let inside = stage.members(&noe, cluster.id).await?;
        assert!(!(inside.contains(&idea) && inside.contains(&members[0])), "apart from the most typical");
    }
    Ok(())
}

#[tokio::test]
async fn a_locked_group_keeps_its_name_and_its_ideas() -> Tested {
    let (stage, _) = Stage::proposed().await?;
    let noe = stage.test.noe().await?;
    let theme = stage.clusters_seen_by(&noe, Axis::Theme).await?[0].clone();
    let here = cluster_url(theme.id);
    noe.post(&format!("{here}/renommer"), &[("title", "Le calme")]).await?.assert_leads_to(&here);
    for _ in 0..2 {
        noe.post(&format!("{here}/verrouiller"), &[]).await?.assert_leads_to(&here);
    }
    noe.get(&here).await?.assert_shows("Verrouillé");
    let mut before = stage.members(&noe, theme.id).await?;
    let after = stage.again(&noe).await?;
    let again = with_key(&after, &theme.key)?;
    let mut now = stage.members(&noe, again.id).await?;
    before.sort_unstable();
    now.sort_unstable();
    assert_eq!(
        (before, again.label.as_str(), again.locked, again.stability),
        (now, "Le calme", true, Some(1.0))
    );
    noe.post(&format!("{}/deverrouiller", cluster_url(again.id)), &[]).await?.assert_status(303);
    assert!(!stage.cluster(again.id)?.locked);
    let kinds = stage.test.journal_kinds()?;
    assert_eq!(kinds.iter().filter(|kind| *kind == "cluster.locked").count(), 1, "twice is once");
    assert!(kinds.iter().any(|kind| kind == "cluster.unlocked"));
    Ok(())
}

#[tokio::test]
async fn a_group_is_locked_only_while_it_waits() -> Tested {
    let (stage, _) = Stage::proposed().await?;
    let noe = stage.test.noe().await?;
    let theme = cluster_url(stage.clusters_seen_by(&noe, Axis::Theme).await?[0].id);
    noe.post(&format!("{theme}/ecarter"), &[]).await?.assert_status(303);
    noe.post(&format!("{theme}/verrouiller"), &[]).await?.assert_status(409);
    let trade = cluster_url(stage.clusters_seen_by(&noe, Axis::Trade).await?[0].id);
    noe.post(&format!("{trade}/verrouiller"), &[]).await?.assert_status(409);
    noe.post("/regroupements/0000000000001/verrouiller", &[]).await?.assert_status(404);
    let charlie = stage.test.charlie().await?;
    charlie.post(&format!("{theme}/verrouiller"), &[]).await?.assert_status(403);
    Ok(())
}

#[tokio::test]
async fn the_size_of_a_community_is_a_setting() -> Tested {
    let (stage, _) = Stage::proposed().await?;
    let noe = stage.test.noe().await?;
    let usual = stage.clusters_seen_by(&noe, Axis::Trade).await?.len();
    let start = clustering::start_url(&stage.contest.slug);
    noe.post(&start, &[("community_size", "1")]).await?.assert_status(422);
    noe.post(&start, &[("community_size", "2")]).await?.assert_status(303);
    stage.test.run_jobs().await?;
    let more = stage.clusters_seen_by(&noe, Axis::Trade).await?.len();
    assert!(more > usual, "{more} and {usual}");
    Ok(())
}
