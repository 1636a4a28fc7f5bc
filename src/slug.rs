//! Texts as parts of addresses, and as they are compared: without capitals and marks.

/// Lower-case words of plain letters and digits, joined by hyphens, cut at a word within `length` characters.
pub fn slug(text: &str, length: usize) -> String {
    let mut out = String::new();
    for word in plain(text).split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()) {
        let joined = out.len() + word.len() + usize::from(!out.is_empty());
        if joined > length {
            if out.is_empty() {
                out.push_str(&word[..length]);
            }
            break;
        }
        if !out.is_empty() {
            out.push('-');
        }
        out.push_str(word);
    }
    out
}

/// A text in lower case, its European letters without their marks; other signs stay as they are.
pub fn plain(text: &str) -> String {
    text.chars()
        .flat_map(char::to_lowercase)
        .flat_map(|letter| {
            let plain = match letter {
                'à' | 'â' | 'ä' | 'á' | 'ã' | 'å' => "a",
                'ç' => "c",
                'é' | 'è' | 'ê' | 'ë' => "e",
                'î' | 'ï' | 'í' | 'ì' => "i",
                'ô' | 'ö' | 'ó' | 'ò' | 'õ' => "o",
                'ù' | 'û' | 'ü' | 'ú' => "u",
                'ÿ' | 'ý' => "y",
                'ñ' => "n",
                'œ' => "oe",
                'æ' => "ae",
                other => return vec![other],
            };
            plain.chars().collect()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_plain_and_cut_whole() {
        assert_eq!(
            slug("Moins de gâchis à la cantine, l'œuf d'abord !", 60),
            "moins-de-gachis-a-la-cantine-l-oeuf-d-abord"
        );
        assert_eq!(slug("Économie circulaire", 9), "economie");
        assert_eq!(slug("Anticonstitutionnellement", 8), "anticons");
        for empty in ["", " … ", "日本語", "🥖"] {
            assert_eq!(slug(empty, 60), "");
        }
    }
}
