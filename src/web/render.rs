//! Draws pages and mails from templates embedded in the binary. A page is a type that names its template and knows
//! samples of itself; a variable that is missing is an error, never a blank.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use anyhow::{Context, anyhow};
use chrono::NaiveTime;
use minijinja::value::{Kwargs, Value, ValueKind};
use minijinja::{Environment, Error, ErrorKind, UndefinedBehavior};
use rust_embed::RustEmbed;
use serde::Serialize;

use super::assets::{self, Assets};
use super::shell::Shell;
use crate::clock::{Time, Zone, local};
use crate::error::AppResult;
use crate::language::{self, Catalogue, FluentArgs, Language};

#[derive(RustEmbed)]
#[folder = "templates"]
#[include = "*.html"]
#[include = "*.txt"]
struct Files;

/// A page: a template and what it shows.
pub trait Page: Serialize {
    /// The template's path.
    const TEMPLATE: &'static str;

    /// The states of the business that the page can show, by name: drawn in tests, in both languages.
    fn samples() -> Vec<(&'static str, Self)>
    where
        Self: Sized;
}

/// A page of one sample, ready to be drawn in any shell.
type DrawSample = Box<dyn Fn(&Pages, Language, &Shell) -> AppResult<String> + Send + Sync>;

/// The samples of all pages, for the tests that draw each of them and for `check-templates`.
#[derive(Default)]
pub struct Samples(Vec<Sample>);

/// One sample of a page.
pub struct Sample {
    /// The page's template.
    pub template: &'static str,
    /// The state of the business it shows.
    pub name: &'static str,
    draw: DrawSample,
}

impl Samples {
    /// Adds a page.
    pub fn add<P: Page + Send + Sync + 'static>(&mut self) -> &mut Self {
        self.0.extend(P::samples().into_iter().map(|(name, page)| Sample {
            template: P::TEMPLATE,
            name,
            draw: Box::new(move |pages, language, shell| pages.page(language, shell, &page)),
        }));
        self
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Sample> {
        self.0.iter()
    }
}

impl Sample {
    /// Draws it.
    ///
    /// # Errors
    ///
    /// When the template fails.
    pub fn draw(&self, pages: &Pages, language: Language, shell: &Shell) -> AppResult<String> {
        (self.draw)(pages, language, shell)
    }
}

/// The templates, once per language.
pub struct Pages {
    environments: BTreeMap<Language, Environment<'static>>,
    catalogue: Arc<Catalogue>,
    style: String,
}

#[derive(Serialize)]
struct InShell<'a, P> {
    shell: &'a Shell,
    #[serde(flatten)]
    page: &'a P,
}

impl Pages {
    /// Reads the templates, which show a point in time as clocks in `zone` do.
    ///
    /// # Errors
    ///
    /// When one of them cannot be parsed; the message names it and the line.
    pub fn load(catalogue: &Arc<Catalogue>, assets: &Arc<Assets>, zone: Zone) -> anyhow::Result<Self> {
        let mut environments = BTreeMap::new();
        for language in Language::ALL {
            environments.insert(language, environment(language, catalogue, assets, zone)?);
        }
        let style = asset(assets, assets::STYLE)?;
        Ok(Self { environments, catalogue: Arc::clone(catalogue), style })
    }

    /// Where the style sheet of every page is.
    pub fn style(&self) -> &str {
        &self.style
    }

    /// Whether there is a sentence for a key that came from elsewhere.
    pub fn has_words(&self, language: Language, key: &str) -> bool {
        self.catalogue.has(language, key)
    }

    /// The names of all templates.
    pub fn names() -> impl Iterator<Item = Cow<'static, str>> {
        Files::iter()
    }

    /// Draws a page in its shell.
    ///
    /// # Errors
    ///
    /// When the template fails: a fault of the program.
    pub fn page<P: Page>(&self, language: Language, shell: &Shell, page: &P) -> AppResult<String> {
        self.draw(language, P::TEMPLATE, &InShell { shell, page })
    }

    /// Draws a template with any context: for mails.
    ///
    /// # Errors
    ///
    /// As [`Pages::page`].
    pub fn draw<C: Serialize>(&self, language: Language, template: &str, context: &C) -> AppResult<String> {
        let environment = self.environments.get(&language).ok_or_else(|| anyhow!("no templates"))?;
        let template = environment.get_template(template).with_context(|| template.to_owned())?;
        Ok(template.render(context).map_err(|error| anyhow!("{error:#}"))?)
    }
}

fn environment(
    language: Language,
    catalogue: &Arc<Catalogue>,
    assets: &Arc<Assets>,
    zone: Zone,
) -> anyhow::Result<Environment<'static>> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_trim_blocks(true);
    environment.set_lstrip_blocks(true);
    // An absent value prints nothing, not the word "none".
    environment.set_formatter(|out, state, value| {
        if value.is_none() { Ok(()) } else { minijinja::escape_formatter(out, state, value) }
    });
    for path in Files::iter() {
        let file = Files::get(&path).ok_or_else(|| anyhow!("{path} is missing"))?;
        let source = String::from_utf8(file.data.into_owned()).with_context(|| path.to_string())?;
        let name = assets::component_name(&path).unwrap_or_else(|| path.to_string());
        environment.add_template_owned(name, source)?;
    }
    let catalogue = Arc::clone(catalogue);
    environment.add_function("t", move |key: &str, values: Kwargs| text(&catalogue, language, key, &values));
    let assets = Arc::clone(assets);
    environment.add_function("asset", move |name: &str| asset(&assets, name));
    environment.add_filter("date", move |value: &str| date(value, zone, language));
    environment.add_filter("datetime", move |value: &str| datetime(value, zone, language));
    environment.add_filter("machine_time", machine_time);
    environment.add_filter("hour", move |value: &str| hour(value, language));
    environment.add_filter("number", move |value: f64| language::number(value, language));
    environment.add_filter("percent", move |value: f64| language::percent(value, language));
    Ok(environment)
}

fn text(catalogue: &Catalogue, language: Language, key: &str, values: &Kwargs) -> Result<Value, Error> {
    if let Some(fixed) = catalogue.fixed(language, key) {
        return Ok(Value::from(fixed));
    }
    if !catalogue.has(language, key) {
        return Err(Error::new(
            ErrorKind::InvalidOperation,
            format!("no words for {key:?} in {}", language.as_str()),
        ));
    }
    let mut args = FluentArgs::new();
    for name in values.args() {
        let value: Value = values.get(name)?;
        match value.kind() {
            ValueKind::Number => args.set(name.to_owned(), f64::try_from(value)?),
            _ => args.set(name.to_owned(), value.to_string()),
        }
    }
    Ok(Value::from(catalogue.text(language, key, &args)))
}

fn asset(assets: &Assets, name: &str) -> Result<String, Error> {
    let unknown = || Error::new(ErrorKind::InvalidOperation, format!("no asset is called {name:?}"));
    assets.url(name).ok_or_else(unknown)
}

/// Of a day, or of the day that it was there at a point in time.
fn date(value: &str, zone: Zone, language: Language) -> Result<String, Error> {
    let day = match value.parse() {
        Ok(day) => day,
        Err(_) => local(point_in_time(value)?, zone).date(),
    };
    Ok(language::date(day, language))
}

fn datetime(value: &str, zone: Zone, language: Language) -> Result<String, Error> {
    Ok(language::datetime(local(point_in_time(value)?, zone), language))
}

/// As a machine reads it: without its zone, a point in time is taken for one on the reader's own clock.
fn machine_time(value: &str) -> String {
    if value.contains('T') && !value.ends_with('Z') { format!("{value}Z") } else { value.to_owned() }
}

fn point_in_time(value: &str) -> Result<Time, Error> {
    value.trim_end_matches('Z').parse().map_err(|_| not_a_time(value))
}

fn hour(value: &str, language: Language) -> Result<String, Error> {
    let at = value.parse::<NaiveTime>();
    at.map(|at| language::hour(at, language)).map_err(|_| not_a_time(value))
}

fn not_a_time(value: &str) -> Error {
    Error::new(ErrorKind::InvalidOperation, format!("{value:?} is not a date"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_in_time_is_told_as_clocks_there_show_it() {
        let (paris, french) = (Zone::Europe__Paris, Language::French);
        // Half past eleven at night in UTC is the next day in Paris, and in summer two hours later than in UTC.
        assert_eq!(date("2026-11-30T23:30:00.000001", paris, french).unwrap(), "1er décembre 2026");
        assert_eq!(
            datetime("2026-07-01T06:05:00", paris, french).unwrap(),
            "1er juillet 2026 à 8\u{a0}h\u{a0}05"
        );
        assert_eq!(
            datetime("2026-07-01T06:05:00Z", Zone::UTC, french).unwrap(),
            "1er juillet 2026 à 6\u{a0}h\u{a0}05"
        );
        // A day is the same day everywhere.
        assert_eq!(date("2026-11-30", Zone::America__Cayenne, french).unwrap(), "30 novembre 2026");
        assert!(date("yesterday", paris, french).is_err() && datetime("2026-11-30", paris, french).is_err());
    }

    #[test]
    fn machines_are_told_the_zone() {
        assert_eq!(machine_time("2026-07-01T06:05:00"), "2026-07-01T06:05:00Z");
        assert_eq!(machine_time("2026-07-01T06:05:00Z"), "2026-07-01T06:05:00Z");
        assert_eq!(machine_time("2026-07-01"), "2026-07-01");
    }
}
