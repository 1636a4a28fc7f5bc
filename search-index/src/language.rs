//! The languages whose words can be stemmed.

use frostem::Algorithm;
use serde::{Deserialize, Serialize};

/// A language that the analysis knows. The default is French.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// français
    #[default]
    French,
    /// English
    English,
    /// Deutsch
    German,
    /// español
    Spanish,
    /// italiano
    Italian,
    /// Nederlands
    Dutch,
    /// português
    Portuguese,
    /// català
    Catalan,
    /// polski
    Polish,
    /// magyar
    Hungarian,
}

impl Language {
    /// Every language, the default first.
    pub const ALL: [Self; 10] = [
        Self::French,
        Self::English,
        Self::German,
        Self::Spanish,
        Self::Italian,
        Self::Dutch,
        Self::Portuguese,
        Self::Catalan,
        Self::Polish,
        Self::Hungarian,
    ];

    /// The two-letter code of ISO 639-1: `fr`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::French => "fr",
            Self::English => "en",
            Self::German => "de",
            Self::Spanish => "es",
            Self::Italian => "it",
            Self::Dutch => "nl",
            Self::Portuguese => "pt",
            Self::Catalan => "ca",
            Self::Polish => "pl",
            Self::Hungarian => "hu",
        }
    }

    /// The language of a code such as `fr`, `FR` or `fr-FR`; `None` when it is not known here.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        let primary = code.split(['-', '_']).next()?.trim().to_ascii_lowercase();
        Self::ALL.into_iter().find(|language| language.code() == primary)
    }

    pub(crate) fn stemmer(self) -> frostem::Stemmer {
        frostem::Stemmer::new(match self {
            Self::French => Algorithm::French,
            Self::English => Algorithm::English,
            Self::German => Algorithm::German,
            Self::Spanish => Algorithm::Spanish,
            Self::Italian => Algorithm::Italian,
            Self::Dutch => Algorithm::Dutch,
            Self::Portuguese => Algorithm::Portuguese,
            Self::Catalan => Algorithm::Catalan,
            Self::Polish => Algorithm::Polish,
            Self::Hungarian => Algorithm::Hungarian,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Language;

    #[test]
    fn codes_go_round() {
        for language in Language::ALL {
            assert_eq!(Language::from_code(language.code()), Some(language));
        }
        assert_eq!(Language::from_code("fr-CA"), Some(Language::French));
        assert_eq!(Language::from_code("xx"), None);
        assert_eq!(Language::from_code(""), None);
    }
}
