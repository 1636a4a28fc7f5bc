drop table idea_views;
