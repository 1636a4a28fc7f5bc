//! The words of the interface, in French first and in English, from Fluent catalogues embedded in the binary. The code
//! holds no sentence: templates ask for them by key.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use anyhow::anyhow;
pub use fluent_bundle::FluentArgs;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::types::FluentNumber;
use fluent_bundle::{FluentResource, FluentValue};
use rust_embed::RustEmbed;
use unic_langid::LanguageIdentifier;

mod format;

pub use format::{date, datetime, hour, number, percent};

#[derive(RustEmbed)]
#[folder = "locales"]
#[include = "*.ftl"]
struct Files;

/// A language of the interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Language {
    /// The default.
    #[default]
    French,
    /// The other one.
    English,
}

impl Language {
    /// All of them, the default first.
    pub const ALL: [Self; 2] = [Self::French, Self::English];

    /// The tag in `lang` attributes, cookies and folder names.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::French => "fr",
            Self::English => "en",
        }
    }

    /// Its name in itself.
    pub fn own_name(self) -> &'static str {
        match self {
            Self::French => "Français",
            Self::English => "English",
        }
    }

    /// The language of a tag such as `fr` or `en-GB`.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.trim().split(['-', '_', ';']).next()?.to_ascii_lowercase();
        Self::ALL.into_iter().find(|language| language.as_str() == primary)
    }

    /// The first language of an `Accept-Language` header that there are words for. Its order is taken as the wish:
    /// browsers write it so.
    pub fn from_accept_language(header: &str) -> Option<Self> {
        header.split(',').find_map(Self::from_tag)
    }
}

/// The catalogues.
pub struct Catalogue {
    bundles: BTreeMap<Language, FluentBundle<FluentResource>>,
    keys: BTreeMap<Language, BTreeSet<String>>,
    /// The sentences that speak of nothing: most of a page, formatted once.
    fixed: BTreeMap<Language, HashMap<String, Arc<str>>>,
}

impl Catalogue {
    /// Reads the embedded catalogues.
    ///
    /// # Errors
    ///
    /// When one of them has a fault; the message names the file.
    pub fn load() -> anyhow::Result<Self> {
        let (mut bundles, mut keys, mut fixed) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        for language in Language::ALL {
            let (bundle, known) = load_bundle(language)?;
            fixed.insert(language, known.iter().filter_map(|key| fixed_text(&bundle, key)).collect());
            bundles.insert(language, bundle);
            keys.insert(language, known);
        }
        Ok(Self { bundles, keys, fixed })
    }

    /// The sentence of a key that speaks of nothing.
    pub fn fixed(&self, language: Language, key: &str) -> Option<Arc<str>> {
        self.fixed.get(&language)?.get(key).cloned()
    }

    /// The sentence of a key. A key without one is shown as it is, and logged: tests refuse it.
    pub fn text(&self, language: Language, key: &str, args: &FluentArgs<'_>) -> String {
        let pattern =
            self.bundles.get(&language).and_then(|bundle| Some((bundle, bundle.get_message(key)?.value()?)));
        let Some((bundle, pattern)) = pattern else {
            tracing::error!(key, language = language.as_str(), "no words for this key");
            return key.to_owned();
        };
        let mut errors = Vec::new();
        let text = bundle.format_pattern(pattern, Some(args), &mut errors).into_owned();
        if !errors.is_empty() {
            tracing::error!(key, ?errors, "a sentence lacks something");
        }
        text
    }

    /// Whether a key has a sentence in this language.
    pub fn has(&self, language: Language, key: &str) -> bool {
        self.keys.get(&language).is_some_and(|known| known.contains(key))
    }

    /// Every key of a language.
    pub fn keys(&self, language: Language) -> impl Iterator<Item = &str> {
        self.keys.get(&language).into_iter().flatten().map(String::as_str)
    }
}

fn fixed_text(bundle: &FluentBundle<FluentResource>, key: &str) -> Option<(String, Arc<str>)> {
    let pattern = bundle.get_message(key)?.value()?;
    let mut errors = Vec::new();
    let text = bundle.format_pattern(pattern, None, &mut errors);
    errors.is_empty().then(|| (key.to_owned(), Arc::from(text.as_ref())))
}

fn load_bundle(language: Language) -> anyhow::Result<(FluentBundle<FluentResource>, BTreeSet<String>)> {
    let tag: LanguageIdentifier = language.as_str().parse()?;
    let mut bundle = FluentBundle::new_concurrent(vec![tag]);
    // The marks that isolate right-to-left arguments show up in searches and in mails' subjects.
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(match language {
        Language::French => |value, _| grouped(value, Language::French),
        Language::English => |value, _| grouped(value, Language::English),
    }));
    let mut keys = BTreeSet::new();
    for path in Files::iter().filter(|path| path.starts_with(language.as_str())) {
        let file = Files::get(&path).ok_or_else(|| anyhow!("{path} is missing"))?;
        let source = String::from_utf8(file.data.into_owned())?;
        keys.extend(source.lines().filter_map(key_of).map(str::to_owned));
        let resource = FluentResource::try_new(source).map_err(|(_, errors)| {
            anyhow!("{path}: {}", errors.first().map(ToString::to_string).unwrap_or_default())
        })?;
        bundle.add_resource(resource).map_err(|errors| anyhow!("{path}: {errors:?}"))?;
    }
    Ok((bundle, keys))
}

/// The key that a line of a catalogue defines.
fn key_of(line: &str) -> Option<&str> {
    let (key, _) = line.split_once('=')?;
    let key = key.trim_end();
    let well_formed = key.starts_with(|c: char| c.is_ascii_alphabetic())
        && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
    well_formed.then_some(key)
}

/// Numbers in sentences are written as they are elsewhere.
fn grouped(value: &FluentValue<'_>, language: Language) -> Option<String> {
    match value {
        FluentValue::Number(FluentNumber { value, .. }) => Some(number(*value, language)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wish_is_read_from_the_header() {
        assert_eq!(Language::from_accept_language("de, en-GB;q=0.9, fr;q=0.1"), Some(Language::English));
        assert_eq!(Language::from_accept_language("fr-FR"), Some(Language::French));
        assert_eq!(Language::from_accept_language("de"), None);
    }
}
