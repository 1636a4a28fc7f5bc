# Help and the pages that the law asks for.
help-write-title = Nous écrire

help-help-title = Aide
help-help-lead = Les réponses courtes aux questions que l’on pose le plus.
help-help-sign-in-title = Comment se connecter ?
help-help-sign-in-text = Donnez votre adresse électronique. Un code à six chiffres arrive par courriel : recopiez-le, c’est tout. Il n’y a pas de mot de passe à retenir.
help-help-search-title = Comment trouver une idée ?
help-help-search-text = Écrivez quelques mots dans la recherche. Les fautes de frappe et les accents oubliés ne gênent pas. Les filtres réduisent la liste par thème, par métier ou par lieu.
help-help-idea-title = À qui est une idée ?
help-help-idea-text = À ses autrices et auteurs. Leur nom reste attaché à l’idée dans les groupes, les projets et les résultats.
help-help-destiny-title = Que veut dire « destin » ?
help-help-destiny-text = Chaque idée en a un, et un seul à la fois : en concours, primée, en attente de réponse, dans un mini-lab, dans une communauté de métier, ou avec une réponse. Sa page raconte tout le chemin.
help-help-minilab-title = Qu’est-ce qu’un mini-lab ?
help-help-minilab-text = Un petit groupe ouvert, autour d’idées voisines. On y cherche ensemble une façon de les réaliser. Une communauté de métier fait de même entre collègues d’un même métier.
help-help-invitation-title = J’ai reçu une invitation. Que faire ?
help-help-invitation-text = Dites oui, préférez un autre groupe, ou refusez. Vous pouvez changer d’avis. Une idée refusée partout reçoit une réponse de l’équipe d’animation.
help-help-draft-title = Ce que j’écris peut-il se perdre ?
help-help-draft-text = Non. Les longs formulaires gardent votre texte sur votre appareil tant qu’il n’est pas envoyé.
help-help-team-title = Qui voit ce que j’écris ?
help-help-team-text = Les idées publiées se lisent par tous ceux à qui le concours est ouvert. Vos réponses aux invitations ne sont lues que par l’équipe d’animation.
help-help-mails-title = Comment être prévenu, et comment ne plus l’être ?
help-help-mails-text = Tout se lit sur la page Notifications. Dans « Mes notifications », vous choisissez ce qui arrive par courriel, à quel rythme, et les heures calmes où rien ne part. Chaque résumé a un lien pour ne plus le recevoir.
help-help-feed-title = Puis-je suivre les idées dans un lecteur de flux ?
help-help-feed-text = Oui, si elles sont publiques : donnez à votre lecteur l’adresse de la page des idées. Vos notifications ont aussi un flux, à une adresse secrète que vous créez dans « Mes notifications ».
help-help-contact-title = Et si je ne trouve pas ?
help-help-contact-text = Demandez à l’équipe d’animation de { $organisation }. Si une page affiche une référence, joignez-la à votre message.

help-accessibility-title = Déclaration d’accessibilité
help-accessibility-lead = { $organisation } veut rendre ce service accessible à toutes et à tous, selon l’article 47 de la loi n° 2005-102 du 11 février 2005.
help-accessibility-state-title = État de conformité
help-accessibility-state-text = MiniLabs n’est pas conforme au référentiel général d’amélioration de l’accessibilité (RGAA), version 4.1.2, parce qu’aucun audit n’a encore été fait. Cela ne veut pas dire que rien n’a été fait.
help-accessibility-results-title = Ce qui est vérifié
help-accessibility-results-text = Chaque page est contrôlée automatiquement à chaque version : structure, contrastes, étiquettes des champs, langue. Le parcours complet se fait au clavier, à 320 pixels de large et sans script.
help-accessibility-limits-title = Ce qui peut manquer
help-accessibility-limits-text = Les idées sont publiées dans les mots et la mise en forme de leurs auteurs. Certaines peuvent être difficiles à lire.
help-accessibility-technologies-title = Technologies
help-accessibility-technologies-text = HTML5, CSS, SVG ; JavaScript pour le confort seulement. Vérifié avec Chromium et axe-core.
help-accessibility-contact-title = Signaler une difficulté
help-accessibility-contact-text = Si vous n’arrivez pas à accéder à un contenu, dites-le à l’équipe d’animation de { $organisation } : nous vous répondrons en une semaine, avec une autre façon d’y accéder.
help-accessibility-recourse-title = Voies de recours
help-accessibility-recourse-text = Sans réponse satisfaisante, vous pouvez saisir le Défenseur des droits : par son formulaire en ligne (formulaire.defenseurdesdroits.fr), par ses délégués dans votre département, ou par courrier gratuit, sans timbre : Défenseur des droits, Libre réponse 71120, 75342 Paris CEDEX 07.

help-legal-title = Mentions légales
help-legal-lead = Qui publie ce service, et sous quelles conditions.
help-legal-publisher-title = Éditeur
help-legal-publisher-text = Ce service est publié par { $organisation }.
help-legal-hosting-title = Hébergement
help-legal-hosting-text = Il est hébergé par { $organisation } ou pour son compte.
help-legal-licence-title = Contenus
help-legal-licence-text = Les idées appartiennent à leurs autrices et auteurs, qui les partagent avec { $organisation } pour qu’elles soient étudiées et réalisées.
help-legal-credits-title = Logiciel
help-legal-credits-text = MiniLabs est un logiciel libre, sous licence MIT.

help-privacy-title = Données personnelles
help-privacy-lead = Ce que { $organisation } sait de vous ici, pourquoi, et ce que vous pouvez demander.
help-privacy-what-title = Quelles données ?
help-privacy-what-text = Votre nom, votre adresse électronique, votre métier et votre lieu de travail si vous les donnez, ou si le service par lequel vous entrez (comme ProConnect) les donne ; vos idées, vos réponses et les groupes dont vous êtes membre ; le journal des actions.
help-privacy-why-title = Pourquoi ?
help-privacy-why-text = Pour vous connecter, pour vous répondre, pour réunir les personnes qui ont des idées proches, et pour garder la trace de qui a décidé quoi. C’est une mission d’intérêt public de l’employeur.
help-privacy-who-title = Qui les voit ?
help-privacy-who-text = Votre nom, votre métier et vos idées se voient par les personnes à qui le concours est ouvert. Le reste n’est vu que par l’équipe d’animation. Rien n’est vendu ni transmis.
help-privacy-long-title = Combien de temps ?
help-privacy-long-text = Les codes de connexion vivent quelques minutes, les connexions quelques semaines. Le compte vit tant que vous l’utilisez. Le texte d’un courriel est oublié dès qu’il est parti, sa trace dans la liste des envois au bout de 90 jours, une notification au bout d’un an.
help-privacy-rights-title = Vos droits
help-privacy-rights-text = Vous pouvez voir, corriger et faire effacer vos données, ou vous opposer à leur usage : écrivez à l’équipe d’animation. Vous pouvez aussi vous adresser à la CNIL (cnil.fr).
help-privacy-cookies-title = Témoins de connexion (cookies)
help-privacy-cookies-text = Seulement ceux qui font marcher le service : votre connexion, votre langue, la sécurité des formulaires. Aucune mesure d’audience, aucun service extérieur.

help-sitemap-title = Plan du site

help-api-title = L’API
help-api-lead = Tout ce que l’on fait dans les pages se fait aussi par programme. On s’y connecte comme ailleurs, avec un code reçu par courriel.
help-api-document = Télécharger le document OpenAPI
