//! Groupings in the API. For the team.

use poem::web::Data;
use poem_openapi::param::Path;
use poem_openapi::payload::Json;
use poem_openapi::{Object, OpenApi};

use super::rules::{Action, Changes, Verdict, may};
use super::store::{self, Cluster, Clustering, IdeaPair, Member, Orphan, Part};
use super::{
    AcceptCluster, DismissCluster, JudgePair, LockCluster, MoveIdea, RenameCluster, StartClustering,
    StartFindingDuplicates, UndoDismiss, how_far,
};
use crate::accounts::ApiActor;
use crate::app::App;
use crate::contests;
use crate::db::Conn;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::minilabs;
use crate::web::problem::Refusal;

/// Grouping the ideas that got no award.
pub struct ClusteringApi;

/// A run of the machine over a contest's ideas.
#[derive(Object)]
struct ClusteringResponse {
    id: String,
    contest_id: String,
    /// `queued`, `running`, `proposed`, `failed`.
    state: String,
    /// Ideas compared so far, and in all; 0 while that is not known.
    done: i64,
    total: i64,
    /// Why it came to nothing: `unknown`, `too-few`, `interrupted`.
    failure: Option<String>,
    clusters_wanted: Option<i32>,
    /// The same ideas with the same seed give the same proposals.
    seed: i64,
    /// From how many ideas of one trade a community is proposed; a share of the ideas when none.
    community_size: Option<i32>,
    /// What is otherwise than in the run before.
    changes: ChangesResponse,
    /// `off`: words alone were compared; `used`: what ideas mean, too; `unavailable`: the language model did not
    /// answer, and words alone were compared.
    meaning: String,
    created_at: chrono::DateTime<chrono::Utc>,
    finished_at: Option<chrono::DateTime<chrono::Utc>>,
}

/// How many things a run found otherwise than the one before it.
#[derive(Object)]
struct ChangesResponse {
    /// Ideas that are in another group, or in none.
    moved: u64,
    /// Groups without a forerunner.
    new: u64,
    /// Groups that are no more.
    gone: u64,
    /// Groups whose ideas are in several now.
    split: u64,
    /// Groups with the ideas of several.
    merged: u64,
}

/// A run with its proposals.
#[derive(Object)]
struct ClusteringDetailResponse {
    clustering: ClusteringResponse,
    clusters: Vec<ClusterResponse>,
    orphans: Vec<OrphanResponse>,
}

/// A proposal.
#[derive(Object)]
struct ClusterResponse {
    id: String,
    clustering_id: String,
    /// `theme`: its ideas speak of the same thing; `trade`: their authors have the same trade.
    axis: String,
    label: String,
    /// What sets it apart, the most telling first.
    terms: Vec<String>,
    /// Its name among the runs of a contest: the next run knows it again.
    key: String,
    /// From 0 to 1.
    cohesion: f64,
    /// How much of it comes back when some ideas are left out, from 0 to 1.
    stability: Option<f64>,
    /// Whether the next run leaves it exactly as it is.
    locked: bool,
    /// Finer groups within it.
    parts: Vec<PartResponse>,
    /// The most typical idea.
    representative_id: Option<String>,
    /// `proposed`, `accepted`, `dismissed`.
    state: String,
    /// What was opened from it.
    minilab_id: Option<String>,
}

/// A finer group within a proposal.
#[derive(Object)]
struct PartResponse {
    label: String,
    idea_ids: Vec<String>,
}

/// Two ideas that seem to ask for the same thing.
#[derive(Object)]
struct IdeaPairResponse {
    first_id: String,
    second_id: String,
    /// `near`: nobody has said anything yet; `same`: they ask for the same thing and are grouped together; `different`:
    /// they do not; `apart`: they are not to be in one group.
    verdict: String,
    /// From 0 to 1.
    score: f64,
    /// The words of both, the most telling first.
    shared_terms: Vec<String>,
    decided_at: Option<chrono::DateTime<chrono::Utc>>,
}

/// What a person says of two ideas.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct JudgePairRequest {
    first_id: String,
    second_id: String,
    /// `same`, `different`, `apart`; `near` takes a verdict back.
    verdict: String,
}

/// A proposal with its ideas.
#[derive(Object)]
struct ClusterDetailResponse {
    cluster: ClusterResponse,
    /// The most typical first.
    members: Vec<ClusterMemberResponse>,
}

/// An idea in a proposal, and why it is there.
#[derive(Object)]
struct ClusterMemberResponse {
    idea_id: String,
    /// From 0 to 1; 0 for an idea that a person put there.
    score: f64,
    shared_terms: Vec<String>,
    neighbours: Vec<NeighbourResponse>,
    /// Where it would be otherwise.
    second_cluster_id: Option<String>,
    /// How much further that is.
    second_margin: Option<f64>,
    /// Whether a person put it there: the next run leaves it there.
    pinned: bool,
    /// In what part of the machine's readings it was there, from 0 to 1.
    stability: Option<f64>,
}

/// A near idea.
#[derive(Object)]
struct NeighbourResponse {
    idea_id: String,
    score: f64,
}

/// An idea that belongs nowhere.
#[derive(Object)]
struct OrphanResponse {
    idea_id: String,
    nearest_cluster_id: Option<String>,
    score: f64,
}

/// What a mini-lab or community was opened from.
#[derive(Object)]
struct AcceptedResponse {
    minilab_id: String,
    /// Its page.
    url: String,
}

/// A run to start.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct StartRequest {
    /// About how many clusters, from 2 to 100; as many as the ideas suggest when none.
    clusters_wanted: Option<i64>,
    /// From how many ideas of one trade a community is proposed, from 2 to 10,000; a share of the ideas when none.
    community_size: Option<i64>,
}

/// Another name.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct RenameRequest {
    label: String,
}

/// What a proposal is opened as.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct AcceptRequest {
    /// `thematic`: a mini-lab; `trade`: a community.
    kind: String,
    title: String,
    #[oai(default)]
    purpose: String,
}

/// Where an idea goes.
#[derive(Object)]
#[oai(deny_unknown_fields)]
struct MoveRequest {
    idea_id: String,
    /// Another proposal of the same run and axis; nowhere when none.
    target_id: Option<String>,
}

#[OpenApi]
impl ClusteringApi {
    /// Has the machine group a contest's unawarded ideas; follow the run by its id.
    #[oai(path = "/contests/:slug/clusterings", method = "post", operation_id = "start_clustering")]
    async fn start(
        &self,
        app: Data<&App>,
        actor: ApiActor,
        slug: Path<String>,
        body: Json<StartRequest>,
    ) -> Result<Json<ClusteringResponse>, Refusal> {
        let who = actor.0.clone();
        let contest = app.read(move |conn| contests::find_by_slug(conn, &who, &slug)).await?;
        let contest = contest.ok_or(AppError::NotFound)?.id;
        let StartRequest { clusters_wanted, community_size } = body.0;
        let run = StartClustering { contest, clusters_wanted, community_size }.run(&app, &actor.0).await?;
        Ok(Json(app.read(move |conn| run_response(conn, &run)).await?))
    }

    /// A run with its proposals.
    #[oai(path = "/clusterings/:id", method = "get", operation_id = "get_clustering")]
    async fn get_run(
        &self,
        app: Data<&App>,
        actor: ApiActor,
        id: Path<String>,
    ) -> Result<Json<ClusteringDetailResponse>, Refusal> {
        actor.0.require(may(&actor.0, Action::See))?;
        let id = id.parse().map_err(|_| AppError::NotFound)?;
        let detail = app.read(move |conn| {
            let run = store::find(conn, id)?.ok_or(AppError::NotFound)?;
            Ok::<_, AppError>(ClusteringDetailResponse {
                clustering: run_response(conn, &run)?,
                clusters: store::list_clusters(conn, id)?.into_iter().map(cluster_response).collect(),
                orphans: store::list_orphans(conn, id)?.iter().map(orphan_response).collect(),
            })
        });
        Ok(Json(detail.await?))
    }

    /// A proposal with its ideas and the reasons for each.
    #[oai(path = "/clusters/:id", method = "get", operation_id = "get_cluster")]
    async fn get(
        &self,
        app: Data<&App>,
        actor: ApiActor,
        id: Path<String>,
    ) -> Result<Json<ClusterDetailResponse>, Refusal> {
        actor.0.require(may(&actor.0, Action::See))?;
        let id = id.parse().map_err(|_| AppError::NotFound)?;
        let detail = app.read(move |conn| {
            let cluster = store::find_cluster(conn, id)?.ok_or(AppError::NotFound)?;
            Ok::<_, AppError>(ClusterDetailResponse {
                cluster: cluster_response(cluster),
                members: store::list_members(conn, id)?.iter().map(member_response).collect(),
            })
        });
        Ok(Json(detail.await?))
    }

    /// Gives a proposal another name.
    #[oai(path = "/clusters/:id/label", method = "put", operation_id = "rename_cluster")]
    async fn rename(
        &self,
        app: Data<&App>,
        actor: ApiActor,
        id: Path<String>,
        body: Json<RenameRequest>,
    ) -> Result<Json<ClusterResponse>, Refusal> {
        let cluster = id.parse().map_err(|_| AppError::NotFound)?;
        let renamed = RenameCluster { cluster, label: body.0.label }.run(&app, &actor.0).await?;
        Ok(Json(cluster_response(renamed)))
    }

    /// Moves an idea of a proposal to another one, or nowhere.
    #[oai(path = "/clusters/:id/moves", method = "post", operation_id = "move_idea")]
    async fn move_idea(
        &self,
        app: Data<&App>,
        actor: ApiActor,
        id: Path<String>,
        body: Json<MoveRequest>,
    ) -> Result<Json<ClusterDetailResponse>, Refusal> {
        let from = id.parse().map_err(|_| AppError::NotFound)?;
        let idea = body.0.idea_id.parse().map_err(|_| AppError::NotFound)?;
        let to = body.0.target_id.map(|id| id.parse()).transpose();
        let to = to.map_err(|_| FieldErrors::one("target", "unknown-choice"))?;
        MoveIdea { idea, from: Some(from), to }.run(&app, &actor.0).await?;
        self.get(app, actor, id).await
    }

    /// Puts an idea into a proposal, wherever it is now.
    #[oai(path = "/clusters/:id/ideas/:idea_id", method = "put", operation_id = "put_idea_in_cluster")]
    async fn put_idea(
        &self,
        app: Data<&App>,
        actor: ApiActor,
        id: Path<String>,
        idea_id: Path<String>,
    ) -> Result<Json<ClusterDetailResponse>, Refusal> {
        let to = id.parse().map_err(|_| AppError::NotFound)?;
        let idea = idea_id.parse().map_err(|_| AppError::NotFound)?;
        MoveIdea { idea, from: None, to: Some(to) }.run(&app, &actor.0).await?;
        self.get(app, actor, id).await
    }

    /// Puts a proposal aside; its ideas go on waiting.
    #[oai(path = "/clusters/:id/dismissal", method = "put", operation_id = "dismiss_cluster")]
    async fn dismiss(
        &self,
        app: Data<&App>,
        actor: ApiActor,
        id: Path<String>,
    ) -> Result<Json<ClusterResponse>, Refusal> {
        let cluster = id.parse().map_err(|_| AppError::NotFound)?;
        Ok(Json(cluster_response(DismissCluster { cluster }.run(&app, &actor.0).await?)))
    }

    /// Takes a proposal up again that was put aside.
    #[oai(path = "/clusters/:id/dismissal", method = "delete", operation_id = "restore_cluster")]
    async fn restore(
        &self,
        app: Data<&App>,
        actor: ApiActor,
        id: Path<String>,
    ) -> Result<Json<ClusterResponse>, Refusal> {
        let cluster = id.parse().map_err(|_| AppError::NotFound)?;
        Ok(Json(cluster_response(UndoDismiss { cluster }.run(&app, &actor.0).await?)))
    }

    /// Has the next runs leave a proposal exactly as it is.
    #[oai(path = "/clusters/:id/lock", method = "put", operation_id = "lock_cluster")]
    async fn lock(
        &self,
        app: Data<&App>,
        actor: ApiActor,
        id: Path<String>,
    ) -> Result<Json<ClusterResponse>, Refusal> {
        let cluster = id.parse().map_err(|_| AppError::NotFound)?;
        Ok(Json(cluster_response(LockCluster { cluster, locked: true }.run(&app, &actor.0).await?)))
    }

    /// Lets the next runs change a proposal again.
    #[oai(path = "/clusters/:id/lock", method = "delete", operation_id = "unlock_cluster")]
    async fn unlock(
        &self,
        app: Data<&App>,
        actor: ApiActor,
        id: Path<String>,
    ) -> Result<Json<ClusterResponse>, Refusal> {
        let cluster = id.parse().map_err(|_| AppError::NotFound)?;
        Ok(Json(cluster_response(LockCluster { cluster, locked: false }.run(&app, &actor.0).await?)))
    }

    /// The pairs of a contest's ideas that seem to ask for the same thing, with what people said of them.
    #[oai(path = "/contests/:slug/idea-pairs", method = "get", operation_id = "list_idea_pairs")]
    async fn pairs(
        &self,
        app: Data<&App>,
        actor: ApiActor,
        slug: Path<String>,
    ) -> Result<Json<Vec<IdeaPairResponse>>, Refusal> {
        actor.0.require(may(&actor.0, Action::See))?;
        let pairs = app.read(move |conn| {
            let contest = contests::find_by_slug(conn, &actor.0, &slug)?.ok_or(AppError::NotFound)?;
            Ok::<_, AppError>(store::list_pairs(conn, contest.id, &Verdict::ALL)?)
        });
        Ok(Json(pairs.await?.iter().map(pair_response).collect()))
    }

    /// Has the machine look for such pairs anew; it happens in the background.
    #[oai(path = "/contests/:slug/idea-pairs/search", method = "post", operation_id = "find_idea_pairs")]
    async fn find_pairs(
        &self,
        app: Data<&App>,
        actor: ApiActor,
        slug: Path<String>,
    ) -> Result<Json<Vec<IdeaPairResponse>>, Refusal> {
        actor.0.require(may(&actor.0, Action::Start))?;
        let (who, name) = (actor.0.clone(), slug.0.clone());
        let contest = app.read(move |conn| contests::find_by_slug(conn, &who, &name)).await?;
        let contest = contest.ok_or(AppError::NotFound)?.id;
        StartFindingDuplicates { contest }.run(&app, &actor.0).await?;
        self.pairs(app, actor, slug).await
    }

    /// Says whether two ideas ask for the same thing. Only pairs that are listed can be judged.
    #[oai(path = "/idea-pairs", method = "put", operation_id = "judge_idea_pair")]
    async fn judge(
        &self,
        app: Data<&App>,
        actor: ApiActor,
        body: Json<JudgePairRequest>,
    ) -> Result<Json<IdeaPairResponse>, Refusal> {
        let JudgePairRequest { first_id, second_id, verdict } = body.0;
        let one = first_id.parse().map_err(|_| AppError::NotFound)?;
        let other = second_id.parse().map_err(|_| AppError::NotFound)?;
        let verdict = verdict.parse().map_err(|()| FieldErrors::one("verdict", "unknown-choice"))?;
        Ok(Json(pair_response(&JudgePair { one, other, verdict }.run(&app, &actor.0).await?)))
    }

    /// Opens a mini-lab or a community from a proposal and invites its authors.
    #[oai(path = "/clusters/:id/acceptance", method = "put", operation_id = "accept_cluster")]
    async fn accept(
        &self,
        app: Data<&App>,
        actor: ApiActor,
        id: Path<String>,
        body: Json<AcceptRequest>,
    ) -> Result<Json<AcceptedResponse>, Refusal> {
        let cluster = id.parse().map_err(|_| AppError::NotFound)?;
        let AcceptRequest { kind, title, purpose } = body.0;
        let kind = kind.parse().map_err(|()| FieldErrors::one("kind", "choose"))?;
        let lab = AcceptCluster { cluster, kind, title, purpose }.run(&app, &actor.0).await?;
        Ok(Json(AcceptedResponse { minilab_id: lab.id.to_string(), url: minilabs::url(&lab) }))
    }
}

fn run_response(conn: &mut Conn, run: &Clustering) -> AppResult<ClusteringResponse> {
    let far = how_far(conn, run)?;
    Ok(ClusteringResponse {
        id: run.id.to_string(),
        contest_id: run.contest_id.to_string(),
        state: far.phase.as_str().to_owned(),
        done: far.done,
        total: far.total,
        failure: far.failure,
        clusters_wanted: run.clusters_wanted,
        seed: run.seed,
        community_size: run.community_size,
        changes: changes_response(run.changes()),
        meaning: run.meaning.as_str().to_owned(),
        created_at: run.created_at.and_utc(),
        finished_at: run.finished_at.map(|at| at.and_utc()),
    })
}

fn changes_response(changes: Changes) -> ChangesResponse {
    let Changes { moved, new, gone, split, merged } = changes;
    let [moved, new, gone, split, merged] = [moved, new, gone, split, merged].map(|count| count as u64);
    ChangesResponse { moved, new, gone, split, merged }
}

fn pair_response(pair: &IdeaPair) -> IdeaPairResponse {
    IdeaPairResponse {
        first_id: pair.first_id.to_string(),
        second_id: pair.second_id.to_string(),
        verdict: pair.verdict.as_str().to_owned(),
        score: pair.score,
        shared_terms: pair.shared_terms(),
        decided_at: pair.decided_at.map(|at| at.and_utc()),
    }
}

fn part_response(part: &Part) -> PartResponse {
    PartResponse { label: part.label.clone(), idea_ids: part.ideas.iter().map(ToString::to_string).collect() }
}

fn cluster_response(cluster: Cluster) -> ClusterResponse {
    ClusterResponse {
        terms: cluster.terms(),
        parts: cluster.parts().iter().map(part_response).collect(),
        key: cluster.key,
        stability: cluster.stability,
        locked: cluster.locked,
        id: cluster.id.to_string(),
        clustering_id: cluster.clustering_id.to_string(),
        axis: cluster.axis.as_str().to_owned(),
        label: cluster.label,
        cohesion: cluster.cohesion,
        representative_id: cluster.representative_id.map(|id| id.to_string()),
        state: cluster.state.as_str().to_owned(),
        minilab_id: cluster.minilab_id.map(|id| id.to_string()),
    }
}

fn member_response(member: &Member) -> ClusterMemberResponse {
    let near = member.neighbours().into_iter();
    ClusterMemberResponse {
        idea_id: member.idea_id.to_string(),
        score: member.score,
        shared_terms: member.shared_terms(),
        neighbours: near
            .map(|near| NeighbourResponse { idea_id: near.0.to_string(), score: near.1 })
            .collect(),
        second_cluster_id: member.second_cluster_id.map(|id| id.to_string()),
        second_margin: member.second_margin,
        pinned: member.pinned,
        stability: member.stability,
    }
}

fn orphan_response(orphan: &Orphan) -> OrphanResponse {
    OrphanResponse {
        idea_id: orphan.idea_id.to_string(),
        nearest_cluster_id: orphan.nearest_cluster_id.map(|id| id.to_string()),
        score: orphan.score,
    }
}
