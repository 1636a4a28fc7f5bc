//! Ideas of a contest that ask for the same thing: the machine lists pairs, people say which are.

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::rules::{self, Action, Verdict};
use super::store::{self, IdeaPair};
use crate::accounts::Actor;
use crate::app::App;
use crate::audience::Audience;
use crate::contests;
use crate::error::{AppError, AppResult};
use crate::ideas::{self, Destiny};
use crate::ids::{ContestId, Id, IdeaId};
use crate::jobs::{Job, JobError, Progress, Run};
use crate::search::{self, DuplicateOptions, Pair};

/// Pairs kept of a contest, the most alike: nobody reads more.
const MOST: usize = 500;

/// Looks for the pairs of a contest. It may run twice: it writes over its own, and over no verdict.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct FindDuplicates {
    /// Whose ideas.
    pub contest: ContestId,
}

impl Job for FindDuplicates {
    const NAME: &'static str = "clustering.find_duplicates";

    fn collapse_key(&self) -> Option<String> {
        Some(self.contest.to_string())
    }
}

impl Run<App> for FindDuplicates {
    async fn run(&self, app: &App, _progress: &Progress) -> Result<(), JobError> {
        let contest = self.contest;
        let documents = app.read(move |conn| {
            let ideas = ideas::list_of_contest(conn, contest, &Destiny::ALL)?;
            let ids: Vec<IdeaId> = ideas.iter().map(|idea| idea.id).collect();
            let authors = ideas::authors_of(conn, &ids)?;
            let audiences = ids.iter().map(|id| (*id, Audience::Team)).collect();
            Ok::<_, AppError>(ideas::documents(&ideas, &authors, &audiences))
        });
        let documents = documents.await?;
        let options = DuplicateOptions { tables: app.search.tables(), ..DuplicateOptions::default() };
        let found = tokio::task::spawn_blocking(move || {
            let mut pairs = search::duplicates(&documents, &options);
            pairs.truncate(MOST);
            pairs
        });
        let found = found.await.map_err(|error| JobError::Fail(error.into()))?;
        app.write(move |tx| {
            store::forget_near(tx, contest)?;
            for pair in &found {
                store::insert_near(tx, &near(contest, pair))?;
            }
            tx.record(None, "duplicates.found", contest, Audience::Team, json!({ "pairs": found.len() }));
            Ok(())
        })
        .await?;
        Ok(())
    }
}

fn near(contest: ContestId, pair: &Pair) -> IdeaPair {
    let (a, b) = (IdeaId::from_i64(pair.a as i64), IdeaId::from_i64(pair.b as i64));
    IdeaPair {
        first_id: a.min(b),
        second_id: a.max(b),
        contest_id: contest,
        verdict: Verdict::Near,
        score: f64::from(pair.score).clamp(0.0, 1.0),
        shared_terms: pair.shared_terms.join("\n"),
        decided_by: None,
        decided_at: None,
    }
}

/// Has the machine look for pairs anew.
pub struct StartFindingDuplicates {
    /// Whose ideas.
    pub contest: ContestId,
}

impl StartFindingDuplicates {
    /// The pairs come from a job; asking twice is asking once.
    ///
    /// # Errors
    ///
    /// [`AppError::NotFound`] for an unknown contest.
    pub async fn run(self, app: &App, actor: &Actor) -> AppResult<()> {
        actor.require(rules::may(actor, Action::Start))?;
        let account = actor.account();
        app.write(move |tx| {
            contests::find(tx, self.contest)?.ok_or(AppError::NotFound)?;
            tx.enqueue(&FindDuplicates { contest: self.contest })?;
            tx.record(account, "duplicates.asked", self.contest, Audience::Team, json!({}));
            Ok(())
        })
        .await
    }
}

/// Says whether two ideas ask for the same thing.
pub struct JudgePair {
    /// The one.
    pub one: IdeaId,
    /// The other.
    pub other: IdeaId,
    /// What they are to each other; [`Verdict::Near`] takes a verdict back.
    pub verdict: Verdict,
}

impl JudgePair {
    /// Writes it down. Saying it twice is saying it once.
    ///
    /// # Errors
    ///
    /// [`AppError::NotFound`] for a pair that the machine did not list.
    pub async fn run(self, app: &App, actor: &Actor) -> AppResult<IdeaPair> {
        actor.require(rules::may(actor, Action::Decide))?;
        let account = actor.account();
        app.write(move |tx| {
            let known = store::find_pair(tx, self.one, self.other)?.ok_or(AppError::NotFound)?;
            if known.verdict == self.verdict {
                return Ok(known);
            }
            let is_taken_back = self.verdict == Verdict::Near;
            let judged = IdeaPair {
                verdict: self.verdict,
                decided_by: account.filter(|_| !is_taken_back),
                decided_at: Some(tx.now()).filter(|_| !is_taken_back),
                ..known
            };
            store::set_verdict(tx, &judged)?;
            let data = json!({ "other": judged.second_id, "verdict": judged.verdict.as_str() });
            tx.record(account, "idea_pair.judged", judged.first_id, Audience::Team, data);
            Ok(judged)
        })
        .await
    }
}
