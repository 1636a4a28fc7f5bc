-- How often each idea stood before somebody's eyes, in a list or on its page; never whose. What is counted today decides
-- the order of lists from tomorrow on, so that the order holds for a day.
create table idea_views (
    idea_id bigint not null primary key constraint idea_views_idea references ideas (id),
    day date not null,
    seen_before bigint not null,
    seen_on_day bigint not null
);
