# Figures, each with its definition.
impact-definition = What is counted?
