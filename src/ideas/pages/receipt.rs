//! `/idees/:slug/recu`: what was sent, its number, and what comes next; made to be printed. For its authors and who
//! sent it for them.

use poem::web::{Data, Path};
use poem::{Response, handler};
use serde::Serialize;

use crate::accounts::Actor;
use crate::app::App;
use crate::attachments;
use crate::clock::Time;
use crate::error::{AppError, AppResult};
use crate::ideas::SeenIdea;
use crate::ideas::cards::{LANGUAGE, names};
use crate::ideas::near::{NearIdea, near};
use crate::ideas::rules::{self, Channel, IdeaAction, IdeaState, id_in};
use crate::web::{Page, Shell};

/// Similar ideas shown.
const SIMILAR: usize = 3;

/// The page.
#[derive(Debug, Clone, Serialize)]
pub struct ReceiptPage {
    title: String,
    lang: &'static str,
    url: String,
    number: i64,
    contest: String,
    contest_url: String,
    author: Option<String>,
    state: IdeaState,
    channel: Channel,
    submitted_at: Time,
    again_url: String,
    files_url: Option<String>,
    similar: Vec<NearIdea>,
}

impl ReceiptPage {
    fn sample(title: &str, state: IdeaState, channel: Channel) -> Self {
        Self {
            title: title.into(),
            lang: LANGUAGE,
            url: "/idees/une-idee-0000000000001".into(),
            number: 245,
            contest: "Toutes les idées comptent".into(),
            contest_url: "/concours/2026".into(),
            author: Some("Nadège Corbier".into()),
            state,
            channel,
            submitted_at: Time::default(),
            again_url: "/concours/2026/deposer".into(),
            files_url: Some("/idees/une-idee-0000000000001/fichiers".into()),
            similar: vec![],
        }
    }
}

impl Page for ReceiptPage {
    const TEMPLATE: &'static str = "ideas/receipt.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let waiting = Self::sample("Moins de gâchis au self", IdeaState::Submitted, Channel::Web);
        vec![
            ("waiting", Self { similar: vec![NearIdea::sample("Trop de pain jeté")], ..waiting }),
            ("published", Self::sample("<script>alert(1)</script>", IdeaState::Published, Channel::Web)),
            (
                "for_a_colleague",
                Self::sample(&"Anticonstitutionnellement ".repeat(8), IdeaState::Submitted, Channel::Paper),
            ),
        ]
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
    let viewer = actor.clone();
    let (idea, contest, author, can_edit) = app
        .read(move |conn| {
            let seen = SeenIdea::find(conn, &viewer, id)?;
            if !seen.is_own {
                return Err(AppError::NotFound);
            }
            let can_edit = rules::may(&viewer, IdeaAction::Edit, seen.standing(&viewer));
            let SeenIdea { idea, contest, authors, .. } = seen;
            // The receipt is the author's own: it says their name, whatever others read.
            let author = match idea.filed_by {
                Some(_) => authors.first().map(|author| author.name.clone()),
                None => names(&authors, &viewer),
            };
            Ok((idea, contest, author, can_edit))
        })
        .await?;
    let text = format!("{} {}", idea.title, idea.text());
    let similar = near(&app, &actor, &text, Some(id), SIMILAR).await?;
    let url = rules::url(id, &idea.title);
    shell.page(&ReceiptPage {
        lang: LANGUAGE,
        files_url: can_edit.then(|| attachments::files_url(&url)),
        url,
        number: idea.number,
        contest: contest.title.clone(),
        contest_url: contest.url(),
        author,
        state: idea.state,
        channel: idea.channel,
        submitted_at: idea.submitted_at,
        again_url: format!("{}/deposer?vide=1", contest.url()),
        title: idea.title,
        similar,
    })
}
