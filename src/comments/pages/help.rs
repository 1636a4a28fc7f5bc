//! Help to write: asking for it, the team's list, and the page on which two people talk in private.

use poem::web::{Data, Path, Query};
use poem::{Response, handler};
use serde::{Deserialize, Serialize};

use super::{Refused, id_of, one_of};
use crate::accounts::{self, Actor};
use crate::app::App;
use crate::clock::Time;
use crate::comments::actions::{help_for, help_standing, subject_of};
use crate::comments::rules::{self, HelpAction, HelpState, LONGEST, SHORT};
use crate::comments::store::{self, HelpRequest};
use crate::comments::view::{self, CommentView, Drawer};
use crate::comments::{AskForHelp, CloseHelp, PostMessage, TakeHelp};
use crate::db::Conn;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::ideas;
use crate::ids::HelpRequestId;
use crate::web::{Form, FormState, KeptForm, Page, Shell};

/// Requests on the list.
const LISTED: i64 = 100;

/// The page on which one asks.
#[derive(Debug, Clone, Serialize)]
pub struct AskPage {
    idea: String,
    draft: String,
    key: String,
    form: FormState,
    limit: usize,
    short: usize,
}

impl Page for AskPage {
    const TEMPLATE: &'static str = "comments/ask.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let page = |form| Self {
            idea: String::new(),
            draft: "AAAAAAAAAAAAAAAAAAAAAA".into(),
            key: "BBBBBBBBBBBBBBBBBBBBBB".into(),
            form,
            limit: 2_000,
            short: 120,
        };
        let mut errors = FieldErrors::default();
        errors.add("words", "required");
        let typed = FormState::filled([("contact", "<script>alert(1)</script>")]);
        vec![("empty", page(FormState::default())), ("without_words", page(typed.with_errors(errors)))]
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct AskQuery {
    idee: String,
    brouillon: String,
}

#[handler]
pub async fn ask(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Query(query): Query<AskQuery>,
) -> AppResult<Response> {
    actor.signed_in()?;
    shell.page(&AskPage {
        idea: query.idee,
        draft: query.brouillon,
        key: ideas::new_key(&app.clock),
        form: FormState::default(),
        limit: LONGEST,
        short: SHORT,
    })
}

#[handler]
pub async fn post(app: Data<&App>, actor: Actor, shell: Shell, form: KeptForm) -> AppResult<Response> {
    let (idea, draft) = (one_of(&form.raw, "idea"), one_of(&form.raw, "draft"));
    let request = AskForHelp {
        idea: if idea.is_empty() { None } else { Some(id_of(&idea)?) },
        draft: (!draft.is_empty()).then(|| draft.clone()),
        key: one_of(&form.raw, "key"),
        words: one_of(&form.raw, "words"),
        contact: one_of(&form.raw, "contact"),
    };
    let key = request.key.clone();
    let outcome = if form.is_ours { request.run(&app, &actor).await } else { Err(AppError::StaleForm) };
    match outcome {
        Ok(help) => Ok(shell.see_other(&view::help_url(help.id), Some(("success", "flash-help-asked")))),
        Err(error) => {
            let refused = Refused::new(error)?;
            let is_kept = !key.is_empty() && !refused.is_stale;
            let page = AskPage {
                idea,
                draft,
                key: if is_kept { key } else { ideas::new_key(&app.clock) },
                form: FormState::refused(&form.raw, refused.errors.clone(), &["key", "idea", "draft"]),
                limit: LONGEST,
                short: SHORT,
            };
            refused.page(&shell, &page)
        }
    }
}

/// The team's list.
#[derive(Debug, Clone, Serialize)]
pub struct HelpListPage {
    requests: Vec<HelpLine>,
}

#[derive(Debug, Clone, Serialize)]
struct HelpLine {
    url: String,
    title: String,
    words: String,
    contact: String,
    state: HelpState,
    by: String,
    helper: Option<String>,
    at: Time,
}

impl Page for HelpListPage {
    const TEMPLATE: &'static str = "comments/help_list.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let line = |state, title: &str| HelpLine {
            url: "/demandes-aide/0000000000001".into(),
            title: title.into(),
            words: "<script>alert(1)</script>".into(),
            contact: "06 00 00 00 00, le matin".into(),
            state,
            by: "Nadège Corbier".into(),
            helper: (state == HelpState::Taken).then(|| "Noé Castel".into()),
            at: Time::default(),
        };
        vec![
            ("nothing", Self { requests: vec![] }),
            (
                "some",
                Self {
                    requests: vec![
                        line(HelpState::Open, "Moins de gâchis"),
                        line(HelpState::Taken, ""),
                        line(HelpState::Taken, &"Très long ".repeat(20)),
                    ],
                },
            ),
        ]
    }
}

#[handler]
pub async fn list(app: Data<&App>, actor: Actor, shell: Shell) -> AppResult<Response> {
    let requests = app
        .read(move |conn| {
            let mut lines = Vec::new();
            for help in store::list_help(conn, LISTED)? {
                lines.push(line(conn, &actor, help)?);
            }
            Ok::<_, AppError>(lines)
        })
        .await?;
    shell.page(&HelpListPage { requests })
}

fn line(conn: &mut Conn, viewer: &Actor, help: HelpRequest) -> AppResult<HelpLine> {
    Ok(HelpLine {
        url: view::help_url(help.id),
        title: subject_of(conn, &help)?.map(|subject| subject.title).unwrap_or_default(),
        by: accounts::name_of(conn, viewer, help.account_id)?.unwrap_or_default(),
        helper: helper_of(conn, viewer, &help)?,
        words: help.words,
        contact: help.contact,
        state: help.state,
        at: help.created_at,
    })
}

fn helper_of(conn: &mut Conn, viewer: &Actor, help: &HelpRequest) -> AppResult<Option<String>> {
    let Some(helper) = help.helper_id else { return Ok(None) };
    Ok(accounts::name_of(conn, viewer, helper)?.filter(|name| !name.is_empty()))
}

/// The page of a request.
#[derive(Debug, Clone, Serialize)]
pub struct HelpPage {
    url: String,
    help: HelpLine,
    is_own: bool,
    text: String,
    idea_url: Option<String>,
    messages: Option<Vec<CommentView>>,
    write: Option<MessageForm>,
    can_take: bool,
    can_close: bool,
}

#[derive(Debug, Clone, Serialize)]
struct MessageForm {
    key: String,
    form: FormState,
    limit: usize,
}

impl Page for HelpPage {
    const TEMPLATE: &'static str = "comments/help.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let line = |state| HelpLine {
            url: "/demandes-aide/0000000000001".into(),
            title: "Moins de gâchis".into(),
            words: "Je ne sais pas comment le dire.".into(),
            contact: String::new(),
            state,
            by: "Nadège Corbier".into(),
            helper: (state != HelpState::Open).then(|| "Noé Castel".into()),
            at: Time::default(),
        };
        let page = |state, is_own: bool| Self {
            url: "/demandes-aide/0000000000001".into(),
            help: line(state),
            is_own,
            text: "<script>alert(1)</script>".into(),
            idea_url: None,
            messages: Some(vec![CommentView::sample("0000000000001", true)]),
            write: (state == HelpState::Taken).then(|| MessageForm {
                key: "AAAAAAAAAAAAAAAAAAAAAA".into(),
                form: FormState::default(),
                limit: 2_000,
            }),
            can_take: !is_own && state == HelpState::Open,
            can_close: state != HelpState::Closed,
        };
        let of_a_colleague =
            Self { messages: None, write: None, can_close: false, ..page(HelpState::Taken, false) };
        vec![
            ("own_open", Self { messages: Some(vec![]), ..page(HelpState::Open, true) }),
            ("own_taken", page(HelpState::Taken, true)),
            ("to_take", Self { messages: None, ..page(HelpState::Open, false) }),
            ("of_a_colleague", of_a_colleague),
            (
                "closed",
                Self { idea_url: Some("/idees/a-0000000000001".into()), ..page(HelpState::Closed, true) },
            ),
        ]
    }
}

#[handler]
pub async fn show(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Path(id): Path<String>,
) -> AppResult<Response> {
    shell.page(&load(&app, &actor, id_of(&id)?, FormState::default(), String::new()).await?)
}

async fn load(
    app: &App,
    actor: &Actor,
    id: HelpRequestId,
    form: FormState,
    key: String,
) -> AppResult<HelpPage> {
    let key = if key.is_empty() { ideas::new_key(&app.clock) } else { key };
    let (actor, now) = (actor.clone(), app.clock.now());
    app.read(move |conn| {
        let help = help_for(conn, &actor, id, HelpAction::See)?;
        let standing = help_standing(&actor, &help);
        let may = |action| rules::may_help(&actor, action, standing);
        let messages = if may(HelpAction::ReadMessages) {
            let messages = store::list_messages(conn, help.id)?;
            let drawer = Drawer::new(conn, &actor, None, &messages, now)?;
            Some(messages.iter().map(|message| drawer.draw(message)).collect())
        } else {
            None
        };
        let subject = subject_of(conn, &help)?;
        // Who helps reads the text; the rest of the team what is asked.
        let is_text_read = may(HelpAction::ReadMessages) || may(HelpAction::Take);
        let (text, idea) = subject
            .map(|subject| (subject.text, subject.idea.map(|id| (id, subject.title))))
            .unwrap_or_default();
        Ok::<_, AppError>(HelpPage {
            url: view::help_url(help.id),
            is_own: standing.is_own,
            text: if is_text_read { text } else { String::new() },
            idea_url: idea.map(|(id, title)| ideas::url(id, &title)),
            messages,
            // What was typed while the request was ended is shown, to be copied.
            write: (may(HelpAction::Write) || form.values.contains_key("body")).then_some(MessageForm {
                key,
                form,
                limit: LONGEST,
            }),
            can_take: may(HelpAction::Take),
            can_close: may(HelpAction::Close),
            help: line(conn, &actor, help)?,
        })
    })
    .await
}

#[handler]
pub async fn write(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Path(id): Path<String>,
    form: KeptForm,
) -> AppResult<Response> {
    let (id, key): (HelpRequestId, _) = (id_of(&id)?, one_of(&form.raw, "key"));
    let message = PostMessage { help: id, key: key.clone(), body: one_of(&form.raw, "body") };
    let outcome = if form.is_ours { message.run(&app, &actor).await } else { Err(AppError::StaleForm) };
    match outcome {
        Ok(message) => {
            let to = format!("{}#c-{}", view::help_url(id), message.id);
            Ok(shell.see_other(&to, Some(("success", "flash-help-message"))))
        }
        Err(error) => {
            let refused = Refused::new(error)?;
            let state = FormState::refused(&form.raw, refused.errors.clone(), &["key"]);
            let key = if refused.is_stale { String::new() } else { key };
            refused.page(&shell, &load(&app, &actor, id, state, key).await?)
        }
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoFields {}

#[handler]
pub async fn take(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Path(id): Path<String>,
    _form: Form<NoFields>,
) -> AppResult<Response> {
    let help: HelpRequestId = id_of(&id)?;
    TakeHelp { help }.run(&app, &actor).await?;
    Ok(shell.see_other(&view::help_url(help), Some(("success", "flash-help-taken"))))
}

#[handler]
pub async fn close(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Path(id): Path<String>,
    _form: Form<NoFields>,
) -> AppResult<Response> {
    let help: HelpRequestId = id_of(&id)?;
    CloseHelp { help }.run(&app, &actor).await?;
    Ok(shell.see_other(&view::help_url(help), Some(("success", "flash-help-closed"))))
}
