//! `…/promouvoir`: a mini-lab is sent on to the laboratory, with a need form filled from it. For the team.

use std::collections::BTreeSet;

use poem::web::{Data, Path};
use poem::{Response, handler};
use serde::{Deserialize, Serialize};

use crate::accounts::Actor;
use crate::app::App;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::ideas::{self, Destiny, Idea, IdeaLine};
use crate::ids::IdeaId;
use crate::incubation::{self, NeedFormText, PromoteMiniLab};
use crate::minilabs::rules::MiniLabKind;
use crate::minilabs::{MiniLab, MiniLabLink, link, store};
use crate::web::{Form, FormState, Page, Shell, see_other};

/// Ideas named on the page and in the form.
const IDEAS: usize = 30;

/// The page.
#[derive(Debug, Clone, Serialize)]
pub struct PromotePage {
    lab: MiniLabLink,
    list_url: &'static str,
    action: String,
    form: FormState,
    ideas: Vec<IdeaLine>,
}

impl Page for PromotePage {
    const TEMPLATE: &'static str = "minilabs/promote.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let page = |title: &str, kind| Self {
            lab: MiniLabLink::sample(title, kind),
            list_url: kind.folder(),
            action: "/mini-labs/vaisselle-et-bruit/promouvoir".into(),
            form: FormState::filled([("title", title), ("need", "Manger dans le calme.")]),
            ideas: vec![IdeaLine::sample(title, Destiny::InMinilab)],
        };
        let mut errors = FieldErrors::default();
        errors.add("need", "required");
        errors.add_limit("collaborative_share", "too-large", 100);
        let faulty =
            FormState::filled([("title", "Un self"), ("collaborative_share", "120")]).with_errors(errors);
        vec![
            ("filled", page("Vaisselle et bruit", MiniLabKind::Thematic)),
            ("two_errors", Self { form: faulty, ideas: vec![], ..page("Cuisine", MiniLabKind::Trade) }),
            ("hostile_text", page("<script>alert(1)</script>", MiniLabKind::Thematic)),
            ("very_long_title", page(&"Anticonstitutionnellement ".repeat(8), MiniLabKind::Thematic)),
        ]
    }
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PromoteForm {
    title: String,
    need: String,
    beneficiaries: String,
    #[serde(default)]
    expected: String,
    #[serde(default)]
    is_result_open: String,
    #[serde(default)]
    collaborative_share: String,
}

async fn load(app: &App, actor: &Actor, slug: String, form: Option<FormState>) -> AppResult<PromotePage> {
    let actor = actor.clone();
    app.read(move |conn| {
        let lab = store::find_by_slug(conn, &actor, &slug)?.ok_or(AppError::NotFound)?;
        let ids: Vec<IdeaId> =
            store::ideas_of(conn, &[lab.id])?.remove(&lab.id).into_iter().flatten().take(IDEAS).collect();
        let ideas = ideas::list_by_ids(conn, &ids)?;
        let to = link(&lab);
        Ok::<_, AppError>(PromotePage {
            action: format!("{}/promouvoir", to.url),
            list_url: lab.kind.folder(),
            form: form.unwrap_or_else(|| filled(&lab, &ideas)),
            ideas: ideas::lines(conn, &actor, ideas)?,
            lab: to,
        })
    })
    .await
}

/// The form as the mini-lab fills it: what it is for, the ideas it comes from, the trades of those who had them. The
/// share of work in common is nobody's to guess.
fn filled(lab: &MiniLab, ideas: &[Idea]) -> FormState {
    let titles = ideas.iter().map(|idea| format!("- {}", idea.title));
    let purpose = Some(lab.purpose.clone()).filter(|purpose| !purpose.is_empty());
    let parts = [purpose, Some(titles.collect::<Vec<_>>().join("\n")).filter(|titles| !titles.is_empty())];
    let need = parts.into_iter().flatten().collect::<Vec<_>>().join("\n\n");
    let trades = ideas.iter().map(|idea| idea.trade.trim()).filter(|trade| !trade.is_empty());
    let mut known = BTreeSet::new();
    let trades: Vec<&str> = trades.filter(|trade| known.insert(trade.to_lowercase())).collect();
    FormState::filled([
        ("title", lab.title.as_str()),
        ("need", &need),
        ("beneficiaries", &trades.join(", ")),
        ("is_result_open", "on"),
    ])
}

#[handler]
pub async fn show(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Path(slug): Path<String>,
) -> AppResult<Response> {
    let (who, name) = (actor.clone(), slug.clone());
    let promoted = app.read(move |conn| {
        let lab = store::find_by_slug(conn, &who, &name)?.ok_or(AppError::NotFound)?;
        Ok::<_, AppError>(incubation::find_of_minilab(conn, &who, lab.id)?)
    });
    match promoted.await? {
        Some(form) => Ok(see_other(&incubation::url(&form))),
        None => shell.page(&load(&app, &actor, slug, None).await?),
    }
}

#[handler]
pub async fn post(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Path(slug): Path<String>,
    form: Form<PromoteForm>,
) -> AppResult<Response> {
    let typed = form.values.clone();
    let text = NeedFormText {
        title: typed.title,
        need: typed.need,
        beneficiaries: typed.beneficiaries,
        expected: typed.expected,
        is_result_open: !typed.is_result_open.is_empty(),
        collaborative_share: typed.collaborative_share,
    };
    match (PromoteMiniLab { slug: slug.clone(), text }).run(&app, &actor).await {
        Ok(form) => {
            Ok(shell.see_other(&incubation::url(&form), Some(("success", "flash-need-form-submitted"))))
        }
        Err(AppError::Invalid(errors)) => {
            let state = FormState::refused(&form.raw, errors, &[]);
            shell.refused_page(&load(&app, &actor, slug, Some(state)).await?)
        }
        Err(other) => Err(other),
    }
}
