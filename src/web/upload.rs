//! Takes a form with a file, straight to the disk, never more than the limit.

use poem::web::Multipart;
use poem::{Body, FromRequest, Request, RequestBody};
use tokio::io::{AsyncRead, AsyncReadExt};

use super::csrf;
use super::forms::{RawForm, without_nul};
use super::shell::Shell;
use crate::error::{AppError, AppResult, FieldError, FieldErrors};
use crate::files::{Files, Finished};

/// Fields beside the file: short ones.
const MAX_FIELD_BYTES: usize = 64 * 1024;
/// Bytes of a file that is too large that are read all the same.
const MOST_READ_AWAY: u64 = 2_000_000_000;

/// A form with a file.
pub struct Upload {
    shell: Shell,
    parts: Multipart,
}

/// What came.
pub struct Received {
    /// The fields beside the file.
    pub fields: RawForm,
    /// The file and the name it had, which is shown again and never a path; or what is wrong with the field `file`.
    pub file: Result<(Finished, String), FieldErrors>,
}

impl Received {
    /// Fails for fields that the form has not.
    ///
    /// # Errors
    ///
    /// [`AppError::StaleForm`].
    pub fn deny_unknown(&self, known: &[&str]) -> AppResult<()> {
        let is_known = |(name, _): &(String, String)| known.contains(&name.as_str());
        if self.fields.0.iter().all(is_known) { Ok(()) } else { Err(AppError::StaleForm) }
    }
}

impl<'a> FromRequest<'a> for Upload {
    async fn from_request(request: &'a Request, body: &mut RequestBody) -> poem::Result<Self> {
        let shell = Shell::from_request_parts(request)?;
        let parts = Multipart::from_request(request, body).await.map_err(|_| AppError::StaleForm)?;
        Ok(Self { shell, parts })
    }
}

impl Upload {
    /// Receives the form; the token must come before the file, as it does in our forms. A file of more than `limit`
    /// bytes is read to its end and kept nowhere: a browser shows no answer before it has sent everything.
    ///
    /// # Errors
    ///
    /// [`AppError::StaleForm`] for a wrong token, [`AppError::TooLarge`] for fields that are too long or for more than
    /// anybody sends; the disk's.
    pub async fn receive(mut self, files: &Files, unique: &str, limit: u64) -> AppResult<Received> {
        let mut fields = RawForm::default();
        let mut checked = false;
        let mut file: Option<Result<(Finished, String), FieldErrors>> = None;
        while let Some(part) = self.parts.next_field().await.map_err(|_| AppError::StaleForm)? {
            let name = part.name().unwrap_or_default().to_owned();
            let file_name = part.file_name().map(str::to_owned);
            let mut reader = Box::pin(part.into_async_read());
            if let Some(file_name) = file_name {
                if !checked {
                    return Err(AppError::StaleForm);
                }
                let one = receive_file(&mut reader, files, unique, limit).await?;
                if file_name.is_empty() {
                    continue;
                }
                file = Some(match file {
                    None => one.map(|one| (one, file_name)),
                    Some(_) => Err(fault("one-at-a-time", None)),
                });
                continue;
            }
            let text = field_text(&mut reader).await?;
            if name == csrf::FIELD {
                self.shell.check_token(&text)?;
                checked = true;
            } else {
                fields.0.push((name, without_nul(text)));
            }
        }
        if !checked {
            return Err(AppError::StaleForm);
        }
        Ok(Received { fields, file: file.unwrap_or_else(|| Err(fault("required", None))) })
    }
}

/// Takes a body that is a file straight to the disk, never more than the limit.
///
/// # Errors
///
/// [`AppError::TooLarge`] past `limit` bytes; the disk's.
pub async fn receive_body(body: Body, files: &Files, unique: &str, limit: u64) -> AppResult<Finished> {
    let mut incoming = files.receive(unique, limit)?;
    let mut reader = body.into_async_read();
    while let Some(bytes) = next_chunk(&mut reader).await? {
        incoming.write(&bytes)?;
    }
    incoming.finish()
}

async fn receive_file<R: AsyncRead + Unpin>(
    reader: &mut R,
    files: &Files,
    unique: &str,
    limit: u64,
) -> AppResult<Result<Finished, FieldErrors>> {
    let mut incoming = files.receive(unique, limit)?;
    while let Some(bytes) = next_chunk(reader).await? {
        match incoming.write(&bytes) {
            Ok(()) => {}
            Err(AppError::TooLarge) => {
                drop(incoming);
                read_away(reader).await?;
                return Ok(Err(fault("file-too-large", Some((limit / 1_000_000) as i64))));
            }
            Err(other) => return Err(other),
        }
    }
    incoming.finish().map(Ok)
}

async fn read_away<R: AsyncRead + Unpin>(reader: &mut R) -> AppResult<()> {
    let mut read = 0;
    while let Some(bytes) = next_chunk(reader).await? {
        read += bytes.len() as u64;
        if read > MOST_READ_AWAY {
            return Err(AppError::TooLarge);
        }
    }
    Ok(())
}

fn fault(kind: &'static str, limit: Option<i64>) -> FieldErrors {
    FieldErrors(vec![FieldError { field: "file".into(), kind, limit }])
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
