//! Themes, their names and their reasons.

mod common;

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;

use common::{document, ideas};
use search_index::{
    ClusterOptions, Clustering, Decisions, Document, DuplicateOptions, Earlier, Error, Result, Vectors,
    cluster, duplicates,
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
        assert!((0.0..=1.0).contains(&cluster.cohesion), "{}", cluster.cohesion);
        assert!((0.0..=1.0).contains(&cluster.stability), "{}", cluster.stability);
        let ids: BTreeSet<u64> = cluster.members.iter().map(|member| member.id).collect();
        let parts: Vec<u64> = cluster.parts.iter().flat_map(|part| part.members.iter().copied()).collect();
        assert!(parts.iter().all(|id| ids.contains(id)), "parts are made of members");
        assert!(cluster.parts.is_empty() || cluster.parts.len() > 1);
        assert!(cluster.members.iter().any(|member| member.id == cluster.representative));
        for member in &cluster.members {
            assert!((0.0..=1.0).contains(&member.score) && (0.0..=1.0).contains(&member.stability));
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
        ..Earlier::default()
    };
    found.clusters.iter().map(earlier).collect()
}

fn three_after(documents: &[Document], decisions: &Decisions) -> Result<Clustering> {
    let found =
        cluster(documents, &ClusterOptions { clusters: Some(3), decisions, ..ClusterOptions::default() })?;
    check(documents, &found);
    Ok(found)
}

/// The key of the cluster of a document.
fn place(found: &Clustering, id: u64) -> Option<&str> {
    let cluster = found.clusters.iter().find(|c| c.members.iter().any(|member| member.id == id));
    cluster.map(|cluster| cluster.key.as_str())
}

#[test]
fn clusters_keep_their_keys_when_ideas_come_and_go() -> Result<()> {
    let mut documents = ideas();
    let first = three_after(&documents, &Decisions::NONE)?;
    let earlier: Vec<Earlier> = as_earlier(&first)
        .into_iter()
        .map(|old| Earlier { key: format!("c{}0", &old.key[1..]), ..old })
        .collect();
    documents.rotate_left(5);
    documents.retain(|document| document.id != 3);
    documents.push(document(950, "Un arceau à vélos de plus", "Le garage à vélos est plein."));
    let second = three_after(&documents, &Decisions { earlier, ..Decisions::NONE })?;
    let mut keys: Vec<&str> = second.clusters.iter().map(|c| c.key.as_str()).collect();
    keys.sort_unstable();
    assert_eq!(keys, ["c10", "c20", "c30"]);
    let changes = &second.changes;
    assert!(changes.new.is_empty() && changes.gone.is_empty(), "{changes:?}");
    assert!(changes.moved.len() <= 4, "{changes:?}");
    for member in second.clusters.iter().flat_map(|c| &c.members) {
        assert!(member.second_best.as_ref().is_none_or(|second| keys.contains(&second.key.as_str())));
    }
    Ok(())
}

#[test]
fn splits_and_merges_are_told() -> Result<()> {
    let first = three_after(&ideas(), &Decisions::NONE)?;
    let parts = as_earlier(&first);
    let (whole, half) = ([&parts[0].members[..], &parts[1].members[..]].concat(), parts[2].members.len() / 2);
    let earlier = [("c7", &whole[..]), ("c8", &parts[2].members[..half]), ("c9", &parts[2].members[half..])];
    let earlier = earlier
        .map(|(key, members)| Earlier { key: key.into(), members: members.into(), ..Earlier::default() })
        .to_vec();
    let changes = three_after(&ideas(), &Decisions { earlier, ..Decisions::NONE })?.changes;
    assert_eq!(changes.split.keys().collect::<Vec<_>>(), ["c7"]);
    assert_eq!(changes.merged.len(), 1);
    assert_eq!((changes.new.as_slice(), changes.gone.len()), (&["c10".to_owned()][..], 1));
    let same = three_after(&ideas(), &Decisions { earlier: parts, ..Decisions::NONE })?;
    assert_eq!(same, first, "nothing changes where nothing changed");
    Ok(())
}

#[test]
fn what_people_joined_and_parted_stays_so() -> Result<()> {
    let documents = ideas();
    let first = three_after(&documents, &Decisions::NONE)?;
    let (one, other) = (&first.clusters[0].members, &first.clusters[1].members);
    let (together, apart) = ((one[0].id, other[0].id), (one[1].id, one[2].id));
    for seed in 0..10 {
        let decisions = Decisions { together: vec![together], apart: vec![apart], ..Decisions::NONE };
        let options = ClusterOptions { seed, decisions: &decisions, ..ClusterOptions::default() };
        for clusters in [None, Some(1), Some(3), Some(6)] {
            let found = cluster(&documents, &ClusterOptions { clusters, ..options.clone() })?;
            check(&documents, &found);
            assert!(found.refused.is_empty());
            assert_eq!(place(&found, together.0), place(&found, together.1));
            let (a, b) = (place(&found, apart.0), place(&found, apart.1));
            assert!(a != b || a.is_none(), "{a:?} {b:?}");
        }
    }
    Ok(())
}

#[test]
fn pinned_ideas_and_locked_clusters_stay() -> Result<()> {
    let documents = ideas();
    let first = three_after(&documents, &Decisions::NONE)?;
    let mut earlier = as_earlier(&first);
    // An idea that the machine had put elsewhere, pinned to the second cluster; the third one locked with few members.
    let moved = earlier[0].members[0];
    earlier[1].pinned.push(moved);
    earlier[2].members.truncate(2);
    earlier[2].locked = true;
    for seed in 0..10 {
        let decisions = Decisions { earlier: earlier.clone(), ..Decisions::NONE };
        let options = ClusterOptions { seed, decisions: &decisions, ..ClusterOptions::default() };
        let found = cluster(&documents, &options)?;
        check(&documents, &found);
        assert_eq!(place(&found, moved), Some(earlier[1].key.as_str()));
        assert_eq!(place(&found, earlier[1].members[0]), Some(earlier[1].key.as_str()));
        let locked = found.clusters.iter().find(|c| c.key == earlier[2].key).expect("the locked cluster");
        let mut members: Vec<u64> = locked.members.iter().map(|member| member.id).collect();
        let mut wanted = earlier[2].members.clone();
        members.sort_unstable();
        wanted.sort_unstable();
        assert_eq!(members, wanted, "nobody joins, nobody leaves");
        assert!(locked.locked && locked.stability == 1.0);
    }
    Ok(())
}

#[test]
fn a_finer_level_is_found_within_clusters() -> Result<()> {
    let documents = ideas();
    let plain = cluster(&documents, &ClusterOptions { clusters: Some(1), ..seeded(1) })?;
    assert!(plain.clusters[0].parts.is_empty(), "not asked for");
    let found = cluster(&documents, &ClusterOptions { clusters: Some(1), parts: true, ..seeded(1) })?;
    check(&documents, &found);
    let parts = &found.clusters[0].parts;
    assert!(parts.len() >= 2, "{parts:?}");
    assert!(parts.iter().all(|part| part.key.starts_with("c1.") && part.members.len() >= 3));
    Ok(())
}

#[test]
fn vectors_join_what_no_word_joins() -> Result<()> {
    // Two subjects in words of their own; the vectors know which is which.
    let titles =
        ["alpha", "bravo", "charlie", "delta", "echo", "foxtrot", "golf", "hotel", "india", "juliett"];
    let documents: Vec<Document> = (0..).zip(titles).map(|(id, title)| document(id, title, "")).collect();
    let alone = cluster(&documents, &seeded(1))?;
    assert!(alone.clusters.is_empty(), "no word is shared");
    let vector = |id: u64| vec![(id % 2) as f32, 1.0 - (id % 2) as f32, id as f32 * 0.01];
    let vectors = Vectors::new((0..10).map(|id| Some(vector(id))).collect())?;
    let found = cluster(&documents, &ClusterOptions { vectors: Some(&vectors), ..seeded(1) })?;
    check(&documents, &found);
    assert!(found.parameters.vectors && found.clusters.len() == 2, "{:?}", found.clusters);
    assert_eq!(place(&found, 0), place(&found, 8));
    assert_ne!(place(&found, 0), place(&found, 1));
    Ok(())
}

#[test]
fn bad_vectors_are_refused_and_missing_ones_are_not() -> Result<()> {
    let documents = ideas();
    let of = |rows: Vec<Option<Vec<f32>>>| Vectors::new(rows);
    assert!(matches!(of(vec![Some(vec![1.0, 2.0]), Some(vec![1.0])]), Err(Error::Invalid(_))));
    for odd in [f32::NAN, f32::INFINITY] {
        assert!(matches!(of(vec![Some(vec![1.0, odd])]), Err(Error::Invalid(_))));
    }
    let few = of(vec![None; 3])?;
    let refused = cluster(&documents, &ClusterOptions { vectors: Some(&few), ..seeded(1) });
    assert!(matches!(refused, Err(Error::Invalid(_))));
    let alone = cluster(&documents, &seeded(1))?;
    for rows in
        [vec![None; 24], vec![Some(vec![0.0; 8]); 24], vec![Some(vec![1.0; 8]); 24], vec![Some(vec![]); 24]]
    {
        let vectors = of(rows)?;
        let found = cluster(&documents, &ClusterOptions { vectors: Some(&vectors), ..seeded(1) })?;
        check(&documents, &found);
        assert_eq!(found.clusters.len(), alone.clusters.len(), "vectors that say nothing change nothing");
    }
    Ok(())
}

/// A small linear congruential generator: the same numbers on every machine.
fn numbers(mut state: u64) -> impl FnMut(usize) -> usize {
    move |bound| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % bound.max(1)
    }
}

#[test]
fn whatever_people_decide_is_followed_or_told() -> Result<()> {
    let documents = ideas();
    let ids: Vec<u64> = documents.iter().map(|document| document.id).chain([7_777]).collect();
    for round in 0..60 {
        let mut next = numbers(round);
        let mut some = |most: usize| (0..next(most)).map(|_| ids[next(ids.len())]).collect::<Vec<u64>>();
        let pairs = |ids: Vec<u64>| ids.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect::<Vec<_>>();
        let (together, apart) = (pairs(some(8)), pairs(some(8)));
        let earlier = (0..3)
            .map(|rank| Earlier {
                key: format!("c{}", rank + 5),
                members: some(9),
                pinned: some(3),
                locked: (round + rank) % 3 == 0,
            })
            .collect();
        let decisions = Decisions { earlier, together, apart };
        let clusters = [None, Some(1), Some(4)][round as usize % 3];
        let options =
            ClusterOptions { clusters, parts: true, seed: round, decisions: &decisions, ..seeded(round) };
        let found = cluster(&documents, &options)?;
        check(&documents, &found);
        let followed = |pair: &&(u64, u64)| {
            pair.0 != pair.1
                && ids[..ids.len() - 1].contains(&pair.0)
                && ids[..ids.len() - 1].contains(&pair.1)
                && !found.refused.contains(pair)
        };
        for (a, b) in decisions.apart.iter().filter(followed) {
            let place = place(&found, *a);
            assert!(place.is_none() || place != self::place(&found, *b), "round {round}: {a} and {b}");
        }
        for (a, b) in decisions.together.iter().filter(followed) {
            assert_eq!(place(&found, *a), place(&found, *b), "round {round}");
        }
        let keys: BTreeSet<&str> = found.clusters.iter().map(|cluster| cluster.key.as_str()).collect();
        assert_eq!(keys.len(), found.clusters.len(), "a key is given once");
    }
    Ok(())
}

#[test]
fn any_vectors_give_a_result() -> Result<()> {
    let documents = ideas();
    for round in 0..20 {
        let mut next = numbers(round);
        let size = next(20);
        let mut row = || {
            let gone = next(5) == 0;
            let values = (0..size).map(|_| (next(2_000) as f32 - 1_000.0) * 10f32.powi(next(30) as i32 - 15));
            (!gone).then(|| values.collect::<Vec<f32>>())
        };
        let vectors = Vectors::new(documents.iter().map(|_| row()).collect())?;
        check(
            &documents,
            &cluster(&documents, &ClusterOptions { vectors: Some(&vectors), ..seeded(round) })?,
        );
    }
    Ok(())
}
