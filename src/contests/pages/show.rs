//! `/concours/:slug`: one contest, where its ideas are, its calendar; for the team, what can be done. For everybody, as
//! far as it is open to them.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use poem::web::{Data, Path};
use poem::{Response, handler};
use serde::Serialize;

use super::views::{HOSTILE, ImportLine, LONG};
use crate::accounts::Actor;
use crate::app::App;
use crate::audience::Audience;
use crate::contests::{
    Calendar, Contest, ContestAction, ImportState, Phase, Stage, calendar_of, count_authors, find_by_slug,
    list_imports, may,
};
use crate::db::Conn;
use crate::error::{AppError, AppResult};
use crate::ideas::{self, Destiny, IdeaCard, IdeaFilter};
use crate::web::{Page, Shell};

/// Ideas that the page shows.
const SOME_IDEAS: i64 = 6;
/// Imports that the page shows.
const SOME_IMPORTS: i64 = 5;

/// The page.
#[derive(Debug, Clone, Serialize)]
pub struct ShowPage {
    contest: ContestView,
    phases: Vec<PhaseView>,
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
}

#[derive(Debug, Clone, Serialize)]
struct PhaseView {
    kind: Phase,
    opens_on: Option<NaiveDate>,
    closes_on: Option<NaiveDate>,
    state: &'static str,
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
    moves: Vec<MoveView>,
    imports: Vec<ImportLine>,
}

#[derive(Debug, Clone, Serialize)]
struct MoveView {
    to: Stage,
    url: String,
}

impl Page for ShowPage {
    const TEMPLATE: &'static str = "contests/show.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let day = NaiveDate::default();
        let phases = || {
            let phase = |kind, state| PhaseView { kind, opens_on: Some(day), closes_on: Some(day), state };
            let open = PhaseView { closes_on: None, ..phase(Phase::Jury, "next") };
            vec![phase(Phase::Submission, "done"), phase(Phase::Vote, "now"), open]
        };
        let page = |title: &str, stage, ideas: &[&str]| Self {
            contest: ContestView {
                title: title.into(),
                summary: title.into(),
                stage,
                audience: Audience::Agents,
            },
            phases: phases(),
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
            phases: vec![],
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

impl TeamView {
    fn sample(stage: Stage, imports: Vec<ImportLine>) -> Self {
        Self::at("/concours/les-agents-ont-des-idees", stage, imports)
    }

    fn at(url: &str, stage: Stage, imports: Vec<ImportLine>) -> Self {
        let to = |to: &Stage| MoveView { to: *to, url: format!("{url}/etape/{}", to.as_str()) };
        Self {
            edit_url: format!("{url}/modifier"),
            import_url: format!("{url}/import"),
            awards_url: format!("{url}/primees"),
            clustering_url: format!("{url}/regroupement"),
            moves: stage.moves().iter().map(to).collect(),
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

fn phases(calendar: &Calendar, today: NaiveDate) -> Vec<PhaseView> {
    let view = |(kind, period): (&Phase, &crate::contests::Period)| PhaseView {
        kind: *kind,
        opens_on: period.opens_on,
        closes_on: period.closes_on,
        state: period.state_on(today),
    };
    calendar.0.iter().map(view).collect()
}

#[handler]
pub async fn show(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Path(slug): Path<String>,
) -> AppResult<Response> {
    let (today, seed) = (app.clock.now().date(), seed_of(shell.browser()));
    let page = app
        .read(move |conn| {
            let contest = find_by_slug(conn, &actor, &slug)?.ok_or(AppError::NotFound)?;
            load(conn, &actor, contest, today, seed)
        })
        .await?;
    shell.page(&page)
}

fn load(
    conn: &mut Conn,
    actor: &Actor,
    contest: Contest,
    today: NaiveDate,
    seed: u64,
) -> AppResult<ShowPage> {
    let counts = ideas::count_by_destiny(conn, Some(contest.id), &actor.audiences())?;
    let count_of =
        |wanted| counts.iter().filter(|(destiny, _)| *destiny == wanted).map(|(_, count)| count).sum();
    let total: i64 = counts.iter().map(|(_, count)| count).sum();
    let filter = IdeaFilter { contest: Some(contest.id), ..IdeaFilter::default() };
    let some = ideas::list_visible(conn, actor, &filter, SOME_IDEAS, start(seed, total))?;
    let ideas_url = format!("/idees?concours={}", contest.id);
    let is_team = may(actor, ContestAction::Edit, contest.standing());
    Ok(ShowPage {
        phases: phases(&calendar_of(conn, contest.id)?, today),
        figures: Figures {
            ideas: total,
            authors: count_authors(conn, contest.id)?,
            awarded: count_of(Destiny::Awarded),
            waiting: count_of(Destiny::Unawarded),
        },
        destinies: destinies(&ideas_url, &counts),
        ideas: ideas::cards(conn, actor, some, &BTreeMap::new())?,
        ideas_url,
        team: if is_team { Some(team(conn, &contest)?) } else { None },
        contest: ContestView {
            title: contest.title,
            summary: contest.summary,
            stage: contest.stage,
            audience: contest.audience,
        },
    })
}

fn team(conn: &mut Conn, contest: &Contest) -> AppResult<TeamView> {
    let imports = list_imports(conn, contest.id, SOME_IMPORTS)?;
    let lines = imports.into_iter().map(|import| ImportLine::of(contest, import)).collect();
    Ok(TeamView::at(&contest.url(), contest.stage, lines))
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
