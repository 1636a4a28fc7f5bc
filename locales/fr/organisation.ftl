# L’organisation : directions, services, sites.
organisation-title = Organisation
organisation-lead = { $count ->
    [0] Les directions, les services et les lieux de travail.
    [one] Une direction, un service ou un lieu de travail.
   *[other] { $count } directions, services et lieux de travail.
}
organisation-add = Ajouter une unité
organisation-add-confirm = Ajouter
organisation-import = Importer un fichier
organisation-search = Chercher une direction, un service ou un lieu
organisation-whole-tree = Voir toute l’organisation
organisation-nothing-found-title = Rien de ce nom
organisation-nothing-found-text = Essayez un autre mot, ou une partie du nom.
organisation-empty-title = L’organisation est encore vide
organisation-empty-text = Importez un fichier, ou ajoutez une première direction.

organisation-kind-direction = Direction
organisation-kind-service = Service
organisation-kind-lycee = Lycée
organisation-kind-siege = Siège
organisation-kind-maison = Maison de la Région
organisation-kind-site = Autre lieu
organisation-kind-choose = Choisissez

organisation-field-name = Nom
organisation-field-kind = Type
organisation-field-departement = Département
organisation-departement-hint = Son numéro : 67, 2A, 971…
organisation-field-parent = Rattachement
organisation-parent-hint = Commencez à écrire son nom, ou sa référence si plusieurs portent le même nom.
organisation-field-reference = Référence
organisation-reference-hint = Son code dans vos propres listes, par exemple le numéro UAI d’un lycée.
organisation-field-into = Devient une partie de
organisation-field-file = Fichier

organisation-facts = En bref
organisation-site-code = Code du lieu
organisation-above = Fait partie de
organisation-below = { $count ->
    [one] Une unité en dépend
   *[other] { $count } unités en dépendent
}
organisation-edit-title = Modifier
organisation-edit-lead = L’ancien nom reste connu : ce qui a été écrit avant reste lisible.
organisation-merge-title = Fusionner
organisation-merge-lead = Cette unité disparaît des listes et tout ce qui en dépend passe à l’autre. On ne revient pas en arrière.
organisation-merge-confirm = Fusionner
organisation-ended-title = Cette unité n’existe plus
organisation-ended-text = Depuis le { $date }, elle fait partie de :
organisation-history = Histoire
organisation-was-called = S’appelait « { $name } » jusqu’au { $date }
organisation-took-in = « { $name } » l’a rejointe le { $date }

organisation-import-lead = Le fichier est d’abord lu sans rien changer. Vous voyez ce qu’il ferait, puis vous confirmez.
organisation-file-hint = CSV, XLSX ou ODS.
organisation-file-send = Lire le fichier
organisation-file-help-title = Que doit contenir le fichier ?
organisation-file-help-name = Une première ligne avec les titres de colonnes, puis une ligne par unité. La colonne « nom » est obligatoire.
organisation-file-help-kind = La colonne « type » aussi : direction, service, lycée, siège, maison ou site.
organisation-file-help-departement = « département » : son numéro.
organisation-file-help-parent = « parent » : le nom ou la référence de l’unité dont elle dépend. Elle peut venir plus loin dans le fichier.
organisation-file-help-reference = « référence » : le code qui ne change jamais. Avec lui, un nom qui change est reconnu.
organisation-file-help-again = Le même fichier, envoyé deux fois, ne change rien la seconde fois. Une case vide laisse ce qui était connu.

organisation-check-title = Ce que le fichier ferait
organisation-check-lead = Rien n’est encore enregistré.
organisation-added = à ajouter
organisation-changed = à modifier
organisation-same = déjà à jour
organisation-left-out = lignes laissées de côté
organisation-import-confirm = { $count ->
    [one] Enregistrer une unité
   *[other] Enregistrer { $count } unités
}
organisation-other-file = Choisir un autre fichier
organisation-nothing-new = Ce fichier n’apporte rien de nouveau.
organisation-faults = Lignes laissées de côté
organisation-fault-line = Ligne
organisation-fault-column = Colonne
organisation-fault-what = Ce qui ne va pas
organisation-faults-more = { $count ->
    [one] Et une autre ligne.
   *[other] Et { $count } autres lignes.
}
organisation-fault-required = La case est vide.
organisation-fault-too-long = Le texte est trop long.
organisation-fault-twice = Cette unité est déjà plus haut dans le fichier.
organisation-fault-ambiguous = Plusieurs unités portent ce nom. Ajoutez leur référence.
organisation-fault-unreadable = La ligne est illisible.
organisation-fault-unknown-kind = Ce type n’est pas connu : direction, service, lycée, siège, maison ou site.
organisation-fault-unknown-departement = Ce numéro de département n’existe pas.
organisation-fault-unknown-parent = Aucune unité ne porte ce nom ou cette référence.
organisation-fault-ambiguous-parent = Plusieurs unités portent ce nom. Donnez la référence.
organisation-fault-parent-loop = L’unité se retrouverait sous elle-même.
