alter table sessions drop column idle_minutes;
drop table tries;
drop table site_cards;
drop table unit_names;
drop table units;
alter table accounts drop column direction_id;
alter table accounts drop column site_id;
alter table accounts drop column name_level;
