# Refusals and breakdowns; errors of forms.
errors-status = Error { $status }
errors-not_found-title = This page does not exist
errors-not_found-text = Its address may have changed. Ideas never disappear: search for yours.
errors-forbidden-title = This page is not open to you
errors-forbidden-text = Your account does not give access to it. If you think this is a mistake, ask the animators.
errors-sign_in_needed-title = Sign in to go on
errors-sign_in_needed-text = This page is for people who are signed in. You will come back to it right after.
errors-conflict-title = Somebody was there before you
errors-conflict-text = What you wanted to change has just changed. Go back and see where it stands.
errors-expired-title = This page stayed open too long
errors-expired-text = For safety, nothing was sent. Go back, reload the page and try again.
errors-invalid-title = We did not understand this request
errors-invalid-text = The address or the form holds something unexpected. Go back and try again.
errors-too_large-title = That is too big
errors-too_large-text = The file or the text is over the accepted size. Send less at a time.
errors-too_many-title = Too many attempts in a short time
errors-too_many-text = Wait a few minutes, then try again.
errors-timeout-title = The answer took too long
errors-timeout-text = Nothing is lost. Try again in a moment.
errors-unavailable-title = MiniLabs is taking a break
errors-unavailable-text = The service will be back in a moment. What you wrote stays on your device.
errors-internal-title = Something went wrong on our side
errors-internal-text = It is not your fault, and we have kept a trace of it. Try again; if it goes on, give us the reference below.
errors-back = Back to the previous page
errors-home = Go to the home page
errors-help = Ask for help
errors-search = Search for an idea
errors-reference = Reference to give us:

errors-summary = { $count ->
    [one] One thing to correct
   *[other] { $count } things to correct
}
errors-summary-item = { $label }: { $message }

# By kind: t("errors-field-" ~ error.kind, **error.args)
errors-field-required = Please fill this in.
errors-field-choose = Choose an answer.
errors-field-too_short = Too short: at least { $min } characters.
errors-field-too_long = Too long: at most { $max } characters, you have { $count }.
errors-field-invalid_email = This address does not look complete. Example: first.last@example.org
errors-field-wrong_code = This is not the right code. { $left ->
    [0] Ask for a new one.
    [one] You have one attempt left.
   *[other] You have { $left } attempts left.
}
errors-field-expired_code = This code is no longer good. Ask for a new one.
errors-field-invalid_slug = Only lower-case letters without accents, digits and hyphens.
errors-field-taken = Already taken. Choose another.
errors-field-invalid_date = This date does not exist. Example: 2026-03-02
errors-field-date_order = The end comes before the beginning. Swap the two dates, or correct one.
errors-field-phase_order = This phase begins before the previous one.
errors-field-invalid_number = Write a whole number.
errors-field-out_of_range = A number between { $min } and { $max }.
errors-field-unknown_choice = This choice is gone. Choose from the list.
errors-field-file_missing = Choose a file.
errors-field-file_empty = This file is empty.
errors-field-file_too_large = This file is over { $max } MB. Cut it into several.
errors-field-file_format = This format cannot be read. Save as CSV, XLSX, ODS or JSON Lines.
errors-field-file_encoding = The accents of this file cannot be read. Save it in UTF-8.
errors-field-file_broken = This file is damaged: it could not be read to the end.
errors-field-file_no_rows = This file has no row below the column titles.
errors-field-column_missing = Choose the column that holds this information.
errors-field-column_twice = This column is already used elsewhere.
errors-field-try_again = It could not be saved. Try again.
