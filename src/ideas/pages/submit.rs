//! `/concours/:slug/deposer`: writing an idea and sending it. For everybody who sees the contest: who is not signed in
//! writes first and signs in when sending, and finds the text again.

use std::collections::BTreeMap;

use poem::web::{Data, Path, Query};
use poem::{Response, handler};
use serde::{Deserialize, Serialize};

use super::typed::{self, QuestionView};
use crate::accounts::{self, Actor, NameLevel};
use crate::app::App;
use crate::clock::Time;
use crate::contests::{self, Contest};
use crate::db::Conn;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::ideas::near::{NearIdea, near};
use crate::ideas::rules;
use crate::ideas::store;
use crate::ideas::{
    Behalf, Call, DiscardDraft, LIMITS, SaveDraft, Saved, SubmitIdea, TypedIdea, Writer, draft_for, new_key,
};
use crate::web::forms::Choice;
use crate::web::problem::percent_encode;
use crate::web::{Form, FormState, KeptForm, Page, Shell, see_other};

/// Similar ideas shown while typing.
const SIMILAR: usize = 3;

/// The page.
#[derive(Debug, Clone, Serialize)]
pub struct SubmitPage {
    contest: ContestLink,
    action: String,
    form: FormState,
    key: String,
    version: i32,
    drafts: Vec<DraftLine>,
    is_signed_in: bool,
    is_open: bool,
    has_trade: bool,
    has_site: bool,
    categories: Vec<Choice>,
    levels: [NameLevel; 3],
    behalves: [&'static str; 3],
    limits: LimitsView,
    questions: Vec<QuestionView>,
    question_names: BTreeMap<String, String>,
    charter: Option<CharterView>,
    similar: Vec<NearIdea>,
}

/// What is to be accepted.
#[derive(Debug, Clone, Serialize)]
struct CharterView {
    text: String,
    version: i32,
}

#[derive(Debug, Clone, Serialize)]
struct ContestLink {
    title: String,
    url: String,
}

#[derive(Debug, Clone, Serialize)]
struct DraftLine {
    title: String,
    url: String,
    saved_at: Time,
    is_current: bool,
    key: String,
}

#[derive(Debug, Clone, Serialize)]
struct LimitsView {
    title: usize,
    problem: usize,
    body: usize,
    beneficiaries: usize,
    short: usize,
    differs: usize,
}

/// The similar ideas alone, for a script that shows them while one types.
#[derive(Debug, Clone, Serialize)]
pub struct SimilarPart {
    similar: Vec<NearIdea>,
}

impl Page for SimilarPart {
    const TEMPLATE: &'static str = "ideas/_similar.html";

    fn samples() -> Vec<(&'static str, Self)> {
        vec![
            ("none", Self { similar: vec![] }),
            ("some", Self { similar: vec![NearIdea::sample("Trop de pain jeté")] }),
        ]
    }
}

impl SubmitPage {
    fn new(call: &Call, typed: &TypedIdea, key: String) -> Self {
        let contest = &call.contest;
        let questions = typed::questions(&call.questions, typed);
        Self {
            action: format!("{}/deposer", contest.url()),
            contest: ContestLink { title: contest.title.clone(), url: contest.url() },
            form: typed::form_of(typed),
            key,
            version: 0,
            drafts: Vec::new(),
            is_signed_in: false,
            is_open: contest.takes_submissions().is_ok(),
            has_trade: false,
            has_site: false,
            categories: Choice::plain(contest.categories()),
            question_names: questions.iter().map(QuestionView::name).collect(),
            questions,
            charter: call
                .must_accept
                .then(|| CharterView { text: contest.charter.clone(), version: contest.charter_version }),
            levels: NameLevel::ALL,
            behalves: Behalf::ALL.map(Behalf::as_str),
            limits: LimitsView {
                title: LIMITS.title,
                problem: LIMITS.problem,
                body: LIMITS.body,
                beneficiaries: LIMITS.beneficiaries,
                short: LIMITS.short,
                differs: LIMITS.differs,
            },
            similar: Vec::new(),
        }
    }

    fn sample(title: &str) -> Self {
        Self {
            contest: ContestLink { title: title.into(), url: "/concours/2026".into() },
            action: "/concours/2026/deposer".into(),
            form: FormState::default(),
            key: "AAAAAAAAAAAAAAAAAAAAAA".into(),
            version: 0,
            drafts: vec![],
            is_signed_in: true,
            is_open: true,
            has_trade: true,
            has_site: true,
            categories: Choice::plain(["Restauration", "Ménage"]),
            questions: vec![],
            question_names: BTreeMap::new(),
            charter: None,
            levels: NameLevel::ALL,
            behalves: Behalf::ALL.map(Behalf::as_str),
            limits: LimitsView {
                title: 120,
                problem: 3_000,
                body: 5_000,
                beneficiaries: 500,
                short: 120,
                differs: 500,
            },
            similar: vec![],
        }
    }
}

impl Page for SubmitPage {
    const TEMPLATE: &'static str = "ideas/submit.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let mut errors = FieldErrors::default();
        errors.add("title", "required");
        errors.add_limit("body", "too-long", 5_000);
        errors.add("consent", "consent");
        let typed = FormState::filled([
            ("title", "<script>alert(1)</script>"),
            ("body", "Une pesée par jour, affichée au self."),
            ("name_level", "team"),
            ("behalf", "paper"),
        ]);
        let mut stale = FieldErrors::default();
        stale.add("", "stale-form");
        let draft = |title: &str, is_current| DraftLine {
            title: title.into(),
            url: "/concours/2026/deposer?brouillon=AAAAAAAAAAAAAAAAAAAAAA".into(),
            saved_at: Time::default(),
            is_current,
            key: "AAAAAAAAAAAAAAAAAAAAAA".into(),
        };
        let page = Self::sample("Toutes les idées comptent");
        let drafts = vec![draft("Moins de bruit au self", true), draft("", false)];
        vec![
            ("empty", page.clone()),
            (
                "with_questions_and_charter",
                Self {
                    questions: QuestionView::samples(),
                    charter: Some(CharterView { text: "Respect.\n\n<b>Pas de noms</b>.".into(), version: 2 }),
                    ..page.clone()
                },
            ),
            ("for_a_visitor", Self { is_signed_in: false, ..page.clone() }),
            (
                "with_drafts",
                Self { drafts, form: typed.clone(), has_trade: false, has_site: false, ..page.clone() },
            ),
            (
                "with_similar_ideas",
                Self { similar: vec![NearIdea::sample("Trop de pain jeté")], ..page.clone() },
            ),
            ("three_errors", Self { form: typed.clone().with_errors(errors), ..page.clone() }),
            ("stale", Self { form: typed.clone().with_errors(stale), ..page.clone() }),
            ("closed", Self { is_open: false, form: typed, ..page }),
            ("very_long_title", Self::sample(&"Anticonstitutionnellement ".repeat(8))),
        ]
    }
}

#[derive(Debug, Deserialize)]
pub struct DraftQuery {
    #[serde(default)]
    brouillon: String,
    /// Whether to begin on an empty page although there are drafts.
    #[serde(default)]
    vide: String,
}

#[derive(Debug, Deserialize)]
#[serde(default)]
#[derive(Default)]
pub struct SimilarQuery {
    texte: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DiscardForm {
    key: String,
}

#[handler]
pub async fn show(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Path(slug): Path<String>,
    Query(query): Query<DraftQuery>,
) -> AppResult<Response> {
    let writer = Writer::new(&actor, shell.browser());
    let fresh = new_key(&app.clock);
    let contest = {
        let (viewer, slug) = (actor.clone(), slug.clone());
        app.read(move |conn| contests::find_by_slug(conn, &viewer, &slug)).await?
    };
    if contest.is_none() && actor.account().is_none() {
        // Whoever's session ended signs in again; whether there is such a contest is not said.
        return Ok(sign_in(&form_url(&slug)));
    }
    let contest = contest.ok_or(AppError::NotFound)?;
    let page = app
        .read(move |conn| {
            let asked = match query.brouillon.as_str() {
                "" => None,
                key => draft_for(conn, &writer, key)?,
            };
            let mine = match actor.account() {
                Some(account) => store::list_drafts(conn, account)?,
                None => Vec::new(),
            };
            let mut mine = mine.into_iter().filter(|draft| draft.contest_id == contest.id);
            // The last one is taken up again unless another was asked for, or none.
            let draft = asked.or_else(|| query.vide.is_empty().then(|| mine.next()).flatten());
            let call = call_of(conn, &actor, contest)?;
            let page = match draft {
                Some(draft) => {
                    let typed = serde_json::from_str(&draft.content).unwrap_or_default();
                    SubmitPage { version: draft.version, ..SubmitPage::new(&call, &typed, draft.key) }
                }
                None => SubmitPage::new(&call, &TypedIdea::default(), fresh),
            };
            surround(conn, &actor, &call.contest, page)
        })
        .await?;
    shell.page(&page)
}

fn call_of(conn: &mut Conn, actor: &Actor, contest: Contest) -> AppResult<Call> {
    match actor.account() {
        Some(account) => Call::new(conn, contest, account),
        None => Call::for_visitor(conn, contest),
    }
}

/// What the page shows around the form.
fn surround(
    conn: &mut Conn,
    actor: &Actor,
    contest: &Contest,
    mut page: SubmitPage,
) -> AppResult<SubmitPage> {
    let Some(account) = actor.account() else { return Ok(page) };
    let account = accounts::find(conn, account)?.ok_or(AppError::SignInFirst)?;
    page.is_signed_in = true;
    page.has_trade = !account.trade.is_empty();
    page.has_site = !account.site.is_empty();
    let drafts = store::list_drafts(conn, account.id)?;
    let line = |draft: store::DraftRow| DraftLine {
        title: serde_json::from_str::<TypedIdea>(&draft.content).unwrap_or_default().title,
        url: format!("{}/deposer?brouillon={}", contest.url(), draft.key),
        saved_at: draft.updated_at,
        is_current: draft.key == page.key,
        key: draft.key,
    };
    page.drafts = drafts.into_iter().filter(|draft| draft.contest_id == contest.id).map(line).collect();
    Ok(page)
}

#[handler]
pub async fn post(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Path(slug): Path<String>,
    form: KeptForm,
) -> AppResult<Response> {
    let sent = typed::Sent::read(&form.raw);
    let writer = Writer::new(&actor, shell.browser());
    if !form.is_ours {
        let again = FieldErrors::one("", "stale-form");
        return match again_with(&app, &actor, &shell, &slug, sent, again).await {
            Err(AppError::NotFound) if actor.account().is_none() => Ok(sign_in(&form_url(&slug))),
            answer => answer,
        };
    }
    let draft = SaveDraft {
        contest: slug.clone(),
        key: sent.key.clone(),
        version: sent.version,
        typed: sent.typed.clone(),
    };
    match sent.action.as_str() {
        "draft" => {
            let saved = draft.run(&app, &actor, writer).await?;
            return Ok(shell.see_other(&draft_url(&slug, &saved), Some(("success", "flash-draft-saved"))));
        }
        "check" => return with_similar(&app, &actor, &shell, &slug, sent).await,
        _ => {}
    }
    if actor.account().is_none() {
        let saved = draft.run(&app, &actor, writer).await?;
        return Ok(sign_in(&draft_url(&slug, &saved)));
    }
    let submit = SubmitIdea { contest: slug.clone(), key: sent.key.clone(), typed: sent.typed.clone() };
    match submit.run(&app, &actor).await {
        Ok(done) if !done.is_new && !sent.typed.is_of(&done.idea) => {
            // One went back to the form of an idea that is sent, and wrote: the receipt alone would lose the words.
            let sent = typed::Sent { key: new_key(&app.clock), version: 0, ..sent };
            again_with(&app, &actor, &shell, &slug, sent, FieldErrors::one("", "sent-before")).await
        }
        Ok(done) => {
            let to = format!("{}/recu", rules::url(done.idea.id, &done.idea.title));
            Ok(shell.see_other(&to, Some(("success", "flash-idea-submitted"))))
        }
        Err(AppError::Refused(rule)) => {
            // The phase ended while it was written: the words are kept, and said to be.
            let saved = draft.run(&app, &actor, writer).await?;
            let sent = typed::Sent { key: saved.key, version: saved.version, ..sent };
            again_with(&app, &actor, &shell, &slug, sent, AppError::Refused(rule)).await
        }
        Err(error @ AppError::Invalid(_)) => again_with(&app, &actor, &shell, &slug, sent, error).await,
        Err(other) => Err(other),
    }
}

fn sign_in(next: &str) -> Response {
    see_other(&format!("/connexion?next={}", percent_encode(next)))
}

fn form_url(slug: &str) -> String {
    format!("/concours/{slug}/deposer")
}

fn draft_url(slug: &str, saved: &Saved) -> String {
    format!("{}?brouillon={}", form_url(slug), saved.key)
}

/// The form as it was sent, with what is wrong.
async fn again_with(
    app: &App,
    actor: &Actor,
    shell: &Shell,
    slug: &str,
    sent: typed::Sent,
    error: AppError,
) -> AppResult<Response> {
    let mut page = page_of(app, actor, slug, &sent).await?;
    if let AppError::Invalid(errors) = &error {
        page.form.errors = errors.clone();
    }
    let mut response = shell.refused_page(&page)?;
    if matches!(error, AppError::Refused(_)) {
        response.set_status(poem::http::StatusCode::CONFLICT);
    }
    Ok(response)
}

async fn with_similar(
    app: &App,
    actor: &Actor,
    shell: &Shell,
    slug: &str,
    sent: typed::Sent,
) -> AppResult<Response> {
    let text = format!("{} {} {}", sent.typed.title, sent.typed.problem, sent.typed.body);
    let similar = near(app, actor, &text, None, SIMILAR).await?;
    let page = page_of(app, actor, slug, &sent).await?;
    shell.page(&SubmitPage { similar, ..page })
}

async fn page_of(app: &App, actor: &Actor, slug: &str, sent: &typed::Sent) -> AppResult<SubmitPage> {
    let (actor, slug, sent) = (actor.clone(), slug.to_owned(), sent.clone());
    let key = if sent.key.is_empty() { new_key(&app.clock) } else { sent.key.clone() };
    app.read(move |conn| {
        let contest = contests::find_by_slug(conn, &actor, &slug)?.ok_or(AppError::NotFound)?;
        let call = call_of(conn, &actor, contest)?;
        let page = SubmitPage { version: sent.version, ..SubmitPage::new(&call, &sent.typed, key) };
        surround(conn, &actor, &call.contest, page)
    })
    .await
}

/// Keeps what is typed, while it is typed: asked by a script.
#[handler]
pub async fn autosave(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Path(slug): Path<String>,
    form: KeptForm,
) -> AppResult<Response> {
    if !form.is_ours {
        return Err(AppError::StaleForm);
    }
    let writer = Writer::new(&actor, shell.browser());
    let typed::Sent { key, version, typed, .. } = typed::Sent::read(&form.raw);
    let saved = SaveDraft { contest: slug, key, version, typed }.run(&app, &actor, writer).await?;
    let body = serde_json::json!({ "key": saved.key, "version": saved.version });
    Ok(Response::builder().content_type("application/json").body(body.to_string()))
}

/// Throws a draft away.
#[handler]
pub async fn discard(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Path(slug): Path<String>,
    form: Form<DiscardForm>,
) -> AppResult<Response> {
    let writer = Writer::new(&actor, shell.browser());
    DiscardDraft { key: form.values.key.clone() }.run(&app, writer).await?;
    let to = format!("/concours/{slug}/deposer?vide=1");
    Ok(shell.see_other(&to, Some(("success", "flash-draft-discarded"))))
}

/// Ideas close to what is being typed: asked by a script.
#[handler]
pub async fn similar_part(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Path(slug): Path<String>,
    Query(query): Query<SimilarQuery>,
) -> AppResult<Response> {
    let viewer = actor.clone();
    let contest = app.read(move |conn| contests::find_by_slug(conn, &viewer, &slug)).await?;
    let similar = match contest {
        Some(_) => near(&app, &actor, &query.texte, None, SIMILAR).await?,
        // A session may end while one types.
        None if actor.account().is_none() => Vec::new(),
        None => return Err(AppError::NotFound),
    };
    shell.fragment(&SimilarPart { similar })
}

/// `/deposer`: to the form of the contest that takes ideas now, or to the list of contests.
#[handler]
pub async fn shortcut(app: Data<&App>, actor: Actor) -> AppResult<Response> {
    let contests = app.read(move |conn| contests::list(conn, &actor)).await?;
    let mut open = contests.iter().filter(|contest| contest.takes_submissions().is_ok());
    Ok(match (open.next(), open.next()) {
        (Some(only), None) => see_other(&format!("{}/deposer", only.url())),
        _ => see_other("/concours"),
    })
}
