//! Feeds, as Atom (RFC 4287) and JSON Feed 1.1: well-formed whatever the texts.

use std::fmt::Write;

use serde_json::{Value, json};

use crate::clock::Time;

/// A feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feed {
    /// Its name.
    pub title: String,
    /// The page it stands for.
    pub home_url: String,
    /// Its own address.
    pub url: String,
    /// What names it for good.
    pub id: String,
    /// Who publishes it.
    pub author: String,
    /// The language's tag.
    pub language: &'static str,
    /// The newest first.
    pub entries: Vec<Entry>,
}

/// Something new.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What names it for good.
    pub id: String,
    /// Its page.
    pub url: String,
    /// One line.
    pub title: String,
    /// What it says, in plain text.
    pub text: String,
    /// When it began.
    pub published: Time,
    /// When it last changed.
    pub updated: Time,
    /// Words to sort it by.
    pub tags: Vec<String>,
}

impl Feed {
    /// When it last changed; an empty feed never did.
    pub fn updated(&self) -> Time {
        self.entries.iter().map(|entry| entry.updated).max().unwrap_or_default()
    }

    /// As Atom.
    pub fn atom(&self) -> String {
        let mut out = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n".to_owned();
        let _ = writeln!(out, "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">", self.language);
        element(&mut out, "id", &self.id);
        element(&mut out, "title", &self.title);
        element(&mut out, "updated", &stamp(self.updated()));
        let _ = writeln!(out, "<author><name>{}</name></author>", escaped(&self.author));
        link(&mut out, "self", &self.url);
        link(&mut out, "alternate", &self.home_url);
        for entry in &self.entries {
            entry.write_atom(&mut out);
        }
        out.push_str("</feed>\n");
        out
    }

    /// As JSON Feed.
    pub fn json(&self) -> Value {
        json!({
            "version": "https://jsonfeed.org/version/1.1",
            "title": self.title,
            "home_page_url": self.home_url,
            "feed_url": self.url,
            "language": self.language,
            "authors": [{ "name": self.author }],
            "items": self.entries.iter().map(Entry::json).collect::<Vec<_>>(),
        })
    }
}

impl Entry {
    fn write_atom(&self, out: &mut String) {
        out.push_str("<entry>\n");
        element(out, "id", &self.id);
        element(out, "title", &self.title);
        element(out, "published", &stamp(self.published));
        element(out, "updated", &stamp(self.updated));
        link(out, "alternate", &self.url);
        for tag in &self.tags {
            let _ = writeln!(out, "<category term=\"{}\"/>", escaped(tag));
        }
        let _ = writeln!(out, "<content type=\"text\">{}</content>", escaped(&self.text));
        out.push_str("</entry>\n");
    }

    fn json(&self) -> Value {
        json!({
            "id": self.id,
            "url": self.url,
            "title": self.title,
            "content_text": self.text,
            "date_published": stamp(self.published),
            "date_modified": stamp(self.updated),
            "tags": self.tags,
        })
    }
}

fn element(out: &mut String, name: &str, text: &str) {
    let _ = writeln!(out, "<{name}>{}</{name}>", escaped(text));
}

fn link(out: &mut String, rel: &str, url: &str) {
    let _ = writeln!(out, "<link rel=\"{rel}\" href=\"{}\"/>", escaped(url));
}

fn stamp(at: Time) -> String {
    at.and_utc().to_rfc3339_opts(chrono::SecondsFormat::Secs, true)
}

/// A text as XML takes it, in an element or an attribute. Characters that XML 1.0 knows in no form are left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\r' => out.push_str("&#13;"),
            '\t' | '\n' => out.push(c),
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_does_not_know_is_left_out() {
        assert_eq!(
            escaped("a\u{0}b\u{8}c\u{ffff}\n<d e='\"'>&amp;]]>"),
            "abc\n&lt;d e='&quot;'&gt;&amp;amp;]]&gt;"
        );
    }

    #[test]
    fn an_empty_feed_is_a_feed() {
        let feed = Feed {
            title: "Idées".into(),
            home_url: "https://a.example/idees".into(),
            url: "https://a.example/flux/idees.atom".into(),
            id: "https://a.example/idees".into(),
            author: "Région".into(),
            language: "fr",
            entries: vec![],
        };
        assert!(feed.atom().contains("<updated>1970-01-01T00:00:00Z</updated>"));
        assert_eq!(feed.json()["items"], json!([]));
    }
}
