//! `/idees/:slug/auteurs`: whose idea it is, and who is asked to be; `/co-auteur/:id`: the answer. For its authors, and
//! for who was asked.

use poem::web::{Data, Path};
use poem::{Response, handler};
use serde::{Deserialize, Serialize};

use crate::accounts::{self, Actor};
use crate::app::App;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::ideas::cards::LANGUAGE;
use crate::ideas::rules::{self, CoAuthorState, IdeaAction, id_in};
use crate::ideas::store;
use crate::ideas::{AnswerCoAuthor, InviteCoAuthor, RemoveCoAuthor, SeenIdea};
use crate::ids::{AccountId, CoAuthorInvitationId, IdeaId};
use crate::web::{Form, FormState, Page, Shell};

/// The page of an idea's authors.
#[derive(Debug, Clone, Serialize)]
pub struct AuthorsPage {
    title: String,
    lang: &'static str,
    url: String,
    authors: Vec<AuthorLine>,
    waiting: Vec<AuthorLine>,
    can_invite: bool,
    can_leave: bool,
    form: FormState,
}

#[derive(Debug, Clone, Serialize)]
struct AuthorLine {
    name: String,
    initials: String,
    account: String,
    is_self: bool,
}

impl AuthorLine {
    fn new(name: String, account: Option<AccountId>, me: AccountId) -> Self {
        Self {
            initials: accounts::initials(&name),
            name,
            account: account.map(|account| account.to_string()).unwrap_or_default(),
            is_self: account == Some(me),
        }
    }
}

impl Page for AuthorsPage {
    const TEMPLATE: &'static str = "ideas/authors.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let line = |name: &str, is_self| AuthorLine {
            name: name.into(),
            initials: "NC".into(),
            account: "0000000000001".into(),
            is_self,
        };
        let mut errors = FieldErrors::default();
        errors.add("email", "not-an-address");
        let page = Self {
            title: "Moins de gâchis au self".into(),
            lang: LANGUAGE,
            url: "/idees/une-idee-0000000000001".into(),
            authors: vec![line("Nadège Corbier", true), line("<b>Lina</b>", false)],
            waiting: vec![line("omar.haddad", false)],
            can_invite: true,
            can_leave: true,
            form: FormState::default(),
        };
        let alone = Self {
            authors: vec![line("Nadège Corbier", true)],
            waiting: vec![],
            can_leave: false,
            form: FormState::filled([("email", "lina")]).with_errors(errors),
            ..page.clone()
        };
        vec![("several", page), ("not_an_address", alone)]
    }
}

#[handler]
pub async fn show(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Path(slug): Path<String>,
) -> AppResult<Response> {
    shell.page(&load(&app, &actor, id_of(&slug)?, FormState::default()).await?)
}

fn id_of(slug: &str) -> AppResult<IdeaId> {
    id_in(slug).ok_or(AppError::NotFound)
}

async fn load(app: &App, actor: &Actor, id: IdeaId, form: FormState) -> AppResult<AuthorsPage> {
    let actor = actor.clone();
    app.read(move |conn| {
        let me = actor.signed_in()?;
        let seen = SeenIdea::find(conn, &actor, id)?;
        if !seen.is_own {
            return Err(AppError::NotFound);
        }
        let can_invite = rules::may(&actor, IdeaAction::Edit, seen.standing(&actor));
        let SeenIdea { idea, authors, .. } = seen;
        let invited: Vec<AccountId> =
            store::list_invited(conn, id)?.into_iter().map(|invitation| invitation.account_id).collect();
        let mut waiting = Vec::with_capacity(invited.len());
        for account in invited {
            // Who was asked by address goes by it until they answer.
            let found = accounts::find(conn, account)?;
            let name = found.and_then(|account| account.email).unwrap_or_default();
            waiting.push(AuthorLine::new(name, Some(account), me));
        }
        let can_leave = authors.len() > 1 && authors.iter().any(|author| author.account_id == Some(me));
        let line = |author: store::Author| AuthorLine::new(author.name, author.account_id, me);
        Ok(AuthorsPage {
            url: rules::url(id, &idea.title),
            title: idea.title,
            lang: LANGUAGE,
            authors: authors.into_iter().map(line).collect(),
            waiting,
            can_invite,
            can_leave,
            form,
        })
    })
    .await
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InviteForm {
    email: String,
}

#[handler]
pub async fn invite(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Path(slug): Path<String>,
    form: Form<InviteForm>,
) -> AppResult<Response> {
    let id = id_of(&slug)?;
    match (InviteCoAuthor { idea: id, email: form.values.email.clone() }).run(&app, &actor).await {
        Ok(()) => {
            let to = format!("/idees/{slug}/auteurs");
            Ok(shell.see_other(&to, Some(("success", "flash-coauthor-invited"))))
        }
        Err(AppError::Invalid(errors)) => {
            let state = FormState::refused(&form.raw, errors, &[]);
            shell.refused_page(&load(&app, &actor, id, state).await?)
        }
        Err(other) => Err(other),
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RemoveForm {
    account: String,
}

#[handler]
pub async fn remove(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Path(slug): Path<String>,
    form: Form<RemoveForm>,
) -> AppResult<Response> {
    let account: AccountId = form.values.account.parse().map_err(|_| AppError::NotFound)?;
    RemoveCoAuthor { idea: id_of(&slug)?, account }.run(&app, &actor).await?;
    let left = actor.account() == Some(account);
    let to = if left { "/mes-ideas".to_owned() } else { format!("/idees/{slug}/auteurs") };
    Ok(shell.see_other(&to, Some(("success", "flash-coauthor-removed"))))
}

/// The page of somebody who is asked.
#[derive(Debug, Clone, Serialize)]
pub struct CoAuthorPage {
    title: String,
    lang: &'static str,
    by: String,
    action: String,
    is_waiting: bool,
}

impl Page for CoAuthorPage {
    const TEMPLATE: &'static str = "ideas/coauthor.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let page = |title: &str, is_waiting| Self {
            title: title.into(),
            lang: LANGUAGE,
            by: "Nadège Corbier".into(),
            action: "/co-auteur/0000000000001".into(),
            is_waiting,
        };
        vec![("asked", page("Moins de gâchis au self", true)), ("settled", page("<script>", false))]
    }
}

#[handler]
pub async fn asked(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Path(id): Path<String>,
) -> AppResult<Response> {
    let id: CoAuthorInvitationId = id.parse().map_err(|_| AppError::NotFound)?;
    let page = app
        .read(move |conn| {
            let me = actor.signed_in()?;
            let invitation = store::find_coauthor_invitation(conn, id)?
                .filter(|invitation| invitation.account_id == me)
                .filter(|invitation| invitation.state != CoAuthorState::Withdrawn)
                .ok_or(AppError::NotFound)?;
            let idea =
                store::list_any_by_ids(conn, &[invitation.idea_id])?.pop().ok_or(AppError::NotFound)?;
            let by = match invitation.invited_by {
                Some(by) => accounts::name_of(conn, &actor, by)?.unwrap_or_default(),
                None => String::new(),
            };
            Ok::<_, AppError>(CoAuthorPage {
                title: idea.title,
                lang: LANGUAGE,
                by,
                action: rules::coauthor_url(id),
                is_waiting: invitation.state == CoAuthorState::Sent,
            })
        })
        .await?;
    shell.page(&page)
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnswerForm {
    answer: String,
}

#[handler]
pub async fn answer(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Path(id): Path<String>,
    form: Form<AnswerForm>,
) -> AppResult<Response> {
    let invitation: CoAuthorInvitationId = id.parse().map_err(|_| AppError::NotFound)?;
    let accepted = match form.values.answer.as_str() {
        "yes" => true,
        "no" => false,
        _ => return Err(AppError::StaleForm),
    };
    let idea = AnswerCoAuthor { invitation, accepted }.run(&app, &actor).await?;
    if !accepted {
        return Ok(shell.see_other("/", Some(("success", "flash-coauthor-declined"))));
    }
    Ok(shell.see_other(&format!("/idees/{idea}"), Some(("success", "flash-coauthor-accepted"))))
}
