# Grouping the ideas that got no award.
clustering-terms = Mots partagés
clustering-run-title = Regrouper les idées non primées
clustering-run-lead = { $count ->
    [0] Aucune idée n’attend d’être regroupée.
    [one] { $count } idée attend de trouver ses voisines.
   *[other] { $count } idées attendent de trouver leurs voisines.
}
clustering-nothing-title = Rien à regrouper
clustering-nothing-text = Il faut au moins deux idées non primées. Importez les idées, puis marquez celles que le jury a récompensées.
clustering-field-clusters = Nombre de groupes
clustering-clusters-hint = Laissez vide : le nombre viendra des idées. Une dizaine est habituelle.
clustering-start = Lancer le regroupement
clustering-how-title = Comment la machine s’y prend
clustering-how-words = Elle compare les mots des idées, sans tenir compte des accents ni des accords, et rapproche celles qui parlent de la même chose. Pour chaque idée, elle montre pourquoi elle est là.
clustering-how-people = Elle propose, vous décidez : chaque groupe peut être renommé, modifié, accepté ou écarté. Les auteurs ont ensuite le dernier mot.
clustering-how-again = Rien n’est définitif. Un nouveau regroupement ne touche pas aux groupes déjà ouverts.
clustering-earlier-title = Regroupements précédents
clustering-earlier = Regroupement du { $date }
clustering-clusters-count = { $count ->
    [one] { $count } groupe
   *[other] { $count } groupes
}
clustering-run-queued = Le regroupement va commencer
clustering-run-running = Regroupement en cours
clustering-run-proposed = Les groupes sont prêts
clustering-run-failed = Le regroupement s’est arrêté
clustering-run-progress = { $count ->
    [one] { $count } idée
   *[other] { $count } idées
}
clustering-run-leave = Cela prend quelques secondes. Vous pouvez aussi quitter cette page et revenir.
clustering-run-result = { $clusters ->
    [one] { $clusters } groupe proposé
   *[other] { $clusters } groupes proposés
} pour { $ideas ->
    [one] { $ideas } idée
   *[other] { $ideas } idées
}. { $orphans ->
    [0] Chacune a trouvé sa place.
    [one] { $orphans } idée n’a pas trouvé de groupe : à vous de lui répondre.
   *[other] { $orphans } idées n’ont pas trouvé de groupe : à vous de leur répondre.
}
clustering-see-proposals = Examiner les propositions
clustering-again = Regrouper à nouveau
clustering-failure-unknown = Une erreur est survenue de notre côté. Vous pouvez recommencer.
clustering-failure-too-few = Il n’y a pas assez d’idées pour former des groupes.
clustering-failure-interrupted = Le serveur s’est arrêté au milieu. Vous pouvez recommencer.

clustering-proposals-title = Regroupements proposés
clustering-proposals-lead = La machine propose, vous décidez. Ouvrez un groupe : ses auteurs seront invités à dire oui, ou « plutôt un autre ».
clustering-figure-ideas = idées comparées
clustering-figure-grouped = dans un groupe
clustering-figure-orphans = sans groupe
clustering-figure-waiting = groupes à examiner
clustering-themes-title = Par sujet
clustering-themes-lead = Des idées qui parlent de la même chose. Chacun peut devenir un mini-lab.
clustering-trades-title = Par métier
clustering-trades-lead = Un même métier a produit beaucoup d’idées. Une communauté peut naître.
clustering-no-themes-title = Aucun groupe
clustering-no-themes-text = Les idées sont trop différentes, ou trop peu nombreuses.
clustering-size = { $count ->
    [one] { $count } idée
   *[other] { $count } idées
}
clustering-authors = { $count ->
    [0] aucun nom
    [one] { $count } personne
   *[other] { $count } personnes
}
clustering-cohesion = Cohésion
clustering-example = Par exemple :
clustering-state-accepted = Ouvert
clustering-state-dismissed = Écarté
clustering-axis-theme = Regroupement par sujet
clustering-axis-trade = Regroupement par métier
clustering-accept-theme = Ouvrir un mini-lab
clustering-accept-trade = Ouvrir une communauté
clustering-examine = Examiner
clustering-dismiss = Écarter
clustering-restore = Reprendre ce groupe
clustering-opened-as = Ouvert :
clustering-orphans-title = Les idées sans groupe
clustering-orphans-lead = Trop singulières pour un groupe : elles méritent une réponse personnelle, ou le groupe le plus proche.
clustering-nearest = Au plus près :
clustering-no-nearest = Aucun groupe ne lui ressemble.
clustering-move-there = La mettre dans ce groupe
clustering-orphans-more = { $count ->
    [one] Voir { $count } autre idée sans groupe
   *[other] Voir { $count } autres idées sans groupe
}
clustering-recipe-title = Comment ce résultat a été obtenu
clustering-recipe-lead = Avec les mêmes idées et ce même nombre de départ, chacun obtiendra les mêmes groupes.
clustering-recipe-date = Calculé le
clustering-recipe-free = Libre
clustering-recipe-seed = Nombre de départ

clustering-members-title = Les idées de ce groupe
clustering-members-lead = Les plus au centre d’abord.
clustering-why = Pourquoi elle est là
clustering-fit = Proximité avec le groupe
clustering-neighbours = Ses plus proches voisines :
clustering-second = Elle aurait aussi pu aller dans :
clustering-margin = à { $margin } près
clustering-move = La déplacer vers
clustering-nowhere = Aucun groupe
clustering-move-do = Déplacer
clustering-decide-title = Votre décision
clustering-field-kind = Ouvrir comme
clustering-field-title = Nom du groupe
clustering-title-hint = Un nom qui donne envie, plutôt qu’une liste de mots.
clustering-field-purpose = Ce que le groupe cherche
clustering-purpose-hint = Une phrase. Le groupe pourra la changer.
clustering-accept = Ouvrir le groupe
clustering-rename = Renommer seulement
clustering-accept-note = { $count ->
    [0] Personne ne sera invité : ces idées n’ont pas d’auteur connu.
    [one] { $count } personne recevra une invitation.
   *[other] { $count } personnes recevront une invitation.
}
clustering-previous = Groupe précédent
clustering-next = Groupe suivant
errors-rule-cluster-empty = Ce regroupement ne contient plus aucune idée. Remettez-en une, ou écartez-le.
