# Grouping the ideas that got no award.
clustering-terms = Mots partagés
