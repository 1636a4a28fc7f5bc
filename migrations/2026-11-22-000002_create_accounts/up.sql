create table accounts (
    id bigint not null primary key,
    email text constraint accounts_email unique,
    display_name text not null,
    trade text not null,
    site text not null,
    direction text not null,
    language text,
    created_at timestamp not null,
    last_seen_at timestamp
);

create table grants (
    id bigint not null primary key,
    account_id bigint not null constraint grants_account references accounts (id) on delete cascade,
    role text not null constraint grants_role check (role in ('administrator', 'animator')),
    granted_by bigint,
    granted_at timestamp not null,
    constraint grants_once unique (account_id, role)
);

create table sessions (
    id bigint not null primary key,
    token_hash text not null constraint sessions_token unique,
    account_id bigint not null constraint sessions_account references accounts (id) on delete cascade,
    kind text not null constraint sessions_kind check (kind in ('browser', 'api')),
    client text not null,
    created_at timestamp not null,
    last_seen_at timestamp not null,
    expires_at timestamp not null
);
create index sessions_by_account on sessions (account_id);

create table sign_ins (
    id bigint not null primary key,
    email text not null,
    code_hash text not null,
    created_at timestamp not null,
    expires_at timestamp not null,
    attempts integer not null,
    used_at timestamp
);
create index sign_ins_by_email on sign_ins (email, created_at);
