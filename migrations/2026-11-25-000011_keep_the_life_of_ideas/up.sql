alter table ideas add column state text not null default 'published' constraint ideas_state check (
    state in ('submitted', 'returned', 'published', 'withdrawn', 'hidden')
);
alter table ideas add column problem text not null default '';
alter table ideas add column beneficiaries text not null default '';
alter table ideas add column version integer not null default 1;
alter table ideas add column channel text not null default 'import' constraint ideas_channel check (
    channel in ('import', 'web', 'behalf', 'paper')
);
alter table ideas add column filed_by bigint;
alter table ideas add column published_at timestamp;
alter table ideas add column differs_from bigint;
alter table ideas add column differs_because text not null default '';
create index ideas_by_state on ideas (state, contest_id);

-- To whom the author's name is shown, and what others read in its place.
alter table idea_authors add column name_level text not null default 'public' constraint idea_authors_level check (
    name_level in ('public', 'community', 'team')
);
alter table idea_authors add column pseudonym text not null default '';

-- Numbers are taken under the contest's row from now on, not by looking for the last one.
update contests set ideas_numbered = coalesce(
    (select max(ideas.number) from ideas where ideas.contest_id = contests.id), 0
);

-- What somebody writes and has not sent. Until they sign in it belongs to their browser.
create table idea_drafts (
    id bigint not null primary key,
    key text not null constraint idea_drafts_key unique,
    contest_id bigint not null constraint idea_drafts_contest references contests (id) on delete cascade,
    account_id bigint constraint idea_drafts_account references accounts (id) on delete cascade,
    browser_hash text,
    content text not null,
    version integer not null,
    created_at timestamp not null,
    updated_at timestamp not null
);
create index idea_drafts_by_account on idea_drafts (account_id, updated_at);

create table idea_versions (
    idea_id bigint not null constraint idea_versions_idea references ideas (id) on delete cascade,
    version integer not null,
    title text not null,
    problem text not null,
    body text not null,
    beneficiaries text not null,
    category text not null,
    edited_by bigint,
    edited_at timestamp not null,
    primary key (idea_id, version)
);

-- Every change of an idea's state: by whom, why, and in which words to its author.
create table idea_reviews (
    id bigint not null primary key,
    idea_id bigint not null constraint idea_reviews_idea references ideas (id) on delete cascade,
    state text not null constraint idea_reviews_state check (
        state in ('submitted', 'returned', 'published', 'withdrawn', 'hidden')
    ),
    reason text not null,
    words text not null,
    reviewed_by bigint,
    reviewed_at timestamp not null,
    batch_id bigint
);
create index idea_reviews_by_idea on idea_reviews (idea_id, id);
create index idea_reviews_by_batch on idea_reviews (batch_id);

create table idea_supports (
    idea_id bigint not null constraint idea_supports_idea references ideas (id) on delete cascade,
    account_id bigint not null constraint idea_supports_account references accounts (id) on delete cascade,
    version integer not null,
    supported_at timestamp not null,
    primary key (idea_id, account_id)
);
create index idea_supports_by_account on idea_supports (account_id);

create table idea_follows (
    idea_id bigint not null constraint idea_follows_idea references ideas (id) on delete cascade,
    account_id bigint not null constraint idea_follows_account references accounts (id) on delete cascade,
    followed_at timestamp not null,
    primary key (idea_id, account_id)
);
create index idea_follows_by_account on idea_follows (account_id);
