//! `/idees/:slug`: an idea, where it is, and all that happened to it. For everybody, as far as its contest is open to
//! them; who may not see it is told that it is not there.

use std::collections::BTreeMap;

use poem::web::{Data, Path};
use poem::{Response, handler};
use serde::Serialize;

use crate::accounts::{self, Actor};
use crate::app::App;
use crate::clock::Time;
use crate::contests;
use crate::db::Conn;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::ideas::cards::{self, IdeaCard, LANGUAGE, filled};
use crate::ideas::rules::{self, Destiny, id_in};
use crate::ideas::store::{self, DestinyRow, Idea};
use crate::ids::{AccountId, Id, IdeaId};
use crate::minilabs::{self, InvitationState, MiniLabKind, MiniLabLink};
use crate::search::Access;
use crate::web::problem::percent_encode;
use crate::web::{FormState, Page, Shell, see_other};

/// Similar ideas shown.
const SIMILAR: usize = 4;
/// Below this two ideas are not worth showing together.
const ALIKE: f32 = 0.15;

/// The page.
#[derive(Debug, Clone, Serialize)]
pub struct IdeaPage {
    idea: IdeaView,
    contest: Link,
    answer: Option<Answer>,
    minilab: Option<LabView>,
    invitation_url: Option<String>,
    sign_in_url: String,
    trail: Vec<Step>,
    similar: Vec<Near>,
    team: Option<TeamForm>,
}

#[derive(Debug, Clone, Serialize)]
struct IdeaView {
    title: String,
    body: String,
    lang: &'static str,
    number: i64,
    authors: Vec<AuthorView>,
    trade: Option<String>,
    site: Option<String>,
    direction: Option<String>,
    category: Option<String>,
    submitted_at: Time,
    destiny: Destiny,
}

#[derive(Debug, Clone, Serialize)]
struct AuthorView {
    name: String,
    initials: String,
}

#[derive(Debug, Clone, Serialize)]
struct Link {
    title: String,
    url: String,
}

#[derive(Debug, Clone, Serialize)]
struct Answer {
    text: String,
    by: Option<String>,
    at: Time,
}

#[derive(Debug, Clone, Serialize)]
struct LabView {
    title: String,
    url: String,
    kind: MiniLabKind,
    members: i64,
    joined: bool,
    join_url: String,
}

#[derive(Debug, Clone, Serialize)]
struct Step {
    kind: &'static str,
    at: Time,
    by: Option<String>,
    minilab: Option<MiniLabLink>,
    reason: String,
}

#[derive(Debug, Clone, Serialize)]
struct Near {
    idea: IdeaCard,
    terms: Vec<String>,
}

#[derive(Debug, Clone, Serialize)]
struct TeamForm {
    answer_action: String,
    form: FormState,
}

impl Page for IdeaPage {
    const TEMPLATE: &'static str = "ideas/show.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let mut errors = FieldErrors::default();
        errors.add("reason", "required");
        let team =
            |form| Some(TeamForm { answer_action: "/idees/une-idee-0000000000001/reponse".into(), form });
        let waiting = Self::sample("Moins de gâchis au self", Destiny::Unawarded);
        let answered = Self {
            answer: Some(Answer { text: "C’est déjà fait.".into(), by: None, at: Time::default() }),
            ..Self::sample("Une douche pour les cyclistes", Destiny::Answered)
        };
        vec![
            ("waiting", waiting.clone()),
            ("waiting_for_the_team", Self { team: team(FormState::default()), ..waiting.clone() }),
            (
                "answer_without_words",
                Self { team: team(FormState::default().with_errors(errors)), ..waiting },
            ),
            ("in_a_minilab", Self::sample("Peser les restes", Destiny::InMinilab)),
            ("answered", answered),
            ("very_long_title", Self::sample(&"Anticonstitutionnellement ".repeat(8), Destiny::Awarded)),
            ("hostile_text", Self::sample("<script>alert('idée')</script>", Destiny::InContest)),
        ]
    }
}

impl IdeaPage {
    fn sample(title: &str, destiny: Destiny) -> Self {
        let lab = MiniLabLink::sample("Vaisselle et bruit", MiniLabKind::Thematic);
        let step = |kind, minilab| Step {
            kind,
            at: Time::default(),
            by: None,
            minilab,
            reason: "Six idées disent la même chose.".into(),
        };
        let in_lab = destiny == Destiny::InMinilab;
        Self {
            idea: IdeaView {
                title: title.into(),
                body: "Premier paragraphe.\n\nSecond paragraphe : <b>sans gras</b>.".into(),
                lang: LANGUAGE,
                number: 12,
                authors: vec![AuthorView { name: "Nadège Corbier".into(), initials: "NC".into() }],
                trade: Some("Cantinière".into()),
                site: Some("Lycée Louise-Weiss, Montbrel".into()),
                direction: None,
                category: Some("Restauration et gaspillage alimentaire".into()),
                submitted_at: Time::default(),
                destiny,
            },
            contest: Link { title: "Toutes les idées comptent".into(), url: "/concours/2026".into() },
            answer: None,
            minilab: in_lab.then(|| LabView {
                title: lab.title.clone(),
                url: lab.url.clone(),
                kind: lab.kind,
                members: 1,
                joined: false,
                join_url: "/mini-labs/vaisselle-et-bruit/rejoindre".into(),
            }),
            invitation_url: in_lab.then(|| "/invitations/0000000000001".into()),
            sign_in_url: "/connexion?next=/idees/a".into(),
            trail: vec![step("submitted", None), step("in_minilab", Some(lab))],
            similar: vec![Near {
                idea: IdeaCard::sample("Trop de pain jeté", Destiny::Unawarded),
                terms: vec!["pain".into(), "jeté".into()],
            }],
            team: None,
        }
    }
}

#[handler]
pub async fn show(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Path(slug): Path<String>,
) -> AppResult<Response> {
    let id = id_in(&slug).ok_or(AppError::NotFound)?;
    let page = load(&app, &actor, id, FormState::default()).await?;
    let address = rules::url(id, &page.idea.title);
    // An address with an older title, or none, leads to the one of today.
    if address.rsplit('/').next() != Some(slug.as_str()) {
        return Ok(see_other(&address));
    }
    shell.page(&page)
}

/// The page of an idea, with the team's form as it stands.
pub(super) async fn load(app: &App, actor: &Actor, id: IdeaId, form: FormState) -> AppResult<IdeaPage> {
    let viewer = actor.clone();
    let (idea, mut page) = app.read(move |conn| page_of(conn, &viewer, id, form)).await?;
    let text = format!("{} {}", idea.title, idea.body);
    let near = app.search.similar(text, Access::new(actor.access_terms()), SIMILAR + 1).await?;
    let terms: BTreeMap<IdeaId, Vec<String>> = near
        .into_iter()
        .filter(|near| near.score >= ALIKE)
        .map(|near| (IdeaId::from_i64(near.id as i64), near.shared_terms))
        .filter(|(near, _)| *near != id)
        .take(SIMILAR)
        .collect();
    let viewer = actor.clone();
    page.similar = app.read(move |conn| similar(conn, &viewer, terms)).await?;
    Ok(page)
}

fn similar(
    conn: &mut Conn,
    viewer: &Actor,
    mut terms: BTreeMap<IdeaId, Vec<String>>,
) -> AppResult<Vec<Near>> {
    let ids: Vec<IdeaId> = terms.keys().copied().collect();
    let ideas = store::list_visible_by_ids(conn, viewer, &ids)?;
    let order: Vec<IdeaId> = ideas.iter().map(|idea| idea.id).collect();
    let cards = cards::cards(conn, viewer, ideas, &BTreeMap::new())?;
    let near = order.into_iter().zip(cards);
    Ok(near.map(|(id, idea)| Near { idea, terms: terms.remove(&id).unwrap_or_default() }).collect())
}

fn page_of(conn: &mut Conn, viewer: &Actor, id: IdeaId, form: FormState) -> AppResult<(Idea, IdeaPage)> {
    let idea = store::find(conn, viewer, id)?.ok_or(AppError::NotFound)?;
    let contest = contests::find(conn, idea.contest_id)?.ok_or(AppError::NotFound)?;
    let authors = store::shown_authors(conn, viewer, &[id])?.remove(&id).unwrap_or_default();
    let steps = store::trail(conn, id)?;
    let trail = trail(conn, viewer, &idea, steps)?;
    let address = rules::url(id, &idea.title);
    let can_answer = rules::may_answer(viewer, idea.contest_id) && idea.destiny.awaits_answer();
    let answer = trail.iter().rev().find(|step| step.kind == Destiny::Answered.as_str());
    let page = IdeaPage {
        contest: Link { url: contests::url(&contest), title: contest.title },
        answer: answer.filter(|_| idea.destiny == Destiny::Answered).map(|step| Answer {
            text: step.reason.clone(),
            by: step.by.clone(),
            at: step.at,
        }),
        minilab: lab_view(conn, viewer, &idea)?,
        invitation_url: invitation_url(conn, viewer, id)?,
        sign_in_url: format!("/connexion?next={}", percent_encode(&address)),
        trail,
        similar: Vec::new(),
        team: can_answer.then(|| TeamForm { answer_action: format!("{address}/reponse"), form }),
        idea: IdeaView {
            title: idea.title.clone(),
            body: idea.body.clone(),
            lang: LANGUAGE,
            number: idea.number,
            authors: authors.into_iter().filter(|author| !author.name.is_empty()).map(author_view).collect(),
            trade: filled(idea.trade.clone()),
            site: filled(idea.site.clone()),
            direction: filled(idea.direction.clone()),
            category: filled(idea.category.clone()),
            submitted_at: idea.submitted_at,
            destiny: idea.destiny,
        },
    };
    Ok((idea, page))
}

fn author_view(author: store::Author) -> AuthorView {
    AuthorView { initials: accounts::initials(&author.name), name: author.name }
}

fn lab_view(conn: &mut Conn, viewer: &Actor, idea: &Idea) -> AppResult<Option<LabView>> {
    let Some(id) = idea.minilab_id else { return Ok(None) };
    let Some(lab) = minilabs::find(conn, id)?.filter(|lab| lab.allows(viewer, minilabs::Action::See)) else {
        return Ok(None);
    };
    let joined = match viewer.account() {
        Some(account) => minilabs::is_member(conn, id, account)?,
        None => false,
    };
    Ok(Some(LabView {
        members: minilabs::count_members(conn, id)?,
        joined,
        url: minilabs::url(&lab),
        join_url: minilabs::join_url(&lab),
        kind: lab.kind,
        title: lab.title,
    }))
}

/// The invitation that waits for this viewer's answer.
fn invitation_url(conn: &mut Conn, viewer: &Actor, idea: IdeaId) -> AppResult<Option<String>> {
    let Some(account) = viewer.account() else { return Ok(None) };
    let invitations = minilabs::invitations_of_idea(conn, idea)?;
    let waiting = invitations
        .into_iter()
        .find(|invitation| invitation.account_id == account && invitation.state == InvitationState::Sent);
    Ok(waiting.map(|invitation| minilabs::invitation_url(invitation.id)))
}

/// Steps of the way and, for its authors and the team, how the invitations were answered; oldest first.
fn trail(conn: &mut Conn, viewer: &Actor, idea: &Idea, steps: Vec<DestinyRow>) -> AppResult<Vec<Step>> {
    let labs: Vec<_> = steps.iter().filter_map(|step| step.minilab_id).collect();
    let labs = minilabs::links_of(conn, &labs)?;
    let people: Vec<AccountId> = steps.iter().filter_map(|step| step.decided_by).collect();
    let names = accounts::names_of(conn, viewer, &people)?;
    let trail = steps.into_iter().map(|step| Step {
        kind: if step.destiny == Destiny::InContest { "submitted" } else { step.destiny.as_str() },
        at: step.decided_at,
        // Who typed a file in is not who had the idea.
        by: step
            .decided_by
            .filter(|_| step.destiny != Destiny::InContest)
            .and_then(|by| names.get(&by).cloned()),
        minilab: step.minilab_id.and_then(|id| labs.get(&id).cloned()),
        reason: step.reason,
    });
    let mut trail: Vec<Step> = trail.collect();
    if viewer.is_team_of_contest(idea.contest_id) || is_author(conn, viewer, idea.id)? {
        trail.extend(answers(conn, idea.id)?);
        trail.sort_by_key(|step| step.at);
    }
    Ok(trail)
}

fn is_author(conn: &mut Conn, viewer: &Actor, idea: IdeaId) -> AppResult<bool> {
    let Some(account) = viewer.account() else { return Ok(false) };
    let authors = store::authors_of(conn, &[idea])?.remove(&idea).unwrap_or_default();
    Ok(authors.iter().any(|author| author.account_id == Some(account)))
}

fn answers(conn: &mut Conn, idea: IdeaId) -> AppResult<Vec<Step>> {
    let invitations = minilabs::invitations_of_idea(conn, idea)?;
    let labs: Vec<_> = invitations.iter().map(|invitation| invitation.minilab_id).collect();
    let labs = minilabs::links_of(conn, &labs)?;
    let mut steps = Vec::new();
    for invitation in invitations {
        let minilab = labs.get(&invitation.minilab_id).cloned();
        let step = |kind, at, reason| Step { kind, at, by: None, minilab: minilab.clone(), reason };
        steps.push(step("invited", invitation.created_at, String::new()));
        if let Some(at) = invitation.answered_at {
            let words = minilabs::Wish::read(&invitation.answer).text;
            steps.push(step(invitation.state.as_str(), at, words));
        }
    }
    Ok(steps)
}
