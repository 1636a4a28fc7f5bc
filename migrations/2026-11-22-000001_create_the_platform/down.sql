drop table mails;
drop table schedules;
drop table jobs;
drop table journal;
drop table journal_head;
drop table settings;
