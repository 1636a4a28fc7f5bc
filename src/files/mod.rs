//! Files that people send, kept under the hash of their content: a name of theirs never becomes a path of ours.

use std::io::Write;
use std::path::{Path, PathBuf};

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use crate::error::{AppError, AppResult};

/// The folder of files.
#[derive(Debug, Clone)]
pub struct Files {
    folder: PathBuf,
}

/// A file being received. Dropped before [`Incoming::keep`], it leaves nothing behind.
pub struct Incoming {
    partial: PathBuf,
    out: std::fs::File,
    hash: Sha256,
    size: u64,
    limit: u64,
}

/// A file that is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// The hash of its content, in hexadecimal; asks for it again.
    pub key: String,
    /// Bytes.
    pub size: u64,
}

impl Files {
    /// Files under `data_dir`; the folder is made when it is missing.
    ///
    /// # Errors
    ///
    /// When it cannot be made.
    pub fn open(data_dir: &Path) -> AppResult<Self> {
        let folder = data_dir.join("files");
        std::fs::create_dir_all(folder.join("incoming"))?;
        Ok(Self { folder })
    }

    /// Begins to receive a file of at most `limit` bytes; `unique` names it meanwhile.
    ///
    /// # Errors
    ///
    /// When the disk does not take it.
    pub fn receive(&self, unique: &str, limit: u64) -> AppResult<Incoming> {
        let partial = self.folder.join("incoming").join(unique);
        let out = std::fs::File::create(&partial)?;
        Ok(Incoming { partial, out, hash: Sha256::new(), size: 0, limit })
    }

    /// Where the file of `key` is.
    ///
    /// # Errors
    ///
    /// [`AppError::NotFound`] for a key that is none, or of which there is no file.
    pub fn path(&self, key: &str) -> AppResult<PathBuf> {
        if key.len() != 64 || !key.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(AppError::NotFound);
        }
        let path = self.folder.join(&key[..2]).join(key);
        if path.is_file() { Ok(path) } else { Err(AppError::NotFound) }
    }
}

impl Incoming {
    /// Takes the next bytes.
    ///
    /// # Errors
    ///
    /// [`AppError::TooLarge`] past the limit; [`AppError::Unavailable`] when the disk is full.
    pub fn write(&mut self, bytes: &[u8]) -> AppResult<()> {
        self.size += bytes.len() as u64;
        if self.size > self.limit {
            return Err(AppError::TooLarge);
        }
        self.hash.update(bytes);
        Ok(self.out.write_all(bytes)?)
    }

    /// Keeps what was received, on the disk for good.
    ///
    /// # Errors
    ///
    /// When the disk does not take it.
    pub fn keep(mut self, files: &Files) -> AppResult<Kept> {
        self.out.sync_all()?;
        let key = HEXLOWER.encode(&std::mem::take(&mut self.hash).finalize());
        let folder = files.folder.join(&key[..2]);
        std::fs::create_dir_all(&folder)?;
        std::fs::rename(&self.partial, folder.join(&key))?;
        Ok(Kept { key, size: self.size })
    }
}

impl Drop for Incoming {
    fn drop(&mut self) {
        // After `keep` there is nothing left under this name.
        if let Err(error) = std::fs::remove_file(&self.partial)
            && error.kind() != std::io::ErrorKind::NotFound
        {
            tracing::warn!(%error, "a partial file cannot be removed");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files() -> (tempfile::TempDir, Files) {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::open(folder.path()).unwrap();
        (folder, files)
    }

    #[test]
    fn a_file_is_found_again_by_its_content() {
        let (_folder, files) = files();
        let mut incoming = files.receive("a", 10).unwrap();
        incoming.write(b"hello").unwrap();
        let kept = incoming.keep(&files).unwrap();
        assert_eq!(std::fs::read(files.path(&kept.key).unwrap()).unwrap(), b"hello");
    }

    #[test]
    fn too_much_is_refused_and_leaves_nothing() {
        let (folder, files) = files();
        let mut incoming = files.receive("a", 4).unwrap();
        assert!(matches!(incoming.write(b"hello"), Err(AppError::TooLarge)));
        drop(incoming);
        assert_eq!(std::fs::read_dir(folder.path().join("files/incoming")).unwrap().count(), 0);
    }

    #[test]
    fn a_key_is_never_a_path() {
        let (_folder, files) = files();
        for key in ["", "../../etc/passwd", &"../".repeat(22)[..64], &"0".repeat(64)] {
            assert!(matches!(files.path(key), Err(AppError::NotFound)), "{key}");
        }
    }
}
