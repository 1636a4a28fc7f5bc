# The local outbox: mails of the demonstration, or of a site without SMTP.
mail-outbox-title = Courriels
mail-outbox-lead = Ici, les courriels ne partent pas : ils se lisent sur cette page.
mail-outbox-lead-real = Les derniers courriels de la plateforme.
mail-outbox-empty-title = Aucun courriel
mail-outbox-empty-text = Le premier arrivera quand quelqu’un demandera son code de connexion.
mail-to = À { $recipient }
mail-state-kept = Gardé ici
mail-state-waiting = En attente
mail-state-sent = Parti
mail-state-failed = Abandonné
mail-tabs = Choisir un état
mail-tab-all = Tous
mail-tab-waiting = En attente
mail-tab-sent = Partis
mail-tab-failed = Abandonnés
mail-kind = Sujet
mail-sent-at = Parti
mail-tries = Essais
mail-tries-count = { $count ->
    [one] { $count } essai
   *[other] { $count } essais
}
mail-tried-at = le dernier le { $date }
mail-send-again = Renvoyer
mail-text-forgotten = Le texte est oublié une fois le courriel parti.
mail-date = Écrit
mail-recipient = Destinataire
mail-back = Tous les courriels
mail-error = Pourquoi il n’est pas parti
mail-text-title = Message
mail-hello = Bonjour,
mail-hello-name = Bonjour { $name },
mail-signature = MiniLabs, { $organisation }
