//! Themes, their names and their reasons.

mod common;

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;

use common::{document, ideas};
use search_index::{
    ClusterOptions, Clustering, Document, DuplicateOptions, Earlier, Error, Result, cluster, duplicates,
};

fn seeded(seed: u64) -> ClusterOptions<'static> {
    ClusterOptions { seed, ..ClusterOptions::default() }
}

/// Every document is in exactly one place, and every figure is in its range.
fn check(documents: &[Document], found: &Clustering) {
    let mut places: Vec<u64> = found.clusters.iter().flat_map(|c| c.members.iter().map(|m| m.id)).collect();
    places.extend(found.orphans.iter().map(|orphan| orphan.id));
    places.sort_unstable();
    let mut ids: Vec<u64> = documents.iter().map(|document| document.id).collect();
    ids.sort_unstable();
    assert_eq!(places, ids);
    for cluster in &found.clusters {
        assert!(cluster.members.len() >= found.parameters.smallest);
        assert!((0.0..=1.0).contains(&cluster.cohesion), "{}", cluster.cohesion);
        assert!(cluster.members.iter().any(|member| member.id == cluster.representative));
        for member in &cluster.members {
            assert!((0.0..=1.0).contains(&member.score));
            assert!(member.neighbours.iter().all(|&(_, score)| (0.0..=1.0).contains(&score)));
            assert!(member.second_best.as_ref().is_none_or(|second| second.key != cluster.key));
        }
    }
}

#[test]
fn themes_are_found_named_and_explained() -> Result<()> {
    let documents = ideas();
    let found = cluster(&documents, &ClusterOptions { clusters: Some(3), ..ClusterOptions::default() })?;
    check(&documents, &found);
    assert_eq!(found.clusters.len(), 3);
    let theme_of = |id: u64| id / 100;
    let mut right = 0;
    for cluster in &found.clusters {
        let counts =
            [0, 1, 2].map(|theme| cluster.members.iter().filter(|m| theme_of(m.id) == theme).count());
        right += counts.into_iter().max().unwrap_or(0);
    }
    assert!(right >= 21, "{right} of 24 with their own theme");
    let labels: Vec<&str> = found.clusters.iter().map(|cluster| cluster.label.as_str()).collect();
    assert!(labels.iter().any(|label| label.to_lowercase().contains("gaspillage")), "{labels:?}");
    assert!(labels.iter().any(|label| label.to_lowercase().contains("vélo")), "{labels:?}");
    let terms: BTreeSet<&str> =
        found.clusters.iter().flat_map(|c| c.terms.iter().map(|t| t.surface.as_str())).collect();
    assert!(terms.contains("gaspillage alimentaire"), "{terms:?}");
    let member = found.clusters.iter().flat_map(|c| &c.members).find(|m| m.id == 0).expect("the first idea");
    assert!(member.shared_terms.iter().any(|term| term == "cantine"), "{:?}", member.shared_terms);
    Ok(())
}

#[test]
fn the_same_seed_gives_the_same_result() -> Result<()> {
    let documents = ideas();
    let first = cluster(&documents, &seeded(7))?;
    for _ in 0..3 {
        assert_eq!(cluster(&documents, &seeded(7))?, first);
    }
    assert_eq!(first.seed, 7);
    Ok(())
}

#[test]
fn the_wanted_number_is_given() -> Result<()> {
    let documents = ideas();
    for wanted in 1..=4 {
        let found = cluster(&documents, &ClusterOptions { clusters: Some(wanted), ..seeded(1) })?;
        assert_eq!(found.clusters.len(), wanted);
        check(&documents, &found);
    }
    let none = cluster(&documents, &ClusterOptions { clusters: Some(0), ..seeded(1) });
    assert!(matches!(none, Err(Error::Invalid(_))));
    Ok(())
}

#[test]
fn a_stranger_is_an_orphan_with_its_nearest_cluster() -> Result<()> {
    let mut documents = ideas();
    documents.push(document(900, "Xylophone quaternaire", "Zygomatique."));
    documents.push(document(901, "", ""));
    let found = cluster(&documents, &seeded(1))?;
    check(&documents, &found);
    let orphans: Vec<u64> = found.orphans.iter().map(|orphan| orphan.id).collect();
    assert!(orphans.contains(&900) && orphans.contains(&901), "{orphans:?}");
    assert!(found.orphans.iter().filter(|o| o.id >= 900).all(|o| o.neighbours.is_empty()));
    Ok(())
}

#[test]
fn progress_rises_and_can_stop() -> Result<()> {
    let told = RefCell::new(Vec::new());
    let listen = |part| {
        told.borrow_mut().push(part);
        true
    };
    cluster(&ideas(), &ClusterOptions { progress: &listen, ..seeded(1) })?;
    let told = told.into_inner();
    assert!(told.is_sorted() && told.first() == Some(&0.0) && told.last() == Some(&1.0), "{told:?}");
    let calls = Cell::new(0);
    let stop = |_| {
        calls.set(calls.get() + 1);
        calls.get() < 3
    };
    let stopped = cluster(&ideas(), &ClusterOptions { progress: &stop, ..seeded(1) });
    assert!(matches!(stopped, Err(Error::Cancelled)));
    assert_eq!(calls.get(), 3);
    Ok(())
}

/// Makes words that share no piece.
const ALPHABET: &str = "qwertzu";

#[test]
fn odd_sets_give_results_that_make_sense() -> Result<()> {
    let many = |count: u64, text: &dyn Fn(u64) -> String| -> Vec<Document> {
        (0..count).map(|id| document(id, &text(id), "")).collect()
    };
    let megabyte = "Une phrase de plus sur le vélo et la cantine. ".repeat(23_000);
    let sets: Vec<(&str, Vec<Document>)> = vec![
        ("empty", Vec::new()),
        ("one", many(1, &|_| "Seule".into())),
        ("two", many(2, &|_| "Deux".into())),
        ("identical", many(50, &|_| "Du pain à la cantine".into())),
        (
            "distinct",
            many(20, &|id| {
                ALPHABET
                    .chars()
                    .map(|c| char::from(b'a' + (c as u64 * (id + 3) * (id + 7) % 26) as u8))
                    .collect()
            }),
        ),
        ("one word", many(30, &|id| ["vélo", "pain", "mail"][id as usize % 3].into())),
        ("blank", many(20, &|_| " \u{a0}\t".into())),
        ("emoji", many(20, &|_| "🙂🚲🥖".into())),
        ("right to left", many(20, &|id| format!("اقتراح رقم {id} لتحسين المدرسة"))),
        ("control", many(20, &|id| format!("a\u{0}b\u{1b}[{id}m\u{202e}vélo\u{feff}"))),
        ("combining", many(20, &|id| format!("e\u{301}{}le\u{300}ve", "\u{301}".repeat(id as usize * 10)))),
        ("long", vec![document(1, &megabyte, &megabyte), document(2, "Vélo", ""), document(3, "Pain", "")]),
        ("same id", vec![document(1, "Vélo", ""), document(1, "Vélo", ""), document(1, "Vélo", "")]),
    ];
    for (name, documents) in sets {
        let found = cluster(&documents, &seeded(3))?;
        check(&documents, &found);
        let clusters = found.clusters.len();
        match name {
            "identical" => assert_eq!((clusters, found.orphans.len()), (1, 0)),
            "one word" => assert_eq!((clusters, found.orphans.len()), (3, 0)),
            "distinct" | "blank" | "emoji" | "one" | "empty" => assert_eq!(clusters, 0, "{name}"),
            _ => {}
        }
        for wanted in [1, 5, 1000] {
            check(&documents, &cluster(&documents, &ClusterOptions { clusters: Some(wanted), ..seeded(3) })?);
        }
        let _ = duplicates(&documents, &DuplicateOptions { threshold: 0.0, ..DuplicateOptions::default() });
    }
    Ok(())
}

#[test]
fn random_texts_never_break_anything() -> Result<()> {
    // A small linear congruential generator: the same texts on every machine.
    let mut state = 12_345u64;
    let mut next = |bound: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % bound
    };
    let alphabet: Vec<char> = "abé'’-. \"«»œßİ\u{301}\u{0}\u{202e}日🙂مل1,/<&".chars().collect();
    for round in 0..60 {
        let count = next(40);
        let mut text = |longest: usize| {
            (0..next(longest) + 1).map(|_| alphabet[next(alphabet.len())]).collect::<String>()
        };
        let documents: Vec<_> = (0..count as u64).map(|id| document(id, &text(12), &text(60))).collect();
        let query = text(40);
        check(&documents, &cluster(&documents, &seeded(round))?);
        let _ = duplicates(&documents, &DuplicateOptions::default());
        let index = search_index::Index::in_memory(&search_index::Options::default())?;
        index.apply(&documents, &[], 1)?;
        let asked = search_index::Query { prefix_last_word: true, ..search_index::Query::new(query.clone()) };
        for hit in index.search(&asked, &common::public())?.hits {
            let marks = |html: &str| html.replace("<mark>", "").replace("</mark>", "");
            assert!(!marks(&hit.title_html).contains('<') && !marks(&hit.snippet_html).contains('<'));
        }
        index.similar(&query, &common::public(), 5)?;
    }
    Ok(())
}

#[test]
fn duplicates_are_told_once_with_their_reason() {
    let documents = [
        document(1, "Composter les épluchures du lycée", ""),
        document(2, "Au lycée, composter les epluchures !", ""),
        document(3, "Un garage à vélos", ""),
        document(4, "Composter les épluchures du lycée", ""),
    ];
    let found = duplicates(&documents, &DuplicateOptions::default());
    let pairs: Vec<(u64, u64)> = found.iter().map(|pair| (pair.a, pair.b)).collect();
    assert_eq!(pairs, [(1, 2), (1, 4), (2, 4)]);
    assert!(found.iter().all(|pair| pair.score > 0.99));
    assert_eq!(found[0].shared_terms.len(), 3);
    assert!(duplicates(&[], &DuplicateOptions::default()).is_empty());
}

fn as_earlier(found: &Clustering) -> Vec<Earlier> {
    let earlier = |c: &search_index::Cluster| Earlier {
        key: c.key.clone(),
        members: c.members.iter().map(|member| member.id).collect(),
    };
    found.clusters.iter().map(earlier).collect()
}

#[test]
fn clusters_keep_their_keys_when_ideas_come_and_go() -> Result<()> {
    let three = ClusterOptions { clusters: Some(3), ..ClusterOptions::default() };
    let mut documents = ideas();
    let first = cluster(&documents, &three)?;
    let earlier: Vec<Earlier> = as_earlier(&first)
        .into_iter()
        .map(|old| Earlier { key: format!("c{}0", &old.key[1..]), ..old })
        .collect();
    documents.rotate_left(5);
    documents.retain(|document| document.id != 3);
    documents.push(document(950, "Un arceau à vélos de plus", "Le garage à vélos est plein."));
    let mut second = cluster(&documents, &three)?;
    let changes = second.follow(&earlier);
    let mut keys: Vec<&str> = second.clusters.iter().map(|c| c.key.as_str()).collect();
    keys.sort_unstable();
    assert_eq!(keys, ["c10", "c20", "c30"]);
    assert!(changes.new.is_empty() && changes.gone.is_empty(), "{changes:?}");
    assert!(changes.moved.len() <= 4, "{changes:?}");
    for member in second.clusters.iter().flat_map(|c| &c.members) {
        assert!(member.second_best.as_ref().is_none_or(|second| keys.contains(&second.key.as_str())));
    }
    Ok(())
}

#[test]
fn splits_and_merges_are_told() -> Result<()> {
    let mut found = cluster(&ideas(), &ClusterOptions { clusters: Some(3), ..ClusterOptions::default() })?;
    let parts = as_earlier(&found);
    let whole =
        Earlier { key: "c7".into(), members: [&parts[0].members[..], &parts[1].members[..]].concat() };
    let half = parts[2].members.len() / 2;
    let halves = parts[2].members.split_at(half);
    let earlier = [
        whole,
        Earlier { key: "c8".into(), members: halves.0.to_vec() },
        Earlier { key: "c9".into(), members: halves.1.to_vec() },
    ];
    let changes = found.follow(&earlier);
    assert_eq!(changes.split.keys().collect::<Vec<_>>(), ["c7"]);
    assert_eq!(changes.merged.len(), 1);
    assert_eq!((changes.new.as_slice(), changes.gone.len()), (&["c10".to_owned()][..], 1));
    let mut same = found.clone();
    assert_eq!(same.follow(&as_earlier(&found)), Default::default());
    assert_eq!(same, found);
    Ok(())
}
