//! Identities at providers, sign-ins on their way, identities that wait for a proof, and blocked accounts.

use diesel::prelude::*;

use crate::clock::Time;
use crate::db::schema::{account_blocks, accounts, identities, identity_claims, provider_sign_ins};
use crate::db::schema::{session_identities, sessions};
use crate::db::{Conn, Result, one_of};
use crate::ids::{AccountId, IdentityClaimId, IdentityId, ProviderSignInId, SessionId};

/// Somebody as a provider knows them.
#[derive(Debug, Clone, PartialEq, Eq, HasQuery, Insertable)]
#[diesel(table_name = identities, check_for_backend(diesel::pg::Pg, diesel::sqlite::Sqlite))]
pub struct IdentityRow {
    /// Its id.
    pub id: IdentityId,
    /// Whose.
    pub account_id: AccountId,
    /// The provider's name in the settings.
    pub provider: String,
    /// What the provider knows them by.
    pub subject: String,
    /// The address that the provider gave last.
    pub email: Option<String>,
    /// Since when it opens the account.
    pub created_at: Time,
    /// When it last did.
    pub last_used_at: Time,
}

/// A sign-in on its way through a provider.
#[derive(Debug, Clone, HasQuery, Insertable)]
#[diesel(table_name = provider_sign_ins, check_for_backend(diesel::pg::Pg, diesel::sqlite::Sqlite))]
pub struct ProviderSignInRow {
    /// Its id.
    pub id: ProviderSignInId,
    /// The hash of its state; the rest is the browser's.
    pub state_hash: String,
    /// Through which provider.
    pub provider: String,
    /// Where the person was.
    pub next: String,
    /// Whose account the identity is to open too.
    pub account_id: Option<AccountId>,
    /// When it began.
    pub created_at: Time,
    /// Until when it may come back.
    pub expires_at: Time,
    /// When it came back.
    pub used_at: Option<Time>,
}

/// An identity that waits for a proof whose it is.
#[derive(Debug, Clone, HasQuery, Insertable)]
#[diesel(table_name = identity_claims, check_for_backend(diesel::pg::Pg, diesel::sqlite::Sqlite))]
pub struct IdentityClaim {
    /// Its id.
    pub id: IdentityClaimId,
    /// The hash of what the browser shows.
    pub token_hash: String,
    /// The provider's name in the settings.
    pub provider: String,
    /// What the provider knows them by.
    pub subject: String,
    /// The address that is to be proven.
    pub email: String,
    /// The name they go by.
    pub name: String,
    /// The name of their organisation.
    pub organisation: String,
    /// Whose it seems to be: an account of this address with another identity of the provider.
    pub account_id: Option<AccountId>,
    /// When they came.
    pub created_at: Time,
    /// How long the proof may take.
    pub expires_at: Time,
    /// When an administrator was asked.
    pub asked_at: Option<Time>,
}

/// The identity that a provider means.
pub fn find_identity(conn: &mut Conn, provider: &str, subject: &str) -> Result<Option<IdentityRow>> {
    let named = identities::provider.eq(provider).and(identities::subject.eq(subject));
    IdentityRow::query().filter(named).first(conn).optional()
}

/// The identities of an account, the oldest first.
pub fn list_identities(conn: &mut Conn, account: AccountId) -> Result<Vec<IdentityRow>> {
    IdentityRow::query().filter(identities::account_id.eq(account)).order(identities::id).load(conn)
}

/// Adds an identity to an account.
pub fn insert_identity(conn: &mut Conn, identity: &IdentityRow) -> Result<()> {
    diesel::insert_into(identities::table).values(identity).execute(conn).map(drop)
}

/// Notes that an identity opened its account, and the address that came along.
pub fn touch_identity(conn: &mut Conn, id: IdentityId, email: Option<&str>, at: Time) -> Result<()> {
    diesel::update(identities::table.find(id))
        .set((identities::last_used_at.eq(at), identities::email.eq(email)))
        .execute(conn)
        .map(drop)
}

/// Takes an identity away from an account, and ends the sessions it opened but this one; says whether it was theirs.
pub fn delete_identity(
    conn: &mut Conn,
    account: AccountId,
    id: IdentityId,
    but: Option<SessionId>,
) -> Result<bool> {
    let opened: Vec<SessionId> = session_identities::table
        .filter(session_identities::identity_id.eq(id))
        .select(session_identities::session_id)
        .load(conn)?;
    let theirs = identities::table.filter(identities::id.eq(id).and(identities::account_id.eq(account)));
    if diesel::delete(theirs).execute(conn)? == 0 {
        return Ok(false);
    }
    let ended: Vec<SessionId> = opened.into_iter().filter(|session| Some(*session) != but).collect();
    diesel::delete(sessions::table.filter(one_of(sessions::id, ended))).execute(conn)?;
    Ok(true)
}

/// Notes which identity opened a session, and what ends it at the provider.
pub fn insert_session_identity(
    conn: &mut Conn,
    session: SessionId,
    identity: IdentityId,
    id_token: &str,
) -> Result<()> {
    diesel::insert_into(session_identities::table)
        .values((
            session_identities::session_id.eq(session),
            session_identities::identity_id.eq(identity),
            session_identities::id_token.eq(id_token),
        ))
        .execute(conn)
        .map(drop)
}

/// The provider that opened a session, and what ends it there.
pub fn find_session_identity(conn: &mut Conn, session: SessionId) -> Result<Option<(String, String)>> {
    session_identities::table
        .inner_join(identities::table.on(identities::id.eq(session_identities::identity_id)))
        .filter(session_identities::session_id.eq(session))
        .select((identities::provider, session_identities::id_token))
        .first(conn)
        .optional()
}

/// Writes down that a sign-in began.
pub fn insert_provider_sign_in(conn: &mut Conn, row: &ProviderSignInRow) -> Result<()> {
    diesel::insert_into(provider_sign_ins::table).values(row).execute(conn).map(drop)
}

/// Uses up a sign-in that came back in time; nothing when there is none such, or it came back before.
pub fn use_provider_sign_in(
    conn: &mut Conn,
    state_hash: &str,
    provider: &str,
    now: Time,
) -> Result<Option<ProviderSignInRow>> {
    let unused = provider_sign_ins::table.filter(
        provider_sign_ins::state_hash
            .eq(state_hash)
            .and(provider_sign_ins::provider.eq(provider))
            .and(provider_sign_ins::expires_at.gt(now))
            .and(provider_sign_ins::used_at.is_null()),
    );
    if diesel::update(unused).set(provider_sign_ins::used_at.eq(now)).execute(conn)? == 0 {
        return Ok(None);
    }
    ProviderSignInRow::query().filter(provider_sign_ins::state_hash.eq(state_hash)).first(conn).optional()
}

/// Notes an identity that waits for a proof, in place of what waited for the same one.
pub fn insert_claim(conn: &mut Conn, claim: &IdentityClaim) -> Result<()> {
    delete_claim_of(conn, &claim.provider, &claim.subject)?;
    diesel::insert_into(identity_claims::table).values(claim).execute(conn).map(drop)
}

/// What a browser waits to prove.
pub fn find_claim(conn: &mut Conn, token_hash: &str, now: Time) -> Result<Option<IdentityClaim>> {
    let good = identity_claims::token_hash.eq(token_hash).and(identity_claims::expires_at.gt(now));
    IdentityClaim::query().filter(good).first(conn).optional()
}

/// Those that administrators are asked to decide on, while there is time.
#[diesel::dsl::auto_type]
fn is_asked(now: Time) -> _ {
    identity_claims::asked_at.is_not_null().and(identity_claims::expires_at.gt(now))
}

/// What an administrator is asked to decide on.
pub fn find_asked_claim(conn: &mut Conn, id: IdentityClaimId, now: Time) -> Result<Option<IdentityClaim>> {
    IdentityClaim::query().filter(identity_claims::id.eq(id).and(is_asked(now))).first(conn).optional()
}

/// All that administrators are asked to decide on, the oldest first.
pub fn list_asked_claims(conn: &mut Conn, now: Time) -> Result<Vec<IdentityClaim>> {
    IdentityClaim::query().filter(is_asked(now)).order(identity_claims::id).load(conn)
}

/// How many that is.
pub fn count_asked_claims(conn: &mut Conn, now: Time) -> Result<i64> {
    identity_claims::table.filter(is_asked(now)).count().get_result(conn)
}

/// Asks the administrators; says whether it was still open and not asked before.
pub fn ask_claim(conn: &mut Conn, id: IdentityClaimId, now: Time, until: Time) -> Result<bool> {
    let open = identity_claims::table
        .filter(identity_claims::id.eq(id))
        .filter(identity_claims::account_id.is_not_null().and(identity_claims::asked_at.is_null()));
    let asked = (identity_claims::asked_at.eq(now), identity_claims::expires_at.eq(until));
    Ok(diesel::update(open).set(asked).execute(conn)? == 1)
}

/// Forgets what waited for an identity.
pub fn delete_claim_of(conn: &mut Conn, provider: &str, subject: &str) -> Result<()> {
    let named = identity_claims::provider.eq(provider).and(identity_claims::subject.eq(subject));
    diesel::delete(identity_claims::table.filter(named)).execute(conn).map(drop)
}

/// Forgets what waited for the identities that brought an address.
pub fn delete_claims_of_address(conn: &mut Conn, email: &str) -> Result<()> {
    diesel::delete(identity_claims::table.filter(identity_claims::email.eq(email))).execute(conn).map(drop)
}

/// Whether an account is blocked.
pub fn is_blocked(conn: &mut Conn, account: AccountId) -> Result<bool> {
    let rows: i64 =
        account_blocks::table.filter(account_blocks::account_id.eq(account)).count().get_result(conn)?;
    Ok(rows > 0)
}

/// Blocks an account; says whether it was not blocked before.
pub fn insert_block(conn: &mut Conn, account: AccountId, by: Option<AccountId>, at: Time) -> Result<bool> {
    if is_blocked(conn, account)? {
        return Ok(false);
    }
    diesel::insert_into(account_blocks::table)
        .values((
            account_blocks::account_id.eq(account),
            account_blocks::blocked_by.eq(by),
            account_blocks::blocked_at.eq(at),
        ))
        .execute(conn)?;
    Ok(true)
}

/// Opens a blocked account again; says whether it was blocked.
pub fn delete_block(conn: &mut Conn, account: AccountId) -> Result<bool> {
    let theirs = account_blocks::table.filter(account_blocks::account_id.eq(account));
    Ok(diesel::delete(theirs).execute(conn)? == 1)
}

/// The accounts that an address means: by itself, or by an identity's.
pub fn list_accounts_of_address(conn: &mut Conn, email: &str) -> Result<Vec<AccountId>> {
    let by_identity = identities::table.filter(identities::email.eq(email)).select(identities::account_id);
    accounts::table
        .filter(accounts::email.eq(email).or(accounts::id.eq_any(by_identity)))
        .order(accounts::id)
        .select(accounts::id)
        .load(conn)
}

/// Forgets sign-ins begun before then, and proofs that were due by then.
pub fn delete_stale(conn: &mut Conn, before: Time) -> Result<usize> {
    let begun = provider_sign_ins::table.filter(provider_sign_ins::created_at.lt(before));
    let due = identity_claims::table.filter(identity_claims::expires_at.lt(before));
    Ok(diesel::delete(begun).execute(conn)? + diesel::delete(due).execute(conn)?)
}
