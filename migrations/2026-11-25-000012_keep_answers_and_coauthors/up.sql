-- What an author answered to the questions of a contest, as a JSON list of texts.
create table idea_answers (
    idea_id bigint not null constraint idea_answers_idea references ideas (id) on delete cascade,
    question_id bigint not null,
    answer text not null,
    primary key (idea_id, question_id)
);

-- Who is asked to be an author of an idea, too.
create table coauthor_invitations (
    id bigint not null primary key,
    idea_id bigint not null constraint coauthor_invitations_idea references ideas (id) on delete cascade,
    account_id bigint not null constraint coauthor_invitations_account references accounts (id) on delete cascade,
    invited_by bigint,
    state text not null constraint coauthor_invitations_state check (
        state in ('sent', 'accepted', 'declined', 'withdrawn')
    ),
    created_at timestamp not null,
    answered_at timestamp,
    constraint coauthor_invitations_once unique (idea_id, account_id)
);
create index coauthor_invitations_by_account on coauthor_invitations (account_id, state);
