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

minilabs-join-thematic = Join the mini-lab
minilabs-join-trade = Join the community
minilabs-leave = Leave
minilabs-role-bearer = You are a member, with your idea
minilabs-role-member = You are a member
minilabs-role-bearer-short = Carries an idea
minilabs-invited-title-thematic = This mini-lab invites you
minilabs-invited-title-trade = This community invites you
minilabs-invited-text = Your idea “{ $idea }” would be at home here.
minilabs-ideas-title = { $count ->
    [0] The ideas
    [one] { $count } idea
   *[other] { $count } ideas
}
minilabs-no-ideas-title = No idea yet
minilabs-no-ideas-text = The ideas whose authors accept will show here.
minilabs-around = Members and what follows
minilabs-team-title = Run this group
minilabs-invitations = { $sent ->
    [one] { $sent } invitation sent
   *[other] { $sent } invitations sent
}: { $accepted } yes, { $rather } “rather elsewhere”, { $declined } no.
minilabs-promote = Propose it to the laboratory
minilabs-need-form-title = Proposed to the laboratory
minilabs-members-title = { $count ->
    [0] The members
    [one] { $count } member
   *[other] { $count } members
}
minilabs-members-more = and { $count } more
minilabs-no-members = Nobody yet. Be the first.
minilabs-trail-title = What happened
minilabs-trail-opened = Opened
minilabs-trail-joined = Somebody joined
minilabs-trail-promoted = Proposed to the innovation laboratory
minilabs-from-contest = Born of the contest

minilabs-invitation-title-thematic = Your idea is invited to a mini-lab
minilabs-invitation-title-trade = Your idea is invited to a community
minilabs-invitation-lead = You decide. Whatever your answer, your name stays with your idea.
minilabs-invitation-state-accepted = You said yes
minilabs-invitation-state-rather = You prefer another group
minilabs-invitation-state-declined = You said no
minilabs-invitation-change = You can change your mind.
minilabs-field-answer = Your answer
minilabs-answer-accepted = Yes, it belongs here
minilabs-answer-hint-accepted = Your idea joins the group, and you with it.
minilabs-answer-rather = Rather in another group
minilabs-answer-hint-rather = Choose it below, or describe it.
minilabs-answer-declined = No, no group
minilabs-answer-hint-declined = Your idea will receive an answer from the animators.
minilabs-field-rather = The other group
minilabs-rather-hint = Only if you answered “rather”.
minilabs-rather-none = None of the list
minilabs-field-reason = A word to the animators
minilabs-reason-hint = Only they read it.
minilabs-invitation-send = Send my answer
minilabs-invitation-about = What this is about
minilabs-invitation-your-idea = Your idea
minilabs-invitation-the-thematic = The mini-lab
minilabs-invitation-the-trade = The community
minilabs-invitation-why = What brings them together

minilabs-promote-title = Propose to the laboratory
minilabs-promote-lead = The form is already filled from the group. Read it, complete it, send it.

minilabs-mail-invitation-subject-thematic = Your idea is invited to the mini-lab “{ $minilab }”
minilabs-mail-invitation-subject-trade = Your idea is invited to the community “{ $minilab }”
minilabs-mail-invitation-line-thematic = Your idea “{ $idea }” is like others. They come together in a mini-lab: “{ $minilab }”.
minilabs-mail-invitation-line-trade = Your idea “{ $idea }” speaks to colleagues of your trade. They come together in a community: “{ $minilab }”.
minilabs-mail-invitation-choice = You can say yes, prefer another group, or decline. Nothing is done without you.
minilabs-mail-invitation-link = Answer the invitation
