//! Files that people send, kept under the hash of their content: a name of theirs never becomes a path of ours.

use std::io::Write;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use crate::clock::Time;
use crate::error::{AppError, AppResult};

/// The folder of files.
#[derive(Debug, Clone)]
pub struct Files {
    folder: PathBuf,
}

/// A file being received. Dropped before [`Incoming::finish`], it leaves nothing behind.
pub struct Incoming {
    partial: Partial,
    out: std::fs::File,
    hash: Sha256,
    size: u64,
    limit: u64,
}

/// A file that came whole and waits for what needs it to be written down. Dropped before [`Finished::keep`], it leaves
/// nothing behind.
pub struct Finished {
    partial: Partial,
    /// The hash of its content, in hexadecimal.
    pub key: String,
    /// Bytes.
    pub size: u64,
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
        Ok(Incoming { partial: Partial(partial), out, hash: Sha256::new(), size: 0, limit })
    }

    /// Takes a file that is in memory.
    ///
    /// # Errors
    ///
    /// As [`Incoming::write`] and [`Incoming::finish`].
    pub fn receive_all(&self, unique: &str, bytes: &[u8]) -> AppResult<Finished> {
        let mut incoming = self.receive(unique, bytes.len() as u64)?;
        incoming.write(bytes)?;
        incoming.finish()
    }

    /// Where the file of `key` is.
    ///
    /// # Errors
    ///
    /// [`AppError::NotFound`] for a key that is none, or of which there is no file.
    pub fn path(&self, key: &str) -> AppResult<PathBuf> {
        if !is_key(key) {
            return Err(AppError::NotFound);
        }
        let path = self.folder.join(&key[..2]).join(key);
        if path.is_file() { Ok(path) } else { Err(AppError::NotFound) }
    }

    /// Removes the file of `key`; none is fine, too.
    ///
    /// # Errors
    ///
    /// When the disk refuses.
    pub fn remove(&self, key: &str) -> AppResult<()> {
        match self.path(key) {
            Ok(path) => Ok(std::fs::remove_file(path)?),
            Err(_) => Ok(()),
        }
    }

    /// The keys of the files that were last written before then.
    ///
    /// # Errors
    ///
    /// When the folder cannot be read.
    pub fn older_than(&self, then: Time) -> AppResult<Vec<String>> {
        let mut keys = Vec::new();
        for folder in std::fs::read_dir(&self.folder)? {
            let folder = folder?.path();
            if folder.is_dir() {
                keys.extend(old_files(&folder, then)?.into_iter().filter(|name| is_key(name)));
            }
        }
        Ok(keys)
    }

    /// Removes what began to come before then and never did: its process was killed.
    ///
    /// # Errors
    ///
    /// When the disk refuses.
    pub fn remove_partials(&self, then: Time) -> AppResult<()> {
        let folder = self.folder.join("incoming");
        for name in old_files(&folder, then)? {
            drop(Partial(folder.join(name)));
        }
        Ok(())
    }
}

fn is_key(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// The names of the files of a folder that were last written before then.
fn old_files(folder: &Path, then: Time) -> AppResult<Vec<String>> {
    let mut names = Vec::new();
    for file in std::fs::read_dir(folder)? {
        let file = file?;
        let written: DateTime<Utc> = file.metadata()?.modified()?.into();
        if written.naive_utc() < then {
            names.push(file.file_name().to_string_lossy().into_owned());
        }
    }
    Ok(names)
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

    /// Brings what was received to the disk.
    ///
    /// # Errors
    ///
    /// When the disk does not take it.
    pub fn finish(self) -> AppResult<Finished> {
        self.out.sync_all()?;
        let key = HEXLOWER.encode(&self.hash.finalize());
        Ok(Finished { partial: self.partial, key, size: self.size })
    }
}

impl Finished {
    /// Where it waits.
    pub fn path(&self) -> &Path {
        &self.partial.0
    }

    /// Keeps it for good.
    ///
    /// # Errors
    ///
    /// When the disk does not take it.
    pub fn keep(self, files: &Files) -> AppResult<Kept> {
        let folder = files.folder.join(&self.key[..2]);
        std::fs::create_dir_all(&folder)?;
        std::fs::rename(self.path(), folder.join(&self.key))?;
        Ok(Kept { key: self.key.clone(), size: self.size })
    }
}

/// A file under a name for the time being; removed with this.
struct Partial(PathBuf);

impl Drop for Partial {
    fn drop(&mut self) {
        // After `keep` there is nothing left under this name.
        if let Err(error) = std::fs::remove_file(&self.0)
            && error.kind() != std::io::ErrorKind::NotFound
        {
            tracing::warn!(%error, "a partial file cannot be removed");
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

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
        let kept = incoming.finish().unwrap().keep(&files).unwrap();
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
    fn a_full_disk_is_told_and_nothing_is_left() {
        let (folder, files) = files();
        std::os::unix::fs::symlink("/dev/full", folder.path().join("files/incoming/a")).unwrap();
        let mut incoming = files.receive("a", 10).unwrap();
        assert!(matches!(incoming.write(b"hello"), Err(AppError::Unavailable(_))));
        drop(incoming);
        assert_eq!(std::fs::read_dir(folder.path().join("files/incoming")).unwrap().count(), 0);
    }

    #[test]
    fn what_came_whole_and_is_not_kept_leaves_nothing() {
        let (folder, files) = files();
        let finished = files.receive_all("a", b"hello").unwrap();
        assert_eq!(std::fs::read(finished.path()).unwrap(), b"hello");
        drop(finished);
        assert_eq!(std::fs::read_dir(folder.path().join("files/incoming")).unwrap().count(), 0);
    }

    #[test]
    fn old_files_are_found_and_removed() {
        let (folder, files) = files();
        let kept = files.receive_all("a", b"hello").unwrap().keep(&files).unwrap();
        let cut = folder.path().join("files/incoming/cut");
        std::fs::write(&cut, "hel").unwrap();
        let written = std::fs::metadata(&cut).unwrap().modified().unwrap();
        let written = DateTime::<Utc>::from(written).naive_utc();
        let (before, after) = (written - TimeDelta::hours(1), written + TimeDelta::hours(1));
        files.remove_partials(before).unwrap();
        assert!(cut.exists() && files.older_than(before).unwrap().is_empty());
        files.remove_partials(after).unwrap();
        assert!(!cut.exists());
        assert_eq!(files.older_than(after).unwrap(), [kept.key.as_str()]);
        files.remove(&kept.key).unwrap();
        files.remove(&kept.key).unwrap();
        assert!(files.path(&kept.key).is_err());
    }

    #[test]
    fn a_key_is_never_a_path() {
        let (_folder, files) = files();
        for key in ["", "../../etc/passwd", &"../".repeat(22)[..64], &"0".repeat(64)] {
            assert!(matches!(files.path(key), Err(AppError::NotFound)), "{key}");
        }
    }
}
