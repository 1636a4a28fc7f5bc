# Figures, each with its definition.
impact-definition = Que compte-t-on ?
