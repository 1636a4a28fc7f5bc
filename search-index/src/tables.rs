//! What words mean to the people who write, as tables that a deployment extends without code.
//!
//! The tables of `data/` come with the crate. A folder may hold more lines for any of them, in files of the same
//! names: `synonyms.fr.txt`, `themes.fr.txt`, `generic.fr.txt` (or the code of another language) and
//! `trades.fr.tsv`. Lines are added to the built-in ones, never taken away.

use std::collections::HashSet;
use std::fmt;
use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::Path;
use std::sync::{Arc, LazyLock};

use crate::analyzer::Analyzer;
use crate::synonyms::Synonyms;
use crate::themes::Themes;
use crate::trades::TradeTable;
use crate::{Error, Language, Result};

/// A larger file is not a table that people edit, in bytes.
const LARGEST: u64 = 1_000_000;

static BUILTIN: LazyLock<Arc<Tables>> = LazyLock::new(|| Arc::new(Tables::made_in()));

/// Synonyms, subjects, common words of speech and trades. Made once, shared behind an `Arc`.
#[derive(Clone)]
pub struct Tables {
    /// In the order of [`Language::ALL`].
    languages: Vec<OfLanguage>,
    trades: TradeTable,
}

/// The tables of one language; empty for a language that has none.
#[derive(Clone, Debug)]
pub struct OfLanguage {
    pub synonyms: Synonyms,
    pub themes: Arc<Themes>,
    /// Stems of common words of speech, which open a proposal without saying what it is about.
    pub generic: HashSet<String>,
}

/// Why a line of a table cannot be read.
pub type Refused = &'static str;

impl fmt::Debug for Tables {
    /// Thousands of words tell nothing in a log line.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tables").finish_non_exhaustive()
    }
}

impl Tables {
    /// The tables that come with the crate.
    #[must_use]
    pub fn builtin() -> Arc<Self> {
        Arc::clone(&BUILTIN)
    }

    /// The built-in tables and the lines of the files found in a folder; a file that is not there adds nothing.
    ///
    /// # Errors
    /// [`Error::Table`] when the folder or a file in it cannot be read, is too large, is not UTF-8, or has a line
    /// that means nothing: the error names the file and the line.
    pub fn read(folder: &Path) -> Result<Self> {
        if !folder.is_dir() {
            return Err(refused(folder, None, "is not a folder that can be read"));
        }
        let mut tables = Self::builtin().as_ref().clone();
        for language in Language::ALL {
            let code = language.code();
            let mut analyzer = Analyzer::new(language);
            let own = &mut tables.languages[language as usize];
            each_line(&folder.join(format!("synonyms.{code}.txt")), |line| {
                own.synonyms.add_line(line, &mut analyzer)
            })?;
            let themes = Arc::make_mut(&mut own.themes);
            each_line(&folder.join(format!("themes.{code}.txt")), |line| {
                themes.add_line(line, &mut analyzer)
            })?;
            each_line(&folder.join(format!("generic.{code}.txt")), |line| {
                own.generic.extend(analyzer.tokens(uncommented(line)).into_iter().map(|token| token.term));
                Ok(())
            })?;
        }
        each_line(&folder.join("trades.fr.tsv"), |line| tables.trades.add_line(line))?;
        Ok(tables)
    }

    /// The table of job titles.
    #[must_use]
    pub fn trades(&self) -> &TradeTable {
        &self.trades
    }

    pub(crate) fn of(&self, language: Language) -> &OfLanguage {
        &self.languages[language as usize]
    }

    fn made_in() -> Self {
        let languages = Language::ALL.into_iter().map(|language| match language {
            Language::French => OfLanguage {
                synonyms: Synonyms::parse(include_str!("../data/synonyms.fr.txt"), language),
                themes: Arc::new(Themes::parse(include_str!("../data/themes.fr.txt"), language)),
                generic: generic(include_str!("../data/generic.fr.txt"), language),
            },
            _ => {
                OfLanguage { synonyms: Synonyms::default(), themes: Arc::default(), generic: HashSet::new() }
            }
        });
        Self { languages: languages.collect(), trades: TradeTable::french().clone() }
    }
}

/// The part of a line before its comment.
pub fn uncommented(line: &str) -> &str {
    line.split('#').next().unwrap_or_default()
}

fn generic(table: &str, language: Language) -> HashSet<String> {
    let mut analyzer = Analyzer::new(language);
    table.lines().flat_map(|line| analyzer.tokens(uncommented(line))).map(|token| token.term).collect()
}

/// Gives each line of a file; a missing file has none.
fn each_line(path: &Path, mut add: impl FnMut(&str) -> std::result::Result<(), Refused>) -> Result<()> {
    let Some(text) = text_of(path)? else { return Ok(()) };
    for (number, line) in (1..).zip(text.trim_start_matches('\u{feff}').lines()) {
        add(line).map_err(|why| refused(path, Some(number), why))?;
    }
    Ok(())
}

fn text_of(path: &Path) -> Result<Option<String>> {
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(refused(path, None, &error.to_string())),
    };
    let mut bytes = Vec::new();
    file.take(LARGEST + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| refused(path, None, &error.to_string()))?;
    if bytes.len() as u64 > LARGEST {
        return Err(refused(path, None, "is larger than 1 MB"));
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Some(text)),
        Err(error) => {
            let read = &error.as_bytes()[..error.utf8_error().valid_up_to()];
            let line = 1 + read.iter().filter(|&&byte| byte == b'\n').count();
            Err(refused(path, Some(line), "is not UTF-8 text"))
        }
    }
}

fn refused(path: &Path, line: Option<usize>, why: &str) -> Error {
    let place = line.map_or_else(String::new, |line| format!(", line {line}"));
    Error::Table { path: path.to_owned(), place, why: why.to_owned() }
}
