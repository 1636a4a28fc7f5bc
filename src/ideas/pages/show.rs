//! `/idees/:slug`: an idea, where it is, and all that happened to it. For everybody, as far as its contest is open to
//! them; who may not see it is told that it is not there.

use poem::web::{Data, Path, Query};
use poem::{Response, handler};
use serde::{Deserialize, Serialize};

use super::history::{self, Step};
use crate::accounts::{self, Actor};
use crate::app::App;
use crate::attachments::{self, FilesView};
use crate::clock::Time;
use crate::comments::{self, CommentsView};
use crate::contests::{self, QuestionKind};
use crate::db::Conn;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::ideas::cards::{LANGUAGE, filled};
use crate::ideas::near::{NearIdea, near};
use crate::ideas::rules::{self, Channel, Destiny, IdeaAction, IdeaState, ReviewReason, Standing, id_in};
use crate::ideas::store::{self, Idea};
use crate::ideas::{SeenIdea, new_key};
use crate::ids::{IdeaId, QuestionId};
use crate::minilabs::{self, InvitationState, MiniLabKind};
use crate::web::problem::percent_encode;
use crate::web::{FormState, Page, Shell, see_other};

/// Similar ideas shown.
const SIMILAR: usize = 4;

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
    files: FilesView,
    similar: Vec<NearIdea>,
    own: Option<OwnView>,
    wants: Option<WantsView>,
    answers: Vec<AnswerView>,
    versions_url: Option<String>,
    team: Option<TeamForm>,
    review: Option<ReviewView>,
    comments: CommentsView,
}

#[derive(Debug, Clone, Serialize)]
struct IdeaView {
    title: String,
    problem: String,
    body: String,
    beneficiaries: String,
    lang: &'static str,
    number: i64,
    authors: Vec<AuthorView>,
    trade: Option<String>,
    site: Option<String>,
    direction: Option<String>,
    category: Option<String>,
    submitted_at: Time,
    edited_at: Option<Time>,
    destiny: Destiny,
    state: IdeaState,
    channel: Channel,
}

#[derive(Debug, Clone, Serialize)]
struct AuthorView {
    name: String,
    initials: String,
    /// Whether others read another name, or none.
    is_hidden: bool,
}

/// What its author answered to a question of the contest.
#[derive(Debug, Clone, Serialize)]
struct AnswerView {
    question: String,
    texts: Vec<String>,
    is_yes_no: bool,
}

/// What its author may do with it, and what they were told last.
#[derive(Debug, Clone, Serialize)]
struct OwnView {
    edit_url: Option<String>,
    withdraw_url: Option<String>,
    restore_url: Option<String>,
    receipt_url: String,
    authors_url: String,
    files_url: String,
    help_url: Option<String>,
    because: String,
    words: String,
}

/// Whether the viewer wants it too, and whether they want to know more; how many do, once that may be told.
#[derive(Debug, Clone, Serialize)]
struct WantsView {
    support_url: Option<String>,
    is_supported: bool,
    /// Where to see what changed since it was supported.
    changes_url: Option<String>,
    follow_url: Option<String>,
    is_followed: bool,
    supporters: Option<i64>,
}

/// What the team may do with it.
#[derive(Debug, Clone, Serialize)]
struct ReviewView {
    action: String,
    files_url: String,
    to: &'static [IdeaState],
    reasons: Vec<&'static str>,
    form: FormState,
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
        let of_its_author = |state| {
            let page = Self::sample("Peser les restes", Destiny::InContest);
            let idea = IdeaView { state, edited_at: Some(Time::default()), ..page.idea.clone() };
            Self { idea, own: Some(OwnView::sample(state)), wants: None, ..page }
        };
        let review = |form| {
            Some(ReviewView::new("/idees/une-idee-0000000000001".to_owned(), IdeaState::Published, form))
        };
        vec![
            ("waiting", waiting.clone()),
            (
                "waiting_for_the_team",
                Self {
                    team: team(FormState::default()),
                    review: review(FormState::default()),
                    ..waiting.clone()
                },
            ),
            (
                "answer_without_words",
                Self { team: team(FormState::default().with_errors(errors)), ..waiting },
            ),
            ("in_a_minilab", Self::sample("Peser les restes", Destiny::InMinilab)),
            (
                "with_files",
                Self {
                    files: FilesView::sample("<b>Le self</b> à midi"),
                    ..Self::sample("Peser les restes", Destiny::InContest)
                },
            ),
            ("answered", answered),
            ("own_submitted", of_its_author(IdeaState::Submitted)),
            ("own_returned", of_its_author(IdeaState::Returned)),
            ("own_withdrawn", of_its_author(IdeaState::Withdrawn)),
            ("own_hidden", of_its_author(IdeaState::Hidden)),
            ("very_long_title", Self::sample(&"Anticonstitutionnellement ".repeat(8), Destiny::Awarded)),
            ("hostile_text", Self::sample("<script>alert('idée')</script>", Destiny::InContest)),
        ]
    }
}

impl OwnView {
    fn sample(state: IdeaState) -> Self {
        let url = "/idees/une-idee-0000000000001";
        let told = matches!(state, IdeaState::Returned | IdeaState::Hidden);
        Self {
            edit_url: Some(format!("{url}/modifier")),
            withdraw_url: (state != IdeaState::Withdrawn).then(|| format!("{url}/retirer")),
            restore_url: (state == IdeaState::Withdrawn).then(|| format!("{url}/remettre")),
            receipt_url: format!("{url}/recu"),
            authors_url: format!("{url}/auteurs"),
            files_url: attachments::files_url(url),
            help_url: Some("/demander-aide?idee=0000000000001".into()),
            because: if told { "unclear".into() } else { String::new() },
            words: if told { "Où cela se passe-t-il ?".into() } else { String::new() },
        }
    }
}

impl ReviewView {
    fn new(url: String, state: IdeaState, form: FormState) -> Self {
        Self {
            action: format!("{url}/moderation"),
            files_url: attachments::files_url(&url),
            to: state.reviews(),
            reasons: ReviewReason::ALL.map(ReviewReason::as_str).to_vec(),
            form,
        }
    }
}

impl IdeaPage {
    fn sample(title: &str, destiny: Destiny) -> Self {
        let in_lab = destiny == Destiny::InMinilab;
        Self {
            idea: IdeaView {
                title: title.into(),
                problem: "On jette deux bacs de pain par jour.".into(),
                body: "Premier paragraphe.\n\nSecond paragraphe : <b>sans gras</b>.".into(),
                beneficiaries: String::new(),
                lang: LANGUAGE,
                number: 12,
                authors: vec![AuthorView {
                    name: "Nadège Corbier".into(),
                    initials: "NC".into(),
                    is_hidden: false,
                }],
                trade: Some("Cantinière".into()),
                site: Some("Lycée Louise-Weiss, Montbrel".into()),
                direction: None,
                category: Some("Restauration et gaspillage alimentaire".into()),
                submitted_at: Time::default(),
                edited_at: None,
                destiny,
                state: IdeaState::Published,
                channel: Channel::Web,
            },
            contest: Link { title: "Toutes les idées comptent".into(), url: "/concours/2026".into() },
            answer: None,
            minilab: in_lab.then(|| LabView {
                title: "Vaisselle et bruit".into(),
                url: "/mini-labs/vaisselle-et-bruit".into(),
                kind: MiniLabKind::Thematic,
                members: 1,
                joined: false,
                join_url: "/mini-labs/vaisselle-et-bruit/rejoindre".into(),
            }),
            invitation_url: in_lab.then(|| "/invitations/0000000000001".into()),
            sign_in_url: "/connexion?next=/idees/a".into(),
            trail: vec![Step::sample("submitted"), Step::sample("in_minilab")],
            files: FilesView::default(),
            similar: vec![NearIdea::sample("Trop de pain jeté")],
            own: None,
            wants: Some(WantsView {
                support_url: Some("/idees/une-idee-0000000000001/soutien".into()),
                is_supported: in_lab,
                changes_url: in_lab.then(|| "/idees/une-idee-0000000000001/versions".into()),
                follow_url: Some("/idees/une-idee-0000000000001/suivi".into()),
                is_followed: true,
                supporters: in_lab.then_some(12),
            }),
            answers: vec![AnswerView {
                question: "Est-ce <b>urgent</b> ?".into(),
                texts: vec!["yes".into()],
                is_yes_no: true,
            }],
            versions_url: in_lab.then(|| "/idees/une-idee-0000000000001/versions".into()),
            team: None,
            review: None,
            comments: CommentsView::sample(1),
        }
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ShowQuery {
    /// The page of the threads, from 1.
    fils: String,
}

#[handler]
pub async fn show(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Path(slug): Path<String>,
    Query(query): Query<ShowQuery>,
) -> AppResult<Response> {
    let id = id_in(&slug).ok_or(AppError::NotFound)?;
    let threads = query.fils.parse().unwrap_or(1);
    let page = load(&app, &actor, id, FormState::default(), threads).await?;
    let address = rules::url(id, &page.idea.title);
    // An address with an older title, or none, leads to the one of today.
    if address.rsplit('/').next() != Some(slug.as_str()) {
        return Ok(see_other(&address));
    }
    shell.page(&page)
}

/// The page of an idea, with the team's form as it stands, and this page of its threads.
pub(super) async fn load(
    app: &App,
    actor: &Actor,
    id: IdeaId,
    form: FormState,
    threads: usize,
) -> AppResult<IdeaPage> {
    let viewer = actor.clone();
    let (key, now) = (new_key(&app.clock), app.clock.now());
    let (idea, mut page) = app
        .read(move |conn| {
            let seen = SeenIdea::find(conn, &viewer, id)?;
            let comments = comments::section(conn, &viewer, &seen, threads, key, now)?;
            let page = page_of(conn, &viewer, &seen, form, comments)?;
            Ok::<_, AppError>((seen.idea, page))
        })
        .await?;
    app.exposure.saw([idea.id]);
    let text = format!("{} {}", idea.title, idea.text());
    page.similar = near(app, actor, &text, Some(id), SIMILAR).await?;
    Ok(page)
}

fn page_of(
    conn: &mut Conn,
    viewer: &Actor,
    seen: &SeenIdea,
    form: FormState,
    comments: CommentsView,
) -> AppResult<IdeaPage> {
    let (idea, contest, standing) = (&seen.idea, &seen.contest, seen.standing(viewer));
    let id = idea.id;
    let trail = history::load(conn, viewer, idea, seen.is_own)?;
    let address = rules::url(id, &idea.title);
    let can_answer = rules::may(&viewer.within_contest(idea.contest_id), IdeaAction::Answer, standing)
        && idea.destiny.awaits_answer();
    let can_review = rules::may(&viewer.within_contest(idea.contest_id), IdeaAction::Review, standing)
        && !idea.state.reviews().is_empty();
    let answer = trail.iter().rev().find(|step| step.kind == Destiny::Answered.as_str());
    Ok(IdeaPage {
        answer: answer.filter(|_| idea.destiny == Destiny::Answered).map(|step| Answer {
            text: step.reason.clone(),
            by: step.by.clone(),
            at: step.at,
        }),
        minilab: lab_view(conn, viewer, idea)?,
        invitation_url: invitation_url(conn, viewer, id)?,
        sign_in_url: format!("/connexion?next={}", percent_encode(&address)),
        trail,
        files: attachments::files_of(conn, id)?,
        similar: Vec::new(),
        own: if standing.is_own { Some(own_view(conn, viewer, idea, standing, &address)?) } else { None },
        wants: wants_view(conn, viewer, idea, standing, contest.stage >= contests::Stage::Awarded)?,
        answers: answers(conn, id)?,
        versions_url: (idea.version > 1).then(|| format!("{address}/versions")),
        team: can_answer
            .then(|| TeamForm { answer_action: format!("{address}/reponse"), form: form.clone() }),
        review: can_review.then(|| ReviewView::new(address, idea.state, form)),
        contest: Link { url: contests::url(contest), title: contest.title.clone() },
        idea: idea_view(viewer, seen),
        comments,
    })
}

fn answers(conn: &mut Conn, idea: IdeaId) -> AppResult<Vec<AnswerView>> {
    let answers = store::answers_of(conn, idea)?;
    if answers.is_empty() {
        return Ok(Vec::new());
    }
    let asked: Vec<QuestionId> = answers.iter().map(|(question, _)| *question).collect();
    let questions = contests::questions_by_ids(conn, &asked)?;
    let view = |(id, texts)| {
        let question = questions.iter().find(|question| question.id == id)?;
        let is_yes_no = question.kind == QuestionKind::YesNo;
        Some(AnswerView { question: question.label.clone(), texts, is_yes_no })
    };
    Ok(answers.into_iter().filter_map(view).collect())
}

fn idea_view(viewer: &Actor, seen: &SeenIdea) -> IdeaView {
    let idea = &seen.idea;
    IdeaView {
        title: idea.title.clone(),
        problem: idea.problem.clone(),
        body: idea.body.clone(),
        beneficiaries: idea.beneficiaries.clone(),
        lang: LANGUAGE,
        number: idea.number,
        authors: seen.authors.iter().filter_map(|author| author_view(viewer, author)).collect(),
        trade: filled(idea.trade.clone()),
        site: filled(idea.site.clone()),
        direction: filled(idea.direction.clone()),
        category: filled(idea.category.clone()),
        submitted_at: idea.submitted_at,
        edited_at: (idea.version > 1).then_some(idea.updated_at),
        destiny: idea.destiny,
        state: idea.state,
        channel: idea.channel,
    }
}

fn author_view(viewer: &Actor, author: &store::Author) -> Option<AuthorView> {
    let name = author.shown_to(viewer)?;
    Some(AuthorView {
        initials: accounts::initials(name),
        is_hidden: author.level == accounts::NameLevel::Team && name == author.name,
        name: name.to_owned(),
    })
}

fn own_view(
    conn: &mut Conn,
    viewer: &Actor,
    idea: &Idea,
    standing: Standing,
    address: &str,
) -> AppResult<OwnView> {
    let last = store::reviews_of(conn, idea.id)?.pop();
    let last = last.filter(|review| matches!(review.state, IdeaState::Returned | IdeaState::Hidden));
    let at = |action, part: &str| rules::may(viewer, action, standing).then(|| format!("{address}/{part}"));
    Ok(OwnView {
        edit_url: at(IdeaAction::Edit, "modifier"),
        withdraw_url: at(IdeaAction::Withdraw, "retirer"),
        restore_url: at(IdeaAction::Restore, "remettre"),
        receipt_url: format!("{address}/recu"),
        authors_url: format!("{address}/auteurs"),
        files_url: attachments::files_url(address),
        help_url: (idea.state != IdeaState::Published).then(|| format!("/demander-aide?idee={}", idea.id)),
        because: last.as_ref().map(|review| review.reason.clone()).unwrap_or_default(),
        words: last.map(|review| review.words).unwrap_or_default(),
    })
}

/// Of a published idea. How many want it is told with the results, never before: nobody follows a crowd.
fn wants_view(
    conn: &mut Conn,
    viewer: &Actor,
    idea: &Idea,
    standing: Standing,
    is_told: bool,
) -> AppResult<Option<WantsView>> {
    if idea.state != IdeaState::Published {
        return Ok(None);
    }
    let (supported, is_followed) = match viewer.account() {
        Some(account) => {
            (store::supported_version(conn, idea.id, account)?, store::is_following(conn, account, idea.id)?)
        }
        None => (None, false),
    };
    let address = rules::url(idea.id, &idea.title);
    let at = |action, part: &str| rules::may(viewer, action, standing).then(|| format!("{address}/{part}"));
    let supporters = if is_told { Some(store::count_supporters(conn, idea.id)?) } else { None };
    Ok(Some(WantsView {
        support_url: at(IdeaAction::Support, "soutien"),
        is_supported: supported.is_some(),
        changes_url: supported
            .filter(|version| *version < idea.version)
            .map(|_| format!("{address}/versions")),
        follow_url: at(IdeaAction::Follow, "suivi"),
        is_followed,
        supporters,
    }))
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
