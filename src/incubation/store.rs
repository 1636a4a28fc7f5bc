//! Need forms in the database. What somebody may see is part of the query: the forms of mini-labs open to them, their
//! own, and all of them for the team.

use diesel::dsl::count_star;
use diesel::prelude::*;

use super::rules::NeedState;
use crate::accounts::Actor;
use crate::clock::Time;
use crate::db::schema::{minilabs, need_forms};
use crate::db::{Conn, OnUnique, Result, one_of};
use crate::error::{AppError, AppResult};
use crate::ids::{AccountId, ContestId, MiniLabId, NeedFormId};

/// A need form: what every support of the laboratory begins with.
#[derive(Debug, Clone, PartialEq, Eq, HasQuery, Insertable)]
#[diesel(table_name = need_forms, check_for_backend(diesel::pg::Pg, diesel::sqlite::Sqlite))]
pub struct NeedForm {
    /// Its id.
    pub id: NeedFormId,
    /// The mini-lab or community it comes from, if it comes from one.
    pub minilab_id: Option<MiniLabId>,
    /// The contest whose ideas it goes back to.
    pub contest_id: Option<ContestId>,
    /// Its name.
    pub title: String,
    /// What is wrong or missing.
    pub need: String,
    /// Who is better off.
    pub beneficiaries: String,
    /// What is hoped for.
    pub expected: String,
    /// Whether the result is not defined in advance.
    pub is_result_open: bool,
    /// The share of work done together, in percent.
    pub collaborative_share: i32,
    /// Where it stands.
    pub state: NeedState,
    /// Who sent it in.
    pub created_by: Option<AccountId>,
    /// When.
    pub created_at: Time,
}

/// Those that an actor may see.
#[diesel::dsl::auto_type(no_type_alias)]
fn visible_to(actor: &Actor) -> _ {
    let audiences: Vec<&'static str> = actor.audiences();
    let open = minilabs::table.filter(one_of(minilabs::audience, audiences)).select(minilabs::id.nullable());
    let own: Option<AccountId> = actor.account();
    let team: Vec<&'static str> = states_of_others(actor);
    need_forms::table.filter(
        need_forms::minilab_id
            .eq_any(open)
            .or(need_forms::created_by.eq(own))
            .or(one_of(need_forms::state, team)),
    )
}

/// The team sees every form, in whatever state and whoever's it is.
fn states_of_others(actor: &Actor) -> Vec<&'static str> {
    if actor.is_team() { NeedState::ALL.map(NeedState::as_str).to_vec() } else { Vec::new() }
}

/// The form, if the actor may see it.
pub fn find(conn: &mut Conn, actor: &Actor, id: NeedFormId) -> Result<Option<NeedForm>> {
    visible_to(actor).filter(need_forms::id.eq(id)).select(NeedForm::as_select()).first(conn).optional()
}

/// These of the forms that an actor may see.
pub(super) fn list_by_ids(conn: &mut Conn, actor: &Actor, ids: &[NeedFormId]) -> Result<Vec<NeedForm>> {
    visible_to(actor).filter(one_of(need_forms::id, ids)).select(NeedForm::as_select()).load(conn)
}

/// The form of a mini-lab, if there is one and the actor may see it.
pub fn find_of_minilab(conn: &mut Conn, actor: &Actor, minilab: MiniLabId) -> Result<Option<NeedForm>> {
    visible_to(actor)
        .filter(need_forms::minilab_id.eq(minilab))
        .select(NeedForm::as_select())
        .first(conn)
        .optional()
}

/// The form of a mini-lab, whoever asks.
pub(super) fn find_any_of_minilab(conn: &mut Conn, minilab: MiniLabId) -> Result<Option<NeedForm>> {
    NeedForm::query().filter(need_forms::minilab_id.eq(minilab)).first(conn).optional()
}

/// Those that an actor may see, the last sent in first; of one state, or all.
pub fn list(conn: &mut Conn, actor: &Actor, state: Option<NeedState>) -> Result<Vec<NeedForm>> {
    let mut query = visible_to(actor).select(NeedForm::as_select()).into_boxed();
    if let Some(state) = state {
        query = query.filter(need_forms::state.eq(state));
    }
    query.order(need_forms::id.desc()).load(conn)
}

/// How many forms there are, in each state that has any.
pub fn count_by_state(conn: &mut Conn) -> Result<Vec<(NeedState, i64)>> {
    need_forms::table.group_by(need_forms::state).select((need_forms::state, count_star())).load(conn)
}

/// How many forms there are.
pub fn count(conn: &mut Conn) -> Result<i64> {
    need_forms::table.count().get_result(conn)
}

/// Sends a form in. A mini-lab has one.
pub(super) fn insert(conn: &mut Conn, form: &NeedForm) -> AppResult<()> {
    let inserted = diesel::insert_into(need_forms::table).values(form).execute(conn);
    inserted.on_unique(|| AppError::Refused("minilab-promoted")).map(drop)
}

/// Moves a form on; says whether it still stood where the move began.
pub(super) fn set_state(conn: &mut Conn, id: NeedFormId, from: NeedState, to: NeedState) -> Result<bool> {
    let standing = need_forms::table.filter(need_forms::id.eq(id).and(need_forms::state.eq(from)));
    Ok(diesel::update(standing).set(need_forms::state.eq(to)).execute(conn)? == 1)
}
