# Refusals and breakdowns; errors of forms.
errors-status = Erreur { $status }
errors-not-found-title = Cette page n’existe pas
errors-not-found-text = Elle a peut-être changé d’adresse. Les idées, elles, ne disparaissent jamais : cherchez la vôtre.
errors-forbidden-title = Cette page ne vous est pas ouverte
errors-forbidden-text = Votre compte ne permet pas d’y entrer. Si vous pensez que c’est une erreur, demandez à l’équipe d’animation.
errors-sign-in-first-title = Connectez-vous pour continuer
errors-sign-in-first-text = Cette page est réservée aux personnes connectées. Vous y reviendrez juste après.
errors-refused-title = Quelqu’un est passé avant vous
errors-refused-text = Ce que vous vouliez changer vient de changer. Revenez en arrière et regardez où cela en est.
errors-stale-form-title = Cette page est restée ouverte trop longtemps
errors-stale-form-text = Par sécurité, rien n’a été envoyé. Revenez en arrière, rechargez la page et recommencez.
errors-invalid-title = Nous n’avons pas compris cette demande
errors-invalid-text = L’adresse ou le formulaire contient quelque chose d’inattendu. Revenez en arrière et réessayez.
errors-too-large-title = C’est trop volumineux
errors-too-large-text = Le fichier ou le texte dépasse la taille acceptée. Envoyez-en moins à la fois.
errors-too-many-tries-title = Trop d’essais en peu de temps
errors-too-many-tries-text = Attendez quelques minutes, puis recommencez.
errors-unavailable-title = MiniLabs fait une pause
errors-unavailable-text = Le service revient dans quelques instants. Ce que vous avez écrit reste sur votre appareil.
errors-internal-title = Quelque chose s’est mal passé de notre côté
errors-internal-text = Ce n’est pas votre faute, et nous en avons gardé la trace. Réessayez ; si cela continue, donnez-nous la référence ci-dessous.
errors-home = Aller à l’accueil
errors-help = Demander de l’aide
errors-search = Chercher une idée
errors-reference = Référence à nous donner :

errors-summary = { $count ->
    [one] Un point à corriger
   *[other] { $count } points à corriger
}
errors-summary-label = { $label } :

errors-method-title = Cette adresse ne s’ouvre pas ainsi
errors-method-text = Passez par les liens et les boutons des pages.

# By rule: t("errors-rule-" ~ rule)
errors-rule-contest-stage = Le concours ne peut pas passer directement à cette étape. Revenez à sa page pour voir les suivantes.
errors-rule-contest-announce = Les résultats s’annoncent en marquant les idées primées.
errors-rule-contest-announced = Les résultats de ce concours sont déjà annoncés.
errors-rule-minilab-promoted = Ce groupe est déjà proposé au laboratoire. Sa fiche se trouve sur sa page.
errors-rule-need-form-moved = Ce dossier vient de changer d’état. Revenez à sa page pour voir où il en est.
errors-rule-already-member = Vous êtes déjà membre de ce groupe.
errors-rule-mail-gone = Ce courriel est déjà parti.
errors-rule-no-address = Votre compte n’a pas d’adresse électronique. Demandez à l’équipe d’animation.
errors-rule-digest-changed = Vos notifications viennent de changer. Réessayez.
errors-rule-import-running = Un import est déjà en cours dans ce concours. Attendez qu’il se termine.
errors-rule-import-done = Cet import est déjà fait.
errors-rule-clustering-running = Un regroupement est déjà en cours. Attendez quelques instants.
errors-rule-cluster-settled = Ce regroupement est déjà ouvert ou écarté.
errors-rule-too-few-ideas = Il faut au moins deux idées non primées pour former des groupes.
errors-rule-last-administrator = Il doit rester au moins une personne pour administrer la plateforme.
errors-rule-idea-placed = Cette idée a déjà trouvé sa place. Elle ne peut pas être déplacée ainsi.
errors-rule-slug-taken = Cette adresse courte est déjà prise. Choisissez-en une autre.
errors-rule-contest-closed = Ce concours ne prend plus d’idées. Le prochain sera annoncé sur la page des concours.

# By kind: t("errors-field-" ~ error.kind, limit=error.limit)
errors-field-required = À remplir.
errors-field-choose = Choisissez une réponse.
errors-field-too-short = Trop court : { $limit } caractères au moins.
errors-field-too-long = Trop long : { $limit } caractères au plus.
errors-field-not-an-address = Cette adresse ne semble pas complète. Exemple : prenom.nom@exemple.fr
errors-field-wrong = Ce n’est pas le bon code. Vérifiez-le, ou demandez-en un nouveau.
errors-field-domain-not-allowed = Cette adresse n’est pas de l’organisation. Prenez votre adresse professionnelle.
errors-field-expired = Ce code n’est plus valable. Demandez-en un nouveau.
errors-field-used-up = Trop d’essais avec ce code. Demandez-en un nouveau.
errors-field-invalid-slug = Seulement des lettres minuscules sans accent, des chiffres et des tirets.
errors-field-taken = Déjà pris. Choisissez-en un autre.
errors-field-invalid-date = Cette date n’existe pas. Exemple : 2026-03-02
errors-field-date-order = La fin vient avant le début. Échangez les deux dates, ou corrigez l’une.
errors-field-phase-order = Cette étape commence avant la précédente.
errors-field-invalid-number = Écrivez un nombre entier.
errors-field-too-large = Un nombre plus petit : { $limit } au plus.
errors-field-too-small = Un nombre plus grand : { $limit } au moins.
errors-field-unknown-choice = Ce choix n’existe plus. Choisissez dans la liste.
errors-field-same-hour = Deux heures différentes, ou aucune.
errors-field-file-missing = Choisissez un fichier.
errors-field-file-empty = Ce fichier est vide.
errors-field-file-format = Ce format n’est pas lu. Enregistrez en CSV, XLSX, ODS ou JSON Lines.
errors-field-file-no-rows = Ce fichier ne contient aucune ligne sous les titres de colonnes.
errors-field-file-password = Ce fichier est protégé par un mot de passe. Retirez-le, enregistrez, renvoyez.
errors-field-file-encoding-at = Ligne { $limit } : une lettre est illisible. Enregistrez le fichier en UTF-8.
errors-field-file-quote = Ligne { $limit } : un guillemet s’ouvre et ne se ferme jamais. Fermez-le, ou écrivez-le deux fois dans la case.
errors-field-file-broken = Ce fichier est abîmé. Exportez-le à nouveau.
errors-field-file-broken-at = Ligne { $limit } : le fichier est abîmé à partir d’ici. Exportez-le à nouveau.
errors-field-file-too-many-rows = Ce fichier a plus de { $limit } lignes. Coupez-le en plusieurs.
errors-field-file-too-many-columns = Ce fichier a plus de { $limit } colonnes. Gardez celles qui décrivent les idées.
errors-field-file-too-big = Ce fichier est trop volumineux. Gardez seulement la feuille des idées, ou coupez-le en plusieurs.
errors-field-file-too-large = Ce fichier dépasse { $limit } Mo. Coupez-le en plusieurs.
errors-field-column-missing = Choisissez la colonne qui contient cette information.
errors-field-column-twice = Cette colonne est déjà utilisée ailleurs.
errors-field-try-again = L’enregistrement n’a pas marché. Réessayez.
