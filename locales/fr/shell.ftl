# What surrounds every page.
shell-product = MiniLabs
shell-motto = Aucune idée ne se perd.
shell-skip = Accès rapide
shell-skip-to-content = Aller au contenu
shell-menu = Menu
shell-demo = Démonstration : les personnes et les idées sont inventées.
shell-demo-outbox = Lire les courriels envoyés
shell-version = MiniLabs { $version }

shell-nav-main = Menu principal
shell-nav-account = Compte et langue
shell-nav-footer = Pied de page
shell-nav-home = Accueil
shell-nav-contests = Concours
shell-nav-ideas = Idées
shell-nav-clustering = Regroupements
shell-nav-minilabs = Mini-labs
shell-nav-incubation = Accompagnements
shell-nav-impact = Impact
shell-nav-jobs = Tâches
shell-nav-outbox = Courriels

shell-sign-in = Se connecter
shell-sign-out = Se déconnecter
shell-notices = Notifications
shell-unread = { $count ->
    [one] { $count } nouveauté
   *[other] { $count } nouveautés
}

shell-footer-help = Aide
shell-footer-accessibility = Accessibilité : non conforme
shell-footer-legal = Mentions légales
shell-footer-privacy = Données personnelles
shell-footer-sitemap = Plan du site
shell-footer-api = API

shell-breadcrumb = Vous êtes ici
shell-search = Rechercher
shell-pagination = Pages
shell-page-previous = Page précédente
shell-page-next = Page suivante
shell-page-of = Page { $number } sur { $last }
shell-facet-remove = (retirer ce filtre)
shell-from-to = du { $from } au { $to }
shell-steps = Étapes
shell-step-done = (étape terminée)

shell-required = obligatoire
shell-optional = facultatif
shell-characters-left = Encore { $count } caractères possibles
shell-check-all = Tout cocher
shell-check-none = Tout décocher
shell-picked = Cochées : { $count }
shell-save = Enregistrer
shell-cancel = Annuler
shell-draft-kept = Brouillon enregistré.
shell-draft-kept-here = Le site ne répond pas pour l’instant : votre texte est gardé sur cet appareil.
shell-draft-not-kept = Le site ne répond pas pour l’instant : gardez cette page ouverte.
shell-draft-other = Un autre texte était resté sur cet appareil. Il est maintenant dans vos brouillons.
shell-later-waiting = Pas de réseau. Votre idée est gardée ici. Elle partira toute seule dès que le réseau reviendra. Vous pouvez fermer cette page et revenir plus tard.
shell-later-waiting-shared = Pas de réseau. Gardez cette page ouverte : votre idée partira toute seule dès que le réseau reviendra.
shell-new-window = (nouvelle fenêtre)
