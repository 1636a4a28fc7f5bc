# What people are told, and by which way.
notices-title = Notifications
notices-unread = { $count ->
    [one] { $count } nouveauté à lire
   *[other] { $count } nouveautés à lire
}
notices-all-read = Vous avez tout lu.
notices-settings = Régler mes notifications
notices-mark-all = Tout marquer comme lu
notices-mark-one = Marquer comme lu
notices-new = Nouveau
notices-answer = Répondre à l’invitation
notices-times = ({ $count } fois)
notices-gone = { $count ->
    [one] Un message parlait d’un contenu que vous ne pouvez plus voir.
   *[other] { $count } messages parlaient de contenus que vous ne pouvez plus voir.
}
notices-empty-title = Rien pour le moment
notices-empty-text = Quand quelqu’un répondra à votre idée, vous le lirez ici.
notices-empty-ideas = Voir les idées

# By kind; $object is what it is about: idea, contest, minilab, invitation, need_form, comment…
notices-line-receipt = { $object ->
    [idea] Votre idée est bien arrivée.
    [need_form] Une fiche d’expression des besoins est arrivée.
   *[other] C’est bien arrivé.
}
notices-line-decision = { $object ->
    [idea] Une décision est prise sur votre idée.
    [need_form] Votre dossier avance.
   *[other] Une décision est prise.
}
notices-line-invitation = { $object ->
    [invitation] Votre idée est invitée ici. Est-ce sa place ?
   *[other] Vous avez une invitation.
}
notices-line-moderation = L’équipe d’animation a relu ce que vous avez écrit.
notices-line-comment = Il y a un nouveau commentaire.
notices-line-mention = Quelqu’un parle de vous.
notices-line-thanks = Quelqu’un vous remercie.
notices-line-changed = { $object ->
    [idea] Cette idée a changé.
   *[other] Ce que vous suivez a changé.
}
notices-line-co_author = Il y a du nouveau entre co-auteurs.
notices-line-phase = Le concours passe à une autre étape.
notices-line-help_asked = Il y a du nouveau pour une demande d’aide.
notices-line-report = Votre signalement a reçu une réponse.
notices-line-queue = Quelque chose attend l’équipe.

notices-kind-receipt = les accusés de réception
notices-kind-decision = les décisions
notices-kind-invitation = les invitations
notices-kind-moderation = la relecture de vos textes
notices-kind-comment = les commentaires
notices-kind-mention = les mentions de votre nom
notices-kind-thanks = les remerciements
notices-kind-changed = les changements de ce que vous suivez
notices-kind-co_author = les échanges entre co-auteurs
notices-kind-phase = les étapes des concours
notices-kind-help_asked = les demandes d’aide
notices-kind-report = les signalements
notices-kind-queue = ce qui attend l’équipe

notices-preferences-title = Mes réglages de notification
notices-preferences-lead = Choisissez ce qui arrive par courriel, et quand. Tout se lit aussi sur la page Notifications.
notices-digest-legend = Le résumé par courriel
notices-digest-hint = Un seul message avec tout ce qui est nouveau. Il part après { $hour } heures du matin. S’il n’y a rien de nouveau, il ne part pas.
notices-field-digest = À quel rythme ?
notices-digest-daily = Chaque jour
notices-digest-weekly = Une fois par semaine
notices-digest-never = Jamais
notices-field-digest_day = Quel jour ?
notices-digest_day-hint = Pour le résumé de la semaine.
notices-day-1 = Lundi
notices-day-2 = Mardi
notices-day-3 = Mercredi
notices-day-4 = Jeudi
notices-day-5 = Vendredi
notices-day-6 = Samedi
notices-day-7 = Dimanche
notices-quiet-legend = Les heures calmes
notices-quiet-hint = Pendant ces heures, les courriels attendent. Les codes de connexion partent toujours tout de suite. Heure de { $zone }.
notices-field-quiet_from = De
notices-field-quiet_until = À
notices-quiet-none = Pas d’heures calmes
notices-hour = { $hour } h
notices-kinds-legend = Ce dont vous êtes prévenu
notices-kinds-hint = Pour chaque sujet : un courriel tout de suite, dans le résumé, ou seulement sur la page Notifications.
notices-channel-at_once = Un courriel tout de suite
notices-channel-digest = Dans le résumé
notices-channel-inbox = Sur la page Notifications seulement
notices-field-receipt = Ce que vous envoyez est bien arrivé
notices-field-decision = Une décision est prise sur votre idée ou votre dossier
notices-field-invitation = On vous invite dans un groupe
notices-field-moderation = L’équipe a relu votre texte
notices-field-comment = Quelqu’un commente
notices-field-mention = Quelqu’un parle de vous
notices-field-thanks = Quelqu’un vous remercie
notices-field-changed = Une idée que vous suivez a changé
notices-field-co_author = Du nouveau entre co-auteurs
notices-field-phase = Un concours passe à une autre étape
notices-field-help_asked = Quelqu’un demande de l’aide
notices-field-report = Mon signalement reçoit une réponse
notices-field-queue = Quelque chose attend l’équipe (équipe)

notices-mails-title = Vos courriels arrivent-ils ?
notices-last-mail-none = Aucun courriel ne vous a encore été envoyé.
notices-last-mail-sent = Le dernier est parti le { $date }. Notre serveur de courriel l’a bien pris.
notices-last-mail-waiting = Le dernier, écrit le { $date }, n’est pas encore parti. Nous réessayons.
notices-last-mail-failed = Le dernier, écrit le { $date }, n’a pas pu partir. Vérifiez votre adresse, ou demandez à l’équipe d’animation.
notices-last-mail-kept = Le dernier, écrit le { $date }, reste ici : ce site n’envoie pas de courriel.
notices-test-hint = Envoyez-vous un message d’essai. S’il n’arrive pas, regardez dans les courriers indésirables.
notices-test-send = Envoyer un message d’essai
notices-feed-title = Votre flux personnel
notices-feed-lead = Pour lire vos notifications dans un lecteur de flux (Atom).
notices-feed-since = Votre flux a une adresse secrète depuis le { $date }. Elle n’a été montrée qu’une fois.
notices-feed-open = Créer l’adresse de mon flux
notices-feed-renew = Changer l’adresse
notices-feed-close = Fermer mon flux
notices-feed-new = Voici l’adresse de votre flux
notices-feed-new-text = Copiez-la maintenant : elle ne sera plus montrée. Qui la connaît lit vos notifications ; ne la donnez à personne.
notices-feed-public = Les idées publiques ont aussi leur flux, ouvert à tous :
notices-feed-ideas = Nouvelles des idées
notices-feed-contest = Nouvelles des idées : { $contest }
notices-feed-own = Mes notifications

notices-unsubscribe-title = Ne plus recevoir ces courriels
notices-unsubscribe-digest = Appuyez sur le bouton : vous ne recevrez plus le résumé par courriel.
notices-unsubscribe-kind = Appuyez sur le bouton : vous ne recevrez plus de courriel sur ce sujet : { $kind }.
notices-unsubscribe-stays = Tout restera sur la page Notifications. Vous pourrez changer d’avis dans vos réglages.
notices-unsubscribe-button = Ne plus les recevoir
notices-unsubscribed = C’est fait
notices-unsubscribed-text = Ces courriels ne vous seront plus envoyés. Un message déjà en route peut encore arriver.

notices-mail-digest-subject = { $count ->
    [one] MiniLabs : { $count } nouveauté pour vous
   *[other] MiniLabs : { $count } nouveautés pour vous
}
notices-mail-digest-line = { $count ->
    [one] Voici ce qui est nouveau pour vous.
   *[other] Voici les { $count } nouveautés pour vous, les plus récentes d’abord.
}
notices-mail-left-out = { $count ->
    [one] Il y en a { $count } de plus sur la page Notifications.
   *[other] Il y en a { $count } de plus sur la page Notifications.
}
notices-mail-inbox = Tout lire et tout marquer comme lu :
notices-mail-inbox-link = Tout lire et tout marquer comme lu
notices-mail-settings = Choisir ce que vous recevez :
notices-mail-settings-link = Choisir ce que vous recevez
notices-mail-unsubscribe = Ne plus recevoir ces courriels :
notices-mail-unsubscribe-link = Ne plus recevoir ces courriels
notices-mail-test-subject = Message d’essai
notices-mail-test-line = Vous l’avez demandé, et il est arrivé : vos courriels fonctionnent.
