//! What a file may be and be called, and who may do what with it.

use std::str::FromStr;

use crate::accounts::Actor;
use crate::db::text_column;
use crate::ideas::{self, IdeaAction, Standing};

/// Files of one idea.
pub const MAX_FILES: i64 = 5;
/// Characters of what is said of a file.
pub const MAX_DESCRIPTION: usize = 300;
/// Characters of the team's words.
pub const MAX_WORDS: usize = 500;
/// Characters of a file's name, without its ending.
const MAX_NAME: usize = 80;
/// Characters of an ending that is taken for one.
const MAX_ENDING: usize = 5;

/// What a file is. Pictures are written anew, as one of the first two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FileKind {
    /// A photo.
    Jpeg,
    /// A drawing or a screen.
    Png,
    /// A document as it is printed.
    Pdf,
    /// A text of LibreOffice.
    Odt,
    /// A table of LibreOffice.
    Ods,
    /// Slides of LibreOffice.
    Odp,
    /// A text of Word.
    Docx,
    /// A table of Excel.
    Xlsx,
    /// Slides of PowerPoint.
    Pptx,
}

impl FileKind {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Jpeg,
        Self::Png,
        Self::Pdf,
        Self::Odt,
        Self::Ods,
        Self::Odp,
        Self::Docx,
        Self::Xlsx,
        Self::Pptx,
    ];

    /// The word in the database and in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Jpeg => "jpeg",
            Self::Png => "png",
            Self::Pdf => "pdf",
            Self::Odt => "odt",
            Self::Ods => "ods",
            Self::Odp => "odp",
            Self::Docx => "docx",
            Self::Xlsx => "xlsx",
            Self::Pptx => "pptx",
        }
    }

    /// The ending of its name.
    pub fn ending(self) -> &'static str {
        if self == Self::Jpeg { "jpg" } else { self.as_str() }
    }

    /// Whether it is a picture, which is shown on pages.
    pub fn is_picture(self) -> bool {
        matches!(self, Self::Jpeg | Self::Png)
    }

    /// What it is told to browsers as.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Pdf => "application/pdf",
            Self::Odt => "application/vnd.oasis.opendocument.text",
            Self::Ods => "application/vnd.oasis.opendocument.spreadsheet",
            Self::Odp => "application/vnd.oasis.opendocument.presentation",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Pptx => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        }
    }
}

impl FromStr for FileKind {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text).ok_or(())
    }
}

text_column!(FileKind);

/// What may be done with the files of an idea.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AttachmentAction {
    /// Look at them.
    SeeFiles,
    /// Add one, and remove one's own.
    AddFile,
    /// Remove one with a reason.
    RemoveFile,
}

impl AttachmentAction {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::SeeFiles, Self::AddFile, Self::RemoveFile];
}

/// Whether an actor may do this with the files of an idea that stands so: a file goes with its idea.
pub fn may(actor: &Actor, action: AttachmentAction, idea: Standing) -> bool {
    let asked = match action {
        AttachmentAction::SeeFiles => IdeaAction::See,
        AttachmentAction::AddFile => IdeaAction::Edit,
        AttachmentAction::RemoveFile => IdeaAction::Review,
    };
    ideas::may(actor, asked, idea)
}

/// Where the files of an idea are added, from the idea's address.
pub fn files_url(idea_url: &str) -> String {
    format!("{idea_url}/fichiers")
}

/// A name to show and to save a file under: the last part of what was sent, without what steers a terminal, a file system
/// or the direction of writing, and with the ending that its content has.
pub fn clean_name(sent: &str, kind: FileKind) -> String {
    let last = sent.rsplit(['/', '\\']).next().unwrap_or_default();
    let stem = match last.rsplit_once('.') {
        Some((stem, ending)) if ending.chars().count() <= MAX_ENDING => stem,
        _ => last,
    };
    let plain: String = stem.chars().filter(|c| !is_steering(*c)).map(without_marks).collect();
    let short: String = plain.trim_matches([' ', '.', '-']).chars().take(MAX_NAME).collect();
    let name = if short.is_empty() { "fichier" } else { short.trim_end() };
    format!("{name}.{}", kind.ending())
}

/// Characters that are not seen and change what is.
fn is_steering(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{61c}')
}

/// What a file system takes for something else.
fn without_marks(c: char) -> char {
    if matches!(c, '<' | '>' | ':' | '"' | '|' | '?' | '*' | ';') { '-' } else { c }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_a_name_and_nothing_else() {
        for (sent, kept) in [
            ("self.jpg", "self.jpg"),
            ("../../etc/passwd", "passwd.jpg"),
            ("C:\\Users\\a\\Plan du self.JPEG", "Plan du self.jpg"),
            ("<script>.png", "script.jpg"),
            ("a\0b\r\n.png", "ab.jpg"),
            ("fiche\u{202e}gnp.exe", "fichegnp.jpg"),
            ("photo.jpg.exe", "photo.jpg.jpg"),
            ("Réunion du 2.12.2026", "Réunion du 2.12.jpg"),
            ("", "fichier.jpg"),
            ("..", "fichier.jpg"),
            (".htaccess", "htaccess.jpg"),
            ("食堂.webp", "食堂.jpg"),
        ] {
            assert_eq!(clean_name(sent, FileKind::Jpeg), kept, "{sent:?}");
        }
        assert_eq!(clean_name(&"é".repeat(300), FileKind::Pdf).chars().count(), MAX_NAME + 4);
    }
}
