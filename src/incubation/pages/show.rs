//! `/accompagnements/:id`: a need form, where it comes from and how far it is. For whom its mini-lab is open to, its
//! author and the team.

use poem::web::{Data, Path};
use poem::{Response, handler};
use serde::{Deserialize, Serialize};

use crate::accounts::{self, Actor};
use crate::app::App;
use crate::clock::Time;
use crate::db::Conn;
use crate::error::{AppError, AppResult};
use crate::ideas::{self, Destiny, IdeaLine};
use crate::ids::{AccountId, IdeaId, NeedFormId};
use crate::incubation::{NeedForm, NeedState, rules, store, url};
use crate::journal;
use crate::minilabs::{self, MiniLabKind, MiniLabLink};
use crate::web::{Page, Shell};

/// The page.
#[derive(Debug, Clone, Serialize)]
pub struct ShowPage {
    file: FileView,
    states: Vec<StateView>,
    minilab: Option<MiniLabLink>,
    ideas: Vec<IdeaLine>,
    trail: Vec<Step>,
    team: Option<TeamView>,
}

#[derive(Debug, Clone, Serialize)]
struct FileView {
    title: String,
    need: String,
    beneficiaries: String,
    expected: String,
    is_result_open: bool,
    collaborative_share: i32,
    state: NeedState,
    created_at: Time,
    created_by: Option<String>,
}

#[derive(Debug, Clone, Serialize)]
struct StateView {
    kind: NeedState,
    state: &'static str,
}

#[derive(Debug, Clone, Serialize)]
struct Step {
    kind: NeedState,
    at: Time,
    by: Option<String>,
    reason: String,
}

#[derive(Debug, Clone, Serialize)]
struct TeamView {
    moves: Vec<MoveView>,
}

#[derive(Debug, Clone, Serialize)]
struct MoveView {
    to: NeedState,
    url: String,
}

#[handler]
pub async fn show(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Path(id): Path<String>,
) -> AppResult<Response> {
    let id: NeedFormId = id.parse().map_err(|_| AppError::NotFound)?;
    shell.page(&app.read(move |conn| load(conn, &actor, id)).await?)
}

fn load(conn: &mut Conn, actor: &Actor, id: NeedFormId) -> AppResult<ShowPage> {
    let form = store::find(conn, actor, id)?.ok_or(AppError::NotFound)?;
    let trail = trail(conn, &form)?;
    let team = actor.is_team().then(|| TeamView {
        moves: form
            .state
            .next()
            .map(|to| MoveView { to, url: format!("{}/etat/{}", url(&form), to.as_str()) })
            .collect(),
    });
    Ok(ShowPage {
        states: way(form.state, &trail),
        minilab: match form.minilab_id {
            // An author sees their own form even when its mini-lab is closed to them.
            Some(lab) => minilabs::find(conn, lab)?
                .filter(|lab| minilabs::may(actor, minilabs::Action::See, lab.audience))
                .map(|lab| minilabs::link(&lab)),
            None => None,
        },
        ideas: ideas_of(conn, actor, &form)?,
        trail,
        team,
        file: file(conn, form)?,
    })
}

fn file(conn: &mut Conn, form: NeedForm) -> AppResult<FileView> {
    let created_by = match form.created_by {
        Some(account) => Some(accounts::name_of(conn, account)?).filter(|name| !name.is_empty()),
        None => None,
    };
    Ok(FileView {
        title: form.title,
        need: form.need,
        beneficiaries: form.beneficiaries,
        expected: form.expected,
        is_result_open: form.is_result_open,
        collaborative_share: form.collaborative_share,
        state: form.state,
        created_at: form.created_at,
        created_by,
    })
}

/// The ideas it goes back to: their authors stay named to the end.
fn ideas_of(conn: &mut Conn, viewer: &Actor, form: &NeedForm) -> AppResult<Vec<IdeaLine>> {
    let Some(lab) = form.minilab_id else { return Ok(Vec::new()) };
    let ids: Vec<IdeaId> = minilabs::ideas_of(conn, &[lab])?.remove(&lab).into_iter().flatten().collect();
    let ideas = ideas::list_by_ids(conn, &ids)?;
    Ok(ideas::lines(conn, viewer, ideas)?)
}

fn trail(conn: &mut Conn, form: &NeedForm) -> AppResult<Vec<Step>> {
    #[derive(Deserialize)]
    struct Moved {
        to: NeedState,
        #[serde(default)]
        reason: String,
    }
    // Whoever may see the form may see how it moved.
    let entries = journal::about(conn, form.id.into(), &crate::audience::Audience::ALL)?;
    let people: Vec<AccountId> = entries.iter().filter_map(|entry| entry.actor_id).collect();
    let names = accounts::names_of(conn, &people)?;
    let mut steps = Vec::with_capacity(entries.len());
    for entry in entries {
        let moved = match entry.kind.as_str() {
            "need_form.submitted" => Moved { to: NeedState::Submitted, reason: String::new() },
            "need_form.moved" => serde_json::from_str(&entry.data).map_err(anyhow::Error::from)?,
            _ => continue,
        };
        let by = entry.actor_id.and_then(|id| names.get(&id).cloned());
        steps.push(Step { kind: moved.to, at: entry.at, by, reason: moved.reason });
    }
    Ok(steps)
}

/// The way in order: what is behind, where it stands, what may come. A refusal ends it.
fn way(current: NeedState, trail: &[Step]) -> Vec<StateView> {
    let passed = |state: NeedState| trail.iter().any(|step| step.kind == state);
    let states = NeedState::ALL.into_iter().filter(|&state| match current {
        NeedState::Declined => passed(state) || state == current,
        _ => state != NeedState::Declined,
    });
    states
        .map(|kind| StateView {
            kind,
            state: match (kind == current, kind < current) {
                (true, _) => "now",
                (false, true) => "done",
                (false, false) => "next",
            },
        })
        .collect()
}

impl Page for ShowPage {
    const TEMPLATE: &'static str = "incubation/show.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let mut samples: Vec<_> = NeedState::ALL
            .into_iter()
            .map(|state| (state.as_str(), sample("Un self plus calme", state)))
            .collect();
        let closed = FileView {
            is_result_open: false,
            collaborative_share: 20,
            expected: String::new(),
            created_by: None,
            ..sample("Une application", NeedState::Submitted).file
        };
        samples.push((
            "gates_closed",
            Self {
                file: closed,
                minilab: None,
                ideas: vec![],
                team: None,
                ..sample("", NeedState::Submitted)
            },
        ));
        samples.push(("hostile_text", sample("<script>alert(1)</script>", NeedState::Submitted)));
        samples
            .push(("very_long_title", sample(&"Anticonstitutionnellement ".repeat(8), NeedState::Studied)));
        samples
    }
}

fn sample(title: &str, state: NeedState) -> ShowPage {
    let step = |kind| Step {
        kind,
        at: Time::default(),
        by: Some("Lina Moreau".into()),
        reason: if kind == NeedState::Declined { "<b>Trop tôt</b>".into() } else { String::new() },
    };
    let trail: Vec<Step> = [NeedState::Submitted].into_iter().chain([state]).map(step).collect();
    ShowPage {
        states: way(state, &trail),
        file: FileView {
            title: title.into(),
            need: format!("{title}\nOn ne s'entend plus."),
            beneficiaries: "Les élèves".into(),
            expected: "Un repas plus calme".into(),
            is_result_open: true,
            collaborative_share: rules::COLLABORATIVE_SHARE,
            state,
            created_at: Time::default(),
            created_by: Some("Lina Moreau".into()),
        },
        minilab: Some(MiniLabLink::sample(title, MiniLabKind::Thematic)),
        ideas: vec![IdeaLine::sample(title, Destiny::InMinilab)],
        trail,
        team: Some(TeamView {
            moves: state
                .next()
                .map(|to| MoveView { to, url: "/accompagnements/1/etat/studied".into() })
                .collect(),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_ends_the_way() {
        let step = |kind| Step { kind, at: Time::default(), by: None, reason: String::new() };
        let shown = |current, trail: &[Step]| {
            way(current, trail)
                .into_iter()
                .map(|state| (state.kind.as_str(), state.state))
                .collect::<Vec<_>>()
        };
        assert_eq!(
            shown(NeedState::Studied, &[]),
            [("submitted", "done"), ("studied", "now"), ("prequalified", "next"), ("accepted", "next")]
        );
        let declined = [step(NeedState::Submitted), step(NeedState::Declined)];
        assert_eq!(shown(NeedState::Declined, &declined), [("submitted", "done"), ("declined", "now")]);
    }
}
