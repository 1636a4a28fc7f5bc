//! `/invitations/:id`: an author says whether their idea belongs where it was placed. For the invited person alone;
//! for everybody else there is nothing here.

use std::collections::BTreeMap;

use poem::web::{Data, Path};
use poem::{Response, handler};
use serde::{Deserialize, Serialize};

use crate::accounts::Actor;
use crate::app::App;
use crate::clustering;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::ideas::{self, Destiny, IdeaCard};
use crate::ids::InvitationId;
use crate::minilabs::rules::{Answer, InvitationState, MiniLabKind, Wish};
use crate::minilabs::{AnswerInvitation, MiniLabCard, card, invitation_url, store, url};
use crate::web::{Form, FormState, Page, Shell};

/// The page.
#[derive(Debug, Clone, Serialize)]
pub struct InvitationPage {
    action: String,
    form: FormState,
    state: InvitationState,
    minilab: MiniLabCard,
    idea: IdeaCard,
    shared_terms: Vec<String>,
    others: Vec<Choice>,
}

#[derive(Debug, Clone, Serialize)]
struct Choice {
    value: String,
    label: String,
}

impl Page for InvitationPage {
    const TEMPLATE: &'static str = "minilabs/invitation.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let page = |state, title: &str, kind| Self {
            action: "/invitations/0000000000001".into(),
            form: FormState::default(),
            state,
            minilab: MiniLabCard::sample(title, kind),
            idea: IdeaCard::sample(title, Destiny::InMinilab),
            shared_terms: vec!["vaisselle".into(), "<b>bruit</b>".into()],
            others: vec![Choice { value: "0000000000002".into(), label: title.into() }],
        };
        let sent = |title: &str| page(InvitationState::Sent, title, MiniLabKind::Thematic);
        let mut errors = FieldErrors::default();
        errors.add("answer", "choose");
        errors.add("rather", "unknown-choice");
        errors.add_limit("reason", "too-long", 1_000);
        let answered = FormState::filled([("answer", "rather"), ("reason", "Plutôt avec les cuisines")]);
        vec![
            ("sent", Self { others: vec![], shared_terms: vec![], ..sent("Vaisselle et bruit") }),
            ("three_errors", Self { form: FormState::default().with_errors(errors), ..sent("Vaisselle") }),
            (
                "rather",
                Self { form: answered, ..page(InvitationState::Rather, "Cuisine", MiniLabKind::Trade) },
            ),
            ("accepted", page(InvitationState::Accepted, "Cuisine", MiniLabKind::Trade)),
            ("declined", page(InvitationState::Declined, "Cuisine", MiniLabKind::Thematic)),
            ("hostile_text", sent("<script>alert(1)</script>")),
            ("very_long_title", sent(&"Anticonstitutionnellement ".repeat(8))),
        ]
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InvitationForm {
    #[serde(default)]
    answer: String,
    #[serde(default)]
    rather: String,
    #[serde(default)]
    reason: String,
}

impl InvitationForm {
    fn answer(&self) -> AppResult<Answer> {
        match self.answer.parse() {
            Ok(InvitationState::Accepted) => Ok(Answer::Accept),
            Ok(InvitationState::Declined) => Ok(Answer::Decline { reason: self.reason.clone() }),
            Ok(InvitationState::Rather) => {
                let wrong = |_| FieldErrors::one("rather", "unknown-choice");
                let minilab = Some(&self.rather).filter(|id| !id.is_empty());
                let minilab = minilab.map(|id| id.parse()).transpose().map_err(wrong)?;
                Ok(Answer::Rather { minilab, text: self.reason.clone() })
            }
            Ok(InvitationState::Sent) | Err(()) => Err(FieldErrors::one("answer", "choose")),
        }
    }
}

async fn load(
    app: &App,
    actor: &Actor,
    id: InvitationId,
    form: Option<FormState>,
) -> AppResult<InvitationPage> {
    let (actor, account) = (actor.clone(), actor.signed_in()?);
    app.read(move |conn| {
        let invitation = store::find_invitation(conn, account, id)?.ok_or(AppError::NotFound)?;
        let lab = store::find(conn, invitation.minilab_id)?.ok_or(AppError::NotFound)?;
        let idea = ideas::list_by_ids(conn, &[invitation.idea_id])?;
        let idea = ideas::cards(conn, &actor, idea, &BTreeMap::new())?.pop().ok_or(AppError::NotFound)?;
        let others = store::list_of_contest(conn, &actor, lab.contest_id)?;
        let others = others.into_iter().filter(|other| other.id != invitation.minilab_id);
        Ok::<_, AppError>(InvitationPage {
            action: invitation_url(id),
            form: form.unwrap_or_else(|| filled(invitation.state, &Wish::read(&invitation.answer))),
            state: invitation.state,
            shared_terms: clustering::shared_terms(conn, lab.id, invitation.idea_id)?,
            minilab: card(conn, lab, Some(account))?.ok_or(AppError::NotFound)?,
            idea,
            others: others.map(|other| Choice { value: other.id.to_string(), label: other.title }).collect(),
        })
    })
    .await
}

/// The form with the last answer, to be changed.
fn filled(state: InvitationState, wish: &Wish) -> FormState {
    if state == InvitationState::Sent {
        return FormState::default();
    }
    let rather = wish.minilab.map(|id| id.to_string()).unwrap_or_default();
    FormState::filled([("answer", state.as_str()), ("rather", &rather), ("reason", &wish.text)])
}

fn id_of(text: &str) -> AppResult<InvitationId> {
    text.parse().map_err(|_| AppError::NotFound)
}

#[handler]
pub async fn show(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Path(id): Path<String>,
) -> AppResult<Response> {
    shell.page(&load(&app, &actor, id_of(&id)?, None).await?)
}

#[handler]
pub async fn post(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Path(id): Path<String>,
    form: Form<InvitationForm>,
) -> AppResult<Response> {
    let id = id_of(&id)?;
    let outcome = match form.values.answer() {
        Ok(answer) => AnswerInvitation { invitation: id, answer }.run(&app, &actor).await,
        Err(error) => Err(error),
    };
    match outcome {
        Ok(lab) => Ok(shell.see_other(&url(&lab), Some(("success", flash(&form.values.answer))))),
        Err(AppError::Invalid(errors)) => {
            let state = FormState::refused(&form.raw, errors, &[]);
            shell.refused_page(&load(&app, &actor, id, Some(state)).await?)
        }
        Err(other) => Err(other),
    }
}

fn flash(answer: &str) -> &'static str {
    match answer.parse() {
        Ok(InvitationState::Rather) => "flash-invitation-rather",
        Ok(InvitationState::Declined) => "flash-invitation-declined",
        _ => "flash-invitation-accepted",
    }
}
