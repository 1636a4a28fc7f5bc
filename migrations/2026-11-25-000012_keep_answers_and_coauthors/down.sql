drop table coauthor_invitations;
drop table idea_answers;
