# Refusals and breakdowns; errors of forms.
errors-status = Erreur { $status }
errors-not_found-title = Cette page n’existe pas
errors-not_found-text = Elle a peut-être changé d’adresse. Les idées, elles, ne disparaissent jamais : cherchez la vôtre.
errors-forbidden-title = Cette page ne vous est pas ouverte
errors-forbidden-text = Votre compte ne permet pas d’y entrer. Si vous pensez que c’est une erreur, demandez à l’équipe d’animation.
errors-sign_in_needed-title = Connectez-vous pour continuer
errors-sign_in_needed-text = Cette page est réservée aux personnes connectées. Vous y reviendrez juste après.
errors-conflict-title = Quelqu’un est passé avant vous
errors-conflict-text = Ce que vous vouliez changer vient de changer. Revenez en arrière et regardez où cela en est.
errors-expired-title = Cette page est restée ouverte trop longtemps
errors-expired-text = Par sécurité, rien n’a été envoyé. Revenez en arrière, rechargez la page et recommencez.
errors-invalid-title = Nous n’avons pas compris cette demande
errors-invalid-text = L’adresse ou le formulaire contient quelque chose d’inattendu. Revenez en arrière et réessayez.
errors-too_large-title = C’est trop volumineux
errors-too_large-text = Le fichier ou le texte dépasse la taille acceptée. Envoyez-en moins à la fois.
errors-too_many-title = Trop d’essais en peu de temps
errors-too_many-text = Attendez quelques minutes, puis recommencez.
errors-timeout-title = La réponse a mis trop de temps
errors-timeout-text = Rien n’est perdu. Réessayez dans un instant.
errors-unavailable-title = MiniLabs fait une pause
errors-unavailable-text = Le service revient dans quelques instants. Ce que vous avez écrit reste sur votre appareil.
errors-internal-title = Quelque chose s’est mal passé de notre côté
errors-internal-text = Ce n’est pas votre faute, et nous en avons gardé la trace. Réessayez ; si cela continue, donnez-nous la référence ci-dessous.
errors-back = Revenir à la page précédente
errors-home = Aller à l’accueil
errors-help = Demander de l’aide
errors-search = Chercher une idée
errors-reference = Référence à nous donner :

errors-summary = { $count ->
    [one] Un point à corriger
   *[other] { $count } points à corriger
}
errors-summary-item = { $label } : { $message }

# By kind: t("errors-field-" ~ error.kind, **error.args)
errors-field-required = À remplir.
errors-field-choose = Choisissez une réponse.
errors-field-too_short = Trop court : { $min } caractères au moins.
errors-field-too_long = Trop long : { $max } caractères au plus, vous en avez { $count }.
errors-field-invalid_email = Cette adresse ne semble pas complète. Exemple : prenom.nom@exemple.fr
errors-field-wrong_code = Ce n’est pas le bon code. { $left ->
    [0] Demandez-en un nouveau.
    [one] Il vous reste un essai.
   *[other] Il vous reste { $left } essais.
}
errors-field-expired_code = Ce code n’est plus valable. Demandez-en un nouveau.
errors-field-invalid_slug = Seulement des lettres minuscules sans accent, des chiffres et des tirets.
errors-field-taken = Déjà pris. Choisissez-en un autre.
errors-field-invalid_date = Cette date n’existe pas. Exemple : 2026-03-02
errors-field-date_order = La fin vient avant le début. Échangez les deux dates, ou corrigez l’une.
errors-field-phase_order = Cette étape commence avant la précédente.
errors-field-invalid_number = Écrivez un nombre entier.
errors-field-out_of_range = Un nombre entre { $min } et { $max }.
errors-field-unknown_choice = Ce choix n’existe plus. Choisissez dans la liste.
errors-field-file_missing = Choisissez un fichier.
errors-field-file_empty = Ce fichier est vide.
errors-field-file_too_large = Ce fichier dépasse { $max } Mo. Coupez-le en plusieurs.
errors-field-file_format = Ce format n’est pas lu. Enregistrez en CSV, XLSX, ODS ou JSON Lines.
errors-field-file_encoding = Les accents de ce fichier sont illisibles. Enregistrez-le en UTF-8.
errors-field-file_broken = Ce fichier est abîmé : il n’a pas pu être lu jusqu’au bout.
errors-field-file_no_rows = Ce fichier ne contient aucune ligne sous les titres de colonnes.
errors-field-column_missing = Choisissez la colonne qui contient cette information.
errors-field-column_twice = Cette colonne est déjà utilisée ailleurs.
errors-field-try_again = L’enregistrement n’a pas marché. Réessayez.
