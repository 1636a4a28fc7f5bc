drop table idea_vectors;
