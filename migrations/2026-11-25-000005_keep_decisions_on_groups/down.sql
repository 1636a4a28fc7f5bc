drop table idea_pairs;

alter table cluster_members drop column stability;
alter table cluster_members drop column pinned;

alter table clusters drop column locked;
alter table clusters drop column named;
alter table clusters drop column parts;
alter table clusters drop column stability;
alter table clusters drop column key;

alter table clusterings drop column meaning;
alter table clusterings drop column changes;
alter table clusterings drop column community_size;
