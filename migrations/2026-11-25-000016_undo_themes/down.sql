drop index idea_versions_by_batch;
alter table idea_versions drop column batch_id;
