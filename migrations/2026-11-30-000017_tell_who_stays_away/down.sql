alter table accounts drop column unused_told_at;
