//! Every page with every sample, in both languages: drawn strictly, drawn the same each time, read as HTML.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::Path;
use std::sync::Arc;

use minilabs::app;
use minilabs::clock::Zone;
use minilabs::language::{Catalogue, Language};
use minilabs::web::assets::Assets;
use minilabs::web::{Pages, Shell, Viewer};

use crate::support::{Document, Element, Tested};

/// Draws every sample; `look` is told the page, the language and the HTML.
fn draw_all(mut look: impl FnMut(&str, Language, &str)) -> Tested {
    let catalogue = Arc::new(Catalogue::load()?);
    let pages = Arc::new(Pages::load(&catalogue, &Arc::new(Assets::load()?), Zone::UTC)?);
    let viewer = Viewer {
        mark: "0000000000001".into(),
        is_shared: false,
        name: "Anne <b>Dubois</b>".into(),
        initials: "AD".into(),
        roles: vec!["animator"],
        unread: 0,
        language: None,
    };
    let samples = app::samples();
    for language in Language::ALL {
        for viewer in [None, Some(viewer.clone())] {
            let shell = Shell::sample(Arc::clone(&pages), language, viewer);
            for sample in samples.iter() {
                let name = format!("{} ({}, {})", sample.template, sample.name, language.as_str());
                let html = sample
                    .draw(&pages, language, &shell)
                    .map_err(|error| anyhow::anyhow!("{name}: {error:#}"))?;
                let again = sample.draw(&pages, language, &shell)?;
                assert_eq!(html, again, "{name} is drawn differently the second time");
                look(&name, language, &html);
            }
        }
    }
    Ok(())
}

#[test]
fn every_page_is_drawn_strictly_and_well_formed() -> Tested {
    let (mut drawn, mut faults) = (0, String::new());
    draw_all(|name, language, html| {
        drawn += 1;
        // A piece that a script puts into a page has no head of its own.
        let is_piece = !html.trim_start().starts_with("<!doctype");
        let html = if is_piece { format!("<!doctype html><title>x</title>{html}") } else { html.to_owned() };
        let document = Document::parse(&html);
        for fault in faults_of(&document, is_piece, language) {
            let _ = writeln!(faults, "{name}: {fault}");
        }
    })?;
    assert!(drawn > 100, "only {drawn} pages were drawn");
    assert!(faults.is_empty(), "\n{faults}");
    Ok(())
}

#[test]
fn hostile_texts_stay_texts() -> Tested {
    draw_all(|name, _, html| {
        assert!(!html.contains("<script>alert"), "{name} lets a text become a script");
        assert!(!html.contains("Anne <b>"), "{name} lets a name become markup");
    })
}

fn faults_of(document: &Document, is_piece: bool, language: Language) -> Vec<String> {
    let mut faults = document.faults.clone();
    let ids: Vec<&str> = document.elements.iter().filter_map(|element| element.attribute("id")).collect();
    let known: BTreeSet<&str> = ids.iter().copied().collect();
    if known.len() < ids.len() {
        let mut seen = BTreeSet::new();
        faults.extend(
            ids.iter().filter(|id| !seen.insert(**id)).map(|id| format!("the id {id} is there twice")),
        );
    }
    let labelled: BTreeSet<&str> =
        document.elements.iter().filter(|e| e.name == "label").filter_map(|e| e.attribute("for")).collect();
    for element in &document.elements {
        faults.extend(element_faults(element, &known, &labelled, is_piece));
    }
    if !is_piece {
        let count = |name: &str| document.elements.iter().filter(|element| element.name == name).count();
        if count("h1") != 1 {
            faults.push(format!("{} headings of the first level", count("h1")));
        }
        if count("main") != 1 {
            faults.push("there must be one main".into());
        }
        let html = document.elements.iter().find(|element| element.name == "html");
        if html.and_then(|html| html.attribute("lang")) != Some(language.as_str()) {
            faults.push("the page does not say its language".into());
        }
    }
    faults
}

fn element_faults(
    element: &Element,
    ids: &BTreeSet<&str>,
    labelled: &BTreeSet<&str>,
    is_piece: bool,
) -> Vec<String> {
    const MISSING: [&str; 3] = ["none", "None", "undefined"];
    let mut faults = Vec::new();
    if MISSING.contains(&element.text.as_str()) {
        faults.push(format!("a value that is missing is shown in {}", element.name));
    }
    let has = |name: &str| element.attribute(name).is_some_and(|value| !value.trim().is_empty());
    let is_named = has("aria-label") || has("aria-labelledby") || has("title");
    match element.name.as_str() {
        "img" if element.attribute("alt").is_none() => faults.push("an image without alt".into()),
        "input" | "select" | "textarea" => {
            let kind = element.attribute("type").unwrap_or("text");
            let needs_label = !["hidden", "submit", "button"].contains(&kind);
            let has_label = element.attribute("id").is_some_and(|id| labelled.contains(id))
                || element.inside.iter().any(|name| name == "label");
            if needs_label && !has_label && !is_named {
                faults.push(format!("the field {:?} has no label", element.attribute("name")));
            }
        }
        "button" | "a" if element.text.is_empty() && !is_named => {
            faults.push(format!("a {} without words: {:?}", element.name, element.attributes));
        }
        "form" if element.attribute("method") == Some("post") && element.attribute("action").is_none() => {
            faults.push("a form that does not say where it goes".into());
        }
        "script" if element.attribute("nonce").is_none() => faults.push("a script without nonce".into()),
        _ => {}
    }
    for name in ["aria-labelledby", "aria-describedby", "for", "aria-controls"] {
        for id in element.attribute(name).into_iter().flat_map(str::split_whitespace) {
            if !ids.contains(id) && !is_piece {
                faults.push(format!("{name} names {id}, which is not there"));
            }
        }
    }
    for (name, value) in &element.attributes {
        if ["href", "src", "action", "value", "id"].contains(&name.as_str())
            && MISSING.contains(&value.as_str())
        {
            faults.push(format!("{name} of {} is missing", element.name));
        }
        if name.starts_with("on") || name == "style" {
            faults.push(format!("{name}={value:?}: the content policy forbids it"));
        }
        if ["href", "src", "action"].contains(&name.as_str())
            && value.trim().to_lowercase().starts_with("javascript:")
        {
            faults.push(format!("{name}={value:?}"));
        }
    }
    faults
}

#[test]
fn both_languages_have_the_same_keys() -> Tested {
    let catalogue = Catalogue::load()?;
    let of = |language| catalogue.keys(language).collect::<BTreeSet<_>>();
    let (french, english) = (of(Language::French), of(Language::English));
    assert!(french.len() > 300, "the catalogues were not read");
    let missing: Vec<_> = french.symmetric_difference(&english).collect();
    assert!(missing.is_empty(), "in one language only: {missing:?}");
    Ok(())
}

#[test]
fn no_key_is_defined_twice() -> Tested {
    for language in Language::ALL {
        let mut seen = BTreeMap::new();
        for file in std::fs::read_dir(format!("locales/{}", language.as_str()))? {
            let path = file?.path();
            for line in std::fs::read_to_string(&path)?.lines() {
                let Some((key, _)) = line.split_once(" =") else { continue };
                if key.starts_with(|c: char| c.is_ascii_alphabetic()) && !key.contains(' ') {
                    let before = seen.insert(key.to_owned(), path.clone());
                    assert!(before.is_none(), "{key} is in {before:?} and in {}", path.display());
                }
            }
        }
    }
    Ok(())
}

#[test]
fn both_languages_speak_of_the_same_things() -> Tested {
    let mut faults = String::new();
    let french = variables("fr")?;
    let english = variables("en")?;
    for (key, names) in &french {
        if english.get(key).is_some_and(|others| others != names) {
            let _ = writeln!(faults, "{key}: {names:?} in French, {:?} in English", english[key]);
        }
    }
    assert!(faults.is_empty(), "\n{faults}");
    Ok(())
}

/// The variables of each sentence.
fn variables(language: &str) -> anyhow::Result<BTreeMap<String, BTreeSet<String>>> {
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for file in std::fs::read_dir(format!("locales/{language}"))? {
        let (source, mut key) = (std::fs::read_to_string(file?.path())?, String::new());
        for line in source.lines().filter(|line| !line.starts_with('#')) {
            if let Some((name, _)) = line.split_once(" =").filter(|_| !line.starts_with([' ', '\t'])) {
                key = name.to_owned();
                found.entry(key.clone()).or_default();
            }
            for part in line.split('$').skip(1) {
                let name: String = part.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                found.entry(key.clone()).or_default().insert(name);
            }
        }
    }
    Ok(found)
}

#[test]
fn every_key_that_a_template_names_has_words() -> Tested {
    let catalogue = Catalogue::load()?;
    let (mut asked, mut faults) = (0, String::new());
    let mut folders = vec![Path::new("templates").to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let source = without_comments(&std::fs::read_to_string(&path)?);
            for key in literal_keys(&source) {
                asked += 1;
                if !catalogue.has(Language::French, key) {
                    let _ = writeln!(faults, "{}: no words for {key:?}", path.display());
                }
            }
        }
    }
    assert!(asked > 300, "the templates were not read");
    assert!(faults.is_empty(), "\n{faults}");
    Ok(())
}

fn without_comments(source: &str) -> String {
    let mut parts = source.split("{#");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| text + part.split_once("#}").map_or("", |(_, rest)| rest))
}

/// The keys of `t("…")` and `t("…", …)`; those that are put together from parts are drawn by the samples.
fn literal_keys(source: &str) -> impl Iterator<Item = &str> {
    let begins = source
        .match_indices("t(\"")
        .filter(|(place, _)| !source[..*place].ends_with(|c: char| c.is_alphanumeric() || c == '_'));
    begins.filter_map(|(place, _)| {
        let (key, rest) = source[place + 3..].split_once('"')?;
        rest.starts_with([')', ',']).then_some(key)
    })
}

#[test]
fn every_template_is_drawn_by_a_sample_or_used_by_another() -> Tested {
    let samples: BTreeSet<&str> = app::samples().iter().map(|sample| sample.template).collect();
    let sources: Vec<String> = Pages::names()
        .map(|name| std::fs::read_to_string(Path::new("templates").join(&*name)))
        .collect::<Result<_, _>>()?;
    for name in Pages::names() {
        let is_mail = name.contains("/emails/");
        let is_report = name.starts_with("report/");
        let used = sources.iter().any(|source| source.contains(&format!("\"{name}\"")))
            || name.starts_with("themes/");
        assert!(
            is_mail || is_report || used || samples.contains(&*name),
            "templates/{name} is neither a page with samples nor used by one"
        );
    }
    Ok(())
}
