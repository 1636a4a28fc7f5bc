# Figures, each with its definition.
impact-definition = Definition
impact-title = Impact
impact-lead = What becomes of ideas, in figures. Each has one definition, the same everywhere.
impact-computed = Computed on { $date }.
impact-destinies-title = What became of the ideas
impact-group-ideas = The ideas
impact-group-people = The people
impact-group-projects = The projects
impact-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
impact-ideas = ideas
impact-ideas-definition = All the ideas published, of all contests.
impact-authors = authors
impact-authors-definition = The people named in the published ideas, each counted once.
impact-awarded = awarded
impact-awarded-definition = The ideas that a jury awarded.
impact-with_destiny = have a destiny
impact-with_destiny-definition = The published ideas whose destiny is known. It must be all of them.
impact-waiting = waiting
impact-waiting-definition = The unawarded ideas that have neither a group nor an answer yet.
impact-answered = answered
impact-answered-definition = The ideas that received a written answer, without entering a group.
impact-grouped = in a group
impact-grouped-definition = The ideas that are in a mini-lab or a trade community.
impact-days_to_destiny = to an answer
impact-days_to_destiny-definition = The median time between the end of the jury and the entry in a group, or the answer.
impact-members = members
impact-members-definition = The people who are members of at least one group, each counted once.
impact-bearers = members with their idea
impact-bearers-definition = The members who carry an idea in their group.
impact-invitations_answered = invitations answered
impact-invitations_answered-definition = The share of the invitations sent to authors that received a yes, a “rather” or a no.
impact-minilabs = mini-labs
impact-minilabs-definition = The mini-labs that are open.
impact-communities = communities
impact-communities-definition = The trade communities that are open.
impact-need_forms = forms submitted
impact-need_forms-definition = The need forms submitted to the laboratory.
impact-files_accepted = files accepted
impact-files_accepted-definition = The forms that the laboratory accepted.
impact-by-theme = By theme
impact-by-theme-caption = Ideas by theme
impact-by-trade = By trade
impact-by-trade-caption = Ideas by trade
impact-download = Download these figures (CSV)
