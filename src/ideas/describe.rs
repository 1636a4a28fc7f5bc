//! Ideas in the words of a notice.

use super::{rules, store};
use crate::ids::{Id, IdeaId};
use crate::notices::{Described, Describer, beginning};

/// Says what ideas are, to whom may see them.
pub fn describer() -> Describer {
    Describer {
        object_kind: "idea",
        describe: |conn, actor, ids| {
            let ids: Vec<IdeaId> = ids.iter().map(|id| IdeaId::from_i64(*id)).collect();
            let ideas = store::list_visible_by_ids(conn, actor, &ids)?.into_iter();
            let described = ideas.map(|idea| {
                let (url, excerpt) = (rules::url(idea.id, &idea.title), beginning(&idea.text()));
                let words = Described { title: idea.title, url, excerpt, group: None };
                (idea.id.as_i64(), words)
            });
            Ok(described.collect())
        },
    }
}
