# Ideas: the list, one idea and what became of it.
ideas-list-title = Ideas
ideas-list-title-search = “{ $query }” in ideas
ideas-search-label = Search the ideas
ideas-search-hint = A word, a place, a trade. Accents and mistakes do no harm.
ideas-filters = Filter
ideas-filters-clear = Remove all filters
ideas-facet-destiny = What became of it
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
ideas-order-fair = Fair shuffle
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
