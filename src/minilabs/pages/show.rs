//! `/mini-labs/:slug` and `/communautes/:slug`: a group, its ideas, its people. For everybody it is open to.

use std::collections::BTreeMap;

use poem::web::{Data, Path, Query};
use poem::{Request, Response, handler};
use serde::{Deserialize, Serialize};

use super::trail::{self, Step};
use crate::accounts::{Actor, initials};
use crate::app::App;
use crate::clock::Time;
use crate::db::Conn;
use crate::error::{AppError, AppResult};
use crate::ideas::{self, Destiny, IdeaCard};
use crate::ids::IdeaId;
use crate::minilabs::rules::{self, Action, InvitationState, MemberRole, MiniLabKind};
use crate::minilabs::{Member, MiniLab, invitation_url, join_url, leave_url, store, url};
use crate::web::paging::{Pages, address};
use crate::web::{Page, Shell};
use crate::{clustering, contests, incubation};

/// Ideas on a page.
const PER_PAGE: usize = 12;
/// Members shown.
const MEMBERS: usize = 24;

/// The page.
#[derive(Debug, Clone, Serialize)]
pub struct ShowPage {
    lab: LabView,
    list_url: &'static str,
    invitation: Option<InvitationView>,
    membership: Option<MembershipView>,
    sign_in_url: String,
    ideas: Vec<IdeaCard>,
    pages: Pages,
    members: Vec<MemberView>,
    members_more: usize,
    need_form: Option<NeedFormView>,
    trail: Vec<Step>,
    team: Option<TeamView>,
}

#[derive(Debug, Clone, Serialize)]
struct LabView {
    title: String,
    kind: MiniLabKind,
    purpose: String,
    ideas_count: usize,
    members_count: i64,
    created_at: Time,
    terms: Vec<String>,
    contest: ContestView,
}

#[derive(Debug, Clone, Serialize)]
struct ContestView {
    title: String,
    url: String,
}

#[derive(Debug, Clone, Serialize)]
struct InvitationView {
    url: String,
    idea_title: String,
    idea_lang: &'static str,
}

#[derive(Debug, Clone, Serialize)]
struct MembershipView {
    joined: bool,
    role: Option<MemberRole>,
    join_url: String,
    leave_url: String,
}

#[derive(Debug, Clone, Serialize)]
struct MemberView {
    name: String,
    initials: String,
    role: MemberRole,
    trade: Option<String>,
}

#[derive(Debug, Clone, Serialize)]
struct NeedFormView {
    title: String,
    url: String,
    state: &'static str,
}

#[derive(Debug, Clone, Serialize)]
struct TeamView {
    promote_url: Option<String>,
    invitations: Answers,
}

#[derive(Debug, Clone, Copy, Default, Serialize)]
struct Answers {
    sent: usize,
    accepted: usize,
    rather: usize,
    declined: usize,
}

#[derive(Debug, Deserialize)]
pub struct ShowQuery {
    #[serde(default)]
    page: String,
}

#[handler]
pub async fn show(
    app: Data<&App>,
    request: &Request,
    actor: Actor,
    shell: Shell,
    Path(slug): Path<String>,
    query: Query<ShowQuery>,
) -> AppResult<Response> {
    let number = query.page.parse().unwrap_or(1);
    let (lab, page) = app.read(move |conn| load(conn, &actor, &slug, number)).await?;
    // A community reached as a mini-lab, or the reverse, has one address of its own.
    if !request.uri().path().starts_with(lab.kind.folder()) {
        return Ok(shell.see_other(&url(&lab), None));
    }
    shell.page(&page)
}

fn load(conn: &mut Conn, actor: &Actor, slug: &str, number: usize) -> AppResult<(MiniLab, ShowPage)> {
    let lab = store::find_by_slug(conn, actor, slug)?.ok_or(AppError::NotFound)?;
    let here = url(&lab);
    let ids: Vec<IdeaId> = store::ideas_of(conn, &[lab.id])?.remove(&lab.id).into_iter().flatten().collect();
    let pages = Pages::new(number, ids.len(), PER_PAGE, |number| {
        address(&here, [("page", number.to_string().as_str())])
    });
    let shown: Vec<IdeaId> = ids.iter().copied().skip(pages.offset(PER_PAGE)).take(PER_PAGE).collect();
    let shown = ideas::list_by_ids(conn, &shown)?;
    let members = store::list_members(conn, lab.id)?;
    let need_form = incubation::find_of_minilab(conn, actor, lab.id)?;
    let page = ShowPage {
        lab: lab_view(conn, &lab, ids.len(), members.len())?,
        list_url: lab.kind.folder(),
        invitation: invitation(conn, actor, &lab)?,
        membership: membership(actor, &lab, &members),
        sign_in_url: address("/connexion", [("next", here.as_str())]),
        ideas: ideas::cards(conn, actor, shown, &BTreeMap::new())?,
        pages,
        members_more: members.len().saturating_sub(MEMBERS),
        team: team(conn, actor, &lab, need_form.is_some())?,
        members: members.into_iter().take(MEMBERS).map(member).collect(),
        need_form: need_form.map(|form| NeedFormView {
            url: incubation::url(&form),
            title: form.title,
            state: form.state.as_str(),
        }),
        trail: trail::load(conn, actor, &lab)?,
    };
    Ok((lab, page))
}

fn lab_view(conn: &mut Conn, lab: &MiniLab, ideas: usize, members: usize) -> AppResult<LabView> {
    let contest = contests::find(conn, lab.contest_id)?.ok_or(AppError::NotFound)?;
    Ok(LabView {
        title: lab.title.clone(),
        kind: lab.kind,
        purpose: lab.purpose.clone(),
        ideas_count: ideas,
        members_count: members as i64,
        created_at: lab.created_at,
        terms: clustering::terms_of(conn, &[lab.id])?.remove(&lab.id).unwrap_or_default(),
        contest: ContestView { url: contest.url(), title: contest.title },
    })
}

fn invitation(conn: &mut Conn, actor: &Actor, lab: &MiniLab) -> AppResult<Option<InvitationView>> {
    let Some(account) = actor.account() else { return Ok(None) };
    let waiting = store::pending_invitations(conn, account)?;
    let Some(here) = waiting.into_iter().find(|invitation| invitation.minilab_id == lab.id) else {
        return Ok(None);
    };
    let idea = ideas::list_by_ids(conn, &[here.idea_id])?;
    Ok(ideas::lines(conn, actor, idea)?.pop().map(|idea| InvitationView {
        url: invitation_url(here.id),
        idea_title: idea.title,
        idea_lang: idea.lang,
    }))
}

fn membership(actor: &Actor, lab: &MiniLab, members: &[Member]) -> Option<MembershipView> {
    let account = actor.account()?;
    let role = members.iter().find(|member| member.account_id == account).map(|member| member.role);
    Some(MembershipView { joined: role.is_some(), role, join_url: join_url(lab), leave_url: leave_url(lab) })
}

fn member(member: Member) -> MemberView {
    MemberView {
        initials: initials(&member.name),
        name: member.name,
        role: member.role,
        trade: Some(member.trade).filter(|trade| !trade.is_empty()),
    }
}

fn team(conn: &mut Conn, actor: &Actor, lab: &MiniLab, is_promoted: bool) -> AppResult<Option<TeamView>> {
    if !rules::may(actor, Action::Promote, lab.audience) {
        return Ok(None);
    }
    let mut invitations = Answers { sent: store::list_waiting(conn, lab.id)?.len(), ..Answers::default() };
    for answered in store::list_answers(conn, lab.id)? {
        match answered.state {
            InvitationState::Accepted => invitations.accepted += 1,
            InvitationState::Rather => invitations.rather += 1,
            InvitationState::Declined => invitations.declined += 1,
            InvitationState::Sent => {}
        }
    }
    let promote_url = (!is_promoted).then(|| format!("{}/promouvoir", url(lab)));
    Ok(Some(TeamView { promote_url, invitations }))
}

impl Page for ShowPage {
    const TEMPLATE: &'static str = "minilabs/show.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let by_team = Self {
            team: Some(TeamView {
                promote_url: Some("/mini-labs/vaisselle/promouvoir".into()),
                invitations: Answers { sent: 3, accepted: 8, rather: 1, declined: 1 },
            }),
            ..sample("Vaisselle et bruit", MiniLabKind::Thematic)
        };
        let promoted = Self {
            need_form: Some(NeedFormView {
                title: "Un self plus calme".into(),
                url: "/accompagnements/0000000000001".into(),
                state: "submitted",
            }),
            team: Some(TeamView { promote_url: None, invitations: Answers::default() }),
            ..sample("Vaisselle et bruit", MiniLabKind::Trade)
        };
        let invited = Self {
            invitation: Some(InvitationView {
                url: "/invitations/0000000000001".into(),
                idea_title: "<i>Moins</i> de bruit".into(),
                idea_lang: "fr",
            }),
            membership: Some(MembershipView {
                joined: false,
                role: None,
                join_url: "/mini-labs/vaisselle/rejoindre".into(),
                leave_url: "/mini-labs/vaisselle/quitter".into(),
            }),
            ..sample("Vaisselle et bruit", MiniLabKind::Thematic)
        };
        let empty =
            Self { ideas: vec![], members: vec![], members_more: 0, ..sample("Vide", MiniLabKind::Trade) };
        vec![
            ("signed_out", Self { membership: None, ..sample("Vaisselle et bruit", MiniLabKind::Thematic) }),
            ("member", sample("Cuisine", MiniLabKind::Trade)),
            ("invited", invited),
            ("by_the_team", by_team),
            ("promoted", promoted),
            ("empty", empty),
            ("hostile_text", sample("<script>alert(1)</script>", MiniLabKind::Thematic)),
            ("very_long_title", sample(&"Anticonstitutionnellement ".repeat(8), MiniLabKind::Trade)),
        ]
    }
}

fn sample(title: &str, kind: MiniLabKind) -> ShowPage {
    ShowPage {
        lab: LabView {
            title: title.into(),
            kind,
            purpose: "Manger dans le calme.".into(),
            ideas_count: 3,
            members_count: 30,
            created_at: Time::default(),
            terms: vec!["vaisselle".into(), "<b>bruit</b>".into()],
            contest: ContestView { title: title.into(), url: "/concours/idees-2026".into() },
        },
        list_url: kind.folder(),
        invitation: None,
        membership: Some(MembershipView {
            joined: true,
            role: Some(MemberRole::Bearer),
            join_url: "/mini-labs/vaisselle/rejoindre".into(),
            leave_url: "/mini-labs/vaisselle/quitter".into(),
        }),
        sign_in_url: "/connexion?next=/mini-labs/vaisselle".into(),
        ideas: vec![IdeaCard::sample(title, Destiny::InMinilab)],
        pages: Pages::new(1, 30, PER_PAGE, |number| format!("/mini-labs/vaisselle?page={number}")),
        members: vec![
            MemberView {
                name: "Lina Moreau".into(),
                initials: "LM".into(),
                role: MemberRole::Bearer,
                trade: Some("cantinière".into()),
            },
            MemberView { name: title.into(), initials: "?".into(), role: MemberRole::Bearer, trade: None },
        ],
        members_more: 28,
        need_form: None,
        trail: Step::samples(),
        team: None,
    }
}
