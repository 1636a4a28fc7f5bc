//! Grouping the unawarded ideas, and deciding on the groups.

mod again;
mod decide;
mod duplicates;
mod run;

use minilabs::accounts::Actor;
use minilabs::clustering::{self, Axis, Cluster, Clustering, StartClustering};
use minilabs::contests::{Contest, ContestDraft, CreateContest};
use minilabs::ideas::{self, Destiny, IdeaWords, NewAuthor, NewDestiny, NewIdea, Sending};
use minilabs::ids::{AccountId, IdeaId};

use crate::support::{ALICE, BOB, Person, TestApp, beginning};

/// Ideas of the demonstration in the contest; Alice and Bob have one in six each.
const IDEAS: usize = 120;

/// A contest whose ideas wait, and the animator.
pub struct Stage {
    pub test: TestApp,
    pub contest: Contest,
    pub animator: Actor,
}

impl Stage {
    /// Ideas that the jury did not award.
    pub async fn unawarded() -> anyhow::Result<Self> {
        let test = TestApp::new();
        let animator = test.animator()?;
        let draft = ContestDraft {
            title: "Les agents ont des idées".into(),
            summary: "Ce qui améliore nos journées".into(),
            audience: "agents".into(),
            ..ContestDraft::default()
        };
        let contest = CreateContest(draft).run(&test.app, &animator).await?;
        let authors = [test.agent(ALICE)?.account(), None, None, test.agent(BOB)?.account(), None, None];
        let (by, audience, all) = (animator.account(), contest.audience, ideas_of(&contest, &authors));
        test.app.write_now(|tx| ideas::insert_all(tx, by, audience, all))?;
        let stage = Self { test, contest, animator };
        let next = NewDestiny { destiny: Destiny::Unawarded, reason: String::new(), minilab: None };
        let ids = stage.idea_ids(&[])?;
        stage.test.app.write_now(|tx| ideas::set_destiny(tx, by, &ids, next))?;
        stage.test.run_jobs().await?;
        Ok(stage)
    }

    /// The same, grouped.
    pub async fn proposed() -> anyhow::Result<(Self, Clustering)> {
        let stage = Self::unawarded().await?;
        let start =
            StartClustering { contest: stage.contest.id, clusters_wanted: None, community_size: None };
        let run = start.run(&stage.test.app, &stage.animator).await?;
        stage.test.run_jobs().await?;
        let run = stage.test.app.db.read_now(|conn| clustering::find(conn, run.id))?;
        Ok((stage, run.ok_or_else(|| anyhow::anyhow!("the run is gone"))?))
    }

    /// The contest's ideas with these destinies.
    pub fn idea_ids(&self, destinies: &[Destiny]) -> anyhow::Result<Vec<IdeaId>> {
        let contest = self.contest.id;
        let ideas = self.test.app.db.read_now(|conn| ideas::list_of_contest(conn, contest, destinies))?;
        Ok(ideas.into_iter().map(|idea| idea.id).collect())
    }

    /// The proposals, as the list of proposals links to them.
    pub async fn clusters(&self, axis: Axis) -> anyhow::Result<Vec<Cluster>> {
        self.clusters_seen_by(&self.test.noe().await?, axis).await
    }

    /// The same, by somebody who is signed in already: nobody may do so often.
    pub async fn clusters_seen_by(&self, noe: &Person<'_>, axis: Axis) -> anyhow::Result<Vec<Cluster>> {
        let list = noe.get(&clustering::proposals_url(&self.contest.slug)).await?.location().to_owned();
        let links = noe.get(&list).await?.document().all("a");
        let mut found: Vec<Cluster> = Vec::new();
        for link in links {
            let id =
                link.attribute("href").and_then(|href| href.strip_prefix("/regroupements/")?.parse().ok());
            let Some(id) = id else { continue };
            let cluster = self.cluster(id)?;
            if cluster.axis == axis && found.iter().all(|known| known.id != id) {
                found.push(cluster);
            }
        }
        Ok(found)
    }

    /// A proposal as it stands.
    pub fn cluster(&self, id: minilabs::ids::ClusterId) -> anyhow::Result<Cluster> {
        let found = self.test.app.db.read_now(|conn| clustering::find_cluster(conn, id))?;
        found.ok_or_else(|| anyhow::anyhow!("no cluster {id}"))
    }
}

fn ideas_of(contest: &Contest, authors: &[Option<AccountId>]) -> Vec<NewIdea> {
    let lines = include_str!("../../demo/ideas.jsonl").lines().take(IDEAS).enumerate();
    lines
        .map(|(place, line)| {
            let idea: serde_json::Value = serde_json::from_str(line).unwrap();
            let text = |name: &str| idea[name].as_str().unwrap_or_default().to_owned();
            let author = NewAuthor {
                name: format!("Agent {place}"),
                account_id: authors[place % authors.len()],
                ..NewAuthor::default()
            };
            NewIdea {
                contest_id: contest.id,
                words: IdeaWords {
                    title: text("title"),
                    body: text("body"),
                    category: text("category"),
                    ..IdeaWords::default()
                },
                trade: text("job_title"),
                site: text("site"),
                direction: text("direction"),
                source_ref: text("id"),
                submitted_at: beginning(),
                authors: vec![author],
                sending: Sending::default(),
            }
        })
        .collect()
}
