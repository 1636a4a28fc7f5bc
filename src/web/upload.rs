//! Takes a form with a file, straight to the disk, never more than the limit.

use poem::web::Multipart;
use poem::{FromRequest, Request, RequestBody};
use tokio::io::{AsyncRead, AsyncReadExt};

use super::csrf;
use super::forms::RawForm;
use super::shell::Shell;
use crate::error::{AppError, AppResult};
use crate::files::{Files, Kept};

/// Fields beside the file: short ones.
const MAX_FIELD_BYTES: usize = 64 * 1024;

/// A form with a file.
pub struct Upload {
    shell: Shell,
    parts: Multipart,
}

/// The file that came, kept.
pub struct Received {
    /// The other fields.
    pub fields: RawForm,
    /// The file.
    pub file: Kept,
    /// The name it had: shown again, never a path.
    pub name: String,
}

impl<'a> FromRequest<'a> for Upload {
    async fn from_request(request: &'a Request, body: &mut RequestBody) -> poem::Result<Self> {
        let shell = Shell::from_request_parts(request)?;
        let parts = Multipart::from_request(request, body).await.map_err(|_| AppError::StaleForm)?;
        Ok(Self { shell, parts })
    }
}

impl Upload {
    /// Receives the form; the token must come before the file, as it does in our forms.
    ///
    /// # Errors
    ///
    /// [`AppError::StaleForm`] for a wrong token, [`AppError::TooLarge`] past `limit` bytes, a field error when no
    /// file was chosen.
    pub async fn receive(mut self, files: &Files, unique: &str, limit: u64) -> AppResult<Received> {
        let mut fields = RawForm::default();
        let mut checked = false;
        let mut kept: Option<(Kept, String)> = None;
        while let Some(part) = self.parts.next_field().await.map_err(|_| AppError::StaleForm)? {
            let name = part.name().unwrap_or_default().to_owned();
            let file_name = part.file_name().map(str::to_owned);
            let mut reader = Box::pin(part.into_async_read());
            if let Some(file_name) = file_name {
                if !checked {
                    return Err(AppError::StaleForm);
                }
                let mut incoming = files.receive(unique, limit)?;
                while let Some(bytes) = next_chunk(&mut reader).await? {
                    incoming.write(&bytes)?;
                }
                if !file_name.is_empty() {
                    kept = Some((incoming.keep(files)?, file_name));
                }
                continue;
            }
            let text = field_text(&mut reader).await?;
            if name == csrf::FIELD {
                self.shell.check_token(&text)?;
                checked = true;
            } else {
                fields.0.push((name, text));
            }
        }
        if !checked {
            return Err(AppError::StaleForm);
        }
        let (file, name) = kept.ok_or_else(|| crate::error::FieldErrors::one("file", "required"))?;
        Ok(Received { fields, file, name })
    }
}

async fn next_chunk<R: AsyncRead + Unpin>(reader: &mut R) -> AppResult<Option<Vec<u8>>> {
    let mut chunk = vec![0; 64 * 1024];
    // A connection that breaks in the middle is the browser's trouble, not the program's.
    let length = reader.read(&mut chunk).await.map_err(|_| AppError::StaleForm)?;
    chunk.truncate(length);
    Ok(Some(chunk).filter(|chunk| !chunk.is_empty()))
}

async fn field_text<R: AsyncRead + Unpin>(reader: &mut R) -> AppResult<String> {
    let mut bytes = Vec::new();
    while let Some(chunk) = next_chunk(reader).await? {
        bytes.extend(chunk);
        if bytes.len() > MAX_FIELD_BYTES {
            return Err(AppError::TooLarge);
        }
    }
    String::from_utf8(bytes).map_err(|_| AppError::StaleForm)
}
