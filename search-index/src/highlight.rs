//! Marking the words found, in HTML that is safe to show as it is.

use std::collections::HashSet;

use crate::analyzer::{Analyzer, Token};

/// About this many bytes of the body are shown.
const SNIPPET: usize = 220;
/// Only this much of a body is looked through, in bytes: a hit must not cost more the longer its text.
const READ: usize = 50_000;

/// The whole text, escaped, with every token whose term is wanted in `<mark>`.
pub fn marked(text: &str, wanted: &HashSet<String>, analyzer: &mut Analyzer) -> String {
    let tokens = found(text, wanted, analyzer);
    render(text, 0, text.len(), &tokens)
}

/// The part of a text with the most different wanted terms, or its beginning.
pub fn snippet(text: &str, wanted: &HashSet<String>, analyzer: &mut Analyzer) -> String {
    let whole = text.trim();
    let text = &whole[..whole.floor_char_boundary(READ)];
    let tokens = found(text, wanted, analyzer);
    let start = best_start(&tokens);
    let from = word_boundary(text, start);
    let to =
        if text.len() - from <= SNIPPET { text.len() } else { word_boundary(text, from + SNIPPET).max(from) };
    let mut html = String::new();
    if from > 0 {
        html.push('…');
    }
    html.push_str(&render(text, from, to, &tokens));
    if to < whole.len() {
        html.push('…');
    }
    html
}

fn found(text: &str, wanted: &HashSet<String>, analyzer: &mut Analyzer) -> Vec<Token> {
    if wanted.is_empty() {
        return Vec::new();
    }
    let mut tokens = analyzer.tokens(text);
    tokens.retain(|token| wanted.contains(&token.term));
    tokens
}

/// Where to begin so that the most different terms follow; a little before the first of them.
fn best_start(tokens: &[Token]) -> usize {
    let reach = |first: &Token| {
        let near = tokens.iter().filter(|t| t.start >= first.start && t.end <= first.start + SNIPPET * 3 / 4);
        near.map(|token| token.term.as_str()).collect::<HashSet<_>>().len()
    };
    let best = tokens.iter().take(200).rev().max_by_key(|token| reach(token));
    best.filter(|token| token.end > SNIPPET * 3 / 4)
        .map_or(0, |token| token.start.saturating_sub(SNIPPET / 4))
}

/// The nearest place at or before `at` where a word begins.
fn word_boundary(text: &str, at: usize) -> usize {
    let at = (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
    let head = &text[..at];
    let blank = head.char_indices().rev().take(40).find(|(_, c)| c.is_whitespace());
    blank.map_or(at, |(blank, c)| blank + c.len_utf8())
}

fn render(text: &str, from: usize, to: usize, tokens: &[Token]) -> String {
    let mut html = String::with_capacity(to - from + 32);
    let mut done = from;
    for token in tokens.iter().filter(|token| token.start >= from && token.end <= to) {
        if token.start < done {
            continue;
        }
        escape(&text[done..token.start], &mut html);
        html.push_str("<mark>");
        escape(&text[token.start..token.end], &mut html);
        html.push_str("</mark>");
        done = token.end;
    }
    escape(&text[done..to], &mut html);
    html
}

/// Escapes what HTML gives a meaning to, inside elements and attributes; control characters become blanks.
fn escape(text: &str, html: &mut String) {
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            c if c.is_control() => html.push(' '),
            c => html.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::{marked, snippet};
    use crate::Language;
    use crate::analyzer::Analyzer;

    fn wanted(text: &str) -> (HashSet<String>, Analyzer) {
        let mut analyzer = Analyzer::new(Language::French);
        let terms = analyzer.tokens(text).into_iter().map(|token| token.term).collect();
        (terms, analyzer)
    }

    #[test]
    fn marks_words_and_escapes_the_rest() {
        let (terms, mut analyzer) = wanted("gachis cantine");
        let html = marked("Le <b>gâchis</b> à l’école & la Cantine", &terms, &mut analyzer);
        assert_eq!(html, "Le &lt;b&gt;<mark>gâchis</mark>&lt;/b&gt; à l’école &amp; la <mark>Cantine</mark>");
    }

    #[test]
    fn the_snippet_shows_what_was_found() {
        let (terms, mut analyzer) = wanted("compost");
        let body =
            format!("{}un composteur au lycée{}", "Autre chose. ".repeat(60), " et la suite".repeat(60));
        let html = snippet(&body, &wanted("composteur").0, &mut analyzer);
        assert!(html.contains("<mark>composteur</mark>") && html.len() < 400, "{html}");
        assert!(html.starts_with('…') && html.ends_with('…'));
        assert_eq!(snippet("", &terms, &mut analyzer), "");
    }

    #[test]
    fn cuts_between_letters_of_any_script() {
        let (terms, mut analyzer) = wanted("rien");
        for text in ["é".repeat(1000), "🙂".repeat(500), "日本".repeat(300), "a\u{301}".repeat(400)] {
            assert!(snippet(&text, &terms, &mut analyzer).len() < 400);
        }
    }
}
