//! What the program does when it is called, one file per command.

mod analyze;
mod meaning;
mod report;
mod search;
mod serve;
mod upkeep;

use std::path::PathBuf;

use clap::{Parser, Subcommand};

use crate::accounts::Role;
use crate::clock::Clock;
use crate::config::Config;

/// Every idea of a contest gets an answer and a place to act.
#[derive(Debug, Parser)]
#[command(name = "minilabs", version, about, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the pages and the API, and work in the background
    Serve {
        /// Leave the background work to other processes
        #[arg(long)]
        no_work: bool,
    },
    /// Work in the background only
    Work,
    /// Show the whole of it on a finished contest, in var/demo
    Demo {
        /// Begin again from nothing
        #[arg(long)]
        fresh: bool,
    },
    /// Bring the database's tables up to date
    Migrate,
    /// Give somebody a role; the first administrator gets theirs this way
    Grant {
        /// The address they sign in with
        email: String,
        /// administrator or animator
        role: Role,
        /// Their name, when they have no account yet
        #[arg(long, default_value = "")]
        name: String,
    },
    /// Throw the search index away and make it anew
    Reindex,
    /// Group the ideas of a file, without any server: clusters, duplicates and a report to look at
    Analyze(analyze::Analyze),
    /// Search the ideas of a file, without any server; hits as JSON Lines
    Search(search::Search),
    /// Print the table of settings
    Settings,
    /// Print the API's OpenAPI document
    Openapi,
    /// Draw every page with every sample into a folder, to look at
    CheckTemplates {
        /// The folder
        #[arg(long, default_value = "var/pages")]
        out: PathBuf,
    },
}

/// Does what the command line asks.
///
/// # Errors
///
/// What could not be done, and what to do about it.
pub fn run() -> anyhow::Result<()> {
    match Cli::parse().command {
        Command::Analyze(analyze) => analyze.run(),
        Command::Search(search) => search.run(),
        Command::Settings => print(&crate::config::settings_table()),
        Command::Openapi => print(&crate::server::api_service().spec()),
        Command::CheckTemplates { out } => upkeep::check_templates(&out),
        Command::Serve { no_work } => serve::serve(Config::from_env()?, Clock::system(), !no_work),
        Command::Work => serve::work(Config::from_env()?, Clock::system()),
        Command::Demo { fresh } => serve::demo(Config::from_env()?, fresh),
        Command::Migrate => upkeep::migrate(&Config::from_env()?),
        Command::Grant { email, role, name } => upkeep::grant(Config::from_env()?, email, role, name),
        Command::Reindex => upkeep::reindex(Config::from_env()?),
    }
}

fn print(text: &str) -> anyhow::Result<()> {
    use std::io::Write;
    Ok(writeln!(std::io::stdout(), "{}", text.trim_end())?)
}
