//! What a notice is about, in the words of the room that owns it, asked at the moment of showing: what was hidden or
//! erased meanwhile is not shown.

use std::collections::BTreeMap;

use super::store::NoticeRow;
use crate::accounts::Actor;
use crate::db::Conn;
use crate::error::AppResult;
use crate::mail::shortened;

/// An object in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Described {
    /// One line.
    pub title: String,
    /// Its address on this site, beginning with a slash.
    pub url: String,
    /// What it says, or the beginning of it.
    pub excerpt: Option<String>,
    /// The title and address of what it belongs to, when that is another thing: a comment's idea.
    pub group: Option<(String, String)>,
}

/// What one room says of its objects: those of these ids that the actor may see, and no other.
pub type Describe = fn(&mut Conn, &Actor, &[i64]) -> AppResult<BTreeMap<i64, Described>>;

/// Describes the objects of one kind.
#[derive(Debug, Clone, Copy)]
pub struct Describer {
    /// The kind, as in the journal.
    pub object_kind: &'static str,
    /// Says what they are.
    pub describe: Describe,
}

/// What these notices are about, by the kind and id of the object; what the actor may not see is absent.
///
/// # Errors
///
/// When the database refuses.
pub fn describe(
    conn: &mut Conn,
    describers: &[Describer],
    actor: &Actor,
    notices: &[NoticeRow],
) -> AppResult<BTreeMap<(String, i64), Described>> {
    let mut found = BTreeMap::new();
    for describer in describers {
        let mut ids: Vec<i64> = notices
            .iter()
            .filter(|notice| notice.object_kind == describer.object_kind)
            .map(|notice| notice.object_id)
            .collect();
        ids.sort_unstable();
        ids.dedup();
        if !ids.is_empty() {
            let described = (describer.describe)(conn, actor, &ids)?;
            let keyed =
                described.into_iter().map(|(id, words)| ((describer.object_kind.to_owned(), id), words));
            found.extend(keyed);
        }
    }
    Ok(found)
}

/// Characters of a text that a notice shows.
const EXCERPT: usize = 240;

/// The beginning of a text, for an excerpt.
pub fn beginning(text: &str) -> Option<String> {
    Some(shortened(text, EXCERPT)).filter(|text| !text.is_empty())
}
