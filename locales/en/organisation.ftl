# The organisation: directions, services, sites.
organisation-title = Organisation
organisation-lead = { $count ->
    [0] Directions, services and workplaces.
    [one] One direction, service or workplace.
   *[other] { $count } directions, services and workplaces.
}
organisation-add = Add a unit
organisation-add-confirm = Add
organisation-import = Import a file
organisation-search = Search for a direction, a service or a place
organisation-whole-tree = See the whole organisation
organisation-nothing-found-title = Nothing of that name
organisation-nothing-found-text = Try another word, or a part of the name.
organisation-empty-title = The organisation is still empty
organisation-empty-text = Import a file, or add a first direction.

organisation-kind-direction = Direction
organisation-kind-service = Service
organisation-kind-lycee = School
organisation-kind-siege = Head office
organisation-kind-maison = House of the region
organisation-kind-site = Other place
organisation-kind-choose = Choose

organisation-field-name = Name
organisation-field-kind = Kind
organisation-field-departement = Département
organisation-departement-hint = Its number: 67, 2A, 971…
organisation-field-parent = Belongs to
organisation-parent-hint = Begin to type its name, or its reference when several have the same name.
organisation-field-reference = Reference
organisation-reference-hint = Its code in your own lists, such as the UAI number of a school.
organisation-field-into = Becomes part of
organisation-field-file = File

organisation-facts = In brief
organisation-site-code = Code of the place
organisation-above = Is part of
organisation-below = { $count ->
    [one] One unit belongs to it
   *[other] { $count } units belong to it
}
organisation-edit-title = Change
organisation-edit-lead = The former name stays known: what was written before stays readable.
organisation-merge-title = Merge
organisation-merge-lead = This unit leaves the lists, and all that belongs to it goes over to the other. There is no way back.
organisation-merge-confirm = Merge
organisation-ended-title = This unit is no more
organisation-ended-text = Since { $date } it is part of:
organisation-history = History
organisation-was-called = Was called “{ $name }” until { $date }
organisation-took-in = “{ $name }” became part of it on { $date }

organisation-import-lead = The file is read first, and nothing is changed. You see what it would do, then confirm.
organisation-file-hint = CSV, XLSX or ODS.
organisation-file-send = Read the file
organisation-file-help-title = What must the file contain?
organisation-file-help-name = A first line with the columns’ titles, then a line for each unit. The column “name” is needed.
organisation-file-help-kind = So is the column “type”: direction, service, lycée, siège, maison or site.
organisation-file-help-departement = “département”: its number.
organisation-file-help-parent = “parent”: the name or the reference of what the unit belongs to. It may come later in the file.
organisation-file-help-reference = “reference”: the code that never changes. With it, a name that changes is recognised.
organisation-file-help-again = The same file, sent twice, changes nothing the second time. An empty cell leaves what was known.

organisation-check-title = What the file would do
organisation-check-lead = Nothing is written yet.
organisation-added = to add
organisation-changed = to change
organisation-same = up to date already
organisation-left-out = lines left out
organisation-import-confirm = { $count ->
    [one] Write one unit
   *[other] Write { $count } units
}
organisation-other-file = Choose another file
organisation-nothing-new = This file brings nothing new.
organisation-faults = Lines left out
organisation-fault-line = Line
organisation-fault-column = Column
organisation-fault-what = What is wrong
organisation-faults-more = { $count ->
    [one] And one more line.
   *[other] And { $count } more lines.
}
organisation-fault-required = The cell is empty.
organisation-fault-too-long = The text is too long.
organisation-fault-twice = This unit is further up in the file already.
organisation-fault-ambiguous = Several units have this name. Add their references.
organisation-fault-unreadable = The line cannot be read.
organisation-fault-unknown-kind = This kind is not known: direction, service, lycée, siège, maison or site.
organisation-fault-unknown-departement = There is no département of this number.
organisation-fault-unknown-parent = No unit has this name or reference.
organisation-fault-ambiguous-parent = Several units have this name. Give the reference.
organisation-fault-parent-loop = The unit would come under itself.
