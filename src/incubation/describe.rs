//! Need forms in the words of a notice.

use super::store;
use crate::ids::{Id, NeedFormId};
use crate::notices::{Described, Describer, beginning};

/// Says what need forms are, to whom may see them.
pub fn describer() -> Describer {
    Describer {
        object_kind: "need_form",
        describe: |conn, actor, ids| {
            let ids: Vec<NeedFormId> = ids.iter().map(|id| NeedFormId::from_i64(*id)).collect();
            let forms = store::list_by_ids(conn, actor, &ids)?.into_iter();
            let described = forms.map(|form| {
                let (url, excerpt) = (super::url(&form), beginning(&form.need));
                (form.id.as_i64(), Described { title: form.title, url, excerpt, group: None })
            });
            Ok(described.collect())
        },
    }
}
