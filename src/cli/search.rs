//! `search`: finds ideas of a file without any server.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use super::analyze::Ideas;
use crate::search::{Access, Query, find_in, tables};

/// Searches the ideas of a file.
#[derive(Debug, Args)]
pub struct Search {
    /// The ideas: JSON Lines, CSV, XLSX or ODS
    ideas: PathBuf,
    /// Words: typos and missing accents do not matter, words in quotes follow each other
    #[arg(required = true)]
    query: Vec<String>,
    /// Hits at most
    #[arg(long, default_value_t = 10)]
    limit: usize,
    /// A folder whose tables of words are added to the built-in ones
    #[arg(long)]
    tables: Option<PathBuf>,
}

impl Search {
    /// Does it.
    pub fn run(&self) -> anyhow::Result<()> {
        let ideas = Ideas::read(&self.ideas, None)?;
        ideas.tell_faults();
        let query = Query { limit: self.limit, ..Query::new(self.query.join(" ")) };
        let tables = tables(self.tables.as_deref())?;
        let hits = find_in(&ideas.documents, &query, &Access::new(["all"]), tables)?;
        let mut out = std::io::stdout().lock();
        for hit in hits.hits {
            let title = ideas.rows.get(hit.id as usize).map_or("", |row| &row.title);
            writeln!(out, "{}", json!({ "id": ideas.id(hit.id), "score": hit.score, "title": title }))?;
        }
        Ok(())
    }
}
