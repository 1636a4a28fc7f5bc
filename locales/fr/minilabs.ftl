# Mini-labs and trade communities.
minilabs-list-title = Mini-labs et communautés
minilabs-list-lead = Un mini-lab rassemble des idées sur un même sujet. Une communauté rassemble les personnes d’un même métier. Tout le monde peut entrer.
minilabs-tab-all = Tous
minilabs-tab-thematic = Mini-labs
minilabs-tab-trade = Communautés de métier
minilabs-kind-thematic = Mini-lab
minilabs-kind-trade = Communauté de métier
minilabs-joined = Vous en êtes membre
minilabs-ideas-count = { $count ->
    [one] { $count } idée
   *[other] { $count } idées
}
minilabs-members-count = { $count ->
    [one] { $count } membre
   *[other] { $count } membres
}
minilabs-list-empty-title = Aucun pour le moment
minilabs-list-empty-text = Les mini-labs naissent des idées, une fois le concours terminé.

minilabs-join-thematic = Rejoindre le mini-lab
minilabs-join-trade = Rejoindre la communauté
minilabs-leave = Quitter
minilabs-role-bearer = Vous en êtes membre, avec votre idée
minilabs-role-member = Vous en êtes membre
minilabs-role-bearer-short = Porte une idée
minilabs-invited-title-thematic = Ce mini-lab vous invite
minilabs-invited-title-trade = Cette communauté vous invite
minilabs-invited-text = Votre idée « { $idea } » y aurait sa place.
minilabs-ideas-title = { $count ->
    [0] Les idées
    [one] { $count } idée
   *[other] { $count } idées
}
minilabs-no-ideas-title = Pas encore d’idée
minilabs-no-ideas-text = Les idées acceptées par leurs auteurs s’afficheront ici.
minilabs-around = Membres et suites
minilabs-team-title = Animer ce groupe
minilabs-invitations = { $sent ->
    [one] { $sent } invitation envoyée
   *[other] { $sent } invitations envoyées
} : { $accepted } oui, { $rather } « plutôt ailleurs », { $declined } non.
minilabs-promote = Le proposer au laboratoire
minilabs-need-form-title = Proposé au laboratoire
minilabs-members-title = { $count ->
    [0] Les membres
    [one] { $count } membre
   *[other] { $count } membres
}
minilabs-members-more = { $count ->
    [one] et { $count } autre
   *[other] et { $count } autres
}
minilabs-no-members = Personne encore. Soyez la première ou le premier.
minilabs-trail-title = Ce qui s’est passé
minilabs-trail-opened = Ouverture
minilabs-trail-joined = Une personne rejoint le groupe
minilabs-trail-promoted = Proposé au laboratoire d’innovation
minilabs-from-contest = Né du concours

minilabs-invitation-title-thematic = Votre idée est invitée dans un mini-lab
minilabs-invitation-title-trade = Votre idée est invitée dans une communauté
minilabs-invitation-lead = C’est vous qui décidez. Quelle que soit votre réponse, votre nom reste attaché à votre idée.
minilabs-invitation-state-accepted = Vous avez dit oui
minilabs-invitation-state-rather = Vous préférez un autre groupe
minilabs-invitation-state-declined = Vous avez dit non
minilabs-invitation-change = Vous pouvez changer d’avis.
minilabs-field-answer = Votre réponse
minilabs-answer-accepted = Oui, elle y a sa place
minilabs-answer-hint-accepted = Votre idée rejoint le groupe, et vous avec elle.
minilabs-answer-rather = Plutôt dans un autre groupe
minilabs-answer-hint-rather = Choisissez-le ci-dessous, ou décrivez-le.
minilabs-answer-declined = Non, pas de groupe
minilabs-answer-hint-declined = Votre idée recevra une réponse de l’équipe d’animation.
minilabs-field-rather = L’autre groupe
minilabs-rather-hint = Seulement si vous avez répondu « plutôt ».
minilabs-rather-none = Aucun de la liste
minilabs-field-reason = Un mot pour l’équipe d’animation
minilabs-reason-hint = Il n’est lu que par elle.
minilabs-invitation-send = Envoyer ma réponse
minilabs-invitation-about = De quoi il s’agit
minilabs-invitation-your-idea = Votre idée
minilabs-invitation-the-thematic = Le mini-lab
minilabs-invitation-the-trade = La communauté
minilabs-invitation-why = Ce qui les rapproche

minilabs-promote-title = Proposer au laboratoire
minilabs-promote-lead = La fiche est déjà remplie à partir du groupe. Relisez, complétez, envoyez.

minilabs-mail-invitation-subject-thematic = Votre idée est invitée dans le mini-lab « { $minilab } »
minilabs-mail-invitation-subject-trade = Votre idée est invitée dans la communauté « { $minilab } »
minilabs-mail-invitation-line-thematic = Votre idée « { $idea } » ressemble à d’autres. Elles se rejoignent dans un mini-lab : « { $minilab } ».
minilabs-mail-invitation-line-trade = Votre idée « { $idea } » intéresse les collègues de votre métier. Ils se rejoignent dans une communauté : « { $minilab } ».
minilabs-mail-invitation-choice = Vous pouvez dire oui, préférer un autre groupe, ou refuser. Rien ne se fait sans vous.
minilabs-mail-invitation-link = Répondre à l’invitation
