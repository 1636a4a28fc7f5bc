alter table accounts drop column name_level;
