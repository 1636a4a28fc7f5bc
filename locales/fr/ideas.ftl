# Ideas: the list, one idea and what became of it.
ideas-list-title = Les idées
ideas-list-title-search = « { $query } » dans les idées
ideas-search-label = Chercher dans les idées
ideas-search-hint = Un mot, un lieu, un métier. Les accents et les fautes ne gênent pas.
ideas-filters = Filtrer
ideas-filters-clear = Retirer tous les filtres
ideas-facet-destiny = Devenir
ideas-facet-theme = Thème
ideas-facet-trade = Métier
ideas-facet-site = Lieu
ideas-found = { $count ->
    [0] Aucune idée trouvée
    [one] { $count } idée
   *[other] { $count } idées
}
ideas-corrected = Nous avons cherché « { $to } » au lieu de « { $from } ».
ideas-did-you-mean = Vouliez-vous dire :
ideas-order = Ordre
ideas-order-relevance = Les plus proches
ideas-order-fair = Au hasard équitable
ideas-order-recent = Les plus récentes
ideas-none-title = Rien ne correspond
ideas-none-text = Essayez un autre mot, ou moins de filtres.
ideas-see-all = Voir toutes les idées
ideas-author-unknown = Sans nom d’auteur
ideas-dots-scale = { $count ->
    [one] Chaque pastille représente { $count } idée.
   *[other] Chaque pastille représente environ { $count } idées.
}

ideas-destiny-in_contest = En concours
ideas-destiny-awarded = Primée
ideas-destiny-unawarded = En attente de réponse
ideas-destiny-in_minilab = Dans un mini-lab
ideas-destiny-in_community = Dans une communauté
ideas-destiny-answered = Réponse donnée
