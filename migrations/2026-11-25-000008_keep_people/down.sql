create table grants (
    id bigint not null primary key,
    account_id bigint not null constraint grants_account references accounts (id) on delete cascade,
    role text not null constraint grants_role check (role in ('administrator', 'animator')),
    granted_by bigint,
    granted_at timestamp not null,
    constraint grants_once unique (account_id, role)
);
insert into grants (id, account_id, role, granted_by, granted_at)
select min(id), account_id, role, min(granted_by), min(granted_at) from role_grants
where scope = 'platform' and ended_at is null and role in ('administrator', 'animator') group by account_id, role;
drop table role_grants;
alter table sessions drop column idle_minutes;
drop table tries;
drop table site_cards;
drop table unit_names;
drop table units;
alter table accounts drop column direction_id;
alter table accounts drop column site_id;
alter table accounts drop column name_level;
