//! The ideas of the demonstration, from the file that the benches use too.

use std::collections::BTreeSet;

use anyhow::Context;
use chrono::{NaiveDate, NaiveTime, TimeDelta};
use serde::Deserialize;

use crate::accounts::{self, Actor, NewPerson};
use crate::audience::Audience;
use crate::contests::CategoryDraft;
use crate::db::{self, Conn};
use crate::error::AppResult;
use crate::ideas::{self, Destiny, IdeaWords, NewAuthor, NewIdea, Sending};
use crate::ids::{ContestId, IdeaId};
use crate::slug::slug;
use crate::transaction::Transaction;

const FILE: &str = include_str!("../../demo/ideas.jsonl");
/// The day's work begins.
const MORNING: NaiveTime = NaiveTime::from_hms_opt(6, 0, 0).expect("six in the morning is an hour");

/// A line of the file; what only the benches need is passed over.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Line {
    pub id: String,
    pub title: String,
    pub body: String,
    pub category: String,
    pub job_title: String,
    pub site: String,
    pub direction: String,
    pub author: String,
    pub co_authors: Vec<String>,
    pub submitted_at: NaiveDate,
    pub awarded: bool,
}

/// Reads the file.
pub(super) fn read() -> anyhow::Result<Vec<Line>> {
    FILE.lines().map(|line| serde_json::from_str(line).context("demo/ideas.jsonl")).collect()
}

/// The categories of the file, in the order of the alphabet.
pub(super) fn categories(lines: &[Line]) -> Vec<CategoryDraft> {
    let names: BTreeSet<&str> = lines.iter().map(|line| line.category.as_str()).collect();
    names.into_iter().map(|name| CategoryDraft { was: String::new(), name: name.to_owned() }).collect()
}

/// Takes the ideas in, with an account for each author.
pub(super) fn insert(
    tx: &mut Transaction<'_>,
    actor: &Actor,
    contest: ContestId,
    lines: Vec<Line>,
    later: TimeDelta,
) -> AppResult<()> {
    let mut all = Vec::with_capacity(lines.len());
    for (place, line) in (0..).zip(lines) {
        let mut authors = Vec::new();
        for (position, name) in [&line.author].into_iter().chain(&line.co_authors).enumerate() {
            // The line speaks of its first author alone.
            let of_first = |text: &String| if position == 0 { text.clone() } else { String::new() };
            let person = NewPerson {
                email: format!("{}@valmont.example", slug(name, 60).replace('-', ".")),
                name: name.clone(),
                trade: of_first(&line.job_title),
                site: line.site.clone(),
                direction: of_first(&line.direction),
            };
            let account_id = Some(accounts::ensure_account(tx, person)?);
            authors.push(NewAuthor { name: name.clone(), account_id, ..NewAuthor::default() });
        }
        all.push(NewIdea {
            contest_id: contest,
            words: IdeaWords {
                title: line.title,
                body: line.body,
                category: line.category,
                ..IdeaWords::default()
            },
            trade: line.job_title,
            site: line.site,
            direction: line.direction,
            source_ref: line.id,
            submitted_at: (line.submitted_at + later).and_time(MORNING)
                + TimeDelta::minutes(7 * (place % 90)),
            authors,
            sending: Sending::default(),
        });
    }
    ideas::insert_all(tx, actor.account(), Audience::Public, all).map(drop)
}

/// The ideas that the file knows by these references.
pub(super) fn ids_of(conn: &mut Conn, contest: ContestId, refs: &[String]) -> db::Result<Vec<IdeaId>> {
    let ideas = ideas::list_of_contest(conn, contest, &[Destiny::InContest])?;
    Ok(ideas.into_iter().filter(|idea| refs.contains(&idea.source_ref)).map(|idea| idea.id).collect())
}
