create table minilabs (
    id bigint not null primary key,
    slug text not null constraint minilabs_slug unique,
    kind text not null constraint minilabs_kind check (kind in ('thematic', 'trade')),
    title text not null,
    purpose text not null,
    audience text not null constraint minilabs_audience check (audience in ('public', 'agents', 'team')),
    contest_id bigint not null constraint minilabs_contest references contests (id),
    created_by bigint,
    created_at timestamp not null
);

create table memberships (
    id bigint not null primary key,
    minilab_id bigint not null constraint memberships_minilab references minilabs (id) on delete cascade,
    account_id bigint not null constraint memberships_account references accounts (id) on delete cascade,
    role text not null constraint memberships_role check (role in ('bearer', 'member')),
    joined_at timestamp not null,
    constraint memberships_once unique (minilab_id, account_id)
);
create index memberships_by_account on memberships (account_id);

create table invitations (
    id bigint not null primary key,
    minilab_id bigint not null constraint invitations_minilab references minilabs (id) on delete cascade,
    idea_id bigint not null constraint invitations_idea references ideas (id) on delete cascade,
    account_id bigint not null constraint invitations_account references accounts (id) on delete cascade,
    state text not null constraint invitations_state check (state in ('sent', 'accepted', 'rather', 'declined')),
    answer text not null,
    created_at timestamp not null,
    answered_at timestamp,
    constraint invitations_once unique (minilab_id, idea_id, account_id)
);
create index invitations_by_account on invitations (account_id, state);

create table clusterings (
    id bigint not null primary key,
    contest_id bigint not null constraint clusterings_contest references contests (id) on delete cascade,
    clusters_wanted integer,
    seed bigint not null,
    state text not null constraint clusterings_state check (state in ('running', 'proposed', 'failed')),
    ideas bigint not null,
    failure text,
    created_by bigint,
    created_at timestamp not null,
    finished_at timestamp
);
create index clusterings_by_contest on clusterings (contest_id, id);

create table clusters (
    id bigint not null primary key,
    clustering_id bigint not null constraint clusters_clustering references clusterings (id) on delete cascade,
    axis text not null constraint clusters_axis check (axis in ('theme', 'trade')),
    position integer not null,
    label text not null,
    terms text not null,
    cohesion double precision not null,
    representative_id bigint,
    state text not null constraint clusters_state check (state in ('proposed', 'accepted', 'dismissed')),
    minilab_id bigint constraint clusters_minilab references minilabs (id)
);
create index clusters_by_clustering on clusters (clustering_id, axis, position);

create table cluster_members (
    cluster_id bigint not null constraint cluster_members_cluster references clusters (id) on delete cascade,
    idea_id bigint not null constraint cluster_members_idea references ideas (id) on delete cascade,
    score double precision not null,
    shared_terms text not null,
    neighbours text not null,
    second_cluster_id bigint,
    second_margin double precision,
    primary key (cluster_id, idea_id)
);
create index cluster_members_by_idea on cluster_members (idea_id);

create table cluster_orphans (
    clustering_id bigint not null constraint cluster_orphans_clustering references clusterings (id) on delete cascade,
    idea_id bigint not null constraint cluster_orphans_idea references ideas (id) on delete cascade,
    nearest_cluster_id bigint,
    score double precision not null,
    primary key (clustering_id, idea_id)
);

create table need_forms (
    id bigint not null primary key,
    minilab_id bigint constraint need_forms_minilab references minilabs (id),
    contest_id bigint constraint need_forms_contest references contests (id),
    title text not null,
    need text not null,
    beneficiaries text not null,
    expected text not null,
    is_result_open boolean not null,
    collaborative_share integer not null,
    state text not null constraint need_forms_state check (
        state in ('submitted', 'studied', 'prequalified', 'accepted', 'declined')
    ),
    created_by bigint,
    created_at timestamp not null,
    constraint need_forms_one_per_minilab unique (minilab_id)
);
