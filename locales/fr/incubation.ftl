# From the need form to the support file.
incubation-list-title = Accompagnements
incubation-list-lead = Les projets nés des mini-labs et confiés au laboratoire d’innovation.
incubation-list-tabs = Par état
incubation-state-all = Tous
incubation-state-submitted = Déposé
incubation-state-studied = À l’étude
incubation-state-prequalified = Préqualifié
incubation-state-accepted = Accepté
incubation-state-declined = Non retenu
incubation-from-minilab = Issu de :
incubation-updated = Mis à jour le { $date }
incubation-list-empty-title = Aucun accompagnement pour le moment
incubation-list-empty-text = Quand un mini-lab est prêt, son équipe d’animation le propose au laboratoire, et son dossier s’affiche ici.
incubation-see-minilabs = Voir les mini-labs
