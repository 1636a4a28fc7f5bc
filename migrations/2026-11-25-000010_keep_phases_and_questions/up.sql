-- Neither the stages nor the phases that a column knows can be widened in place on SQLite: the column is made again, and
-- so is the table whose phases are part of its key.
alter table contests add column wider_stage text not null default 'draft' constraint contests_wider_stage check (
    wider_stage in (
        'draft', 'collecting', 'preselection', 'voting', 'jury', 'awarded', 'analysis', 'minilabs', 'tour', 'arbitration',
        'closed'
    )
);
update contests set wider_stage = stage;
alter table contests drop column stage;
alter table contests rename column wider_stage to stage;

alter table contests add column is_over boolean not null default false;
alter table contests add column follows_calendar boolean not null default false;
alter table contests add column decided_at timestamp not null default '1970-01-01 00:00:00';
update contests set decided_at = created_at;
alter table contests add column reminded_on date;
alter table contests add column about text not null default '';
alter table contests add column rules text not null default '';
alter table contests add column charter text not null default '';
alter table contests add column charter_version integer not null default 0;
alter table contests add column categories text not null default '[]';
alter table contests add column moderation text not null default 'before' constraint contests_moderation check (
    moderation in ('before', 'after')
);
alter table contests add column previous_id bigint constraint contests_previous references contests (id) on delete set null;

create table wider_phases (
    contest_id bigint not null constraint contest_phases_contest references contests (id) on delete cascade,
    phase text not null constraint contest_phases_phase check (
        phase in (
            'submission', 'preselection', 'vote', 'jury', 'announcement', 'analysis', 'minilabs', 'tour', 'arbitration',
            'closed'
        )
    ),
    opens_on date,
    closes_on date,
    primary key (contest_id, phase)
);
insert into wider_phases (contest_id, phase, opens_on, closes_on)
    select contest_id, phase, opens_on, closes_on from contest_phases;
drop table contest_phases;
alter table wider_phases rename to contest_phases;
alter table contest_phases add column opens_at time;
alter table contest_phases add column closes_at time;

create table contest_moves (
    id bigint not null primary key,
    contest_id bigint not null constraint contest_moves_contest references contests (id) on delete cascade,
    from_stage text not null,
    to_stage text not null,
    is_over boolean not null,
    reason text not null,
    moved_by bigint,
    is_by_hand boolean not null,
    moved_at timestamp not null
);
create index contest_moves_by_contest on contest_moves (contest_id, id);

create table contest_charters (
    contest_id bigint not null constraint contest_charters_contest references contests (id) on delete cascade,
    version integer not null,
    text text not null,
    written_at timestamp not null,
    primary key (contest_id, version)
);

create table charter_acceptances (
    contest_id bigint not null constraint charter_acceptances_contest references contests (id) on delete cascade,
    account_id bigint not null constraint charter_acceptances_account references accounts (id) on delete cascade,
    version integer not null,
    accepted_at timestamp not null,
    primary key (contest_id, account_id, version)
);
create index charter_acceptances_by_account on charter_acceptances (account_id);

create table contest_questions (
    id bigint not null primary key,
    contest_id bigint not null constraint contest_questions_contest references contests (id) on delete cascade,
    position integer not null,
    label text not null,
    hint text not null,
    kind text not null constraint contest_questions_kind check (
        kind in ('short_text', 'long_text', 'one_choice', 'several_choices', 'yes_no')
    ),
    is_required boolean not null,
    options text not null,
    removed_at timestamp
);
create index contest_questions_by_contest on contest_questions (contest_id, position);
