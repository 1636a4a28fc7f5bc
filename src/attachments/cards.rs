//! Files as pages show them.

use serde::Serialize;

use super::rules::FileKind;
use super::store::{self, Attachment};
use crate::db::Conn;
use crate::error::AppResult;
use crate::ids::IdeaId;

/// A file on a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FileView {
    id: String,
    /// The file.
    url: String,
    /// The small picture of it; empty for a document.
    small_url: String,
    kind: FileKind,
    name: String,
    description: String,
    kilobytes: i64,
}

/// The files of an idea: pictures to look at, documents to download.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct FilesView {
    pictures: Vec<FileView>,
    documents: Vec<FileView>,
}

impl FileView {
    pub(super) fn of(file: &Attachment) -> Self {
        let url = format!("/fichiers/{}", file.id);
        Self {
            id: file.id.to_string(),
            small_url: if file.kind.is_picture() { format!("{url}/vignette") } else { String::new() },
            url,
            kind: file.kind,
            name: file.name.clone(),
            description: file.description.clone(),
            kilobytes: (file.size + 999) / 1_000,
        }
    }

    /// A file for samples.
    pub fn sample(kind: FileKind, description: &str) -> Self {
        let url = "/fichiers/0000000000001";
        Self {
            id: format!("{}1", kind.as_str()),
            url: url.into(),
            small_url: if kind.is_picture() { format!("{url}/vignette") } else { String::new() },
            kind,
            name: format!("Le self.{}", kind.ending()),
            description: description.into(),
            kilobytes: 340,
        }
    }
}

impl FilesView {
    /// Files for samples.
    pub fn sample(description: &str) -> Self {
        Self {
            pictures: vec![
                FileView::sample(FileKind::Jpeg, description),
                FileView::sample(FileKind::Png, "Le plan"),
            ],
            documents: vec![FileView::sample(FileKind::Pdf, description)],
        }
    }
}

/// The files of an idea that the viewer was found to see.
///
/// # Errors
///
/// When the database refuses.
pub fn files_of(conn: &mut Conn, idea: IdeaId) -> AppResult<FilesView> {
    let there = store::list(conn, idea)?.into_iter().filter(|file| file.removed_at.is_none());
    let (pictures, documents) = there.partition::<Vec<_>, _>(|file| file.kind.is_picture());
    let views = |files: Vec<Attachment>| files.iter().map(FileView::of).collect();
    Ok(FilesView { pictures: views(pictures), documents: views(documents) })
}
