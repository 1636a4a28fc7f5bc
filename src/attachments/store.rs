//! Files of ideas in the database. Who may see one is who may see its idea, which the room of ideas says.

use std::collections::BTreeSet;

use diesel::prelude::*;

use super::rules::FileKind;
use crate::clock::Time;
use crate::db::schema::attachments;
use crate::db::{Conn, Result, one_of};
use crate::ids::{AccountId, AttachmentId, IdeaId};

/// A file of an idea.
#[derive(Debug, Clone, PartialEq, Eq, HasQuery, Insertable)]
#[diesel(table_name = attachments, check_for_backend(diesel::pg::Pg, diesel::sqlite::Sqlite))]
pub struct Attachment {
    /// Its id.
    pub id: AttachmentId,
    /// Of which idea.
    pub idea_id: IdeaId,
    /// What it is.
    pub kind: FileKind,
    /// The name it is shown and saved under.
    pub name: String,
    /// What it shows or holds, in its author's words.
    pub description: String,
    /// Bytes.
    pub size: i64,
    /// Pixels across, of a picture.
    pub width: Option<i32>,
    /// Pixels down, of a picture.
    pub height: Option<i32>,
    /// Finds the file; nothing once the team removed it.
    pub file_key: Option<String>,
    /// Finds the small picture.
    pub small_key: Option<String>,
    /// The hash of what was sent.
    pub sent_key: String,
    /// Who added it.
    pub added_by: Option<AccountId>,
    /// When.
    pub added_at: Time,
    /// Who of the team removed it.
    pub removed_by: Option<AccountId>,
    /// When.
    pub removed_at: Option<Time>,
    /// Why, as a word of `ideas::ReviewReason`.
    pub reason: String,
    /// Why, in the team's words.
    pub words: String,
}

impl Attachment {
    /// The keys of its files.
    pub fn keys(&self) -> Vec<String> {
        [&self.file_key, &self.small_key].into_iter().flatten().cloned().collect()
    }
}

/// The file with this id, unless it was removed.
pub(super) fn find(conn: &mut Conn, id: AttachmentId) -> Result<Option<Attachment>> {
    Attachment::query()
        .filter(attachments::id.eq(id).and(attachments::removed_at.is_null()))
        .first(conn)
        .optional()
}

/// All of an idea, the first added first, with those that the team removed.
pub(super) fn list(conn: &mut Conn, idea: IdeaId) -> Result<Vec<Attachment>> {
    Attachment::query().filter(attachments::idea_id.eq(idea)).order(attachments::id).load(conn)
}

/// Those that an account added.
pub(super) fn list_added_by(conn: &mut Conn, account: AccountId) -> Result<Vec<Attachment>> {
    Attachment::query().filter(attachments::added_by.eq(account)).order(attachments::id).load(conn)
}

/// Those of ideas.
pub(super) fn list_of_ideas(conn: &mut Conn, ideas: &[IdeaId]) -> Result<Vec<Attachment>> {
    Attachment::query().filter(one_of(attachments::idea_id, ideas)).order(attachments::id).load(conn)
}

/// Writes one down.
pub(super) fn insert(conn: &mut Conn, attachment: &Attachment) -> Result<()> {
    diesel::insert_into(attachments::table).values(attachment).execute(conn).map(drop)
}

/// Forgets one; says whether it was there.
pub(super) fn delete(conn: &mut Conn, id: AttachmentId) -> Result<bool> {
    Ok(diesel::delete(attachments::table.find(id)).execute(conn)? == 1)
}

/// Keeps of one only that it was there and why it no longer is; says whether it still was.
pub(super) fn set_removed(
    conn: &mut Conn,
    id: AttachmentId,
    by: Option<AccountId>,
    at: Time,
    reason: &str,
    words: &str,
) -> Result<bool> {
    let there = attachments::table.filter(attachments::id.eq(id).and(attachments::removed_at.is_null()));
    let changed = diesel::update(there)
        .set((
            attachments::file_key.eq(None::<String>),
            attachments::small_key.eq(None::<String>),
            attachments::description.eq(""),
            attachments::removed_by.eq(by),
            attachments::removed_at.eq(Some(at)),
            attachments::reason.eq(reason),
            attachments::words.eq(words),
        ))
        .execute(conn)?;
    Ok(changed == 1)
}

/// Forgets who removed files.
pub(super) fn forget_remover(conn: &mut Conn, account: AccountId) -> Result<()> {
    diesel::update(attachments::table.filter(attachments::removed_by.eq(account)))
        .set(attachments::removed_by.eq(None::<AccountId>))
        .execute(conn)
        .map(drop)
}

/// Which of these files are still somebody's.
pub fn files_in_use(conn: &mut Conn, keys: &[String]) -> Result<BTreeSet<String>> {
    let mut used = BTreeSet::new();
    for some in keys.chunks(500) {
        let files: Vec<Option<String>> = attachments::table
            .filter(one_of(attachments::file_key, some))
            .select(attachments::file_key)
            .load(conn)?;
        let small: Vec<Option<String>> = attachments::table
            .filter(one_of(attachments::small_key, some))
            .select(attachments::small_key)
            .load(conn)?;
        used.extend(files.into_iter().chain(small).flatten());
    }
    Ok(used)
}
