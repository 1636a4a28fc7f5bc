//! `/concours/:slug`: one contest, where its ideas are, its calendar; for the team, what can be done. For everybody, as
//! far as it is open to them.

use std::collections::BTreeMap;

use poem::web::{Data, Path};
use poem::{Response, handler};
use serde::Serialize;

use super::views::{HOSTILE, ImportLine, LONG};
use crate::accounts::Actor;
use crate::app::App;
use crate::audience::Audience;
use crate::clock::Wall;
use crate::contests::{
    Contest, ContestAction, ImportState, Stage, Timeline, calendar_of, count_authors, editions, find_by_slug,
    list_imports, moves_of,
};
use crate::db::Conn;
use crate::error::{AppError, AppResult};
use crate::ideas::{self, Destiny, IdeaCard, IdeaFilter};
use crate::ids::ContestId;
use crate::web::{Page, Shell};

/// Ideas that the page shows.
const SOME_IDEAS: i64 = 6;
/// Imports that the page shows.
const SOME_IMPORTS: i64 = 5;

/// The page.
#[derive(Debug, Clone, Serialize)]
pub struct ShowPage {
    contest: ContestView,
    submit_url: Option<String>,
    paper_url: Option<String>,
    timeline: Timeline,
    editions: Vec<EditionView>,
    figures: Figures,
    destinies: Vec<DestinyView>,
    ideas: Vec<IdeaCard>,
    ideas_url: String,
    team: Option<TeamView>,
}

#[derive(Debug, Clone, Serialize)]
struct ContestView {
    title: String,
    summary: String,
    stage: Stage,
    audience: Audience,
    about: String,
    rules: String,
    charter: String,
    categories: Vec<String>,
}

#[derive(Debug, Clone, Serialize)]
struct EditionView {
    title: String,
    url: String,
    stage: Stage,
    is_this: bool,
}

#[derive(Debug, Clone, Default, Serialize)]
struct Figures {
    ideas: i64,
    authors: i64,
    awarded: i64,
    waiting: i64,
}

#[derive(Debug, Clone, Serialize)]
struct DestinyView {
    kind: Destiny,
    count: i64,
    url: String,
}

#[derive(Debug, Clone, Serialize)]
struct TeamView {
    edit_url: String,
    import_url: String,
    awards_url: String,
    clustering_url: String,
    stage_url: String,
    categories_url: String,
    questions_url: String,
    copy_url: String,
    delete_url: Option<String>,
    awards_due: bool,
    imports: Vec<ImportLine>,
}

impl Page for ShowPage {
    const TEMPLATE: &'static str = "contests/show.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let page = |title: &str, stage, ideas: &[&str]| Self {
            contest: ContestView {
                title: title.into(),
                summary: title.into(),
                stage,
                audience: Audience::Agents,
                about: format!("{title}\n\n- une idée\n- une autre"),
                rules: title.into(),
                charter: title.into(),
                categories: vec![title.into(), "Mobilité".into()],
            },
            submit_url: (stage == Stage::Collecting)
                .then(|| "/concours/les-agents-ont-des-idees/deposer".into()),
            paper_url: (stage != Stage::Awarded).then(|| "/concours/2026/carte-papier".into()),
            timeline: Timeline::sample(stage, title),
            editions: vec![EditionView::sample(title, false), EditionView::sample(title, true)],
            figures: Figures { ideas: 244, authors: 230, awarded: 4, waiting: 12 },
            destinies: destinies(
                "/idees?concours=0000000000001",
                &[(Destiny::Awarded, 4), (Destiny::Unawarded, 240)],
            ),
            ideas: ideas.iter().map(|title| IdeaCard::sample(title, Destiny::Unawarded)).collect(),
            ideas_url: "/idees?concours=0000000000001".into(),
            team: None,
        };
        let empty = Self {
            editions: vec![],
            figures: Figures::default(),
            destinies: vec![],
            team: Some(TeamView::sample(Stage::Draft, vec![])),
            ..page("Les agents ont des idées", Stage::Draft, &[])
        };
        let imports = vec![
            ImportLine::sample("idees.csv", ImportState::Failed),
            ImportLine::sample(HOSTILE, ImportState::Done),
        ];
        let team = Some(TeamView::sample(Stage::Jury, imports));
        vec![
            ("awarded", page("Les agents ont des idées", Stage::Awarded, &["Moins de gâchis au self"])),
            ("draft", empty),
            (
                "for_the_team",
                Self { team, ..page("Les agents ont des idées", Stage::Jury, &["Un vélo pour deux"]) },
            ),
            ("very_long_title", page(LONG, Stage::Collecting, &[LONG])),
            ("hostile_text", page(HOSTILE, Stage::Closed, &[HOSTILE])),
        ]
    }
}

impl EditionView {
    fn of(contest: Contest, this: ContestId) -> Self {
        Self { url: contest.url(), stage: contest.stage, is_this: contest.id == this, title: contest.title }
    }

    fn sample(title: &str, is_this: bool) -> Self {
        Self { title: title.into(), url: "/concours/2025".into(), stage: Stage::Closed, is_this }
    }
}

impl TeamView {
    fn sample(stage: Stage, imports: Vec<ImportLine>) -> Self {
        let deletes = stage == Stage::Draft;
        Self::at("/concours/les-agents-ont-des-idees", deletes, stage == Stage::Jury, imports)
    }

    fn at(url: &str, deletes: bool, awards_due: bool, imports: Vec<ImportLine>) -> Self {
        let page = |name: &str| format!("{url}/{name}");
        Self {
            edit_url: page("modifier"),
            import_url: page("import"),
            awards_url: page("primees"),
            clustering_url: page("regroupement"),
            stage_url: page("etape"),
            categories_url: page("themes"),
            questions_url: page("questions"),
            copy_url: page("refaire"),
            delete_url: deletes.then(|| page("supprimer")),
            awards_due,
            imports,
        }
    }
}

fn destinies(ideas_url: &str, counts: &[(Destiny, i64)]) -> Vec<DestinyView> {
    let counts: BTreeMap<Destiny, i64> = counts.iter().copied().collect();
    let view = |kind: Destiny| DestinyView {
        kind,
        count: counts.get(&kind).copied().unwrap_or_default(),
        url: format!("{ideas_url}&destin={}", kind.as_str()),
    };
    Destiny::ALL.into_iter().map(view).collect()
}

#[handler]
pub async fn show(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Path(slug): Path<String>,
) -> AppResult<Response> {
    let (wall, seed) = (app.wall(), seed_of(shell.browser()));
    let page = app
        .read(move |conn| {
            let contest = find_by_slug(conn, &actor, &slug)?.ok_or(AppError::NotFound)?;
            load(conn, &actor, contest, wall, seed)
        })
        .await?;
    shell.page(&page)
}

fn load(conn: &mut Conn, actor: &Actor, contest: Contest, wall: Wall, seed: u64) -> AppResult<ShowPage> {
    let counts = ideas::count_by_destiny(conn, Some(contest.id), &actor.audiences())?;
    let count_of =
        |wanted| counts.iter().filter(|(destiny, _)| *destiny == wanted).map(|(_, count)| count).sum();
    let total: i64 = counts.iter().map(|(_, count)| count).sum();
    let filter = IdeaFilter { contest: Some(contest.id), ..IdeaFilter::default() };
    let some = ideas::list_visible(conn, actor, &filter, SOME_IDEAS, start(seed, total))?;
    let ideas_url = format!("/idees?concours={}", contest.id);
    let is_team = contest.permits(actor, ContestAction::Edit);
    let calendar = calendar_of(conn, contest.id)?;
    let timeline = Timeline::of(&contest, &calendar, &moves_of(conn, contest.id)?, wall);
    let awards_due = calendar.announcement_due(contest.stage, wall).is_some();
    let (id, categories) = (contest.id, contest.categories());
    let line = editions(conn, actor, &contest)?;
    let line = if line.len() > 1 { line } else { Vec::new() };
    Ok(ShowPage {
        // For who meets people that write by hand.
        paper_url: (is_team || actor.is_ambassador()).then(|| format!("{}/carte-papier", contest.url())),
        submit_url: contest.takes_submissions().is_ok().then(|| format!("{}/deposer", contest.url())),
        editions: line.into_iter().map(|edition| EditionView::of(edition, id)).collect(),
        figures: Figures {
            ideas: total,
            authors: count_authors(conn, contest.id)?,
            awarded: count_of(Destiny::Awarded),
            waiting: count_of(Destiny::Unawarded),
        },
        destinies: destinies(&ideas_url, &counts),
        ideas: ideas::cards(conn, actor, some, &BTreeMap::new())?,
        ideas_url,
        team: if is_team { Some(team(conn, actor, &contest, total == 0, awards_due)?) } else { None },
        contest: ContestView {
            title: contest.title,
            summary: contest.summary,
            stage: timeline.now.stage,
            audience: contest.audience,
            about: contest.about,
            rules: contest.rules,
            charter: contest.charter,
            categories,
        },
        timeline,
    })
}

fn team(
    conn: &mut Conn,
    actor: &Actor,
    contest: &Contest,
    is_empty: bool,
    awards_due: bool,
) -> AppResult<TeamView> {
    let imports = list_imports(conn, contest.id, SOME_IMPORTS)?;
    let lines = imports.into_iter().map(|import| ImportLine::of(contest, import)).collect();
    let deletes = is_empty && contest.permits(actor, ContestAction::Delete);
    Ok(TeamView::at(&contest.url(), deletes, awards_due, lines))
}

/// A number of the browser's own, so that each person begins elsewhere among the ideas, and finds them again.
fn seed_of(browser: &str) -> u64 {
    browser
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

fn start(seed: u64, total: i64) -> i64 {
    let places = (total - SOME_IDEAS).max(0) as u64 + 1;
    (seed % places) as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_person_begins_somewhere_among_the_ideas() {
        for (seed, total) in [(7, 0), (7, 6), (u64::MAX, 7), (12_345, 244)] {
            assert!((0..=(total - SOME_IDEAS).max(0)).contains(&start(seed, total)));
        }
        assert_ne!(start(seed_of("one"), 244), start(seed_of("two"), 244));
    }
}
