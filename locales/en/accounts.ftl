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

accounts-demo-enter = { $name }, { $role }
accounts-demo-role-administrator = runs the platform
accounts-demo-role-animator = animator
accounts-demo-role-agent = agent

accounts-profile-title = My account
accounts-profile-lead = What others see of you, and where you are signed in.
accounts-profile-form-title = Who you are
accounts-field-display_name = Name shown
accounts-display_name-hint = The one beside your ideas.
accounts-field-trade = Trade
accounts-trade-hint = Used to suggest the community of your trade.
accounts-field-site = Workplace
accounts-field-direction = Direction or service
accounts-signed-in-as = Sign-in address
accounts-no-email = No address
accounts-roles = Roles
accounts-role-administrator = Administration
accounts-role-animator = Animation
accounts-sessions-title = Where you are signed in
accounts-sessions-lead = One you do not recognise? End it: that device will have to ask for a code again.
accounts-session-browser = Browser
accounts-session-api = Program (API)
accounts-session-current = This one
accounts-session-since = Opened on { $date }, used on { $seen }
accounts-session-end = End this session
accounts-session-about = : { $client }
accounts-api-title = For programs
accounts-api-text = Whatever you do in these pages, a program can do through the API, with a token of its own. The documentation says how to get one.
accounts-api-link = API documentation

accounts-mail-code-subject = Your sign-in code
accounts-mail-code-line = Here is your code to enter MiniLabs:
accounts-mail-code-minutes = It is good for { $minutes } minutes, and works once.
accounts-mail-code-not-you = You did not ask for it? Ignore this message: without the code, nobody enters.
