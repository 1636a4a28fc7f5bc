//! What the sources and the templates do not do, so that no page needs to be looked at for it.

use std::path::{Path, PathBuf};

use crate::support::Tested;

fn files(folder: &Path, found: &mut Vec<PathBuf>) -> Tested {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() { files(&path, found)? } else { found.push(path) }
    }
    Ok(())
}

/// The lines below a folder that hold one of these words.
fn lines_with(folder: &str, words: &[&str]) -> anyhow::Result<Vec<String>> {
    let mut all = Vec::new();
    files(Path::new(folder), &mut all)?;
    let mut found = Vec::new();
    for path in all {
        let Ok(source) = std::fs::read_to_string(&path) else { continue };
        let lines = source.lines().filter(|line| words.iter().any(|word| line.contains(word)));
        found.extend(lines.map(|line| format!("{}: {}", path.display(), line.trim())));
    }
    Ok(found)
}

#[test]
fn no_text_becomes_sql() -> Tested {
    let lines = lines_with("src", &["sql_query(", "batch_execute(", "sql::<", "dsl::sql"])?;
    assert!(!lines.is_empty(), "the connection's own settings are found");
    for line in lines {
        let is_ours = line.starts_with("src/db/") || line.contains("into_sql::<");
        assert!(is_ours && !line.contains("format!") && !line.contains('+'), "{line}");
    }
    Ok(())
}

#[test]
fn no_template_leaves_a_text_unescaped() -> Tested {
    let ways = ["|safe", "| safe", "autoescape", "|raw"];
    assert_eq!(lines_with("templates", &ways)?, Vec::<String>::new());
    let ways = ["from_safe_string", "set_auto_escape_callback", "AutoEscape::None"];
    assert_eq!(lines_with("src", &ways)?, Vec::<String>::new());
    Ok(())
}
