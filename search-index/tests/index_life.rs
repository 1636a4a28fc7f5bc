//! Opening, filling, forgetting: the folder is derived data and never a reason to stop.

#![expect(clippy::expect_used, reason = "a test may stop at once")]

mod common;

use std::fs;
use std::path::{Path, PathBuf};

use common::{document, ideas, public};
use search_index::{Error, Index, Opened, Options, Query, Result};

/// A folder of its own for each test, removed at its end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("search-index-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        Self(path)
    }

    fn open(&self) -> Result<(Index, Opened)> {
        Index::open(&self.0, &Options::default())
    }

    /// Some file of the index whose name ends so.
    fn file(&self, ending: &str) -> PathBuf {
        let files = fs::read_dir(&self.0).expect("the folder").filter_map(|entry| Some(entry.ok()?.path()));
        files.into_iter().find(|path| path.to_string_lossy().ends_with(ending)).expect("a file of the index")
    }

    fn contains(&self, needle: &[u8]) -> bool {
        let files =
            fs::read_dir(&self.0).expect("the folder").filter_map(|entry| fs::read(entry.ok()?.path()).ok());
        files.into_iter().any(|bytes| bytes.windows(needle.len()).any(|window| window == needle))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn total(index: &Index, text: &str) -> Result<usize> {
    Ok(index.search(&Query::new(text), &public())?.total)
}

#[test]
fn it_survives_closing() -> Result<()> {
    let folder = Folder::new("closing");
    let (index, opened) = folder.open()?;
    assert!(matches!(opened, Opened::Rebuilt { .. }), "a new folder must be filled");
    index.apply(&ideas(), &[], 42)?;
    drop(index);
    let (index, opened) = folder.open()?;
    assert_eq!(opened, Opened::Ready);
    assert_eq!((index.count(), index.position()), (24, 42));
    assert_eq!(total(&index, "gaspillage alimentaire")?, 3);
    Ok(())
}

#[test]
fn changes_show_at_once_and_replace() -> Result<()> {
    let index = Index::in_memory(&Options::default())?;
    index.apply(&[document(1, "Ancien titre", ""), document(2, "Autre", "")], &[], 1)?;
    index.apply(&[document(1, "Premier essai", ""), document(1, "Nouveau titre", "")], &[2, 77], 2)?;
    assert_eq!((index.count(), index.position()), (1, 2));
    assert_eq!((total(&index, "ancien")?, total(&index, "essai")?, total(&index, "nouveau")?), (0, 0, 1));
    index.clear()?;
    assert_eq!((index.count(), index.position()), (0, 0));
    index.apply(&[document(3, "Après", "")], &[], 3)?;
    assert_eq!(index.count(), 1);
    Ok(())
}

#[test]
fn one_writer_at_a_time() -> Result<()> {
    let folder = Folder::new("busy");
    let (_index, _) = folder.open()?;
    assert!(matches!(folder.open(), Err(Error::Busy(_))));
    Ok(())
}

#[test]
fn damage_empties_and_says_so() -> Result<()> {
    type Damage = fn(&Folder);
    let damages: [(&str, Damage); 6] = [
        ("meta", |folder| fs::write(folder.file("meta.json"), "{").expect("write")),
        ("version", |folder| fs::write(folder.file(".version"), "0").expect("write")),
        ("missing", |folder| fs::remove_file(folder.file(".store")).expect("remove")),
        ("cut", |folder| fs::write(folder.file(".term"), "").expect("write")),
        ("flipped", |folder| {
            let mut bytes = fs::read(folder.file(".idx")).expect("read");
            let middle = bytes.len() / 2;
            bytes[middle] ^= 0xFF;
            fs::write(folder.file(".idx"), bytes).expect("write");
        }),
        ("gone", |folder| fs::remove_dir_all(&folder.0).expect("remove")),
    ];
    for (name, damage) in damages {
        let folder = Folder::new(&format!("damage-{name}"));
        folder.open()?.0.apply(&ideas(), &[], 5)?;
        damage(&folder);
        let (index, opened) = folder.open()?;
        assert!(matches!(&opened, Opened::Rebuilt { why } if !why.is_empty()), "{name}: {opened:?}");
        assert_eq!((index.count(), index.position()), (0, 0), "{name}");
        index.apply(&ideas(), &[], 6)?;
        drop(index);
        assert_eq!(folder.open()?.1, Opened::Ready, "{name}");
    }
    Ok(())
}

#[test]
fn the_files_of_others_stay() -> Result<()> {
    let folder = Folder::new("others");
    fs::create_dir_all(folder.0.join("sub")).expect("create");
    fs::write(folder.0.join("notes.txt"), "mine").expect("write");
    let (index, _) = folder.open()?;
    index.apply(&ideas(), &[], 1)?;
    drop(index);
    fs::write(folder.file(".version"), "0").expect("write");
    folder.open()?;
    assert_eq!(fs::read_to_string(folder.0.join("notes.txt")).expect("read"), "mine");
    assert!(folder.0.join("sub").is_dir());
    Ok(())
}

#[test]
fn a_file_in_place_of_the_folder_is_an_error() {
    let folder = Folder::new("file");
    fs::write(&folder.0, "not a folder").expect("write");
    let opened = Index::open(&folder.0, &Options::default());
    assert!(matches!(opened, Err(Error::Folder { .. })));
    fs::remove_file(&folder.0).expect("remove");
    assert!(Index::open(Path::new("/proc/nowhere"), &Options::default()).is_err());
}

#[test]
fn purging_leaves_no_trace() -> Result<()> {
    let folder = Folder::new("purge");
    let (index, _) = folder.open()?;
    // A word that nothing compresses away: the only document of its segment, then removed.
    index.apply(&[document(5_000, "Quetzalcoatlus", "zyxwvutsrqponmlkj")], &[], 1)?;
    assert!(folder.contains(b"Quetzalcoatlus") && folder.contains(b"zyxwvutsrqponmlkj"));
    index.apply(&ideas(), &[], 2)?;
    assert!(folder.contains(b"Quetzalcoatlus"));
    index.apply(&[], &[5_000], 3)?;
    index.purge()?;
    assert_eq!((index.count(), index.position()), (24, 3));
    assert_eq!(total(&index, "gaspillage alimentaire")?, 3);
    for trace in [&b"quetzalcoatlus"[..], b"Quetzalcoatlus", b"zyxwvutsrqponmlkj"] {
        assert!(!folder.contains(trace));
    }
    drop(index);
    assert_eq!(folder.open()?.0.position(), 3, "the position survives the purge");
    Ok(())
}
