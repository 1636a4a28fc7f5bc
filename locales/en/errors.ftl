# Refusals and breakdowns; errors of forms.
errors-status = Error { $status }
errors-not-found-title = This page does not exist
errors-not-found-text = Its address may have changed. Ideas never disappear: search for yours.
errors-forbidden-title = This page is not open to you
errors-forbidden-text = Your account does not give access to it. If you think this is a mistake, ask the animators.
errors-sign-in-first-title = Sign in to go on
errors-sign-in-first-text = This page is for people who are signed in. You will come back to it right after.
errors-refused-title = Somebody was there before you
errors-refused-text = What you wanted to change has just changed. Go back and see where it stands.
errors-stale-form-title = This page stayed open too long
errors-stale-form-text = For safety, nothing was sent. Go back, reload the page and try again.
errors-invalid-title = We did not understand this request
errors-invalid-text = The address or the form holds something unexpected. Go back and try again.
errors-too-large-title = That is too big
errors-too-large-text = The file or the text is over the accepted size. Send less at a time.
errors-too-many-tries-title = Too many attempts in a short time
errors-too-many-tries-text = Wait a few minutes, then try again.
errors-unavailable-title = MiniLabs is taking a break
errors-unavailable-text = The service will be back in a moment. What you wrote stays on your device.
errors-internal-title = Something went wrong on our side
errors-internal-text = It is not your fault, and we have kept a trace of it. Try again; if it goes on, give us the reference below.
errors-home = Go to the home page
errors-help = Ask for help
errors-search = Search for an idea
errors-reference = Reference to give us:

errors-summary = { $count ->
    [one] One thing to correct
   *[other] { $count } things to correct
}
errors-summary-label = { $label }:

errors-method-title = This address does not open that way
errors-method-text = Go through the links and buttons of the pages.

# By rule: t("errors-rule-" ~ rule)
errors-rule-contest-stage = The contest cannot pass straight to this stage. Go back to its page to see the next ones.
errors-rule-contest-announce = Results are announced by marking the awarded ideas.
errors-rule-contest-announced = The results of this contest are already announced.
errors-rule-minilab-promoted = This group is already proposed to the laboratory. Its form is on its page.
errors-rule-need-form-moved = This file has just changed state. Go back to its page to see where it stands.
errors-rule-already-member = You are already a member of this group.
errors-rule-mail-gone = This mail has left already.
errors-rule-no-address = Your account has no mail address. Ask the team.
errors-rule-digest-changed = Your notifications have just changed. Try again.
errors-rule-import-running = An import is already running in this contest. Wait until it is done.
errors-rule-import-done = This import is already done.
errors-rule-clustering-running = A grouping is already running. Wait a moment.
errors-rule-cluster-settled = This group is already open or set aside.
errors-rule-too-few-ideas = At least two unawarded ideas are needed to make groups.
errors-rule-last-administrator = At least one person must remain to administer the platform.
errors-rule-idea-placed = This idea has already found its place. It cannot be moved this way.
errors-rule-slug-taken = This short address is already taken. Choose another.
errors-rule-contest-closed = This contest takes no more ideas. The next one will be announced on the contests page.

# By kind: t("errors-field-" ~ error.kind, limit=error.limit)
errors-field-required = Please fill this in.
errors-field-choose = Choose an answer.
errors-field-too-short = Too short: at least { $limit } characters.
errors-field-too-long = Too long: at most { $limit } characters.
errors-field-not-an-address = This address does not look complete. Example: first.last@example.org
errors-field-wrong = This is not the right code. Check it, or ask for a new one.
errors-field-domain-not-allowed = This address is not of the organisation. Use your work address.
errors-field-expired = This code is no longer good. Ask for a new one.
errors-field-used-up = Too many attempts with this code. Ask for a new one.
errors-field-invalid-slug = Only lower-case letters without accents, digits and hyphens.
errors-field-taken = Already taken. Choose another.
errors-field-invalid-date = This date does not exist. Example: 2026-03-02
errors-field-date-order = The end comes before the beginning. Swap the two dates, or correct one.
errors-field-phase-order = This phase begins before the previous one.
errors-field-invalid-number = Write a whole number.
errors-field-too-large = A smaller number: at most { $limit }.
errors-field-too-small = A larger number: at least { $limit }.
errors-field-unknown-choice = This choice is gone. Choose from the list.
errors-field-same-hour = Two different hours, or none.
errors-field-file-missing = Choose a file.
errors-field-file-empty = This file is empty.
errors-field-file-format = This format cannot be read. Save as CSV, XLSX, ODS or JSON Lines.
errors-field-file-no-rows = This file has no row below the column titles.
errors-field-file-password = This file is protected by a password. Take it off, save, send again.
errors-field-file-encoding-at = Line { $limit }: a letter cannot be read. Save the file in UTF-8.
errors-field-file-quote = Line { $limit }: a quote is opened and never closed. Close it, or write it twice inside the cell.
errors-field-file-broken = This file is damaged. Export it again.
errors-field-file-broken-at = Line { $limit }: the file is damaged from here on. Export it again.
errors-field-file-too-many-rows = This file has more than { $limit } rows. Cut it into several.
errors-field-file-too-many-columns = This file has more than { $limit } columns. Keep those that describe the ideas.
errors-field-file-too-big = This file is too big. Keep the sheet of ideas alone, or cut it into several.
errors-field-file-too-large = This file is over { $limit } MB. Cut it into several.
errors-field-column-missing = Choose the column that holds this information.
errors-field-column-twice = This column is already used elsewhere.
errors-field-try-again = It could not be saved. Try again.
