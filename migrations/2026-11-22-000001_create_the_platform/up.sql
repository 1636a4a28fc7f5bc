create table settings (
    key text not null primary key,
    value text not null
);

-- One row holds the last sequence number. Whoever appends takes the row first and keeps it until the commit, so that
-- on either database numbers become visible in their order and without a gap.
create table journal_head (
    one integer not null primary key constraint journal_head_one_row check (one = 1),
    seq bigint not null
);
insert into journal_head (one, seq) values (1, 0);

create table journal (
    seq bigint not null primary key,
    at timestamp not null,
    actor_id bigint,
    kind text not null,
    object_kind text not null,
    object_id bigint not null,
    visibility text not null constraint journal_visibility check (visibility in ('public', 'agents', 'team')),
    data text not null
);
create index journal_object on journal (object_kind, object_id, seq);

create table jobs (
    id bigint not null primary key,
    kind text not null,
    payload text not null,
    priority integer not null,
    collapse_key text,
    state text not null constraint jobs_state check (state in ('queued', 'running', 'done', 'dead')),
    attempts integer not null,
    run_at timestamp not null,
    locked_by text,
    locked_until timestamp,
    units_done bigint not null,
    units_total bigint not null,
    last_error text,
    created_at timestamp not null,
    finished_at timestamp
);
create index jobs_next on jobs (state, run_at, priority);
create unique index jobs_collapse on jobs (collapse_key) where state = 'queued';

create table schedules (
    name text not null primary key,
    last_run_at timestamp not null
);

create table mails (
    id bigint not null primary key,
    kind text not null,
    recipient text not null,
    subject text not null,
    text_body text not null,
    html_body text not null,
    created_at timestamp not null,
    sent_at timestamp,
    last_error text
);
create index mails_by_time on mails (created_at);
