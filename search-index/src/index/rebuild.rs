//! A new index, filled beside the one that is served and then put in its place.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use super::{Core, Index, Writer};
use crate::{Document, Error, Result};

/// A new index on its way: the old one answers and changes as before until [`Rebuild::swap`].
///
/// Dropped without a swap, or cut short by a crash, it leaves the old one as it was.
pub struct Rebuild {
    index: Arc<Index>,
    /// `None` once swapped.
    new: Option<(Core, Writer)>,
    folder: Option<PathBuf>,
}

impl Index {
    /// Begins a new index beside this one. One at a time.
    ///
    /// # Errors
    /// [`Error::Busy`] while another rebuild goes on, [`Error::Folder`] when the folder cannot be written.
    pub fn rebuild(self: &Arc<Self>) -> Result<Rebuild> {
        if self.rebuilding.swap(true, Ordering::AcqRel) {
            return Err(Error::Busy(self.path()));
        }
        let made = self.beside();
        if made.is_err() {
            self.rebuilding.store(false, Ordering::Release);
        }
        let (core, writer) = made?;
        let folder = writer.folder.clone();
        Ok(Rebuild { index: Arc::clone(self), new: Some((core, writer)), folder })
    }

    fn beside(&self) -> Result<(Core, Writer)> {
        let (path, inner) = match &self.folder {
            Some(folder) => folder.fresh().map(|(path, inner)| (Some(path), inner))?,
            None => (None, super::in_ram()?),
        };
        super::serving(inner, path, &self.options)
    }
}

impl Rebuild {
    /// Adds documents. One given twice counts once, the last.
    ///
    /// # Errors
    /// [`Error::Broken`] when the folder can no longer be written: drop this and begin again.
    pub fn add(&mut self, documents: &[Document]) -> Result<()> {
        match &mut self.new {
            Some((_, writer)) => writer.fill(self.index.fields, documents, &[]),
            None => Ok(()),
        }
    }

    /// Puts the new index in the place of the old one, whose files are then removed, and stores the caller's
    /// position. Searches under way end on the old one; later ones see the new one. What was changed in the old one
    /// meanwhile is not in the new one: the position tells the caller from where to apply it again.
    ///
    /// # Errors
    /// [`Error::Broken`] or [`Error::Folder`] when the folder can no longer be written; the old one then stays.
    pub fn swap(mut self, position: i64) -> Result<()> {
        let Some((core, mut writer)) = self.new.take() else { return Ok(()) };
        let index = Arc::clone(&self.index);
        writer.commit(Ok(()), position)?;
        writer.compact(&core, |_| true)?;
        core.reader.reload()?;
        let mut current = index.lock();
        if let (Some(folder), Some(path)) = (&index.folder, &writer.folder) {
            folder.serve(path)?;
        }
        self.folder = None;
        index.serve(core, position);
        let old = std::mem::replace(&mut *current, writer);
        drop(current);
        old.retire();
        Ok(())
    }
}

impl Drop for Rebuild {
    fn drop(&mut self) {
        if let Some((_, writer)) = self.new.take() {
            writer.retire();
        } else if let Some(folder) = &self.folder {
            fs::remove_dir_all(folder).unwrap_or_default();
        }
        self.index.rebuilding.store(false, Ordering::Release);
    }
}
