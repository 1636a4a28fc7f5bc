//! Which language a text is in, by its stop words: the most frequent words of a language are its signature.

use super::stop::in_list;
use super::{fold, words};
use crate::Language;

/// This many words are read: enough to tell, whatever the length.
const READ: usize = 80;
/// So many stop words of another language, and so many times those of the fallback, make it that language: a short
/// text stays in the language of its surroundings.
const ENOUGH: usize = 3;
const TIMES: f32 = 1.5;

/// The language of a text, or the fallback when the text does not tell.
pub fn detect(text: &str, fallback: Language) -> Language {
    let parts = words::chunks(text).flat_map(|chunk| chunk.parts).take(READ);
    let read: Vec<String> = parts.map(|part| fold(part.text)).collect();
    let count = |language: Language| read.iter().filter(|word| in_list(language, word)).count();
    let own = count(fallback) as f32;
    let others = Language::ALL.into_iter().filter(|&language| language != fallback);
    let best =
        others.map(|language| (count(language), language)).max_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)));
    match best {
        Some((found, language)) if found >= ENOUGH && found as f32 > own * TIMES => language,
        _ => fallback,
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
            ("Mehr Räder", Language::French),
            ("Plus de vélos pour les agents qui travaillent dans ce bâtiment", Language::French),
            ("", Language::French),
            ("12 34 🙂", Language::French),
        ] {
            assert_eq!(detect(text, Language::French), language, "{text}");
        }
        assert_eq!(
            detect("Plus de vélos pour les agents de la ville qui en ont", Language::English),
            Language::French
        );
    }
}
