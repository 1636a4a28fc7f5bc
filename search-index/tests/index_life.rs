//! Opening, filling, forgetting: the folder is derived data and never a reason to stop.

#![expect(clippy::expect_used, reason = "a test may stop at once")]

mod common;
#[path = "common/folder.rs"]
mod folder;

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use common::{document, ideas, public};
use folder::Folder;
use search_index::{Error, Index, Opened, Options, Query, Result};

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
        ("version", |folder| fs::write(folder.file(".served"), "0 1").expect("write")),
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
    fs::write(folder.file(".served"), "0 1").expect("write");
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
fn any_byte_may_be_wrong() -> Result<()> {
    type Damage = fn(&mut Vec<u8>);
    let damages: [(&str, Damage); 5] = [
        ("emptied", Vec::clear),
        ("cut", |bytes| bytes.truncate(bytes.len() / 2)),
        ("first", |bytes| bytes.iter_mut().take(1).for_each(|byte| *byte ^= 1)),
        ("middle", |bytes| {
            let middle = bytes.len() / 2;
            bytes.iter_mut().skip(middle).take(1).for_each(|byte| *byte ^= 1);
        }),
        ("last", |bytes| bytes.iter_mut().rev().take(1).for_each(|byte| *byte ^= 1)),
    ];
    let folder = Folder::new("bytes");
    let whole = filled(&folder)?;
    for (file, content) in &whole {
        for (name, damage) in damages {
            put(&whole);
            let mut bytes = content.clone();
            damage(&mut bytes);
            fs::write(file, bytes).expect("write");
            opens_and_works(&folder, &format!("{name} {}", file.display()))?;
        }
        put(&whole);
        fs::remove_file(file).expect("remove");
        opens_and_works(&folder, &format!("without {}", file.display()))?;
    }
    Ok(())
}

/// The list of segments has no checksum of its own: one digit in seven is tried.
#[test]
fn no_byte_of_the_list_of_segments_is_trusted() -> Result<()> {
    let folder = Folder::new("meta");
    let whole = filled(&folder)?;
    let meta = folder.file("meta.json");
    let content = fs::read(&meta).expect("read");
    for at in (0..content.len()).filter(|at| content[*at].is_ascii_digit()).step_by(7) {
        put(&whole);
        let mut bytes = content.clone();
        bytes[at] = if bytes[at] == b'9' { b'1' } else { bytes[at] + 1 };
        fs::write(&meta, bytes).expect("write");
        opens_and_works(&folder, &format!("digit {at} of the list"))?;
    }
    Ok(())
}

/// An index with a removed document, closed, and its files.
fn filled(folder: &Folder) -> Result<Vec<(std::path::PathBuf, Vec<u8>)>> {
    let (index, _) = folder.open()?;
    index.apply(&ideas(), &[], 5)?;
    index.apply(&[document(900, "Une autre idée", "")], &[3], 6)?;
    drop(index);
    let files = folder.files().into_iter();
    Ok(files.map(|path| (path.clone(), fs::read(path).expect("read"))).collect())
}

fn put(files: &[(std::path::PathBuf, Vec<u8>)]) {
    for (path, content) in files {
        fs::create_dir_all(path.parent().expect("a folder")).expect("create");
        fs::write(path, content).expect("write");
    }
}

/// Whatever was done to the folder, it is either what it was or empty, and can be used.
fn opens_and_works(folder: &Folder, what: &str) -> Result<()> {
    let (index, opened) = folder.open()?;
    let found = (index.count(), index.position());
    match opened {
        Opened::Ready => assert_eq!(found, (24, 6), "{what}"),
        Opened::Rebuilt { why } => assert!(found == (0, 0) && !why.is_empty(), "{what}: {found:?} {why}"),
    }
    total(&index, "gaspillage")?;
    index.apply(&[document(1, "Une tyrolienne", "")], &[], 7)?;
    assert_eq!(total(&index, "tyrolienne")?, 1, "{what}");
    Ok(())
}

#[test]
fn files_that_vanish_while_running_are_an_error_at_most() -> Result<()> {
    let folder = Folder::new("vanish");
    let (index, _) = folder.open()?;
    index.apply(&ideas(), &[], 1)?;
    for file in folder.files() {
        fs::remove_file(file).expect("remove");
    }
    let broken = |result: Result<()>| assert!(matches!(result, Ok(()) | Err(Error::Broken(_))), "{result:?}");
    for round in 0..3 {
        broken(total(&index, "gaspillage").map(|_| ()));
        broken(index.apply(&[document(50, "Nouvelle idée", "")], &[1], round));
        broken(index.purge());
    }
    drop(index);
    let (index, opened) = folder.open()?;
    assert!(matches!(opened, Opened::Rebuilt { .. }));
    index.apply(&ideas(), &[], 1)
}

#[test]
fn a_new_index_takes_the_place_of_the_old_under_the_feet_of_searches() -> Result<()> {
    let folder = Folder::new("swap");
    let index = Arc::new(folder.open()?.0);
    index.apply(&[document(1, "Ancienne idée", "")], &[], 7)?;
    let ended = Arc::new(AtomicBool::new(false));
    let searching = {
        let (index, ended) = (Arc::clone(&index), Arc::clone(&ended));
        thread::spawn(move || {
            while !ended.load(Ordering::Relaxed) {
                let found = (total(&index, "ancienne"), total(&index, "gaspillage alimentaire"));
                assert!(matches!(found, (Ok(0 | 1), Ok(0 | 3))), "{found:?}");
            }
        })
    };
    let mut rebuild = index.rebuild()?;
    assert!(matches!(index.rebuild(), Err(Error::Busy(_))), "one at a time");
    rebuild.add(&ideas())?;
    rebuild.add(&ideas()[..3])?;
    index.apply(&[document(700, "Ancienne idée, encore", "")], &[1], 8)?;
    assert_eq!((total(&index, "ancienne")?, index.position()), (1, 8), "the old one lives on");
    rebuild.swap(6)?;
    assert_eq!((index.count(), index.position(), total(&index, "ancienne")?), (24, 6, 0));
    index.apply(&[document(700, "Ancienne idée, encore", "")], &[], 8)?;
    ended.store(true, Ordering::Relaxed);
    searching.join().expect("no panic");
    index.rebuild()?.swap(9)?;
    assert_eq!((index.count(), index.position()), (0, 9));
    drop(index);
    let (index, opened) = folder.open()?;
    assert_eq!((opened, index.count(), index.position()), (Opened::Ready, 0, 9));
    assert_eq!(fs::read_dir(&folder.0).expect("the folder").count(), 3, "the lock, the name and one index");
    Ok(())
}

#[test]
fn an_interrupted_rebuild_leaves_the_old_index() -> Result<()> {
    let folder = Folder::new("interrupted");
    let index = Arc::new(folder.open()?.0);
    index.apply(&ideas(), &[], 3)?;
    let mut rebuild = index.rebuild()?;
    rebuild.add(&[document(1, "Nouvelle", "")])?;
    drop(rebuild);
    assert_eq!(index.count(), 24);
    let mut rebuild = index.rebuild()?;
    rebuild.add(&[document(1, "Nouvelle", "")])?;
    // As after a crash: nothing is dropped, and the system frees the lock.
    let copy = Folder::new("interrupted-copy");
    for path in folder.files() {
        let to = copy.0.join(path.strip_prefix(&folder.0).expect("inside"));
        fs::create_dir_all(to.parent().expect("a folder")).expect("create");
        fs::copy(&path, to).expect("copy");
    }
    assert_eq!(fs::read_dir(&copy.0).expect("the folder").count(), 4, "the leftover is there");
    let (recovered, opened) = copy.open()?;
    assert_eq!((opened, recovered.count(), recovered.position()), (Opened::Ready, 24, 3));
    assert_eq!(fs::read_dir(&copy.0).expect("the folder").count(), 3, "the leftover is swept");
    drop(rebuild);
    let memory = Arc::new(Index::in_memory(&Options::default())?);
    let mut rebuild = memory.rebuild()?;
    rebuild.add(&ideas())?;
    rebuild.swap(1)?;
    assert_eq!((memory.count(), memory.position()), (24, 1));
    Ok(())
}

#[test]
fn the_files_of_an_older_version_are_replaced() -> Result<()> {
    let folder = Folder::new("older");
    fs::create_dir_all(&folder.0).expect("create");
    let segment = "0123456789abcdef0123456789abcdef.store";
    for name in ["search-index.version", "meta.json", ".managed.json", segment] {
        fs::write(folder.0.join(name), "2").expect("write");
    }
    let (_index, opened) = folder.open()?;
    assert!(matches!(opened, Opened::Rebuilt { .. }));
    assert_eq!(fs::read_dir(&folder.0).expect("the folder").count(), 3);
    Ok(())
}

#[test]
fn purging_leaves_no_trace() -> Result<()> {
    let folder = Folder::new("purge");
    let (index, _) = folder.open()?;
    let (title, body) = ("Quetzalcoatlus", "zyxwvutsrqponmlkj, puis Archaeopteryx");
    index.apply(&ideas(), &[], 1)?;
    index.apply(&[document(5_000, title, body), document(5_001, "Une idée qui reste", "")], &[], 2)?;
    index.apply(&[document(5_002, title, body)], &[], 3)?;
    // The helpers do see both the terms and the compressed texts.
    let known = |word: &str| folder.terms().iter().any(|term| term.contains(word));
    assert!(known("quetzalcoatlus") && known("zyxwvutsrqponmlkj") && folder.strays().is_empty());
    assert!(folder.stores(title) && folder.stores("Archaeopteryx") && folder.stores("Une idée qui reste"));
    index.apply(&[document(5_002, "Remplacée", "")], &[5_000], 4)?;
    assert!(folder.stores(title) && known("quetzalcoatlus"), "removing alone is not forgetting");
    index.purge()?;
    assert_eq!((index.count(), index.position()), (26, 4));
    assert_eq!((total(&index, "gaspillage alimentaire")?, total(&index, "quetzalcoatlus")?), (3, 0));
    for trace in
        [title, "quetzalcoatlus", "quetzalcoatl", "zyxwvutsrqponmlkj", "Archaeopteryx", "archaeopteryx"]
    {
        assert!(!folder.contains(trace.as_bytes()) && !folder.stores(trace) && !known(trace), "{trace}");
    }
    assert_eq!(folder.strays(), Vec::<std::path::PathBuf>::new(), "no file but those of the index was left");
    assert!(folder.stores("Une idée qui reste"));
    drop(index);
    assert_eq!(folder.open()?.0.position(), 4, "the position survives the purge");
    Ok(())
}
