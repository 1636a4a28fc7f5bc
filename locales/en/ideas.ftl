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
