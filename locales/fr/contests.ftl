# Contests: the call, its calendar, the import of ideas, the awards.
contests-list-title = Concours
contests-list-lead = Un concours recueille les idées pendant quelques semaines. Après lui, aucune ne reste sans suite.
contests-create = Créer un concours
contests-list-empty-title = Pas encore de concours
contests-list-empty-text = Le premier s’affichera ici dès son ouverture.
contests-ideas-count = { $count ->
    [0] aucune idée
    [one] { $count } idée
   *[other] { $count } idées
}
contests-closes-on = jusqu’au { $date }

contests-stage-draft = En préparation
contests-stage-collecting = Ouvert aux idées
contests-stage-voting = Vote en cours
contests-stage-jury = Examen par le jury
contests-stage-awarded = Résultats annoncés
contests-stage-closed = Terminé
