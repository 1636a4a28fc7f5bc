# Background work, for administrators.
jobs-title = Tâches de fond
jobs-lead = Imports, regroupements, courriels : ce que la plateforme fait en coulisses.
jobs-count-running = en cours
jobs-count-queued = en attente
jobs-count-dead = en échec
jobs-count-done = terminées aujourd’hui
jobs-dead-title = En échec
jobs-dead-lead = Chaque tâche a été essayée plusieurs fois. Corrigez la cause, puis relancez : rien ne sera fait deux fois.
jobs-reason = Cause
jobs-attempts = Essais
jobs-attempts-count = { $count ->
    [one] { $count } essai
   *[other] { $count } essais
}
jobs-retry = Relancer
jobs-none-dead-title = Aucun échec
jobs-none-dead-text = Tout ce qui était demandé a été fait, ou le sera.
jobs-running-title = En cours
jobs-queued-title = En attente
jobs-progress = { $done } sur { $total }
jobs-column-kind = Tâche
jobs-column-when = Prévue le
jobs-refresh = Actualiser la page
jobs-state-queued = En attente
jobs-state-running = En cours
jobs-state-done = Terminée
jobs-state-dead = En échec
jobs-kind-mail-deliver = Envoyer un courriel
jobs-kind-accounts-delete-stale = Effacer les connexions périmées
jobs-kind-contests-import = Importer des idées
jobs-kind-clustering-run = Regrouper les idées non primées
jobs-kind-search-index = Mettre à jour la recherche
jobs-kind-files-delete-stale = Effacer les fichiers périmés
jobs-kind-minilabs-send-invitations = Envoyer les invitations
jobs-kind-ideas-tell-authors = Prévenir les autrices et auteurs
