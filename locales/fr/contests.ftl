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

contests-stage-draft = En préparation
contests-stage-collecting = Ouvert aux idées
contests-stage-voting = Vote en cours
contests-stage-jury = Examen par le jury
contests-stage-awarded = Résultats annoncés
contests-stage-closed = Terminé
contests-audience-public = Visible par tout le monde
contests-audience-agents = Réservé aux agents
contests-audience-team = Réservé à l’équipe
contests-audience-hint-public = Les idées se lisent sans compte.
contests-audience-hint-agents = Il faut se connecter pour les lire.
contests-audience-hint-team = Seule l’équipe d’animation les voit.

contests-outcome-title = Où en sont les idées
contests-figure-ideas = idées
contests-figure-ideas-definition = Toutes les idées publiées dans ce concours.
contests-figure-authors = personnes
contests-figure-authors-definition = Les autrices et auteurs nommés dans les idées, chacun compté une fois.
contests-figure-awarded = primées
contests-figure-awarded-definition = Les idées que le jury a récompensées.
contests-figure-waiting = en attente
contests-figure-waiting-definition = Les idées non primées qui n’ont encore ni groupe ni réponse.
contests-ideas-title = Quelques idées
contests-all-ideas = Voir toutes les idées de ce concours
contests-no-ideas-title = Pas encore d’idée
contests-no-ideas-text = Elles s’afficheront ici dès la première.
contests-calendar-title = Calendrier
contests-calendar-empty = Les dates seront annoncées ici.
contests-team-title = Animer ce concours
contests-import = Importer des idées
contests-awards = Marquer les idées primées
contests-cluster = Regrouper les idées non primées
contests-edit = Modifier le concours
contests-move-draft = Revenir en préparation
contests-move-collecting = Ouvrir aux idées
contests-move-voting = Ouvrir le vote
contests-move-jury = Passer au jury
contests-move-awarded = Annoncer les résultats
contests-move-closed = Terminer le concours
contests-imports-title = Imports
contests-import-added = { $count ->
    [0] aucune idée ajoutée
    [one] { $count } idée ajoutée
   *[other] { $count } idées ajoutées
}
contests-import-state-uploaded = À terminer
contests-import-state-running = En cours
contests-import-state-done = Terminé
contests-import-state-failed = Interrompu

contests-phase-submission = Dépôt des idées
contests-phase-vote = Vote
contests-phase-jury = Jury
contests-phase-announcement = Annonce des résultats
contests-phase-analysis = Analyse des idées non primées
contests-phase-minilabs = Mini-labs
contests-phase-tour = Tournée des directions
contests-phase-arbitration = Arbitrages
contests-phase-hint-submission = Chaque agent peut proposer une idée.
contests-phase-hint-vote = Les agents soutiennent les idées des autres.
contests-phase-hint-jury = Le jury lit, note et délibère.
contests-phase-hint-announcement = Le jour où les idées primées sont connues.
contests-phase-hint-analysis = Toutes les autres idées sont regroupées.
contests-phase-hint-minilabs = Les groupes travaillent.
contests-phase-hint-tour = Les groupes présentent leurs résultats.
contests-phase-hint-arbitration = Les directions décident et s’engagent.

contests-new-title = Nouveau concours
contests-new-lead = Un titre et quelques lignes suffisent pour commencer. Tout peut changer ensuite.
contests-edit-title = Modifier « { $title } »
contests-field-title = Titre
contests-title-hint = Court et engageant. Exemple : Les agents ont des idées.
contests-field-slug = Adresse courte
contests-slug-hint = La fin de l’adresse de la page, pour les affiches. Sans réponse, elle vient du titre.
contests-field-summary = Présentation
contests-summary-hint = Une ou deux phrases : à qui s’adresse le concours, et pour quoi.
contests-field-audience = Qui peut lire les idées
contests-calendar-hint = Laissez vide ce que vous ne savez pas encore.
contests-opens-on = Du
contests-closes-on-label = Au
contests-field-submission_opens_on = Début du dépôt des idées
contests-field-submission_closes_on = Fin du dépôt des idées
contests-field-vote_opens_on = Début du vote
contests-field-vote_closes_on = Fin du vote
contests-field-jury_opens_on = Début du jury
contests-field-jury_closes_on = Fin du jury
contests-field-announcement_opens_on = Début de l’annonce
contests-field-announcement_closes_on = Fin de l’annonce
contests-field-analysis_opens_on = Début de l’analyse
contests-field-analysis_closes_on = Fin de l’analyse
contests-field-minilabs_opens_on = Début des mini-labs
contests-field-minilabs_closes_on = Fin des mini-labs
contests-field-tour_opens_on = Début de la tournée
contests-field-tour_closes_on = Fin de la tournée
contests-field-arbitration_opens_on = Début des arbitrages
contests-field-arbitration_closes_on = Fin des arbitrages

contests-step-file = Le fichier
contests-step-columns = Les colonnes
contests-step-import = L’import
contests-import-title = Importer des idées
contests-field-file = Fichier des idées
contests-file-hint = CSV, Excel (XLSX), LibreOffice (ODS) ou JSON Lines, { $limit } Mo au plus.
contests-file-send = Envoyer le fichier
contests-file-help-title = Comment préparer le fichier ?
contests-file-help-header = Une idée par ligne. La première ligne porte les titres des colonnes.
contests-file-help-columns = Une colonne suffit, le titre ou le texte de l’idée ; les deux valent mieux. Vous direz laquelle est laquelle à l’étape suivante.
contests-file-help-encoding = Les accents sont reconnus, que le fichier vienne d’Excel ou d’ailleurs. En CSV, la virgule et le point-virgule conviennent.
contests-file-help-again = Importer deux fois le même fichier n’ajoute rien deux fois.

contests-columns-title = Quelle colonne contient quoi ?
contests-columns-lead = { $count ->
    [one] « { $file } » contient { $count } ligne.
   *[other] « { $file } » contient { $count } lignes.
}
contests-columns-choose = Les colonnes
contests-column-none = Aucune colonne
contests-column-unnamed = Colonne { $number } (sans titre)
contests-field-body = Texte de l’idée
contests-field-authors = Autrices et auteurs
contests-field-category = Thème
contests-field-trade = Métier
contests-field-site = Lieu
contests-field-direction = Direction
contests-field-source_ref = Référence
contests-column-hint-title = Une ligne qui résume l’idée.
contests-column-hint-body = L’idée dans les mots de son auteur.
contests-column-hint-authors = Plusieurs noms : séparez-les par un point-virgule.
contests-column-hint-category = Par exemple : restauration, mobilité.
contests-column-hint-trade = Il permet de proposer des communautés de métier.
contests-column-hint-site = Lycée, siège, maison de la Région.
contests-column-hint-direction = La direction ou le service.
contests-column-hint-source_ref = Le numéro de l’idée dans votre fichier. Il évite les doublons.
contests-check = Vérifier sans rien importer
contests-check-again = Vérifier à nouveau
contests-other-file = Choisir un autre fichier
contests-check-title = Vérification
contests-check-lead = Rien n’est encore importé.
contests-check-ready = prêtes à importer
contests-check-known = déjà présentes
contests-check-known-definition = Elles sont dans ce concours depuis un import précédent. Elles ne changeront pas.
contests-check-twice = en double
contests-check-twice-definition = La même référence revient dans le fichier. La première ligne compte.
contests-check-bad = à corriger
contests-faults-title = Lignes à corriger
contests-faults-more = { $count ->
    [one] Et { $count } autre.
   *[other] Et { $count } autres.
}
contests-fault-line = Ligne
contests-fault-column = Colonne
contests-fault-what = Problème
contests-fault-todo = Que faire
contests-fault-required = Rien n’est écrit.
contests-fault-todo-required = Remplissez la case, ou retirez la ligne.
contests-fault-too-long = C’est trop long.
contests-fault-todo-too-long = Raccourcissez, ou passez le reste dans le texte.
contests-fault-duplicate = { $number ->
    [0] Cette référence est déjà plus haut.
   *[other] Cette référence est déjà à la ligne { $number }.
}
contests-fault-todo-duplicate = Donnez une autre référence à l’une des deux.
contests-fault-not-a-date = Ce n’est pas une date.
contests-fault-todo-not-a-date = Écrivez-la comme 02/03/2026 ou 2026-03-02.
contests-fault-formula = La case contient une formule.
contests-fault-todo-formula = Copiez-la, puis collez « les valeurs seulement ».
contests-fault-unreadable = { $number ->
    [0] La ligne est illisible.
   *[other] La ligne est illisible à partir de la colonne { $number }.
}
contests-fault-repeated = { $number ->
    [0] La même idée est déjà plus haut.
   *[other] La même idée est déjà à la ligne { $number }.
}
contests-fault-todo-repeated = Retirez l’une des deux, ou donnez-leur une référence.
contests-fault-not-an-address = Ce n’est pas une adresse électronique.
contests-fault-todo-not-an-address = Corrigez-la, ou videz la case.
contests-separator-semicolon = point-virgule
contests-separator-comma = virgule
contests-separator-tab = tabulation
contests-field-co_authors = Autres autrices et auteurs
contests-field-email = Adresse électronique
contests-field-submitted_at = Date de dépôt
contests-column-hint-co_authors = S’ils sont dans une colonne à part.
contests-column-hint-email = Pour que la première autrice ou le premier auteur soit prévenu.
contests-column-hint-submitted_at = Par exemple 02/03/2026.
contests-failure-interrupted = Le serveur s’est arrêté au milieu.
contests-fault-todo-unreadable = Regardez les guillemets et les séparateurs de cette ligne.
contests-import-confirm = { $count ->
    [one] Importer { $count } idée
   *[other] Importer { $count } idées
}
contests-preview-title = Aperçu du fichier
contests-preview-caption = Les premières lignes
contests-read-as-csv = Lu comme CSV, accents : { $encoding }, séparateur : { $separator }
contests-read-as-jsonl = Lu comme JSON Lines
contests-read-as-xlsx = Lu comme classeur Excel, première feuille
contests-read-as-ods = Lu comme classeur LibreOffice, première feuille

contests-progress-title = Import
contests-progress-lead = { $file }
contests-progress-title-uploaded = L’import va commencer
contests-progress-title-running = Import en cours
contests-progress-title-done = Import terminé
contests-progress-title-failed = Import interrompu
contests-progress-rows = { $done } lignes sur { $total }
contests-progress-leave = Vous pouvez quitter cette page : l’import continue sans vous.
contests-progress-added = ajoutées
contests-progress-known = déjà présentes
contests-progress-bad = à corriger
contests-progress-done = { $count ->
    [0] Rien de nouveau : tout était déjà là.
    [one] { $count } idée est arrivée. Elle se trouve dès maintenant par la recherche.
   *[other] { $count } idées sont arrivées. Elles se trouvent dès maintenant par la recherche.
}
contests-progress-failed = Ce qui est importé reste. La reprise continuera à la bonne ligne.
contests-failure-unknown = Une erreur est survenue de notre côté.
contests-failure-disk-full = Il n’y a plus de place sur le serveur.
contests-failure-unreadable = La suite du fichier est illisible.
contests-failure-file-missing = Le fichier envoyé n’est plus là : envoyez-le à nouveau.
contests-import-resume = Reprendre l’import
contests-see-ideas = Voir les idées
contests-back = Retour au concours

contests-awards-lead = { $count ->
    [0] Aucune idée n’est marquée sur { $total }.
    [one] { $count } idée primée sur { $total }.
   *[other] { $count } idées primées sur { $total }.
} Les autres ne sont pas oubliées : elles seront regroupées.
contests-awards-search = Chercher une idée à marquer
contests-awards-legend = Cochez les idées que le jury a récompensées
contests-awards-save = Enregistrer les idées primées
contests-awards-announce = Enregistrer et annoncer les résultats
contests-check-untitled = { $count ->
    [one] { $count } idée n’a pas de titre : les premiers mots de son texte en tiennent lieu.
   *[other] { $count } idées n’ont pas de titre : les premiers mots de leur texte en tiennent lieu.
}
contests-field-reason = Mot aux autrices et auteurs des autres idées
contests-reason-hint = Il accompagne l’annonce. Exemple : merci, votre idée sera regroupée avec celles qui lui ressemblent, et vous serez invités à la suite.
errors-rule-contest-over = Ce concours est terminé. Rouvrez-le pour changer les idées primées.
errors-rule-contest-empty = Ce concours n’a encore aucune idée : il n’y a rien à annoncer.

contests-stage-preselection = Présélection
contests-stage-analysis = Analyse des idées
contests-stage-minilabs = Mini-labs
contests-stage-tour = Tournée des directions
contests-stage-arbitration = Arbitrages
contests-move-preselection = Ouvrir la présélection
contests-move-analysis = Passer à l’analyse des idées
contests-move-minilabs = Ouvrir les mini-labs
contests-move-tour = Commencer la tournée des directions
contests-move-arbitration = Passer aux arbitrages
contests-phase-draft = Préparation
contests-phase-preselection = Présélection
contests-phase-closed = Fin du concours
contests-phase-hint-preselection = L’équipe choisit les idées qui continuent.
contests-phase-hint-closed = Le jour où tout est terminé.

# What goes on, for people: t("contests-doing-" ~ stage) inside contests-now…
contests-doing-draft = préparer le concours
contests-doing-collecting = déposer une idée
contests-doing-preselection = choisir les idées qui continuent
contests-doing-voting = voter pour les idées
contests-doing-jury = examen des idées par le jury
contests-doing-awarded = découvrir les résultats
contests-doing-analysis = regrouper les autres idées
contests-doing-minilabs = travailler en mini-labs
contests-doing-tour = présenter les résultats aux directions
contests-doing-arbitration = décisions des directions
contests-doing-closed = le concours est terminé
contests-now = Maintenant : { $what }.
contests-now-until = Maintenant : { $what }, jusqu’au { $date } ({ $left }).
contests-over = C’est fini pour cette étape : { $what }.
contests-then = Ensuite : { $what }, le { $date }.
contests-days-left = { $count ->
    [0] dernier jour
    [one] encore { $count } jour
   *[other] encore { $count } jours
}
contests-day-hour = { $date } à { $hour }
contests-step-state-done = (terminé)
contests-step-state-now = (maintenant)
contests-step-state-next = (à venir)
contests-decided = Décidé par l’équipe le { $date }
contests-awards-due = Le jour de l’annonce est arrivé. Marquez les idées primées, puis annoncez les résultats.

contests-about-title = Ce concours
contests-part-contest = Le concours
contests-part-texts = Les textes
contests-part-texts-hint = Des paragraphes et des listes simples (un tiret en début de ligne). Tout est facultatif.
contests-part-ideas = Les idées
contests-part-ideas-later = Une fois le concours créé, vous pourrez choisir ses thèmes et poser des questions.
contests-field-about = De quoi s’agit-il ?
contests-about-hint = Ce que vous cherchez, des exemples, ce que deviendront les idées.
contests-field-rules = Règlement
contests-rules-hint = Qui peut participer, comment les idées sont choisies.
contests-field-charter = Charte à accepter
contests-charter-hint = Chaque personne l’accepte avant de déposer une idée. Si le texte change, il faudra l’accepter de nouveau.
contests-field-moderation = Quand les idées s’affichent
contests-moderation-before = Après relecture
contests-moderation-after = Tout de suite
contests-moderation-hint-before = L’équipe lit chaque idée avant qu’elle se voie.
contests-moderation-hint-after = L’équipe lit les idées ensuite, et peut en masquer une.
contests-field-follows_calendar = Le concours change d’étape tout seul à ces dates
contests-follows-hint = Le dernier jour compte en entier. L’annonce des résultats attend toujours votre décision. Si vous changez d’étape à la main, votre décision tient jusqu’à la prochaine date.
contests-on = Le
contests-at = à (heure)
contests-categories = Thèmes
contests-questions = Questions posées
contests-copy = Refaire ce concours
contests-delete = Supprimer ce brouillon
contests-editions-title = Les éditions
contests-edition-this = Vous êtes ici

contests-stage-title = Changer d’étape
contests-stage-lead = Aujourd’hui : { $stage }.
contests-stage-clock = Ce concours suit son calendrier. Votre décision tient jusqu’à la prochaine date du calendrier.
contests-stage-announce = Les résultats s’annoncent sur une autre page :
contests-stage-save = Changer d’étape
contests-move-field-stage = Nouvelle étape
contests-move-field-reason = Pourquoi ?
contests-move-reason-hint = Cette phrase s’affichera dans le calendrier du concours. Exemple : nous laissons une semaine de plus.
errors-rule-contest-not-open = Le dépôt des idées n’est pas encore ouvert. La date est sur la page du concours.
errors-rule-contest-changed = Quelqu’un vient de modifier ce concours. Rouvrez sa page et recommencez.
errors-rule-contest-not-empty = On ne supprime qu’un brouillon sans idée. Les idées, elles, ne se perdent jamais.
errors-rule-questions-full = Il y a déjà beaucoup de questions. Retirez-en une avant d’en ajouter.
contests-field-submission_opens_at = Heure de début du dépôt des idées
contests-field-submission_closes_at = Heure de fin du dépôt des idées
contests-field-preselection_opens_on = Début de la présélection
contests-field-preselection_opens_at = Heure de début de la présélection
contests-field-preselection_closes_on = Fin de la présélection
contests-field-preselection_closes_at = Heure de fin de la présélection
contests-field-vote_opens_at = Heure de début du vote
contests-field-vote_closes_at = Heure de fin du vote
contests-field-jury_opens_at = Heure de début du jury
contests-field-jury_closes_at = Heure de fin du jury
contests-field-announcement_opens_at = Heure de début de l’annonce
contests-field-announcement_closes_at = Heure de fin de l’annonce
contests-field-analysis_opens_at = Heure de début de l’analyse
contests-field-analysis_closes_at = Heure de fin de l’analyse
contests-field-minilabs_opens_at = Heure de début des mini-labs
contests-field-minilabs_closes_at = Heure de fin des mini-labs
contests-field-tour_opens_at = Heure de début de la tournée
contests-field-tour_closes_at = Heure de fin de la tournée
contests-field-arbitration_opens_at = Heure de début des arbitrages
contests-field-arbitration_closes_at = Heure de fin des arbitrages
contests-field-closed_opens_on = Début de la fin
contests-field-closed_opens_at = Heure de début de la fin
contests-field-closed_closes_on = Fin de la fin
contests-field-closed_closes_at = Heure de fin de la fin

contests-up = Monter
contests-down = Descendre
contests-remove = Retirer
contests-categories-lead = Les thèmes aident à ranger les idées. Quelques-uns suffisent.
contests-categories-hint = Si vous renommez un thème, les idées qui l’ont suivent. Si vous le retirez, elles le gardent.
contests-category-new = Nouveau thème
contests-category-add = Ajouter
contests-category-name = Thème { $place }
contests-field-categories = Les thèmes

contests-questions-lead = L’idée elle-même suffit souvent. Chaque question de plus fait perdre des idées : n’en posez que si la réponse vous sert.
contests-questions-none-title = Aucune question
contests-questions-none-text = C’est le plus simple pour les agents. Vous pouvez en ajouter ci-dessous.
contests-question-add-title = Ajouter une question
contests-question-add = Ajouter la question
contests-question-edit = Modifier la question
contests-question-edit-lead = Les réponses déjà données ne changent pas.
contests-question-required = Réponse obligatoire
contests-question-field-label = Question
contests-question-label-hint = Exemple : à qui cela rendra-t-il service ?
contests-question-field-hint = Aide pour répondre
contests-question-field-kind = Type de réponse
contests-question-field-options = Choix proposés
contests-question-options-hint = Un par ligne. Seulement pour une question à choix.
contests-question-field-required = Réponse obligatoire
contests-question-required-hint = Sans réponse, l’idée ne pourra pas être envoyée.
contests-question-kind-short_text = Une ligne
contests-question-kind-long_text = Quelques lignes
contests-question-kind-one_choice = Un seul choix
contests-question-kind-several_choices = Plusieurs choix
contests-question-kind-yes_no = Oui ou non

contests-copy-lead = Les textes, la charte, les thèmes, les questions et le calendrier sont repris. Les idées restent où elles sont.
contests-copy-field-title = Titre de la nouvelle édition
contests-copy-title-hint = L’adresse de la page viendra de ce titre.
contests-copy-field-first_day = Premier jour
contests-copy-first_day-hint = Toutes les dates se décalent avec lui. Par défaut, un an plus tard.
contests-copy-save = Créer la nouvelle édition

contests-delete-lead = « { $title } » est un brouillon. Une fois supprimé, il ne revient pas.
contests-delete-confirm = Oui, supprimer ce brouillon
