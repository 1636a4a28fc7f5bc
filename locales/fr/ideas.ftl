# Ideas: the list, one idea and what became of it.
ideas-list-title = Les idées
ideas-list-title-search = « { $query } » dans les idées
ideas-search-label = Chercher dans les idées
ideas-search-hint = Un mot, un lieu, un métier. Les accents et les fautes ne gênent pas.
ideas-filters = Filtrer
ideas-filters-clear = Retirer tous les filtres
ideas-facet-mine = Pour moi
ideas-mine-needs_me = Elles m’attendent
ideas-mine-unsupported = Pas encore soutenues
ideas-mine-supported = Je les soutiens
ideas-mine-followed = Je les suis
ideas-facet-destiny = Devenir
ideas-facet-contest = Concours
ideas-facet-theme = Thème
ideas-facet-trade = Métier
ideas-facet-site = Lieu
ideas-found = { $count ->
    [0] Aucune idée trouvée
    [one] { $count } idée
   *[other] { $count } idées
}
ideas-corrected = Nous avons cherché « { $to } » au lieu de « { $from } ».
ideas-did-you-mean = Vouliez-vous dire :
ideas-order = Ordre
ideas-order-relevance = Les plus proches
ideas-order-fair = Les moins vues d’abord
ideas-order-fair-hint = Chaque personne voit les idées dans un autre ordre, qui change chaque jour. Celles que l’on a le moins vues passent devant.
ideas-order-recent = Les plus récentes
ideas-none-title = Rien ne correspond
ideas-none-text = Essayez un autre mot, ou moins de filtres.
ideas-see-all = Voir toutes les idées
ideas-author-unknown = Sans nom d’auteur
ideas-dots-scale = { $count ->
    [one] Chaque pastille représente { $count } idée.
   *[other] Chaque pastille représente environ { $count } idées.
}

ideas-destiny-in_contest = En concours
ideas-destiny-awarded = Primée
ideas-destiny-unawarded = En attente de réponse
ideas-destiny-in_minilab = Dans un mini-lab
ideas-destiny-in_community = Dans une communauté
ideas-destiny-answered = Réponse donnée

ideas-number = Idée n° { $number }
ideas-by-title = Qui l’a proposée
ideas-direction = Direction
ideas-contest = Concours
ideas-submitted = Déposée le
ideas-where-title = Où en est cette idée ?
ideas-where-in_contest = Elle participe au concours. Son sort sera connu à l’annonce des résultats.
ideas-where-awarded = Le jury l’a récompensée. Elle va être réalisée.
ideas-where-unawarded = Elle n’a pas été primée, et elle n’est pas oubliée : l’équipe d’animation lui cherche un groupe ou prépare une réponse.
ideas-where-in_minilab = Elle avance dans le mini-lab « { $minilab } », avec d’autres idées proches.
ideas-where-in_community = Elle avance dans la communauté « { $minilab } », avec des collègues du même métier.
ideas-where-answered = Une réponse lui a été donnée :
ideas-see-thematic = { $count ->
    [one] Voir le mini-lab ({ $count } membre)
   *[other] Voir le mini-lab ({ $count } membres)
}
ideas-see-trade = { $count ->
    [one] Voir la communauté ({ $count } membre)
   *[other] Voir la communauté ({ $count } membres)
}
ideas-sign-in-to-join = Se connecter pour rejoindre
ideas-invitation-title = Votre idée est invitée
ideas-invitation-text = « { $minilab } » aimerait travailler avec elle. Vous pouvez accepter, préférer un autre groupe, ou refuser.
ideas-invitation-answer = Répondre à l’invitation
ideas-trail-title = Son histoire
ideas-trail-submitted = Idée déposée
ideas-trail-imported = Idée reprise du concours
ideas-trail-awarded = Primée par le jury
ideas-trail-unawarded = Non primée, en attente d’une suite
ideas-trail-in_minilab = Entrée dans un mini-lab
ideas-trail-in_community = Entrée dans une communauté de métier
ideas-trail-answered = Réponse donnée
ideas-trail-invited = Invitation envoyée
ideas-trail-accepted = Invitation acceptée
ideas-trail-rather = Un autre groupe est souhaité
ideas-trail-declined = Invitation refusée
ideas-trail-need_form = Portée devant le laboratoire d’innovation
ideas-similar-title = Idées proches
ideas-answer-form-title = Répondre à cette idée
ideas-answer-form-lead = Si elle n’entre dans aucun groupe, elle mérite une réponse claire, et une porte à côté.
ideas-field-reason = Votre réponse
ideas-reason-hint = Pourquoi, et vers qui se tourner. Les auteurs la recevront par courriel ; elle s’affiche sur cette page.
ideas-answer-send = Envoyer la réponse

ideas-mail-destiny-subject-awarded = Votre idée est primée : { $idea }
ideas-mail-destiny-subject-unawarded = Votre idée continue son chemin : { $idea }
ideas-mail-destiny-subject-in_minilab = Votre idée entre dans un mini-lab : { $idea }
ideas-mail-destiny-subject-in_community = Votre idée entre dans une communauté : { $idea }
ideas-mail-destiny-subject-answered = Une réponse à votre idée : { $idea }
ideas-mail-destiny-line-awarded = Le jury a récompensé votre idée « { $idea } ». Bravo, et merci !
ideas-mail-destiny-line-unawarded = Le jury n’a pas primé votre idée « { $idea } », et elle n’est pas oubliée : nous lui cherchons un groupe de collègues qui pensent à la même chose. Vous aurez une réponse.
ideas-mail-destiny-line-in_minilab = Votre idée « { $idea } » entre dans le mini-lab « { $minilab } ». Votre place vous y attend.
ideas-mail-destiny-line-in_community = Votre idée « { $idea } » entre dans la communauté de métier « { $minilab } ». Votre place vous y attend.
ideas-mail-destiny-line-answered = Voici notre réponse à votre idée « { $idea } ».
ideas-mail-destiny-link = Voir votre idée et son histoire

ideas-submit-title = Déposer une idée
ideas-submit-lead = Trois minutes suffisent. Deux phrases simples valent mieux qu’un long texte.
ideas-submit-closed-title = Ce concours ne prend plus d’idées
ideas-submit-closed-text = Rien de ce que vous avez écrit n’est perdu : votre texte est gardé dans vos brouillons.
ideas-submit-closed-link = Voir les concours ouverts
ideas-submit-visitor = Écrivez tout de suite. Nous vous demanderons de vous connecter au moment d’envoyer, et votre texte vous attendra.
ideas-submit-send = Envoyer mon idée
ideas-submit-draft = Enregistrer le brouillon
ideas-submit-check = Chercher des idées proches
ideas-drafts-here = { $count ->
    [one] { $count } brouillon pour ce concours
   *[other] { $count } brouillons pour ce concours
}
ideas-draft-untitled = Sans titre pour l’instant
ideas-draft-saved = enregistré le { $date }
ideas-draft-current = ouvert ci-dessous
ideas-draft-discard = Jeter
ideas-draft-new = Commencer une autre idée
ideas-field-title = Votre idée en une phrase
ideas-title-hint = Comme vous la diriez à un collègue.
ideas-field-problem = Ce qui ne va pas aujourd’hui
ideas-problem-hint = Où, quand, pour qui. Sans nommer personne.
ideas-field-body = Ce que vous proposez
ideas-proposal = Ce qui est proposé
ideas-body-hint = Ce qu’on ferait autrement. Pas besoin de savoir comment s’y prendre.
ideas-field-beneficiaries = À qui cela profite
ideas-beneficiaries-hint = Les élèves, l’équipe de cuisine, le public…
ideas-field-category = Thème
ideas-category-blank = Je ne sais pas
ideas-field-trade = Votre métier
ideas-trade-hint = Pour vous relier aux collègues du même métier.
ideas-field-site = Votre lieu de travail
ideas-name-title = Mon nom sur cette idée
ideas-field-name_level = Qui voit votre nom ?
ideas-level-public = Tout le monde
ideas-level-community = Mes collègues connectés
ideas-level-team = L’équipe d’animation seulement
ideas-level-hint-public = Votre nom s’affiche avec l’idée.
ideas-level-hint-community = Les personnes sans compte ne le voient pas.
ideas-level-hint-team = Les autres lisent le pseudonyme, ou rien. Dans un petit service, on peut vous reconnaître à ce que vous racontez.
ideas-field-pseudonym = Pseudonyme
ideas-pseudonym-hint = Ce que lisent ceux qui ne voient pas votre nom. Laissez vide pour ne rien afficher.
ideas-behalf-title = J’écris pour quelqu’un d’autre
ideas-field-behalf = Pour qui écrivez-vous ?
ideas-behalf-myself = Pour moi
ideas-behalf-colleague = Pour un ou une collègue
ideas-behalf-paper = Je recopie une carte papier
ideas-field-author_name = Nom de la personne
ideas-field-author_email = Son adresse de courriel, si elle en a une
ideas-author_email-hint = Elle recevra le reçu et les réponses. Sinon, imprimez-lui le reçu.
ideas-field-consent = Cette personne est d’accord pour que j’envoie son idée
ideas-consent-hint = Elle sait qui pourra lire son nom.
ideas-field-differs_because = La mienne est différente parce que…
ideas-similar-while = { $count ->
    [one] Une idée y ressemble
   *[other] Des idées y ressemblent
}
ideas-similar-answer = Réponse donnée :
ideas-support-that = Je soutiens celle-ci
ideas-supported = Vous la soutenez
ideas-support-still = Je la soutiens toujours
ideas-changed-since-title = Cette idée a changé depuis votre soutien
ideas-changed-since-see = Voir ce qui a changé
ideas-support = Je soutiens cette idée
ideas-supported-undo = Ne plus soutenir
ideas-follow = Suivre
ideas-unfollow = Ne plus suivre
ideas-sign-in-to-support = Se connecter pour soutenir
ideas-supporters = { $count ->
    [0] Personne ne l’a encore soutenue.
    [one] { $count } personne la soutient.
   *[other] { $count } personnes la soutiennent.
}
ideas-supporters-later = Le nombre de soutiens sera connu à l’annonce des résultats.
ideas-name-hidden = nom connu de l’équipe d’animation seulement
ideas-edited = Modifiée le
ideas-versions-link = voir ce qui a changé
ideas-own-title = C’est votre idée
ideas-edit-link = Modifier
ideas-receipt-link = Voir le reçu
ideas-withdraw-link = Retirer cette idée
ideas-restore = Remettre cette idée au concours
ideas-submitted-note = L’équipe d’animation lit votre idée avant de la publier. Vous serez prévenu·e. En attendant, vous seul·e et l’équipe la voyez.
ideas-returned-title = Votre idée vous revient avant d’être publiée
ideas-hidden-title = Votre idée n’est plus affichée
ideas-edit-and-resend = Modifier et renvoyer

ideas-state-submitted = Lue par l’équipe avant publication
ideas-state-returned = À revoir par son auteur
ideas-state-published = Publiée
ideas-state-withdrawn = Retirée par son auteur
ideas-state-hidden = Retirée de l’affichage

ideas-because-names_a_person = Elle nomme ou désigne une personne.
ideas-because-personal = Elle contient une information personnelle.
ideas-because-attack = Elle met quelqu’un en cause.
ideas-because-off_topic = Elle ne concerne pas ce concours.
ideas-because-unclear = Nous ne l’avons pas bien comprise : quelques précisions aideraient.
ideas-because-twice = Vous l’avez déjà envoyée.
ideas-because-confidential = Elle parle de ce qui doit rester interne.
ideas-because-other = Pour une autre raison :

ideas-trail-published = Publiée
ideas-trail-returned = Rendue à son auteur
ideas-trail-resubmitted = Renvoyée par son auteur
ideas-trail-withdrawn = Retirée par son auteur
ideas-trail-hidden = Retirée de l’affichage
ideas-trail-edited = Texte modifié

ideas-channel-import = reprise d’un fichier
ideas-channel-web = envoyée en ligne
ideas-channel-behalf = envoyée par un collègue
ideas-channel-paper = carte papier

ideas-receipt-title = Reçu : idée n° { $number }
ideas-receipt-lead = Merci. Votre idée est bien arrivée.
ideas-receipt-number = Numéro
ideas-receipt-idea = Votre idée
ideas-receipt-author = Idée de
ideas-receipt-next-title = Et maintenant ?
ideas-receipt-next-submitted = L’équipe d’animation la lit, puis la publie ou vous écrit pourquoi il faut la revoir. Aucune idée ne reste sans réponse.
ideas-receipt-next-published = Elle est publiée : vos collègues peuvent la lire et la soutenir. Aucune idée ne reste sans réponse.
ideas-receipt-next-other = Sa page dit où elle en est.
ideas-receipt-behalf = Imprimez cette page et donnez-la à la personne : le numéro permet de retrouver son idée.
ideas-receipt-see = Voir l’idée
ideas-receipt-again = Déposer une autre idée
ideas-receipt-similar = D’autres y ont pensé aussi. Vous pourrez peut-être y travailler ensemble.

ideas-paper-title = Carte papier
ideas-paper-lead = Pour écrire à la main. Recopiez ensuite la carte ici, notez le numéro de l’idée en bas, et rendez cette partie à la personne.
ideas-paper-print-a4 = Imprimer sur une feuille A4
ideas-paper-print-a5 = Imprimer sur une feuille A5
ideas-paper-to-a5 = Plutôt sur une feuille A5
ideas-paper-to-a4 = Plutôt sur une feuille A4
ideas-paper-copy-out = Recopier une carte remplie
ideas-paper-link = Imprimer la carte papier
ideas-paper-call = Une gêne, un détail à changer ? Écrivez-le ici et rendez cette carte : quelqu’un l’enverra pour vous. Ou scannez le code.
ideas-paper-qr = Code à scanner, qui ouvre le concours
ideas-paper-name = Votre nom
ideas-paper-email = Votre courriel, si vous en avez un
ideas-paper-answer = Comment vous répondre ?
ideas-paper-answer-email = Par courriel
ideas-paper-answer-hand = Par la personne à qui je rends cette carte
ideas-paper-consent = Votre accord
ideas-paper-consent-send = Je suis d’accord pour qu’on envoie mon idée à ma place
ideas-paper-stub-title = Reçu à détacher
ideas-paper-stub-number = Idée n°
ideas-paper-stub-given = Remise le, et à qui
ideas-paper-stub-text = Gardez ce papier. Avec ce numéro, on vous dira toujours ce que devient votre idée. Demandez à la personne qui vous l’a donné, ou à l’équipe : { $address }

ideas-mine-title = Mes idées
ideas-mine-lead = Ce que vous écrivez, ce que vous avez envoyé, et tout ce qui s’est passé depuis.
ideas-mine-drafts = Brouillons
ideas-mine-drafts-lead = Vous seul·e les voyez.
ideas-mine-sent = Envoyées
ideas-mine-empty-title = Vous n’avez pas encore envoyé d’idée
ideas-mine-empty-text = Une gêne dans votre journée, un détail à changer : c’est une idée.
ideas-mine-filed = Envoyées pour d’autres
ideas-mine-filed-lead = Pour les personnes qui vous ont confié leur idée.

ideas-edit-title = Modifier cette idée
ideas-edit-returned = Corrigez ce qu’il faut, puis renvoyez. Votre numéro ne change pas.
ideas-edit-supported = Des collègues soutiennent cette idée. Si vous en changez le sens, ils seront prévenus et pourront retirer leur soutien.
ideas-edit-resend = Renvoyer mon idée

ideas-versions-title = Ce qui a changé
ideas-versions-lead = Le texte ajouté est souligné, le texte retiré est barré.
ideas-version = Version { $number }, { $date }
ideas-version-same = Rien n’a changé dans le texte.

ideas-withdraw-title = Retirer cette idée
ideas-withdraw-lead = Plus personne ne la lira, sauf vous et l’équipe d’animation. Elle n’est pas effacée : vous pourrez la remettre tant que le concours prend des idées.
ideas-withdraw-hint = Pour l’équipe d’animation, si vous voulez dire pourquoi.
ideas-withdraw-send = Retirer mon idée
ideas-field-words = Quelques mots

ideas-review-title = Idées à lire avant publication
ideas-review-lead = Publiez, ou rendez à l’auteur avec une raison et un mot pour l’aider.
ideas-review-waiting = { $count ->
    [one] { $count } idée attend
   *[other] { $count } idées attendent
}
ideas-review-pick = Cochez celles à traiter ensemble
ideas-review-detail = n° { $number } · { $contest } · depuis le { $date }
ideas-review-by = { $author } · { $channel }
ideas-review-beneficiaries = Profite à : { $text }
ideas-review-differs = Son auteur la dit différente de
ideas-review-publish = Publier
ideas-review-see = Ouvrir
ideas-review-ticked = Pour les idées cochées
ideas-review-publish-all = Publier les idées cochées
ideas-review-return-all = Rendre à leurs auteurs
ideas-field-ideas = Idées
ideas-field-review_reason = Raison
ideas-review-reason-blank = Choisir une raison
ideas-review-words-hint = L’auteur les lira avec la raison. Dites ce qu’il faudrait changer.
ideas-review-done = C’est fait.
ideas-review-undo = Annuler ce que je viens de faire
ideas-review-empty-title = Rien n’attend
ideas-review-empty-text = Toutes les idées envoyées ont été lues.
ideas-manage-title = Idées publiées
ideas-manage-lead = Rangez plusieurs idées dans un thème, ou retirez-les de l’affichage, en une fois. Vous pouvez l’annuler pendant une demi-heure.
ideas-manage-link = Ranger les idées publiées
ideas-manage-pick = Idées publiées
ideas-manage-detail = n° { $number } · { $contest } · { $theme }
ideas-manage-no-theme = Sans thème
ideas-manage-theme = Ranger les idées cochées
ideas-manage-theme-blank = Choisir un thème
ideas-manage-theme-set = Changer le thème
ideas-manage-hide = Retirer les idées cochées
ideas-manage-hide-set = Retirer de l’affichage
ideas-field-theme = Thème
ideas-review-one = Publication de cette idée
ideas-review-to-published = Publier
ideas-review-to-returned = Rendre à son auteur
ideas-review-to-hidden = Retirer de l’affichage
ideas-charter-title = Lire la charte du concours
ideas-field-charter = J’ai lu la charte et je la respecte
ideas-answer-yes = Oui
ideas-answer-no = Non
ideas-authors-title = Les auteurs de cette idée
ideas-authors-lead = Une idée à plusieurs reste à plusieurs. Chacun peut la modifier, et chacun est nommé.
ideas-authors-waiting = Invitations en attente
ideas-authors-invite = Inviter un ou une co-auteur
ideas-authors-link = Co-auteurs
ideas-field-email = Adresse de courriel
ideas-authors-email-hint = La personne recevra une invitation, et lira l’idée une fois qu’elle aura accepté.
ideas-authors-send = Envoyer l’invitation
ideas-authors-withdraw = Annuler
ideas-authors-leave = Ne plus être auteur
ideas-coauthor-title = Être co-auteur de cette idée ?
ideas-coauthor-lead = { $name } vous propose de signer ensemble cette idée.
ideas-coauthor-idea = L’idée
ideas-coauthor-yes = Oui, j’en suis
ideas-coauthor-no = Non merci
ideas-coauthor-settled = Cette invitation a déjà sa réponse.
ideas-answers-title = Réponses aux questions du concours
