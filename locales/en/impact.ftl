# Figures, each with its definition.
impact-definition = Definition
