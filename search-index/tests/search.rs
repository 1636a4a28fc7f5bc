//! What people find, by the public interface alone.

mod common;

use common::{document, ideas, public};
use search_index::{Access, Document, Index, Language, Options, Query, Reason, Result};

fn index(documents: &[Document]) -> Result<Index> {
    let index = Index::in_memory(&Options::default())?;
    index.apply(documents, &[], 1)?;
    Ok(index)
}

fn ids(index: &Index, text: &str) -> Result<Vec<u64>> {
    Ok(index.search(&Query::new(text), &public())?.hits.into_iter().map(|hit| hit.id).collect())
}

#[test]
fn typos_and_missing_accents_find() -> Result<()> {
    let index = index(&[
        document(1, "Gaspillage à la cantine", "Trop de restes."),
        document(2, "Un gâchis au réfectoire", "On jette."),
        document(3, "Une piste cyclable", "À vélo."),
    ])?;
    let found = index.search(&Query::new("cantinne gachis"), &public())?;
    assert_eq!(found.total, 2);
    assert!(found.corrected);
    assert_eq!(found.did_you_mean.as_deref(), Some("cantine gachis"));
    assert_eq!(ids(&index, "GACHIS")?, [2, 1], "the very word comes before its synonym");
    assert_eq!(ids(&index, "piste cyclabe")?, [3]);
    Ok(())
}

#[test]
fn what_is_typed_right_is_not_corrected() -> Result<()> {
    let index = index(&ideas())?;
    let found = index.search(&Query::new("mot de passe"), &public())?;
    assert!(!found.corrected && found.did_you_mean.is_none());
    assert_eq!(found.hits[0].id, 200);
    Ok(())
}

#[test]
fn titles_weigh_more_than_bodies() -> Result<()> {
    let index = index(&[document(1, "Divers", "un composteur"), document(2, "Un composteur", "divers")])?;
    assert_eq!(ids(&index, "composteur")?, [2, 1]);
    Ok(())
}

#[test]
fn phrases_keep_their_order() -> Result<()> {
    let index = index(&[document(1, "Le chef du service", ""), document(2, "Le service du chef", "")])?;
    assert_eq!(ids(&index, "\"chef du service\"")?, [1]);
    assert_eq!(ids(&index, "«chef du service»")?, [1]);
    let mut both = ids(&index, "chef service")?;
    both.sort_unstable();
    assert_eq!(both, [1, 2]);
    Ok(())
}

#[test]
fn the_last_word_may_be_unfinished() -> Result<()> {
    let index = index(&ideas())?;
    let typing = |text: &str| Query { prefix_last_word: true, ..Query::new(text) };
    let found = index.search(&typing("piste cycl"), &public())?;
    assert_eq!(found.hits.first().map(|hit| hit.id), Some(106));
    assert_eq!(index.search(&Query::new("piste cyc"), &public())?.hits.first().map(|hit| hit.id), Some(106));
    Ok(())
}

#[test]
fn nobody_sees_what_they_may_not() -> Result<()> {
    let secret = Document { access: vec!["account:7".into()], ..document(9, "Brouillon secret", "xyzzy") };
    let lost = Document { access: Vec::new(), ..document(10, "Sans accès", "xyzzy") };
    let index = index(&[secret, lost, document(1, "Autre chose", "")])?;
    for text in ["secret", "secrat", "xyzzy", "\"brouillon secret\"", ""] {
        let found = index.search(&Query::new(text), &public())?;
        assert!(found.hits.iter().all(|hit| hit.id == 1), "{text}");
        assert!(found.did_you_mean.is_none(), "a suggestion would tell a word of a hidden document");
    }
    assert_eq!(index.search(&Query::new("secret"), &Access::new(["account:7"]))?.total, 1);
    assert_eq!(index.search(&Query::new(""), &Access::default())?.total, 0);
    assert!(index.similar("Brouillon secret xyzzy", &public(), 5)?.is_empty());
    Ok(())
}

#[test]
fn suggestions_tell_only_words_that_may_be_seen() -> Result<()> {
    let hidden = |id| Document { access: vec!["account:7".into()], ..document(id, "Licenciement", "") };
    let index = index(&[hidden(1), hidden(2), document(3, "Licenciements", "")])?;
    let found = index.search(&Query::new("licenciemen"), &public())?;
    assert_eq!((found.total, found.did_you_mean.as_deref()), (1, Some("licenciements")));
    let theirs = index.search(&Query::new("licenciemen"), &Access::new(["account:7"]))?;
    assert_eq!((theirs.total, theirs.did_you_mean.as_deref()), (2, Some("licenciement")));
    Ok(())
}

#[test]
fn facets_count_and_filter() -> Result<()> {
    let with = |id, theme: &str, year: &str| Document {
        facets: vec![("theme".into(), theme.into()), ("year".into(), year.into())],
        ..document(id, "Idée de vélo", "")
    };
    let index = index(&[with(1, "a=b", "2025"), with(2, "énergie", "2026"), with(3, "énergie", "2025")])?;
    let query = Query { facets: vec!["theme".into(), "none".into()], ..Query::new("vélo") };
    let found = index.search(&query, &public())?;
    assert_eq!(found.facets["theme"], [("énergie".to_owned(), 2), ("a=b".to_owned(), 1)]);
    assert!(found.facets["none"].is_empty());
    let only = |filters: &[(&str, &[&str])]| Query {
        filters: filters
            .iter()
            .map(|(n, v)| ((*n).into(), v.iter().map(|v| (*v).into()).collect()))
            .collect(),
        ..Query::default()
    };
    assert_eq!(index.search(&only(&[("theme", &["énergie"])]), &public())?.total, 2);
    assert_eq!(
        index.search(&only(&[("theme", &["énergie", "a=b"]), ("year", &["2025"])]), &public())?.total,
        2
    );
    assert_eq!(index.search(&only(&[("theme", &["énergie"]), ("year", &["1999"])]), &public())?.total, 0);
    assert_eq!(index.search(&only(&[("theme", &[])]), &public())?.total, 0);
    Ok(())
}

#[test]
fn pages_do_not_overlap() -> Result<()> {
    let documents: Vec<_> = (0..95).map(|id| document(id, "Idée de vélo", "")).collect();
    let index = index(&documents)?;
    let mut seen = Vec::new();
    for page in 0..10 {
        let query = Query { limit: 10, offset: page * 10, ..Query::new("vélo") };
        let found = index.search(&query, &public())?;
        assert_eq!(found.total, 95);
        seen.extend(found.hits.into_iter().map(|hit| hit.id));
    }
    assert_eq!(seen, (0..95).collect::<Vec<_>>());
    Ok(())
}

#[test]
fn ids_narrow_a_search_and_its_counts() -> Result<()> {
    let mut documents = ideas();
    documents.sort_by_key(|document| document.id);
    for document in &mut documents {
        document.facets = vec![("theme".into(), if document.id % 2 == 0 { "even" } else { "odd" }.into())];
    }
    let all: Vec<u64> = documents.iter().map(|document| document.id).collect();
    let index = index(&documents)?;
    let ask = |within: Option<&[u64]>, without: &[u64]| {
        let within = within.map(<[u64]>::to_vec);
        let facets = vec!["theme".into()];
        let query = Query { within, without: without.to_vec(), facets, all_ids: true, ..Query::default() };
        index.search(&query, &public())
    };
    assert_eq!(ask(None, &[])?.ids, all);
    assert_eq!(ask(None, &all[..3])?.ids, all[3..]);
    // Ids that nobody may see, or that no document has, are not found.
    let some = ask(Some(&[all[5], all[7], 999_999]), &[all[7]])?;
    assert_eq!((some.total, some.ids.as_slice()), (1, &all[5..6]));
    assert_eq!(some.facets["theme"].iter().map(|(_, count)| count).sum::<usize>(), 1);
    assert_eq!(ask(Some(&[]), &[])?.total, 0);
    let hidden = Query { within: Some(all), all_ids: true, ..Query::default() };
    assert!(index.search(&hidden, &Access::default())?.ids.is_empty());
    Ok(())
}

#[test]
fn hits_are_safe_to_show() -> Result<()> {
    let index = index(&[document(1, "<script>alert('vélo')</script>", "a & b \"vélo\" <img onerror=x>")])?;
    let hit = index.search(&Query::new("velo"), &public())?.hits.remove(0);
    assert_eq!(hit.title_html, "&lt;script&gt;alert(&#39;<mark>vélo</mark>&#39;)&lt;/script&gt;");
    assert_eq!(hit.snippet_html, "a &amp; b &quot;<mark>vélo</mark>&quot; &lt;img onerror=x&gt;");
    Ok(())
}

#[test]
fn each_document_is_read_in_its_language() -> Result<()> {
    let english = Document { language: Some(Language::English), ..document(1, "Repairing bicycles", "") };
    let index = index(&[english, document(2, "Réparation de vélos", "")])?;
    assert_eq!(ids(&index, "repair bicycle")?, [1]);
    assert_eq!(ids(&index, "réparations vélo")?, [2]);
    Ok(())
}

#[test]
fn the_trade_the_site_and_the_tags_are_searched() -> Result<()> {
    let full = Document {
        trade: Some("Cantinière".into()),
        site: Some("Lycée Louise-Weiss".into()),
        tags: vec!["météo".into()],
        ..document(1, "Une idée", "")
    };
    let index = index(&[full, document(2, "Autre", "")])?;
    for text in ["cantiniere", "louise weiss", "meteo"] {
        assert_eq!(ids(&index, text)?, [1], "{text}");
    }
    Ok(())
}

#[test]
fn any_text_is_a_valid_query() -> Result<()> {
    let index = index(&ideas())?;
    let long = "vélo ".repeat(10_000);
    let odd = [
        "",
        " ",
        "\"",
        "\"\"",
        "«»",
        "*",
        "a:b",
        "AND OR NOT",
        "+-!(){}[]^~?\\/",
        "'",
        "l'",
        "\u{0}\u{7f}",
        "🙂",
        "مرحبا",
        "le la les",
        "\"le la\"",
        "-",
        "—",
        "e\u{301}",
        "%_",
        "field:\"x\"~2",
        &long,
    ];
    for text in odd {
        for prefix_last_word in [false, true] {
            let query = Query { prefix_last_word, limit: usize::MAX, offset: 0, ..Query::new(text) };
            index.search(&query, &public())?;
            index.search(&Query { offset: usize::MAX, ..query }, &public())?;
        }
        index.similar(text, &public(), 5)?;
    }
    Ok(())
}

#[test]
fn near_duplicates_show_while_typing() -> Result<()> {
    let index = index(&ideas())?;
    let found = index.similar("Peser les restes de la cantine, balance au self", &public(), 3)?;
    assert_eq!(found[0].id, 0);
    assert!(found[0].score > 0.5 && found[0].score > found[1].score);
    assert!(found[0].shared_terms.contains(&"restes".to_owned()), "{:?}", found[0].shared_terms);
    assert!(index.similar("", &public(), 3)?.is_empty());
    assert!(index.similar("Peser les restes", &public(), 0)?.is_empty());
    Ok(())
}

#[test]
fn the_beginning_of_a_title_is_enough() -> Result<()> {
    let index = index(&ideas())?;
    for (typed, id) in
        [("Garage à vé", 100), ("Covoiturer entre", 102), ("Un seul mot de passe", 200), ("Visio", 207)]
    {
        let found = index.similar(typed, &public(), 3)?;
        assert_eq!(found.first().map(|near| near.id), Some(id), "{typed}");
    }
    let same = index.similar("GARAGE A VELOS FERME", &public(), 1)?;
    assert!(same[0].score > 0.99 && same[0].reason == Reason::Same, "{same:?}");
    assert!(index.similar("Garage à vélos", &Access::new(["other"]), 3)?.is_empty());
    Ok(())
}

#[test]
fn pages_do_not_overlap_across_segments() -> Result<()> {
    let index = Index::in_memory(&Options::default())?;
    // Three segments of equal documents, their ids interleaved and falling.
    for segment in 0..3 {
        let documents: Vec<_> =
            (0..200).rev().map(|rank| document(rank * 3 + segment, "Idée de vélo", "")).collect();
        index.apply(&documents, &[], 1)?;
    }
    index.apply(&[], &[10, 20, 30], 2)?;
    let mut seen = Vec::new();
    for page in 0..90 {
        let query = Query { limit: 7, offset: page * 7, ..Query::new("vélo") };
        let found = index.search(&query, &public())?;
        assert_eq!(found.total, 597);
        seen.extend(found.hits.into_iter().map(|hit| hit.id));
    }
    let all: Vec<u64> = (0..600).filter(|id| ![10, 20, 30].contains(id)).collect();
    assert_eq!(seen, all, "in the order of the ids, each once");
    Ok(())
}

#[test]
fn compounds_are_found_however_they_are_typed() -> Result<()> {
    let index = index(&[
        document(1, "La demi-pension", ""),
        document(2, "La demi pension", ""),
        document(3, "Un e-mail par jour", ""),
        document(4, "Le bien-être au travail", ""),
        document(5, "Une pension de retraite", ""),
        document(6, "Une demi-journée", ""),
    ])?;
    for (text, found) in [
        ("demi-pension", vec![1, 2]),
        ("demi pension", vec![1, 2]),
        ("demipension", vec![1]),
        ("email", vec![3]),
        ("e-mail", vec![3]),
        ("bien-être", vec![4]),
        ("bien etre", vec![4]),
        ("bienetre", vec![4]),
        ("BIEN ÊTRE au travail", vec![4]),
    ] {
        let mut ids = ids(&index, text)?;
        ids.sort_unstable();
        assert_eq!(ids, found, "{text}");
    }
    Ok(())
}

#[test]
fn two_words_typed_as_one_are_told_apart() -> Result<()> {
    let index = index(&[document(1, "Une cour végétale au lycée", ""), document(2, "Une cour", "")])?;
    let found = index.search(&Query::new("courvegetale"), &public())?;
    assert_eq!((found.total, found.hits[0].id), (1, 1));
    assert_eq!(found.did_you_mean.as_deref(), Some("cour vegetale"));
    assert_eq!(ids(&index, "cour vege tale")?, [1]);
    Ok(())
}

#[test]
fn synonyms_of_several_words_work_both_ways() -> Result<()> {
    let index = index(&[
        document(1, "Des tables au self", ""),
        document(2, "Une commission de restauration scolaire", ""),
        document(3, "Le carnet scolaire", ""),
    ])?;
    assert_eq!(ids(&index, "self")?, [1, 2], "the very word first");
    assert_eq!(ids(&index, "restauration scolaire")?, [2, 1]);
    assert_eq!(ids(&index, "commission restauration scolaire")?, [2]);
    assert_eq!(ids(&index, "\"restauration scolaire\"")?, [2], "quotes ask for these very words");
    Ok(())
}

#[test]
fn counts_of_a_facet_ignore_the_filter_on_it() -> Result<()> {
    let with = |id, theme: &str, year: &str| Document {
        facets: vec![("theme".into(), theme.into()), ("year".into(), year.into())],
        ..document(id, "Idée de vélo", "")
    };
    let index = index(&[with(1, "eau", "2025"), with(2, "air", "2026"), with(3, "air", "2025")])?;
    let query = Query {
        facets: vec!["theme".into(), "year".into()],
        filters: vec![("theme".into(), vec!["eau".into()])],
        ..Query::new("vélo")
    };
    let found = index.search(&query, &public())?;
    assert_eq!(found.total, 1);
    assert_eq!(found.facets["theme"], [("air".to_owned(), 2), ("eau".to_owned(), 1)]);
    assert_eq!(found.facets["year"], [("2025".to_owned(), 1)], "the other filters still hold");
    Ok(())
}

#[test]
fn an_unfinished_word_may_look_like_grammar() -> Result<()> {
    let index = index(&[document(1, "Trier les déchets", ""), document(2, "Une piste", "")])?;
    let typing = |text: &str| Query { prefix_last_word: true, ..Query::new(text) };
    assert_eq!(index.search(&typing("de"), &public())?.hits.len(), 1);
    assert_eq!(index.search(&typing("piste de"), &public())?.hits.len(), 1, "then it is not asked for");
    Ok(())
}

#[test]
fn a_word_of_grammar_in_one_language_is_not_asked_for() -> Result<()> {
    let english = Document { language: Some(Language::English), ..document(1, "Repair the bicycles", "") };
    let index = index(&[english, document(2, "Le vélo", "")])?;
    assert_eq!(ids(&index, "the bicycle")?, [1]);
    assert_eq!(ids(&index, "le vélo")?, [2]);
    Ok(())
}
