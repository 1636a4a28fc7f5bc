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

clustering-stability = Stabilité
clustering-locked = Verrouillé
clustering-lock = Verrouiller ce groupe
clustering-unlock = Déverrouiller ce groupe
clustering-lock-note = Un groupe verrouillé reste tel quel au prochain regroupement. Une idée que vous déplacez reste où vous la mettez.
clustering-pinned = Placée par vous
clustering-doubtful = À vérifier : la machine a hésité
clustering-parts-title = Des sujets plus fins
clustering-parts-lead = Ce qui distingue les idées à l’intérieur du groupe.
clustering-part = { $label } ({ $count ->
    [one] { $count } idée
   *[other] { $count } idées
})
clustering-field-community_size = Taille d’une communauté de métier
clustering-community-hint = { $count ->
   *[other] À partir de combien d’idées d’un même métier proposer une communauté. Laissez vide pour { $count }.
}
clustering-recipe-meaning = Ce qui est comparé
clustering-recipe-meaning-off = Les mots
clustering-recipe-meaning-used = Les mots et le sens
clustering-recipe-meaning-unavailable = Les mots seuls
clustering-meaning-unavailable-title = Le sens n’a pas pu être comparé
clustering-meaning-unavailable = Le modèle de langue n’a pas répondu. Les groupes viennent des mots seuls. Vous pouvez recommencer plus tard.
clustering-changes-title = Depuis le regroupement précédent
clustering-changes-moved = { $count ->
    [one] { $count } idée déplacée
   *[other] { $count } idées déplacées
}
clustering-changes-new = { $count ->
    [one] { $count } groupe nouveau
   *[other] { $count } groupes nouveaux
}
clustering-changes-gone = { $count ->
    [one] { $count } groupe disparu
   *[other] { $count } groupes disparus
}
clustering-changes-split = { $count ->
    [one] { $count } groupe scindé
   *[other] { $count } groupes scindés
}
clustering-changes-merged = { $count ->
    [one] { $count } groupe né d’une fusion
   *[other] { $count } groupes nés d’une fusion
}

clustering-duplicates-title = Idées qui demandent la même chose
clustering-duplicates-lead = La machine rapproche des idées deux par deux ; c’est vous qui dites si elles demandent la même chose. Aucune idée n’est fusionnée, chaque auteur garde la sienne.
clustering-duplicates-search = Chercher à nouveau
clustering-duplicates-pairs = { $count ->
    [0] Aucune paire à examiner
    [one] { $count } paire à examiner
   *[other] { $count } paires à examiner
}
clustering-duplicates-waiting = { $count ->
    [one] { $count } paire d’idées semble demander la même chose
   *[other] { $count } paires d’idées semblent demander la même chose
}
clustering-duplicates-none-title = Rien à examiner
clustering-duplicates-none-text = Aucune paire d’idées ne se ressemble assez. La recherche se fait à chaque regroupement, ou avec le bouton ci-dessus.
clustering-duplicates-judged = Déjà examinées
clustering-duplicates-judged-lead = Deux idées qui demandent la même chose iront dans le même groupe au prochain regroupement.
clustering-likeness = Ressemblance
clustering-pair-same = Même demande
clustering-pair-different = Deux demandes
clustering-pair-undo = Annuler
clustering-verdict-same = Même demande
clustering-verdict-different = Deux demandes
