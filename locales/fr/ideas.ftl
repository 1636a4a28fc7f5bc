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

ideas-number = Idée n° { $number }
ideas-by-title = Qui l’a proposée
ideas-direction = Direction
ideas-contest = Concours
ideas-submitted = Déposée le
ideas-where-title = Où en est cette idée ?
ideas-where-in_contest = Elle participe au concours. Son sort sera connu à l’annonce des résultats.
ideas-where-awarded = Le jury l’a récompensée. Elle va être réalisée.
ideas-where-unawarded = Elle n’a pas été primée, et elle n’est pas oubliée : l’équipe d’animation lui cherche un groupe ou prépare une réponse.
ideas-where-in_minilab = Elle avance dans le mini-lab « { $minilab } », avec d’autres idées proches.
ideas-where-in_community = Elle avance dans la communauté « { $minilab } », avec des collègues du même métier.
ideas-where-answered = Une réponse lui a été donnée :
ideas-see-thematic = { $count ->
    [one] Voir le mini-lab ({ $count } membre)
   *[other] Voir le mini-lab ({ $count } membres)
}
ideas-see-trade = { $count ->
    [one] Voir la communauté ({ $count } membre)
   *[other] Voir la communauté ({ $count } membres)
}
ideas-sign-in-to-join = Se connecter pour rejoindre
ideas-invitation-title = Votre idée est invitée
ideas-invitation-text = « { $minilab } » aimerait travailler avec elle. Vous pouvez accepter, préférer un autre groupe, ou refuser.
ideas-invitation-answer = Répondre à l’invitation
ideas-trail-title = Son histoire
ideas-trail-submitted = Idée déposée
ideas-trail-imported = Idée reprise du concours
ideas-trail-awarded = Primée par le jury
ideas-trail-unawarded = Non primée, en attente d’une suite
ideas-trail-in_minilab = Entrée dans un mini-lab
ideas-trail-in_community = Entrée dans une communauté de métier
ideas-trail-answered = Réponse donnée
ideas-trail-invited = Invitation envoyée
ideas-trail-accepted = Invitation acceptée
ideas-trail-rather = Un autre groupe est souhaité
ideas-trail-declined = Invitation refusée
ideas-trail-need_form = Portée devant le laboratoire d’innovation
ideas-similar-title = Idées proches
ideas-answer-form-title = Répondre à cette idée
ideas-answer-form-lead = Si elle n’entre dans aucun groupe, elle mérite une réponse claire, et une porte à côté.
ideas-field-reason = Votre réponse
ideas-reason-hint = Pourquoi, et vers qui se tourner. Les auteurs la recevront par courriel ; elle s’affiche sur cette page.
ideas-answer-send = Envoyer la réponse

ideas-mail-destiny-subject-awarded = Votre idée est primée : { $idea }
ideas-mail-destiny-subject-unawarded = Votre idée continue son chemin : { $idea }
ideas-mail-destiny-subject-in_minilab = Votre idée entre dans un mini-lab : { $idea }
ideas-mail-destiny-subject-in_community = Votre idée entre dans une communauté : { $idea }
ideas-mail-destiny-subject-answered = Une réponse à votre idée : { $idea }
ideas-mail-destiny-line-awarded = Le jury a récompensé votre idée « { $idea } ». Bravo, et merci !
ideas-mail-destiny-line-unawarded = Le jury n’a pas primé votre idée « { $idea } », et elle n’est pas oubliée : nous lui cherchons un groupe de collègues qui pensent à la même chose. Vous aurez une réponse.
ideas-mail-destiny-line-in_minilab = Votre idée « { $idea } » entre dans le mini-lab « { $minilab } ». Votre place vous y attend.
ideas-mail-destiny-line-in_community = Votre idée « { $idea } » entre dans la communauté de métier « { $minilab } ». Votre place vous y attend.
ideas-mail-destiny-line-answered = Voici notre réponse à votre idée « { $idea } ».
ideas-mail-destiny-link = Voir votre idée et son histoire
