-- What a person was told. A row holds ids alone: its words are asked of the object's room when they are shown.
create table notices (
    id bigint not null primary key,
    account_id bigint not null constraint notices_account references accounts (id) on delete cascade,
    kind text not null,
    object_kind text not null,
    object_id bigint not null,
    by_id bigint,
    channel text not null constraint notices_channel check (channel in ('at_once', 'digest', 'inbox')),
    -- A mail in its room's own words that is held until it may leave.
    mail_id bigint,
    created_at timestamp not null,
    read_at timestamp,
    -- When its mail was written, or was found not to be due.
    settled_at timestamp
);
create index notices_of_account on notices (account_id, id);
create index notices_unread on notices (account_id) where read_at is null;
create index notices_to_digest on notices (account_id, created_at)
    where channel = 'digest' and read_at is null and settled_at is null;
create index notices_by on notices (by_id, created_at);

-- What a person chose; without a row the defaults hold.
create table notice_settings (
    account_id bigint not null primary key
        constraint notice_settings_account references accounts (id) on delete cascade,
    digest text not null constraint notice_settings_digest check (digest in ('daily', 'weekly', 'never')),
    digest_day integer not null constraint notice_settings_day check (digest_day between 1 and 7),
    quiet_from integer constraint notice_settings_from check (quiet_from between 0 and 23),
    quiet_until integer constraint notice_settings_until check (quiet_until between 0 and 23),
    -- The period whose digest was last looked at.
    digested_at timestamp
);

create table notice_channels (
    account_id bigint not null constraint notice_channels_account references accounts (id) on delete cascade,
    kind text not null,
    channel text not null constraint notice_channels_channel check (channel in ('at_once', 'digest', 'inbox')),
    primary key (account_id, kind)
);

create table notice_feeds (
    account_id bigint not null primary key
        constraint notice_feeds_account references accounts (id) on delete cascade,
    token_hash text not null constraint notice_feeds_token unique,
    created_at timestamp not null
);

-- What became of a mail.
alter table mails add column job_id bigint;
alter table mails add column unsubscribe_url text;
alter table mails add column tries integer not null default 0;
alter table mails add column tried_at timestamp;
alter table mails add column given_up_at timestamp;
create index mails_to on mails (recipient, id);

create index ideas_by_change on ideas (updated_at);
