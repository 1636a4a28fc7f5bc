//! What the program must remember about itself, the same in all processes.

use data_encoding::HEXLOWER;
use diesel::prelude::*;

use super::Conn;
use super::schema::settings;
use crate::error::AppResult;

/// The secret of this name: the one kept, or `fresh` when there is none yet.
///
/// # Errors
///
/// When the database refuses, or what is kept cannot be read.
pub fn secret(conn: &mut Conn, name: &str, fresh: &[u8; 32]) -> AppResult<[u8; 32]> {
    let kept: Option<String> = settings::table.find(name).select(settings::value).first(conn).optional()?;
    if let Some(kept) = kept {
        let bytes = HEXLOWER.decode(kept.as_bytes()).map_err(anyhow::Error::from)?;
        return Ok(bytes.try_into().map_err(|_| anyhow::anyhow!("the secret {name} has another length"))?);
    }
    let row = (settings::key.eq(name), settings::value.eq(HEXLOWER.encode(fresh)));
    diesel::insert_into(settings::table).values(row).execute(conn)?;
    Ok(*fresh)
}
