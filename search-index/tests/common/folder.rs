//! A folder on the disk for a test.

use std::fs;
use std::path::{Path, PathBuf};

use search_index::{Index, Opened, Options, Result};

/// A folder of its own for each test, removed at its end.
pub struct Folder(pub PathBuf);

impl Folder {
    pub fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("search-index-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        Self(path)
    }

    pub fn open(&self) -> Result<(Index, Opened)> {
        Index::open(&self.0, &Options::default())
    }

    /// Every file of the index, in order.
    pub fn files(&self) -> Vec<PathBuf> {
        let mut files = Vec::new();
        collect(&self.0, &mut files);
        files.sort();
        files
    }

    /// Some file of the index whose name ends so.
    pub fn file(&self, ending: &str) -> PathBuf {
        let found = self.files().into_iter().find(|path| path.to_string_lossy().ends_with(ending));
        found.unwrap_or_else(|| panic!("no file of the index ends in {ending}"))
    }

    /// Whether the bytes stand in a file, as they are.
    pub fn contains(&self, needle: &[u8]) -> bool {
        let files = self.files();
        let mut all = files.iter().filter_map(|path| fs::read(path).ok());
        all.any(|bytes| bytes.windows(needle.len()).any(|window| window == needle))
    }

    /// Every term of every field, those of removed documents too.
    pub fn terms(&self) -> Vec<String> {
        let mut terms = Vec::new();
        for segment in self.tantivy().reader().expect("a reader").searcher().segment_readers() {
            for (field, _) in segment.schema().fields().filter(|(_, entry)| entry.is_indexed()) {
                let index = segment.inverted_index(field).expect("a dictionary");
                let mut stream = index.terms().stream().expect("a dictionary");
                while stream.advance() {
                    terms.push(String::from_utf8_lossy(stream.key()).into_owned());
                }
            }
        }
        terms
    }

    /// Files of segments that the index no longer knows.
    pub fn strays(&self) -> Vec<PathBuf> {
        let living = self.tantivy().searchable_segment_metas().expect("segments");
        let living: Vec<String> = living.iter().map(|segment| segment.id().uuid_string()).collect();
        let is_of_a_segment = |name: &str| name.split('.').next().is_some_and(|stem| stem.len() == 32);
        let stray = |path: &PathBuf| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            is_of_a_segment(&name) && !living.iter().any(|id| name.starts_with(id.as_str()))
        };
        self.files().into_iter().filter(stray).collect()
    }

    fn tantivy(&self) -> tantivy::Index {
        let meta = self.file("meta.json");
        tantivy::Index::open_in_dir(meta.parent().expect("a folder")).expect("an index")
    }

    /// Whether the bytes stand in the texts kept for display, once their blocks are read as the index reads them:
    /// every block of every file, whether a document still points into it or not.
    pub fn stores(&self, needle: &str) -> bool {
        let stores = self.files().into_iter().filter(|path| path.to_string_lossy().ends_with(".store"));
        stores
            .flat_map(|path| blocks(&fs::read(path).unwrap_or_default()))
            .any(|block| block.windows(needle.len()).any(|window| window == needle.as_bytes()))
    }
}

/// The decompressed frames of a file: every place where one begins is tried.
fn blocks(bytes: &[u8]) -> Vec<Vec<u8>> {
    const FRAME: [u8; 4] = [0x28, 0xB5, 0x2F, 0xFD];
    let starts = bytes.windows(4).enumerate().filter(|(_, window)| *window == FRAME).map(|(at, _)| at);
    starts.filter_map(|at| zstd::stream::Decoder::new(&bytes[at..]).ok().map(read_all)).collect()
}

/// What can be read before the end of a frame.
fn read_all(decoder: impl std::io::Read) -> Vec<u8> {
    std::io::Read::bytes(decoder).map_while(std::result::Result::ok).collect()
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(path).into_iter().flatten().flatten() {
        if entry.path().is_dir() {
            collect(&entry.path(), files);
        } else {
            files.push(entry.path());
        }
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
