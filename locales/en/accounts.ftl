# Signing in, the profile.
accounts-sign-in-title = Sign in
accounts-sign-in-lead = No password. Give your address and we send you a code.
accounts-field-email = E-mail address
accounts-email-hint = A work or a personal one, as you prefer.
accounts-send-code = Send me a code
accounts-demo-title = Try the demonstration
accounts-demo-lead = Choose a person and enter in their place.

accounts-code-title = Your code
accounts-code-lead = We sent it to { $email }. It is good for { $minutes } minutes.
accounts-field-code = 6-digit code
accounts-code-hint = You can paste it. Spaces do not matter.
accounts-enter = Enter
accounts-code-outbox-title = No mail really leaves this place
accounts-code-outbox-text = The message with your code can be read here:
accounts-code-outbox-link = open the message
accounts-code-lost = I receive nothing
accounts-code-lost-text = Look in your junk mail, and check the address above. You can also ask for a new code; the old one will stop working.
accounts-send-again = Send a new code
