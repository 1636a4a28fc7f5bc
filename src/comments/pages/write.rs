//! `/idees/:slug/commentaires`: the form of a comment or of an answer, on a page of its own, and where the form on the
//! idea's page is sent. Whatever goes wrong, what was typed comes back. For everybody who sees the idea.

use poem::web::{Data, Path, Query};
use poem::{Response, handler};
use serde::{Deserialize, Serialize};

use super::{Refused, all_of, id_of, idea_id, one_of};
use crate::accounts::Actor;
use crate::app::App;
use crate::comments::actions::{audiences, comment_for, idea_standing};
use crate::comments::rules::{self, CommentAction, PER_PAGE};
use crate::comments::store;
use crate::comments::view::{self, CommentView, Drawer, WriteView};
use crate::comments::{CommentsView, PostComment};
use crate::db::Conn;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::ideas::{self, SeenIdea};
use crate::ids::{CommentId, IdeaId};
use crate::web::forms::RawForm;
use crate::web::{FormState, KeptForm, Page, Shell, see_other};

/// The page.
#[derive(Debug, Clone, Serialize)]
pub struct WritePage {
    idea: Link,
    write: WriteView,
    thread: Vec<CommentView>,
    sign_in_url: Option<String>,
    is_open: bool,
}

#[derive(Debug, Clone, Serialize)]
struct Link {
    title: String,
    url: String,
}

impl Page for WritePage {
    const TEMPLATE: &'static str = "comments/write.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let comments = CommentsView::sample(1);
        let Some(write) = comments.write else { return Vec::new() };
        let page = Self {
            idea: Link { title: "Moins de gâchis au self".into(), url: "/idees/a-0000000000001".into() },
            write,
            thread: vec![],
            sign_in_url: None,
            is_open: true,
        };
        let thread: Vec<CommentView> =
            comments.threads.into_iter().flat_map(|thread| thread.comments).collect();
        let mut errors = FieldErrors::default();
        errors.add_limit("body", "too-long", 2_000);
        errors.add("pseudonym", "taken");
        let typed = FormState::filled([("body", "<script>alert(1)</script>"), ("name_level", "team")]);
        let mut first = FieldErrors::default();
        first.add("", "sign-in-first");
        let answer = Self { thread, ..page.clone() };
        let refused = |errors| {
            let form = typed.clone().with_errors(errors);
            Self { write: WriteView { form, ..page.write.clone() }, ..page.clone() }
        };
        vec![
            ("empty", page.clone()),
            ("answer", answer),
            ("two_errors", refused(errors)),
            ("signed_out", Self { sign_in_url: Some("/connexion?next=/idees".into()), ..refused(first) }),
            ("closed", Self { is_open: false, ..page.clone() }),
        ]
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct WriteQuery {
    reponse: String,
}

#[handler]
pub async fn show(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Path(slug): Path<String>,
    Query(query): Query<WriteQuery>,
) -> AppResult<Response> {
    let id = idea_id(&slug)?;
    let answer_to = if query.reponse.is_empty() { None } else { Some(id_of(&query.reponse)?) };
    shell.page(&load(&app, &actor, id, answer_to, None).await?)
}

async fn load(
    app: &App,
    actor: &Actor,
    id: IdeaId,
    answer_to: Option<CommentId>,
    typed: Option<(RawForm, &Refused)>,
) -> AppResult<WritePage> {
    let typed = typed.map(|(raw, refused)| (raw, refused.errors.clone(), refused.is_stale));
    let (viewer, key, now) = (actor.clone(), ideas::new_key(&app.clock), app.clock.now());
    app.read(move |conn| {
        let seen = SeenIdea::find(conn, &viewer, id)?;
        let standing = idea_standing(&seen);
        let mut write = view::write_view(conn, &viewer, &seen, key)?;
        let thread = match answer_to {
            Some(answered) => {
                write.answer_to = Some(answered.to_string());
                write.draft = format!("comment:{}:{answered}", seen.idea.id);
                thread(conn, &viewer, &seen, answered, now)?
            }
            None => Vec::new(),
        };
        if let Some((raw, errors, is_stale)) = typed {
            let told = all_of(&raw, "tell");
            write.people.iter_mut().for_each(|person| person.checked = told.contains(&person.value));
            let key = raw.get("key").filter(|key| !key.is_empty() && !is_stale);
            write.key = key.unwrap_or(&write.key).to_owned();
            write.form = FormState::refused(&raw, errors, &["key", "tell", "answer_to"]);
        }
        let url = ideas::url(id, &seen.idea.title);
        let back = match &write.answer_to {
            Some(answered) => format!("{url}/commentaires?reponse={answered}"),
            None => format!("{url}/commentaires"),
        };
        Ok::<_, AppError>(WritePage {
            is_open: rules::may_write(&viewer, standing)
                || (viewer.account().is_none() && standing.takes_comments),
            sign_in_url: viewer.account().is_none().then(|| view::sign_in_url(&back)),
            idea: Link { title: seen.idea.title, url },
            write,
            thread,
        })
    })
    .await
}

/// The thread in which somebody answers.
fn thread(
    conn: &mut Conn,
    viewer: &Actor,
    seen: &SeenIdea,
    answered: CommentId,
    now: crate::clock::Time,
) -> AppResult<Vec<CommentView>> {
    let answered = comment_for(conn, viewer, answered, CommentAction::See, now)?;
    if answered.idea_id != Some(seen.idea.id) {
        return Err(AppError::NotFound);
    }
    let comments = store::list_of_threads(conn, &[answered.thread_id])?;
    let comments: Vec<_> = comments.into_values().flatten().collect();
    let drawer = Drawer::new(conn, viewer, Some(seen), &comments, now)?;
    Ok(comments.iter().map(|comment| drawer.draw(comment)).collect())
}

#[handler]
pub async fn post(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Path(slug): Path<String>,
    form: KeptForm,
) -> AppResult<Response> {
    let (id, raw) = (idea_id(&slug)?, form.raw);
    let answered = one_of(&raw, "answer_to");
    let answer_to: Option<CommentId> = if answered.is_empty() { None } else { Some(id_of(&answered)?) };
    let comment = PostComment {
        answer_to,
        key: one_of(&raw, "key"),
        body: one_of(&raw, "body"),
        name_level: one_of(&raw, "name_level"),
        pseudonym: one_of(&raw, "pseudonym"),
        tell: all_of(&raw, "tell"),
    };
    let outcome = if form.is_ours { comment.run(&app, &actor, id).await } else { Err(AppError::StaleForm) };
    match outcome {
        Ok(comment) => {
            let to = view::comment_url(comment.id);
            Ok(shell.see_other(&to, Some(("success", "flash-comment-posted"))))
        }
        Err(error) => {
            let refused = Refused::new(error)?;
            let page = load(&app, &actor, id, answer_to, Some((raw, &refused))).await?;
            refused.page(&shell, &page)
        }
    }
}

/// Leads to a comment where it stands: the right page of its idea, or its request for help.
#[handler]
pub async fn find(app: Data<&App>, actor: Actor, Path(id): Path<String>) -> AppResult<Response> {
    let (id, now): (CommentId, _) = (id_of(&id)?, app.clock.now());
    let to = app.read(move |conn| place_of(conn, &actor, id, now)).await?;
    Ok(see_other(&to))
}

fn place_of(conn: &mut Conn, actor: &Actor, id: CommentId, now: crate::clock::Time) -> AppResult<String> {
    let comment = comment_for(conn, actor, id, CommentAction::See, now)?;
    if let Some(help) = comment.help_id {
        return Ok(format!("{}#c-{id}", view::help_url(help)));
    }
    let seen = SeenIdea::find(conn, actor, comment.idea_id.ok_or(AppError::NotFound)?)?;
    let idea = &seen.idea;
    let first = store::find(conn, comment.thread_id)?.ok_or(AppError::NotFound)?;
    let before = store::count_before(conn, idea.id, audiences(actor, idea_standing(&seen)), &first)? as usize;
    let url = view::page_url(&ideas::url(idea.id, &idea.title), before / PER_PAGE + 1);
    Ok(url.replace("#commentaires", &format!("#c-{id}")))
}
