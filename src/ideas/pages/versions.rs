//! `/idees/:slug/versions`: what an idea said before, and what changed. For whoever sees the idea.

use std::time::Duration;

use poem::web::{Data, Path};
use poem::{Response, handler};
use serde::Serialize;
use similar::{Algorithm, ChangeTag, TextDiff};

use crate::accounts::Actor;
use crate::app::App;
use crate::clock::Time;
use crate::error::{AppError, AppResult};
use crate::ideas::cards::LANGUAGE;
use crate::ideas::rules::{self, id_in};
use crate::ideas::store::{self, VersionRow};
use crate::web::{Page, Shell};

/// The page.
#[derive(Debug, Clone, Serialize)]
pub struct VersionsPage {
    title: String,
    lang: &'static str,
    url: String,
    versions: Vec<VersionView>,
}

#[derive(Debug, Clone, Serialize)]
struct VersionView {
    number: i32,
    at: Time,
    parts: Vec<PartView>,
}

/// One field of the idea, against the version before.
#[derive(Debug, Clone, Serialize)]
struct PartView {
    field: &'static str,
    pieces: Vec<Piece>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Piece {
    text: String,
    kind: &'static str,
}

impl Page for VersionsPage {
    const TEMPLATE: &'static str = "ideas/versions.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let parts = vec![
            part("title", "Moins de <b>gâchis</b>", "Moins de <b>pain</b> jeté"),
            part("body", "Une pesée par jour.", "Une pesée par semaine, affichée."),
        ];
        let version = |number, parts| VersionView { number, at: Time::default(), parts };
        let page = |versions| Self {
            title: "Moins de <b>pain</b> jeté".into(),
            lang: LANGUAGE,
            url: "/idees/une-idee-0000000000001".into(),
            versions,
        };
        let first = vec![part("title", "", "Moins de gâchis")];
        vec![
            ("two", page(vec![version(2, parts), version(1, first.clone())])),
            ("one", page(vec![version(1, first)])),
        ]
    }
}

#[handler]
pub async fn show(
    app: Data<&App>,
    actor: Actor,
    shell: Shell,
    Path(slug): Path<String>,
) -> AppResult<Response> {
    let id = id_in(&slug).ok_or(AppError::NotFound)?;
    let (idea, versions) = app
        .read(move |conn| {
            let idea = store::find(conn, &actor, id)?.ok_or(AppError::NotFound)?;
            Ok::<_, AppError>((idea, store::versions_of(conn, id)?))
        })
        .await?;
    let page = VersionsPage {
        url: rules::url(id, &idea.title),
        title: idea.title,
        lang: LANGUAGE,
        versions: views(&versions),
    };
    shell.page(&page)
}

/// The latest first, each against the one before it.
fn views(versions: &[VersionRow]) -> Vec<VersionView> {
    let fields = |version: &VersionRow| {
        [
            ("title", version.title.clone()),
            ("problem", version.problem.clone()),
            ("body", version.body.clone()),
            ("beneficiaries", version.beneficiaries.clone()),
            ("category", version.category.clone()),
        ]
    };
    let view = |(place, version): (usize, &VersionRow)| {
        let before = place.checked_sub(1).map(|place| fields(&versions[place]));
        let parts = fields(version).into_iter().enumerate().filter_map(|(field, (name, after))| {
            let before = before.as_ref().map(|before| before[field].1.as_str());
            (before != Some(after.as_str()) && !(before.is_none() && after.is_empty()))
                .then(|| part(name, before.unwrap_or(&after), &after))
        });
        VersionView { number: version.version, at: version.edited_at, parts: parts.collect() }
    };
    versions.iter().enumerate().map(view).rev().collect()
}

fn part(field: &'static str, before: &str, after: &str) -> PartView {
    PartView { field, pieces: pieces(before, after) }
}

/// Word by word; a text too tangled to compare in time is shown as taken out and put in.
fn pieces(before: &str, after: &str) -> Vec<Piece> {
    let patience = Duration::from_millis(200);
    let diff = TextDiff::configure().algorithm(Algorithm::Myers).timeout(patience).diff_words(before, after);
    let mut pieces: Vec<Piece> = Vec::new();
    for change in diff.iter_all_changes() {
        let kind = match change.tag() {
            ChangeTag::Equal => "same",
            ChangeTag::Delete => "removed",
            ChangeTag::Insert => "added",
        };
        match pieces.last_mut() {
            Some(last) if last.kind == kind => last.text.push_str(change.value()),
            _ => pieces.push(Piece { text: change.value().to_owned(), kind }),
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_changed_is_told_by_words() {
        let pieces = pieces("Une pesée par jour.", "Une pesée par semaine.");
        let told: Vec<(&str, &str)> = pieces.iter().map(|piece| (piece.kind, piece.text.as_str())).collect();
        assert_eq!(told, [("same", "Une pesée par "), ("removed", "jour."), ("added", "semaine.")]);
    }

    #[test]
    fn both_texts_can_be_read_out_of_the_pieces() {
        for (before, after) in [("", ""), ("a b c", "c b a"), ("é\n\nè", "é è"), ("👩‍🍳 ici", "là 👩‍🍳")]
        {
            let all = pieces(before, after);
            let text = |but: &str| -> String {
                all.iter().filter(|piece| piece.kind != but).map(|piece| piece.text.as_str()).collect()
            };
            assert_eq!((text("added").as_str(), text("removed").as_str()), (before, after));
        }
    }
}
