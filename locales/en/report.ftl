# The report of `minilabs analyze`.
report-title = The ideas of { $file }, grouped
report-lead = { $total ->
    [one] { $total } idea read.
   *[other] { $total } ideas read.
} { $clusters ->
    [0] No group.
    [one] { $clusters } group proposed.
   *[other] { $clusters } groups proposed.
} A machine proposes; you decide.
report-figure-ideas = ideas
report-figure-clusters = groups
report-figure-orphans = outside
report-figure-pairs = close pairs
report-overview = Overview
report-size = { $count ->
    [one] { $count } idea
   *[other] { $count } ideas
}
report-cohesion = Cohesion: { $share }
report-members = See the { $count } ideas, and why they are here
report-shared = Shared words:
report-near = Close to:
report-second = It would otherwise go to:
report-score = Closeness to the centre: { $share }
report-orphans = The ideas that belong nowhere
report-orphans-lead = They are not enough like any group. They are often the most original ones.
report-nearest = Nearest group:
report-no-nearest = Nothing in common with the others.
report-pairs = They may ask for the same thing
report-pairs-lead = { $shown ->
    [one] { $shown } pair
   *[other] { $shown } pairs
} of { $total }, the closest first. The whole list is in duplicates.jsonl.
report-pair-score = { $share } alike
report-no-pairs = No pair is close enough.
report-method = How this result was reached
report-method-text = Each idea is joined to its nearest ones by the words they share; the groups are the communities of that network. Seed: { $seed }. The same file always gives the same result, on any machine, offline.
report-faults = { $count ->
    [one] { $count } row could not be read.
   *[other] { $count } rows could not be read.
}
report-top = Back to the top
