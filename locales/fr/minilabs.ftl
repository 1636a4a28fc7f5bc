# Mini-labs and trade communities.
minilabs-list-title = Mini-labs et communautés
minilabs-list-lead = Un mini-lab rassemble des idées sur un même sujet. Une communauté rassemble les personnes d’un même métier. Tout le monde peut entrer.
minilabs-tab-all = Tous
minilabs-tab-thematic = Mini-labs
minilabs-tab-trade = Communautés de métier
minilabs-kind-thematic = Mini-lab
minilabs-kind-trade = Communauté de métier
minilabs-joined = Vous en êtes membre
minilabs-ideas-count = { $count ->
    [one] { $count } idée
   *[other] { $count } idées
}
minilabs-members-count = { $count ->
    [one] { $count } membre
   *[other] { $count } membres
}
minilabs-list-empty-title = Aucun pour le moment
minilabs-list-empty-text = Les mini-labs naissent des idées, une fois le concours terminé.
