# Figures, each with its definition.
impact-definition = Définition
impact-title = Impact
impact-lead = Ce que deviennent les idées, en chiffres. Chacun a une seule définition, la même partout.
impact-computed = Calculé le { $date }.
impact-destinies-title = Ce que sont devenues les idées
impact-group-ideas = Les idées
impact-group-people = Les personnes
impact-group-projects = Les projets
impact-days = { $count ->
    [one] { $count } jour
   *[other] { $count } jours
}
impact-ideas = idées
impact-ideas-definition = Toutes les idées publiées, de tous les concours.
impact-authors = autrices et auteurs
impact-authors-definition = Les personnes nommées dans les idées publiées, chacune comptée une fois.
impact-awarded = primées
impact-awarded-definition = Les idées qu’un jury a récompensées.
impact-with_destiny = ont un destin
impact-with_destiny-definition = Les idées publiées qui ont un destin connu. Ce doit être toutes.
impact-waiting = en attente
impact-waiting-definition = Les idées non primées qui n’ont encore ni groupe ni réponse.
impact-answered = avec une réponse
impact-answered-definition = Les idées qui ont reçu une réponse écrite, sans entrer dans un groupe.
impact-grouped = dans un groupe
impact-grouped-definition = Les idées qui se trouvent dans un mini-lab ou dans une communauté de métier.
impact-days_to_destiny = pour une réponse
impact-days_to_destiny-definition = Le temps médian entre la fin du jury et l’entrée dans un groupe, ou la réponse.
impact-members = membres
impact-members-definition = Les personnes qui sont membres d’au moins un groupe, chacune comptée une fois.
impact-bearers = membres avec leur idée
impact-bearers-definition = Les membres qui portent une idée dans leur groupe.
impact-invitations_answered = invitations avec réponse
impact-invitations_answered-definition = La part des invitations envoyées aux auteurs qui ont reçu un oui, un « plutôt » ou un non.
impact-minilabs = mini-labs
impact-minilabs-definition = Les mini-labs ouverts.
impact-communities = communautés
impact-communities-definition = Les communautés de métier ouvertes.
impact-need_forms = fiches déposées
impact-need_forms-definition = Les fiches d’expression des besoins déposées au laboratoire.
impact-files_accepted = accompagnements
impact-files_accepted-definition = Les fiches que le laboratoire a acceptées.
impact-by-theme = Par thème
impact-by-theme-caption = Idées par thème
impact-by-trade = Par métier
impact-by-trade-caption = Idées par métier
impact-download = Télécharger ces chiffres (CSV)
