-- Versions that were made in one go, so that they can be undone in one go.
alter table idea_versions add column batch_id bigint;
create index idea_versions_by_batch on idea_versions (batch_id);
