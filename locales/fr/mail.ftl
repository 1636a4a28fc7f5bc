# The local outbox: mails of the demonstration, or of a site without SMTP.
mail-outbox-title = Courriels
mail-outbox-lead = Ici, les courriels ne partent pas : ils se lisent sur cette page.
mail-outbox-lead-real = Les derniers courriels de la plateforme.
mail-outbox-empty-title = Aucun courriel
mail-outbox-empty-text = Le premier arrivera quand quelqu’un demandera son code de connexion.
mail-to = À { $recipient }
mail-not-sent = Non parti
mail-sent = Parti
mail-kept = Gardé ici
mail-date = Écrit
mail-recipient = Destinataire
mail-back = Tous les courriels
mail-error = Pourquoi il n’est pas parti
mail-text-title = Message
mail-hello = Bonjour,
mail-hello-name = Bonjour { $name },
mail-signature = MiniLabs, { $organisation }
