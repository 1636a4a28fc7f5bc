//! Reading JSON Lines, for the examples and benches.

use std::error::Error;
use std::fs;

use search_index::{Document, Language};
use serde_json::Value;

/// A proposal as the file has it, and the one made of it; ids are line numbers.
pub struct Row {
    /// The file's own id.
    pub id: String,
    /// What the crate sees.
    pub document: Document,
}

/// Reads a file with a JSON object on each line: id, title, body, trade, site, lang.
pub fn read(path: &str) -> Result<Vec<Row>, Box<dyn Error>> {
    let mut rows = Vec::new();
    for (number, line) in
        fs::read_to_string(path)?.lines().enumerate().filter(|(_, line)| !line.trim().is_empty())
    {
        let json: Value = serde_json::from_str(line)?;
        let text = |name: &str| json.get(name).and_then(Value::as_str).map(str::to_owned);
        let document = Document {
            id: number as u64,
            title: text("title").unwrap_or_default(),
            body: text("body").unwrap_or_default(),
            trade: text("trade").or_else(|| text("job_title")),
            site: text("site"),
            language: text("lang").as_deref().and_then(Language::from_code),
            access: vec!["public".into()],
            ..Document::default()
        };
        let id = json
            .get("id")
            .map(|id| id.as_str().map_or_else(|| id.to_string(), str::to_owned))
            .unwrap_or_default();
        rows.push(Row { id, document });
    }
    Ok(rows)
}
