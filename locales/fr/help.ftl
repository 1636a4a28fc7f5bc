# Help and the pages that the law asks for.
help-title = Aide
