//! A need form as lists show it.

use std::collections::BTreeMap;

use serde::Serialize;

use super::rules::NeedState;
use super::store::NeedForm;
use crate::clock::Time;
use crate::db::{Conn, Result};
use crate::ids::MiniLabId;
use crate::journal;
use crate::minilabs::{self, MiniLabKind, MiniLabLink};

/// A form in a list.
#[derive(Debug, Clone, Serialize)]
pub struct NeedFormCard {
    /// Its address.
    pub url: String,
    /// Its name.
    pub title: String,
    /// Where it stands.
    pub state: NeedState,
    /// The mini-lab it comes from.
    pub minilab: Option<MiniLabLink>,
    /// When it last moved.
    pub updated_at: Time,
}

/// Cards of forms, in their order.
pub fn cards(conn: &mut Conn, forms: Vec<NeedForm>) -> Result<Vec<NeedFormCard>> {
    let ids: Vec<MiniLabId> = forms.iter().filter_map(|form| form.minilab_id).collect();
    let labs: BTreeMap<MiniLabId, MiniLabLink> = minilabs::links_of(conn, &ids)?;
    let mut cards = Vec::with_capacity(forms.len());
    for form in forms {
        cards.push(NeedFormCard {
            url: super::url(&form),
            updated_at: moved_at(conn, &form)?,
            minilab: form.minilab_id.and_then(|id| labs.get(&id).cloned()),
            state: form.state,
            title: form.title,
        });
    }
    Ok(cards)
}

fn moved_at(conn: &mut Conn, form: &NeedForm) -> Result<Time> {
    let moves = journal::about(conn, form.id.into(), &crate::audience::Audience::ALL)?;
    Ok(moves.last().map_or(form.created_at, |entry| entry.at))
}

impl NeedFormCard {
    /// A card for samples.
    pub fn sample(title: &str, state: NeedState) -> Self {
        Self {
            url: "/accompagnements/0000000000001".into(),
            title: title.into(),
            state,
            minilab: Some(MiniLabLink::sample(title, MiniLabKind::Thematic)),
            updated_at: Time::default(),
        }
    }
}
