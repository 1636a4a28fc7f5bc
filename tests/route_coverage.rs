//! Every route, tried as every member of the cast and signed out. A new route without a sample here fails.
//!
//! The same enumeration proves that looking changes nothing, that no form is taken without its token, and that every
//! answer carries its headers.

use std::collections::BTreeSet;

use minilabs::server;
use minilabs::web::Access::{self, Administrators, AnyTeam, Everybody, SignedIn, Team};
use minilabs::web::Route;
use poem::Body;
use poem::http::Method;
use serde_json::Value;

use crate::support::{ADA, ALICE, Answer, BOB, CHARLIE, NOE, Person, TestApp, Tested};
use crate::world::World;

/// Where the room's own rule is narrower than the route's word.
const NARROWER: [(&str, Access); 8] = [
    ("/courrier", Administrators),
    ("/courrier/:id", Administrators),
    ("/cartes", Team),
    ("/cartes/:id", Team),
    ("/cartes/:id/affiche", Team),
    ("/cartes/:id/:card/annuler", Team),
    ("/cartes/:id/:card/debloquer", Team),
    ("/cartes/:id/:card/remplacer", Team),
];

/// Feeds say themselves how long they may be kept; one that is everybody's may be shared.
const KEPT: [(&str, &str); 5] = [
    ("/flux/idees.atom", "public, max-age=300"),
    ("/flux/idees.json", "public, max-age=300"),
    ("/flux/concours/:slug/idees.atom", "public, max-age=300"),
    ("/flux/concours/:slug/idees.json", "public, max-age=300"),
    ("/flux/moi/:token", "private, no-cache"),
];

/// Writes whose address is the proof: they take no form of ours, see RFC 8058.
pub const BY_ADDRESS: [&str; 1] = ["/desabonnement/:token"];

/// Forms that are written for a long time: without their token they come back filled instead of being refused. Where a
/// file is sent, who may not is told before it is read.
pub const COME_BACK: [&str; 9] = [
    "/idees/:slug/fichiers",
    "/concours/:slug/deposer",
    "/idees/:slug/modifier",
    "/idees/:slug/commentaires",
    "/idees/:slug/signaler",
    "/commentaires/:id/modifier",
    "/commentaires/:id/signaler",
    "/demander-aide",
    "/demandes-aide/:id/messages",
];

/// A path to try a route on.
pub fn sample(world: &World, route: &str) -> Option<String> {
    let (open, grouped) = (&world.open_contest.slug, &world.stage.contest.slug);
    let is_grouping = route.starts_with("/concours/:slug/regroupement");
    let slug = match route.split('/').nth(1)? {
        "concours" if is_grouping => grouped,
        "concours" => open,
        "mini-labs" => &world.lab.slug,
        "communautes" => &world.community.slug,
        "connexion" => "proconnect",
        "idees" => &world.idea.to_string(),
        "flux" => open,
        _ => "",
    };
    let id = match route.split("/:id").next()? {
        "/commentaires" => world.comment.id.to_string(),
        "/mes-signalements" => world.report.id.to_string(),
        "/demandes-aide" => world.help.id.to_string(),
        "/accompagnements" => world.need_form.id.to_string(),
        "/regroupements" => world.cluster.id.to_string(),
        "/invitations" => world.invitation.id.to_string(),
        "/cartes" => world.site.to_string(),
        "/personnes" => world.person.to_string(),
        "/organisation" => world.site.to_string(),
        "/organisation/import" => world.units_file.clone(),
        // Nobody of the cast is asked to be an author, too.
        "/co-auteur" => "0000000000001".into(),
        "/taches" => world.job.to_string(),
        "/fichiers" => world.file.to_string(),
        "/courrier" => world.mail.to_string(),
        "/mon-compte/identites" | "/identites/demandes" => world.mail.to_string(),
        "/concours/:slug/import" => world.import.to_string(),
        "/concours/:slug/questions" => world.question.to_string(),
        "/concours/:slug/regroupement/propositions" => world.run.id.to_string(),
        _ => String::new(),
    };
    let state = "studied";
    let token = if route.starts_with("/flux") { &world.feed } else { &world.unsubscribe };
    let filled = route
        .replace(":slug", slug)
        .replace(":code", &world.site_code)
        .replace(":card", &world.card.to_string())
        .replace(":grant", &world.grant.to_string())
        .replace(":token", token)
        .replace(":idea", &world.idea.to_string())
        .replace(":id", &id)
        .replace(":state", state)
        .replace(":stage", state);
    let is_filled = !filled.contains(':') && !filled.contains("//");
    (is_filled && (filled == "/" || !filled.ends_with('/'))).then_some(filled)
}

/// The operations of the API: who may call each, and on what.
pub fn operation(world: &World, name: &str) -> Option<(Access, String)> {
    let (open, grouped) = (&world.open_contest.slug, &world.stage.contest.slug);
    let (cluster, lab, idea) = (world.cluster.id, &world.lab.slug, world.idea);
    let (import, run) = (world.import, world.run.id);
    let (site, card) = (world.site, world.card);
    let (form, invitation, job) = (world.need_form.id, world.invitation.id, world.job);
    let (comment, help) = (world.comment.id, world.help.id);
    // Of somebody who takes no part elsewhere, in a contest that is open.
    let talked = world.comment.idea_id?;
    let found = match name {
        "request_sign_in_code" => (Everybody, "/accounts/sign-in/code".to_owned()),
        "sign_in" => (Everybody, "/accounts/sign-in".into()),
        "sign_out" => (SignedIn, "/accounts/sign-out".into()),
        "get_own_account" | "update_own_account" => (SignedIn, "/accounts/me".into()),
        "sign_in_with_card" => (Everybody, "/accounts/sign-in/card".into()),
        "activate_card" => (Everybody, "/accounts/cards/activation".into()),
        "list_cards" | "issue_cards" => (Team, format!("/units/{site}/cards")),
        "replace_card" => (Team, format!("/units/{site}/cards/{card}/replacement")),
        "void_card" => (Team, format!("/units/{site}/cards/{card}")),
        "unlock_card" => (Team, format!("/units/{site}/cards/{card}/lock")),
        "export_own_data" => (SignedIn, "/accounts/me/export".into()),
        "erase_own_account" => (SignedIn, "/accounts/me/erasure".into()),
        "erase_account" => (Administrators, format!("/people/{}/erasure", world.person)),
        "list_people" => (Administrators, "/people".into()),
        "list_grants" | "give_role" => (Administrators, format!("/people/{}/grants", world.person)),
        "end_grant" => (Administrators, format!("/people/grants/{}/end", world.grant)),
        "set_deputy" => (Administrators, format!("/people/grants/{}/deputy", world.grant)),
        "list_units" => (SignedIn, "/units".into()),
        "add_unit" => (Administrators, "/units".into()),
        "update_unit" => (Administrators, format!("/units/{}", world.site)),
        "merge_unit" => (Administrators, format!("/units/{}/merge", world.site)),
        "import_units" => (Administrators, "/units/import".into()),
        "list_providers" => (Everybody, "/accounts/providers".into()),
        "list_own_identities" => (SignedIn, "/accounts/me/identities".into()),
        "remove_own_identity" => (SignedIn, format!("/accounts/me/identities/{idea}")),
        "list_identity_requests" => (Administrators, "/accounts/identity-requests".into()),
        "decide_identity_request" => (Administrators, format!("/accounts/identity-requests/{idea}/decision")),
        "find_accounts" => (Administrators, format!("/accounts/search?email={ALICE}")),
        "block_account" | "unblock_account" => (Administrators, format!("/accounts/{idea}/block")),
        "list_contests" => (Everybody, "/contests".into()),
        "create_contest" => (Team, "/contests".into()),
        "get_contest" => (Everybody, format!("/contests/{open}")),
        "update_contest" => (Team, format!("/contests/{open}")),
        "move_contest" => (Team, format!("/contests/{open}/stage")),
        "delete_contest" => (Team, format!("/contests/{open}")),
        "list_contest_moves" => (Everybody, format!("/contests/{open}/moves")),
        "get_contest_memory" => (Everybody, format!("/contests/{open}/memory")),
        "accept_charter" => (SignedIn, format!("/contests/{open}/charter/acceptance")),
        "set_categories" => (Team, format!("/contests/{open}/categories")),
        "add_question" => (Team, format!("/contests/{open}/questions")),
        "change_question" | "remove_question" => {
            (Team, format!("/contests/{open}/questions/{}", world.question))
        }
        "move_question" => (Team, format!("/contests/{open}/questions/{}/place", world.question)),
        "copy_contest" => (Team, format!("/contests/{open}/copies")),
        "upload_ideas" => (Team, format!("/contests/{open}/imports")),
        "get_import" => (Team, format!("/contests/{open}/imports/{import}")),
        "check_import" => (Team, format!("/contests/{open}/imports/{import}/check")),
        "start_import" => (Team, format!("/contests/{open}/imports/{import}/start")),
        "resume_import" => (Team, format!("/contests/{open}/imports/{import}/resume")),
        "mark_awards" => (Team, format!("/contests/{open}/awards")),
        "announce_awards" => (Team, format!("/contests/{open}/awards/announcement")),
        "start_clustering" => (Team, format!("/contests/{grouped}/clusterings")),
        "get_clustering" => (Team, format!("/clusterings/{run}")),
        "get_cluster" => (Team, format!("/clusters/{cluster}")),
        "rename_cluster" => (Team, format!("/clusters/{cluster}/label")),
        "move_idea" => (Team, format!("/clusters/{cluster}/moves")),
        "put_idea_in_cluster" => (Team, format!("/clusters/{cluster}/ideas/{idea}")),
        "dismiss_cluster" | "restore_cluster" => (Team, format!("/clusters/{cluster}/dismissal")),
        "lock_cluster" | "unlock_cluster" => (Team, format!("/clusters/{cluster}/lock")),
        "list_idea_pairs" => (Team, format!("/contests/{grouped}/idea-pairs")),
        "find_idea_pairs" => (Team, format!("/contests/{grouped}/idea-pairs/search")),
        "judge_idea_pair" => (Team, "/idea-pairs".into()),
        "accept_cluster" => (Team, format!("/clusters/{cluster}/acceptance")),
        "list_ideas" => (Everybody, "/ideas".into()),
        "get_idea" => (Everybody, format!("/ideas/{idea}")),
        "answer_idea" => (Team, format!("/ideas/{idea}/answer")),
        "submit_idea" => (SignedIn, format!("/contests/{open}/ideas")),
        "list_similar_ideas" => (Everybody, format!("/contests/{open}/similar-ideas?text=pain")),
        "save_idea_draft" => (SignedIn, format!("/contests/{open}/idea-drafts/AAAAAAAAAAAAAAAA")),
        "list_idea_drafts" => (SignedIn, "/idea-drafts".into()),
        "discard_idea_draft" => (SignedIn, "/idea-drafts/AAAAAAAAAAAAAAAA".into()),
        "list_own_ideas" => (SignedIn, "/own-ideas".into()),
        "edit_idea" => (SignedIn, format!("/ideas/{idea}/words")),
        "list_idea_versions" => (Everybody, format!("/ideas/{idea}/versions")),
        "withdraw_idea" | "restore_idea" => (SignedIn, format!("/ideas/{idea}/withdrawal")),
        "support_idea" | "withdraw_support" => (SignedIn, format!("/ideas/{talked}/support")),
        "follow_idea" | "unfollow_idea" => (SignedIn, format!("/ideas/{talked}/follow")),
        "invite_coauthor" => (SignedIn, format!("/ideas/{idea}/coauthors")),
        "remove_coauthor" => (SignedIn, format!("/ideas/{idea}/coauthors/0000000000001")),
        "list_coauthor_invitations" => (SignedIn, "/coauthor-invitations".into()),
        "answer_coauthor_invitation" => (SignedIn, "/coauthor-invitations/0000000000001/answer".into()),
        "list_waiting_ideas" | "review_ideas" => (Team, "/idea-reviews".into()),
        "set_idea_themes" => (Team, "/idea-themes".into()),
        "undo_idea_review" => (Team, "/idea-reviews/0000000000001/undo".into()),
        "list_attachments" => (Everybody, format!("/ideas/{idea}/attachments")),
        "add_attachment" => (SignedIn, format!("/ideas/{idea}/attachments")),
        "download_attachment" => (Everybody, format!("/attachments/{}", world.file)),
        "remove_attachment" => (SignedIn, format!("/attachments/{}/removal", world.file)),
        "list_comments" => (Everybody, format!("/ideas/{idea}/comments")),
        "post_comment" => (SignedIn, format!("/ideas/{idea}/comments")),
        "edit_comment" | "withdraw_comment" => (SignedIn, format!("/comments/{comment}")),
        "thank_comment" | "withdraw_thanks" => (SignedIn, format!("/comments/{comment}/thanks")),
        "moderate_comment" => (Team, format!("/comments/{comment}/moderation")),
        "report_comment" => (SignedIn, format!("/comments/{comment}/reports")),
        "report_idea" => (SignedIn, format!("/ideas/{idea}/reports")),
        "list_reports" => (Team, "/reports".into()),
        "decide_reports" => (Team, "/reports/decisions".into()),
        "hand_over_reports" => (Team, "/reports/assignments".into()),
        "undo_decisions" => (Team, "/reports/undo".into()),
        "list_help_requests" => (Team, "/help-requests".into()),
        "ask_for_help" => (SignedIn, "/help-requests".into()),
        "get_help_request" => (SignedIn, format!("/help-requests/{help}")),
        "take_help_request" => (Team, format!("/help-requests/{help}/take")),
        "close_help_request" => (SignedIn, format!("/help-requests/{help}/close")),
        "post_help_message" => (SignedIn, format!("/help-requests/{help}/messages")),
        "list_minilabs" => (Everybody, "/minilabs".into()),
        "get_minilab" => (Everybody, format!("/minilabs/{lab}")),
        "join_minilab" | "leave_minilab" => (SignedIn, format!("/minilabs/{lab}/membership")),
        "list_invitation_answers" => (Team, format!("/minilabs/{lab}/answers")),
        "list_own_invitations" => (SignedIn, "/invitations".into()),
        "answer_invitation" => (SignedIn, format!("/invitations/{invitation}/answer")),
        "list_need_forms" => (Everybody, "/need-forms".into()),
        "get_need_form" => (Everybody, format!("/need-forms/{form}")),
        "submit_need_form" => (SignedIn, "/need-forms".into()),
        "promote_minilab" => (Team, format!("/minilabs/{lab}/need-form")),
        "move_need_form" => (Team, format!("/need-forms/{form}/state")),
        "get_impact" => (Everybody, "/impact".into()),
        "list_jobs" => (Administrators, "/jobs".into()),
        "retry_job" => (Administrators, format!("/jobs/{job}/retry")),
        "list_mails" => (Administrators, "/mails".into()),
        "send_mail_again" => (Administrators, format!("/mails/{}/send", world.mail)),
        "list_own_notices" => (SignedIn, "/notices".into()),
        "count_own_unread_notices" => (SignedIn, "/notices/unread".into()),
        "mark_own_notices_read" => (SignedIn, "/notices/read".into()),
        "get_own_notice_preferences" | "set_own_notice_preferences" => {
            (SignedIn, "/notices/preferences".into())
        }
        "send_test_mail" => (SignedIn, "/notices/test-mail".into()),
        "renew_own_feed" | "close_own_feed" => (SignedIn, "/notices/feed".into()),
        _ => return None,
    };
    Some(found)
}

/// Who tries, and what their role opens.
pub async fn cast(test: &TestApp) -> anyhow::Result<Vec<(&'static str, Person<'_>)>> {
    Ok(vec![
        ("visitor", test.visitor()),
        ("alice", test.alice().await?),
        ("bob", test.bob().await?),
        ("charlie", test.charlie().await?),
        ("noe", test.noe().await?),
        ("ada", test.ada().await?),
    ])
}

fn opens(access: Access, who: &str) -> bool {
    match access {
        Everybody => true,
        SignedIn => who != "visitor",
        Team | AnyTeam => ["noe", "ada"].contains(&who),
        Administrators => who == "ada",
    }
}

fn assert_headers(answer: &Answer, told: &str) {
    assert_kept(answer, "private, no-store", told);
}

fn assert_kept(answer: &Answer, cache: &str, told: &str) {
    assert!(
        answer.header("content-security-policy").contains("default-src 'none'"),
        "{told}: {:?}",
        answer.headers
    );
    assert_eq!(answer.header("x-content-type-options"), "nosniff", "{told}");
    assert_eq!(answer.header("x-frame-options"), "DENY", "{told}");
    assert_eq!(answer.header("referrer-policy"), "same-origin", "{told}");
    assert_eq!(answer.header("cross-origin-opener-policy"), "same-origin", "{told}");
    assert!(!answer.header("permissions-policy").is_empty(), "{told}");
    assert!(!answer.header("x-request-id").is_empty(), "{told}");
    assert_eq!(answer.header("cache-control"), cache, "{told}");
}

fn assert_refused(answer: &Answer, who: &str, told: &str) {
    if who == "visitor" {
        assert!(
            answer.location().starts_with("/connexion"),
            "{told}: {} {}",
            answer.status,
            answer.location()
        );
    } else {
        assert_eq!(answer.status.as_u16(), 403, "{told}: {}", answer.document().text());
    }
}

#[tokio::test]
async fn every_page_opens_to_whom_it_should_and_looking_changes_nothing() -> Tested {
    let world = World::new().await?;
    let test = world.test();
    let people = cast(test).await?;
    let (mut looked_at, mut opened) = (0, 0);
    let before = test.db_digest()?;
    for route in minilabs::app::routes().iter().filter(|route| route.method == Method::GET) {
        let path = sample(&world, route.path);
        let path = path.unwrap_or_else(|| panic!("{} has no sample: add one here", route.path));
        let narrower = NARROWER.iter().find(|(known, _)| *known == route.path).map(|(_, access)| *access);
        let access = narrower.unwrap_or(route.access);
        for (who, person) in &people {
            let told = format!("GET {path} as {who}");
            let answer = person.get(&path).await?;
            let kept = KEPT.iter().find(|(known, _)| *known == route.path);
            let kept = kept.filter(|_| answer.status.is_success());
            assert_kept(&answer, kept.map_or("private, no-store", |(_, cache)| cache), &told);
            assert!(answer.status.as_u16() < 500, "{told}: {}", answer.body);
            if !opens(access, who) {
                assert_refused(&answer, who, &told);
                continue;
            }
            looked_at += 1;
            opened += usize::from(answer.status.is_success());
            // One's own idea is asked to be changed after its contest took ideas: told as a refusal.
            let is_shown = answer.status.is_success()
                || answer.status.is_redirection()
                || answer.status == 404
                || answer.status == 409;
            assert!(is_shown && !answer.location().starts_with("/connexion?"), "{told}: {}", answer.status);
        }
        assert_eq!(test.db_changed_since(&before)?, Vec::<String>::new(), "GET {path} writes");
    }
    assert!(opened * 10 > looked_at * 7, "{opened} of {looked_at}: most samples must lead to a page");
    Ok(())
}

#[tokio::test]
async fn no_form_is_taken_from_whom_it_should_not_nor_without_its_token() -> Tested {
    let world = World::new().await?;
    let test = world.test();
    let people = cast(test).await?;
    let before = test.db_digest()?;
    let mut tried = 0;
    let takes_forms = |route: &&Route| route.method == Method::POST && !BY_ADDRESS.contains(&route.path);
    for route in minilabs::app::routes().iter().filter(takes_forms) {
        let path = sample(&world, route.path);
        let path = path.unwrap_or_else(|| panic!("{} has no sample: add one here", route.path));
        for (who, person) in &people {
            tried += 1;
            let told = format!("POST {path} as {who}");
            let without = person.post_raw(&path, &[]).await?;
            assert_headers(&without, &told);
            let unknown = person.post(&path, &[("no_form_has_this", "1")]).await?;
            assert_headers(&unknown, &told);
            for answer in [without, unknown] {
                if opens(route.access, who) && COME_BACK.contains(&route.path) {
                    let status = answer.status.as_u16();
                    assert!([403, 404, 409, 422].contains(&status), "{told}: {status}");
                } else if opens(route.access, who) {
                    assert_eq!(answer.status.as_u16(), 403, "{told}: {}", answer.document().text());
                } else {
                    assert_refused(&answer, who, &told);
                }
            }
        }
    }
    assert!(tried > 100, "{tried}");
    assert_eq!(test.db_changed_since(&before)?, Vec::<String>::new(), "a form that was refused wrote");
    Ok(())
}

#[tokio::test]
async fn a_page_takes_no_other_method() -> Tested {
    let world = World::new().await?;
    let ada = world.test().ada().await?;
    for route in minilabs::app::routes().iter() {
        let path = sample(&world, route.path).unwrap_or_default();
        for method in [Method::PUT, Method::DELETE, Method::PATCH] {
            let answer = ada.send(method.clone(), &path, &[], Body::empty()).await?;
            assert_eq!(answer.status.as_u16(), 405, "{method} {path}");
        }
    }
    Ok(())
}

#[tokio::test]
async fn malformed_and_unknown_ids_are_not_found() -> Tested {
    let world = World::new().await?;
    let ada = world.test().ada().await?;
    // A site's code that is none leads to the form that asks for one.
    let asks = |path: &str| path.contains(':') && path != "/c/:code";
    for route in minilabs::app::routes().iter().filter(|route| asks(route.path)) {
        for wrong in ["0000000000009", "x", "..", "%00", "-1", "9999999999999999999999", "%E9", "<script>"] {
            let mut path = route.path.to_owned();
            for name in [":slug", ":grant", ":card", ":code", ":idea", ":id", ":state", ":stage", ":token"] {
                path = path.replace(name, wrong);
            }
            if path.contains("..") || path.contains('<') {
                path = path.replace("..", "%2e%2e").replace('<', "%3C").replace('>', "%3E");
            }
            let answer = match route.method {
                Method::GET => ada.get(&path).await?,
                _ => ada.post(&path, &[]).await?,
            };
            let status = answer.status.as_u16();
            assert!([400, 403, 404].contains(&status), "{} {path}: {status} {}", route.method, answer.body);
            assert_headers(&answer, &path);
        }
    }
    Ok(())
}

#[tokio::test]
async fn every_operation_answers_to_whom_it_should() -> Tested {
    let world = World::new().await?;
    let test = world.test();
    test.administrator()?;
    let mut tokens = vec![("visitor", String::new())];
    for (who, email) in [("alice", ALICE), ("bob", BOB), ("charlie", CHARLIE), ("noe", NOE), ("ada", ADA)] {
        tokens.push((who, test.api_token(email).await?));
    }
    let document: Value = serde_json::from_str(&server::api_service().spec())?;
    let mut seen = BTreeSet::new();
    for (path, methods) in document["paths"].as_object().into_iter().flatten() {
        for (method, operation_of) in methods.as_object().into_iter().flatten() {
            let name = operation_of["operationId"].as_str().unwrap_or_default();
            let found = operation(&world, name);
            let (access, sample) =
                found.unwrap_or_else(|| panic!("{method} {path} ({name}) has no sample: add one"));
            seen.insert(name.to_owned());
            let before = if method == "get" { test.db_digest()? } else { Vec::new() };
            // The test of accounts signs out: here the sessions are still needed.
            let callers = if name == "sign_out" { &tokens[..1] } else { &tokens[..] };
            for (who, token) in callers {
                let told = format!("{method} {sample} as {who}");
                let answer = call(test, method, &sample, token).await?;
                let status = answer.status.as_u16();
                assert_headers(&answer, &told);
                assert!(status < 500, "{told}: {}", answer.body);
                if status >= 400 {
                    assert_eq!(
                        answer.header("content-type"),
                        "application/problem+json",
                        "{told}: {}",
                        answer.body
                    );
                }
                let has_body = operation_of.get("requestBody").is_some();
                match (opens(access, who), *who, has_body) {
                    (false, "visitor", _) => {
                        assert!([401, 400].contains(&status), "{told}: {status} {}", answer.body);
                    }
                    (false, _, true) => assert!(status >= 400, "{told}: {status}"),
                    (false, _, false) => assert_eq!(status, 403, "{told}: {}", answer.body),
                    (true, ..) => assert!(![401, 403].contains(&status), "{told}: {status} {}", answer.body),
                }
                if method != "get" && opens(access, who) && !has_body {
                    // It may have done what it is there for; nobody else gets a turn on what is gone.
                    break;
                }
            }
            if method == "get" {
                assert_eq!(test.db_changed_since(&before)?, Vec::<String>::new(), "get {sample} writes");
            }
        }
    }
    assert!(seen.len() > 35, "{}", seen.len());
    test.run_jobs().await
}

async fn call(test: &TestApp, method: &str, path: &str, token: &str) -> anyhow::Result<Answer> {
    let bearer = format!("Bearer {token}");
    let mut headers = vec![("content-type", "application/json")];
    if !token.is_empty() {
        headers.push(("authorization", bearer.as_str()));
    }
    let method = Method::from_bytes(method.to_uppercase().as_bytes())?;
    let body = if method == Method::GET { Body::empty() } else { Body::from_string("{}".into()) };
    test.visitor().send(method, &format!("/api/v1{path}"), &headers, body).await
}
