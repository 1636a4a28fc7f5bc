# What surrounds every page.
shell-product = MiniLabs
shell-motto = No idea is ever lost.
shell-skip = Quick access
shell-skip-to-content = Skip to content
shell-menu = Menu
shell-demo = Demonstration: the people and the ideas are made up.
shell-demo-outbox = Read the mail that was sent
shell-version = MiniLabs { $version }

shell-nav-main = Main menu
shell-nav-account = Account and language
shell-nav-footer = Footer
shell-nav-home = Home
shell-nav-contests = Contests
shell-nav-ideas = Ideas
shell-nav-clustering = Groupings
shell-nav-minilabs = Mini-labs
shell-nav-incubation = Support files
shell-nav-impact = Impact
shell-nav-jobs = Tasks
shell-nav-outbox = Mail

shell-sign-in = Sign in
shell-sign-out = Sign out
shell-notices = Notifications
shell-unread = { $count } new

shell-footer-help = Help
shell-footer-accessibility = Accessibility: not compliant
shell-footer-legal = Legal notice
shell-footer-privacy = Personal data
shell-footer-sitemap = Site map
shell-footer-api = API

shell-breadcrumb = You are here
shell-search = Search
shell-pagination = Pages
shell-page-previous = Previous page
shell-page-next = Next page
shell-page-of = Page { $number } of { $last }
shell-facet-remove = (remove this filter)
shell-from-to = { $from } to { $to }
shell-steps = Steps
shell-step-done = (done)

shell-required = required
shell-optional = optional
shell-characters-left = { $count } characters left
shell-check-all = Check all
shell-check-none = Uncheck all
shell-picked = Checked: { $count }
shell-save = Save
shell-cancel = Cancel
shell-draft-kept = Draft saved.
shell-draft-kept-here = The site does not answer at the moment: your text is kept on this device.
shell-draft-not-kept = The site does not answer at the moment: keep this page open.
shell-draft-other = Another text was left on this device. It is now among your drafts.
shell-later-waiting = No network. Your idea is kept here. It will leave by itself as soon as the network is back. You may close this page and come back later.
shell-later-waiting-shared = No network. Keep this page open: your idea will leave by itself as soon as the network is back.
shell-new-window = (new window)
