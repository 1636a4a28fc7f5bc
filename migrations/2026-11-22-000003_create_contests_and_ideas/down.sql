drop table import_faults;
drop table imports;
drop table destinies;
drop table idea_authors;
drop table ideas;
drop table contest_phases;
drop table contests;
