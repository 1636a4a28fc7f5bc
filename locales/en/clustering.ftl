# Grouping the ideas that got no award.
clustering-terms = Shared words
