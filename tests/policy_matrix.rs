//! Who may do what, as one committed table that people who do not program can read: a change of policy is a line in the
//! diff of `docs/permissions.txt`.

use std::fmt::Write;

use minilabs::accounts::{Actor, Role, may_issue_cards, may_manage_accounts};
use minilabs::audience::Audience;
use minilabs::contests::{Opportunity, Stage};
use minilabs::ideas::{self, IdeaState};
use minilabs::ids::{AccountId, Id};
use minilabs::web::Access;
use minilabs::{
    attachments, clustering, comments, contests, incubation, minilabs as labs, operations, organisation,
};

use crate::support::{Tested, committed};

/// The roles, from the one that may least.
fn people() -> [(&'static str, Actor); 6] {
    let account = AccountId::from_i64(1);
    [
        ("visitor", Actor::visitor()),
        ("agent", Actor::new(account, vec![])),
        ("ambassador", Actor::new(account, vec![Role::Ambassador])),
        ("moderator", Actor::new(account, vec![Role::Moderator])),
        ("animator", Actor::new(account, vec![Role::Animator])),
        ("administrator", Actor::new(account, vec![Role::Administrator])),
    ]
}

/// An action and whether an actor may do it.
type Question<'a> = (String, &'a dyn Fn(&Actor) -> bool);

/// A block: its heading, and the actions.
fn block(out: &mut String, heading: &str, actions: &[Question<'_>]) {
    let _ = write!(out, "\n{heading}\n{:16}", "");
    for (action, _) in actions {
        let _ = write!(out, "{action:>16}");
    }
    out.push('\n');
    for (name, actor) in people() {
        let _ = write!(out, "{name:16}");
        for (_, may) in actions {
            let _ = write!(out, "{:>16}", if may(&actor) { "yes" } else { "-" });
        }
        out.push('\n');
    }
}

/// A block of a room's actions on a resource in one state.
fn actions<A: Copy + std::fmt::Debug>(
    out: &mut String,
    heading: &str,
    all: &[A],
    may: impl Fn(&Actor, A) -> bool,
) {
    let asked: Vec<_> = all
        .iter()
        .map(|action| {
            let action = *action;
            let may = &may;
            (format!("{action:?}"), move |actor: &Actor| may(actor, action))
        })
        .collect();
    let asked: Vec<Question<'_>> =
        asked.iter().map(|(name, may)| (name.clone(), may as &dyn Fn(&Actor) -> bool)).collect();
    block(out, heading, &asked);
}

/// What a contest opens at each stage, to those who may see it; what ends with its last day has a star.
fn opportunities(out: &mut String) {
    let _ = write!(out, "\nwhat a contest opens at each stage (*: until its last day)\n{:16}", "");
    for what in Opportunity::ALL {
        let star = if what.has_a_last_day() { "*" } else { "" };
        let _ = write!(out, "{:>16}", format!("{what:?}{star}"));
    }
    out.push('\n');
    for stage in Stage::ALL {
        let _ = write!(out, "{:16}", stage.as_str());
        for what in Opportunity::ALL {
            let _ = write!(out, "{:>16}", if stage.allows(what) { "yes" } else { "-" });
        }
        out.push('\n');
    }
}

#[test]
fn the_matrix_is_the_committed_one() -> Tested {
    let mut out =
        "Who may do what. Written by tests/policy_matrix.rs: UPDATE=1 cargo test --test main policy\n"
            .to_owned();
    actions(
        &mut out,
        "pages",
        &[Access::Everybody, Access::SignedIn, Access::AnyTeam, Access::Team, Access::Administrators],
        |actor, access| actor.open(access).is_ok(),
    );
    block(
        &mut out,
        "the platform",
        &[
            ("ManageAccounts".into(), &may_manage_accounts),
            ("IssueCards".into(), &may_issue_cards),
            ("ManageUnits".into(), &organisation::may_manage),
            ("Operate".into(), &operations::may_operate),
            ("CreateContest".into(), &contests::may_create),
        ],
    );
    for stage in [Stage::Draft, Stage::Collecting, Stage::Awarded] {
        for audience in Audience::ALL {
            let standing = contests::Standing { audience, stage };
            let heading = format!("a contest for {}, {}", audience.as_str(), stage.as_str());
            actions(&mut out, &heading, &contests::ContestAction::ALL, |actor, action| {
                contests::may(actor, action, standing)
            });
        }
    }
    opportunities(&mut out);
    for state in IdeaState::ALL {
        for (whose, is_own) in [("of somebody else", false), ("of one's own", true)] {
            let heading = format!("an idea {whose}, {}, while its contest takes ideas", state.as_str());
            let standing = ideas::Standing { state, is_own, is_contest_seen: true, takes_ideas: true };
            actions(&mut out, &heading, &ideas::IdeaAction::ALL, |actor, action| {
                ideas::may(actor, action, standing)
            });
            let heading = format!("the files of {heading}");
            actions(&mut out, &heading, &attachments::AttachmentAction::ALL, |actor, action| {
                attachments::may(actor, action, standing)
            });
        }
    }
    for state in IdeaState::ALL {
        let ask = |is_own, takes_comments| {
            move |actor: &Actor| {
                comments::may_write(actor, comments::IdeaStanding { state, is_own, takes_comments })
            }
        };
        let (open, closed, own) = (ask(false, true), ask(false, false), ask(true, false));
        let asked: [Question<'_>; 3] =
            [("OpenToComments".into(), &open), ("Closed".into(), &closed), ("OwnClosed".into(), &own)];
        block(&mut out, &format!("writing under an idea, {}", state.as_str()), &asked);
    }
    for audience in comments::CommentAudience::ALL {
        for (how, is_own, is_hidden) in
            [("", false, false), (" of one's own", true, false), (", hidden", false, true)]
        {
            let standing = comments::Standing {
                audience: *audience,
                is_place_seen: true,
                is_idea_own: false,
                is_own,
                is_hidden,
                is_withdrawn: false,
                is_fresh: true,
            };
            let heading = format!("a comment for {}{how}", audience.as_str());
            actions(&mut out, &heading, &comments::CommentAction::ALL, |actor, action| {
                comments::may(actor, action, standing)
            });
        }
    }
    for (how, is_own, is_helper) in [
        ("of somebody else", false, false),
        ("of one's own", true, false),
        ("that one helps with", false, true),
    ] {
        for state in comments::HelpState::ALL {
            let standing = comments::HelpStanding { state: *state, is_own, is_helper };
            let heading = format!("a request for help {how}, {}", state.as_str());
            actions(&mut out, &heading, &comments::HelpAction::ALL, |actor, action| {
                comments::may_help(actor, action, standing)
            });
        }
    }
    actions(&mut out, "proposals of the machine", &clustering::Action::ALL, clustering::may);
    for audience in Audience::ALL {
        let heading = format!("a mini-lab or community for {}", audience.as_str());
        actions(&mut out, &heading, &labs::Action::ALL, |actor, action| labs::may(actor, action, audience));
    }
    for (heading, is_own, is_from_visible_minilab) in [
        ("a need form of somebody else", false, false),
        ("a need form of one's own", true, false),
        ("a need form from a mini-lab that one sees", false, true),
    ] {
        let standing = incubation::Standing { is_own, is_from_visible_minilab };
        actions(&mut out, heading, &incubation::Action::ALL, |actor, action| {
            incubation::may(actor, action, standing)
        });
    }
    committed("docs/permissions.txt", &out)
}

/// Whoever is more may do no less.
#[test]
fn a_higher_role_never_may_less() {
    for access in [Access::Everybody, Access::SignedIn, Access::Team, Access::Administrators] {
        let opens: Vec<bool> = people().iter().map(|(_, actor)| actor.open(access).is_ok()).collect();
        assert!(opens.is_sorted(), "{access:?} {opens:?}");
    }
    for audience in Audience::ALL {
        for action in labs::Action::ALL {
            let may: Vec<bool> =
                people().iter().map(|(_, actor)| labs::may(actor, action, audience)).collect();
            assert!(may.is_sorted(), "{action:?} {audience:?} {may:?}");
        }
    }
}
