create table contests (
    id bigint not null primary key,
    slug text not null constraint contests_slug unique,
    title text not null,
    summary text not null,
    audience text not null constraint contests_audience check (audience in ('public', 'agents', 'team')),
    stage text not null constraint contests_stage check (
        stage in ('draft', 'collecting', 'voting', 'jury', 'awarded', 'closed')
    ),
    ideas_numbered bigint not null,
    created_by bigint,
    created_at timestamp not null
);

create table contest_phases (
    contest_id bigint not null constraint contest_phases_contest references contests (id) on delete cascade,
    phase text not null constraint contest_phases_phase check (
        phase in ('submission', 'vote', 'jury', 'announcement', 'analysis', 'minilabs', 'tour', 'arbitration')
    ),
    opens_on date,
    closes_on date,
    primary key (contest_id, phase)
);

create table ideas (
    id bigint not null primary key,
    contest_id bigint not null constraint ideas_contest references contests (id),
    number bigint not null,
    title text not null,
    body text not null,
    category text not null,
    trade text not null,
    site text not null,
    direction text not null,
    source_ref text not null,
    submitted_at timestamp not null,
    updated_at timestamp not null,
    destiny text not null constraint ideas_destiny check (
        destiny in ('in_contest', 'awarded', 'unawarded', 'in_minilab', 'in_community', 'answered')
    ),
    minilab_id bigint,
    constraint ideas_number unique (contest_id, number),
    constraint ideas_source unique (contest_id, source_ref)
);
create index ideas_by_destiny on ideas (contest_id, destiny);
create index ideas_by_minilab on ideas (minilab_id);

create table idea_authors (
    idea_id bigint not null constraint idea_authors_idea references ideas (id) on delete cascade,
    position integer not null,
    name text not null,
    account_id bigint constraint idea_authors_account references accounts (id) on delete set null,
    primary key (idea_id, position)
);
create index idea_authors_by_account on idea_authors (account_id);

create table destinies (
    id bigint not null primary key,
    idea_id bigint not null constraint destinies_idea references ideas (id) on delete cascade,
    destiny text not null,
    reason text not null,
    minilab_id bigint,
    decided_by bigint,
    decided_at timestamp not null,
    is_told boolean not null
);
create index destinies_by_idea on destinies (idea_id, id);

create table imports (
    id bigint not null primary key,
    contest_id bigint not null constraint imports_contest references contests (id) on delete cascade,
    file_key text not null,
    file_name text not null,
    mapping text not null,
    state text not null constraint imports_state check (state in ('uploaded', 'running', 'done', 'failed')),
    rows_total bigint not null,
    rows_done bigint not null,
    added bigint not null,
    known bigint not null,
    bad bigint not null,
    failure text,
    created_by bigint,
    created_at timestamp not null,
    finished_at timestamp
);
create index imports_by_contest on imports (contest_id, id);

create table import_faults (
    import_id bigint not null constraint import_faults_import references imports (id) on delete cascade,
    line bigint not null,
    field text not null,
    kind text not null,
    primary key (import_id, line, field)
);
