# The local outbox: mails of the demonstration, or of a site without SMTP.
mail-outbox-title = Mail
mail-outbox-lead = Here mail does not leave: it is read on this page.
mail-outbox-lead-real = The platform’s latest mail.
mail-outbox-empty-title = No mail
mail-outbox-empty-text = The first will come when somebody asks for a sign-in code.
mail-to = To { $recipient }
mail-not-sent = Not sent
mail-sent = Sent
mail-kept = Kept here
mail-date = Written
mail-recipient = To
mail-back = All mail
mail-error = Why it was not sent
mail-text-title = Message
mail-hello = Hello,
mail-hello-name = Hello { $name },
mail-signature = MiniLabs, { $organisation }
