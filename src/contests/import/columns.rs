//! Which column is what: guessed from the titles, then chosen by a person.

use std::collections::BTreeMap;
use std::str::FromStr;

use crate::slug::slug;

/// What a column may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// The idea in one line.
    Title,
    /// The idea in its author's words.
    Body,
    /// The author's name, or several.
    Authors,
    /// More authors.
    CoAuthors,
    /// The first author's address.
    Email,
    /// The theme.
    Category,
    /// The author's trade.
    Trade,
    /// Where the author works.
    Site,
    /// The author's direction.
    Direction,
    /// The reference in the file.
    SourceRef,
    /// When the idea was sent.
    SubmittedAt,
}

impl Field {
    /// All of them, in the order in which a person is asked.
    pub const ALL: [Self; 11] = [
        Self::Title,
        Self::Body,
        Self::Authors,
        Self::CoAuthors,
        Self::Email,
        Self::Category,
        Self::Trade,
        Self::Site,
        Self::Direction,
        Self::SubmittedAt,
        Self::SourceRef,
    ];

    /// The word in forms, in the API and in the choice of sentences.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Body => "body",
            Self::Authors => "authors",
            Self::CoAuthors => "co_authors",
            Self::Email => "email",
            Self::Category => "category",
            Self::Trade => "trade",
            Self::Site => "site",
            Self::Direction => "direction",
            Self::SourceRef => "source_ref",
            Self::SubmittedAt => "submitted_at",
        }
    }

    /// Titles that say it, in French and in English, the surest first; without accents, in lower case. A phrase of
    /// several words stands in the title as it is.
    fn names(self) -> &'static [&'static str] {
        match self {
            Self::Title => {
                &["titre", "title", "intitule", "nom de l idee", "objet", "sujet", "subject", "headline"]
            }
            Self::Body => &[
                "texte",
                "body",
                "description",
                "proposition",
                "contenu",
                "text",
                "content",
                "detail",
                "details",
                "message",
                "idee",
                "idea",
            ],
            Self::Authors => &[
                "auteur",
                "author",
                "auteurs",
                "authors",
                "autrice",
                "auteur e",
                "auteurs et autrices",
                "nom complet",
                "nom",
                "name",
                "porteur",
                "deposant",
                "agent",
            ],
            Self::CoAuthors => {
                &["co auteurs", "coauteurs", "co authors", "coauthors", "co auteur", "co porteurs"]
            }
            Self::Email => &["courriel", "email", "e mail", "mail", "adresse electronique", "adresse mail"],
            Self::Category => &["categorie", "category", "theme", "thematique", "rubrique", "topic", "axe"],
            Self::Trade => &[
                "metier",
                "job title",
                "fonction",
                "emploi",
                "profession",
                "job",
                "poste",
                "occupation",
                "trade",
            ],
            Self::Site => &[
                "site",
                "etablissement",
                "lieu de travail",
                "lieu",
                "lycee",
                "workplace",
                "location",
                "affectation",
            ],
            Self::Direction => {
                &["direction", "service", "department", "departement", "pole", "unite", "division"]
            }
            Self::SourceRef => {
                &["identifiant", "id", "reference", "ref", "source ref", "numero", "no", "n", "number"]
            }
            Self::SubmittedAt => &[
                "date de depot",
                "submitted at",
                "date",
                "horodateur",
                "timestamp",
                "depose le",
                "envoye le",
                "created at",
                "submitted",
            ],
        }
    }

    /// The order in which titles are given out: the narrow meanings first, so that "nom de l'idée" is not a person.
    const GUESSING: [Self; 11] = [
        Self::Email,
        Self::CoAuthors,
        Self::SubmittedAt,
        Self::Title,
        Self::Body,
        Self::Category,
        Self::Trade,
        Self::Site,
        Self::Direction,
        Self::SourceRef,
        Self::Authors,
    ];
}

impl FromStr for Field {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|field| field.as_str() == text).ok_or(())
    }
}

/// Which column, counted from 0, holds which field.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct Mapping(BTreeMap<Field, usize>);

impl Mapping {
    /// What the titles suggest. A title that is a field's name alone goes before one that only holds it among others.
    pub fn guess(columns: &[String]) -> Self {
        let titles: Vec<String> = columns.iter().map(|title| folded(title)).collect();
        let mut mapping = Self::default();
        for is_whole in [true, false] {
            for field in Field::GUESSING {
                if mapping.column(field).is_none()
                    && let Some(column) = mapping.find(&titles, field, is_whole)
                {
                    mapping.set(field, column);
                }
            }
        }
        mapping
    }

    fn find(&self, titles: &[String], field: Field, is_whole: bool) -> Option<usize> {
        let free = |column: &usize| !self.0.values().any(|taken| taken == column);
        field.names().iter().find_map(|name| {
            let says = |title: &str| {
                if is_whole { title == *name } else { format!(" {title} ").contains(&format!(" {name} ")) }
            };
            titles.iter().enumerate().filter(|(_, title)| says(title)).map(|(column, _)| column).find(free)
        })
    }

    /// The column of a field.
    pub fn column(&self, field: Field) -> Option<usize> {
        self.0.get(&field).copied()
    }

    /// Gives a field its column.
    pub fn set(&mut self, field: Field, column: usize) {
        self.0.insert(field, column);
    }

    /// The fields that have one.
    pub fn iter(&self) -> impl Iterator<Item = (Field, usize)> + '_ {
        self.0.iter().map(|(field, column)| (*field, *column))
    }

    /// The same, passing over all other fields.
    pub fn only(&self, fields: &[Field]) -> Self {
        Self(self.iter().filter(|(field, _)| fields.contains(field)).collect())
    }

    /// Whether ideas can be made: a title alone will do, and so will a text.
    pub fn is_enough(&self) -> bool {
        self.column(Field::Title).is_some() || self.column(Field::Body).is_some()
    }
}

/// A title as it is compared: plain lower-case words.
fn folded(title: &str) -> String {
    slug(&title.replace('°', ""), usize::MAX).replace('-', " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guess(titles: &[&str]) -> Vec<(&'static str, usize)> {
        let titles: Vec<String> = titles.iter().map(|title| (*title).to_owned()).collect();
        Mapping::guess(&titles).iter().map(|(field, column)| (field.as_str(), column)).collect()
    }

    #[test]
    fn french_titles_are_understood() {
        let titles = [
            "N°",
            "Intitulé",
            "Proposition",
            "Thème",
            "Nom",
            "Courriel",
            "Métier",
            "Établissement",
            "Service",
        ];
        let expected = [
            ("title", 1),
            ("body", 2),
            ("authors", 4),
            ("email", 5),
            ("category", 3),
            ("trade", 6),
            ("site", 7),
            ("direction", 8),
            ("source_ref", 0),
        ];
        assert_eq!(guess(&titles), expected);
    }

    #[test]
    fn english_titles_are_understood() {
        let titles =
            ["id", "title", "body", "category", "job_title", "trade", "co_authors", "author", "submitted_at"];
        let expected = [
            ("title", 1),
            ("body", 2),
            ("authors", 7),
            ("co_authors", 6),
            ("category", 3),
            ("trade", 4),
            ("source_ref", 0),
            ("submitted_at", 8),
        ];
        assert_eq!(guess(&titles), expected);
    }

    #[test]
    fn longer_titles_are_understood_by_their_words() {
        let titles =
            ["Titre de votre idée", "Décrivez votre idée", "Nom de l’auteur", "Date de dépôt (UTC)", "Votes"];
        assert_eq!(guess(&titles), [("title", 0), ("body", 1), ("authors", 2), ("submitted_at", 3)]);
    }

    #[test]
    fn a_column_is_given_once_and_nothing_is_made_up() {
        assert_eq!(guess(&["Idée", "Votes"]), [("body", 0)]);
        assert_eq!(guess(&["", "x", "Primée", "awarded"]), []);
        assert_eq!(guess(&["titre", "titre"]), [("title", 0)]);
    }
}
