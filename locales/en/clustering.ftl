# Grouping the ideas that got no award.
clustering-terms = Shared words
clustering-run-title = Group the unawarded ideas
clustering-run-lead = { $count ->
    [0] No idea is waiting to be grouped.
    [one] { $count } idea is waiting to find its neighbours.
   *[other] { $count } ideas are waiting to find their neighbours.
}
clustering-nothing-title = Nothing to group
clustering-nothing-text = At least two unawarded ideas are needed. Import the ideas, then mark those that the jury awarded.
clustering-field-clusters = Number of groups
clustering-clusters-hint = Leave it empty: the number will come from the ideas. About ten is usual.
clustering-start = Start grouping
clustering-how-title = How the machine goes about it
clustering-how-words = It compares the words of the ideas, whatever their accents and endings, and brings together those that speak of the same thing. For each idea, it shows why it is there.
clustering-how-people = It proposes, you decide: each group can be renamed, changed, accepted or set aside. Then the authors have the last word.
clustering-how-again = Nothing is final. A new grouping leaves the groups already open as they are.
clustering-earlier-title = Earlier groupings
clustering-earlier = Grouping of { $date }
clustering-clusters-count = { $count ->
    [one] { $count } group
   *[other] { $count } groups
}
clustering-run-queued = The grouping is about to begin
clustering-run-running = Grouping
clustering-run-proposed = The groups are ready
clustering-run-failed = The grouping stopped
clustering-run-progress = { $count ->
    [one] { $count } idea
   *[other] { $count } ideas
}
clustering-run-leave = It takes a few seconds. You can also leave this page and come back.
clustering-run-result = { $clusters ->
    [one] { $clusters } group proposed
   *[other] { $clusters } groups proposed
} for { $ideas ->
    [one] { $ideas } idea
   *[other] { $ideas } ideas
}. { $orphans ->
    [0] Each has found its place.
    [one] { $orphans } idea found no group: it is for you to answer it.
   *[other] { $orphans } ideas found no group: it is for you to answer them.
}
clustering-see-proposals = Review the proposals
clustering-again = Group again
clustering-failure-unknown = An error happened on our side. You can start again.
clustering-failure-too-few = There are not enough ideas to make groups.
clustering-failure-interrupted = The server stopped half-way. You can start again.

clustering-proposals-title = Proposed groups
clustering-proposals-lead = The machine proposes, you decide. Open a group: its authors will be invited to say yes, or “rather another”.
clustering-figure-ideas = ideas compared
clustering-figure-grouped = in a group
clustering-figure-orphans = without a group
clustering-figure-waiting = groups to review
clustering-themes-title = By subject
clustering-themes-lead = Ideas that speak of the same thing. Each can become a mini-lab.
clustering-trades-title = By trade
clustering-trades-lead = One trade produced many ideas. A community can be born.
clustering-no-themes-title = No group
clustering-no-themes-text = The ideas are too different, or too few.
clustering-size = { $count ->
    [one] { $count } idea
   *[other] { $count } ideas
}
clustering-authors = { $count ->
    [0] no name
    [one] { $count } person
   *[other] { $count } people
}
clustering-cohesion = Cohesion
clustering-example = For example:
clustering-state-accepted = Open
clustering-state-dismissed = Set aside
clustering-axis-theme = Group by subject
clustering-axis-trade = Group by trade
clustering-accept-theme = Open a mini-lab
clustering-accept-trade = Open a community
clustering-examine = Review
clustering-dismiss = Set aside
clustering-restore = Take this group back
clustering-opened-as = Open:
clustering-orphans-title = The ideas without a group
clustering-orphans-lead = Too singular for a group: they deserve a personal answer, or the closest group.
clustering-nearest = Closest:
clustering-no-nearest = No group is like it.
clustering-move-there = Put it in that group
clustering-orphans-more = { $count ->
    [one] See { $count } other idea without a group
   *[other] See { $count } other ideas without a group
}
clustering-recipe-title = How this result was obtained
clustering-recipe-lead = With the same ideas and this same starting number, anyone will obtain the same groups.
clustering-recipe-date = Computed on
clustering-recipe-free = Free
clustering-recipe-seed = Starting number

clustering-members-title = The ideas of this group
clustering-members-lead = The most central first.
clustering-why = Why it is here
clustering-fit = Closeness to the group
clustering-neighbours = Its closest neighbours:
clustering-second = It could also have gone to:
clustering-margin = within { $margin }
clustering-move = Move it to
clustering-nowhere = No group
clustering-move-do = Move
clustering-decide-title = Your decision
clustering-field-kind = Open as
clustering-field-title = Name of the group
clustering-title-hint = A name that invites, rather than a list of words.
clustering-field-purpose = What the group is after
clustering-purpose-hint = One sentence. The group can change it.
clustering-accept = Open the group
clustering-rename = Rename only
clustering-accept-note = { $count ->
    [0] Nobody will be invited: these ideas have no known author.
    [one] { $count } person will receive an invitation.
   *[other] { $count } people will receive an invitation.
}
clustering-previous = Previous group
clustering-next = Next group
errors-rule-cluster-empty = This group no longer holds any idea. Put one back, or set it aside.

clustering-stability = Stability
clustering-locked = Locked
clustering-lock = Lock this group
clustering-unlock = Unlock this group
clustering-lock-note = A locked group stays as it is at the next grouping. An idea that you move stays where you put it.
clustering-pinned = Put here by you
clustering-doubtful = To check: the machine hesitated
clustering-parts-title = Finer subjects
clustering-parts-lead = What sets the ideas of this group apart from one another.
clustering-part = { $label } ({ $count ->
    [one] { $count } idea
   *[other] { $count } ideas
})
clustering-field-community_size = Size of a trade community
clustering-community-hint = { $count ->
   *[other] From how many ideas of one trade to propose a community. Leave empty for { $count }.
}
clustering-recipe-meaning = What is compared
clustering-recipe-meaning-off = The words
clustering-recipe-meaning-used = The words and their meaning
clustering-recipe-meaning-unavailable = The words alone
clustering-meaning-unavailable-title = Meaning could not be compared
clustering-meaning-unavailable = The language model did not answer. The groups come from the words alone. You can try again later.
clustering-changes-title = Since the grouping before
clustering-changes-moved = { $count ->
    [one] { $count } idea moved
   *[other] { $count } ideas moved
}
clustering-changes-new = { $count ->
    [one] { $count } new group
   *[other] { $count } new groups
}
clustering-changes-gone = { $count ->
    [one] { $count } group gone
   *[other] { $count } groups gone
}
clustering-changes-split = { $count ->
    [one] { $count } group split
   *[other] { $count } groups split
}
clustering-changes-merged = { $count ->
    [one] { $count } group merged from several
   *[other] { $count } groups merged from several
}

clustering-duplicates-title = Ideas that ask for the same thing
clustering-duplicates-lead = The machine lists ideas two by two; you say whether they ask for the same thing. No idea is merged, every author keeps their own.
clustering-duplicates-search = Search again
clustering-duplicates-pairs = { $count ->
    [0] No pair to look at
    [one] { $count } pair to look at
   *[other] { $count } pairs to look at
}
clustering-duplicates-waiting = { $count ->
    [one] { $count } pair of ideas seems to ask for the same thing
   *[other] { $count } pairs of ideas seem to ask for the same thing
}
clustering-duplicates-none-title = Nothing to look at
clustering-duplicates-none-text = No two ideas are alike enough. The search runs with each grouping, or with the button above.
clustering-duplicates-judged = Already looked at
clustering-duplicates-judged-lead = Two ideas that ask for the same thing go to the same group at the next grouping.
clustering-likeness = Likeness
clustering-pair-same = The same request
clustering-pair-different = Two requests
clustering-pair-undo = Undo
clustering-verdict-same = The same request
clustering-verdict-different = Two requests
