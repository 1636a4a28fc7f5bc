//! `/`: for a visitor what this is; for an agent what waits for them and what became of their ideas; for the team its
//! queue. For everybody.

use std::collections::BTreeMap;

use poem::web::Data;
use poem::{Response, handler};
use serde::Serialize;

use crate::accounts::{self, Actor};
use crate::app::App;
use crate::clock::{Time, Wall};
use crate::clustering;
use crate::comments;
use crate::contests::{self, ContestCard, Stage};
use crate::db::Conn;
use crate::error::AppResult;
use crate::ideas::{self, Destiny, IdeaCard};
use crate::impact::{self, DestinyCount};
use crate::incubation::{self, NeedState};
use crate::jobs;
use crate::minilabs::{self, MiniLabCard, MiniLabKind};
use crate::operations;
use crate::web::paging::address;
use crate::web::render::Samples;
use crate::web::{Access, Page, Routes, Shell};

/// Mini-labs shown.
const LABS: usize = 3;
/// Ideas of one's own shown.
const OWN_IDEAS: usize = 10;

/// The page.
#[derive(Debug, Clone, Serialize)]
pub struct HomePage {
    counter: Counter,
    destinies: Vec<DestinyCount>,
    contest: Option<ContestCard>,
    submit_url: Option<String>,
    minilabs: Vec<MiniLabCard>,
    me: Option<Me>,
}

#[derive(Debug, Clone, Default, Serialize)]
struct Counter {
    ideas: i64,
    with_destiny: i64,
    waiting: i64,
}

#[derive(Debug, Clone, Serialize)]
struct Me {
    invitations: Vec<InvitationLine>,
    ideas: Vec<IdeaCard>,
    queue: Vec<QueueLine>,
}

#[derive(Debug, Clone, Serialize)]
struct InvitationLine {
    url: String,
    idea_title: String,
    idea_lang: &'static str,
    minilab_title: String,
    minilab_kind: MiniLabKind,
}

#[derive(Debug, Clone, Serialize)]
struct QueueLine {
    kind: &'static str,
    count: i64,
    url: String,
}

impl Page for HomePage {
    const TEMPLATE: &'static str = "home/home.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let destiny = |kind: Destiny, count| DestinyCount { kind, count, url: "/idees".into() };
        let empty = Self {
            counter: Counter::default(),
            destinies: vec![],
            contest: None,
            submit_url: None,
            minilabs: vec![],
            me: None,
        };
        let visitor = Self {
            counter: Counter { ideas: 244, with_destiny: 244, waiting: 9 },
            destinies: vec![
                destiny(Destiny::Awarded, 4),
                destiny(Destiny::InMinilab, 231),
                destiny(Destiny::Unawarded, 9),
            ],
            contest: Some(ContestCard::sample("Toutes les idées comptent", Stage::Collecting)),
            submit_url: Some("/concours/2026/deposer".into()),
            minilabs: vec![
                MiniLabCard::sample("Vaisselle et bruit", MiniLabKind::Thematic),
                MiniLabCard::sample("<script>alert(1)</script>", MiniLabKind::Trade),
            ],
            ..empty.clone()
        };
        let invitation = InvitationLine {
            url: "/invitations/0000000000001".into(),
            idea_title: "Anticonstitutionnellement ".repeat(8),
            idea_lang: "fr",
            minilab_title: "Vaisselle et bruit".into(),
            minilab_kind: MiniLabKind::Thematic,
        };
        let agent = Me {
            invitations: vec![invitation],
            ideas: vec![IdeaCard::sample("Peser les restes", Destiny::InMinilab)],
            queue: vec![],
        };
        let line = |kind, count| QueueLine { kind, count, url: "/idees".into() };
        let queue = vec![
            line("to_review", 2),
            line("unanswered", 240),
            line("clusters", 1),
            line("need_forms", 2),
            line("reports", 3),
            line("help_requests", 1),
            line("dead_jobs", 1),
        ];
        let team = Me { invitations: vec![], ideas: vec![], queue };
        vec![
            ("empty", empty),
            ("visitor", visitor.clone()),
            ("agent", Self { me: Some(agent), ..visitor.clone() }),
            ("team", Self { me: Some(team), ..visitor }),
        ]
    }
}

#[handler]
pub async fn show(app: Data<&App>, actor: Actor, shell: Shell) -> AppResult<Response> {
    let wall = app.wall();
    let page = app.read(move |conn| load(conn, &actor, wall)).await?;
    // The sample shell draws signed-in pages for nobody; a person is greeted by name.
    let me = page.me.filter(|_| shell.viewer.is_some());
    shell.page(&HomePage { me, ..page })
}

fn load(conn: &mut Conn, actor: &Actor, wall: Wall) -> AppResult<HomePage> {
    let destinies = impact::destinies(conn, actor)?;
    let count = |is: &dyn Fn(Destiny) -> bool| {
        destinies.iter().filter(|line| is(line.kind)).map(|line| line.count).sum::<i64>()
    };
    let counter = Counter {
        ideas: count(&|_| true),
        with_destiny: count(&|_| true),
        waiting: count(&|kind| kind == Destiny::Unawarded),
    };
    let contest = contests::current(conn, actor)?;
    let open = contest.as_ref().filter(|contest| contest.takes_submissions().is_ok());
    let submit_url = open.map(|contest| format!("{}/deposer", contest.url()));
    let contest = match contest {
        Some(contest) => contests::card(conn, contest, wall)?,
        None => None,
    };
    let mut labs = minilabs::list(conn, actor)?;
    labs.truncate(LABS);
    Ok(HomePage {
        minilabs: minilabs::cards(conn, labs, actor.account())?,
        me: me(conn, actor, counter.waiting, wall.at)?,
        counter,
        destinies,
        contest,
        submit_url,
    })
}

fn me(conn: &mut Conn, actor: &Actor, waiting: i64, now: Time) -> AppResult<Option<Me>> {
    let Some(account) = actor.account() else { return Ok(None) };
    let pending = minilabs::pending_invitations(conn, account)?;
    let invitations = pending.into_iter().map(|pending| InvitationLine {
        url: minilabs::invitation_url(pending.id),
        idea_title: pending.idea_title,
        idea_lang: "fr",
        minilab_title: pending.minilab_title,
        minilab_kind: pending.minilab_kind,
    });
    let mut own = ideas::list_of_account(conn, account)?;
    own.truncate(OWN_IDEAS);
    Ok(Some(Me {
        invitations: invitations.collect(),
        ideas: ideas::cards(conn, actor, own, &BTreeMap::new())?,
        queue: queue(conn, actor, waiting, now)?,
    }))
}

/// What waits for the team.
fn queue(conn: &mut Conn, actor: &Actor, waiting: i64, now: Time) -> AppResult<Vec<QueueLine>> {
    if !actor.is_team() {
        return Ok(Vec::new());
    }
    let proposed = clustering::count_proposed(conn)?;
    let forms = incubation::count_by_state(conn)?;
    let submitted = forms.into_iter().find(|(state, _)| *state == NeedState::Submitted);
    let dead = if operations::may_operate(actor) { jobs::count_dead(conn)? } else { 0 };
    let decides = accounts::may_manage_accounts(actor);
    let identities = if decides { accounts::count_identity_claims(conn, now)? } else { 0 };
    let contest = contests::current(conn, actor)?;
    let proposals = contest.as_ref().map(|contest| clustering::proposals_url(&contest.slug));
    let start = contest.as_ref().map(|contest| clustering::start_url(&contest.slug));
    // Without proposals yet, what the ideas wait for is that they are grouped.
    let unanswered = start.filter(|_| proposed == 0);
    let line = |kind, count, url: String| QueueLine { kind, count, url };
    let lines = vec![
        line("to_review", ideas::count_waiting(conn, actor)?, "/moderation".into()),
        line(
            "unanswered",
            waiting,
            unanswered.unwrap_or_else(|| address("/idees", [("destin", Destiny::Unawarded.as_str())])),
        ),
        line("clusters", proposed, proposals.unwrap_or_else(|| "/concours".into())),
        line("need_forms", submitted.map_or(0, |(_, count)| count), "/accompagnements".into()),
        line("reports", comments::count_open_reports(conn)?, "/signalements".into()),
        line("help_requests", comments::count_open_help(conn)?, "/demandes-aide".into()),
        line("identities", identities, "/identites".into()),
        line("dead_jobs", dead, "/taches".into()),
    ];
    Ok(lines.into_iter().filter(|line| line.count > 0).collect())
}

/// This room's pages.
pub fn routes(routes: &mut Routes) {
    routes.get("/", Access::Everybody, show);
}

/// Samples of this room's pages.
pub fn samples(samples: &mut Samples) {
    samples.add::<HomePage>();
}
