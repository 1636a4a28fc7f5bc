# Background work, for administrators.
jobs-title = Background tasks
jobs-lead = Imports, groupings, mail: what the platform does behind the scenes.
jobs-count-running = running
jobs-count-queued = waiting
jobs-count-dead = failed
jobs-count-done = done today
jobs-dead-title = Failed
jobs-dead-lead = Each task was tried several times. Correct the cause, then retry: nothing will be done twice.
jobs-reason = Cause
jobs-attempts = Attempts
jobs-attempts-count = { $count ->
    [one] { $count } attempt
   *[other] { $count } attempts
}
jobs-retry = Retry
jobs-none-dead-title = No failure
jobs-none-dead-text = All that was asked for is done, or will be.
jobs-running-title = Running
jobs-queued-title = Waiting
jobs-progress = { $done } of { $total }
jobs-column-kind = Task
jobs-column-when = Planned for
jobs-refresh = Refresh the page
jobs-state-queued = Waiting
jobs-state-running = Running
jobs-state-done = Done
jobs-state-dead = Failed
jobs-kind-mail-deliver = Send a mail
jobs-kind-accounts-delete-stale = Clear stale sign-ins
jobs-kind-contests-import = Import ideas
jobs-kind-clustering-run = Group the unawarded ideas
jobs-kind-search-index = Update the search
jobs-kind-files-delete-stale = Clear stale files
jobs-kind-minilabs-send-invitations = Send the invitations
jobs-kind-ideas-tell-authors = Tell the authors
