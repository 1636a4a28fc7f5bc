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

accounts-demo-enter = { $name }, { $role }
accounts-demo-role-administrator = administration de la plateforme
accounts-demo-role-animator = équipe d’animation
accounts-demo-role-agent = agent

accounts-profile-title = Mon compte
accounts-profile-lead = Ce que les autres voient de vous, et où vous êtes connecté.
accounts-profile-form-title = Qui vous êtes
accounts-field-display_name = Nom affiché
accounts-display_name-hint = Celui qui figure à côté de vos idées.
accounts-field-trade = Métier
accounts-trade-hint = Il sert à vous proposer la communauté de votre métier.
accounts-field-site = Lieu de travail
accounts-field-direction = Direction ou service
accounts-signed-in-as = Adresse de connexion
accounts-no-email = Aucune adresse
accounts-roles = Rôles
accounts-role-administrator = Administration
accounts-role-animator = Animation
accounts-sessions-title = Vos connexions
accounts-sessions-lead = Vous ne reconnaissez pas l’une d’elles ? Fermez-la : l’appareil devra redemander un code.
accounts-session-browser = Navigateur
accounts-session-api = Programme (API)
accounts-session-current = Celle-ci
accounts-session-since = Ouverte le { $date }, utilisée le { $seen }
accounts-session-end = Fermer cette connexion
accounts-session-about = : { $client }
accounts-api-title = Pour les programmes
accounts-api-text = Tout ce que vous faites dans ces pages, un programme peut le faire par l’API, avec son propre jeton. La documentation explique comment en obtenir un.
accounts-api-link = Documentation de l’API

accounts-mail-code-subject = Votre code de connexion
accounts-mail-code-line = Voici votre code pour entrer dans MiniLabs :
accounts-mail-code-minutes = Il reste valable { $minutes } minutes, et ne sert qu’une fois.
accounts-mail-code-not-you = Vous n’avez rien demandé ? Ignorez ce message : sans le code, personne n’entre.
