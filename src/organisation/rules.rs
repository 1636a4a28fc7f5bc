//! The kinds of units, what may be said of one, and where one may stand in the tree.

use std::collections::BTreeMap;
use std::str::FromStr;

use crate::accounts::Actor;
use crate::db::text_column;
use crate::ids::UnitId;
use crate::slug::slug;

/// The most characters of a name.
pub const MAX_NAME: usize = 120;
/// The most characters of a reference.
pub(super) const MAX_REFERENCE: usize = 40;
/// The most steps from a unit to the top: more is a mistake in a file.
pub(super) const MAX_DEPTH: usize = 12;

/// What a unit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnitKind {
    /// A direction, with those who decide.
    Direction,
    /// A service of a direction.
    Service,
    /// A school.
    Lycee,
    /// A head office.
    Siege,
    /// A house of the region, close to its people.
    Maison,
    /// Any other place.
    Site,
}

/// The two ways to ask where somebody works.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Branch {
    /// Under whom: directions and services.
    Directions,
    /// In which place.
    Sites,
}

impl UnitKind {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Direction, Self::Service, Self::Lycee, Self::Siege, Self::Maison, Self::Site];

    /// The word in the database, in the API and in the choice of sentences.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Direction => "direction",
            Self::Service => "service",
            Self::Lycee => "lycee",
            Self::Siege => "siege",
            Self::Maison => "maison",
            Self::Site => "site",
        }
    }

    /// Whether it is under whom one works, or where.
    pub fn branch(self) -> Branch {
        match self {
            Self::Direction | Self::Service => Branch::Directions,
            Self::Lycee | Self::Siege | Self::Maison | Self::Site => Branch::Sites,
        }
    }

    /// The kind that a file's word means.
    pub(super) fn from_word(word: &str) -> Option<Self> {
        match key(word).as_str() {
            "direction" | "dir" | "department" => Some(Self::Direction),
            "service" | "unite" | "unit" => Some(Self::Service),
            "lycee" | "school" | "etablissement" => Some(Self::Lycee),
            "siege" | "hotel" | "head office" => Some(Self::Siege),
            "maison" | "maison de la region" | "antenne" => Some(Self::Maison),
            "site" | "autre" | "other" => Some(Self::Site),
            _ => None,
        }
    }
}

impl FromStr for UnitKind {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text).ok_or(())
    }
}

text_column!(UnitKind);

/// A name as it is compared: plain words, so that accents, capitals and hyphens do not matter.
pub(super) fn key(name: &str) -> String {
    slug(name, 200).replace('-', " ")
}

/// Whether a text is the code of a département.
pub fn is_departement(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    match text.len() {
        2 => digits(text) && text != "00" && text != "20" || text == "2A" || text == "2B",
        3 => digits(text) && (text.starts_with("97") || text.starts_with("98")),
        _ => false,
    }
}

/// Whether a unit would be under itself, or too deep, if its parent were this one.
pub(super) fn is_loop(parents: &BTreeMap<UnitId, UnitId>, unit: UnitId, parent: UnitId) -> bool {
    let mut here = Some(parent);
    for _ in 0..MAX_DEPTH {
        match here {
            None => return false,
            Some(id) if id == unit => return true,
            Some(id) => here = parents.get(&id).copied(),
        }
    }
    true
}

/// Whether an actor may change the tree.
pub fn may_manage(actor: &Actor) -> bool {
    actor.is_administrator()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::Id;

    #[test]
    fn a_departement_is_known() {
        for code in ["01", "67", "95", "2A", "2B", "971", "988"] {
            assert!(is_departement(code), "{code}");
        }
        for wrong in ["", "0", "00", "20", "2C", "1234", "670", "Bas-Rhin", "2a"] {
            assert!(!is_departement(wrong), "{wrong}");
        }
    }

    #[test]
    fn nothing_stands_under_itself() {
        let id = UnitId::from_i64;
        let parents = BTreeMap::from([(id(2), id(1)), (id(3), id(2))]);
        assert!(is_loop(&parents, id(1), id(3)) && is_loop(&parents, id(1), id(1)));
        assert!(!is_loop(&parents, id(4), id(3)) && !is_loop(&parents, id(3), id(1)));
        let endless = BTreeMap::from([(id(5), id(6)), (id(6), id(5))]);
        assert!(is_loop(&endless, id(7), id(5)));
    }

    #[test]
    fn names_are_compared_as_people_write_them() {
        assert_eq!(key("Lycée Louise-Weiss"), key("LYCEE  LOUISE WEISS"));
        assert_eq!(UnitKind::from_word("Lycée"), Some(UnitKind::Lycee));
        assert_eq!(UnitKind::from_word("navire"), None);
    }
}
