//! How much two short texts ask for the same thing.
//!
//! Half of the score is the words: the part of what each text says that the other says too, rare words counting
//! more, with synonyms and words of one subject as lesser matches; the text less covered decides, for what only
//! one of them asks makes them differ. The other half is the writing: pieces of words, which forgive endings and
//! typos, or the words of the titles, when those are more alike. Amounts or directions that contradict each other
//! (20 % and 50 %, more and less) halve it.
//!
//! Few constants, and round: none was fitted closer than the few judged pairs allow. The README says how well it does.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use serde::Serialize;

use crate::analyzer::{Analyzer, Token, fold};
use crate::{Language, Tables};

/// The length of a piece, with the blank before and after a word.
const PIECE: usize = 4;
/// This many words of a text are compared: a request is told in the title and the first sentences.
const OPENING: usize = 60;
/// Amounts and directions are looked for in this many words, since later ones argue rather than ask.
const ASKED: usize = 15;
/// How much a synonym and a word of the same subject cover, beside 1 for the word itself.
const SYNONYM: f32 = 0.8;
const SUBJECT: f32 = 0.4;
/// The weight of a number beside a word as rare: the amounts that matter are compared on their own.
const NUMBER: f32 = 0.5;
/// What is left of the likeness of two texts that contradict each other.
const CONTRADICTED: f32 = 0.5;
/// What is left of the likeness of two different texts when one has fewer words than these, or when they have fewer in
/// common: that is a subject, not yet a request.
const SUBJECT_ONLY: f32 = 0.66;
const REQUEST: usize = 3;
const COMMON: usize = 2;
/// A text of which this part is covered is contained in the other.
const CONTAINED: f32 = 0.9;
/// Subjects are kept as bits; those past the last are not compared.
const SUBJECTS: u32 = 128;

/// Beginnings of folded words that ask for more of something, or for less.
const MORE: [&str; 11] = [
    "plus",
    "davantage",
    "augment",
    "hausse",
    "relev",
    "revaloris",
    "renforc",
    "creer",
    "creation",
    "retabli",
    "develop",
];
const LESS: [&str; 12] = [
    "moins",
    "contre",
    "non",
    "stop",
    "supprim",
    "suppression",
    "aboli",
    "annul",
    "baiss",
    "dimin",
    "redui",
    "interdi",
];
/// Beginnings of words that stand for amounts.
const TIMES: [(&str, u64); 3] = [("doubl", 2), ("tripl", 3), ("quadrupl", 4)];
/// No amount is counted in millions of millions: amounts said by a word are told apart from those in digits by this.
const BY_WORD: u64 = 1 << 40;

/// Why two texts are told as alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// Both say the same, in whatever order, case and accents.
    Same,
    /// One says what the other says, and more.
    Contains,
    /// They share much of what they say.
    Shared,
}

/// How much two texts ask the same, and why.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Likeness {
    /// From 0 (nothing shared) to 1 (the same text).
    pub score: f32,
    pub reason: Reason,
}

/// Terms by number, with what is known of each.
#[derive(Debug)]
pub struct Lexicon {
    tables: Arc<Tables>,
    ids: HashMap<String, u32>,
    /// For each term those of its synonyms, once it was read in a text.
    synonyms: Vec<Option<Vec<u32>>>,
    /// The weight of each term in a comparison.
    weights: Vec<f32>,
}

/// What a text is compared by.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Request {
    /// Different words, by id.
    words: Vec<Word>,
    /// The subjects of all of them.
    subjects: u128,
    /// Pieces of words, by their digest, as a row of length 1.
    pieces: Vec<(u32, f32)>,
    /// The amounts asked for, in order.
    amounts: Vec<u64>,
    direction: Option<Direction>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Word {
    id: u32,
    /// Whether it stands in the title, or in a text without one.
    in_title: bool,
    subjects: u128,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Direction {
    More,
    Less,
}

impl Lexicon {
    /// No term yet; synonyms and subjects are those of the tables.
    pub fn new(tables: &Arc<Tables>) -> Self {
        let tables = Arc::clone(tables);
        Self { tables, ids: HashMap::new(), synonyms: Vec::new(), weights: Vec::new() }
    }

    /// The number of a term, a new one when it is unknown.
    fn id(&mut self, term: &str, language: Language) -> u32 {
        let id = self.add(term);
        if self.synonyms[id as usize].is_none() {
            let tables = Arc::clone(&self.tables);
            let synonyms = tables.of(language).synonyms.words_of_term(term);
            let synonyms = synonyms.map(|other| self.add(other)).collect();
            self.synonyms[id as usize] = Some(synonyms);
        }
        id
    }

    fn add(&mut self, term: &str) -> u32 {
        let next = self.ids.len() as u32;
        if let Some(&id) = self.ids.get(term) {
            return id;
        }
        self.ids.insert(term.to_owned(), next);
        self.synonyms.push(None);
        next
    }

    /// Weighs the terms that have no weight yet, each by its rarity.
    pub fn weigh(&mut self, rarity: impl Fn(&str) -> f32) {
        let known = self.weights.len();
        self.weights.resize(self.ids.len(), 0.0);
        for (term, &id) in &self.ids {
            if id as usize >= known {
                let part = if is_number(term) { NUMBER } else { 1.0 };
                self.weights[id as usize] = part * rarity(term);
            }
        }
    }

    /// The terms of both texts, the most telling first.
    pub fn shared(&self, a: &Request, b: &Request) -> Vec<&str> {
        let both: HashSet<u32> = a.words.iter().map(|word| word.id).filter(|&id| b.has(id)).collect();
        let terms = self.ids.iter().filter(|(_, id)| both.contains(id));
        let mut shared: Vec<(&str, f32)> =
            terms.map(|(term, &id)| (term.as_str(), self.weight(id))).collect();
        shared.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(b.0)));
        shared.into_iter().map(|(term, _)| term).collect()
    }

    fn weight(&self, id: u32) -> f32 {
        self.weights.get(id as usize).copied().unwrap_or_default()
    }
}

impl Request {
    /// Reads a title and a body; either may be empty.
    pub fn new(
        title: &str,
        body: &str,
        language: Language,
        lexicon: &mut Lexicon,
        analyzer: &mut Analyzer,
    ) -> Self {
        let mut request = Self::default();
        let themes = Arc::clone(&lexicon.tables.of(language).themes);
        let mut pieces = HashMap::new();
        let mut room = OPENING;
        for (text, in_title) in [(title, true), (body, false)] {
            let mut tokens = analyzer.tokens(opening(text));
            tokens.retain(|token| !token.compound);
            tokens.truncate(room);
            room -= tokens.len();
            for (rank, token) in tokens.iter().enumerate() {
                let subjects = bits(themes.of_token(token, tokens.get(rank + 1)));
                request.words.push(Word { id: lexicon.id(&token.term, language), in_title, subjects });
                count_pieces(&token.word, &mut pieces);
            }
            request
                .amounts
                .extend(amounts(&tokens, ASKED.saturating_sub(request.words.len() - tokens.len())));
        }
        request.direction = direction(if title.trim().is_empty() { body } else { title });
        request.settle(pieces);
        request
    }

    /// Sorts what was read, each thing once.
    fn settle(&mut self, pieces: HashMap<u32, f32>) {
        self.words.sort_by_key(|word| (word.id, !word.in_title));
        self.words.dedup_by(|later, kept| {
            let same = later.id == kept.id;
            kept.subjects |= if same { later.subjects } else { 0 };
            same
        });
        if self.words.iter().all(|word| !word.in_title) {
            self.words.iter_mut().for_each(|word| word.in_title = true);
        }
        self.subjects = self.words.iter().fold(0, |all, word| all | word.subjects);
        self.amounts.sort_unstable();
        self.amounts.dedup();
        self.pieces = unit(pieces);
    }

    /// How much two texts ask the same. It does not matter which is which.
    pub fn likeness(&self, other: &Self, lexicon: &Lexicon) -> Likeness {
        self.judged(other, lexicon, f32::min)
    }

    /// How much a text that is still being written asks for what another asks: what it does not say may yet come.
    pub fn unfinished(&self, other: &Self, lexicon: &Lexicon) -> Likeness {
        self.judged(other, lexicon, if self.words.len() > 1 { |a, b| (a + b) / 2.0 } else { f32::min })
    }

    fn judged(&self, other: &Self, lexicon: &Lexicon, both: fn(f32, f32) -> f32) -> Likeness {
        let (mine, theirs) = (self.covered_by(other, lexicon), other.covered_by(self, lexicon));
        let writing = product(&self.pieces, &other.pieces).max(self.titles(other, lexicon));
        let reason = match (mine.min(theirs), mine.max(theirs)) {
            (least, _) if least > 0.999 => Reason::Same,
            (_, most) if most >= CONTAINED => Reason::Contains,
            _ => Reason::Shared,
        };
        let contradicted = if self.contradicts(other) { CONTRADICTED } else { 1.0 };
        let thin = if reason != Reason::Same && self.is_thin_beside(other) { SUBJECT_ONLY } else { 1.0 };
        let score = contradicted * thin * (both(mine, theirs) + writing) / 2.0;
        Likeness { score: score.clamp(0.0, 1.0), reason }
    }

    /// The part of what this text says that the other says too.
    fn covered_by(&self, other: &Self, lexicon: &Lexicon) -> f32 {
        let (mut said, mut shared) = (0.0, 0.0);
        for word in &self.words {
            let weight = lexicon.weight(word.id);
            said += weight;
            shared += weight * other.says(word, lexicon);
        }
        if said > 0.0 { shared / said } else { 0.0 }
    }

    fn says(&self, word: &Word, lexicon: &Lexicon) -> f32 {
        let mut synonyms = lexicon.synonyms.get(word.id as usize).into_iter().flatten().flatten();
        if self.has(word.id) {
            1.0
        } else if synonyms.any(|&synonym| self.has(synonym)) {
            SYNONYM
        } else if self.subjects & word.subjects != 0 {
            SUBJECT
        } else {
            0.0
        }
    }

    /// Whether too little is said, or said by both, to be a request.
    fn is_thin_beside(&self, other: &Self) -> bool {
        let common = self.words.iter().filter(|word| other.has(word.id)).count();
        self.words.len().min(other.words.len()) < REQUEST || common < COMMON
    }

    fn has(&self, id: u32) -> bool {
        self.words.binary_search_by_key(&id, |word| word.id).is_ok()
    }

    /// The cosine of the words of the titles.
    fn titles(&self, other: &Self, lexicon: &Lexicon) -> f32 {
        let row = |request: &Self| -> Vec<(u32, f32)> {
            let words = request.words.iter().filter(|word| word.in_title);
            words.map(|word| (word.id, lexicon.weight(word.id))).collect()
        };
        let (mine, theirs) = (row(self), row(other));
        let length = |row: &[(u32, f32)]| product(row, row).sqrt();
        product(&mine, &theirs) / (length(&mine) * length(&theirs)).max(f32::MIN_POSITIVE)
    }

    /// Whether both ask for amounts and none is the same, or one asks for more and the other for less.
    fn contradicts(&self, other: &Self) -> bool {
        let both = !self.amounts.is_empty() && !other.amounts.is_empty();
        let shares = self.amounts.iter().any(|amount| other.amounts.contains(amount));
        let turned = matches!((self.direction, other.direction), (Some(a), Some(b)) if a != b);
        (both && !shares) || turned
    }
}

/// As much of a text as can hold [`OPENING`] words: no more is worth cutting into words.
pub fn opening(text: &str) -> &str {
    const LONGEST: usize = 4_000;
    text.char_indices().nth(LONGEST).map_or(text, |(end, _)| &text[..end])
}

fn bits(subjects: impl IntoIterator<Item = u32>) -> u128 {
    subjects.into_iter().filter(|&subject| subject < SUBJECTS).fold(0, |all, subject| all | (1 << subject))
}

fn is_number(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_digit())
}

/// The amounts among the first tokens: digits, their groups of thousands joined, and "double". A year is a date.
fn amounts(tokens: &[Token], among: usize) -> Vec<u64> {
    let mut found = Vec::new();
    let mut end = None;
    for token in tokens.iter().take(among) {
        let digits = token.word.parse::<u64>().ok().filter(|_| is_number(&token.word));
        let times = TIMES.iter().find(|(beginning, _)| token.word.starts_with(beginning));
        match (digits, found.last_mut()) {
            // "4 000", with any blank.
            (Some(rest), Some(last))
                if token.word.len() == 3 && end.is_some_and(|end| token.start - end <= 3) =>
            {
                *last = u64::saturating_mul(*last, 1_000).saturating_add(rest);
            }
            (Some(amount), _) => found.push(amount),
            (None, _) => found.extend(times.map(|&(_, times)| BY_WORD + times)),
        }
        end = digits.map(|_| token.end);
    }
    found.retain(|amount| !(1_900..2_100).contains(amount));
    found
}

/// Whether the first words ask for more or for less; a text that does both has no direction.
fn direction(text: &str) -> Option<Direction> {
    let folded = fold(opening(text));
    let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).take(ASKED);
    let (mut more, mut less) = (false, false);
    for word in words {
        more |= MORE.iter().any(|beginning| word.starts_with(beginning));
        less |= LESS.iter().any(|beginning| word.starts_with(beginning));
    }
    match (more, less) {
        (true, false) => Some(Direction::More),
        (false, true) => Some(Direction::Less),
        _ => None,
    }
}

fn count_pieces(word: &str, counts: &mut HashMap<u32, f32>) {
    let letters: Vec<char> = std::iter::once(' ').chain(word.chars()).chain([' ']).collect();
    for piece in letters.windows(PIECE) {
        *counts.entry(digest(piece)).or_default() += 1.0;
    }
}

/// FNV-1a of 32 bits: two pieces that meet by chance do no harm.
fn digest(piece: &[char]) -> u32 {
    piece.iter().fold(0x811c_9dc5, |hash, &letter| (hash ^ letter as u32).wrapping_mul(0x0100_0193))
}

/// Sorted entries of length 1.
fn unit(weights: HashMap<u32, f32>) -> Vec<(u32, f32)> {
    let mut entries: Vec<(u32, f32)> = weights.into_iter().collect();
    entries.sort_unstable_by_key(|&(key, _)| key);
    let length = entries.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt();
    entries.iter_mut().for_each(|(_, weight)| *weight /= length.max(f32::MIN_POSITIVE));
    entries
}

fn product(a: &[(u32, f32)], b: &[(u32, f32)]) -> f32 {
    let (mut i, mut j, mut sum) = (0, 0, 0.0);
    while let (Some((left, x)), Some((right, y))) = (a.get(i), b.get(j)) {
        match left.cmp(right) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                sum += x * y;
                i += 1;
                j += 1;
            }
        }
    }
    sum
}

/// `ln(1 + n / df)`: the rarity of a term that stands in `df` of `n` documents.
pub fn rarity(documents: u64, df: u64) -> f32 {
    (1.0 + documents.max(1) as f64 / df.max(1) as f64).ln() as f32
}

#[cfg(test)]
mod tests {
    use super::{Lexicon, Likeness, Reason, Request, amounts};
    use crate::analyzer::Analyzer;
    use crate::{Language, Tables};

    /// All words are as rare.
    fn read(texts: [(&str, &str); 2]) -> ([Request; 2], Lexicon) {
        let (mut french, mut lexicon) = (Analyzer::new(Language::French), Lexicon::new(&Tables::builtin()));
        let requests =
            texts.map(|(title, body)| Request::new(title, body, Language::French, &mut lexicon, &mut french));
        lexicon.weigh(|_| 1.0);
        (requests, lexicon)
    }

    fn judged(a: &str, b: &str) -> Likeness {
        let ([a, b], lexicon) = read([(a, ""), (b, "")]);
        let (there, back) = (a.likeness(&b, &lexicon), b.likeness(&a, &lexicon));
        assert_eq!(there.reason, back.reason);
        assert!((there.score - back.score).abs() < 1e-6, "{there:?} {back:?}");
        there
    }

    fn score(a: &str, b: &str) -> f32 {
        judged(a, b).score
    }

    #[test]
    fn the_same_words_are_the_same_request() {
        for (a, b) in [
            ("Composter les épluchures", "les epluchures : COMPOSTER !"),
            ("Vote blanc", "VOTE BLANC"),
            ("Crèche", "creche"),
            ("Plus de 20 vélos", "Plus de 20 vélos"),
        ] {
            let likeness = judged(a, b);
            assert!(likeness.score > 0.999 && likeness.reason == Reason::Same, "{a} {likeness:?}");
        }
        assert!(score("Composter les épluchures", "Une piste cyclable") < 0.1);
    }

    #[test]
    fn nothing_is_like_nothing() {
        for (a, b) in [("", ""), ("", "compost"), ("!!", "🙂"), ("le la les", "le la les")] {
            assert_eq!(score(a, b), 0.0, "{a:?} {b:?}");
        }
    }

    #[test]
    fn details_keep_two_texts_alike() {
        let likeness =
            judged("Gratuité des transports en commun", "Gratuité totale des transports en commun et régie");
        assert!(likeness.score > 0.6 && likeness.reason == Reason::Contains, "{likeness:?}");
    }

    #[test]
    fn what_only_one_asks_counts_against_both() {
        let longer =
            "Gratuité des transports en commun, encadrement des loyers, police de nuit, cantine biologique";
        let near =
            score("Gratuité des transports en commun", "Gratuité des transports en commun de la ville");
        assert!(score("Gratuité des transports en commun", longer) < near - 0.2);
    }

    #[test]
    fn synonyms_cover_more_than_words_of_a_subject() {
        let to =
            |other: &str| score("Réparer la toiture et le vélo", &format!("Réparer la toiture et {other}"));
        let (synonym, subject, neither) = (to("la bicyclette"), to("la trottinette"), to("la mosaïque"));
        assert!(synonym > subject && subject > neither, "{synonym} {subject} {neither}");
    }

    #[test]
    fn amounts_that_differ_contradict() {
        let alike = score("Limiter à 20 élèves par classe", "Limiter à 20 élèves la classe");
        assert!(alike > 2.0 * score("Limiter à 20 élèves par classe", "Limiter à 30 élèves la classe") - 0.2);
        assert!(score("Doubler les effectifs de police", "Tripler les effectifs de police") < 0.45);
        assert!(score("Augmenter de 20 % les effectifs de police", "Doubler les effectifs de police") < 0.45);
        assert!(
            score("Augmenter les effectifs de police", "Augmenter de 20 % les effectifs de police") > 0.6
        );
    }

    #[test]
    fn amounts_are_read_as_written() {
        let read = |text: &str| amounts(&Analyzer::new(Language::French).tokens(text), 15);
        assert_eq!(read("4 000 logements"), [4_000]);
        assert_eq!(read("4\u{202f}000 logements, 12 rues"), [4_000, 12]);
        assert_eq!(read("12 agents et 300 vélos"), [12, 300]);
        assert_eq!(read("D'ici 2030, rien"), Vec::<u64>::new());
        assert_eq!(read("Doublement des effectifs").len(), 1);
        assert_eq!(read("99999999999999999999999 999 999"), [999_999]);
    }

    #[test]
    fn more_and_less_contradict() {
        assert!(score("Plus de voitures en ville", "Moins de voitures en ville") < 0.55);
        assert!(score("Augmenter la taxe carbone", "Supprimer la taxe carbone") < 0.45);
        // Both at once is no direction.
        assert!(score("Moins de voitures, plus de vélos", "Plus de vélos, moins de voitures") > 0.99);
    }

    #[test]
    fn a_word_in_common_is_a_subject_only() {
        assert!(score("Nationalisation des autoroutes", "Nationalisation des banques") < 0.44);
        assert!(score("Écologie", "Écologie et transports") < 0.6);
    }

    #[test]
    fn typos_and_endings_are_forgiven() {
        assert!(score("Gaspillage à la cantine du lycée", "Gaspilage à la cantine du lycée") > 0.6);
        assert!(score("Composteur au lycée", "Composteurs dans les lycées") > 0.8);
    }

    #[test]
    fn titles_speak_for_long_texts() {
        let bodies =
            ["Notre avis sur la question est tranché depuis longtemps.", "Il serait bon de faire ainsi."];
        let with = |titles: [&str; 2]| {
            let ([a, b], lexicon) = read([(titles[0], bodies[0]), (titles[1], bodies[1])]);
            a.likeness(&b, &lexicon).score
        };
        let (same, other) =
            (with(["Droit de mourir dignement"; 2]), with(["Droit de mourir dignement", "Le RIC"]));
        assert!(same > 0.6 && other < 0.3, "{same} {other}");
    }

    #[test]
    fn an_unfinished_text_owes_nothing_yet() {
        let ([typed, title], lexicon) =
            read([("Garage à vélos", ""), ("Garage à vélos fermé près du lycée", "")]);
        let unfinished = typed.unfinished(&title, &lexicon).score;
        assert!(unfinished > typed.likeness(&title, &lexicon).score);
        assert!((typed.unfinished(&typed, &lexicon).score - 1.0).abs() < 1e-5);
    }

    #[test]
    fn odd_texts_stay_between_nothing_and_the_same() {
        let long = "vélo garage abri ".repeat(70_000);
        let same = "x".repeat(1_000_000);
        let odd = [
            "",
            " ",
            "vélo",
            &long,
            &same,
            "🙂🙂 🚲",
            "مرحبا بالعالم",
            "a\u{0}b\u{202e}c",
            "1 2 3",
            "%_\\\"",
            "日本 語",
        ];
        for a in odd {
            for b in odd {
                let score = score(a, b);
                assert!((0.0..=1.0).contains(&score), "{score}");
            }
        }
    }
}
