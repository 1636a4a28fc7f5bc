# The local outbox: mails of the demonstration, or of a site without SMTP.
mail-outbox-title = Mail
mail-outbox-lead = Here mail does not leave: it is read on this page.
mail-outbox-lead-real = The platform’s latest mail.
mail-outbox-empty-title = No mail
mail-outbox-empty-text = The first will come when somebody asks for a sign-in code.
mail-to = To { $recipient }
mail-state-kept = Kept here
mail-state-waiting = Waiting
mail-state-sent = Sent
mail-state-failed = Given up
mail-tabs = Choose a state
mail-tab-all = All
mail-tab-waiting = Waiting
mail-tab-sent = Sent
mail-tab-failed = Given up
mail-kind = Subject
mail-sent-at = Sent
mail-tries = Tries
mail-tries-count = { $count ->
    [one] { $count } try
   *[other] { $count } tries
}
mail-tried-at = the last on { $date }
mail-send-again = Send again
mail-text-forgotten = The text is forgotten once the mail has left.
mail-date = Written
mail-recipient = To
mail-back = All mail
mail-error = Why it was not sent
mail-text-title = Message
mail-hello = Hello,
mail-hello-name = Hello { $name },
mail-signature = MiniLabs, { $organisation }
