//! `docs/immunity.md` names tests that exist.

use std::collections::BTreeSet;
use std::path::Path;

use crate::support::Tested;

/// Every test of the sources as `module::name`, and the files of the browser's.
fn tests_in(folder: &Path, found: &mut BTreeSet<String>) -> Tested {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            if !path.ends_with("node_modules") {
                tests_in(&path, found)?;
            }
            continue;
        }
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name.ends_with(".test.mjs") {
            found.insert(format!("browser::{}", name.trim_end_matches(".test.mjs")));
        }
        if !name.ends_with(".rs") {
            continue;
        }
        let mut parts: Vec<_> = path.iter().map(|part| part.to_string_lossy().into_owned()).collect();
        parts.retain(|part| !["tests", "src"].contains(&part.as_str()));
        let module = parts.join("::").trim_end_matches(".rs").trim_end_matches("::mod").to_owned();
        let source = std::fs::read_to_string(&path)?;
        let mut is_test = false;
        for line in source.lines().map(str::trim) {
            let function = line.trim_start_matches("async ").strip_prefix("fn ").filter(|_| is_test);
            if let Some((name, _)) = function.and_then(|rest| rest.split_once('(')) {
                found.insert(format!("{module}::{name}"));
            }
            is_test = line == "#[test]" || line == "#[tokio::test]" || is_test && line.starts_with("#[");
        }
    }
    Ok(())
}

#[test]
fn every_test_and_file_that_it_names_exists() -> Tested {
    let mut there = BTreeSet::new();
    for folder in ["tests", "src", "search-index/src", "search-index/tests"] {
        tests_in(Path::new(folder), &mut there)?;
    }
    let page = std::fs::read_to_string("docs/immunity.md")?;
    let (mut tests, mut files) = (0, 0);
    for word in page.split('`').skip(1).step_by(2) {
        if word.contains('/') && !word.starts_with('/') && !word.contains(' ') {
            files += 1;
            assert!(Path::new(word).exists(), "{word} is named, and not there");
        } else if word.contains("::") && !word.contains(' ') {
            tests += 1;
            assert!(there.contains(word), "{word} is named, and no test");
        }
    }
    assert!(tests > 60 && files > 20, "{tests} tests and {files} files are read from the page");
    let security = std::fs::read_to_string("SECURITY.md")?;
    assert!(security.contains("docs/immunity.md"));
    Ok(())
}
