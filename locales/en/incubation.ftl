# From the need form to the support file.
incubation-list-title = Support files
incubation-list-lead = The projects born in mini-labs and entrusted to the innovation laboratory.
incubation-list-tabs = By state
incubation-state-all = All
incubation-state-submitted = Submitted
incubation-state-studied = Being studied
incubation-state-prequalified = Pre-qualified
incubation-state-accepted = Accepted
incubation-state-declined = Declined
incubation-from-minilab = From:
incubation-updated = Updated on { $date }
incubation-list-empty-title = No support file for now
incubation-list-empty-text = When a mini-lab is ready, its animators propose it to the laboratory and its file shows here.
incubation-see-minilabs = See the mini-labs
