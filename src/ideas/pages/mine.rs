//! `/mes-ideas`: what one is writing, what one sent, and everything that happened to it. For whoever is signed in.

use poem::web::Data;
use poem::{Response, handler};
use serde::Serialize;

use super::history::{self, Step};
use crate::accounts::Actor;
use crate::app::App;
use crate::clock::Time;
use crate::contests;
use crate::db::Conn;
use crate::error::AppResult;
use crate::ideas::TypedIdea;
use crate::ideas::cards::LANGUAGE;
use crate::ideas::rules::{self, Destiny, IdeaState};
use crate::ideas::store::{self, DraftRow, Idea};
use crate::web::{Page, Shell};

/// Ideas whose whole story the page tells; of the others it tells where they are.
const TOLD: usize = 20;
/// The most lines of one story on this page; the idea's own page tells all.
const STEPS: usize = 6;

/// The page.
#[derive(Debug, Clone, Serialize)]
pub struct MinePage {
    drafts: Vec<DraftLine>,
    ideas: Vec<OwnIdea>,
    filed: Vec<OwnIdea>,
    submit_url: &'static str,
}

#[derive(Debug, Clone, Serialize)]
struct DraftLine {
    title: String,
    url: String,
    contest: String,
    saved_at: Time,
}

#[derive(Debug, Clone, Serialize)]
struct OwnIdea {
    title: String,
    lang: &'static str,
    url: String,
    edit_url: Option<String>,
    receipt_url: String,
    number: i64,
    contest: String,
    state: IdeaState,
    destiny: Destiny,
    steps: Vec<Step>,
}

impl OwnIdea {
    fn sample(title: &str, state: IdeaState, kinds: &[&'static str]) -> Self {
        let url = "/idees/une-idee-0000000000001";
        Self {
            title: title.into(),
            lang: LANGUAGE,
            url: url.into(),
            edit_url: Some(format!("{url}/modifier")),
            receipt_url: format!("{url}/recu"),
            number: 12,
            contest: "Toutes les idées comptent".into(),
            state,
            destiny: Destiny::InContest,
            steps: kinds.iter().map(|kind| Step::sample(kind)).collect(),
        }
    }
}

impl Page for MinePage {
    const TEMPLATE: &'static str = "ideas/mine.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let empty = Self { drafts: vec![], ideas: vec![], filed: vec![], submit_url: "/deposer" };
        let draft = |title: &str| DraftLine {
            title: title.into(),
            url: "/concours/2026/deposer?brouillon=AAAAAAAAAAAAAAAAAAAAAA".into(),
            contest: "Toutes les idées comptent".into(),
            saved_at: Time::default(),
        };
        let full = Self {
            drafts: vec![draft("Un vélo pour deux"), draft("")],
            ideas: vec![
                OwnIdea::sample("Moins de gâchis", IdeaState::Returned, &["submitted", "returned"]),
                OwnIdea::sample(
                    &"Anticonstitutionnellement ".repeat(8),
                    IdeaState::Published,
                    &["submitted", "published", "in_minilab"],
                ),
                OwnIdea::sample("<script>alert(1)</script>", IdeaState::Hidden, &["submitted", "hidden"]),
            ],
            filed: vec![OwnIdea::sample("La carte de Lina", IdeaState::Submitted, &["submitted"])],
            ..empty.clone()
        };
        vec![("empty", empty), ("full", full)]
    }
}

#[handler]
pub async fn show(app: Data<&App>, actor: Actor, shell: Shell) -> AppResult<Response> {
    shell.page(&app.read(move |conn| load(conn, &actor)).await?)
}

fn load(conn: &mut Conn, actor: &Actor) -> AppResult<MinePage> {
    let me = actor.signed_in()?;
    let mut drafts = Vec::new();
    for draft in store::list_drafts(conn, me)? {
        drafts.extend(draft_line(conn, &draft)?);
    }
    let (written, filed) = (store::list_of_account(conn, me)?, store::list_filed_by(conn, me)?);
    Ok(MinePage {
        drafts,
        ideas: own(conn, actor, written)?,
        filed: own(conn, actor, filed)?,
        submit_url: "/deposer",
    })
}

fn draft_line(conn: &mut Conn, draft: &DraftRow) -> AppResult<Option<DraftLine>> {
    let Some(contest) = contests::find(conn, draft.contest_id)? else { return Ok(None) };
    Ok(Some(DraftLine {
        title: serde_json::from_str::<TypedIdea>(&draft.content).unwrap_or_default().title,
        url: format!("{}/deposer?brouillon={}", contest.url(), draft.key),
        contest: contest.title,
        saved_at: draft.updated_at,
    }))
}

fn own(conn: &mut Conn, actor: &Actor, ideas: Vec<Idea>) -> AppResult<Vec<OwnIdea>> {
    let mut own = Vec::with_capacity(ideas.len());
    for (place, idea) in ideas.into_iter().enumerate() {
        let contest = contests::find(conn, idea.contest_id)?;
        let url = rules::url(idea.id, &idea.title);
        let may_edit = contest.as_ref().is_some_and(|contest| contest.takes_submissions().is_ok())
            && matches!(idea.state, IdeaState::Submitted | IdeaState::Returned | IdeaState::Published);
        let mut steps = if place < TOLD { history::load(conn, actor, &idea, true)? } else { Vec::new() };
        steps.drain(..steps.len().saturating_sub(STEPS));
        own.push(OwnIdea {
            edit_url: may_edit.then(|| format!("{url}/modifier")),
            receipt_url: format!("{url}/recu"),
            url,
            lang: LANGUAGE,
            number: idea.number,
            contest: contest.map(|contest| contest.title).unwrap_or_default(),
            state: idea.state,
            destiny: idea.destiny,
            title: idea.title,
            steps,
        });
    }
    Ok(own)
}
