# The report of `minilabs analyze`.
report-title = Les idées de { $file }, regroupées
report-lead = { $total ->
    [one] { $total } idée lue.
   *[other] { $total } idées lues.
} { $clusters ->
    [0] Aucun groupe.
    [one] { $clusters } groupe proposé.
   *[other] { $clusters } groupes proposés.
} C’est une machine qui propose ; à vous de décider.
report-figure-ideas = idées
report-figure-clusters = groupes
report-figure-orphans = hors groupe
report-figure-pairs = paires proches
report-overview = Vue d’ensemble
report-size = { $count ->
    [one] { $count } idée
   *[other] { $count } idées
}
report-cohesion = Cohésion : { $share }
report-members = Voir les { $count } idées, et pourquoi elles sont là
report-shared = Mots partagés :
report-near = Proches de :
report-second = Sinon, elle irait dans :
report-score = Proximité du centre : { $share }
report-orphans = Les idées qui ne vont nulle part
report-orphans-lead = Elles ne ressemblent assez à aucun groupe. Ce sont souvent les plus originales.
report-nearest = Groupe le plus proche :
report-no-nearest = Rien en commun avec les autres.
report-pairs = Elles demandent peut-être la même chose
report-pairs-lead = { $shown ->
    [one] { $shown } paire
   *[other] { $shown } paires
} sur { $total }, des plus proches aux moins proches. La liste complète est dans duplicates.jsonl.
report-pair-score = Proches à { $share }
report-no-pairs = Aucune paire assez proche.
report-method = Comment ce résultat a été obtenu
report-method-text = Chaque idée est reliée à ses voisines les plus proches par les mots qu’elles partagent ; les groupes sont les communautés de ce réseau. Graine : { $seed }. Le même fichier donne toujours le même résultat, sur toute machine, sans connexion.
report-faults = { $count ->
    [one] { $count } ligne n’a pas pu être lue.
   *[other] { $count } lignes n’ont pas pu être lues.
}
report-top = Retour en haut
