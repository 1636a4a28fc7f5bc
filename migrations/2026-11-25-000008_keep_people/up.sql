alter table accounts add column name_level text not null default 'public' constraint accounts_name_level check (name_level in ('public', 'community', 'team'));
