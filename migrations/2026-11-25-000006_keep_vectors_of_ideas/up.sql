-- What a language model made of an idea's text: little-endian 32-bit numbers, none when it had nothing to say. Asked for
-- again when the text or the model is another.
create table idea_vectors (
    idea_id bigint not null constraint idea_vectors_idea references ideas (id) on delete cascade,
    model text not null,
    text_hash text not null,
    vector bytea not null,
    created_at timestamp not null,
    primary key (idea_id, model)
);
