# The home page.
home-title = Accueil
home-promise = Votre idée mérite une suite.
home-lead = MiniLabs recueille les idées des agents publics, répond à chacune et réunit celles et ceux qui veulent les faire avancer.
home-search-label = Chercher une idée
home-search-hint = Par exemple : gaspillage à la cantine. Les fautes de frappe ne gênent pas.
home-counter = { $ideas ->
    [one] { $ideas } idée
   *[other] { $ideas } idées
} : { $destiny ->
    [one] { $destiny } a un destin
   *[other] { $destiny } ont un destin
}, { $waiting ->
    [0] aucune n’attend de réponse
    [one] { $waiting } attend une réponse
   *[other] { $waiting } attendent une réponse
}
home-counter-lead = Une pastille, une idée. Sa couleur dit ce qu’elle est devenue.
home-counter-title = Toutes les idées
home-contest-title = Le concours en cours
home-minilabs-title = Là où les idées avancent
home-minilabs-lead = Un mini-lab réunit des idées voisines et les personnes qui les portent. On y entre librement.
home-all-minilabs = Voir tous les mini-labs
home-how-title = Comment ça marche
home-how-send-title = 1. Vous proposez
home-how-send-text = Quelques lignes suffisent. Un concours s’ouvre, chaque agent peut déposer une idée.
home-how-gather-title = 2. Les idées se rejoignent
home-how-gather-text = Un jury en récompense quelques-unes. Toutes les autres sont regroupées par sujet ou par métier.
home-how-work-title = 3. On y travaille ensemble
home-how-work-text = Les mini-labs et les communautés de métier transforment les idées en projets.
home-how-follow-title = 4. Vous suivez
home-how-follow-text = Chaque idée garde son histoire, et le nom de qui l’a eue.

home-hello = Bonjour { $name }
home-waiting-title = Ce qui vous attend
home-invitation-thematic = Votre idée « { $idea } » est invitée dans le mini-lab « { $minilab } »
home-invitation-trade = Votre idée « { $idea } » est invitée dans la communauté « { $minilab } »
home-queue-title = À traiter
home-queue-to_review = { $count ->
    [one] { $count } idée à lire avant publication
   *[other] { $count } idées à lire avant publication
}
home-queue-unanswered = { $count ->
    [one] { $count } idée attend une réponse
   *[other] { $count } idées attendent une réponse
}
home-queue-clusters = { $count ->
    [one] { $count } regroupement à examiner
   *[other] { $count } regroupements à examiner
}
home-queue-need_forms = { $count ->
    [one] { $count } fiche de besoins à étudier
   *[other] { $count } fiches de besoins à étudier
}
home-queue-identities = { $count ->
    [one] { $count } identité à rapprocher d’un compte
   *[other] { $count } identités à rapprocher d’un compte
}
home-queue-dead_jobs = { $count ->
    [one] { $count } tâche en échec
   *[other] { $count } tâches en échec
}
home-my-ideas-all = Mes idées, mes brouillons et leur suite
home-my-ideas-title = Mes idées
home-my-ideas-empty-title = Vous n’avez pas encore d’idée ici
home-my-ideas-empty-text = Celles que vous déposerez apparaîtront sur cette page, avec ce qu’elles deviennent.
home-see-ideas = Lire les idées des collègues
home-around = Recherche et chiffres
home-queue-reports = { $count ->
    [one] { $count } contenu est signalé
   *[other] { $count } contenus sont signalés
}
home-queue-help_requests = { $count ->
    [one] { $count } personne demande de l’aide pour écrire
   *[other] { $count } personnes demandent de l’aide pour écrire
}
