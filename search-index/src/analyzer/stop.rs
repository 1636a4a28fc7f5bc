//! Stop words: the grammar of a language, which says nothing about what a text is about.
//!
//! One file per language beside this one, folded (no accents, lower case), blanks between words.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::fold;
use crate::Language;

static LISTS: LazyLock<Vec<HashSet<&'static str>>> = LazyLock::new(|| {
    Language::ALL.iter().map(|&language| list(language).split_whitespace().collect()).collect()
});

/// Compounds of two words of grammar that mean something, folded.
const TELLING: [(&str, &str); 5] =
    [("bien", "etre"), ("mal", "etre"), ("savoir", "etre"), ("savoir", "faire"), ("tout", "petits")];

/// Whether two words of grammar say something together. The first is compared as typed: that is all that most cost.
pub fn is_telling(first: &str, second: &str) -> bool {
    TELLING.iter().any(|(a, b)| first.eq_ignore_ascii_case(a) && fold(second) == *b)
}

/// Whether a folded word is a stop word of a language. A lone letter always is, a digit never.
pub fn is_stop_word(language: Language, folded: &str) -> bool {
    if folded.len() == 1 && folded.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return true;
    }
    in_list(language, folded)
}

/// Whether a folded word is in the list of a language.
pub fn in_list(language: Language, folded: &str) -> bool {
    LISTS.get(language as usize).is_some_and(|list| list.contains(folded))
}

fn list(language: Language) -> &'static str {
    match language {
        Language::French => include_str!("stop/fr.txt"),
        Language::English => include_str!("stop/en.txt"),
        Language::German => include_str!("stop/de.txt"),
        Language::Spanish => include_str!("stop/es.txt"),
        Language::Italian => include_str!("stop/it.txt"),
        Language::Dutch => include_str!("stop/nl.txt"),
        Language::Portuguese => include_str!("stop/pt.txt"),
        Language::Catalan => include_str!("stop/ca.txt"),
        Language::Polish => include_str!("stop/pl.txt"),
        Language::Hungarian => include_str!("stop/hu.txt"),
    }
}

#[cfg(test)]
mod tests {
    use super::{is_stop_word, list};
    use crate::Language;
    use crate::analyzer::fold;

    #[test]
    fn lists_are_folded_and_follow_the_order_of_the_languages() {
        for (rank, language) in Language::ALL.into_iter().enumerate() {
            assert_eq!(language as usize, rank);
            assert!(list(language).split_whitespace().count() > 40, "{language:?}");
            for word in list(language).split_whitespace() {
                assert_eq!(word, fold(word), "{language:?}");
            }
        }
    }

    #[test]
    fn letters_are_stop_words_and_digits_are_not() {
        assert!(is_stop_word(Language::French, "y"));
        assert!(!is_stop_word(Language::French, "5"));
    }
}
