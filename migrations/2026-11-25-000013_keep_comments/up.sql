-- Somebody writes and would like help. A draft is known by its key, which is also the reference of the idea it becomes.
create table help_requests (
    id bigint not null primary key,
    key text not null constraint help_requests_key unique,
    account_id bigint not null constraint help_requests_account references accounts (id) on delete cascade,
    idea_id bigint constraint help_requests_idea references ideas (id) on delete cascade,
    draft_key text,
    words text not null,
    contact text not null,
    state text not null constraint help_requests_state check (state in ('open', 'taken', 'closed')),
    helper_id bigint,
    created_at timestamp not null,
    taken_at timestamp,
    closed_at timestamp
);
create index help_requests_by_account on help_requests (account_id);
create index help_requests_by_state on help_requests (state, id);

-- Comments under an idea, in threads of two levels, and the messages of a request for help. A thread goes by the id of
-- its first comment.
create table comments (
    id bigint not null primary key,
    idea_id bigint constraint comments_idea references ideas (id) on delete cascade,
    help_id bigint constraint comments_help references help_requests (id) on delete cascade,
    thread_id bigint not null,
    account_id bigint constraint comments_account references accounts (id) on delete set null,
    audience text not null constraint comments_audience check (audience in ('everyone', 'authors', 'helpers')),
    key text not null constraint comments_key unique,
    body text not null,
    -- Under which name its writer spoke.
    name_level text not null constraint comments_level check (name_level in ('public', 'community', 'team')),
    pseudonym text not null,
    as_author boolean not null,
    created_at timestamp not null,
    -- Of a thread's first comment: when somebody last spoke in it.
    active_at timestamp not null,
    edited_at timestamp,
    withdrawn_at timestamp,
    hidden_at timestamp,
    hidden_reason text not null,
    hidden_words text not null,
    told_at timestamp
);
create index comments_by_idea on comments (idea_id, active_at);
create index comments_by_help on comments (help_id, id);
create index comments_by_thread on comments (thread_id, id);
create index comments_by_account on comments (account_id, created_at);

create table comment_thanks (
    comment_id bigint not null constraint comment_thanks_comment references comments (id) on delete cascade,
    account_id bigint not null constraint comment_thanks_account references accounts (id) on delete cascade,
    thanked_at timestamp not null,
    primary key (comment_id, account_id)
);
create index comment_thanks_by_account on comment_thanks (account_id);

create table reports (
    id bigint not null primary key,
    object_kind text not null constraint reports_object check (object_kind in ('idea', 'comment')),
    object_id bigint not null,
    reporter_id bigint constraint reports_reporter references accounts (id) on delete set null,
    reason text not null,
    words text not null,
    state text not null constraint reports_state check (state in ('open', 'dismissed', 'upheld')),
    assigned_to bigint,
    -- Whether the team was told of it: at most once a day.
    told_team boolean not null,
    created_at timestamp not null,
    decided_at timestamp,
    batch_id bigint
);
create unique index reports_once on reports (object_kind, object_id, reporter_id) where state = 'open';
create index reports_by_state on reports (state, id);
create index reports_by_batch on reports (batch_id);

-- The log of moderation: what was decided, never about whom.
create table moderation_decisions (
    id bigint not null primary key,
    object_kind text not null,
    object_id bigint not null,
    decision text not null constraint moderation_decisions_decision check (
        decision in ('hidden', 'shown', 'dismissed', 'handed_over')
    ),
    reason text not null,
    decided_by bigint,
    decided_at timestamp not null,
    batch_id bigint not null
);
create index moderation_decisions_by_batch on moderation_decisions (batch_id);
