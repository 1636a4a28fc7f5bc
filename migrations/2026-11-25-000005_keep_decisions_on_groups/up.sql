alter table clusterings add column community_size integer;
alter table clusterings add column changes text not null default '{}';
alter table clusterings add column meaning text not null default 'off';

alter table clusters add column key text not null default '';
alter table clusters add column stability double precision;
alter table clusters add column parts text not null default '[]';
alter table clusters add column named boolean not null default false;
alter table clusters add column locked boolean not null default false;

alter table cluster_members add column pinned boolean not null default false;
alter table cluster_members add column stability double precision;

create table idea_pairs (
    first_id bigint not null constraint idea_pairs_first references ideas (id) on delete cascade,
    second_id bigint not null constraint idea_pairs_second references ideas (id) on delete cascade,
    contest_id bigint not null constraint idea_pairs_contest references contests (id) on delete cascade,
    verdict text not null constraint idea_pairs_verdict check (verdict in ('near', 'same', 'different', 'apart')),
    score double precision not null,
    shared_terms text not null,
    decided_by bigint,
    decided_at timestamp,
    primary key (first_id, second_id)
);
create index idea_pairs_by_contest on idea_pairs (contest_id, verdict, score);
create index idea_pairs_by_second on idea_pairs (second_id);
