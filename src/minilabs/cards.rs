//! A mini-lab as lists show it.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::rules::MiniLabKind;
use super::store::{self, MiniLab};
use crate::clustering;
use crate::db::{Conn, Result};
use crate::ids::{AccountId, MiniLabId};

/// Terms that a card shows.
const TERMS: usize = 5;

/// A mini-lab in a list.
#[derive(Debug, Clone, Serialize)]
pub struct MiniLabCard {
    /// Its address.
    pub url: String,
    /// What brings its people together.
    pub kind: MiniLabKind,
    /// Its name.
    pub title: String,
    /// What it is for.
    pub purpose: String,
    /// How many ideas are at work there.
    pub ideas: usize,
    /// How many people are.
    pub members: i64,
    /// Whether the viewer is one of them.
    pub joined: bool,
    /// The words that its ideas share.
    pub terms: Vec<String>,
}

/// A mini-lab as others point to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MiniLabLink {
    /// Its name.
    pub title: String,
    /// Its address.
    pub url: String,
    /// What brings its people together.
    pub kind: MiniLabKind,
}

/// Points to a mini-lab.
pub fn link(lab: &MiniLab) -> MiniLabLink {
    MiniLabLink { title: lab.title.clone(), url: super::url(lab), kind: lab.kind }
}

/// Points to mini-labs. The caller has checked who may see them.
pub fn links_of(conn: &mut Conn, ids: &[MiniLabId]) -> Result<BTreeMap<MiniLabId, MiniLabLink>> {
    Ok(store::list_by_ids(conn, ids)?.into_iter().map(|(id, lab)| (id, link(&lab))).collect())
}

/// Cards of mini-labs, in their order, as somebody sees them.
pub fn cards(conn: &mut Conn, labs: Vec<MiniLab>, viewer: Option<AccountId>) -> Result<Vec<MiniLabCard>> {
    let ids: Vec<MiniLabId> = labs.iter().map(|lab| lab.id).collect();
    let ideas = store::ideas_of(conn, &ids)?;
    let members = store::counts_of_members(conn, &ids)?;
    let mut terms = clustering::terms_of(conn, &ids)?;
    let mine: BTreeSet<MiniLabId> = match viewer {
        Some(account) => store::list_of_account(conn, account)?.into_iter().map(|lab| lab.id).collect(),
        None => BTreeSet::new(),
    };
    let card = |lab: MiniLab| MiniLabCard {
        url: super::url(&lab),
        kind: lab.kind,
        ideas: ideas.get(&lab.id).map_or(0, BTreeSet::len),
        members: members.get(&lab.id).copied().unwrap_or(0),
        joined: mine.contains(&lab.id),
        terms: terms.remove(&lab.id).unwrap_or_default().into_iter().take(TERMS).collect(),
        title: lab.title,
        purpose: lab.purpose,
    };
    Ok(labs.into_iter().map(card).collect())
}

/// The card of one mini-lab.
pub fn card(conn: &mut Conn, lab: MiniLab, viewer: Option<AccountId>) -> Result<Option<MiniLabCard>> {
    Ok(cards(conn, vec![lab], viewer)?.pop())
}

impl MiniLabCard {
    /// A card for samples.
    pub fn sample(title: &str, kind: MiniLabKind) -> Self {
        Self {
            url: format!("{}/vaisselle-et-bruit", kind.folder()),
            kind,
            title: title.into(),
            purpose: "Manger dans le calme, et laver sans s'abîmer le dos.".into(),
            ideas: 24,
            members: 12,
            joined: kind == MiniLabKind::Trade,
            terms: vec!["vaisselle".into(), "bruit".into(), "<b>self</b>".into()],
        }
    }
}

impl MiniLabLink {
    /// A link for samples.
    pub fn sample(title: &str, kind: MiniLabKind) -> Self {
        Self { title: title.into(), url: format!("{}/vaisselle-et-bruit", kind.folder()), kind }
    }
}
