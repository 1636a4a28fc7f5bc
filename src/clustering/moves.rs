//! Moving an idea between the proposals of one run and axis, and out of them.

use serde_json::json;

use super::actions::SETTLED;
use super::rules::{self, Action, Axis, Verdict};
use super::store::{self, Cluster, IdeaPair, Member, Orphan};
use crate::accounts::Actor;
use crate::app::App;
use crate::audience::Audience;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::ideas::{self, Destiny};
use crate::ids::{AccountId, ClusterId, IdeaId};
use crate::transaction::Transaction;

/// Puts an idea where a person sees it.
pub struct MoveIdea {
    /// Which.
    pub idea: IdeaId,
    /// Out of this proposal; of whichever it is in when none is named.
    pub from: Option<ClusterId>,
    /// Into this proposal, or nowhere.
    pub to: Option<ClusterId>,
}

impl MoveIdea {
    /// Moves it. Moving it twice to the same place is moving it once.
    ///
    /// # Errors
    ///
    /// [`AppError::NotFound`] for proposals or ideas of another run; refused with `cluster-settled` when one of the
    /// two proposals was accepted or put aside, or the idea is elsewhere by now, and with `idea-placed` for an idea
    /// that has its answer.
    pub async fn run(self, app: &App, actor: &Actor) -> AppResult<()> {
        actor.require(rules::may(actor, Action::Decide))?;
        let account = actor.account();
        app.write(move |tx| {
            let from = find(tx, self.from)?;
            let to = find(tx, self.to)?;
            let anchor = to.as_ref().or(from.as_ref()).ok_or(AppError::NotFound)?.clone();
            check_pair(from.as_ref(), to.as_ref())?;
            check_idea(tx, &anchor, self.idea)?;
            let place = store::place_of(tx, anchor.clustering_id, anchor.axis, self.idea)?;
            let here = place.as_ref().map(|member| member.cluster_id);
            if here == self.to {
                return Ok(());
            }
            if self.from.is_some() && here != self.from {
                return Err(AppError::Refused(SETTLED));
            }
            move_idea(tx, &anchor, place.as_ref(), self.idea, to.as_ref())?;
            if anchor.axis == Axis::Theme {
                learn(tx, account, self.idea, from.as_ref().filter(|_| to.is_none()), to.as_ref())?;
            }
            let data = json!({ "idea": self.idea, "from": here, "to": self.to });
            tx.record(account, "cluster.idea_moved", anchor.id, Audience::Team, data);
            Ok(())
        })
        .await
    }
}

fn find(tx: &mut Transaction<'_>, id: Option<ClusterId>) -> AppResult<Option<Cluster>> {
    let Some(id) = id else { return Ok(None) };
    Ok(Some(store::find_cluster(tx, id)?.ok_or(AppError::NotFound)?))
}

fn check_pair(from: Option<&Cluster>, to: Option<&Cluster>) -> AppResult<()> {
    match (from, to) {
        (Some(from), Some(to)) if (from.clustering_id, from.axis) != (to.clustering_id, to.axis) => {
            Err(FieldErrors::one("target", "unknown-choice"))
        }
        _ => Ok(()),
    }
}

fn check_idea(tx: &mut Transaction<'_>, anchor: &Cluster, idea: IdeaId) -> AppResult<()> {
    let run = store::find(tx, anchor.clustering_id)?.ok_or(AppError::NotFound)?;
    let found = ideas::list_by_ids(tx, &[idea])?.pop().filter(|idea| idea.contest_id == run.contest_id);
    match found.ok_or(AppError::NotFound)?.destiny {
        Destiny::Unawarded | Destiny::InMinilab | Destiny::InCommunity => Ok(()),
        Destiny::InContest | Destiny::Awarded | Destiny::Answered => Err(AppError::Refused("idea-placed")),
    }
}

fn move_idea(
    tx: &mut Transaction<'_>,
    anchor: &Cluster,
    place: Option<&Member>,
    idea: IdeaId,
    to: Option<&Cluster>,
) -> AppResult<()> {
    if let Some(place) = place {
        let source = store::find_cluster(tx, place.cluster_id)?.ok_or(AppError::NotFound)?;
        hold(tx, &source, source.state.may_lose_ideas())?;
        store::delete_member(tx, source.id, idea)?;
    }
    let orphan = match anchor.axis {
        Axis::Theme => store::delete_orphan(tx, anchor.clustering_id, idea)?,
        Axis::Trade => None,
    };
    match to {
        Some(target) => {
            hold(tx, target, target.state.may_take_ideas())?;
            store::insert_member(tx, &moved(idea, target.id, place, orphan.as_ref()))?;
        }
        None if anchor.axis == Axis::Theme => {
            let orphan = Orphan {
                clustering_id: anchor.clustering_id,
                idea_id: idea,
                nearest_cluster_id: place.map(|place| place.cluster_id),
                score: place.map_or(0.0, |place| place.score),
            };
            store::insert_orphan(tx, &orphan)?;
        }
        None => {}
    }
    Ok(())
}

/// What the next run keeps to: an idea that was taken out belongs apart from what is most typical of the group; one that
/// was put in belongs with all of it.
fn learn(
    tx: &mut Transaction<'_>,
    account: Option<AccountId>,
    idea: IdeaId,
    left: Option<&Cluster>,
    joined: Option<&Cluster>,
) -> AppResult<()> {
    if let Some(joined) = joined {
        let members: Vec<IdeaId> =
            store::list_members(tx, joined.id)?.iter().map(|member| member.idea_id).collect();
        store::delete_apart(tx, idea, &members)?;
    }
    let Some(left) = left else { return Ok(()) };
    let Some(typical) = store::list_members(tx, left.id)?.into_iter().map(|member| member.idea_id).next()
    else {
        return Ok(());
    };
    let run = store::find(tx, left.clustering_id)?.ok_or(AppError::NotFound)?;
    let pair = IdeaPair {
        first_id: idea.min(typical),
        second_id: idea.max(typical),
        contest_id: run.contest_id,
        verdict: Verdict::Apart,
        score: 0.0,
        shared_terms: String::new(),
        decided_by: account,
        decided_at: Some(tx.now()),
    };
    Ok(store::put_apart(tx, &pair)?)
}

/// Keeps a proposal in its state until the end of the transaction: who accepts it meanwhile waits, or came first.
fn hold(tx: &mut Transaction<'_>, cluster: &Cluster, may: bool) -> AppResult<()> {
    if may && store::set_cluster_state(tx, cluster.id, cluster.state, cluster.state)? {
        Ok(())
    } else {
        Err(AppError::Refused(SETTLED))
    }
}

/// The likeness that the machine knew, if it had thought of this place; where the idea was is now its second best.
fn moved(idea: IdeaId, to: ClusterId, place: Option<&Member>, orphan: Option<&Orphan>) -> Member {
    let as_second = place
        .filter(|place| place.second_cluster_id == Some(to))
        .and_then(|place| Some(place.score - place.second_margin?));
    let as_nearest = orphan.filter(|orphan| orphan.nearest_cluster_id == Some(to)).map(|orphan| orphan.score);
    let score = as_second.or(as_nearest).unwrap_or(0.0).clamp(0.0, 1.0);
    Member {
        cluster_id: to,
        idea_id: idea,
        score,
        shared_terms: String::new(),
        neighbours: Member::written(&[]),
        second_cluster_id: place.map(|place| place.cluster_id),
        second_margin: place.map(|place| score - place.score),
        pinned: true,
        stability: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::Id;

    #[test]
    fn an_idea_keeps_what_the_machine_knew_of_its_new_place() {
        let (idea, here, there) = (IdeaId::from_i64(1), ClusterId::from_i64(1), ClusterId::from_i64(2));
        let place = Member {
            cluster_id: here,
            idea_id: idea,
            score: 0.5,
            shared_terms: "bruit".into(),
            neighbours: "[]".into(),
            second_cluster_id: Some(there),
            second_margin: Some(0.25),
            pinned: false,
            stability: Some(0.5),
        };
        let new = moved(idea, there, Some(&place), None);
        assert_eq!((new.score, new.second_cluster_id, new.second_margin), (0.25, Some(here), Some(-0.25)));
        assert!(new.pinned && new.stability.is_none());
        assert!(new.shared_terms().is_empty() && new.neighbours().is_empty());
        assert_eq!(moved(idea, ClusterId::from_i64(3), Some(&place), None).score, 0.0);
    }
}
