-- Files of ideas. The file itself lies in the data folder under the hash of its content; of a picture only what was
-- written anew is kept. A row that the team removed has no file any more: it says to the idea's authors why.
create table attachments (
    id bigint not null primary key,
    idea_id bigint not null constraint attachments_idea references ideas (id),
    kind text not null,
    name text not null,
    description text not null,
    size bigint not null,
    width integer,
    height integer,
    file_key text,
    small_key text,
    -- The hash of what was sent: the same twice is one.
    sent_key text not null,
    added_by bigint constraint attachments_by references accounts (id),
    added_at timestamp not null,
    removed_by bigint constraint attachments_removed_by references accounts (id),
    removed_at timestamp,
    reason text not null,
    words text not null,
    constraint attachments_kept check ((removed_at is null) = (file_key is not null)),
    constraint attachments_once unique (idea_id, sent_key)
);
create index attachments_of_account on attachments (added_by);
create index attachments_by_file on attachments (file_key);
create index attachments_by_small on attachments (small_key);
