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

contests-stage-draft = Being prepared
contests-stage-collecting = Open to ideas
contests-stage-voting = Voting
contests-stage-jury = With the jury
contests-stage-awarded = Results announced
contests-stage-closed = Finished
contests-audience-public = Visible to everybody
contests-audience-agents = For agents
contests-audience-team = For the team
contests-audience-hint-public = Ideas can be read without an account.
contests-audience-hint-agents = One must sign in to read them.
contests-audience-hint-team = Only the animators see them.

contests-outcome-title = Where the ideas stand
contests-figure-ideas = ideas
contests-figure-ideas-definition = All the ideas published in this contest.
contests-figure-authors = people
contests-figure-authors-definition = The authors named in the ideas, each counted once.
contests-figure-awarded = awarded
contests-figure-awarded-definition = The ideas that the jury awarded.
contests-figure-waiting = waiting
contests-figure-waiting-definition = The unawarded ideas that have neither a group nor an answer yet.
contests-ideas-title = Some of the ideas
contests-all-ideas = See all the ideas of this contest
contests-no-ideas-title = No idea yet
contests-no-ideas-text = They will show here from the first one on.
contests-calendar-title = Calendar
contests-calendar-empty = The dates will be announced here.
contests-team-title = Run this contest
contests-import = Import ideas
contests-awards = Mark the awarded ideas
contests-cluster = Group the unawarded ideas
contests-edit = Edit the contest
contests-move-draft = Back to preparation
contests-move-collecting = Open to ideas
contests-move-voting = Open the vote
contests-move-jury = Hand over to the jury
contests-move-awarded = Announce the results
contests-move-closed = Finish the contest
contests-imports-title = Imports
contests-import-added = { $count ->
    [0] no idea added
    [one] { $count } idea added
   *[other] { $count } ideas added
}
contests-import-state-uploaded = To be finished
contests-import-state-running = Running
contests-import-state-done = Done
contests-import-state-failed = Interrupted

contests-phase-submission = Sending ideas
contests-phase-vote = Vote
contests-phase-jury = Jury
contests-phase-announcement = Announcement of the results
contests-phase-analysis = Analysis of the unawarded ideas
contests-phase-minilabs = Mini-labs
contests-phase-tour = Tour of the directions
contests-phase-arbitration = Arbitration
contests-phase-hint-submission = Every agent can send an idea.
contests-phase-hint-vote = Agents support the ideas of others.
contests-phase-hint-jury = The jury reads, scores and deliberates.
contests-phase-hint-announcement = The day the awarded ideas are known.
contests-phase-hint-analysis = All the other ideas are grouped.
contests-phase-hint-minilabs = The groups work.
contests-phase-hint-tour = The groups present their results.
contests-phase-hint-arbitration = The directions decide and commit.

contests-new-title = New contest
contests-new-lead = A title and a few lines are enough to begin. All of it can change later.
contests-edit-title = Edit “{ $title }”
contests-field-title = Title
contests-title-hint = Short and inviting. Example: Agents have ideas.
contests-field-slug = Short address
contests-slug-hint = The end of the page’s address, for posters. Without an answer it comes from the title.
contests-field-summary = Presentation
contests-summary-hint = One or two sentences: whom the contest is for, and what for.
contests-field-audience = Who can read the ideas
contests-calendar-hint = Leave empty what you do not know yet.
contests-opens-on = From
contests-closes-on-label = To
contests-field-submission_opens_on = Beginning of the sending of ideas
contests-field-submission_closes_on = End of the sending of ideas
contests-field-vote_opens_on = Beginning of the vote
contests-field-vote_closes_on = End of the vote
contests-field-jury_opens_on = Beginning of the jury
contests-field-jury_closes_on = End of the jury
contests-field-announcement_opens_on = Beginning of the announcement
contests-field-announcement_closes_on = End of the announcement
contests-field-analysis_opens_on = Beginning of the analysis
contests-field-analysis_closes_on = End of the analysis
contests-field-minilabs_opens_on = Beginning of the mini-labs
contests-field-minilabs_closes_on = End of the mini-labs
contests-field-tour_opens_on = Beginning of the tour
contests-field-tour_closes_on = End of the tour
contests-field-arbitration_opens_on = Beginning of the arbitration
contests-field-arbitration_closes_on = End of the arbitration

contests-step-file = The file
contests-step-columns = The columns
contests-step-import = The import
contests-import-title = Import ideas
contests-field-file = File of ideas
contests-file-hint = CSV, Excel (XLSX), LibreOffice (ODS) or JSON Lines, { $limit } MB at most.
contests-file-send = Send the file
contests-file-help-title = How to prepare the file
contests-file-help-header = One idea per row. The first row holds the column titles.
contests-file-help-columns = One column will do, the title or the text; both are better. You will say which is which in the next step.
contests-file-help-encoding = Accents are recognised, whether the file comes from Excel or elsewhere. In CSV, commas and semicolons both work.
contests-file-help-again = Importing the same file twice adds nothing twice.

contests-columns-title = Which column holds what?
contests-columns-lead = { $count ->
    [one] “{ $file }” has { $count } row.
   *[other] “{ $file }” has { $count } rows.
}
contests-columns-choose = The columns
contests-column-none = No column
contests-column-unnamed = Column { $number } (no title)
contests-field-body = Text of the idea
contests-field-authors = Authors
contests-field-category = Theme
contests-field-trade = Trade
contests-field-site = Place
contests-field-direction = Direction
contests-field-source_ref = Reference
contests-column-hint-title = One line that sums the idea up.
contests-column-hint-body = The idea in its author’s words.
contests-column-hint-authors = Several names: separate them with a semicolon.
contests-column-hint-category = For example: catering, mobility.
contests-column-hint-trade = Used to propose trade communities.
contests-column-hint-site = School, head office, regional house.
contests-column-hint-direction = The direction or service.
contests-column-hint-source_ref = The idea’s number in your file. It prevents duplicates.
contests-check = Check without importing
contests-check-again = Check again
contests-other-file = Choose another file
contests-check-title = Check
contests-check-lead = Nothing is imported yet.
contests-check-ready = ready to import
contests-check-known = already there
contests-check-known-definition = They are in this contest since an earlier import. They will not change.
contests-check-twice = duplicates
contests-check-twice-definition = The same reference comes again in the file. The first row counts.
contests-check-bad = to correct
contests-faults-title = Rows to correct
contests-faults-more = And { $count } more.
contests-fault-line = Line
contests-fault-column = Column
contests-fault-what = Problem
contests-fault-todo = What to do
contests-fault-required = Nothing is written.
contests-fault-todo-required = Fill the cell, or remove the row.
contests-fault-too-long = It is too long.
contests-fault-todo-too-long = Shorten it, or move the rest to the text.
contests-fault-duplicate = { $number ->
    [0] This reference is already used above.
   *[other] This reference is already used on line { $number }.
}
contests-fault-todo-duplicate = Give one of the two another reference.
contests-fault-not-a-date = This is not a date.
contests-fault-todo-not-a-date = Write it as 02/03/2026 or 2026-03-02.
contests-fault-formula = The cell holds a formula.
contests-fault-todo-formula = Copy it, then paste “values only”.
contests-fault-unreadable = { $number ->
    [0] The row cannot be read.
   *[other] The row cannot be read from column { $number } on.
}
contests-fault-repeated = { $number ->
    [0] The same idea is already above.
   *[other] The same idea is already on line { $number }.
}
contests-fault-todo-repeated = Remove one of the two, or give each a reference.
contests-fault-not-an-address = This is not an e-mail address.
contests-fault-todo-not-an-address = Correct it, or empty the cell.
contests-separator-semicolon = semicolon
contests-separator-comma = comma
contests-separator-tab = tab
contests-field-co_authors = Other authors
contests-field-email = E-mail address
contests-field-submitted_at = Date sent
contests-column-hint-co_authors = If they stand in a column of their own.
contests-column-hint-email = So that the first author is told.
contests-column-hint-submitted_at = For example 02/03/2026.
contests-failure-interrupted = The server stopped half-way.
contests-fault-todo-unreadable = Look at the quotes and separators of this row.
contests-import-confirm = { $count ->
    [one] Import { $count } idea
   *[other] Import { $count } ideas
}
contests-preview-title = Preview of the file
contests-preview-caption = The first rows
contests-read-as-csv = Read as CSV, accents: { $encoding }, separator: { $separator }
contests-read-as-jsonl = Read as JSON Lines
contests-read-as-xlsx = Read as an Excel workbook, first sheet
contests-read-as-ods = Read as a LibreOffice workbook, first sheet

contests-progress-title = Import
contests-progress-lead = { $file }
contests-progress-title-uploaded = The import is about to begin
contests-progress-title-running = Importing
contests-progress-title-done = Import done
contests-progress-title-failed = Import interrupted
contests-progress-rows = { $done } rows of { $total }
contests-progress-leave = You can leave this page: the import goes on without you.
contests-progress-added = added
contests-progress-known = already there
contests-progress-bad = to correct
contests-progress-done = { $count ->
    [0] Nothing new: everything was already there.
    [one] { $count } idea has arrived. It can be found by the search right away.
   *[other] { $count } ideas have arrived. They can be found by the search right away.
}
contests-progress-failed = What is imported stays. The import will go on from the right row.
contests-failure-unknown = An error happened on our side.
contests-failure-disk-full = There is no room left on the server.
contests-failure-unreadable = The rest of the file cannot be read.
contests-failure-file-missing = The file is no longer here: send it again.
contests-import-resume = Resume the import
contests-see-ideas = See the ideas
contests-back = Back to the contest

contests-awards-lead = { $count ->
    [0] No idea is marked out of { $total }.
    [one] { $count } awarded idea out of { $total }.
   *[other] { $count } awarded ideas out of { $total }.
} The others are not forgotten: they will be grouped.
contests-awards-search = Search for an idea to mark
contests-awards-legend = Tick the ideas that the jury awarded
contests-awards-save = Save the awarded ideas
contests-awards-announce = Save and announce the results
contests-check-untitled = { $count ->
    [one] { $count } idea has no title: the first words of its text stand in for it.
   *[other] { $count } ideas have no title: the first words of their text stand in for it.
}
contests-field-reason = A word to the authors of the other ideas
contests-reason-hint = It goes with the announcement. Example: thank you, your idea will be grouped with those like it, and you will be invited to what follows.
errors-rule-contest-over = This contest is over. Reopen it to change the awarded ideas.
errors-rule-contest-empty = This contest has no idea yet: there is nothing to announce.

contests-stage-preselection = Pre-selection
contests-stage-analysis = Analysis of the ideas
contests-stage-minilabs = Mini-labs
contests-stage-tour = Tour of the directions
contests-stage-arbitration = Arbitration
contests-move-preselection = Open the pre-selection
contests-move-analysis = Pass to the analysis of the ideas
contests-move-minilabs = Open the mini-labs
contests-move-tour = Begin the tour of the directions
contests-move-arbitration = Pass to the arbitration
contests-phase-draft = Preparation
contests-phase-preselection = Pre-selection
contests-phase-closed = End of the contest
contests-phase-hint-preselection = The team chooses the ideas that go on.
contests-phase-hint-closed = The day all of it is over.

# What goes on, for people: t("contests-doing-" ~ stage) inside contests-now…
contests-doing-draft = prepare the contest
contests-doing-collecting = send an idea
contests-doing-preselection = choose the ideas that go on
contests-doing-voting = vote for ideas
contests-doing-jury = the jury reads the ideas
contests-doing-awarded = discover the results
contests-doing-analysis = group the other ideas
contests-doing-minilabs = work in mini-labs
contests-doing-tour = show the results to the directions
contests-doing-arbitration = the directions decide
contests-doing-closed = the contest is over
contests-now = Now: { $what }.
contests-now-until = Now: { $what }, until { $date } ({ $left }).
contests-over = This step is over: { $what }.
contests-then = Then: { $what }, on { $date }.
contests-days-left = { $count ->
    [0] last day
    [one] { $count } more day
   *[other] { $count } more days
}
contests-day-hour = { $date } at { $hour }
contests-step-state-done = (done)
contests-step-state-now = (now)
contests-step-state-next = (to come)
contests-decided = Decided by the team on { $date }
contests-awards-due = The day of the announcement has come. Mark the awarded ideas, then announce the results.

contests-about-title = This contest
contests-part-contest = The contest
contests-part-texts = The texts
contests-part-texts-hint = Paragraphs and simple lists (a dash at the beginning of a line). All of it is optional.
contests-part-ideas = The ideas
contests-part-ideas-later = Once the contest is created, you can choose its themes and ask questions.
contests-field-about = What is it about?
contests-about-hint = What you look for, examples, what becomes of the ideas.
contests-field-rules = Rules
contests-rules-hint = Who can take part, how ideas are chosen.
contests-field-charter = Charter to accept
contests-charter-hint = Everybody accepts it before sending an idea. When the text changes, it is accepted anew.
contests-field-moderation = When ideas are shown
contests-moderation-before = After the team has read them
contests-moderation-after = At once
contests-moderation-hint-before = The team reads each idea before others see it.
contests-moderation-hint-after = The team reads ideas afterwards, and can hide one.
contests-field-follows_calendar = The contest passes on by itself at these dates
contests-follows-hint = The last day counts in full. The announcement of the results always waits for your decision. When you change the stage by hand, your decision stands until the next date.
contests-on = On
contests-at = at (hour)
contests-categories = Themes
contests-questions = Questions asked
contests-copy = Run this contest again
contests-delete = Delete this draft
contests-editions-title = The editions
contests-edition-this = You are here

contests-stage-title = Change the stage
contests-stage-lead = Today: { $stage }.
contests-stage-clock = This contest follows its calendar. Your decision stands until the next date of the calendar.
contests-stage-announce = Results are announced on another page:
contests-stage-save = Change the stage
contests-move-field-stage = New stage
contests-move-field-reason = Why?
contests-move-reason-hint = This sentence will show in the contest’s calendar. Example: we leave one more week.
errors-rule-contest-not-open = Ideas cannot be sent yet. The date is on the contest’s page.
errors-rule-contest-changed = Somebody has just changed this contest. Open its page again and start over.
errors-rule-contest-not-empty = Only a draft without ideas can be deleted. Ideas are never lost.
errors-rule-questions-full = There are many questions already. Remove one before you add another.
contests-field-submission_opens_at = Hour of the beginning of the sending of ideas
contests-field-submission_closes_at = Hour of the end of the sending of ideas
contests-field-preselection_opens_on = Beginning of the preselection
contests-field-preselection_opens_at = Hour of the beginning of the preselection
contests-field-preselection_closes_on = End of the preselection
contests-field-preselection_closes_at = Hour of the end of the preselection
contests-field-vote_opens_at = Hour of the beginning of the vote
contests-field-vote_closes_at = Hour of the end of the vote
contests-field-jury_opens_at = Hour of the beginning of the jury
contests-field-jury_closes_at = Hour of the end of the jury
contests-field-announcement_opens_at = Hour of the beginning of the announcement
contests-field-announcement_closes_at = Hour of the end of the announcement
contests-field-analysis_opens_at = Hour of the beginning of the analysis
contests-field-analysis_closes_at = Hour of the end of the analysis
contests-field-minilabs_opens_at = Hour of the beginning of the mini-labs
contests-field-minilabs_closes_at = Hour of the end of the mini-labs
contests-field-tour_opens_at = Hour of the beginning of the tour
contests-field-tour_closes_at = Hour of the end of the tour
contests-field-arbitration_opens_at = Hour of the beginning of the arbitration
contests-field-arbitration_closes_at = Hour of the end of the arbitration
contests-field-closed_opens_on = Beginning of the end
contests-field-closed_opens_at = Hour of the beginning of the end
contests-field-closed_closes_on = End of the end
contests-field-closed_closes_at = Hour of the end of the end

contests-up = Move up
contests-down = Move down
contests-remove = Remove
contests-categories-lead = Themes help to sort ideas. A few are enough.
contests-categories-hint = When you rename a theme, the ideas that have it follow. When you remove it, they keep it.
contests-category-new = New theme
contests-category-add = Add
contests-category-name = Theme { $place }
contests-field-categories = The themes

contests-questions-lead = The idea itself is often enough. Each question more costs ideas: ask only what you will use.
contests-questions-none-title = No question
contests-questions-none-text = That is simplest for agents. You can add some below.
contests-question-add-title = Add a question
contests-question-add = Add the question
contests-question-edit = Edit the question
contests-question-edit-lead = Answers that were given do not change.
contests-question-required = Answer required
contests-question-field-label = Question
contests-question-label-hint = Example: whom will it help?
contests-question-field-hint = What helps to answer
contests-question-field-kind = Kind of answer
contests-question-field-options = Choices
contests-question-options-hint = One on each line. Only for a question with choices.
contests-question-field-required = Answer required
contests-question-required-hint = Without an answer the idea cannot be sent.
contests-question-kind-short_text = One line
contests-question-kind-long_text = A few lines
contests-question-kind-one_choice = One choice
contests-question-kind-several_choices = Several choices
contests-question-kind-yes_no = Yes or no

contests-copy-lead = The texts, the charter, the themes, the questions and the calendar are taken over. The ideas stay where they are.
contests-copy-field-title = Title of the new edition
contests-copy-title-hint = The page’s address will come from this title.
contests-copy-field-first_day = First day
contests-copy-first_day-hint = All dates move with it. A year later when nothing else is said.
contests-copy-save = Create the new edition

contests-delete-lead = “{ $title }” is a draft. Once deleted, it does not come back.
contests-delete-confirm = Yes, delete this draft
