//! What a language model made of ideas, so that a text is asked about once.

use diesel::prelude::*;

use crate::clock::Time;
use crate::db::schema::idea_vectors;
use crate::db::{Conn, Result, one_of};
use crate::ids::IdeaId;

/// Ideas in one statement.
const SOME: usize = 500;

/// A vector, and of what it is.
#[derive(Debug, Clone, PartialEq, Eq, HasQuery, Insertable)]
#[diesel(table_name = idea_vectors, check_for_backend(diesel::pg::Pg, diesel::sqlite::Sqlite))]
pub struct IdeaVector {
    /// The idea.
    pub idea_id: IdeaId,
    /// Who made it.
    pub model: String,
    /// The hash of the text it was made of.
    pub text_hash: String,
    /// See [`to_bytes`].
    pub vector: Vec<u8>,
    /// When it came.
    pub created_at: Time,
}

/// The vectors of these ideas, whatever their model and text, the oldest first.
pub(in crate::clustering) fn list_vectors(conn: &mut Conn, ideas: &[IdeaId]) -> Result<Vec<IdeaVector>> {
    let mut rows: Vec<IdeaVector> = Vec::new();
    for some in ideas.chunks(SOME) {
        rows.extend(IdeaVector::query().filter(one_of(idea_vectors::idea_id, some)).load(conn)?);
    }
    rows.sort_by_key(|row| (row.created_at, row.idea_id));
    Ok(rows)
}

/// Writes vectors down in the place of all that these ideas had: of an idea no more is kept than its last text says.
pub(in crate::clustering) fn replace_vectors(conn: &mut Conn, rows: &[IdeaVector]) -> Result<()> {
    delete_vectors(conn, &rows.iter().map(|row| row.idea_id).collect::<Vec<_>>())?;
    for row in rows {
        diesel::insert_into(idea_vectors::table).values(row).execute(conn)?;
    }
    Ok(())
}

/// Forgets what a model made of these ideas.
pub(in crate::clustering) fn delete_vectors(conn: &mut Conn, ideas: &[IdeaId]) -> Result<()> {
    for some in ideas.chunks(SOME) {
        diesel::delete(idea_vectors::table.filter(one_of(idea_vectors::idea_id, some))).execute(conn)?;
    }
    Ok(())
}

/// A vector as the column keeps it: little-endian numbers of 32 bits.
pub(in crate::clustering) fn to_bytes(vector: &[f32]) -> Vec<u8> {
    vector.iter().flat_map(|number| number.to_le_bytes()).collect()
}

/// A vector from its column; none when the bytes are not those of finite numbers.
pub(in crate::clustering) fn from_bytes(bytes: &[u8]) -> Option<Vec<f32>> {
    let (numbers, rest) = bytes.as_chunks::<4>();
    let vector: Vec<f32> = numbers.iter().map(|number| f32::from_le_bytes(*number)).collect();
    (rest.is_empty() && vector.iter().all(|number| number.is_finite())).then_some(vector)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_there_and_back() {
        for vector in [vec![], vec![0.25, -1.0, f32::MIN_POSITIVE]] {
            assert_eq!(from_bytes(&to_bytes(&vector)), Some(vector));
        }
        assert_eq!(from_bytes(&[0, 0, 128]), None);
        assert_eq!(from_bytes(&to_bytes(&[f32::NAN])), None);
    }
}
