create table identities (
    id bigint not null primary key,
    account_id bigint not null constraint identities_account references accounts (id) on delete cascade,
    provider text not null,
    subject text not null,
    email text,
    created_at timestamp not null,
    last_used_at timestamp not null,
    constraint identities_once unique (provider, subject)
);
create index identities_by_account on identities (account_id);

create table session_identities (
    session_id bigint not null primary key constraint session_identities_session references sessions (id) on delete cascade,
    identity_id bigint not null constraint session_identities_identity references identities (id) on delete cascade,
    id_token text not null
);
create index session_identities_by_identity on session_identities (identity_id);

create table provider_sign_ins (
    id bigint not null primary key,
    state_hash text not null constraint provider_sign_ins_state unique,
    provider text not null,
    next text not null,
    account_id bigint constraint provider_sign_ins_account references accounts (id) on delete cascade,
    created_at timestamp not null,
    expires_at timestamp not null,
    used_at timestamp
);
create index provider_sign_ins_by_account on provider_sign_ins (account_id);

create table identity_claims (
    id bigint not null primary key,
    token_hash text not null,
    provider text not null,
    subject text not null,
    email text not null,
    name text not null,
    organisation text not null,
    account_id bigint constraint identity_claims_account references accounts (id) on delete cascade,
    created_at timestamp not null,
    expires_at timestamp not null,
    asked_at timestamp,
    constraint identity_claims_once unique (provider, subject)
);
create index identity_claims_by_token on identity_claims (token_hash);
create index identity_claims_by_account on identity_claims (account_id);

create table account_blocks (
    account_id bigint not null primary key constraint account_blocks_account references accounts (id) on delete cascade,
    blocked_by bigint,
    blocked_at timestamp not null
);
