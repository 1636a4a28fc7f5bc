//! `/concours`: the contests. For everybody, as far as each is open to them.

use poem::web::Data;
use poem::{Response, handler};
use serde::Serialize;

use super::views::{HOSTILE, LONG};
use crate::accounts::Actor;
use crate::app::App;
use crate::contests::{ContestCard, Stage, cards, list, may_create};
use crate::error::AppResult;
use crate::web::{Page, Shell};

/// The page.
#[derive(Debug, Clone, Serialize)]
pub struct ListPage {
    contests: Vec<ContestCard>,
    can_create: bool,
}

impl Page for ListPage {
    const TEMPLATE: &'static str = "contests/list.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let page = |cards: &[(&str, Stage)], can_create| Self {
            contests: cards.iter().map(|(title, stage)| ContestCard::sample(title, *stage)).collect(),
            can_create,
        };
        vec![
            (
                "several",
                page(&[("Les agents ont des idées", Stage::Collecting), ("2024", Stage::Closed)], true),
            ),
            ("none_yet", page(&[], false)),
            ("very_long_title", page(&[(LONG, Stage::Voting)], false)),
            ("hostile_text", page(&[(HOSTILE, Stage::Draft)], true)),
        ]
    }
}

#[handler]
pub async fn show(app: Data<&App>, actor: Actor, shell: Shell) -> AppResult<Response> {
    let (can_create, wall) = (may_create(&actor), app.wall());
    let contests = app
        .read(move |conn| {
            let contests = list(conn, &actor)?;
            cards(conn, contests, wall)
        })
        .await?;
    shell.page(&ListPage { contests, can_create })
}
