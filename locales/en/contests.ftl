# Contests: the call, its calendar, the import of ideas, the awards.
contests-list-title = Contests
contests-list-lead = A contest collects ideas for a few weeks. After it, none is left without an answer.
contests-create = Create a contest
contests-list-empty-title = No contest yet
contests-list-empty-text = The first will show here as soon as it opens.
contests-ideas-count = { $count ->
    [0] no idea
    [one] { $count } idea
   *[other] { $count } ideas
}
contests-closes-on = until { $date }

contests-stage-draft = Being prepared
contests-stage-collecting = Open to ideas
contests-stage-voting = Voting
contests-stage-jury = With the jury
contests-stage-awarded = Results announced
contests-stage-closed = Finished
