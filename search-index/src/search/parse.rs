//! What a person typed, taken apart. Nothing that can be typed is an error.

/// More words than this are ignored.
const MOST_WORDS: usize = 32;
/// Nothing is read past this many bytes: nobody types as much, and it must cost no more.
const LONGEST: usize = 4_000;

/// A group of words that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Clause {
    /// One word between blanks.
    Word {
        text: String,
        /// Whether more letters may follow.
        prefix: bool,
    },
    /// Words in quotes, in this order.
    Phrase(String),
}

/// The clauses in the order typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parsed {
    pub clauses: Vec<Clause>,
}

impl Parsed {
    /// Takes a text apart; `prefix_last` when its last word may be unfinished.
    pub fn new(text: &str, prefix_last: bool) -> Self {
        let text = &text[..text.floor_char_boundary(LONGEST)];
        let mut clauses = Vec::new();
        for (rank, piece) in text.split(['"', '«', '»', '“', '”']).enumerate() {
            let closed = rank % 2 == 1;
            if closed && piece.split_whitespace().nth(1).is_some() {
                clauses.push(Clause::Phrase(piece.trim().to_owned()));
            } else {
                clauses.extend(piece.split_whitespace().map(word));
            }
        }
        clauses.truncate(MOST_WORDS);
        if let (true, Some(Clause::Word { prefix, .. })) =
            (prefix_last && ends_in_a_word(text), clauses.last_mut())
        {
            *prefix = true;
        }
        Self { clauses }
    }

    pub fn is_empty(&self) -> bool {
        self.clauses.is_empty()
    }
}

fn word(text: &str) -> Clause {
    Clause::Word { text: text.to_owned(), prefix: false }
}

fn ends_in_a_word(text: &str) -> bool {
    text.chars().next_back().is_some_and(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::{Clause, Parsed};

    #[test]
    fn quotes_make_phrases() {
        let parsed = Parsed::new("tri «compost au lycée» \"seul\" gachis", true);
        assert_eq!(parsed.clauses.len(), 4);
        assert_eq!(parsed.clauses[1], Clause::Phrase("compost au lycée".into()));
        assert_eq!(parsed.clauses[3], Clause::Word { text: "gachis".into(), prefix: true });
    }

    #[test]
    fn anything_can_be_typed() {
        for text in ["", " ", "\"", "\"\"\"", "«", "AND OR NOT", "a:b^3~", "*?[]{}()", "\u{0}"] {
            Parsed::new(text, true);
        }
        assert_eq!(Parsed::new(&"mot ".repeat(1000), false).clauses.len(), 32);
    }
}
