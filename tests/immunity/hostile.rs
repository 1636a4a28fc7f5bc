//! Every column that holds what people wrote is made hostile, whatever its form would have refused; then every page, feed,
//! mail and answer is looked at.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use diesel::{RunQueryDsl, sql_query};
use minilabs::audience::Audience;
use minilabs::db::AnyConnection;
use minilabs::journal::Object;
use minilabs::notices::NoticeKind;
use minilabs::search::REBUILD_ASKED;
use minilabs::server;
use serde_json::{Value, json};

use super::{HOSTILE, assert_harmless, assert_harmless_page, look_around};
use crate::bad_input::run;
use crate::notices::{come_round, tell};
use crate::route_coverage::operation;
use crate::support::{ADA, ALICE, Document, TestApp, Tested};
use crate::world::World;

/// What people write.
const WORDS: [(&str, &[&str]); 27] = [
    ("accounts", &["display_name", "trade", "site", "direction"]),
    ("attachments", &["name", "description", "words"]),
    ("clusters", &["label"]),
    ("comments", &["body", "pseudonym", "hidden_words"]),
    ("contest_charters", &["text"]),
    ("contest_moves", &["reason"]),
    ("contest_questions", &["label", "hint"]),
    ("contests", &["title", "summary", "about", "rules", "charter"]),
    ("destinies", &["reason"]),
    ("help_requests", &["words", "contact"]),
    ("idea_answers", &["answer"]),
    ("idea_authors", &["name", "pseudonym"]),
    ("idea_reviews", &["words"]),
    ("idea_versions", &["title", "problem", "body", "beneficiaries", "category"]),
    (
        "ideas",
        &[
            "title",
            "body",
            "category",
            "trade",
            "site",
            "direction",
            "problem",
            "beneficiaries",
            "differs_because",
        ],
    ),
    ("identities", &["subject"]),
    ("identity_claims", &["subject", "name", "organisation"]),
    ("imports", &["file_name", "failure"]),
    ("jobs", &["last_error"]),
    ("mails", &["last_error"]),
    ("minilabs", &["title", "purpose"]),
    ("need_forms", &["title", "need", "beneficiaries", "expected"]),
    ("reports", &["words"]),
    ("role_grants", &["reason", "end_reason"]),
    ("sessions", &["client"]),
    ("unit_names", &["name"]),
    ("units", &["name", "reference"]),
];

/// The same, one text a line.
const LINES: [(&str, &[&str]); 3] =
    [("clusters", &["terms"]), ("cluster_members", &["shared_terms"]), ("idea_pairs", &["shared_terms"])];

/// The same, a list in JSON.
const LISTS: [(&str, &[&str]); 2] = [("contests", &["categories"]), ("contest_questions", &["options"])];

/// Words of ours, keys, hashes, numbers, and what is made of the others.
const OURS: &str = "settings.key settings.value journal.kind journal.object_kind journal.visibility journal.data jobs.kind \
    jobs.payload jobs.collapse_key jobs.state jobs.locked_by schedules.name mails.kind mails.recipient mails.subject \
    mails.text_body mails.html_body mails.unsubscribe_url notices.kind notices.object_kind notices.channel \
    notice_settings.digest notice_channels.kind notice_channels.channel notice_feeds.token_hash accounts.email \
    accounts.language accounts.name_level role_grants.role role_grants.scope sessions.token_hash sessions.kind \
    sign_ins.email sign_ins.code_hash identities.provider identities.email session_identities.id_token \
    provider_sign_ins.state_hash provider_sign_ins.provider provider_sign_ins.next identity_claims.token_hash \
    identity_claims.provider identity_claims.email contests.slug contests.audience contests.stage contests.moderation \
    contest_phases.phase contest_moves.from_stage contest_moves.to_stage contest_questions.kind ideas.source_ref \
    ideas.destiny ideas.state ideas.channel idea_authors.name_level idea_drafts.key idea_drafts.browser_hash \
    idea_drafts.content coauthor_invitations.state idea_reviews.state idea_reviews.reason comments.audience comments.key \
    comments.name_level comments.hidden_reason reports.object_kind reports.reason reports.state \
    moderation_decisions.object_kind moderation_decisions.decision moderation_decisions.reason help_requests.key \
    help_requests.draft_key help_requests.state destinies.destiny imports.file_key imports.mapping imports.state \
    import_faults.field import_faults.kind minilabs.slug minilabs.kind minilabs.audience memberships.role \
    invitations.state invitations.answer clusterings.state clusterings.failure clusterings.changes clusterings.meaning \
    clusters.axis clusters.state clusters.key clusters.parts cluster_members.neighbours idea_pairs.verdict \
    idea_vectors.model idea_vectors.text_hash need_forms.state site_cards.number site_cards.pin_hash site_cards.state \
    site_cards.batch tries.key units.kind units.name_key units.departement units.site_code unit_names.name_key \
    attachments.kind attachments.file_key attachments.small_key attachments.sent_key attachments.reason";

/// A table, its column, and the statement's words for the column with a text in it.
type Column = (&'static str, &'static str, fn(&str, &str) -> String);

/// Each column of `WORDS`, `LINES` and `LISTS`, with how a hostile text is written into it.
fn columns() -> Vec<Column> {
    let words: fn(&str, &str) -> String = |column, text| format!("{column} || {text}");
    let lines: fn(&str, &str) -> String = |column, text| format!("{text} || char_newline || {column}");
    let lists: fn(&str, &str) -> String = |_, text| text.to_owned();
    let of = |tables: &'static [(&str, &[&str])], how| {
        tables
            .iter()
            .flat_map(move |(table, columns)| columns.iter().map(move |column| (*table, *column, how)))
    };
    of(&WORDS, words).chain(of(&LINES, lines)).chain(of(&LISTS, lists)).collect()
}

/// What a column is filled with: the hostile text and a mark of the column.
fn text_for(table: &str, column: &str) -> String {
    format!("{HOSTILE}[{table}.{column}]")
}

fn make_hostile(test: &TestApp) -> Tested {
    for (table, column, how) in columns() {
        let text = text_for(table, column);
        let is_list = LISTS.iter().any(|(known, columns)| *known == table && columns.contains(&column));
        let text = if is_list { json!([text]).to_string() } else { text };
        let quoted = format!("'{}'", text.replace('\'', "''"));
        let value = how(column, &quoted).replace("char_newline", "'\n'");
        let sql = format!("update {table} set {column} = {value}");
        test.app.db.write_now(|conn: &mut AnyConnection| Ok(sql_query(&sql).execute(conn)?))?;
    }
    // What is found is found in the index, which is made of the rows.
    test.app.write_now(|tx| {
        tx.record(None, REBUILD_ASKED, Object { kind: "index", id: 0 }, Audience::Team, json!({}));
        Ok(())
    })?;
    Ok(())
}

#[test]
fn every_column_of_text_is_known_as_words_of_people_or_of_ours() -> Tested {
    let schema = std::fs::read_to_string("src/db/schema.rs")?;
    let mut there = BTreeSet::new();
    let mut table = "";
    for line in schema.lines() {
        let line = line.trim();
        if let Some((name, _)) = line.split_once(" (").filter(|(_, rest)| rest.ends_with(") {")) {
            table = name;
        } else if let Some((column, kind)) = line.split_once(" -> ")
            && kind.contains("Text")
        {
            there.insert(format!("{table}.{column}"));
        }
    }
    let people = columns().into_iter().map(|(table, column, _)| format!("{table}.{column}"));
    let ours: BTreeSet<String> = OURS.split_whitespace().map(str::to_owned).collect();
    let known: BTreeSet<String> = people.chain(ours).collect();
    assert_eq!(there, known, "say in tests/immunity/hostile.rs whose words a new column holds");
    Ok(())
}

#[tokio::test]
async fn what_people_wrote_stays_a_text_on_every_page_feed_mail_and_answer() -> Tested {
    let world = World::new().await?;
    let test = world.test();
    make_hostile(test)?;
    test.settle().await?;
    let people = [test.alice().await?, test.ada().await?];
    let mut everything = String::new();
    for seen in look_around(&world, &people, &[], |_, _| true).await? {
        assert_harmless(&seen.answer, &format!("GET {} as {}", seen.path, seen.who));
        everything.push_str(&seen.answer.body);
    }
    for path in ["/idees?q=canari", "/personnes?q=canari", "/organisation?q=lycee", "/cartes?q=lycee"] {
        let answer = people[1].get(path).await?;
        assert_harmless(&answer, path);
        everything.push_str(&answer.body);
    }
    // What the team's programs read.
    let token = test.api_token(ADA).await?;
    let bearer = format!("Bearer {token}");
    let document: Value = serde_json::from_str(&server::api_service().spec())?;
    for (path, methods) in document["paths"].as_object().into_iter().flatten() {
        let name = methods["get"]["operationId"].as_str().unwrap_or_default();
        let Some((_, sample)) = operation(&world, name) else { continue };
        let answer =
            test.visitor().get_with(&format!("/api/v1{sample}"), &[("authorization", &bearer)]).await?;
        assert_harmless(&answer, path);
    }
    // A digest, a day later, in which others' words stand.
    tell(test, NoticeKind::Comment, world.idea)?;
    tell(test, NoticeKind::Mention, world.comment.id)?;
    test.advance(TimeDelta::hours(24));
    come_round(test).await?;
    let mails = test.app.db.read_now(|conn| minilabs::mail::list_recent(conn, 1_000))?;
    let digests = mails.iter().filter(|mail| mail.kind == "notices.digest" && mail.recipient == ALICE);
    assert!(digests.count() > 0, "no digest was written");
    for mail in &mails {
        assert_harmless_page(&Document::outline(&mail.html_body), &mail.subject);
        assert!(
            !mail.subject.contains(['\n', '\r']) && !mail.text_body.contains("49canari"),
            "{}",
            mail.subject
        );
        everything.push_str(&mail.html_body);
    }
    // It was there to be seen.
    assert!(everything.matches("&lt;script data-canary").count() > 200);
    let shown = |table: &str, column: &str| everything.contains(&format!("[{table}.{column}]"));
    let unseen: Vec<_> = columns().into_iter().filter(|(table, column, _)| !shown(table, column)).collect();
    let unseen: Vec<_> = unseen.into_iter().map(|(table, column, _)| format!("{table}.{column}")).collect();
    assert!(unseen.len() < 20, "too little is shown at all: {unseen:?}");
    test.run_jobs().await
}

#[test]
fn the_report_of_an_analysis_holds_texts_alone() -> Tested {
    let folder = tempfile::tempdir()?;
    let quoted = HOSTILE.replace('"', "\"\"");
    let rows: String =
        (0..12).map(|row| format!("\"{quoted} self {row}\";\"{quoted} du bruit\"\n")).collect();
    let name = "<script data-canary>.csv";
    std::fs::write(folder.path().join(name), format!("titre;texte\n{rows}"))?;
    let output = run(folder.path(), &[], &["analyze", name, "--out", "out"])?;
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let report = std::fs::read_to_string(folder.path().join("out/report.html"))?;
    let elements = Document::outline(&report).elements;
    let has = |name: &str| elements.iter().any(|element| element.attribute(name).is_some());
    assert!(!has("data-canary") && !has("onerror") && !report.contains("49canari"));
    assert!(report.contains("&lt;script data-canary"));
    Ok(())
}
