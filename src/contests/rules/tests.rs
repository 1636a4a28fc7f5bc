use super::*;
use crate::accounts::Role;
use crate::ids::{AccountId, Id};

#[test]
fn each_stage_leads_where_it_may() {
    use Stage::{Awarded, Closed, Collecting, Draft, Jury, Voting};
    let legal = [
        (Draft, Collecting),
        (Draft, Jury),
        (Collecting, Voting),
        (Collecting, Jury),
        (Collecting, Draft),
        (Voting, Jury),
        (Voting, Collecting),
        (Jury, Voting),
        (Jury, Collecting),
        (Awarded, Closed),
        (Closed, Awarded),
    ];
    for from in Stage::ALL {
        for to in Stage::ALL {
            let expected = legal.contains(&(from, to));
            assert_eq!(from.moved_to(to).is_ok(), expected, "{from:?} to {to:?}");
        }
    }
}

#[test]
fn results_are_announced_once_and_not_by_a_move() {
    assert_eq!(Stage::Jury.moved_to(Stage::Awarded), Err(StageRefusal::AnnounceInstead));
    assert_eq!(Stage::Jury.announced(), Ok(Stage::Awarded));
    assert_eq!(Stage::Awarded.announced(), Err(StageRefusal::Announced));
    assert_eq!(Stage::Closed.announced(), Err(StageRefusal::Announced));
}

#[test]
fn ideas_come_in_until_the_results_are_known() {
    assert!(Stage::Draft.takes_ideas().is_ok() && Stage::Jury.takes_ideas().is_ok());
    assert!(Stage::Awarded.takes_ideas().is_err() && Stage::Closed.takes_ideas().is_err());
}

fn faults(typed: &[(Phase, &str, &str)]) -> Vec<(&'static str, &'static str)> {
    let mut errors = FieldErrors::default();
    Calendar::checked(typed.iter().copied(), &mut errors);
    errors.0.iter().map(|fault| (fault.field, fault.kind)).collect()
}

#[test]
fn a_calendar_keeps_its_order() {
    let fine = [
        (Phase::Submission, "2026-03-01", "2026-03-31"),
        (Phase::Vote, "", ""),
        (Phase::Jury, "2026-03-15", ""),
    ];
    assert_eq!(faults(&fine), []);
    let wrong = [(Phase::Submission, "2026-03-31", "2026-03-01"), (Phase::Jury, "2026-02-01", "")];
    assert_eq!(faults(&wrong), [("submission_closes_on", "date-order"), ("jury_opens_on", "phase-order")]);
}

#[test]
fn a_day_that_does_not_exist_is_refused() {
    for typed in ["2026-02-30", "02/03/2026", "hier", "20260-01-01", "0026-01-01", "-2026-01-01"] {
        assert_eq!(faults(&[(Phase::Vote, typed, "")]), [("vote_opens_on", "invalid-date")], "{typed}");
    }
}

#[test]
fn a_phase_is_over_now_or_to_come() {
    let day = |day| NaiveDate::from_ymd_opt(2026, 3, day);
    let period = Period { opens_on: day(5), closes_on: day(10) };
    let states = [4, 5, 10, 11].map(|today| period.state_on(day(today).unwrap()));
    assert_eq!(states, ["next", "now", "now", "done"]);
    let one_day = Period { opens_on: day(5), closes_on: None };
    assert_eq!([5, 6].map(|today| one_day.state_on(day(today).unwrap())), ["now", "done"]);
}

#[test]
fn an_address_is_made_of_any_title() {
    for (title, slug) in [
        ("Les agents ont des idées !", "les-agents-ont-des-idees"),
        ("  L’œuf — d’abord  ", "l-oeuf-d-abord"),
        ("日本語", ""),
        ("../../etc", "etc"),
    ] {
        assert_eq!(slug_of(title), slug);
    }
    let long = slug_of(&"agents ".repeat(50));
    assert!(is_slug(&long), "{long}");
    assert!(slug_of(&"a".repeat(500)).len() <= SLUG);
}

#[test]
fn an_address_is_plain() {
    for slug in ["ab", "les-agents-2026", "2026"] {
        assert!(is_slug(slug), "{slug}");
    }
    for slug in ["", "a", "-a", "a-", "a--b", "Été", "a b", "nouveau", "a/b", &"a".repeat(61)] {
        assert!(!is_slug(slug), "{slug}");
    }
}

#[test]
fn a_draft_is_the_teams_own() {
    let (agent, animator) = (actor(&[]), actor(&[Role::Animator]));
    let standing = |stage| Standing { audience: Audience::Public, stage };
    for visitor in [&Actor::visitor(), &agent] {
        assert!(may(visitor, ContestAction::See, standing(Stage::Collecting)));
        assert!(!may(visitor, ContestAction::See, standing(Stage::Draft)));
        assert!(ContestAction::ALL[1..].iter().all(|action| !may(
            visitor,
            *action,
            standing(Stage::Collecting)
        )));
    }
    assert!(ContestAction::ALL.iter().all(|action| may(&animator, *action, standing(Stage::Draft))));
    let inside = Standing { audience: Audience::Agents, stage: Stage::Voting };
    assert!(!may(&Actor::visitor(), ContestAction::See, inside) && may(&agent, ContestAction::See, inside));
}

fn actor(roles: &[Role]) -> Actor {
    Actor::new(AccountId::from_i64(1), roles.to_vec())
}
