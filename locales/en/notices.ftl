# What people are told, and by which way.
notices-title = Notifications
notices-unread = { $count ->
    [one] { $count } new thing to read
   *[other] { $count } new things to read
}
notices-all-read = You have read everything.
notices-settings = Choose my notifications
notices-mark-all = Mark all as read
notices-mark-one = Mark as read
notices-new = New
notices-answer = Answer the invitation
notices-times = ({ $count } times)
notices-gone = { $count ->
    [one] One message was about something you can no longer see.
   *[other] { $count } messages were about things you can no longer see.
}
notices-empty-title = Nothing for now
notices-empty-text = When somebody answers your idea, you will read it here.
notices-empty-ideas = See the ideas

# By kind; $object is what it is about: idea, contest, minilab, invitation, need_form, comment…
notices-line-receipt = { $object ->
    [idea] Your idea has arrived.
    [need_form] A need form has arrived.
   *[other] It has arrived.
}
notices-line-decision = { $object ->
    [idea] Your idea has a decision.
    [need_form] Your file moves on.
   *[other] There is a decision.
}
notices-line-invitation = { $object ->
    [invitation] Your idea is invited here. Is it in its place?
   *[other] You have an invitation.
}
notices-line-moderation = The team has read what you wrote.
notices-line-comment = There is a new comment.
notices-line-mention = Somebody mentions you.
notices-line-thanks = Somebody thanks you.
notices-line-changed = { $object ->
    [idea] This idea has changed.
   *[other] Something you follow has changed.
}
notices-line-co_author = There is news among co-authors.
notices-line-phase = The contest moves to another stage.
notices-line-help_asked = There is news of a request for help to write.
notices-line-report = Your report was answered.
notices-line-queue = Something waits for the team.

notices-kind-receipt = receipts
notices-kind-decision = decisions
notices-kind-invitation = invitations
notices-kind-moderation = the reading of your texts
notices-kind-comment = comments
notices-kind-mention = mentions of your name
notices-kind-thanks = thanks
notices-kind-changed = changes to what you follow
notices-kind-co_author = exchanges among co-authors
notices-kind-phase = stages of contests
notices-kind-help_asked = requests for help
notices-kind-report = reports
notices-kind-queue = what waits for the team

notices-preferences-title = My notification settings
notices-preferences-lead = Choose what comes by mail, and when. Everything is on the Notifications page too.
notices-digest-legend = The digest by mail
notices-digest-hint = One message with all that is new. It leaves after { $hour } in the morning. When nothing is new, it does not leave.
notices-field-digest = How often?
notices-digest-daily = Every day
notices-digest-weekly = Once a week
notices-digest-never = Never
notices-field-digest_day = Which day?
notices-digest_day-hint = For the weekly digest.
notices-day-1 = Monday
notices-day-2 = Tuesday
notices-day-3 = Wednesday
notices-day-4 = Thursday
notices-day-5 = Friday
notices-day-6 = Saturday
notices-day-7 = Sunday
notices-quiet-legend = Quiet hours
notices-quiet-hint = During these hours mails wait. Sign-in codes always leave at once. Time of { $zone }.
notices-field-quiet_from = From
notices-field-quiet_until = To
notices-quiet-none = No quiet hours
notices-hour = { $hour }:00
notices-kinds-legend = What you are told of
notices-kinds-hint = For each subject: a mail at once, in the digest, or on the Notifications page only.
notices-channel-at_once = A mail at once
notices-channel-digest = In the digest
notices-channel-inbox = On the Notifications page only
notices-field-receipt = What you send has arrived
notices-field-decision = Your idea or your file has a decision
notices-field-invitation = You are invited to a group
notices-field-moderation = The team has read your text
notices-field-comment = Somebody comments
notices-field-mention = Somebody mentions you
notices-field-thanks = Somebody thanks you
notices-field-changed = An idea you follow has changed
notices-field-co_author = News among co-authors
notices-field-phase = A contest moves to another stage
notices-field-help_asked = Somebody asks for help
notices-field-report = My report is answered
notices-field-queue = Something waits for the team (team)

notices-mails-title = Do your mails arrive?
notices-last-mail-none = No mail has been sent to you yet.
notices-last-mail-sent = The last one left on { $date }. Our mail server took it.
notices-last-mail-waiting = The last one, written on { $date }, has not left yet. We keep trying.
notices-last-mail-failed = The last one, written on { $date }, could not leave. Check your address, or ask the team.
notices-last-mail-kept = The last one, written on { $date }, stays here: this site sends no mail.
notices-test-hint = Send yourself a test message. If it does not arrive, look among unwanted mails.
notices-test-send = Send a test message
notices-feed-title = Your own feed
notices-feed-lead = To read your notifications in a feed reader (Atom).
notices-feed-since = Your feed has had a secret address since { $date }. It was shown only once.
notices-feed-open = Make the address of my feed
notices-feed-renew = Change the address
notices-feed-close = Close my feed
notices-feed-new = This is the address of your feed
notices-feed-new-text = Copy it now: it will not be shown again. Whoever knows it reads your notifications; give it to nobody.
notices-feed-public = Public ideas have a feed too, open to all:
notices-feed-ideas = News of ideas
notices-feed-contest = News of ideas: { $contest }
notices-feed-own = My notifications

notices-unsubscribe-title = Stop these mails
notices-unsubscribe-digest = Press the button: you will no longer get the digest by mail.
notices-unsubscribe-kind = Press the button: you will no longer get mails about this: { $kind }.
notices-unsubscribe-stays = Everything stays on the Notifications page. You can change your mind in your settings.
notices-unsubscribe-button = Stop them
notices-unsubscribed = Done
notices-unsubscribed-text = These mails will no longer be sent to you. One that is already on its way may still arrive.

notices-mail-digest-subject = { $count ->
    [one] MiniLabs: { $count } new thing for you
   *[other] MiniLabs: { $count } new things for you
}
notices-mail-digest-line = { $count ->
    [one] This is what is new for you.
   *[other] These are the { $count } new things for you, the latest first.
}
notices-mail-left-out = { $count ->
    [one] There is { $count } more on the Notifications page.
   *[other] There are { $count } more on the Notifications page.
}
notices-mail-inbox = Read everything and mark it as read:
notices-mail-inbox-link = Read everything and mark it as read
notices-mail-settings = Choose what you get:
notices-mail-settings-link = Choose what you get
notices-mail-unsubscribe = Stop these mails:
notices-mail-unsubscribe-link = Stop these mails
notices-mail-test-subject = Test message
notices-mail-test-line = You asked for it, and it arrived: your mails work.
