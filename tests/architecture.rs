//! The import rule: inside a room, pages, api and jobs lean on actions, actions on the store, the store on the rules;
//! between rooms only what a room's `mod.rs` shows; the platform never leans on a room. Each breach is told with the
//! rule's sentence, the file and the line.

use std::fmt::Write;
use std::path::{Path, PathBuf};

/// The rooms, in the order an idea travels.
const ROOMS: [&str; 17] = [
    "accounts",
    "organisation",
    "notices",
    "home",
    "contests",
    "ideas",
    "attachments",
    "comments",
    "voting",
    "jury",
    "clustering",
    "minilabs",
    "incubation",
    "impact",
    "help",
    "operations",
    "journal",
];
/// What every room stands on.
const PLATFORM: [&str; 19] = [
    "archive",
    "audience",
    "clock",
    "config",
    "db",
    "embeddings",
    "error",
    "files",
    "ids",
    "images",
    "jobs",
    "language",
    "mail",
    "oidc",
    "search",
    "sheets",
    "slug",
    "transaction",
    "web",
];
/// What puts the rooms together.
const TOP: [&str; 6] = ["app", "cli", "demo", "lib", "main", "server"];

/// A name and where it may stand, by the beginning of the file's path below `src`; `*` is any room.
const NAMES: [(&str, &[&str], &str); 14] = [
    ("diesel", &["*/store", "db/", "mail/store.rs", "jobs/store.rs"], "only a store and db/ know diesel"),
    ("diesel_migrations", &["db/"], "only db/ knows migrations"),
    ("poem", &["*/pages", "*/api", "web/", "server.rs"], "only pages, api and web/ know HTTP"),
    ("poem_openapi", &["*/api", "web/", "server.rs"], "only api and web/ know OpenAPI"),
    ("minijinja", &["web/render.rs"], "only web/render draws templates"),
    ("tantivy", &[], "only the search-index crate knows tantivy"),
    ("search_index", &["search/"], "only search/ knows the search-index crate"),
    ("lettre", &["mail/"], "only mail/ speaks to mail servers"),
    ("argon2", &["accounts/pins.rs"], "only accounts/pins hashes what people remember"),
    ("qrcode", &["web/qr.rs"], "only web/qr draws codes to scan"),
    ("image", &["images.rs"], "only images.rs reads and writes pictures"),
    ("reqwest", &["embeddings/", "oidc/"], "only embeddings/ and oidc/ ask other servers over HTTP"),
    ("openidconnect", &["oidc/"], "only oidc/ speaks OpenID Connect"),
    ("rand", &["clock.rs"], "randomness comes from clock.rs"),
];

/// In a room: a layer, what it may not lean on, and the sentence.
const LAYERS: [(&str, &[&str], &str); 6] = [
    ("rules", &["store", "actions", "pages", "api", "jobs"], "rules know nothing but rules"),
    ("store", &["actions", "pages", "api", "jobs"], "the store leans on the rules alone"),
    ("actions", &["pages", "api"], "an action knows neither pages nor api"),
    ("pages", &["api"], "what pages and api share is an action or a query"),
    ("api", &["pages"], "what pages and api share is an action or a query"),
    ("jobs", &["pages", "api"], "a job knows neither pages nor api"),
];

/// What may be leaned on all the same: file, path, why.
const EXCEPTIONS: [(&str, &str, &str); 1] = [(
    "accounts/api.rs",
    "crate::accounts::pages::guard",
    "the guard finds out who asks, for pages and api alike",
)];

#[test]
fn the_import_rule_holds() {
    let mut breaches = String::new();
    let mut files = 0;
    for file in sources(Path::new("src")) {
        files += 1;
        let source = std::fs::read_to_string(&file).unwrap();
        let name = file.strip_prefix("src").unwrap().to_string_lossy().replace('\\', "/");
        for (line, path) in paths(&source) {
            let path = resolve(&name, path);
            if let Some(sentence) = breach(&name, &path) {
                let _ = writeln!(breaches, "src/{name}:{line}: {} – {sentence}", path.join("::"));
            }
        }
    }
    assert!(files > 50, "the sources were not found");
    assert!(breaches.is_empty(), "\n{breaches}");
}

#[test]
fn every_folder_of_src_is_a_room_or_the_platform() {
    for entry in std::fs::read_dir("src").unwrap() {
        let name = entry.unwrap().file_name().to_string_lossy().trim_end_matches(".rs").to_owned();
        let known = ROOMS.contains(&&*name) || PLATFORM.contains(&&*name) || TOP.contains(&&*name);
        assert!(known, "src/{name} is neither a room nor the platform: add it to tests/architecture.rs");
    }
}

#[test]
fn pages_leave_the_look_to_the_theme() {
    let mut breaches = String::new();
    for file in templates(Path::new("templates")) {
        let name = file.to_string_lossy().replace('\\', "/");
        // The report is one file that must carry its own look.
        let carries_a_look =
            ["templates/themes/", "templates/report/"].iter().any(|dir| name.starts_with(dir))
                || name.contains("/emails/");
        if carries_a_look || !name.ends_with(".html") {
            continue;
        }
        let source = std::fs::read_to_string(&file).unwrap();
        for (place, line) in source.lines().enumerate() {
            for attribute in attributes(line) {
                if attribute == "class" || attribute == "style" || attribute.starts_with("on") {
                    let _ = writeln!(breaches, "{name}:{}: {attribute}= belongs into a component", place + 1);
                }
            }
        }
    }
    assert!(breaches.is_empty(), "\n{breaches}");
}

/// The sentence of the rule that `path`, named in `file`, breaks.
fn breach(file: &str, path: &[String]) -> Option<String> {
    let (head, rest) = path.split_first()?;
    if EXCEPTIONS.iter().any(|(known, allowed, _)| *known == file && path.join("::").starts_with(allowed)) {
        return None;
    }
    if let Some((_, allowed, sentence)) = NAMES.iter().find(|(name, ..)| name == head) {
        return (!allowed.iter().any(|place| stands_in(file, place))).then(|| (*sentence).to_owned());
    }
    if head == "std" && rest.first().is_some_and(|next| next == "env") && file != "config.rs" {
        return Some("only config.rs reads the environment".into());
    }
    if head != "crate" {
        return None;
    }
    let target = rest.first()?;
    let here = file.split(['/', '.']).next()?;
    if TOP.contains(&here) {
        return None;
    }
    let (is_room, to_room) = (ROOMS.contains(&here), ROOMS.contains(&target.as_str()));
    // The journal is the spine: the platform appends to it and follows it.
    if !is_room && to_room && target != "journal" {
        return Some("the platform never leans on a room".into());
    }
    if is_room && to_room && here != target {
        return rest
            .get(2)
            .filter(|_| is_module(&rest[1]))
            .map(|_| format!("of the room {target} only what its mod.rs shows may be used"));
    }
    if !is_room && TOP.contains(&target.as_str()) {
        return Some("the platform leans on nothing above it".into());
    }
    inside_the_room(file, here, target, rest)
}

fn inside_the_room(file: &str, here: &str, target: &str, rest: &[String]) -> Option<String> {
    let layer = file.strip_prefix(here)?.strip_prefix('/')?.split(['/', '.']).next()?;
    if layer == "rules" {
        let impure = match (target, rest.get(1).map_or("", String::as_str)) {
            ("app" | "embeddings" | "mail" | "oidc" | "search" | "files" | "transaction", _) => true,
            ("db", name) => name != "text_column" && name != "id_column",
            ("web", name) => name != "Access",
            _ => false,
        };
        if impure {
            return Some("rules do nothing: no database, no web, no files".into());
        }
    }
    let (_, forbidden, sentence) = LAYERS.iter().find(|(name, ..)| *name == layer)?;
    let names_forbidden =
        target == here && rest.get(1).is_some_and(|next| forbidden.contains(&next.as_str()));
    names_forbidden.then(|| (*sentence).to_owned())
}

fn stands_in(file: &str, place: &str) -> bool {
    match place.strip_prefix("*/") {
        None => file.starts_with(place),
        Some(layer) => {
            let (room, rest) = file.split_once('/').unwrap_or(("", file));
            let fits =
                rest.strip_prefix(layer).is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '.']));
            ROOMS.contains(&room) && fits
        }
    }
}

fn is_module(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase())
}

/// `super::…` and `self::…` as `crate::…`.
fn resolve(file: &str, path: Vec<String>) -> Vec<String> {
    let mut module: Vec<String> = file.trim_end_matches(".rs").split('/').map(str::to_owned).collect();
    if module.last().is_some_and(|last| last == "mod" || last == "lib") {
        module.pop();
    }
    let mut rest = path.as_slice();
    if !matches!(rest.first().map(String::as_str), Some("super" | "self")) {
        return path;
    }
    while let Some((head, tail)) = rest.split_first() {
        match head.as_str() {
            "super" => drop(module.pop()),
            "self" => {}
            _ => break,
        }
        rest = tail;
    }
    [vec!["crate".to_owned()], module, rest.to_vec()].concat()
}

/// Every path of a source, with its line: in `use` lines, each of their leaves, and inline. Comments, texts and test
/// modules are left out.
fn paths(source: &str) -> Vec<(usize, Vec<String>)> {
    let code: Vec<char> = plain(source).chars().collect();
    let mut found = Vec::new();
    let (mut at, mut line) = (0, 1);
    while at < code.len() {
        let begins = is_word(code[at]) && !code[at].is_ascii_digit();
        let continues = at > 0 && (is_word(code[at - 1]) || matches!(code[at - 1], '.' | '\''));
        if begins && !continues {
            let end = tree(&code, at, &mut Vec::new(), &mut |path| found.push((line, path)));
            line += code[at..end].iter().filter(|c| **c == '\n').count();
            at = end;
        } else {
            line += usize::from(code[at] == '\n');
            at += 1;
        }
    }
    found
}

/// Reads `a::b::{c, d::e}` from `at`; answers where it ends.
fn tree(
    code: &[char],
    mut at: usize,
    prefix: &mut Vec<String>,
    found: &mut impl FnMut(Vec<String>),
) -> usize {
    let depth = prefix.len();
    loop {
        let start = at;
        while at < code.len() && is_word(code[at]) {
            at += 1;
        }
        if at > start {
            prefix.push(code[start..at].iter().collect());
        }
        let goes_on = code.get(at) == Some(&':') && code.get(at + 1) == Some(&':');
        match code.get(at + 2) {
            Some('{') if goes_on => {
                at = branches(code, at + 3, prefix, found);
                prefix.truncate(depth);
                return at;
            }
            Some(c) if goes_on && is_word(*c) => at += 2,
            _ => break,
        }
    }
    if prefix.len() > 1 {
        found(prefix.clone());
    }
    prefix.truncate(depth);
    at
}

fn branches(
    code: &[char],
    mut at: usize,
    prefix: &mut Vec<String>,
    found: &mut impl FnMut(Vec<String>),
) -> usize {
    while at < code.len() && code[at] != '}' {
        if is_word(code[at]) {
            at = tree(code, at, prefix, found);
        } else {
            at += 1;
        }
    }
    at + 1
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The source without comments, texts and test modules; lines stay where they were.
fn plain(source: &str) -> String {
    let mut out = String::new();
    let mut in_tests = false;
    for line in source.lines() {
        if line == "#[cfg(test)]" {
            in_tests = true;
        } else if in_tests {
            in_tests = !(line == "}" || line.ends_with(';') && line.starts_with("mod "));
        } else if !line.trim_start().starts_with("//") {
            out.push_str(&without_texts(line));
        }
        out.push('\n');
    }
    out
}

fn without_texts(line: &str) -> String {
    let line = line.split(" // ").next().unwrap_or(line);
    let parts = line.split('"').enumerate();
    parts.filter(|(place, _)| place % 2 == 0).map(|(_, part)| part).collect::<Vec<_>>().join("\"\"")
}

/// The names of the attributes that a line of HTML writes.
fn attributes(line: &str) -> Vec<String> {
    let mut names = Vec::new();
    for (place, _) in line.match_indices("=\"") {
        let before = &line[..place];
        let start = before.rfind(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).map_or(0, |at| at + 1);
        let is_attribute = before[..start].ends_with(char::is_whitespace) && before.contains('<');
        if is_attribute && start < place {
            names.push(before[start..].to_owned());
        }
    }
    names
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let is_source =
        |file: &PathBuf| file.extension().is_some_and(|kind| kind == "rs") && !file.ends_with("tests.rs");
    templates(folder).into_iter().filter(is_source).collect()
}

fn templates(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { files.extend(templates(&path)) } else { files.push(path) }
    }
    files.sort();
    files
}

#[test]
fn the_rule_is_read_as_it_is_written() {
    let found = |source: &str| -> Vec<String> {
        paths(source).into_iter().map(|(line, path)| format!("{line} {}", path.join("::"))).collect()
    };
    assert_eq!(
        found("use crate::a::{self, b::C};\n// crate::no::Comment\nlet x = super::d(\"poem::Text\");"),
        ["1 crate::a::self", "1 crate::a::b::C", "3 super::d"]
    );
    assert_eq!(found("#[cfg(test)]\nmod tests {\n    use diesel::a;\n}\nuse poem::b;"), ["5 poem::b"]);
    assert_eq!(attributes(r#"<p class="a" data-x="b">{{ f(label="c") }}"#), ["class", "data-x"]);
    let told = |file: &str, path: &str| {
        breach(file, &resolve(file, path.split("::").map(str::to_owned).collect())).is_some()
    };
    for (file, path) in [
        ("ideas/actions.rs", "diesel::prelude"),
        ("ideas/rules.rs", "super::store"),
        ("ideas/store.rs", "crate::app::App::no::super::actions"),
        ("ideas/pages/list.rs", "super::super::api"),
        ("ideas/pages/list.rs", "crate::contests::store::find"),
        ("web/forms.rs", "crate::ideas::Idea"),
        ("db/mod.rs", "crate::app::App"),
        ("mail/mod.rs", "std::env::var"),
    ] {
        let expected = path != "crate::app::App::no::super::actions";
        assert_eq!(told(file, path), expected, "{file} {path}");
    }
    for (file, path) in [
        ("ideas/store/list.rs", "diesel::prelude"),
        ("ideas/pages/list.rs", "super::super::store"),
        ("ideas/pages/list.rs", "crate::contests::find"),
        ("app.rs", "crate::ideas::pages::routes"),
    ] {
        assert!(!told(file, path), "{file} {path}");
    }
}
