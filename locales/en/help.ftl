# Help and the pages that the law asks for.
help-write-title = Write to us

help-help-title = Help
help-help-lead = Short answers to the questions most asked.
help-help-sign-in-title = How do I sign in?
help-help-sign-in-text = Give your e-mail address. A six-digit code comes by mail: copy it, and that is all. There is no password to remember.
help-help-search-title = How do I find an idea?
help-help-search-text = Write a few words in the search. Typing mistakes and missing accents do no harm. Filters narrow the list by theme, trade or place.
help-help-idea-title = Whose is an idea?
help-help-idea-text = Its authors’. Their names stay with the idea in groups, projects and results.
help-help-destiny-title = What does “destiny” mean?
help-help-destiny-text = Every idea has one, and only one at a time: in the contest, awarded, waiting for an answer, in a mini-lab, in a trade community, or answered. Its page tells the whole way.
help-help-minilab-title = What is a mini-lab?
help-help-minilab-text = A small open group around neighbouring ideas, which looks for a way to carry them out. A trade community does the same among colleagues of one trade.
help-help-invitation-title = I received an invitation. What now?
help-help-invitation-text = Say yes, prefer another group, or decline. You can change your mind. An idea declined everywhere receives an answer from the animators.
help-help-draft-title = Can what I write get lost?
help-help-draft-text = No. Long forms keep your text on your device until it is sent.
help-help-team-title = Who sees what I write?
help-help-team-text = Published ideas are read by all those to whom the contest is open. Your answers to invitations are read by the animators only.
help-help-mails-title = How am I told, and how do I stop it?
help-help-mails-text = Everything is on the Notifications page. In “My notifications” you choose what comes by mail, how often, and the quiet hours in which nothing leaves. Each digest has a link to stop it.
help-help-feed-title = Can I follow ideas in a feed reader?
help-help-feed-text = Yes, if they are public: give your reader the address of the page of ideas. Your notifications have a feed too, at a secret address that you make in “My notifications”.
help-help-contact-title = And if I cannot find it?
help-help-contact-text = Ask the animators of { $organisation }. If a page shows a reference, add it to your message.

help-accessibility-title = Accessibility statement
help-accessibility-lead = { $organisation } wants this service to be accessible to all, under article 47 of the French law no. 2005-102 of 11 February 2005.
help-accessibility-state-title = Compliance
help-accessibility-state-text = MiniLabs is not compliant with the French accessibility standard (RGAA), version 4.1.2, because no audit has been made yet. This does not mean that nothing has been done.
help-accessibility-results-title = What is checked
help-accessibility-results-text = Every page is checked automatically at each version: structure, contrast, field labels, language. The whole way can be gone with a keyboard, at a width of 320 pixels and without scripts.
help-accessibility-limits-title = What may be missing
help-accessibility-limits-text = Ideas are published in their authors’ words and layout. Some may be hard to read.
help-accessibility-technologies-title = Technologies
help-accessibility-technologies-text = HTML5, CSS, SVG; JavaScript for comfort only. Checked with Chromium and axe-core.
help-accessibility-contact-title = Report a difficulty
help-accessibility-contact-text = If you cannot reach some content, tell the animators of { $organisation }: we will answer within a week, with another way to reach it.
help-accessibility-recourse-title = Appeal
help-accessibility-recourse-text = Without a satisfying answer, you can turn to the French Defender of Rights (Défenseur des droits): by the online form (formulaire.defenseurdesdroits.fr), through its delegates in your département, or by free mail, without a stamp: Défenseur des droits, Libre réponse 71120, 75342 Paris CEDEX 07.

help-legal-title = Legal notice
help-legal-lead = Who publishes this service, and on what terms.
help-legal-publisher-title = Publisher
help-legal-publisher-text = This service is published by { $organisation }.
help-legal-hosting-title = Hosting
help-legal-hosting-text = It is hosted by { $organisation } or on its behalf.
help-legal-licence-title = Contents
help-legal-licence-text = Ideas belong to their authors, who share them with { $organisation } so that they can be studied and carried out.
help-legal-credits-title = Software
help-legal-credits-text = MiniLabs is free software under the MIT licence.

help-privacy-title = Personal data
help-privacy-lead = What { $organisation } knows of you here, why, and what you can ask for.
help-privacy-what-title = Which data?
help-privacy-what-text = Your name, your e-mail address, your trade and workplace if you give them, or if the service through which you enter (such as ProConnect) gives them; your ideas, your answers and the groups you are a member of; the log of actions.
help-privacy-why-title = What for?
help-privacy-why-text = To sign you in, to answer you, to bring together people whose ideas are close, and to keep a trace of who decided what. It is a task of public interest of the employer.
help-privacy-who-title = Who sees them?
help-privacy-who-text = Your name, your trade and your ideas are seen by those to whom the contest is open. The rest is seen by the animators only. Nothing is sold or passed on.
help-privacy-long-title = How long?
help-privacy-long-text = Sign-in codes live a few minutes, sessions a few weeks. The account lives as long as you use it. The text of a mail is forgotten once it has left, its line in the list of deliveries after 90 days, a notification after a year.
help-privacy-rights-title = Your rights
help-privacy-rights-text = You can see, correct and have your data erased, or object to their use: write to the animators. You can also turn to the French data protection authority (cnil.fr).
help-privacy-cookies-title = Cookies
help-privacy-cookies-text = Only those that make the service work: your session, your language, the safety of forms. No audience measurement, no outside service.

help-sitemap-title = Site map

help-api-title = The API
help-api-lead = Whatever is done in the pages can be done by a program. It signs in as people do, with a code by mail.
help-api-document = Download the OpenAPI document
