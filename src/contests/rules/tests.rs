use chrono::NaiveDate;

use super::*;
use crate::accounts::Role;
use crate::error::{FieldError, FieldErrors};
use crate::ids::{AccountId, Id};

#[test]
fn each_stage_leads_where_it_may() {
    use Stage::{Collecting, Draft, Jury};
    for from in Stage::ALL {
        for to in Stage::ALL {
            let is_same_side = from.is_announced() == to.is_announced();
            let expected = match (from, to) {
                _ if from == to => false,
                (Draft, to) => [Collecting, Jury].contains(&to),
                (from, Draft) => from == Collecting,
                _ => is_same_side,
            };
            assert_eq!(from.moved_to(to).is_ok(), expected, "{from:?} to {to:?}");
        }
    }
}

#[test]
fn results_are_announced_once_and_not_by_a_move() {
    assert_eq!(Stage::Jury.moved_to(Stage::Awarded), Err(StageRefusal::AnnounceInstead));
    assert_eq!(Stage::Jury.announced(), Ok(Stage::Awarded));
    for stage in Stage::ALL.into_iter().filter(|stage| stage.is_announced()) {
        assert_eq!(stage.announced(), Err(StageRefusal::Announced));
    }
}

#[test]
fn ideas_come_in_until_the_results_are_known() {
    assert!(Stage::Draft.takes_ideas().is_ok() && Stage::Jury.takes_ideas().is_ok());
    assert!(Stage::Awarded.takes_ideas().is_err() && Stage::Closed.takes_ideas().is_err());
}

#[test]
fn what_a_stage_opens_ends_with_its_last_day() {
    let at = |stage, is_over| Position { stage, is_over };
    assert_eq!(at(Stage::Draft, false).takes_submissions(), Err(StageRefusal::NotOpenYet));
    assert_eq!(at(Stage::Collecting, false).takes_submissions(), Ok(()));
    assert_eq!(at(Stage::Collecting, true).takes_submissions(), Err(StageRefusal::TakesNoIdeas));
    assert_eq!(at(Stage::Voting, false).takes_submissions(), Err(StageRefusal::TakesNoIdeas));
    assert!(at(Stage::Collecting, true).allows(Opportunity::Comment));
    // Nobody follows the crowd: how many supported and voted waits for the results.
    for stage in Stage::ALL {
        assert_eq!(stage.allows(Opportunity::SeeTallies), stage.is_announced(), "{stage:?}");
    }
}

fn faults(typed: &[(Phase, &str, &str)]) -> Vec<(&'static str, &'static str)> {
    let typed: Vec<PhaseDraft> =
        typed.iter().map(|(phase, opens, closes)| PhaseDraft::days(*phase, opens, closes)).collect();
    faults_of(&typed)
}

fn faults_of(typed: &[PhaseDraft]) -> Vec<(&'static str, &'static str)> {
    let mut errors = FieldErrors::default();
    Calendar::checked(typed, &mut errors);
    errors.0.iter().map(FieldError::pair).collect()
}

#[test]
fn a_calendar_keeps_its_order() {
    let fine = [
        (Phase::Submission, "2026-03-01", "2026-03-31"),
        (Phase::Vote, "", ""),
        (Phase::Jury, "2026-04-01", ""),
    ];
    assert_eq!(faults(&fine), []);
    let wrong = [(Phase::Submission, "2026-03-31", "2026-03-01"), (Phase::Jury, "2026-02-01", "")];
    assert_eq!(faults(&wrong), [("submission_closes_on", "date-order"), ("jury_opens_on", "phase-order")]);
    let both = [(Phase::Submission, "2026-03-01", "2026-03-31"), (Phase::Vote, "2026-03-31", "2026-04-30")];
    assert_eq!(faults(&both), [("vote_opens_on", "phase-overlap")]);
}

#[test]
fn hours_let_two_phases_meet_on_one_day() {
    let phase = |phase, opens, opens_at: &str, closes, closes_at: &str| PhaseDraft {
        opens_at: opens_at.into(),
        closes_at: closes_at.into(),
        ..PhaseDraft::days(phase, opens, closes)
    };
    let vote = |at| phase(Phase::Vote, "2026-03-31", at, "", "");
    let submission = phase(Phase::Submission, "2026-03-01", "", "2026-03-31", "12:00");
    assert_eq!(faults_of(&[submission.clone(), vote("12:00")]), []);
    assert_eq!(faults_of(&[submission.clone(), vote("11:59")]), [("vote_opens_on", "phase-overlap")]);
    assert_eq!(faults_of(&[vote("25:00")]), [("vote_opens_at", "invalid-time")]);
    assert_eq!(faults_of(&[phase(Phase::Vote, "", "08:00", "", "")]), [("vote_opens_on", "day-missing")]);
}

#[test]
fn a_day_that_does_not_exist_is_refused() {
    for typed in ["2026-02-30", "02/03/2026", "hier", "20260-01-01", "0026-01-01", "-2026-01-01"] {
        assert_eq!(faults(&[(Phase::Vote, typed, "")]), [("vote_opens_on", "invalid-date")], "{typed}");
    }
}

#[test]
fn the_last_day_belongs_to_the_phase() {
    let day = NaiveDate::from_ymd_opt(2026, 11, 15);
    let period = Period { opens_on: day, closes_on: day, ..Period::default() };
    let paris = "Europe/Paris".parse().unwrap();
    // Paris is an hour ahead in winter.
    assert_eq!(period.begins(paris).map(|at| at.to_string()).as_deref(), Some("2026-11-14 23:00:00"));
    assert_eq!(period.ends(paris).map(|at| at.to_string()).as_deref(), Some("2026-11-15 23:00:00"));
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
        assert!(ContestAction::ALL[2..].iter().all(|action| !may(
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
