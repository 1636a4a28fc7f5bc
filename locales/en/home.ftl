# The home page.
home-title = Home
home-promise = Your idea deserves to go somewhere.
home-lead = MiniLabs collects the ideas of public agents, answers each of them and brings together those who want to carry them forward.
home-search-label = Search for an idea
home-search-hint = For example: canteen waste. Ideas are in French; typing mistakes do no harm.
home-counter = { $ideas ->
    [one] { $ideas } idea
   *[other] { $ideas } ideas
}: { $destiny ->
    [one] { $destiny } has a destiny
   *[other] { $destiny } have a destiny
}, { $waiting ->
    [0] none is waiting for an answer
    [one] { $waiting } is waiting for an answer
   *[other] { $waiting } are waiting for an answer
}
home-counter-lead = One dot, one idea. Its colour says what became of it.
home-counter-title = All the ideas
home-contest-title = The current contest
home-minilabs-title = Where ideas move forward
home-minilabs-lead = A mini-lab brings together neighbouring ideas and the people behind them. Anyone may join.
home-all-minilabs = See all mini-labs
home-how-title = How it works
home-how-send-title = 1. You propose
home-how-send-text = A few lines are enough. When a contest opens, every agent can send an idea.
home-how-gather-title = 2. Ideas meet
home-how-gather-text = A jury awards a few. All the others are grouped by subject or by trade.
home-how-work-title = 3. People work on them
home-how-work-text = Mini-labs and trade communities turn ideas into projects.
home-how-follow-title = 4. You follow
home-how-follow-text = Every idea keeps its story, and the name of whoever had it.

home-hello = Hello { $name }
home-waiting-title = Waiting for you
home-invitation-thematic = Your idea “{ $idea }” is invited to the mini-lab “{ $minilab }”
home-invitation-trade = Your idea “{ $idea }” is invited to the community “{ $minilab }”
home-queue-title = To do
home-queue-to_review = { $count ->
    [one] { $count } idea to read before publication
   *[other] { $count } ideas to read before publication
}
home-queue-unanswered = { $count ->
    [one] { $count } idea is waiting for an answer
   *[other] { $count } ideas are waiting for an answer
}
home-queue-clusters = { $count ->
    [one] { $count } grouping to review
   *[other] { $count } groupings to review
}
home-queue-need_forms = { $count ->
    [one] { $count } need form to study
   *[other] { $count } need forms to study
}
home-queue-identities = { $count ->
    [one] { $count } identity to match with an account
   *[other] { $count } identities to match with an account
}
home-queue-dead_jobs = { $count ->
    [one] { $count } failed task
   *[other] { $count } failed tasks
}
home-my-ideas-all = My ideas, my drafts and what became of them
home-my-ideas-title = My ideas
home-my-ideas-empty-title = You have no idea here yet
home-my-ideas-empty-text = Those you send will appear on this page, with what becomes of them.
home-see-ideas = Read your colleagues’ ideas
home-around = Search and figures
home-queue-reports = { $count ->
    [one] { $count } content was reported
   *[other] { $count } contents were reported
}
home-queue-help_requests = { $count ->
    [one] { $count } person asks for help to write
   *[other] { $count } people ask for help to write
}
