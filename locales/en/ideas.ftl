# Ideas: the list, one idea and what became of it.
ideas-list-title = Ideas
ideas-list-title-search = “{ $query }” in ideas
ideas-search-label = Search the ideas
ideas-search-hint = A word, a place, a trade. Accents and mistakes do no harm.
ideas-filters = Filter
ideas-filters-clear = Remove all filters
ideas-facet-mine = For me
ideas-mine-needs_me = They wait for me
ideas-mine-unsupported = Not supported yet
ideas-mine-supported = I support them
ideas-mine-followed = I follow them
ideas-facet-destiny = What became of it
ideas-facet-contest = Contest
ideas-facet-theme = Theme
ideas-facet-trade = Trade
ideas-facet-site = Place
ideas-found = { $count ->
    [0] No idea found
    [one] { $count } idea
   *[other] { $count } ideas
}
ideas-corrected = We searched for “{ $to }” instead of “{ $from }”.
ideas-did-you-mean = Did you mean:
ideas-order = Order
ideas-order-relevance = Closest
ideas-order-fair = Least seen first
ideas-order-fair-hint = Everybody sees the ideas in another order, which changes every day. Those seen least come first.
ideas-order-recent = Latest
ideas-none-title = Nothing matches
ideas-none-text = Try another word, or fewer filters.
ideas-see-all = See all ideas
ideas-author-unknown = No author named
ideas-dots-scale = { $count ->
    [one] Each dot stands for { $count } idea.
   *[other] Each dot stands for about { $count } ideas.
}

ideas-destiny-in_contest = In the contest
ideas-destiny-awarded = Awarded
ideas-destiny-unawarded = Waiting for an answer
ideas-destiny-in_minilab = In a mini-lab
ideas-destiny-in_community = In a community
ideas-destiny-answered = Answered

ideas-number = Idea no. { $number }
ideas-by-title = Who proposed it
ideas-direction = Direction
ideas-contest = Contest
ideas-submitted = Sent on
ideas-where-title = Where is this idea now?
ideas-where-in_contest = It takes part in the contest. What becomes of it will be known when the results are announced.
ideas-where-awarded = The jury awarded it. It will be carried out.
ideas-where-unawarded = It was not awarded, and it is not forgotten: the animators are looking for a group for it, or preparing an answer.
ideas-where-in_minilab = It moves forward in the mini-lab “{ $minilab }”, with other ideas close to it.
ideas-where-in_community = It moves forward in the community “{ $minilab }”, with colleagues of the same trade.
ideas-where-answered = It was given an answer:
ideas-see-thematic = { $count ->
    [one] See the mini-lab ({ $count } member)
   *[other] See the mini-lab ({ $count } members)
}
ideas-see-trade = { $count ->
    [one] See the community ({ $count } member)
   *[other] See the community ({ $count } members)
}
ideas-sign-in-to-join = Sign in to join
ideas-invitation-title = Your idea is invited
ideas-invitation-text = “{ $minilab }” would like to work with it. You can accept, prefer another group, or decline.
ideas-invitation-answer = Answer the invitation
ideas-trail-title = Its story
ideas-trail-submitted = Idea sent
ideas-trail-imported = Idea taken over from the contest
ideas-trail-awarded = Awarded by the jury
ideas-trail-unawarded = Not awarded, waiting for what comes next
ideas-trail-in_minilab = Entered a mini-lab
ideas-trail-in_community = Entered a trade community
ideas-trail-answered = Answered
ideas-trail-invited = Invitation sent
ideas-trail-accepted = Invitation accepted
ideas-trail-rather = Another group is wished for
ideas-trail-declined = Invitation declined
ideas-trail-need_form = Brought before the innovation laboratory
ideas-similar-title = Ideas close to it
ideas-answer-form-title = Answer this idea
ideas-answer-form-lead = If it fits in no group, it deserves a clear answer, and a next door.
ideas-field-reason = Your answer
ideas-reason-hint = Why, and whom to turn to. The authors will receive it by mail; it shows on this page.
ideas-answer-send = Send the answer

ideas-mail-destiny-subject-awarded = Your idea is awarded: { $idea }
ideas-mail-destiny-subject-unawarded = Your idea goes on: { $idea }
ideas-mail-destiny-subject-in_minilab = Your idea enters a mini-lab: { $idea }
ideas-mail-destiny-subject-in_community = Your idea enters a community: { $idea }
ideas-mail-destiny-subject-answered = An answer to your idea: { $idea }
ideas-mail-destiny-line-awarded = The jury awarded your idea “{ $idea }”. Well done, and thank you!
ideas-mail-destiny-line-unawarded = The jury did not award your idea “{ $idea }”, and it is not forgotten: we are looking for a group of colleagues who think about the same thing. You will have an answer.
ideas-mail-destiny-line-in_minilab = Your idea “{ $idea }” enters the mini-lab “{ $minilab }”. Your place is waiting for you there.
ideas-mail-destiny-line-in_community = Your idea “{ $idea }” enters the trade community “{ $minilab }”. Your place is waiting for you there.
ideas-mail-destiny-line-answered = Here is our answer to your idea “{ $idea }”.
ideas-mail-destiny-link = See your idea and its story

ideas-submit-title = Send an idea
ideas-submit-lead = Three minutes are enough. Two plain sentences are better than a long text.
ideas-submit-closed-title = This contest takes no more ideas
ideas-submit-closed-text = Nothing you wrote is lost: your text is kept among your drafts.
ideas-submit-closed-link = See the open contests
ideas-submit-visitor = Write straight away. We will ask you to sign in when you send it, and your text will wait for you.
ideas-submit-send = Send my idea
ideas-submit-draft = Save the draft
ideas-submit-check = Look for close ideas
ideas-drafts-here = { $count ->
    [one] { $count } draft for this contest
   *[other] { $count } drafts for this contest
}
ideas-draft-untitled = Untitled so far
ideas-draft-saved = saved on { $date }
ideas-draft-current = open below
ideas-draft-discard = Throw away
ideas-draft-new = Begin another idea
ideas-field-title = Your idea in one sentence
ideas-title-hint = As you would tell it to a colleague.
ideas-field-problem = What goes wrong today
ideas-problem-hint = Where, when, for whom. Without naming anybody.
ideas-field-body = What you propose
ideas-proposal = What is proposed
ideas-body-hint = What would be done differently. You need not know how to go about it.
ideas-field-beneficiaries = Who would be better off
ideas-beneficiaries-hint = The pupils, the kitchen team, the public…
ideas-field-category = Theme
ideas-category-blank = I do not know
ideas-field-trade = Your trade
ideas-trade-hint = So that you find colleagues of the same trade.
ideas-field-site = Where you work
ideas-name-title = My name on this idea
ideas-field-name_level = Who sees your name?
ideas-level-public = Everybody
ideas-level-community = My colleagues who are signed in
ideas-level-team = The animation team only
ideas-level-hint-public = Your name is shown with the idea.
ideas-level-hint-community = People without an account do not see it.
ideas-level-hint-team = Others read the pseudonym, or nothing. In a small service one may be recognised by what one tells.
ideas-field-pseudonym = Pseudonym
ideas-pseudonym-hint = What those read who do not see your name. Leave it empty to show nothing.
ideas-behalf-title = I write for somebody else
ideas-field-behalf = For whom do you write?
ideas-behalf-myself = For myself
ideas-behalf-colleague = For a colleague
ideas-behalf-paper = I copy a paper card
ideas-field-author_name = The person’s name
ideas-field-author_email = Their e-mail address, if they have one
ideas-author_email-hint = They will get the receipt and the answers. Otherwise print the receipt for them.
ideas-field-consent = This person agrees that I send their idea
ideas-consent-hint = They know who may read their name.
ideas-field-differs_because = Mine is different because…
ideas-similar-while = { $count ->
    [one] One idea is like it
   *[other] Some ideas are like it
}
ideas-similar-answer = Answer given:
ideas-support-that = I support this one
ideas-supported = You support it
ideas-support-still = I still support it
ideas-changed-since-title = This idea changed since you supported it
ideas-changed-since-see = See what changed
ideas-support = I support this idea
ideas-supported-undo = No longer support
ideas-follow = Follow
ideas-unfollow = No longer follow
ideas-sign-in-to-support = Sign in to support
ideas-supporters = { $count ->
    [0] Nobody supports it yet.
    [one] { $count } person supports it.
   *[other] { $count } people support it.
}
ideas-supporters-later = How many support it will be known with the results.
ideas-name-hidden = name known to the animation team only
ideas-edited = Changed on
ideas-versions-link = see what changed
ideas-own-title = This is your idea
ideas-edit-link = Change
ideas-receipt-link = See the receipt
ideas-withdraw-link = Take this idea back
ideas-restore = Give this idea to the contest again
ideas-submitted-note = The animation team reads your idea before it is published. You will be told. Until then only you and the team see it.
ideas-returned-title = Your idea comes back to you before it is published
ideas-hidden-title = Your idea is no longer shown
ideas-edit-and-resend = Change and send again

ideas-state-submitted = Read by the team before publication
ideas-state-returned = To be revised by its author
ideas-state-published = Published
ideas-state-withdrawn = Taken back by its author
ideas-state-hidden = No longer shown

ideas-because-names_a_person = It names or points at a person.
ideas-because-personal = It holds personal information.
ideas-because-attack = It accuses somebody.
ideas-because-off_topic = It is not about this contest.
ideas-because-unclear = We did not quite understand it: some details would help.
ideas-because-twice = You sent it already.
ideas-because-confidential = It speaks of what must stay inside.
ideas-because-other = For another reason:

ideas-trail-published = Published
ideas-trail-returned = Given back to its author
ideas-trail-resubmitted = Sent again by its author
ideas-trail-withdrawn = Taken back by its author
ideas-trail-hidden = No longer shown
ideas-trail-edited = Text changed

ideas-channel-import = from a file
ideas-channel-web = sent online
ideas-channel-behalf = sent by a colleague
ideas-channel-paper = paper card

ideas-receipt-title = Receipt: idea no. { $number }
ideas-receipt-lead = Thank you. Your idea has arrived.
ideas-receipt-number = Number
ideas-receipt-idea = Your idea
ideas-receipt-author = Idea of
ideas-receipt-next-title = And now?
ideas-receipt-next-submitted = The animation team reads it, then publishes it or writes to you why it needs another look. No idea stays without an answer.
ideas-receipt-next-published = It is published: your colleagues can read and support it. No idea stays without an answer.
ideas-receipt-next-other = Its page says where it is.
ideas-receipt-behalf = Print this page and give it to the person: the number finds their idea again.
ideas-receipt-see = See the idea
ideas-receipt-again = Send another idea
ideas-receipt-similar = Others thought of it, too. You may be able to work on it together.

ideas-paper-title = Paper card
ideas-paper-lead = To write by hand. Then copy the card out here, note the idea’s number at the bottom, and give that part back to the person.
ideas-paper-print-a4 = Print on an A4 sheet
ideas-paper-print-a5 = Print on an A5 sheet
ideas-paper-to-a5 = Rather on an A5 sheet
ideas-paper-to-a4 = Rather on an A4 sheet
ideas-paper-copy-out = Copy out a filled card
ideas-paper-link = Print the paper card
ideas-paper-call = Something in the way, a detail to change? Write it here and hand this card in: somebody will send it for you. Or scan the code.
ideas-paper-qr = Code to scan, which opens the contest
ideas-paper-name = Your name
ideas-paper-email = Your e-mail address, if you have one
ideas-paper-answer = How shall we answer you?
ideas-paper-answer-email = By e-mail
ideas-paper-answer-hand = Through the person I give this card to
ideas-paper-consent = Your agreement
ideas-paper-consent-send = I agree that my idea is sent on my behalf
ideas-paper-stub-title = Receipt to tear off
ideas-paper-stub-number = Idea no.
ideas-paper-stub-given = Handed in on, and to whom
ideas-paper-stub-text = Keep this paper. With this number you can always be told what becomes of your idea. Ask the person who gave it to you, or the team: { $address }

ideas-mine-title = My ideas
ideas-mine-lead = What you write, what you sent, and everything that happened since.
ideas-mine-drafts = Drafts
ideas-mine-drafts-lead = Only you see them.
ideas-mine-sent = Sent
ideas-mine-empty-title = You have not sent an idea yet
ideas-mine-empty-text = Something that bothers you, a detail to change: that is an idea.
ideas-mine-filed = Sent for others
ideas-mine-filed-lead = For the people who entrusted you with their idea.

ideas-edit-title = Change this idea
ideas-edit-returned = Correct what is needed, then send it again. Your number stays the same.
ideas-edit-supported = Colleagues support this idea. If you change its meaning they will be told and may take their support back.
ideas-edit-resend = Send my idea again

ideas-versions-title = What changed
ideas-versions-lead = Added text is underlined, removed text is struck through.
ideas-version = Version { $number }, { $date }
ideas-version-same = Nothing changed in the text.

ideas-withdraw-title = Take this idea back
ideas-withdraw-lead = Nobody will read it but you and the animation team. It is not erased: you may give it again as long as the contest takes ideas.
ideas-withdraw-hint = For the animation team, if you want to say why.
ideas-withdraw-send = Take my idea back
ideas-field-words = A few words

ideas-review-title = Ideas to read before publication
ideas-review-lead = Publish, or give back to the author with a reason and a word to help.
ideas-review-waiting = { $count ->
    [one] { $count } idea waits
   *[other] { $count } ideas wait
}
ideas-review-pick = Tick those to handle together
ideas-review-detail = no. { $number } · { $contest } · since { $date }
ideas-review-by = { $author } · { $channel }
ideas-review-beneficiaries = For the good of: { $text }
ideas-review-differs = Its author finds it different from
ideas-review-publish = Publish
ideas-review-see = Open
ideas-review-ticked = For the ticked ideas
ideas-review-publish-all = Publish the ticked ideas
ideas-review-return-all = Give back to their authors
ideas-field-ideas = Ideas
ideas-field-review_reason = Reason
ideas-review-reason-blank = Choose a reason
ideas-review-words-hint = The author reads them with the reason. Say what should change.
ideas-review-done = Done.
ideas-review-undo = Undo what I just did
ideas-review-empty-title = Nothing waits
ideas-review-empty-text = Every idea that was sent has been read.
ideas-manage-title = Published ideas
ideas-manage-lead = Give several ideas a theme, or take them off, in one go. You can undo it for half an hour.
ideas-manage-link = Sort the published ideas
ideas-manage-pick = Published ideas
ideas-manage-detail = no. { $number } · { $contest } · { $theme }
ideas-manage-no-theme = Without a theme
ideas-manage-theme = Sort the ticked ideas
ideas-manage-theme-blank = Choose a theme
ideas-manage-theme-set = Change the theme
ideas-manage-hide = Take off the ticked ideas
ideas-manage-hide-set = Take off
ideas-field-theme = Theme
ideas-review-one = Publication of this idea
ideas-review-to-published = Publish
ideas-review-to-returned = Give back to its author
ideas-review-to-hidden = Take off
ideas-charter-title = Read the charter of the contest
ideas-field-charter = I have read the charter and keep to it
ideas-answer-yes = Yes
ideas-answer-no = No
ideas-authors-title = The authors of this idea
ideas-authors-lead = An idea of several stays an idea of several. Each may change it, and each is named.
ideas-authors-waiting = Invitations that wait
ideas-authors-invite = Invite a co-author
ideas-authors-link = Co-authors
ideas-field-email = E-mail address
ideas-authors-email-hint = They will get an invitation, and read the idea once they have accepted.
ideas-authors-send = Send the invitation
ideas-authors-withdraw = Cancel
ideas-authors-leave = No longer be an author
ideas-coauthor-title = Be an author of this idea, too?
ideas-coauthor-lead = { $name } proposes that you sign this idea together.
ideas-coauthor-idea = The idea
ideas-coauthor-yes = Yes, count me in
ideas-coauthor-no = No, thank you
ideas-coauthor-settled = This invitation has its answer already.
ideas-answers-title = Answers to the contest’s questions
