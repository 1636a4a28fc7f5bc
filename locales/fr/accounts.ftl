# Signing in, the profile.
accounts-sign-in-title = Se connecter
accounts-sign-in-lead = Pas de mot de passe. Donnez votre adresse, nous vous envoyons un code.
accounts-field-email = Adresse électronique
accounts-email-hint = Professionnelle ou personnelle, comme vous préférez.
accounts-send-code = Recevoir mon code
accounts-demo-title = Essayer la démonstration
accounts-demo-lead = Choisissez une personne : vous entrerez à sa place.

accounts-code-title = Votre code
accounts-code-lead = Nous l’avons envoyé à { $email }. Il reste valable { $minutes } minutes.
accounts-field-code = Code à 6 chiffres
accounts-code-hint = Vous pouvez le coller. Les espaces ne comptent pas.
accounts-enter = Entrer
accounts-code-outbox-title = Ici, aucun courriel ne part vraiment
accounts-code-outbox-text = Le message avec votre code se lit sur place :
accounts-code-outbox-link = ouvrir le message
accounts-code-lost = Je ne reçois rien
accounts-code-lost-text = Regardez dans les courriers indésirables, et vérifiez l’adresse ci-dessus. Vous pouvez aussi demander un nouveau code ; l’ancien ne marchera plus.
accounts-send-again = Envoyer un nouveau code
