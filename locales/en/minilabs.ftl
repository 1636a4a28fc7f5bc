# Mini-labs and trade communities.
minilabs-list-title = Mini-labs and communities
minilabs-list-lead = A mini-lab gathers ideas on one subject. A community gathers people of one trade. Anyone may join.
minilabs-tab-all = All
minilabs-tab-thematic = Mini-labs
minilabs-tab-trade = Trade communities
minilabs-kind-thematic = Mini-lab
minilabs-kind-trade = Trade community
minilabs-joined = You are a member
minilabs-ideas-count = { $count ->
    [one] { $count } idea
   *[other] { $count } ideas
}
minilabs-members-count = { $count ->
    [one] { $count } member
   *[other] { $count } members
}
minilabs-list-empty-title = None for now
minilabs-list-empty-text = Mini-labs are born from ideas, once the contest is over.
