drop table contest_questions;
drop table charter_acceptances;
drop table contest_charters;
drop table contest_moves;

create table narrower_phases (
    contest_id bigint not null constraint contest_phases_contest references contests (id) on delete cascade,
    phase text not null constraint contest_phases_phase check (
        phase in ('submission', 'vote', 'jury', 'announcement', 'analysis', 'minilabs', 'tour', 'arbitration')
    ),
    opens_on date,
    closes_on date,
    primary key (contest_id, phase)
);
insert into narrower_phases (contest_id, phase, opens_on, closes_on)
    select contest_id, phase, opens_on, closes_on from contest_phases where phase not in ('preselection', 'closed');
drop table contest_phases;
alter table narrower_phases rename to contest_phases;

alter table contests drop column previous_id;
alter table contests drop column moderation;
alter table contests drop column categories;
alter table contests drop column charter_version;
alter table contests drop column charter;
alter table contests drop column rules;
alter table contests drop column about;
alter table contests drop column reminded_on;
alter table contests drop column decided_at;
alter table contests drop column follows_calendar;
alter table contests drop column is_over;

-- The nearest stage that the code before this knows.
alter table contests add column narrower_stage text not null default 'draft' constraint contests_narrower_stage check (
    narrower_stage in ('draft', 'collecting', 'voting', 'jury', 'awarded', 'closed')
);
update contests set narrower_stage = case
    when stage = 'preselection' then 'collecting'
    when stage in ('analysis', 'minilabs', 'tour', 'arbitration') then 'awarded'
    else stage
end;
alter table contests drop column stage;
alter table contests rename column narrower_stage to stage;
