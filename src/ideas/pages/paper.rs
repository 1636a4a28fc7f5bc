//! `/concours/:slug/carte-papier`: the form of an idea on paper, for who writes by hand; somebody copies it out, and gives
//! the lower part back with the idea's number. For everybody who sees the contest.

use poem::web::{Data, Path, Query};
use poem::{Response, handler};
use serde::{Deserialize, Serialize};

use super::typed::{self, QuestionView};
use crate::accounts::{Actor, NameLevel};
use crate::app::App;
use crate::contests;
use crate::error::{AppError, AppResult};
use crate::ideas::{Call, TypedIdea};
use crate::web::qr::Qr;
use crate::web::{Page, Shell};

/// The page.
#[derive(Debug, Clone, Serialize)]
pub struct PaperPage {
    contest: String,
    url: String,
    address: String,
    qr: Qr,
    size: Size,
    categories: Vec<String>,
    questions: Vec<QuestionView>,
    has_charter: bool,
    levels: [NameLevel; 3],
}

/// The sheet it is printed on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Size {
    /// The usual one: room to write large.
    #[default]
    A4,
    /// Half of it, for a pocket or a letter box.
    A5,
}

#[derive(Debug, Deserialize)]
pub struct PaperQuery {
    #[serde(default)]
    format: String,
}

impl PaperPage {
    fn sample(contest: &str, size: Size) -> Self {
        Self {
            contest: contest.into(),
            url: "/concours/2026".into(),
            address: "https://minilabs.example/concours/2026".into(),
            qr: Qr::of("https://minilabs.example/concours/2026").unwrap_or_default(),
            size,
            categories: vec![],
            questions: vec![],
            has_charter: false,
            levels: NameLevel::ALL,
        }
    }
}

impl Page for PaperPage {
    const TEMPLATE: &'static str = "ideas/paper.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let page = Self::sample("Toutes les idées comptent", Size::A4);
        vec![
            ("half_a_sheet", Self::sample("Toutes les idées comptent", Size::A5)),
            (
                "with_all_that_a_contest_asks",
                Self {
                    categories: vec!["Restauration".into(), "<b>Ménage</b>".into()],
                    questions: QuestionView::samples(),
                    has_charter: true,
                    ..page.clone()
                },
            ),
            ("plain", page),
            ("hostile_text", Self::sample("<script>alert(1)</script>", Size::A4)),
            ("very_long_title", Self::sample(&"Anticonstitutionnellement ".repeat(8), Size::A5)),
        ]
    }
}

#[handler]
pub async fn show(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Path(slug): Path<String>,
    Query(query): Query<PaperQuery>,
) -> AppResult<Response> {
    let call = app
        .read(move |conn| {
            let contest = contests::find_by_slug(conn, &actor, &slug)?.ok_or(AppError::NotFound)?;
            // Whoever prints it, it is for somebody who accepted nothing yet.
            Call::for_visitor(conn, contest)
        })
        .await?;
    let url = call.contest.url();
    let address = format!("{}{url}", app.config.base_url);
    shell.page(&PaperPage {
        qr: Qr::of(&address)?,
        address,
        url,
        size: if query.format == "a5" { Size::A5 } else { Size::A4 },
        categories: call.contest.categories(),
        questions: typed::questions(&call.questions, &TypedIdea::default()),
        has_charter: call.must_accept,
        levels: NameLevel::ALL,
        contest: call.contest.title,
    })
}
