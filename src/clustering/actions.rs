//! Having the machine propose, and deciding on what it proposed: renaming, moving ideas, accepting, putting aside.

use std::collections::BTreeSet;

use serde_json::json;

use super::duplicates::FindDuplicates;
use super::jobs::ClusterIdeas;
use super::progress;
use super::rules::{self, Action, Axis, ClusterState, FEWEST_IDEAS, Failure, Meaning, RunState, SEED};
use super::store::{self, Cluster, Clustering};
use crate::accounts::Actor;
use crate::app::App;
use crate::audience::Audience;
use crate::contests::{self, Contest};
use crate::error::{AppError, AppResult, FieldErrors};
use crate::ideas::{self, Destiny, Idea, NewDestiny};
use crate::ids::{AccountId, ClusterId, ContestId, IdeaId};
use crate::minilabs::{self, MiniLab, MiniLabKind, NewMiniLab};
use crate::transaction::Transaction;

/// The refusal of whatever comes too late: somebody decided on this proposal meanwhile.
pub(super) const SETTLED: &str = "cluster-settled";
/// The most characters of a name.
const LABEL: usize = 120;

/// Has the machine group a contest's unawarded ideas.
pub struct StartClustering {
    /// Whose ideas.
    pub contest: ContestId,
    /// About how many clusters; as many as the ideas suggest when none.
    pub clusters_wanted: Option<i64>,
    /// From how many ideas of one trade a community is proposed; a share of the ideas when none.
    pub community_size: Option<i64>,
}

impl StartClustering {
    /// Begins a run; the proposals come from a job. What was accepted from earlier runs stays.
    ///
    /// # Errors
    ///
    /// The faults of `clusters` and `community_size`; refused with `too-few-ideas`, or `clustering-running` while another run works.
    pub async fn run(self, app: &App, actor: &Actor) -> AppResult<Clustering> {
        actor.require(rules::may(actor, Action::Start))?;
        let account = actor.account();
        let wanted = self.clusters_wanted.map(rules::checked_number).transpose()?;
        let community_size = self.community_size.map(rules::checked_size).transpose()?;
        app.write(move |tx| {
            contests::find(tx, self.contest)?.ok_or(AppError::NotFound)?;
            let waiting = ideas::list_of_contest(tx, self.contest, &[Destiny::Unawarded])?;
            if waiting.len() < FEWEST_IDEAS {
                return Err(AppError::Refused("too-few-ideas"));
            }
            refuse_while_running(tx, self.contest)?;
            let run = Clustering {
                id: tx.new_id(),
                contest_id: self.contest,
                clusters_wanted: wanted.and_then(|wanted| i32::try_from(wanted).ok()),
                seed: SEED,
                state: RunState::Running,
                ideas: waiting.len() as i64,
                failure: None,
                created_by: account,
                created_at: tx.now(),
                finished_at: None,
                community_size: community_size.and_then(|size| i32::try_from(size).ok()),
                changes: "{}".into(),
                meaning: Meaning::Off,
            };
            store::insert(tx, &run)?;
            let job = tx.enqueue(&ClusterIdeas { clustering: run.id })?;
            tx.enqueue(&FindDuplicates { contest: run.contest_id })?;
            let data = json!({ "contest": run.contest_id, "job": job });
            tx.record(account, progress::STARTED, run.id, Audience::Team, data);
            Ok(run)
        })
        .await
    }
}

/// One run at a time; one whose job was given up is over.
fn refuse_while_running(tx: &mut Transaction<'_>, contest: ContestId) -> AppResult<()> {
    let now = tx.now();
    for run in store::list_running(tx, contest)? {
        if progress::is_given_up(tx, &run)? {
            store::set_failed(tx, run.id, Failure::Interrupted, now)?;
        } else {
            return Err(AppError::Refused("clustering-running"));
        }
    }
    Ok(())
}

/// Gives a proposal another name.
pub struct RenameCluster {
    /// Which.
    pub cluster: ClusterId,
    /// The name.
    pub label: String,
}

impl RenameCluster {
    /// Renames it.
    ///
    /// # Errors
    ///
    /// A fault of `title`; refused once it is accepted: the mini-lab has its own name then.
    pub async fn run(self, app: &App, actor: &Actor) -> AppResult<Cluster> {
        actor.require(rules::may(actor, Action::Decide))?;
        let account = actor.account();
        let mut errors = FieldErrors::default();
        let label = errors.text("title", &self.label, LABEL);
        errors.check()?;
        app.write(move |tx| {
            let cluster = store::find_cluster(tx, self.cluster)?.ok_or(AppError::NotFound)?;
            if !store::set_label(tx, cluster.id, &label)? {
                return Err(AppError::Refused(SETTLED));
            }
            tx.record(account, "cluster.renamed", cluster.id, Audience::Team, json!({}));
            Ok(Cluster { label, named: true, ..cluster })
        })
        .await
    }
}

/// Has the next runs leave a proposal exactly as it is, or not.
pub struct LockCluster {
    /// Which.
    pub cluster: ClusterId,
    /// Whether they leave it.
    pub locked: bool,
}

impl LockCluster {
    /// Locks or unlocks it. People may still move its ideas.
    ///
    /// # Errors
    ///
    /// Refused once it is accepted or put aside, and for a trade, which titles alone make.
    pub async fn run(self, app: &App, actor: &Actor) -> AppResult<Cluster> {
        actor.require(rules::may(actor, Action::Decide))?;
        let account = actor.account();
        app.write(move |tx| {
            let cluster = store::find_cluster(tx, self.cluster)?.ok_or(AppError::NotFound)?;
            if cluster.locked == self.locked {
                return Ok(cluster);
            }
            if cluster.axis != Axis::Theme || !store::set_locked(tx, cluster.id, self.locked)? {
                return Err(AppError::Refused(SETTLED));
            }
            let kind = if self.locked { "cluster.locked" } else { "cluster.unlocked" };
            tx.record(account, kind, cluster.id, Audience::Team, json!({}));
            Ok(Cluster { locked: self.locked, ..cluster })
        })
        .await
    }
}

/// Puts a proposal aside.
pub struct DismissCluster {
    /// Which.
    pub cluster: ClusterId,
}

/// Takes a proposal up again that was put aside.
pub struct UndoDismiss {
    /// Which.
    pub cluster: ClusterId,
}

impl DismissCluster {
    /// Puts it aside; its ideas go on waiting.
    ///
    /// # Errors
    ///
    /// Refused once it is accepted.
    pub async fn run(self, app: &App, actor: &Actor) -> AppResult<Cluster> {
        move_on(app, actor, self.cluster, ClusterState::Dismissed, "cluster.dismissed").await
    }
}

impl UndoDismiss {
    /// Takes it up again.
    ///
    /// # Errors
    ///
    /// Refused once it is accepted.
    pub async fn run(self, app: &App, actor: &Actor) -> AppResult<Cluster> {
        move_on(app, actor, self.cluster, ClusterState::Proposed, "cluster.restored").await
    }
}

async fn move_on(
    app: &App,
    actor: &Actor,
    id: ClusterId,
    to: ClusterState,
    kind: &'static str,
) -> AppResult<Cluster> {
    actor.require(rules::may(actor, Action::Decide))?;
    let account = actor.account();
    app.write(move |tx| {
        let cluster = store::find_cluster(tx, id)?.ok_or(AppError::NotFound)?;
        if cluster.state == to {
            return Ok(cluster);
        }
        let may = cluster.state.may_become(to);
        if !may || !store::set_cluster_state(tx, id, cluster.state, to)? {
            return Err(AppError::Refused(SETTLED));
        }
        tx.record(account, kind, id, Audience::Team, json!({}));
        Ok(Cluster { state: to, ..cluster })
    })
    .await
}

/// Opens a mini-lab or a community from a proposal.
pub struct AcceptCluster {
    /// Which.
    pub cluster: ClusterId,
    /// As what.
    pub kind: MiniLabKind,
    /// Its name.
    pub title: String,
    /// What it is for; may be empty.
    pub purpose: String,
}

impl AcceptCluster {
    /// Opens it, gives the ideas that wait their place there, and invites the authors of all of its ideas. An idea
    /// that has its place already keeps it: its authors are invited here too.
    ///
    /// # Errors
    ///
    /// The faults of `title` and `purpose`; refused with `cluster-settled` or `cluster-empty`. The same acceptance
    /// sent twice is one.
    pub async fn run(self, app: &App, actor: &Actor) -> AppResult<MiniLab> {
        actor.require(rules::may(actor, Action::Decide))?;
        let account = actor.account();
        app.write(move |tx| {
            let cluster = store::find_cluster(tx, self.cluster)?.ok_or(AppError::NotFound)?;
            if let Some(opened) = cluster.minilab_id {
                return self.opened_before(tx, opened);
            }
            let ideas = ideas_of(tx, cluster.id)?;
            if ideas.is_empty() {
                return Err(AppError::Refused("cluster-empty"));
            }
            let contest = contest_of(tx, &cluster)?;
            let lab = minilabs::create(tx, account, &self.new_minilab(&contest))?;
            // Guarded: of two who accept at the same time, one does.
            if !store::accept(tx, cluster.id, lab.id)? {
                return Err(AppError::Refused(SETTLED));
            }
            place(tx, account, &lab, &cluster, &ideas)?;
            invite(tx, account, &lab, &ideas)?;
            tx.record(account, "cluster.accepted", cluster.id, Audience::Team, json!({ "minilab": lab.id }));
            Ok(lab)
        })
        .await
    }

    fn new_minilab(&self, contest: &Contest) -> NewMiniLab {
        NewMiniLab {
            kind: self.kind,
            title: self.title.clone(),
            purpose: self.purpose.clone(),
            audience: contest.audience,
            contest: contest.id,
        }
    }

    fn opened_before(&self, tx: &mut Transaction<'_>, opened: crate::ids::MiniLabId) -> AppResult<MiniLab> {
        let lab = minilabs::find(tx, opened)?.ok_or(AppError::NotFound)?;
        let is_same = lab.kind == self.kind && lab.title == self.title.trim();
        if is_same { Ok(lab) } else { Err(AppError::Refused(SETTLED)) }
    }
}

fn ideas_of(tx: &mut Transaction<'_>, cluster: ClusterId) -> AppResult<Vec<Idea>> {
    let ids: Vec<IdeaId> =
        store::list_members(tx, cluster)?.into_iter().map(|member| member.idea_id).collect();
    Ok(ideas::list_by_ids(tx, &ids)?)
}

fn contest_of(tx: &mut Transaction<'_>, cluster: &Cluster) -> AppResult<Contest> {
    let run = store::find(tx, cluster.clustering_id)?.ok_or(AppError::NotFound)?;
    contests::find(tx, run.contest_id)?.ok_or(AppError::NotFound)
}

/// The reason that the authors read is what the group is for, or else what its ideas share.
fn place(
    tx: &mut Transaction<'_>,
    actor: Option<AccountId>,
    lab: &MiniLab,
    cluster: &Cluster,
    ideas: &[Idea],
) -> AppResult<()> {
    let waiting: Vec<IdeaId> =
        ideas.iter().filter(|idea| idea.destiny == Destiny::Unawarded).map(|idea| idea.id).collect();
    let destiny = match lab.kind {
        MiniLabKind::Thematic => Destiny::InMinilab,
        MiniLabKind::Trade => Destiny::InCommunity,
    };
    let shared = cluster.terms().join(", ");
    let reason = if lab.purpose.is_empty() { shared } else { lab.purpose.clone() };
    ideas::set_destiny(tx, actor, &waiting, NewDestiny { destiny, reason, minilab: Some(lab.id) })?;
    Ok(())
}

fn invite(
    tx: &mut Transaction<'_>,
    actor: Option<AccountId>,
    lab: &MiniLab,
    ideas: &[Idea],
) -> AppResult<()> {
    let ids: Vec<IdeaId> = ideas.iter().map(|idea| idea.id).collect();
    let authors = ideas::authors_of(tx, &ids)?;
    let with_account = authors
        .into_iter()
        .flat_map(|(idea, authors)| authors.into_iter().map(move |author| (idea, author.account_id)))
        .filter_map(|(idea, account)| Some((idea, account?)));
    // An author named twice is one person.
    let pairs: BTreeSet<(IdeaId, AccountId)> = with_account.collect();
    minilabs::invite(tx, actor, lab, &pairs.into_iter().collect::<Vec<_>>())?;
    Ok(())
}
