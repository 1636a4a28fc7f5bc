alter table accounts add column name_level text not null default 'public' constraint accounts_name_level check (name_level in ('public', 'community', 'team'));
alter table accounts add column site_id bigint;
alter table accounts add column direction_id bigint;

-- The organisation as a tree: directions and services, sites of several kinds. A unit is never removed: one that was
-- merged says into which, and a name that was changed is kept with the day it ended.
create table units (
    id bigint not null primary key,
    kind text not null constraint units_kind check (
        kind in ('direction', 'service', 'lycee', 'siege', 'maison', 'site')
    ),
    name text not null,
    name_key text not null,
    reference text constraint units_reference unique,
    departement text not null,
    parent_id bigint constraint units_parent references units (id),
    site_code text constraint units_site_code unique,
    merged_into bigint constraint units_merged_into references units (id),
    created_at timestamp not null,
    ended_at timestamp
);
create index units_by_name on units (name_key);
create index units_by_parent on units (parent_id);

create table unit_names (
    unit_id bigint not null constraint unit_names_unit references units (id) on delete cascade,
    until timestamp not null,
    name text not null,
    name_key text not null,
    primary key (unit_id, until)
);
create index unit_names_by_name on unit_names (name_key);

-- A card for who has no work address. What stands on it is kept as a slow hash only.
create table site_cards (
    id bigint not null primary key,
    number text not null constraint site_cards_number unique,
    site_id bigint not null constraint site_cards_site references units (id),
    account_id bigint constraint site_cards_account references accounts (id) on delete cascade,
    pin_hash text not null,
    state text not null constraint site_cards_state check (state in ('issued', 'active', 'void')),
    wrong_pins integer not null,
    batch text not null,
    issued_by bigint,
    issued_at timestamp not null,
    activated_at timestamp
);
create index site_cards_by_site on site_cards (site_id, id);
create index site_cards_by_account on site_cards (account_id);
create index site_cards_by_batch on site_cards (batch);

-- Tries in a window of time, whatever they are tries of; a key holds no name and no address.
create table tries (
    key text not null primary key,
    began_at timestamp not null,
    count integer not null
);

-- A session opened by card on a device that many use ends soon.
alter table sessions add column idle_minutes integer;

-- A role holds over something and for a time; it is ended, never removed, so that who held it when stays known.
create table role_grants (
    id bigint not null primary key,
    account_id bigint not null constraint role_grants_account references accounts (id) on delete cascade,
    role text not null constraint role_grants_role check (
        role in ('administrator', 'animator', 'moderator', 'ambassador')
    ),
    scope text not null,
    starts_on date not null,
    ends_on date,
    deputy_id bigint constraint role_grants_deputy references accounts (id) on delete set null,
    deputy_from date,
    deputy_until date,
    reason text not null,
    granted_by bigint,
    granted_at timestamp not null,
    ended_at timestamp,
    end_reason text not null
);
create index role_grants_by_account on role_grants (account_id);
create index role_grants_by_deputy on role_grants (deputy_id);

insert into role_grants (id, account_id, role, scope, starts_on, reason, granted_by, granted_at, end_reason)
select id, account_id, role, 'platform', '2020-01-01', '', granted_by, granted_at, '' from grants;
drop table grants;
