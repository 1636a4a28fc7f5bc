drop table moderation_decisions;
drop table reports;
drop table comment_thanks;
drop table comments;
drop table help_requests;
