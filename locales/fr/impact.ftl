# Figures, each with its definition.
impact-definition = Définition
